"""The compiled core against NumPy on random models: every layout, on both sides of each of its switches.

Some hundred models; 20,000 with ``COUNTERMOVE_MODELS=20000`` (four minutes).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from gmcr.base.core import library
from gmcr.base.errors import ModelError
from gmcr.kernels import Ensemble, Kernel, Lattice, ensemble_for
from gmcr.kernels.choose import dense_kernel, sparse_kernel
from gmcr.kernels.dense import DenseKernel
from gmcr.kernels.sparse import SparseKernel
from gmcr.logic import And, Not, OptionAtom
from gmcr.model import ModelOption, NeverRule, OptionForm, OptionStructure
from gmcr.stability import CONCEPTS, concepts_named, guarantees, stable_where
from tests.conftest import FULL, require_core
from tests.gmcr.kernels.games import random_ranks

__all__: list[str] = []

MODELS = int(os.environ.get("COUNTERMOVE_MODELS", "320" if FULL else "160"))
KINDS = (np.uint8, np.uint16, np.uint32)

Ranks = list[NDArray[Any]]


@pytest.fixture(scope="module", autouse=True)
def core() -> None:
    require_core()


@pytest.fixture(params=[True, False], ids=["AVX2", "plain"])
def each_set(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both instruction sets."""
    core = library()
    assert core is not None
    used = core.countermove_allow(int(request.param))
    if used != request.param:
        pytest.skip("the processor has no AVX2")
    yield
    core.countermove_allow(1)


def random_form(rng: np.random.Generator, most: int, *, needing: bool) -> OptionForm:
    """Up to *most* options of up to five actors, some without any, some options of nobody's, one-way or in degrees, or
    needing something; rules that exclude some combinations or most of them."""
    actors = "ABCDE"[: int(rng.integers(1, 6))]
    total = int(rng.integers(1, most + 1))
    owners = sorted(rng.choice([*actors, ""] if rng.random() < 0.2 else [*actors], total).tolist())
    one_way = (0.0, 0.3, 0.8)[int(rng.integers(3))]
    ways = rng.choice(["", "forward", "back"], total, p=[1 - one_way, one_way / 2, one_way / 2]).tolist()
    named = [ModelOption(a, f"o{k}", w) for k, (a, w) in enumerate(zip(owners, ways, strict=True))]
    if needing and rng.random() < 0.3:
        needed = OptionAtom(named[int(rng.integers(total))].full_name)
        place = int(rng.integers(total))
        named[place] = replace(named[place], needs=needed)
    options = tuple(named)
    rules = []
    for number in range(int(rng.choice([0, 0, 1, 3, 6]))):
        parts = [
            OptionAtom(name) if rng.random() < 0.5 else Not(OptionAtom(name))
            for name in rng.choice([option.full_name for option in options], min(total, 2), replace=False).tolist()
        ]
        rules.append(NeverRule(f"r{number}", And(tuple(parts)) if len(parts) > 1 else parts[0]))
    if rng.random() < 0.3:  # levels: each threshold above the lowest has the one below
        own = [option.full_name for option in options if option.actor == owners[0]]
        for one, other in pairwise(own):
            rules.append(NeverRule(f"{one}<{other}", And((OptionAtom(other), Not(OptionAtom(one))))))
    return OptionForm(tuple(actors), options, tuple(rules))


def structures(seed: int, count: int, layout: str | None, most: int = 8) -> Iterator[tuple[OptionStructure, Any]]:
    """Random structures with a state at least."""
    rng = np.random.default_rng(seed)
    while count:
        structure = OptionStructure(random_form(rng, most, needing=layout != "dense"), layout)
        try:
            assert structure.states.size
        except ModelError:  # nothing is feasible
            continue
        count -= 1
        yield structure, rng


def ranks_for(structure: OptionStructure, rng: np.random.Generator, games: int) -> Ranks:
    """Ranks over cells, in different types."""
    feasible = structure.space.feasible
    found = []
    for _ in structure.actors:
        kind = KINDS[int(rng.integers(3))] if rng.random() < 0.3 else KINDS[games % 3]
        ranks = random_ranks(rng, 1, games, structure.cells, np.uint32)[0] % np.uint32(250) + np.uint32(1)
        found.append((ranks if feasible is None else ranks * feasible).astype(kind))
    return found


