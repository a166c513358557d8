"""Workers: what they answer, and that nothing is left of them, whatever happens."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from countermove.processes import worker as workers
from countermove.processes.budget import Budget, OverBudget, Stalled, Watch
from countermove.processes.frames import Message
from countermove.processes.pool import answer_of, ended, ready
from countermove.processes.worker import Lost, NoAnswer, Worker
from tests.conftest import ROOT
from tests.web.server import alive, posix, until

__all__: list[str] = []

ANSWERS = "tests.unit.processes.samples:Answers"


@pytest.fixture(autouse=True)
def findable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(ANSWERS, "ein Ort", "2", quiet=True) as begun:
        yield begun
    assert not begun.alive


def test_it_answers_one_thing_after_another_and_keeps_what_it_knows(worker: Worker) -> None:
    worker.ready()
    for number in (1, 2):
        found = worker.ask({"do": "tell", "text": "ö\ud800"})
        assert found == {"given": ["ein Ort", "2"], "asked": number, "text": "ö\ud800", "pid": worker.pid}


def test_big_questions_and_answers_pass(worker: Worker) -> None:
    size = 3_000_000
    assert worker.ask({"do": "big", "size": size})["text"] == "ö\ud800" * size
    assert worker.ask({"do": "tell", "text": "a" * size})["text"] == "a" * size


def test_it_tells_how_far_it_is_now_and_then_and_what_it_wants_at_once(worker: Worker) -> None:
    said: list[Message] = []
    assert worker.ask({"do": "count", "of": 40}, said.append) == {"done": 40}
    assert said[0] == {"done": 0, "of": 1}
    assert said[-1] == {"last": "word"}
    far = [word["done"] for word in said[1:-1]]
    assert far == sorted(far)
    assert 1 <= len(far) < 40


def test_what_is_raised_is_a_sentence_and_the_next_thing_is_answered(worker: Worker) -> None:
    for do, kind, text in [
        ("unknown", "UnknownName", "'rnu'"),
        ("defect", "Exception", r"^This could not be worked out \(KeyError\)\.$"),
        ("unsayable", "Exception", r"^This could not be worked out \(TypeError\)\.$"),
    ]:
        with pytest.raises(NoAnswer, match=text) as error:
            worker.ask({"do": do})
        assert error.value.kind == kind
    assert worker.ask({"do": "tell"})["asked"] == 4


@pytest.mark.parametrize("maker", ["tests.unit.processes.samples:nothing", "tests.unit.processes.samples:no", "no:one"])
def test_what_cannot_begin_says_why(maker: str) -> None:
    with (
        Worker(maker, quiet=True) as begun,
        pytest.raises(NoAnswer, match=r"'gnoe'|AttributeError|ModuleNotFoundError"),
    ):
        begun.ready()


@pytest.mark.parametrize("do", ["die", "leave"])
def test_a_process_that_ends_is_an_error_and_not_waited_for(worker: Worker, do: str) -> None:
    for _ in range(2):
        with pytest.raises(Lost, match="its process ended"):
            worker.ask({"do": do})
    assert not worker.alive


def test_a_process_that_is_killed_from_elsewhere_is_an_error(worker: Worker) -> None:
    Timer(0.3, os.kill, (worker.pid, signal.SIGKILL)).start()
    with pytest.raises(Lost):
        worker.ask({"do": "sleep"})


def test_what_takes_too_much_of_the_processor_is_ended(tmp_path: Path) -> None:
    with Worker(ANSWERS, budget=Budget(seconds=1), what="Spinning") as begun:
        with pytest.raises(
            OverBudget,
            match=r"^Spinning takes 1(\.\d+)? of at most 1 s of processor time: allow more with COUNTERMOVE_S",
        ):
            begun.ask({"do": "spin", "file": str(tmp_path / "pid")})
        assert not begun.alive
        with pytest.raises(Lost):
            begun.ask({"do": "tell"})


def test_a_request_may_have_a_limit_of_its_own_and_a_shorter_one_on_the_way(tmp_path: Path) -> None:
    with Worker(ANSWERS, budget=Budget(seconds=1)) as begun:
        assert begun.ask({"do": "tell"}, seconds=0)["asked"] == 1
        with pytest.raises(OverBudget, match=r"of at most 0\.01 s"):
            begun.ask({"do": "spin", "file": str(tmp_path / "pid")}, seconds=0.01)
    with Worker(ANSWERS, budget=Budget(seconds=600)) as begun, pytest.raises(OverBudget, match="processor time"):
        begun.ask({"do": "said_and_spin"}, lambda said: begun.shorten(0.5) if said.get("half") else None)


def test_a_limit_that_is_shortened_never_grows() -> None:
    watch = Watch(Budget(seconds=10), "It", used=5.0, wall=0.0)
    watch.shorten(600, used=6.0)
    assert isinstance(watch.error_at(used=15.1, wall=1.0), OverBudget)
    watch.shorten(2, used=6.0)
    assert watch.error_at(used=8.0, wall=1.0) is None
    assert isinstance(watch.error_at(used=8.1, wall=1.0), OverBudget)
    endless = Watch(Budget(), "It", used=5.0, wall=0.0)
    endless.shorten(0, used=5.0)
    assert isinstance(endless.error_at(used=5.1, wall=1.0), OverBudget)


@posix
@pytest.mark.level("all")
def test_the_system_counts_each_request_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that stays answers for longer than its limit, all requests together."""
    monkeypatch.setattr(workers, "used_by", lambda _: None)
    monkeypatch.setattr(workers, "_LATER", 0)
    with Worker(ANSWERS, budget=Budget(seconds=1)) as begun:
        used = [begun.ask({"do": "work", "seconds": 0.6})["used"] for _ in range(4)]
        assert used[-1] > 2
        with pytest.raises(OverBudget):
            begun.ask({"do": "spin", "file": str(tmp_path / "pid")})


