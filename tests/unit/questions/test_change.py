"""Minimal changes against all sets of edits."""

from __future__ import annotations

import random
import sys
from fractions import Fraction

import pytest

import countermove as cm
from countermove import CONCEPTS, FormulaError, ModelError, UnknownName
from countermove.context.games import games_of
from countermove.questions.change import Changes, change, changes_in
from countermove.verdicts.costs import STRATEGIC, TACTICAL
from gmcr import Edit
from gmcr.analysis import Games, with_edits
from gmcr.base.arguments import GivenNumber
from gmcr.base.tasks import run_until_interrupted
from tests.conftest import models, require_module
from tests.judge.answers.changes import minimal_changes, target_holds
from tests.unit.questions.assessments import games, pair, paper


@pytest.mark.level("all")
def test_all_minimal_changes_in_many_games() -> None:
    sizes: set[int] = set()
    endings = 0
    seeds = models(range(100), range(22))
    for seed in seeds:
        given = pair(seed)
        for setting in list(games(given.document))[:: 1 + seed % 4]:
            game = given.game(**setting)
            target = str(given.document["target"])
            found = changes_in(given.assessment, bound=2, **setting)
            assert found.holds == target_holds(game, target, "nash"), (seed, setting)
            assert [len(item) for item in found.changes] == sorted(map(len, found.changes))
            expected = minimal_changes(game, target, "nash", bound=2)
            edits = [frozenset((edit.want, edit.kind) for edit in item) for item in found.changes]
            assert len(edits) == len(set(edits)) == len(expected)
            assert set(edits) == set(expected), (seed, setting)
            sizes |= set(map(len, edits))
            endings += found.holds and bool(edits)
    assert sizes == {1, 2}
    assert endings > len(seeds) // 5


@pytest.mark.level("all")
def test_three_edits_and_other_targets() -> None:
    sizes: set[int] = set()
    for seed in models(range(300, 360), range(300, 323)):
        given = pair(seed)
        game = given.game()
        target = given.assessment.document.facts.outcome if given.assessment.document.facts else "true"
        if not any(game.holds(target, state) for state in game.form.states):
            with pytest.raises(ModelError, match="No feasible state satisfies"):
                changes_in(given.assessment, to=target)
            continue
        found = changes_in(given.assessment, to=target)
        assert (found.target, found.concept, found.bound) == (target, "nash", 3)
        edits = {frozenset((edit.want, edit.kind) for edit in item) for item in found.changes}
        assert edits == set(minimal_changes(game, target, "nash")), seed
        sizes |= set(map(len, edits))
        assert found.smallest == tuple(c for c in found.changes if len(c) == min(map(len, found.changes)))
    assert sizes == {1, 2, 3}


TEXT = """
countermove: 1
title: A target that mentions a driver
target: x and d > 0.5
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  a:
    options: {x: {does: comes}}
    wants: [{id: a1, want: not x, could_be: x, at: [1]}]
  b:
    options: {y: {does: comes}}
    wants: [{id: b1, want: not y, at: [1]}]
drivers: {d: {now: 0.2, at: [1]}}
scenarios: {s: {why: drawn, at: [1], set: {d: 0.8}}}
"""


@pytest.mark.parametrize("order", [(None, "s"), ("s", None)])
def test_a_target_that_mentions_a_driver_is_judged_at_its_value(order: tuple[str | None, ...]) -> None:
    assessment = cm.loads(TEXT)
    found = {scenario: changes_in(assessment, scenario=scenario).changes for scenario in order}
    assert found[None] == ()
    assert [[edit.kind for edit in item] for item in found["s"]] == [["could_be"]]


def test_a_target_that_holds_is_ended() -> None:
    assessment = cm.loads(TEXT.replace("target: x and d > 0.5", "target: not x"))
    found = changes_in(assessment)
    assert found.holds
    assert [[(edit.want, edit.kind) for edit in item] for item in found.smallest] == [[("a1", "could_be")]]


def test_nothing_found() -> None:
    assessment = cm.loads(TEXT.replace("could_be: x, ", ""))
    found = changes_in(assessment, to="x")
    assert (found.holds, found.changes, found.smallest, found.cheapest) == (False, (), (), ())
    assert found.complete
    assert found.by_actors == {}


