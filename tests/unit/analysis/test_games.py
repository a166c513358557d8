"""What is kept for a whole assessment is what it would be afresh."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from gmcr import Conflict, minimal_changes
from gmcr.analysis import Games, cell_points
from gmcr.base.tasks import run_to_end
from gmcr.logic import LinearForm
from tests.conftest import models
from tests.unit.analysis.plays import sides
from tests.unit.questions.assessments import pair


@pytest.mark.level("all")
def test_changes_are_searched_for_once_and_rightly() -> None:
    for seed in models(range(800, 815), range(800, 805)):
        given = pair(seed)
        games = Games(given.assessment.conflict().structure)
        formula = given.assessment.formula(str(given.document["target"]))
        conflicts = [given.assessment.conflict(reading=reading) for reading in given.assessment.readings]
        conflicts += [given.assessment.conflict(scenario=name) for name in given.assessment.scenarios]
        for conflict in [*conflicts, *conflicts]:
            found = run_to_end(games.changes(conflict, formula, 2))
            assert found == minimal_changes(conflict, formula, bound=2)
            assert run_to_end(games.changes(conflict, formula, 2)) is found
            assert run_to_end(games.changes(conflict, formula, 1)).changes == tuple(
                c for c in found.changes if len(c) == 1
            )
            edited, number = games.games_edited("nash"), games.edited_number(conflict, formula, "nash")
            assert edited.holds(np.array([number])).tolist() == [found.holds]
            for size in (1, 2):
                [part] = edited.taking_part(np.array([number]), size).tolist()
                own = {edit.actor for change in found.changes if len(change) == size for edit in change}
                assert part == [actor in own for actor in conflict.actors]
            assert games.edited_number(conflict, formula, "nash") == number


def test_a_play_for_each_profile() -> None:
    for _, _, conflict in sides(800, 5):
        games = Games(conflict.structure)
        play = games.play_of(conflict)
        assert games.play_of(conflict.with_start(conflict.start)) is play
        assert games.play(play.profile) is play
        assert play.arena is games.arena


def test_comparisons_and_points() -> None:
    vary = ("d1",)
    met = 0
    for given, _, conflict in sides(800, 15):
        games = Games(conflict.structure)
        for moved in (conflict, conflict.with_drivers(dict.fromkeys(conflict.drivers, Fraction(1, 7)))):
            for formula in (w.condition for a in conflict.actors for w in moved.preferences[a]):  # type: ignore[union-attr]
                if formula is None:
                    continue
                expected = LinearForm.dividing(formula, moved.drivers, vary)
                assert games.comparisons(formula, moved.drivers, vary) == expected
                assert games.comparisons(formula, moved.drivers, vary) == expected
                ranges = {"d1": given.assessment.ranges["d1"]}
                points = games.points(expected, ranges)
                assert points.values == tuple(cell_points(expected, ranges))
                assert games.points(expected, ranges) is points
                met += bool(expected)
    assert met > 5


def test_formulas_without_varied_drivers_compare_nothing() -> None:
    conflict = Conflict.from_options(actors={"A": ["x"], "B": []}, preferences={"A": ["x"], "B": []})
    [want] = conflict.preferences["A"]  # type: ignore[misc]
    assert Games(conflict.structure).comparisons(want.formula, {"d": Fraction(0)}, ("d",)) == ()


def test_along_points_as_at_each_of_them() -> None:
    different = 0
    for given, _, conflict in sides(800, 12):
        formula = given.assessment.target
        assert formula is not None
        games, names = Games(conflict.structure), tuple(conflict.drivers)
        forms = dict.fromkeys(f for a in conflict.actors for f in games.forms(conflict.preferences[a], {}, names))
        parts = (part for a in conflict.actors for w in conflict.preferences[a] for part in w.parts)  # type: ignore[union-attr]
        assert set(forms) == {f for part in parts for f in LinearForm.dividing(part, conflict.drivers, names)}
        points = games.points(tuple(forms), {name: given.assessment.ranges[name] for name in names})
        fresh = Games(conflict.structure)
        at_each = [fresh.arena.profile(conflict.with_drivers({**conflict.drivers, **point})) for point in points]
        here = [tuple(fresh.arena.ranks[number].tolist() for number in profile) for profile in at_each]
        along = games.profiles_along(conflict, points)
        assert [tuple(games.arena.ranks[number].tolist() for number in profile) for profile in along] == here
        met = [games.arena.truth(number).tolist() for number in games.truths_along(formula, conflict, points)]
        assert met == [fresh.arena.met(formula, {**conflict.drivers, **point}).tolist() for point in points]
        different += len(set(at_each)) > 1
    assert different > 2
