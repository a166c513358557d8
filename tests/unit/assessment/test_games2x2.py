from __future__ import annotations

from itertools import permutations

import pytest

from countermove import CONCEPTS, Conflict, CountermoveError, Ranking, UnknownName, solve
from countermove.assessment.conflicts import load_conflict
from countermove.assessment.games2x2 import game_2x2, games_2x2, identify_2x2

NAMES = ["Prisoner's Dilemma", "Chicken", "Stag Hunt", "Deadlock", "Leader", "Hero"]


def conflict_of(row: tuple[int, ...], column: tuple[int, ...]) -> Conflict:
    """Codes by rank, best first."""
    return Conflict.from_options(
        actors={"a": ["x"], "b": ["y"]},
        preferences={"a": Ranking(row), "b": Ranking(column)},
    )


def test_there_are_78_classes_of_576_games() -> None:
    games = games_2x2()
    assert len(games) == 78
    assert len({game.id for game in games}) == 78
    assert sum(game.size for game in games) == 576
    assert sorted(game.size for game in games) == [4] * 12 + [8] * 66
    assert sum(game.symmetric for game in games) == 12


def test_every_strict_game_belongs_to_one_of_them() -> None:
    counts: dict[str, int] = {}
    for row in permutations(range(4)):
        for column in permutations(range(4)):
            found = identify_2x2(conflict_of(row, column))
            counts[found.id] = counts.get(found.id, 0) + 1
    assert counts == {game.id: game.size for game in games_2x2()}


def test_symmetries_keep_the_class_and_a_change_of_preference_leaves_it() -> None:
    pd = conflict_of((2, 3, 0, 1), (1, 3, 0, 2))
    assert identify_2x2(pd).name == "Prisoner's Dilemma"
    assert (
        identify_2x2(conflict_of((3, 2, 1, 0), (0, 2, 1, 3))).name == "Prisoner's Dilemma"
    )  # row's strategies swapped
    assert identify_2x2(conflict_of((2, 3, 1, 0), (1, 3, 0, 2))).name == ""


def test_how_many_games_have_no_equilibrium() -> None:
    without = dict.fromkeys(CONCEPTS, 0)
    for game in games_2x2():
        stability = solve(game.conflict())
        for concept in CONCEPTS:
            without[concept] += game.size * (stability.equilibria(concept).size == 0)
    assert without == {"nash": 72, "gmr": 0, "smr": 32, "seq": 0, "symseq": 32}


def test_a_game_is_the_conflict_that_it_makes() -> None:
    for game in games_2x2():
        conflict = game.conflict()
        assert tuple(conflict.ranks("row").tolist()) == game.row
        assert tuple(conflict.ranks("column").tolist()) == game.column
        assert identify_2x2(conflict) == game
        assert game_2x2(game.id) is game


def test_classic_names() -> None:
    assert sorted(game.name for game in games_2x2() if game.name) == sorted(NAMES)
    assert all(game_2x2(name).symmetric for name in NAMES)
    assert game_2x2("chicken").name == "Chicken"
    assert identify_2x2(load_conflict("prisoners-dilemma").conflict).name == "Prisoner's Dilemma"
    assert identify_2x2(load_conflict("chicken").conflict).name == "Chicken"


@pytest.mark.parametrize(
    ("name", "nash"),
    [("Prisoner's Dilemma", 1), ("Deadlock", 1), ("Chicken", 2), ("Stag Hunt", 2), ("Leader", 2), ("Hero", 2)],
)
def test_named_games_have_their_known_numbers_of_equilibria(name: str, nash: int) -> None:
    assert solve(game_2x2(name).conflict()).equilibria("nash").size == nash


def test_what_is_no_strict_2x2_game() -> None:
    with pytest.raises(UnknownName) as caught:
        game_2x2("Chickn")
    assert caught.value.suggestion == "Chicken"
    with pytest.raises(CountermoveError, match="ties"):
        identify_2x2(conflict_of((0, (1, 2), 3), (0, 1, 2, 3)))  # type: ignore[arg-type]
    with pytest.raises(CountermoveError, match="four states"):
        identify_2x2(load_conflict("elmira-1991").conflict)
    with pytest.raises(CountermoveError, match="one option"):
        identify_2x2(Conflict.from_options(actors={"a": ["x", "y"], "b": []}, preferences={"a": ["x"], "b": ["y"]}))