def test_what_cannot_be_asked() -> None:
    assessment = cm.loads(TEXT.replace("target: x and d > 0.5", ""))
    with pytest.raises(ModelError, match="no `target`"):
        changes_in(assessment)
    with pytest.raises(FormulaError, match="z"):
        changes_in(assessment, to="z")
    with pytest.raises(UnknownName, match="scenario"):
        changes_in(assessment, to="x", scenario="t")
    with pytest.raises(UnknownName, match="concept"):
        changes_in(assessment, to="x", concept="nsh")
    with pytest.raises(ModelError, match="No feasible state satisfies x and not x"):
        changes_in(assessment, to="x and not x")
    with pytest.raises(ModelError, match="no state 9"):
        changes_in(assessment, hold=9)
    with pytest.raises(ModelError, match="one thing at a time"):
        changes_in(assessment, to="x", break_=True)
    with pytest.raises(ModelError, match="The bound on edits: this should be a whole number of 1 or more, not 0"):
        changes_in(assessment, to="x", bound=0)
    with pytest.raises(UnknownName, match="driver"):
        changes_in(assessment, to="x", drivers={"e": 1})
    assert paper(pair(0).document).target is not None


# -- under other concepts, and about equilibria ------------------------------------------------------------------------


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_roads_of_every_concept(concept: str) -> None:
    found_some = 0
    for seed in range(30):
        given = pair(seed)
        game, target = given.game(), str(given.document["target"])
        found = changes_in(given.assessment, concept=concept, bound=2)
        assert (found.goal, found.concept, found.state) == ("road", concept, given.assessment.conflict().start)
        assert found.holds == target_holds(game, target, concept)
        edits = {frozenset((edit.want, edit.kind) for edit in item) for item in found.changes}
        assert edits == set(minimal_changes(game, target, concept, bound=2)), seed
        found_some += bool(edits)
    assert found_some > 5


def test_a_negation_is_looked_at_on_request_only() -> None:
    assessment = cm.loads(TEXT.replace("could_be: x, ", ""))
    assert changes_in(assessment, to="x").changes == ()
    stressed = changes_in(assessment, to="x", stress=True)
    assert stressed.stress
    assert [[edit.kind for edit in item] for item in stressed.changes] == [["negate"]]


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all")
@pytest.mark.parametrize("concept", CONCEPTS)
def test_holding_and_breaking_a_state(concept: str) -> None:
    """Every change does what it says; that they are all, ``analysis`` is tested for."""
    turned = 0
    for seed in range(440, 460):
        assessment = pair(seed).assessment
        conflict = assessment.conflict()
        games = games_of(assessment)
        state = int(conflict.states[seed % conflict.states.size])
        for found in (
            changes_in(assessment, hold=state, concept=concept, bound=2),
            changes_in(assessment, break_=True, concept=concept, bound=2),
        ):
            breaking = found.goal == "break"
            assert found.target == ""
            assert found.state == (conflict.start if breaking else state)
            cell = conflict.structure.cell(found.state)
            assert found.holds == (games.play_of(conflict).stable(cell, concept) != breaking)
            for item in found.changes:
                play = games.play_of(with_edits(conflict, item))
                assert (play.stable(cell, concept) != breaking) != found.holds
                turned += 1
    assert turned > 30


# -- costs -------------------------------------------------------------------------------------------------------------

COSTLY = """
countermove: 1
title: Two ways to bring about x and y
target: x
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  a:
    options: {x: {does: comes, kind: strategic}}
    wants: [{id: a1, want: not x, could_be: x, at: [1]}]
  b:
    options: {y: {does: comes}, z: {does: goes}}
    wants: [{id: b1, want: not y, could_be: y, at: [1]}, {id: b2, want: not z, could_be: z, at: [1]}]
"""


def two_ways(costs: dict[str, GivenNumber] | None = None, **given: object) -> Changes:
    """x comes about when a changes its strategic want; y and z when b changes two tactical ones."""
    return changes_in(cm.loads(COSTLY), to="x or (y and z)", costs=costs, **given)  # type: ignore[arg-type]


def kinds(changes: tuple[tuple[Edit, ...], ...]) -> list[list[str]]:
    return [[edit.want for edit in item] for item in changes]


def test_a_strategic_want_costs_more() -> None:
    found = two_ways()
    assert (TACTICAL, STRATEGIC) == (1, 3)
    assert kinds(found.changes) == [["a1"], ["b1", "b2"]]
    assert found.costs == (3, 2)
    assert kinds(found.smallest) == [["a1"]]
    assert kinds(found.cheapest) == [["b1", "b2"]]
    assert found.settled
    assert list(found.by_actors) == [("a",), ("b",)]


