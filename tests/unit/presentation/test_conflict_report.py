"""report on a bare conflict: what it says of states is what the solver finds, and what was printed stands beside it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import countermove as cm
from countermove.catalogue import PICTURES
from countermove.context.game import open_game
from countermove.interop.conversion import save_conflict
from countermove.media.html import html_of
from countermove.media.markdown import markdown_of
from countermove.media.output import write_report
from countermove.presentation.blocks import Table
from countermove.reports.figure import Request, draw
from countermove.reports.report.blocks import Dossier, Judgements, ShownPicture
from countermove.reports.report.conflict import conflict_dossier
from countermove.reports.report.conflict_report import ConflictReport, Swap, report_conflict
from gmcr import Ranking
from gmcr.base.errors import CountermoveError
from tests.gmcr.stability.conflicts import conflict_of
from tests.judge import definitions as judge
from tests.judge.strategies import conflict_graph, random_conflict

__all__: list[str] = []

BUNDLED = (
    *("chicken", "cuban-missile-crisis-1962", "elmira-1991", "elmira-1991-graph", "garrison", "prisoners-dilemma"),
    *("syria-iraq-1975", "nau-2004-section-5"),
)
"""One of each kind: with tables of stable states, counts, errata, rankings, coalitions; in option and in graph form."""


@cache
def reported(name: str) -> ConflictReport:
    return report_conflict(open_game(name), name)


def section(dossier: Dossier, name: str) -> tuple[Table, ...]:
    return next(item.tables for item in dossier.sections if item.id == name)


@pytest.mark.level("all", but=5)
@pytest.mark.parametrize("name", BUNDLED)
def test_equilibria_and_states_are_those_of_the_solver(name: str) -> None:
    conflict, dossier = cm.load_conflict(name).conflict, conflict_dossier(reported(name))
    solved, codes = cm.solve(conflict), conflict.states.tolist()
    names = [f"s{place}" for place in range(1, len(codes) + 1)]
    assert [conflict.label(code) for code in codes] == names or conflict.options
    (concepts,) = section(dossier, "stays")
    for concept, row in zip(cm.CONCEPTS, concepts.rows, strict=True):
        met = [names[codes.index(code)] for code in solved.equilibria(concept).tolist()]
        assert row[1:3] == (len(met), ", ".join(met) or "none")
    (states,) = section(dossier, "states")
    for place, code in enumerate(codes):
        row = states.rows[place]
        assert row[0] == f"{'*' if code == conflict.start else ''}{names[place]}"
        places = row[-1 - len(conflict.actors) : -1]
        for actor, told in zip(conflict.actors, places, strict=True):
            better = {rank for rank in conflict.ranks(actor).tolist() if rank > conflict.ranks(actor)[place]}
            assert told == len(better) + 1


@pytest.mark.parametrize("name", BUNDLED)
def test_a_report_is_told_without_flags_and_codes_and_says_what_was_printed(name: str) -> None:
    dossier = conflict_dossier(reported(name))
    written = markdown_of(dossier)
    assert "--json" not in written
    assert "--full" not in written
    assert "The author" not in written
    if cm.load_conflict(name).conflict.options:
        assert not re.search(r"\bstate \d", written.replace("make state 2 an equilibrium", "")), (
            "states are called s1, s2, …"
        )
    for line in cm.load_conflict(name).citation:
        assert line.split("(")[0].strip().replace("&", "\\&") in written
    assert (
        any(f": {all_of} reproduced" in written for all_of in ("all of them are", "it is"))
        or reported(name).published.differs
    )  # type: ignore[union-attr]
    page = html_of(dossier)
    assert page.count("<svg") >= 2, "the graph, wide and narrow"
    assert {"equilibria", "why", "leads", "change-it", "sources-of", "annex"} == {item.id for item in dossier.chapters}


def test_the_first_page_answers() -> None:
    found = reported("cuban-missile-crisis-1962")
    first = conflict_dossier(found, brief=True)
    assert first.chapters == ()
    (answers,) = (block for block in first.first if isinstance(block, Judgements))
    stays = "In s6 (strike, withdraw) under all five concepts; under some also in s1, s2, s3, s5, s7 and s8."
    leads = (
        "Under Nash steps end in s6 (strike, withdraw); under GMR and SMR nobody moves; "
        "under SEQ and symmetric SEQ steps end in s6 (strike, withdraw) or s7 (blockade, withdraw)."
    )
    assert [item.asked for item in answers.items[1:]] == ["Where does everybody stay?", "Where does it lead?"]
    assert [item.text for item in answers.items[1:]] == [stays, leads]
    assert answers.items[0].basis.endswith('United States chooses "Blockade": nothing deters that.')
    assert [block.figure.name for block in first.first if isinstance(block, ShownPicture)] == ["graph"]


@pytest.mark.parametrize("seed", range(6))
def test_least_changes_are_those_of_the_judge(seed: int) -> None:
    plain = random_conflict(np.random.default_rng(seed), actors=2, options=2, bits=3)
    conflict = conflict_of(plain)
    concepts = {name: getattr(judge, name) for name in cm.CONCEPTS}
    found = Swap.every(conflict, concepts=cm.CONCEPTS)
    assert len(found) == sum(len(tiers) - 1 for tiers in plain.tiers)
    before = {name: judge.equilibria(conflict_graph(plain), concept) for name, concept in concepts.items()}
    for swap in found:
        who = plain.actors.index(swap.actor)
        own = list(plain.tiers[who])
        place = own.index(swap.better)
        assert own[place + 1] == swap.worse
        own[place : place + 2] = own[place + 1], own[place]
        tiers = tuple(tuple(own) if k == who else each for k, each in enumerate(plain.tiers))
        changed = conflict_graph(
            type(plain)(plain.actors, plain.options, plain.one_way, plain.feasible, tiers, plain.start)
        )
        for name, concept in concepts.items():
            after = judge.equilibria(changed, concept)
            assert set(swap.come.get(name, ())) == after - before[name]
            assert set(swap.go.get(name, ())) == before[name] - after


def test_a_file_without_a_status_quo_and_one_of_too_many_states(tmp_path: Path) -> None:
    file = str(tmp_path / "elmira.gmcr")
    save_conflict(cm.load_conflict("elmira-1991").conflict, file)
    dossier = conflict_dossier(report_conflict(open_game(file), file))
    assert [chapter.id for chapter in dossier.chapters] == ["equilibria", "change-it", "annex"]
    actors = {"A": [f"a{k}" for k in range(4)], "B": [f"b{k}" for k in range(3)]}
    large = cm.Conflict.from_options(
        actors=actors, preferences={"A": ["a0", "not b0"], "B": Ranking([list(range(128))])}
    )
    file = str(tmp_path / "large.yaml")
    save_conflict(large, file)
    found = report_conflict(open_game(file), file)
    assert [name for name, _ in found.skipped] == ["graph", "single changes of preference"]
    told = markdown_of(conflict_dossier(found))
    assert "Left out: graph (128 states are too many for one picture)." in told
    assert "Equilibria among 128 states: " in told


def test_it_is_written_and_what_a_conflict_has_not_is_refused(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from countermove.cli.application import application

    written = write_report(reported("chicken"), str(tmp_path / "chicken.md"), brief=True)
    assert written.sections == ()
    done = CliRunner().invoke(
        application(), ["report", "chicken", "-o", str(tmp_path / "c.html"), "--as-of", "2020-01-01"]
    )
    assert done.exit_code == 2
    assert "chicken is a bare conflict" in done.stderr
    assert "leave out --as-of" in done.stderr
    with pytest.raises(CountermoveError):
        write_report(reported("chicken"), str(tmp_path / "chicken.md"))


@pytest.mark.parametrize("name", [name for name, (_, picture) in PICTURES.items() if not picture.alone])
def test_a_figure_that_a_conflict_cannot_have_says_why_in_one_sentence(name: str) -> None:
    with pytest.raises(CountermoveError) as caught:
        draw(name, Request(open_game("chicken")))
    told = str(caught.value)
    assert re.fullmatch(
        r"chicken is a bare conflict: [a-z]+ [^.]{20,}\. Its figures are [a-z, ]+ and [a-z]+\.", told
    ), told
    assert "graph" in told
