"""Chunks carried by executors: each counted once, whatever happens to the workers."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

import countermove as cm
from countermove import CountermoveError, MissingExtra
from countermove.processes.pool import Pool
from countermove.questions.robust.workers import Gathered, executor_of
from gmcr.base.tasks import run_to_end
from tests.conftest import require_module

module = importlib.import_module("countermove.questions.robust.compute")


def double(part: int) -> int:
    return 2 * part


@pytest.mark.parametrize("threads", [0, 3])
def test_every_part_is_added_once(threads: int) -> None:
    found: dict[int, int] = {}
    parts = list(range(20))
    if threads:
        with ThreadPoolExecutor(threads) as pool:
            found |= Gathered(double, parts, pool)
    else:
        found |= Gathered(double, parts)
    assert found == {part: 2 * part for part in parts}


def test_an_interrupt_while_waiting_keeps_what_is_done() -> None:
    found: list[int] = []

    begun, go_on = Event(), Event()

    def work(part: int) -> int:
        if part == 3:
            begun.set()
            go_on.wait(30)
        return part

    with ThreadPoolExecutor(1) as pool:
        gathered = Gathered(work, range(50), pool)
        for part, _ in gathered:
            found.append(part)
            if len(found) == 3:
                begun.wait(30)
                break
        found += [part for part, _ in gathered.rest()]
        go_on.set()
    assert sorted(found) == [0, 1, 2]


def test_what_was_done_when_the_interrupt_came_is_counted() -> None:
    class AtOnce(Executor):
        """Everything is done before anything is asked for."""

        def submit(self, work: Any, /, *given: Any, **_: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_result(work(*given))
            return future

    gathered = Gathered(double, range(5), AtOnce())
    coming = iter(gathered)
    found = [next(coming), *gathered.rest()]
    assert sorted(found) == [(part, 2 * part) for part in range(5)]
    assert not list(gathered.rest()), "each once"


def test_an_executor_that_breaks_is_said_so() -> None:
    class Broken(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(BrokenExecutor("gone"))
            return future

    with pytest.raises(CountermoveError, match="broke down"):
        list(Gathered(double, [1, 2], Broken()))


def test_what_goes_wrong_in_a_part_is_not_hidden() -> None:
    def wrong(part: int) -> int:
        raise ValueError(f"part {part}")

    with ThreadPoolExecutor(1) as pool, pytest.raises(ValueError, match="part 1"):
        list(Gathered(wrong, [1], pool))


@pytest.mark.level("all")
def test_who_carries_the_work() -> None:
    with executor_of() as alone:
        assert alone is None
    with executor_of(2) as pool:
        assert isinstance(pool, Pool)
        assert dict(Gathered(double, [1, 2, 3], pool)) == {1: 2, 2: 4, 3: 6}


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r"countermove\[dask\]"), executor_of(dask="tcp://127.0.0.1:1"):
        pass


@pytest.mark.level("judge")
@pytest.mark.filterwarnings("default")  # what a cluster warns of while it is torn down is not ours
def test_a_worker_of_a_dask_cluster_dies_and_every_draw_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    require_module("distributed", "it is the cluster")
    distributed: Any = importlib.import_module("distributed")
    korea = cm.load("korea-2021")
    monkeypatch.setattr(module, "_CHUNK", 40)
    asked: dict[str, Any] = {"claims": ["C01w", "C06"], "draws": 1200, "seed": 11}
    alone = module.robust(korea, **asked)
    killed: list[int] = []
    told: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        own = [worker.pid for worker in cluster.workers.values()]
        assert len(set(own)) == 2
        assert os.getpid() not in own

        def kill_one(done: int, of: int) -> None:
            told.append(done)
            if done and not killed:
                killed.append(own[0])
                os.kill(own[0], signal.SIGKILL)

        with executor_of(dask=cluster.scheduler_address) as executor:
            found = run_to_end(module.robust.work(korea, executor=executor, threads=1, **asked), kill_one)
        after = [worker.pid for worker in cluster.workers.values()]
    assert killed
    assert killed[0] not in after
    assert told == list(range(0, 1201, 40))
    assert (found.complete, found.draws) == (True, 1200)
    assert found == alone


@pytest.mark.level("all")
@pytest.mark.filterwarnings("default")
def test_an_address_where_no_scheduler_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    require_module("distributed", "it is the cluster")
    from countermove.questions.robust import workers

    monkeypatch.setattr(workers, "_PATIENCE", 1)
    with pytest.raises(CountermoveError, match="No Dask scheduler answers"), executor_of(dask="tcp://127.0.0.1:9"):
        pass


def test_processes_end_at_once_when_the_work_is_broken_off() -> None:
    with executor_of(2) as executor:
        assert isinstance(executor, Pool)
        assert executor.submit(abs, -3).result(timeout=60) == 3
        executor.submit(time.sleep, 600)
        executor.submit(time.sleep, 600)
        assert len(executor.pids) == 2
    assert executor.pids == ()