@pytest.mark.parametrize(
    ("costs", "cheapest", "least"),
    [
        ({"strategic": 1}, [["a1"]], Fraction(1)),
        ({"tactical": "1.5"}, [["a1"], ["b1", "b2"]], Fraction(3)),
        ({"a1": 0.1}, [["a1"]], Fraction(1, 10)),
        ({"b1": Fraction(5, 2)}, [["a1"]], Fraction(3)),
        ({"could_be": 2, "b2": "0.5"}, [["b1", "b2"]], Fraction(3)),
    ],
)
def test_costs_can_be_set(costs: dict[str, GivenNumber], cheapest: list[list[str]], least: Fraction) -> None:
    found = two_ways(costs)
    assert kinds(found.cheapest) == cheapest
    assert min(found.costs) == least
    assert set(found.prices.set_by_hand) == set(costs)


def test_what_is_cheapest_within_the_bound_may_not_be_so_beyond() -> None:
    assert not two_ways(bound=1).settled
    assert two_ways({"strategic": 1}, bound=1).settled
    assert two_ways({"b1": "0.1", "b2": "0.1"}, bound=1).cheapest == two_ways(bound=1).cheapest
    assert not two_ways({"b1": "0.1", "b2": "0.1"}, bound=1).settled


def test_costs_that_are_none() -> None:
    with pytest.raises(UnknownName, match="strategic"):
        two_ways({"strategick": 1})
    for wrong in (0, -1, "much", float("inf"), None, "1e9999999"):
        with pytest.raises(ModelError, match="cost of tactical should be a positive number"):
            two_ways({"tactical": wrong})  # type: ignore[dict-item]


# -- interrupts, and the Korean case -----------------------------------------------------------------------------------


@pytest.mark.parametrize("concept", ["nash", "smr", "seq"])
def test_an_interrupted_search_says_how_far_it_came(concept: str) -> None:
    assessment = cm.loads(COSTLY)

    def stop(size: int, bound: int) -> None:
        if size == 1:
            raise KeyboardInterrupt

    found = run_until_interrupted(changes_in.work(assessment, to="x or (y and z)", concept=concept), stop)
    assert (found.searched, found.bound, found.complete) == (1, 3, False)
    assert kinds(found.changes) == [["a1"]]
    again = changes_in(assessment, to="x or (y and z)", concept=concept)
    assert again.complete
    assert kinds(again.changes) == [["a1"], ["b1", "b2"]]


def test_several_concepts_are_answered_one_after_another() -> None:
    assessment = cm.loads(COSTLY)
    whole = change(assessment, to="x or (y and z)", concepts=("nash", "seq", "nash"))
    assert (whole.concepts, whole.left_out, whole.complete) == (("nash", "seq"), (), True)
    assert whole.by_concept == tuple(
        changes_in(assessment, to="x or (y and z)", concept=name) for name in whole.concepts
    )
    assert [item.prices for item in whole.by_concept] == [two_ways().prices] * 2
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == last:
            raise KeyboardInterrupt

    work = change.work
    for last, searched in ((1, [1]), (2, [2]), (3, [3]), (4, [3, 1])):
        told.clear()
        found = run_until_interrupted(work(assessment, to="y or (x and z)", concepts=("nash", "gmr"), bound=3), stop)
        assert [item.searched for item in found.by_concept] == searched
        assert found.left_out == ("nash", "gmr")[len(searched) :]
        assert (found.complete, told[-1]) == (False, (last, 6))


def test_an_interrupt_may_end_the_search_for_a_cheaper_change(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Games, "cheapest_of_equilibrium", interrupted)
    found = run_until_interrupted(changes_in.work(cm.loads(RELUCTANT), break_=True, bound=1, costs={"strategic": 5}))
    assert (kinds(found.changes), found.complete, found.interrupted) == ([["a1"], ["a1"]], True, True)
    assert (found.beyond, found.settled) == ((), False)


def test_the_korean_stalemate() -> None:
    korea = cm.load("korea-2021")
    found = changes_in(korea)
    assert [[(edit.want, edit.kind) for edit in item] for item in found.changes] == [[("u2", "could_be")]]
    assert (found.holds, found.costs, found.settled) == (False, (1,), True)
    start = korea.conflict().start
    broken, held = changes_in(korea, break_=True), changes_in(korea, hold=start)
    assert broken.changes == held.changes
    assert (broken.holds, held.holds) == (False, True)
    assert kinds(broken.smallest) == [["d1"], ["d3"], ["d8"], ["u2"], ["c3"], ["c7"]]
    assert kinds(broken.changes[6:]) == [["c3", "c4"], ["c3", "c4"]]
    assert broken.costs[0] == STRATEGIC, "d1 is about the arsenal"
    assert broken.cheapest == broken.changes[1:6]
    assert list(broken.by_actors) == [("dprk",), ("us",), ("china",)]


