"""The inverse question, asked of assessments and of conflicts; ``analysis`` is tested for the numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

import countermove as cm
from countermove import CONCEPTS, ModelError, UnknownName
from countermove.assessment.conflicts import load_conflict
from countermove.questions.inverse import inverse
from gmcr import Ranking, inverse_of
from tests.unit.questions.assessments import games, pair


@pytest.mark.parametrize("concept", CONCEPTS)
def test_what_is_found_makes_the_state_an_equilibrium(concept: str) -> None:
    """Listed rankings, put in place, do what they are listed for."""
    listed = 0
    for seed in range(20):
        given = pair(seed)
        setting = list(games(given.document))[seed % 3]
        conflict = given.assessment.conflict(**setting)
        state = int(conflict.states[seed % conflict.states.size])
        actor = conflict.actors[seed % len(conflict.actors)]
        if conflict.states.size > 8 and concept in ("seq", "symseq"):
            continue
        [found] = inverse(given.assessment, state, vary=[actor], concepts=concept, limit=3, **setting).by_concept
        assert (found.state, found.concept, found.vary) == (state, concept, (actor,))
        assert len(found.listed) == min(3, found.count or 0)
        for (order,) in found.listed:
            changed = conflict.with_preferences({actor: Ranking([[code] for code in order])})
            assert state in cm.solve(changed, concepts=[concept]).equilibria(concept)
            listed += 1
    assert listed > 10


def test_the_game_asked_about_is_the_one_selected() -> None:
    korea = cm.load("korea-2021")
    talks = korea.conflict().code(["us.engage", "dprk.talk", "china.aid", "rok.broker"])
    [plain] = inverse(korea, talks).by_concept
    assert [item.stable for item in plain.actors] == [True, False, True, True]
    [willing] = inverse(korea, talks, scenario="us_engages").by_concept
    assert [item.stable for item in willing.actors] == [True, True, True, True]
    assert [item.share for item in plain.actors] == [Fraction(1, 5), Fraction(1, 3), Fraction(1, 8), Fraction(1, 2)]
    assert plain.easiest == ("rok",)
    assert plain.count == plain.profiles // (5 * 3 * 8 * 2)
    [set_by_hand] = inverse(korea, talks, drivers={"reward": 0.9}).by_concept
    assert set_by_hand.actors[1].stable
    [read] = inverse(korea, talks, reading={"O1": "answers"}, view="washington").by_concept
    assert read.actors[1].stable


def test_a_conflict_by_itself() -> None:
    conflict = load_conflict("syria-iraq-1975").conflict
    [found] = inverse(conflict, 1, vary=["syria"], concepts="seq").by_concept
    assert found == inverse_of(conflict, 1, vary=["syria"], concept="seq")
    assert found.count == 384
    with pytest.raises(ModelError, match="leave them out"):
        inverse(conflict, 1, scenario="crisis")


def test_it_is_whole_where_no_concept_was_interrupted() -> None:
    found = inverse(load_conflict("syria-iraq-1975").conflict, 1, vary=["syria"], concepts=("nash", "seq"))
    first, second = found.by_concept
    assert found.complete
    assert not replace(found, by_concept=(first, replace(second, how="enumeration", complete=False))).complete
    assert not replace(found, left_out=("gmr",)).complete


def test_bad_input() -> None:
    korea = cm.load("korea-2021")
    with pytest.raises(UnknownName, match="actor"):
        inverse(korea, 0, vary=["prc"])
    with pytest.raises(ModelError, match="infeasible: rule f2"):
        inverse(korea, korea.form.code(["us.engage", "us.sanction"]))
