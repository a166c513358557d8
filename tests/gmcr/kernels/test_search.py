"""Searched deterrence against the whole solution, which the judge is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from gmcr import Conflict
from gmcr.kernels import Search, kernel_for
from gmcr.model import OptionStructure
from gmcr.stability import concepts_named, guarantees
from tests.conftest import FULL, require_core
from tests.gmcr.stability.conflicts import conflict_of
from tests.judge.strategies import random_conflict

WHOLE = 10**9

Make = Callable[[OptionStructure], Search]


def random_ones(count: int, layout: str, *, needs: bool = False) -> Iterator[Conflict]:
    rng = np.random.default_rng(11)
    for number in range(count):
        plain = random_conflict(
            rng,
            bits=6,
            actors=(2, 3, 4)[number % 3],
            ties=(0.0, 0.3, 0.8)[number // 3 % 3],
            infeasible=(0.0, 0.3, 0.6)[number // 2 % 3],
            one_way=(0.0, 0.3, 0.7)[number // 5 % 3],
            needs=0.4 if needs else 0.0,
        )
        yield conflict_of(plain, None if needs else layout)


@pytest.fixture(params=["numpy", "compiled"])
def make(request: pytest.FixtureRequest) -> Make:
    """What searches."""
    if request.param == "numpy":
        return Search
    require_core()
    from gmcr.kernels.compiled.search import CompiledSearch

    return CompiledSearch


def compare(conflict: Conflict, make: Make) -> int:
    """Every improvement of every actor from every state; how many there are that something deters."""
    structure = conflict.structure
    assert isinstance(structure, OptionStructure)
    search, count = make(structure), 0
    ranks = list(conflict.cell_ranks)
    kernel = kernel_for(structure, [own[None] for own in ranks])
    for place, actor in enumerate(conflict.actors):
        for concept, guarantee in guarantees(kernel, place, concepts_named(("gmr", "smr", "seq", "symseq"))):
            for state in conflict.states.tolist():
                targets = conflict.moves(state, actor=actor, improvements=True)
                floor = int(ranks[place][structure.cell(state)])
                improving = concept.sanctions == "improvements"
                found = search.deterred(
                    ranks, place, targets, floor, improving=improving, reply=concept.reply, room=WHOLE
                )
                expected = guarantee[0][structure.cells_of(targets)] <= floor
                assert found.whole
                assert found.deterred.tolist() == expected.tolist(), (concept.name, actor, state)
                count += int(expected.sum())
                if found.moves_followed:
                    less = found.moves_followed - 1
                    without = search.deterred(
                        ranks, place, targets, floor, improving=improving, reply=concept.reply, room=less
                    )
                    assert (without.whole, without.moves_followed <= less) == (False, True)
                    assert not (without.deterred & ~expected).any()
    return count


@pytest.mark.level("all")
@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_what_is_deterred_is_what_the_whole_solution_says(layout: str, make: Make) -> None:
    assert sum(compare(conflict, make) for conflict in random_ones(12 if FULL else 6, layout)) > 1000


@pytest.mark.level("all")
def test_acts_that_need_something(make: Make) -> None:
    assert sum(compare(conflict, make) for conflict in random_ones(6 if FULL else 3, "sparse", needs=True)) > 200


def test_options_in_degrees(make: Make) -> None:
    conflict = Conflict.from_options(
        actors={"A": ["force", "talk"], "B": ["march", "yield"], "C": ["x"]},
        levels={"A.force": ["none", "some", "all"], "B.march": ["off", "near", "on"]},
        preferences={
            "A": ["not B.march = on", "B.yield", "not A.force = all"],
            "B": ["A.talk implies B.yield", "B.march = near", "not C.x"],
            "C": ["A.force = some", "C.x"],
        },
        never="A.talk and A.force = all",
        one_way={"yield": "forward"},
    )
    assert compare(conflict, make) > 10


def test_long_layers_are_looked_at_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmcr.kernels.search._TOGETHER", 4)
    monkeypatch.setattr("gmcr.kernels.search._FEW", 0)
    assert sum(compare(conflict, Search) for conflict in random_ones(3, "dense")) > 100


def test_no_improvement_is_no_search(make: Make) -> None:
    conflict = Conflict.from_options(actors={"A": ["a"], "B": ["b"]}, preferences={"A": ["a"], "B": ["b"]})
    assert isinstance(conflict.structure, OptionStructure)
    none = np.array([], dtype=np.int64)
    found = make(conflict.structure).deterred(list(conflict.cell_ranks), 0, none, 2, improving=True, reply=True, room=0)
    assert found.whole
    assert (found.deterred.size, found.moves_followed) == (0, 0)
