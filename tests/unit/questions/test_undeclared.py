"""Actors that could act towards the target and declare no change of mind, against all sets of switches."""

from __future__ import annotations

from itertools import combinations

import pytest

import countermove as cm
from countermove.assessment import Assessment
from countermove.context.glossary import glossary_of
from countermove.questions.responsibility.compute import responsibility
from countermove.questions.responsibility.text import degrees_sentences
from gmcr import Ranking
from tests.conftest import models
from tests.unit.questions.assessments import pair

__all__: list[str] = []

GATE = """
countermove: 1
target: open_ and pay
actors:
  N: {name: North, options: {open_: {does: opens the gate}}, wants: [{id: n1, want: not open_}, {id: n2, want: not open_}]}
  S: {name: South, options: {pay: {does: pays}, beg: {does: begs}}, wants: [{id: s1, want: "pay iff open_"}MORE]}
"""


def gate(more: str = "") -> Assessment:
    return cm.loads(GATE.replace("MORE", more))


def test_whoever_has_an_act_towards_it_and_declares_nothing_is_named() -> None:
    found = responsibility(gate(), over_readings=False, bound=1)
    assert found.views[0].degrees == {"N": 0, "S": 0}
    assert found.undeclared == {"N": ("N.open_",), "S": ("S.pay",)}
    declared = responsibility(gate(", {id: s2, want: not beg, could_be: beg}"), over_readings=False, bound=1)
    assert set(declared.undeclared) == {"N"}


def test_it_is_told_with_the_act() -> None:
    case = gate()
    told = [
        item.text for item in degrees_sentences(responsibility(case, over_readings=False, bound=1), glossary_of(case))
    ]
    assert told[-2].startswith("North could open the gate, which is part of a way to ")
    assert told[-1].startswith("South could pay, ")


@pytest.mark.level("all")
def test_against_all_sets_of_switches() -> None:
    named = 0
    for seed in models(range(120), range(60)):
        case = pair(seed).assessment
        found = responsibility(case, over_readings=False, bound=1)
        if found.views[0].holds:
            assert found.undeclared == {}
            continue
        expected = by_definition(case)
        degrees = found.views[0].degrees
        assert found.undeclared == {actor: acts for actor, acts in expected.items() if not degrees[actor]}, seed
        named += len(found.undeclared)
    assert named > 5


def by_definition(case: Assessment) -> dict[str, tuple[str, ...]]:
    conflict = case.conflict()
    form, start = conflict.structure.form, conflict.start  # type: ignore[attr-defined]
    truth = conflict.structure.space.truth(case.target, conflict.drivers)  # type: ignore[attr-defined]
    states = set(conflict.states.tolist())
    count = len(conflict.options)
    stuck = 0
    for actor in conflict.actors:
        stuck |= form.one_way_mask(actor, "forward") & start | form.one_way_mask(actor, "back") & ~start
    ways: list[set[int]] = []
    for size in range(count + 1):
        for chosen in combinations(range(count), size):
            code = start ^ sum(1 << place for place in chosen)
            legal = code in states and not (code ^ start) & stuck
            if legal and truth[conflict.structure.cell(code)] and not any(way <= set(chosen) for way in ways):
                ways.append(set(chosen))
    switched = set().union(*ways)
    found = {}
    for actor in conflict.actors:
        wants = conflict.preferences[actor]
        own = [place for place in sorted(switched) if conflict.options[place].startswith(f"{actor}.")]
        if own and not (not isinstance(wants, Ranking) and any(want.could_be is not None for want in wants)):
            on = [conflict.options[place] for place in own if not start >> place & 1]
            off = [f"not {conflict.options[place]}" for place in own if start >> place & 1]
            found[actor] = (*on, *off)
    return found
