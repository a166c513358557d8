"""Changes that make or unmake an equilibrium, against all sets of edits of the judge; the solver against listing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from math import prod

import numpy as np
import pytest

from gmcr import CONCEPTS, Conflict, MinimalChanges, MissingExtra, Ranking, changes_of_equilibrium, edits_of, solve
from gmcr import Edit as EngineEdit
from gmcr.analysis import Arena, EditSets
from gmcr.analysis.edits import equilibrium_changes
from gmcr.analysis.edits.equilibrium_changes import cheapest_of_equilibrium
from gmcr.analysis.maxsat import next_model
from gmcr.base.tasks import run_until_interrupted
from gmcr.model import OptionStructure
from tests.conftest import FULL, require_module
from tests.judge.answers.changes import Edit, edited
from tests.judge.answers.changes import edits_of as judged_edits
from tests.judge.answers.games import Game
from tests.judge.answers.roads import equilibrium, stable, world_of
from tests.unit.analysis.plays import sides

OWN_ONLY = ("nash", "gmr", "smr")


def naive(game: Game, concept: str, state: int, bound: int, *, negate: bool) -> tuple[bool, set[frozenset[Edit]]]:
    """By the definition: every set of edits in turn, those that hold a smaller change left out."""

    def holds(change: tuple[Edit, ...]) -> bool:
        return equilibrium(world_of(edited(game, dict(change))), concept, game.form.by_code[state])

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


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all", but=1)
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


@pytest.mark.parametrize("seed", [743, 753, 755, 757, 758])
def test_deterred_though_it_could_reply(seed: int) -> None:
    """Under SEQ stability that GMR leaves open is no less open where SMR denies it: an actor may be deterred by a
    countermove that it could reply to. In these games whether the state is an equilibrium, or a change of it, hangs on that."""
    deterred = 0
    for _, game, conflict in sides(seed, 1, 7):
        for state in states_of(conflict):
            found = changes_of_equilibrium(conflict, state, concept="seq", bound=2)
            assert (found.holds, set(plain(found))) == naive(game, "seq", state, 2, negate=False)
            for change in [frozenset[Edit](), *plain(found)]:
                world, here = world_of(edited(game, dict(change))), game.form.by_code[state]
                actors = [actor for actor in conflict.actors if stable(world, "seq", actor, here)]
                deterred += any(not stable(world, "smr", actor, here) for actor in actors)
    assert deterred


@pytest.mark.level("all")
@pytest.mark.parametrize("concept", OWN_ONLY)
def test_the_solver_finds_what_listing_finds(concept: str) -> None:
    require_module("pysat", "it looks through more edits than can be listed")
    sizes: set[int] = set()
    for place, (_, _, conflict) in enumerate(sides(720, 24 if FULL else 9, 9)):
        stress = place % 3 == 2
        for state in states_of(conflict):
            listed = changes_of_equilibrium(conflict, state, concept=concept, bound=4, stress=stress)
            solved = changes_of_equilibrium(conflict, state, concept=concept, bound=4, stress=stress, listed=0)
            assert listed == solved, (place, state)
            sizes |= {len(change) for change in solved.changes}
    assert {1, 2, 3} <= sizes


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("concept", OWN_ONLY)
def test_the_solver_finds_the_same_among_listed_states(concept: str) -> None:
    """In the sparse layout, where cells are states and fibres are found by sorting."""
    require_module("pysat", "it looks through more edits than can be listed")
    turned = 0
    for _, _, conflict in sides(800, 12, 9):
        structure = OptionStructure(conflict.structure.form, "sparse")  # type: ignore[union-attr]
        sparse = Conflict(structure, conflict.preferences, conflict.start, conflict.drivers)
        for state in states_of(conflict):
            listed = changes_of_equilibrium(conflict, state, concept=concept)
            assert listed == changes_of_equilibrium(sparse, state, concept=concept, listed=0)
            turned += len(listed.changes)
    assert turned > 0


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


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("concept", OWN_ONLY)
def test_the_cheapest_change_of_whatever_size(concept: str) -> None:
    """Against all sets of edits of all wants, each judged by the definition, at random costs."""
    require_module("pysat", "it finds the cheapest change")
    rng = random.Random(17)
    seen: set[tuple[bool, int]] = set()
    dearer = 0
    for place, (_, game, conflict) in enumerate(sides(760, 30 if FULL else 20, 5)):
        stress = place % 4 == 3
        choices: dict[str, list[Edit | None]] = {}
        for want, kind in judged_edits(game, negate=stress):
            choices.setdefault(want, [None]).append((want, kind))
        if prod(map(len, choices.values())) > 3000:
            continue
        owner = {edit.want: edit.actor for edit in edits_of(conflict)}
        for state in states_of(conflict):
            costs = {
                (want, kind): Fraction(rng.randint(1, 12), rng.choice([1, 2, 3, 5]))
                for want, kind in judged_edits(game, negate=stress)
            }

            def holds(chosen: tuple[Edit, ...], game: Game = game, state: int = state) -> bool:
                return equilibrium(world_of(edited(game, dict(chosen))), concept, game.form.by_code[state])

            before = holds(())
            paid: dict[frozenset[Edit], Fraction] = {}
            for row in product(*choices.values()):
                chosen = tuple(edit for edit in row if edit is not None)
                if holds(chosen) != before:
                    paid[frozenset(chosen)] = sum((costs[edit] for edit in chosen), Fraction(0))
            named = {EngineEdit(owner[want], want, kind): cost for (want, kind), cost in costs.items()}
            found = cheapest_of_equilibrium(conflict, state, named, concept=concept, stress=stress)
            if not paid:
                assert (found.edits, found.cost) == (None, None)
                continue
            assert found.edits is not None
            assert found.cost == min(paid.values())
            assert paid[frozenset((edit.want, edit.kind) for edit in found.edits)] == found.cost
            seen.add((before, len(found.edits)))
            dearer += len(found.edits) > min(map(len, paid))
    assert {(True, 1), (False, 1), (False, 2)} <= seen
    assert dearer > 0, "where the cheapest change is not a smallest one"


def wide_dispute(options: int, wants: int, seed: int) -> Conflict:
    """Three actors with so many options each and random wants; some options one-way, some states excluded."""
    rng = random.Random(seed)
    actors = {name: [f"{name.lower()}{k}" for k in range(options)] for name in "ABC"}
    every = [option for own in actors.values() for option in own]

    def want(own: list[str]) -> str:
        mine, any_one, another = rng.choice(own), rng.choice(every), rng.choice(every)
        return rng.choice(
            [f"not {mine}", f"{mine}", f"{any_one} implies {mine}", f"{mine} or {any_one} and not {another}"]
        )

    return Conflict.from_options(
        actors=actors,
        preferences={name: [want(own) for _ in range(wants)] for name, own in actors.items()},
        never=[f"{actors['A'][0]} and {actors['B'][0]} and {actors['C'][0]}"],
        one_way=[actors["A"][1], actors["B"][1]] if seed % 2 else [],
    )


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("concept", OWN_ONLY)
def test_more_states_than_can_be_compared_one_by_one(concept: str) -> None:
    require_module("pysat", "it looks through many states")
    turned = 0
    for seed in range(3):
        conflict = wide_dispute(5, 5, seed)
        assert conflict.states.size > 20_000
        stable = solve(conflict, concepts=[concept])
        content = np.sum([stable.stable(concept, actor) for actor in conflict.actors], axis=0)
        # Where one actor leaves, and where nobody does, if there are such states.
        for state in (int(conflict.states[np.flatnonzero(content == most)[0]]) for most in {2, content.max()}):
            listed = changes_of_equilibrium(conflict, state, concept=concept, bound=2)
            solved = changes_of_equilibrium(conflict, state, concept=concept, bound=2, listed=0)
            assert listed == solved, (seed, state)
            turned += len(solved.changes)
            costs = dict.fromkeys(edits_of(conflict), Fraction(1))
            cheapest = cheapest_of_equilibrium(conflict, state, costs, concept=concept, arena=Arena(conflict.structure))
            if listed.changes:
                assert cheapest.cost == len(listed.changes[0])
            else:
                assert cheapest.cost is None or cheapest.cost > 2
    assert turned > 0


def test_the_solver_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysat", None)
    monkeypatch.setitem(sys.modules, "pysat.examples.rc2", None)
    with pytest.raises(MissingExtra, match=r"countermove\[sat\]"):
        changes_of_equilibrium(long_dispute(3), 0, listed=0)
    monkeypatch.setattr("gmcr.analysis.edits.equilibrium_changes._LISTED_CELLS", 0)
    for concept in OWN_ONLY:
        assert changes_of_equilibrium(long_dispute(3), 0, concept=concept).complete


@pytest.mark.parametrize("concept", OWN_ONLY)
def test_what_is_listed_and_what_the_solver_is_asked(concept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to so many edit sets, and under GMR and SMR up to so many of them times states."""
    require_module("pysat", "without it everything is listed")
    conflict = long_dispute(5)
    calculus = EditSets(conflict, Arena(conflict.structure), "A")
    count, cells = calculus.count(3), conflict.structure.cells
    assert equilibrium_changes._few(calculus, 3, concept, count) is True
    assert equilibrium_changes._few(calculus, 3, concept, count - 1) is False
    monkeypatch.setattr(equilibrium_changes, "_LISTED_CELLS", count * cells)
    assert equilibrium_changes._few(calculus, 3, concept, count) is True
    monkeypatch.setattr(equilibrium_changes, "_LISTED_CELLS", count * cells - 1)
    assert equilibrium_changes._few(calculus, 3, concept, count) is (concept == "nash")


def test_an_interrupt_while_the_solver_runs_is_one() -> None:
    """pysat tells Ctrl-C as an error of its own. Twelve pigeons in eleven holes keep it busy until the signal comes."""
    require_module("pysat", "the solver of edits")
    from pysat.examples.rc2 import RC2
    from pysat.formula import WCNF

    formula = WCNF()
    place = {(bird, hole): 11 * bird + hole + 1 for bird in range(12) for hole in range(11)}
    for bird in range(12):
        formula.append([place[bird, hole] for hole in range(11)])
    for hole in range(11):
        for one, other in combinations(range(12), 2):
            formula.append([-place[one, hole], -place[other, hole]])
    searching = RC2(formula)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:  # from outside: the solver lets no other thread run
        with subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -INT {os.getpid()}"]), pytest.raises(KeyboardInterrupt):
            next_model(searching)
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ()), "no later one would be heard"
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, before)


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

    found = run_until_interrupted(changes_of_equilibrium.work(conflict, 0, bound=5), stop)
    whole = changes_of_equilibrium(conflict, 0, bound=5)
    assert (found.complete, found.searched, found.bound) == (False, 4, 5)
    assert found.changes == tuple(change for change in whole.changes if len(change) <= 4)
    assert whole.complete
