"""What `coalitions` takes, told before it is asked, against what it goes through."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import gmcr
from countermove import CountermoveError
from countermove.context.effort import effort
from countermove.questions.coalitions import coalitions
from gmcr.analysis import Departures
from tests.conftest import FULL

SIZES = [(actors, options) for options in (1, 2) for actors in range(3, 13) if actors * options <= 12]


def game(seed: int, actors: int, options: int) -> gmcr.Conflict:
    """A random game, with rules about which states are feasible in every other one."""
    rng = random.Random(f"{seed} {actors} {options}")
    own = {f"a{a}": [f"a{a}o{o}" for o in range(options)] for a in range(actors)}
    every = [option for several in own.values() for option in several]

    def want() -> str:
        one, other = rng.sample(every, 2)
        return rng.choice([one, f"not {one}", f"{one} implies {other}", f"not {one} or {other}", f"{one} and {other}"])

    return gmcr.Conflict.from_options(
        actors=own,
        preferences={actor: [want() for _ in range(4)] for actor in own},
        never=[f"{one} and {other}" for one, other in [rng.sample(every[1:], 2)] if seed % 2],
        start=0,
    )


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> set[Any]:
    """The pairs of a coalition and a state for which improvements are looked for."""
    seen: set[Any] = set()
    found = Departures.improvements

    def improvements(self: Departures, state: int, coalition: tuple[str, ...]) -> NDArray[np.int64]:
        seen.add((coalition, state))
        return found(self, state, coalition)

    monkeypatch.setattr(Departures, "improvements", improvements)
    return seen


@pytest.mark.level("all", but=8)
@pytest.mark.parametrize(("actors", "options"), SIZES)
def test_an_estimate_is_within_a_factor_of_three_of_what_is_counted(
    actors: int, options: int, looked_at: set[Any]
) -> None:
    compared = 0
    for seed in range(6 if FULL else 2):
        conflict = game(seed, actors, options)
        told = effort("coalitions", conflict)
        if told.looks > 10_000:  # they take longest
            continue
        looked_at.clear()
        try:
            coalitions(conflict)
        except CountermoveError:  # too many improvements of one coalition
            continue
        compared += 1
        assert len(looked_at) / 3 <= told.looks <= 3 * len(looked_at) + 1, seed
    assert compared
