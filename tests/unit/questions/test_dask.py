"""Draws on a Dask cluster: a real scheduler, with workers in processes of their own, some of which are killed."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove import CountermoveError, MissingExtra
from countermove.cli import app
from countermove.questions.robust import workers
from countermove.questions.robust.compute import Robust
from countermove.questions.robust.workers import executor_of
from gmcr.base.tasks import run_to_end
from tests.conftest import require_module

module = importlib.import_module("countermove.questions.robust.compute")

ASKED: dict[str, Any] = {"claims": ["C04"], "concepts": ["nash"], "draws": 300, "rng": 11}
CHUNK = 20

PATIENCE = 240
"""Seconds after which a run that should have ended fails its test."""

T = TypeVar("T")


def ended(work: Callable[[], T]) -> T:
    """What *work* returns; it fails if it does not end."""
    done: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:  # noqa: BLE001  # raised where it is waited for
            done.put((None, error))

    Thread(target=run, daemon=True).start()
    try:
        result, error = done.get(timeout=PATIENCE)
    except Empty:
        pytest.fail(f"It did not end within {PATIENCE} s.")
    if error is not None:
        raise error
    assert result is not None
    return result


@contextmanager
def cluster(count: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]], Any]]:
    """The address of a scheduler, so many workers, and the cluster."""
    require_module("distributed", "it is the cluster")
    distributed: Any = importlib.import_module("distributed")
    with distributed.LocalCluster(n_workers=0, dashboard_address=None, host="127.0.0.1") as own:
        address = own.scheduler_address
        command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1"]
        started = [
            subprocess.Popen([*command, "--no-dashboard"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(count)
        ]
        try:
            if count:
                with distributed.Client(address) as client:
                    client.wait_for_workers(count, timeout=PATIENCE)
            yield address, started, own
        finally:
            for process in started:
                process.kill()
                process.wait()


def drawn(address: str, after_first: Callable[[], object]) -> tuple[Robust, list[int]]:
    """The result of draws on a cluster to which something happens after the first chunk, and the progress told."""
    told: list[int] = []

    def tell(done: int, of: int) -> None:
        told.append(done)
        if done == CHUNK:
            after_first()

    return ended(lambda: run_to_end(module.robust.work(cm.load("korea-2021"), dask=address, **ASKED), tell)), told


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", CHUNK)
    monkeypatch.setattr(workers, "_LOOK", 0.1)


def same(found: Robust, alone: Robust) -> bool:
    return (found.findings, found.outcomes, found.draws) == (alone.findings, alone.outcomes, alone.draws)


@pytest.mark.level("all")
@pytest.mark.filterwarnings("default")  # what a cluster warns of while it is torn down is not ours
def test_a_worker_is_killed_and_every_draw_is_counted_once() -> None:
    with cluster(2) as (address, started, _):
        found, told = drawn(address, started[0].kill)
        assert [process.poll() is None for process in started] == [False, True]
    assert told == list(range(0, 301, CHUNK))
    assert (found.complete, found.lost) == (True, None)
    assert same(found, module.robust(cm.load("korea-2021"), **ASKED))


@pytest.mark.level("all")
@pytest.mark.filterwarnings("default")
def test_all_workers_are_killed_and_what_is_drawn_is_told() -> None:
    with cluster(2) as (address, started, _):
        found, told = drawn(address, lambda: [process.kill() for process in started])
    assert not found.complete
    assert found.lost is not None
    assert "has no workers" in found.lost
    assert CHUNK <= max(told) <= found.draws < 300
    assert {finding.chance.draws for finding in found.findings if not finding.chance.exact} == {found.draws}


@pytest.mark.level("all")
@pytest.mark.filterwarnings("default")
def test_the_scheduler_is_lost_and_what_is_drawn_is_told() -> None:
    with cluster(1) as (address, _, own):
        found, told = drawn(address, own.close)
    assert not found.complete
    assert found.lost is not None
    assert CHUNK <= max(told) <= found.draws < 300


@pytest.mark.level("all")
@pytest.mark.filterwarnings("default")
def test_no_worker_is_there_and_what_needs_no_draw_is_told() -> None:
    with cluster(0) as (address, *_):
        arguments = ["robust", "korea-2021", "--claim", "C04", "--concept", "nash", "--draws", "600", "--dask", address]
        result = ended(lambda: CliRunner(env={"COLUMNS": "80"}).invoke(app, arguments))
    assert result.exit_code == 130
    assert "The Dask cluster has no workers: start some" in " ".join(result.output.split())
    assert "only shares that are products are given" in " ".join(result.output.split())


@pytest.mark.level("all")
@pytest.mark.filterwarnings("default")
def test_an_address_where_no_scheduler_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    require_module("distributed", "it is the cluster")
    monkeypatch.setattr(workers, "_PATIENCE", 1)
    with pytest.raises(CountermoveError, match="No Dask scheduler answers"), executor_of(dask="tcp://127.0.0.1:9"):
        pass


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r"countermove\[dask\]"), executor_of(dask="tcp://127.0.0.1:1"):
        pass
