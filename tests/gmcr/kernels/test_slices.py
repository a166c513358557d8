"""Slices against the whole solution."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from gmcr import Conflict
from gmcr.kernels import Slices, Values, kernel_for
from gmcr.model import OptionStructure
from gmcr.stability import concepts_named, guarantees
from tests.gmcr.stability.conflicts import conflict_of
from tests.judge.strategies import random_conflict


def random_ones(count: int, layout: str | None) -> Iterator[Conflict]:
    rng = np.random.default_rng(17)
    for number in range(count):
        plain = random_conflict(
            rng,
            bits=6,
            actors=(2, 3, 4)[number % 3],
            infeasible=(0.0, 0.3, 0.6)[number // 2 % 3],
            one_way=(0.0, 0.5)[number // 3 % 2],
            needs=0.0 if layout else 0.4,
        )
        yield conflict_of(plain, layout)


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("layout", ["dense", "sparse", None])
def test_a_slice_is_that_part_of_the_whole_solution(layout: str | None) -> None:
    for conflict in random_ones(8, layout):
        assert isinstance(conflict.structure, OptionStructure)
        slices, ranks = Slices(conflict.structure), list(conflict.cell_ranks)
        turned = [np.where(own > 0, own.max() + 1 - own, 0).astype(own.dtype) for own in ranks]
        for actor in range(len(conflict.actors)):
            for game in (ranks, turned):
                compare(conflict, slices, game, actor)


def compare(conflict: Conflict, slices: Slices, ranks: list[Values], actor: int) -> None:
    structure = conflict.structure
    kernel = kernel_for(structure, [own[None] for own in ranks])
    strategies = slices.strategies(conflict.states, actor)
    least = slices.least(ranks[actor], actor)
    for concept, guarantee in guarantees(kernel, actor, concepts_named(("gmr", "smr", "seq", "symseq"))):
        improving = concept.sanctions == "improvements"
        for strategy in set(strategies.tolist()):
            own = slices.guarantee(ranks, actor, strategy, improving=improving, reply=concept.reply)
            inside = conflict.states[strategies == strategy]
            places = [slices.place(code, actor) for code in inside.tolist()]
            expected = guarantee[0][structure.cells_of(inside)]
            assert own[places].tolist() == expected.tolist(), concept.name
            assert least[strategy] == ranks[actor][structure.cells_of(inside)].min() <= expected.min()


def test_a_slice_is_smaller_than_the_whole() -> None:
    conflict = Conflict.from_options(actors={"A": ["a", "b"], "B": ["c"]}, preferences={"A": ["a"], "B": ["c"]})
    assert isinstance(conflict.structure, OptionStructure)
    slices = Slices(conflict.structure)
    assert [slices.size(actor) for actor in range(2)] == [2, 4]
