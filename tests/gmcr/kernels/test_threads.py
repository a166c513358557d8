"""Work on threads, and the same work where there are none."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import thread
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from gmcr.kernels import Ensemble, Lattice, in_chunks
from gmcr.kernels import choose as chunks
from gmcr.kernels import dense as relaxation
from gmcr.kernels.choose import dense_kernel, ensemble_for
from gmcr.kernels.dense import DenseKernel
from gmcr.kernels.layout import on_threads
from gmcr.model import ModelOption, OptionForm, OptionStructure
from gmcr.stability import solve_ensemble
from tests.gmcr.kernels.games import random_ranks

__all__: list[str] = []


@pytest.fixture(params=[0, 1, 2])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many threads can be started, and no more."""
    left = [most := request.param]

    class Few(threading.Thread):
        def start(self) -> None:
            if not left[0]:
                raise RuntimeError("can't start new thread")
            left[0] -= 1
            super().start()

    monkeypatch.setattr(thread, "threading", SimpleNamespace(**{**vars(threading), "Thread": Few}))
    return int(most)


def test_work_is_done_in_order_whatever_threads_there_are(few: int) -> None:
    parts = list(range(7))
    assert on_threads(lambda part: part * part, parts, 4) == [part * part for part in parts]
    assert on_threads(str, parts, 1) == list("0123456")
    assert on_threads(str, [], 4) == []


def test_work_is_done_on_no_more_threads_than_were_asked_for() -> None:
    def where(part: int) -> int:
        time.sleep(0.005)
        return threading.get_ident()

    assert 1 <= len(set(on_threads(where, range(8), 2))) <= 2


def test_what_goes_wrong_in_the_work_is_told_and_not_taken_for_want_of_threads() -> None:
    done: list[int] = []

    def work(part: int) -> int:
        done.append(part)
        raise RuntimeError(f"part {part}")

    with pytest.raises(RuntimeError, match="part 3"):
        on_threads(work, [3, 4], 2)
    assert sorted(done) in ([3], [3, 4])


def lattice(sizes: Sequence[int]) -> OptionStructure:
    options = tuple(ModelOption("ABC"[k], f"o{k}{n}") for k, size in enumerate(sizes) for n in range(size))
    return OptionStructure(OptionForm(tuple("ABC"[: len(sizes)]), options), "dense")


def same(one: Any, other: Any) -> None:
    assert len(one) == len(other)
    assert all(map(np.array_equal, one, other))


def test_large_lattices(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    structure = lattice((3, 4, 5))
    ranks = [np.random.default_rng(k).integers(1, 99, (2, structure.cells)).astype(np.uint16) for k in range(3)]
    monkeypatch.setattr(relaxation, "_TILE", 64)
    for make in (DenseKernel, dense_kernel):
        found = {}
        for processors in (1, 4):
            monkeypatch.setattr("os.cpu_count", lambda n=processors: n)
            kernel = make(structure.form, ranks, None)
            if make is dense_kernel and type(kernel) is not DenseKernel:
                monkeypatch.setattr("gmcr.kernels.compiled.dense._APART", 1)
            found[processors] = [each for actor in range(3) for each in kernel.worst_improving(ranks, actor)]
        same(found[4], found[1])


def test_many_games(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_CACHED", 1)
    table = Lattice(lattice((2, 2)))
    ranks = [
        random_ranks(np.random.default_rng(k), 1, table.rows, 300, np.uint8)[0] % np.uint8(9) + np.uint8(1)
        for k in (1, 2)
    ]
    same(solve_ensemble(table, ranks, threads=4), solve_ensemble(table, ranks, threads=1))

    def best(games: Ensemble) -> Any:
        return games.own_best(games.ranks[0], 0)

    same(in_chunks(table, ranks, best, threads=3), in_chunks(table, ranks, best, threads=1))
    asked = [("improvements", False), ("moves", True)]
    several, one = (ensemble_for(table, ranks).satisfied(asked, threads=threads) for threads in (4, 1))
    assert (several is None) == (one is None)
    same(several or [], one or [])
