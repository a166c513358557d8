"""Changes that make or unmake an equilibrium, against all sets of edits of the judge; the solver against listing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations

import pytest

from countermove import CONCEPTS, MissingExtra
from countermove.analysis.edits import edits_of
from countermove.analysis.holding import changes_of_equilibrium
from countermove.analysis.search import MinimalChanges
from countermove.model import Conflict, Ranking
from tests.conftest import require_module
from tests.judge.assessment_changes import Edit, applied
from tests.judge.assessment_changes import edits_of as judged_edits
from tests.judge.assessment_games import Game
from tests.judge.assessment_roads import equilibrium, profile_of
from tests.unit.analysis.plays import sides

OWN_ONLY = ("nash", "gmr", "smr")


def naive(game: Game, concept: str, state: int, bound: int, *, negate: bool) -> tuple[bool, set[frozenset[Edit]]]:
    """By the definition: every set of edits in turn, those that hold a smaller change left out."""

    def holds(change: tuple[Edit, ...]) -> bool:
        return equilibrium(profile_of(applied(game, dict(change))), concept, state)

    before = holds(())
    known: list[frozenset[Edit]] = []
    for size in range(1, bound + 1):
        for chosen in combinations(judged_edits(game, negate=negate), size):
            if len(dict(chosen)) < size or any(smaller < frozenset(chosen) for smaller in known):
                continue
            if holds(chosen) != before:
                known.append(frozenset(chosen))
    return before, set(known)


def plain(found: MinimalChanges) -> list[frozenset[Edit]]:
    return [frozenset((edit.want, edit.kind) for edit in item) for item in found.changes]


def states_of(conflict: Conflict) -> Iterator[int]:
    """The start and a state far from it."""
    yield conflict.start
    yield int(conflict.states[-1 - conflict.start % 2])


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_minimal_change_and_no_other(concept: str) -> None:
    seen: set[tuple[bool, int]] = set()
    for place, (_, game, conflict) in enumerate(sides(700, 14, 7)):
        stress = place % 5 == 4
        for state in states_of(conflict):
            found = changes_of_equilibrium(conflict, state, concept=concept, bound=2, stress=stress)
            before, expected = naive(game, concept, state, 2, negate=stress)
            assert found.holds == before
            changes = plain(found)
            assert len(changes) == len(expected)
            assert set(changes) == expected, (place, state)
            seen |= {(before, len(change)) for change in changes}
    assert {(True, 1), (False, 1), (False, 2)} <= seen


@pytest.mark.parametrize("concept", OWN_ONLY)
def test_the_solver_finds_what_listing_finds(concept: str) -> None:
    require_module("pysat", "it looks through more edits than can be listed")
    sizes: set[int] = set()
    for place, (_, _, conflict) in enumerate(sides(720, 24, 9)):
        stress = place % 3 == 2
        for state in states_of(conflict):
            listed = changes_of_equilibrium(conflict, state, concept=concept, bound=4, stress=stress)
            solved = changes_of_equilibrium(conflict, state, concept=concept, bound=4, stress=stress, listed=0)
            assert listed == solved, (place, state)
            sizes |= {len(change) for change in solved.changes}
    assert {1, 2, 3} <= sizes


def long_dispute(wants: int) -> Conflict:
    """A would move to x but for so many wants, each of which has to be dropped or put below the last one."""
    return Conflict.from_options(
        actors={"A": ["x"], "B": ["y"]},
        preferences={"A": [*["not x"] * wants, "x"], "B": ["not y", "y implies x"]},
    )


def test_more_edits_than_can_be_listed() -> None:
    require_module("pysat", "it looks through more edits than can be listed")
    conflict = long_dispute(7)
    few = changes_of_equilibrium(conflict, 0, bound=6, listed=1000)
    assert (few.holds, few.changes, few.complete) == (True, (), True)
    many = changes_of_equilibrium(conflict, 0, bound=7, listed=1000)
    assert len(many.changes) == 2**7
    assert {len(change) for change in many.changes} == {7}
    assert {edit.kind for change in many.changes for edit in change} == {"drop", "swap"}
    assert many == changes_of_equilibrium(conflict, 0, bound=7)


def test_the_solver_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysat", None)
    monkeypatch.setitem(sys.modules, "pysat.examples.rc2", None)
    with pytest.raises(MissingExtra, match=r"countermove\[sat\]"):
        changes_of_equilibrium(long_dispute(3), 0, listed=0)
    assert changes_of_equilibrium(long_dispute(3), 0).complete


def test_actors_given_by_a_ranking_have_no_edits() -> None:
    require_module("pysat", "it looks through more edits than can be listed")
    ranked = Ranking([[1, 3], [0, 2]])
    conflict = long_dispute(2).with_preferences({"A": ranked})
    assert {edit.actor for edit in edits_of(conflict)} == {"B"}
    for listed in (0, 1000):
        found = changes_of_equilibrium(conflict, 0, listed=listed)
        assert (found.holds, found.changes, found.complete) == (False, (), True)
        settled = changes_of_equilibrium(conflict, 1, listed=listed)
        assert settled.holds
        assert {edit.actor for change in settled.changes for edit in change} <= {"B"}


def test_an_interrupt_leaves_what_is_through() -> None:
    conflict = long_dispute(4)

    def stop(size: int, bound: int) -> None:
        assert bound == 5
        if size == 4:
            raise KeyboardInterrupt

    found = changes_of_equilibrium(conflict, 0, bound=5, progress=stop)
    whole = changes_of_equilibrium(conflict, 0, bound=5)
    assert (found.complete, found.searched, found.bound) == (False, 4, 5)
    assert found.changes == tuple(change for change in whole.changes if len(change) <= 4)
    assert whole.complete