@posix
@pytest.mark.level("all")
def test_where_nobody_looks_the_system_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "used_by", lambda _: None)
    monkeypatch.setattr(workers, "_LATER", 0)
    told = r"^This takes more than 1 s of processor time"
    with Worker(ANSWERS, budget=Budget(seconds=1)) as begun, pytest.raises(OverBudget, match=told):
        begun.ask({"do": "spin", "file": str(tmp_path / "pid")})


def test_a_process_that_does_nothing_with_work_before_it_is_ended(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 10))
    monkeypatch.setattr(workers, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr(workers, "_LOOK", 0.01)
    with pytest.raises(
        Stalled, match=r"next to nothing for 60 s \(0\.\d s of processor time\) and was ended: ask again"
    ):
        worker.ask({"do": "sleep"})
    assert not worker.alive


def test_waiting_for_the_processor_is_not_counted() -> None:
    """On a machine that is busy: an hour of wall, and half a second of the processor every minute."""
    watch = Watch(Budget(seconds=60), "It", used=5.0, wall=0.0)
    assert [watch.error_at(used=5.0 + 0.6 * minute, wall=59.0 * minute) for minute in range(101)] == [None] * 101
    assert isinstance(watch.error_at(used=65.1, wall=5901.0), OverBudget)
    watch = Watch(Budget(), "It", used=5.0, wall=0.0)
    assert watch.error_at(used=5.4, wall=59.9) is None
    assert isinstance(watch.error_at(used=5.4, wall=60.0), Stalled)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count no memory")
def test_what_takes_too_much_memory_is_a_sentence_and_the_next_thing_is_answered() -> None:
    with Worker(ANSWERS, budget=Budget(memory=600_000_000)) as begun:
        with pytest.raises(
            OverBudget, match=r"^This takes more than 0\.6 GB of memory: allow more with COUNTERMOVE_MEM"
        ):
            begun.ask({"do": "allocate", "size": 700_000_000})
        assert begun.ask({"do": "allocate", "size": 1_000}) == {"size": 1_000}


def test_what_is_dropped_ends_at_its_next_part(worker: Worker) -> None:
    def drop(said: Message) -> None:
        if said["done"]:
            worker.drop()

    with pytest.raises(NoAnswer) as error:
        worker.ask({"do": "count", "of": 100_000}, drop)
    assert error.value.kind == "Dropped"
    assert worker.ask({"do": "tell"})["asked"] == 2


@pytest.mark.parametrize("raised", [KeyboardInterrupt, ZeroDivisionError])
def test_whatever_breaks_off_the_waiting_ends_the_process(worker: Worker, raised: type[BaseException]) -> None:
    def breaking(said: Message) -> None:
        raise raised

    with pytest.raises(raised):
        worker.ask({"do": "count", "of": 100_000}, breaking)
    assert not worker.alive


def test_who_is_cancelled_ends_the_process_and_others_go_on() -> None:
    async def run() -> None:
        first, second = Worker(ANSWERS), Worker(ANSWERS)
        said: list[Message] = []

        async def hear(word: Message) -> None:
            said.append(word)

        await ready(second)
        waiting = asyncio.create_task(answer_of(first, {"do": "sleep"}, hear))
        while not said:
            await asyncio.sleep(0.01)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        while first.alive:
            await asyncio.sleep(0.01)
        assert await answer_of(second, {"do": "count", "of": 3}, hear) == {"done": 3}
        with pytest.raises(NoAnswer, match="KeyError"):
            await answer_of(second, {"do": "defect"})
        for worker in (first, second):
            await ended(worker)
            assert not worker.alive
            with pytest.raises(Lost):
                await answer_of(worker, {"do": "tell"})

    asyncio.run(asyncio.wait_for(run(), 60))


PARENT = """
import sys
from threading import Thread
from countermove.processes.worker import Worker

workers = [Worker("tests.unit.processes.samples:Answers") for _ in range(2)]
for do, worker in zip(("sleep", "spin"), workers):
    Thread(target=worker.ask, args=({"do": do, "file": f"{sys.argv[1]}/{do}"},), daemon=True).start()
idle = Worker("tests.unit.processes.samples:Answers")
idle.ready()
print(idle.pid, flush=True)
sys.stdin.read()
"""


@posix
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_the_one_that_started_it(tmp_path: Path, number: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert parent.stdout is not None
        idle = int(parent.stdout.readline())
        files = [tmp_path / "sleep", tmp_path / "spin"]
        assert until(lambda: all(file.exists() and file.read_text() for file in files))
        workers = [idle, *(int(file.read_text()) for file in files)]
        assert all(alive(pid) for pid in workers)
        parent.send_signal(number)
        assert until(lambda: not any(alive(pid) for pid in workers), 20)
    finally:
        parent.kill()
        parent.communicate()


def test_a_folder_is_no_place_of_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "countermove", "numpy"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Worker(ANSWERS) as begun:
        assert begun.ask({"do": "tell"})["asked"] == 1