def agree(one: Kernel, other: Kernel, actors: int, where: Any = slice(None)) -> None:
    """The primitives and all five concepts are the same in two kernels; over cells where they mean something."""
    for actor in range(actors):
        own = one.ranks[actor]
        escape = one.own_best(own, actor)
        assert np.array_equal(escape[..., where], other.own_best(own, actor)[..., where])
        for lanes in ([own], [own, escape], [own, escape, own]):
            for name in ("worst", "worst_improving"):
                for expected, found in zip(
                    getattr(one, name)(lanes, actor), getattr(other, name)(lanes, actor), strict=True
                ):
                    assert found.dtype == expected.dtype
                    assert np.array_equal(expected[..., where], found[..., where]), (name, actor)
        for (item, first), (_, second) in zip(
            guarantees(one, actor, concepts_named(CONCEPTS)),
            guarantees(other, actor, concepts_named(CONCEPTS)),
            strict=True,
        ):
            stable = stable_where(one, actor, first)[..., where], stable_where(other, actor, second)[..., where]
            assert np.array_equal(*stable), item.name


@pytest.mark.level("all", but=1)
def test_full_lattices(each_set: None) -> None:
    from gmcr.kernels.compiled.dense import CompiledDense

    for structure, rng in structures(1, MODELS // 4, "dense"):
        ranks = ranks_for(structure, rng, 1 + int(rng.integers(4)))
        feasible = structure.space.feasible
        found = dense_kernel(structure.form, ranks, feasible)
        assert isinstance(found, CompiledDense)
        where = slice(None) if feasible is None else feasible
        agree(DenseKernel(structure.form, ranks, feasible), found, len(structure.actors), where)


def test_fibres_are_sorted_where_they_are_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wider than a number of states that is put down to 1, 2 and 4 here; and really wide ones."""
    from gmcr.kernels.compiled import dense

    for structure, rng in structures(2, MODELS // 4, "dense"):
        ranks = ranks_for(structure, rng, 1 + int(rng.integers(2)))
        feasible = structure.space.feasible
        monkeypatch.setattr(dense, "_NARROW", int(rng.choice([1, 2, 4])))
        where = slice(None) if feasible is None else feasible
        one, other = (make(structure.form, ranks, feasible) for make in (DenseKernel, dense_kernel))
        agree(one, other, len(structure.actors), where)
    monkeypatch.undo()
    for sizes in ((6, 3), (7, 3), (2, 8), (1, 9)):
        options = tuple(ModelOption("AB"[k], f"o{k}{n}") for k, size in enumerate(sizes) for n in range(size))
        structure = OptionStructure(OptionForm(("A", "B"), options), "dense")
        ranks = ranks_for(structure, np.random.default_rng(sizes), 1)
        agree(DenseKernel(structure.form, ranks, None), dense_kernel(structure.form, ranks, None), 2)


def test_tiles_and_threads(each_set: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several tiles an actor, shared among threads, the last of them not full."""
    from gmcr.kernels.compiled import dense

    monkeypatch.setattr(dense, "_APART", 1)
    monkeypatch.setattr(dense.os, "cpu_count", lambda: 3)
    for sizes, kind, games in (((5, 4, 4), np.uint32, 1), ((1, 6, 7), np.uint16, 1), ((2, 3, 2), np.uint8, 37)):
        options = tuple(ModelOption("ABC"[k], f"o{k}{n}") for k, size in enumerate(sizes) for n in range(size))
        structure = OptionStructure(OptionForm(("A", "B", "C"), options), "dense")
        rng = np.random.default_rng(sizes)
        ranks = [rng.integers(1, 255, (games, structure.cells)).astype(kind) for _ in sizes]
        agree(DenseKernel(structure.form, ranks, None), dense_kernel(structure.form, ranks, None), 3)


@pytest.mark.level("all")
def test_lists_of_states() -> None:
    for structure, rng in structures(3, MODELS // 4, "sparse"):
        ranks = ranks_for(structure, rng, 1 + int(rng.integers(3)))
        one, other = (make(structure.form, ranks, structure.states) for make in (SparseKernel, sparse_kernel))
        agree(one, other, len(structure.actors))


@pytest.mark.level("all")
def test_games_side_by_side(each_set: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full and other lattices, more games than go through one instruction and fewer; arcs listed and not."""
    from gmcr.kernels import ensemble

    for number, (structure, rng) in enumerate(structures(4, MODELS // 4, None, 6)):
        games = int(rng.choice([1, 3, 63, 64, 65, 200]))
        kind = KINDS[number % 3]
        lattice = Lattice(structure)
        ranks = [random_ranks(rng, 1, lattice.rows, games, kind)[0] % kind(250) + kind(1) for _ in structure.actors]
        agree_ensembles(Ensemble(lattice, ranks), ensemble_for(lattice, ranks), len(structure.actors))
        if number % 10 == 0:
            monkeypatch.setattr(ensemble, "MAX_ARCS", -1)
            unlisted = Lattice(structure)
            assert unlisted.arcs is None
            agree_ensembles(Ensemble(lattice, ranks), ensemble_for(unlisted, ranks), len(structure.actors))
            monkeypatch.undo()


def agree_ensembles(one: Ensemble, other: Ensemble, actors: int) -> None:
    agree(one, other, actors)
    for concepts in (CONCEPTS, CONCEPTS[::-1], CONCEPTS[-1:]):
        asked = [(item.sanctions, item.reply) for item in concepts_named(concepts)]
        found = other.satisfied(asked, threads=actors)
        assert (found is None) == (other.lattice.arcs is None)
        for actor, bits in enumerate(found or ()):
            for item, guarantee in guarantees(one, actor, concepts_named(concepts)):
                place = asked.index((item.sanctions, item.reply))
                assert np.array_equal(bits >> np.uint8(place) & 1 == 1, stable_where(one, actor, guarantee)), item.name
    for actor in range(actors):  # lanes of another type than the ranks
        wider: Sequence[Any] = [one.ranks[actor].astype(np.uint32)]
        assert np.array_equal(one.worst(wider, actor)[0], other.worst(wider, actor)[0])


def test_what_the_core_has_no_types_for_is_left_to_numpy() -> None:
    structure = next(structures(5, 1, "sparse"))[0]
    rng = np.random.default_rng(5)
    ranks = [rng.integers(1, 9, (2, structure.cells)).astype(np.uint64) for _ in structure.actors]
    one, other = (make(structure.form, ranks, structure.states) for make in (SparseKernel, sparse_kernel))
    for actor, own in enumerate(ranks):
        assert np.array_equal(one.own_best(own, actor), other.own_best(own, actor))
        assert np.array_equal(one.worst([own], actor), other.worst([own], actor))


def test_states_in_fibres_that_there_are_not_are_refused() -> None:
    from gmcr.kernels.compiled.calls import PLACE, sorted_places

    ranks, number = np.array([2, 1, 3], np.uint8), np.array([1, 0, 1], np.uint32)
    assert (sorted_places(ranks, number, 2) & PLACE).tolist() == [1, 2, 0]
    with pytest.raises(ValueError, match="3 states in 1 fibres cannot be sorted"):
        sorted_places(ranks, number, 1)


def test_arrays_that_are_not_what_c_takes_them_for_are_refused() -> None:
    from gmcr.kernels.compiled.calls import address

    whole = np.arange(12, dtype=np.uint16)
    assert address(whole, np.uint16, 12) == whole.ctypes.data
    for array, kind, size in (
        (whole, np.uint8, 12),
        (whole, np.uint16, 13),
        (whole[::2], np.uint16, 6),
        (whole.byteswap().view(whole.dtype.newbyteorder()), np.uint16, 12),
    ):
        with pytest.raises(ValueError, match="the core asked for"):
            address(array, kind, size)
