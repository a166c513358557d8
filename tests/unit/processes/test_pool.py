"""Several processes as one executor."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import BrokenExecutor, wait

import pytest

from countermove.processes.pool import Pool, pooled
from tests.unit.processes.samples import double, wrong

__all__: list[str] = []


def test_it_calls_what_is_submitted_in_other_processes() -> None:
    with pooled(2) as pool:
        assert isinstance(pool, Pool)
        assert list(pool.map(double, range(20))) == [2 * part for part in range(20)]
        assert {pool.submit(os.getpid).result() for _ in range(20)} <= set(pool.pids)
        assert len(pool.submit(bytes, 20_000_000).result()) == 20_000_000
    assert pool.pids == ()


def test_what_a_call_raises_is_raised_and_the_next_is_made() -> None:
    with pooled(1) as pool:
        assert pool is not None
        with pytest.raises(ValueError, match="part 3"):
            pool.submit(wrong, 3).result()
        with pytest.raises(BrokenExecutor, match="TypeError"):
            pool.submit(open, os.devnull).result()  # what cannot be sent back
        assert pool.submit(double, part=4).result() == 8


def test_a_process_that_is_killed_breaks_what_it_was_at() -> None:
    with pooled(1) as pool:
        assert isinstance(pool, Pool)
        (pid,) = pool.pids
        waiting = [pool.submit(time.sleep, 600), pool.submit(double, 1)]
        while not waiting[0].running():
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)
        wait(waiting, timeout=60)
        for future in waiting:
            with pytest.raises(BrokenExecutor, match="its process ended"):
                future.result(timeout=0)


def test_there_is_none_where_the_system_starts_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("subprocess.Popen", refuse)
    with pooled(2) as pool:
        assert pool is None
