"""Work in this process within a budget: ended in the midst of it, whatever it catches, and nothing is left behind."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from mmap import mmap
from pathlib import Path
from threading import Thread, active_count
from time import process_time

import pytest

import countermove.processes.within as within_module
from countermove.processes.budget import Budget, OverBudget
from countermove.processes.within import Within, memory_taken

__all__: list[str] = []

SIGNAL = signal.Signals["SIGBREAK" if sys.platform == "win32" else "SIGXCPU"]


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    before, threads = signal.getsignal(SIGNAL), active_count()
    yield
    assert signal.getsignal(SIGNAL) is before
    while active_count() > threads:  # a watcher ends at its next look
        pass


def spin(seconds: float) -> None:
    until = process_time() + seconds
    while process_time() < until:
        pass


def test_work_is_ended_in_the_midst_of_it() -> None:
    with (
        pytest.raises(
            OverBudget,
            match=r"^Spinning takes 0\.\d+ of at most 0\.2 s of processor time: allow more with COUNTERMOVE_S",
        ),
        Within(Budget(seconds=0.2), "Spinning"),
    ):
        spin(60)


def test_work_that_catches_everything_is_ended_too() -> None:
    def stubborn() -> None:
        for _ in range(5):
            with suppress(BaseException):
                spin(60)

    with pytest.raises(OverBudget), Within(Budget(seconds=0.1), "It"):
        stubborn()


def test_where_nothing_can_be_raised_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    class Deaf:
        def __del__(self) -> None:
            spin(60)

    before = sys.unraisablehook
    with pytest.raises(OverBudget), Within(Budget(seconds=0.1), "It"):
        Deaf()  # gone at once
    assert capsys.readouterr() == ("", "")
    assert sys.unraisablehook is before


def test_an_error_that_the_interrupt_became_is_still_the_limit() -> None:
    def native() -> None:
        try:
            spin(60)
        except BaseException as error:
            raise RuntimeError("Query interrupted") from error

    with pytest.raises(OverBudget), Within(Budget(seconds=0.1), "It"):
        native()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_memory_is_what_the_process_holds() -> None:
    assert memory_taken() > 5_000_000
    told = r"^Holding it takes .* GB of memory: allow more with COUNTERMOVE_MEMORY="

    def hold() -> None:
        with mmap(-1, 100_000_000) as held:  # new pages: an allocator may have some left from whatever ran before
            held.write(b"x" * len(held))
            spin(60)

    with pytest.raises(OverBudget, match=told), Within(Budget(memory=50_000_000), "Holding it"):
        hold()


def test_what_keeps_within_its_budget_and_its_own_errors_pass() -> None:
    with Within(Budget(seconds=600, memory=10**12), "It"):
        spin(0.05)
    with pytest.raises(ZeroDivisionError), Within(Budget(seconds=600), "It"):
        raise ZeroDivisionError
    with pytest.raises(KeyboardInterrupt), Within(Budget(seconds=600), "It"):
        signal.raise_signal(signal.SIGINT)


def test_what_ends_between_two_looks_is_judged_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(within_module, "_LOOK", 600)
    with pytest.raises(OverBudget), Within(Budget(seconds=0.01), "It"):
        spin(0.02)


def test_no_module_is_left_half_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "from time import process_time\nuntil = process_time() + 0.5\nwhile process_time() < until:\n    pass\nwhole = 1\n"
    (tmp_path / "loaded_slowly.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))

    def load_and_spin() -> None:
        importlib.import_module("loaded_slowly")
        spin(60)

    with pytest.raises(OverBudget), Within(Budget(seconds=0.05), "It"):
        load_and_spin()
    assert sys.modules.pop("loaded_slowly").whole == 1


@pytest.mark.level("all")
def test_whenever_the_work_ends_it_is_the_limit_that_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupts come one after another, so that many come as the context is left."""
    monkeypatch.setattr(within_module, "_LOOK", 1e-6)
    for size in range(300):
        with pytest.raises(OverBudget), Within(Budget(seconds=1e-9), "It"):
            sorted(range(1000 * size, 0, -1))


def test_no_budget_and_another_thread_have_no_limit() -> None:
    ended = list[bool]()

    def work(budget: Budget) -> None:
        with Within(budget, "It"):
            spin(0.02)
        ended.append(True)

    work(Budget())
    thread = Thread(target=work, args=(Budget(seconds=0.001),))
    thread.start()
    thread.join()
    assert ended == [True, True]
