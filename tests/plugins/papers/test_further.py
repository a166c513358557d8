"""The further tables of papers: against published or hand-made results, the plain definitions, and what LaTeX makes of them."""

from __future__ import annotations

import re
from itertools import product

import pytest

import countermove as cm
from countermove.assessment import load_conflict, loads
from countermove.context.game import game_from, game_of
from countermove.plugins.papers.compute import TABLES, USUAL, paper_of
from countermove.plugins.papers.further import FURTHER, FurtherTable
from countermove.questions.solve import solve
from gmcr import Conflict, Fuzzy, Strength, Unknown
from gmcr.base.errors import CountermoveError, ModelError, UnknownName
from gmcr.stability import sweep_thresholds
from tests.plugins.papers.test_paper import checked, entries

__all__: list[str] = []

FILE = """\
countermove: 1
title: A strike
actors:
  union:
    name: Union
    options: {strike: {}, talk: {}}
    wants:
      - {id: u1, want: port.pay, strength: great}
      - {id: u2, want: not union.strike}
      - {id: u3, want: port.pay implies union.talk}
  port:
    name: Port
    options: {pay: {}, lock: {}}
    wants:
      - {id: p1, want: not union.strike, unknown: true}
      - {id: p2, want: not port.pay}
      - {id: p3, want: not port.lock}
"""


def made(of: object, name: str, **asked: object) -> tuple[FurtherTable, dict[tuple[str, str], list[str]]]:
    """A table, and of each (heading, row) its cells as text, states as "s3"."""
    paper = paper_of(game_from(of), tables=(name,), **asked)  # type: ignore[arg-type]
    (table,) = paper.further
    cells, heading = {}, ""
    for row in table.rows:
        if not row.cells:
            heading = row.label
            continue
        key = (heading, ",".join(row.actors) or row.label)
        cells[key] = [
            "; ".join(part.text + ", ".join(f"s{n}" for n in part.states) for part in cell) for cell in row.cells
        ]
        if row.actors and row.label:
            cells[heading, f"{row.actors[0]} {row.label}"] = cells.pop(key)
    return table, cells


def held(cells: list[str], mark: str) -> list[int]:
    """The numbers of the states whose cells have a mark."""
    return [number for number, text in enumerate(cells, start=1) if mark in text]


def test_strength_and_doubt_of_a_file_are_those_that_solve_finds() -> None:
    case = loads(FILE, file="strike.yaml")
    for name, marks in (("strength", "SW"), ("unknown", "abcd")):
        _, cells = made(case, name)
        some = 0
        for concept, mark in product(("gmr", "smr", "seq"), marks):
            firm, weak = (solve(case, strongly=level, every=True).equilibria[concept].codes for level in (True, False))
            expected = firm if mark == "S" else sorted(set(weak) - set(firm))
            if name == "unknown":
                expected = solve(case, type=mark, every=True).equilibria[concept].codes
            assert held(cells[concept, "Equilibrium"], mark) == [code + 1 for code in expected]
            some += len(expected)
        assert some > 3
    text = cm.paper(case, tables="preferences", format="markdown")
    assert "Union: the preference is strong if the want Port to choose" in text
    assert "Port: it is unknown which of two states is preferred if" in text


def test_given_strength_and_doubt_are_counted() -> None:
    chicken = load_conflict("chicken").conflict
    strong = {"row": Strength.read("2 > 3 > 1 >> 0"), "column": Strength.read("1 > 3 > 2 >> 0")}
    _, cells = made(chicken, "strength", preferences=strong)
    assert cells["gmr", "Equilibrium"] == ["", "S", "S", "S"]
    assert cells["smr", "Equilibrium"] == ["", "S", "S", "W"], "from the crash one can still swerve"
    assert cells["nash", "Equilibrium"] == ["", "equilibrium", "equilibrium", ""]
    elmira = load_conflict("elmira-1991-graph").conflict
    _, cells = made(elmira, "unknown", preferences={"L": Unknown((("s1", "s5"),))})
    assert {n: text for n, text in enumerate(cells["nash", "Equilibrium"], 1) if text} == {
        1: "bd",
        5: "bd",
        8: "abcd",
        9: "abcd",
    }


def test_swept_thresholds_are_the_regions() -> None:
    chicken = load_conflict("chicken").conflict
    both = {
        "row": Fuzzy.from_pairs(chicken, {(2, 3): 0.7}, actor="row", threshold=0.5),
        "column": Fuzzy.from_pairs(chicken, {(1, 3): 0.8}, actor="column", threshold=0.8),
    }
    over = [("row", "threshold"), ("column", "threshold")]
    table, _ = made(chicken, "fuzzy", preferences=both, over=over)
    assert table.columns[2] == "Equilibrium where (row: threshold = 0.5, column: threshold = 0.8)"
    rows = [[part.text or part.states for cell in row.cells for part in cell] for row in table.rows if row.cells]
    regions = sweep_thresholds(chicken, preferences=both, over=over)
    assert rows == [
        [
            (row.state + 1,),
            " or ".join(" × ".join(map(str, box)) for box in row.where),
            "any" if row.margin > 1 else f"{row.margin:g}",
        ]
        for row in regions.rows
    ]
    checked(cm.paper(chicken, tables="fuzzy", preferences=both, over=over))


