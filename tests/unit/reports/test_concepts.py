"""Concepts as they are typed, against what the library computes for them."""

from __future__ import annotations

import numpy as np
import pytest

from countermove import reports
from countermove.assessment import load_conflict
from countermove.questions.solve.compute import StayTogether
from countermove.verdicts.concepts import MOST_MOVES, parse_concept, solved_concepts
from gmcr import (
    solve,
    solve_coalition,
    solve_limited,
    solve_maximin,
    solve_nonmyopic,
    solve_sim,
    solve_universal,
)
from gmcr.base.concepts import NAMED, WRITTEN
from gmcr.base.errors import CountermoveError, ModelError, UnknownName
from tests.conftest import in_one_test

__all__: list[str] = []


@in_one_test(
    ("text", "name", "kind", "horizon", "variant"),
    [
        ("nash", "nash", "nash", 0, ""),
        (" SymSEQ ", "symseq", "symseq", 0, ""),
        ("maximin:4", "maximin:4", "maximin", 4, ""),
        ("maximin:04", "maximin:4", "maximin", 4, ""),
        ("limited:3", "limited:3", "limited", 3, ""),
        ("limited:3:every", "limited:3", "limited", 3, ""),
        ("limited:3:some", "limited:3:some", "limited", 3, "some"),
        ("nonmyopic", "nonmyopic", "nonmyopic", 0, ""),
        ("nonmyopic:some", "nonmyopic:some", "nonmyopic", 0, "some"),
        ("cseq", "cseq", "cseq", 0, ""),
        ("sim", "sim", "sim", 0, ""),
        ("sim:every", "sim", "sim", 0, ""),
        ("SIM:Tableau", "sim:tableau", "sim", 0, "tableau"),
    ],
)
def test_a_concept_is_read(text: str, name: str, kind: str, horizon: int, variant: str) -> None:
    found = parse_concept(text)
    assert (found.name, found.kind, found.horizon, found.variant) == (name, kind, horizon, variant)
    assert parse_concept(found.name) == found


@in_one_test(
    ("text", "says"),
    [
        ("maximin", r"needs a horizon, the number of moves from 1 to 1000, as in maximin:3"),
        ("maximin:0", "needs a horizon"),
        ("maximin:x", "needs a horizon"),
        (f"maximin:{MOST_MOVES + 1}", "needs a horizon"),
        (f"maximin:{'9' * 400}", "needs a horizon"),
        ("maximin:3:some", "takes a horizon alone"),
        ("limited:3:most", r"how ties are broken: limited:3:some"),
        ("limited:3:some:more", "comes nothing"),
        ("nonmyopic:3", r"nonmyopic:some"),
        ("sim:3", r"after sim comes nothing, or the form of Fraser and Hipel's tableau: sim:tableau\."),
        ("sim:tableau:some", "comes nothing"),
        ("nash:2", "nash has no horizon; write nash"),
        ("nsh", r"Did you mean nash\?"),
        ("maximine:3", "not a concept"),
        ("", "not a concept"),
    ],
)
def test_what_is_no_concept_is_refused(text: str, says: str) -> None:
    with pytest.raises(CountermoveError, match=says):
        parse_concept(text)


def test_every_concept_can_be_asked_for() -> None:
    assert {parse_concept(text).kind for text in WRITTEN} == set(NAMED)


def test_the_verdicts_are_those_of_the_library() -> None:
    conflict = load_conflict("chicken").conflict
    names = ["seq", "maximin:4", "limited:3", "limited:3:some", "nonmyopic:some", "sim", "sim:tableau", "csmr", "nash"]
    solved = {item.request.name: item for item in solved_concepts(conflict, [*names, "seq"])}
    assert list(solved) == names
    five = solve(conflict)
    expected = {
        "maximin:4": solve_maximin(conflict, horizon=4),
        "limited:3": solve_limited(conflict, horizon=3),
        "limited:3:some": solve_limited(conflict, horizon=3, ties="some"),
        "nonmyopic:some": solve_nonmyopic(conflict, ties="some"),
        "sim": solve_sim(conflict),
        "sim:tableau": solve_sim(conflict, form="tableau"),
    }
    for name, verdicts in expected.items():
        kind = name.partition(":")[0]
        assert np.array_equal(solved[name].equilibrium(), verdicts.equilibrium(kind))
        for actor in conflict.actors:
            assert np.array_equal(solved[name].stable(actor), verdicts.stable(kind, actor))
    for name in ("nash", "seq"):
        assert np.array_equal(solved[name].equilibrium(), five.equilibrium(name))
        assert np.array_equal(solved[name].stable("row"), five.stable(name, "row"))
    assert np.array_equal(solved["csmr"].equilibrium(), solve_universal(conflict).equilibrium("csmr"))
    assert solved["csmr"].solution.players == (("row",), ("column",), ("row", "column"))


def test_coalitions_that_are_asked_about_have_to_stay() -> None:
    conflict = load_conflict("elmira-1991-graph").conflict
    one, both = (solved_concepts(conflict, ["cnash"], coalitions)[0] for coalitions in (["U,M"], ["U,M", "L", "M,U"]))
    assert one.solution.players == (("M", "U"),)
    assert both.solution.players == (("M", "U"), ("L",))
    alone = solve_coalition(conflict, coalition=("M", "U")).equilibrium("cnash")
    assert np.array_equal(one.equilibrium(), alone)
    assert np.array_equal(both.equilibrium(), alone & solve_coalition(conflict, coalition="L").equilibrium("cnash"))
    assert not one.equilibrium()[conflict.code("s5")], "published: the two leave s5 for s8"


def test_coalitions_go_with_their_concepts() -> None:
    conflict = load_conflict("elmira-1991").conflict
    with pytest.raises(CountermoveError, match="Coalitions go with"):
        solved_concepts(conflict, ["nash"], ["M,U"])
    with pytest.raises(UnknownName, match="'X' is not an actor"):
        solved_concepts(conflict, ["cnash"], ["M,X"])


def test_concepts_for_two_are_refused_to_three() -> None:
    with pytest.raises(ModelError, match="defined for two actors"):
        reports.ask("solve", reports.open_game("elmira-1991"), concepts=["limited:2"])


def test_a_solve_record_tells_layout_coalitions_and_labels() -> None:
    record = reports.ask(
        "solve", reports.open_game("elmira-1991-graph"), concepts=["nash", "cnash"], coalitions=["M,U"], limit=8
    ).record
    assert (record.layout, record.single, record.joint) == ("graph", ("nash",), ("cnash",))
    assert record.coalitions == (("M", "U"),)
    assert record.names[8] == "s9"
    assert [row.label for row in record.rows] == ["s1", "s2", "s3", "s4", "s5", "s7", "s8", "s9"]
    s5 = record.rows[4]
    assert (s5.on, s5.stable["U"], s5.together, s5.equilibrium) == (
        (), ("nash",), (StayTogether(("M", "U"), ()),), ("nash",)
    )  # fmt: skip
    assert record.left_out == 1
    assert reports.ask("solve", reports.open_game("elmira-1991")).record.layout == "dense"


def test_why_knows_the_five_with_witnesses() -> None:
    with pytest.raises(CountermoveError, match=r"not under maximin:4; solve does"):
        reports.ask("why", reports.open_game("chicken"), state="start", concepts=["maximin:4"])
    record = reports.ask("why", reports.open_game("elmira-1991-graph"), state="s1", actors=["L"], concepts=["gmr"])
    assert record.record.acts == ()
    assert record.on[record.record.state] == ("s1",)
    assert record.record.witnesses[0].deterred == ((4, (("M", 5),)),)
