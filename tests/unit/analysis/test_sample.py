"""Draws of premises: each has the ranks of the game that it is, whatever else is drawn with it."""

from __future__ import annotations

import numpy as np
import pytest

import gmcr
from countermove.inquiry.draws import MODELS, Sample, drawn_conflict
from gmcr import Conflict
from gmcr.analysis import Arena, Pool

__all__: list[str] = []


def wanting(rng: np.random.Generator, counts: dict[str, int]) -> Conflict:
    """A conflict of three options an actor whose actors want so many things each."""
    options = {actor: [f"{actor}{k}" for k in range(3)] for actor in counts}
    names = [name for own in options.values() for name in own]

    def some() -> str:
        one, other = rng.choice(names, 2, replace=False)
        return f"{one} {rng.choice(['and', 'or', 'iff', 'implies'])} not {other}"

    return gmcr.Conflict.from_options(
        actors=options, preferences={actor: [some() for _ in range(count)] for actor, count in counts.items()}
    )


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("counts", [{"a": 3, "b": 0}, {"a": 5, "b": 2, "c": 9}, {"a": 70, "b": 130}])
def test_every_draw_has_the_ranks_of_its_own_game(counts: dict[str, int], model: str) -> None:
    rng = np.random.default_rng(sum(counts.values()))
    conflict = wanting(rng, counts)
    wants = [want.id for own in conflict.preferences.values() if isinstance(own, tuple) for want in own]
    place = {want: k for k, want in enumerate(wants)}
    truths = rng.random((25, len(wants))) < 0.9
    truths[20:] = truths[:5]  # draws that are alike are one game
    sampled = Sample(Pool.of(Arena(conflict.structure)), truths, place, model).games(conflict)
    assert sampled.crowd.games <= 20
    assert sampled.of_draw[20:].tolist() == sampled.of_draw[:5].tolist()
    for actor in range(len(conflict.actors)):
        ranks = sampled.each(sampled.crowd.ranks(actor))
        for draw, row in enumerate(truths.tolist()):
            false = frozenset(want for want, true in zip(wants, row, strict=True) if not true)
            assert ranks[:, draw].tolist() == drawn_conflict(conflict, false, model).cell_ranks[actor].tolist()