def test_coalitions_sim_and_limited_moves_are_those_of_their_solvers() -> None:
    case = load_conflict("elmira-1991")
    _, cells = made(case, "coalitions")
    for concept in cm.COALITION_CONCEPTS:
        for group in (("M",), ("M", "U"), ("M", "U", "L")):
            places = [
                k + 1
                for k, own in enumerate(
                    cm.solve_coalition(case.conflict, coalition=group, concepts=concept).stable(concept, group)
                )
                if own
            ]
            assert held(cells[concept, ",".join(group)], "stable") == places
    _, cells = made(case, "sim")
    solved = cm.solve_sim(case.conflict)
    assert held(cells["SIM", "Equilibrium"], "equilibrium") == [
        k + 1 for k, own in enumerate(solved.equilibrium("sim")) if own
    ]
    _, cells = made("chicken", "limited")
    assert held(cells["limited:1", "Equilibrium"], "equilibrium") == [2, 3], "one move ahead is Nash"
    assert held(cells["limited:3", "Equilibrium"], "equilibrium") == [4], "both swerve"


def test_mixed_concepts_the_inverse_and_exchanges_by_hand() -> None:
    table, cells = made("chicken", "mixed")
    assert table.columns[1:] == cm.CONCEPTS
    assert cells["", "gmr"] == ["s2, s3", "s2, s3, s4", "s2, s3, s4", "s2, s3", "s2, s3"]
    assert set(cells["", "nash"]) == {"s2, s3"}
    _, cells = made("chicken", "inverse", to="3")
    assert cells["nash", "row"] == ["no", "12 of 24", "50%"], "2 must not be better than 3"
    assert cells["gmr", "row"] == ["yes", "16 of 24", "66.7%"], "or 0 must not be"
    ferry = Conflict.from_options(
        actors={"line": "run", "town": "pay"},
        preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    )
    _, cells = made(ferry, "order", concepts=("nash", "gmr"))
    # If running comes first, the line runs: nobody leaves 1 (s2), and it leaves 0 (s1). If not paying comes first, the town
    # prefers 0 to 3 (s4), so that the line can no longer deter it from leaving 3.
    assert cells == {
        ("", "line statement 2 before 1"): ["loses s1; gains s2", "loses s1; gains s2"],
        ("", "town statement 2 before 1"): ["same", "loses s4"],
    }  # fmt: skip


def test_further_tables_are_made_only_when_asked_for_and_are_sound() -> None:
    case = loads(FILE, file="strike.yaml")
    assert paper_of(game_of(case)).tables == USUAL[:3]
    assert (*USUAL, *FURTHER) == TABLES
    some = [name for name in FURTHER if name not in ("fuzzy", "mixed")]
    checked(cm.paper(case, tables=["preferences", *some], to="union.talk"))
    text = cm.paper(case, tables=["preferences", *some], to="union.talk", format="markdown")
    assert len(re.findall(r"^\*\*", text, re.MULTILINE)) == 1 + len(some)
    for caption in ("strength", "coalitions", "order"):
        assert caption in text
    assert "nobody moves twice in a row" in cm.paper("elmira-1991", tables="stability")
    assert "The other answers by one move." in cm.paper("chicken", tables="stability")


@pytest.mark.parametrize(
    ("name", "of", "asked", "words"),
    [
        ("strength", "chicken", {}, "needs wants with `strength: great`"),
        ("unknown", "chicken", {}, "needs wants with `unknown: true`"),
        ("fuzzy", "chicken", {}, "made in Python"),
        ("limited", "elmira-1991", {}, "for two actors"),
        ("mixed", "elmira-1991", {}, "two actors and four states"),
        ("inverse", "chicken", {}, "about one state: name it"),
        ("order", "elmira-1991", {}, "two wants or more"),
        ("sim", "elmira-1991-graph", {}, "option form"),
        ("coalitions", "korea-2021", {"preferences": {"us": Unknown(())}}, "count in the tables of"),
    ],
)
def test_what_a_game_has_not_is_refused(name: str, of: str, asked: dict[str, object], words: str) -> None:
    with pytest.raises((CountermoveError, ModelError), match=words):
        made(of, name, **asked)


def test_references_of_concepts_and_tables_follow_those_of_the_case() -> None:
    found = entries(cm.bibtex("chicken", concepts=["nash", "SymSEQ"], tables="unknown"))
    assert list(found) == ["chicken-1", "fang-1993", "nash-1950", "nash-1951", "rego-2017", "li-2004"]
    assert found["rego-2017"] == {
        "author": r"R{\^{e}}go, L. C. and Vieira, G. I. A.",
        "title": "{Symmetric sequential stability in the graph model for conflict resolution with multiple decision makers}",
        "journal": "Group Decision and Negotiation",
        "volume": "26",
        "pages": "775--792",
        "year": "2017",
        "doi": "10.1007/s10726-016-9520-8",
    }
    assert len(entries(cm.bibtex("chicken", concepts=cm.CONCEPTS, tables=FURTHER))) == 18
    with pytest.raises(UnknownName):
        cm.bibtex("chicken", concepts="nush")