# -- the cheapest change of whatever size ------------------------------------------------------------------------------

RELUCTANT = """
countermove: 1
title: Two dear wants or three cheap ones
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  a:
    options: {x: {does: comes, kind: strategic}}
    wants: [{id: a1, want: not x, at: [1]}, {id: a2, want: x, at: [1]}]
  b:
    options: {y: {does: comes}}
    wants:
      - {id: b1, want: not y, at: [1]}
      - {id: b2, want: not y, at: [1]}
      - {id: b3, want: not y, at: [1]}
      - {id: b4, want: y, at: [1]}
"""


def test_the_cheapest_change_may_be_beyond_the_bound() -> None:
    require_module("pysat", "it finds the cheapest change of whatever size")
    assessment = cm.loads(RELUCTANT)
    # b comes once three of its wants are gone; a comes once one is, which costs more here.
    found = changes_in(assessment, break_=True, bound=1, costs={"strategic": 5})
    assert (kinds(found.changes), found.costs) == ([["a1"], ["a1"]], (5, 5))
    assert [edit.want for edit in found.beyond] == ["b1", "b2", "b3"]
    assert found.settled
    # Within the bound it is one of the changes themselves.
    whole = changes_in(assessment, break_=True, bound=3, costs={"strategic": 5})
    assert (min(whole.costs), whole.beyond, whole.settled) == (3, (), True)
    # Where nothing beyond is cheaper, that is known too.
    dear = changes_in(assessment, break_=True, bound=1, costs={"tactical": 2, "strategic": 5})
    assert (min(dear.costs), dear.beyond, dear.settled) == (5, (), True)


def test_a_change_may_need_more_edits_than_the_bound_or_be_impossible() -> None:
    require_module("pysat", "it finds the cheapest change of whatever size")
    assessment = cm.loads(RELUCTANT)
    both = assessment.conflict().code(["x", "y"])
    few = changes_in(assessment, hold=both, bound=2)
    assert few.changes == ()
    assert (len(few.beyond), few.settled) == (4, True)
    assert {len(item) for item in changes_in(assessment, hold=both, bound=4).changes} == {4}
    # Nobody can be made to leave a state that it has no wants against.
    idle = cm.loads(
        RELUCTANT.replace("id: b4, want: y", "id: b4, want: not y").replace("id: a2, want: x", "id: a2, want: not x")
    )
    found = changes_in(idle, break_=True, bound=1)
    assert (found.changes, found.beyond, found.settled) == ((), (), True)


def test_without_the_solver_nothing_is_said_of_larger_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysat", None)
    monkeypatch.setitem(sys.modules, "pysat.examples.rc2", None)
    found = changes_in(cm.loads(RELUCTANT), break_=True, bound=1, costs={"strategic": 5})
    assert (min(found.costs), found.beyond, found.settled) == (5, (), False)


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("concept", ["gmr", "nash", "smr"])
def test_nothing_cheaper_is_ever_beyond_what_is_told(concept: str) -> None:
    """Random assessments at random costs: what the answer to a small bound says of all sizes, a large bound confirms."""
    require_module("pysat", "it finds the cheapest change of whatever size")
    rng = random.Random(5)
    beyond = 0
    for seed in range(500, 530):
        assessment = pair(seed).assessment
        conflict = assessment.conflict()
        state = int(conflict.states[seed % conflict.states.size])
        ids = [want.id for wants in conflict.preferences.values() if isinstance(wants, tuple) for want in wants]
        costs: dict[str, GivenNumber] = {name: Fraction(rng.randint(1, 9), rng.randint(1, 4)) for name in ids}
        small = changes_in(assessment, hold=state, concept=concept, bound=1, costs=costs)
        large = changes_in(assessment, hold=state, concept=concept, bound=4, costs=costs)
        assert small.settled
        told = min([*small.costs, *([small.prices.total(small.beyond)] if small.beyond else [])], default=None)
        if large.changes:
            assert told is not None
            assert told <= min(large.costs)
        if small.beyond and len(small.beyond) <= 4:
            assert told == min(large.costs)
            assert small.beyond in large.cheapest
            beyond += 1
    assert beyond > 0
