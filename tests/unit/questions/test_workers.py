"""Chunks carried by executors: each counted once, whatever happens to the workers."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

import countermove as cm
from countermove import CountermoveError
from countermove.processes.pool import Pool
from countermove.questions.robust import workers
from countermove.questions.robust.subjects import Plan
from countermove.questions.robust.uncertain import Sampler
from countermove.questions.robust.workers import Gathered, executor_of
from countermove.verdicts.premises import random_numbers, truths_of
from gmcr.evaluator import Evaluator

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


def test_a_process_more_needs_ten_times_what_it_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 8)
    enough = workers._WORTH
    found = [workers.worthwhile(moves, 336) for moves in (0, 2 * enough - 1, 2 * enough, 7 * enough, 100 * enough)]
    assert found == [1, 1, 2, 7, 8]
    assert [workers.worthwhile(100 * enough, states) for states in (1 << 14, (1 << 14) + 1, (1 << 18) + 1)] == [8, 4, 2]
    assert [workers.worthwhile(moves * enough, 1 << 13) for moves in (19, 20)] == [1, 2]


def test_the_moves_of_draws_are_counted_once_for_each_game() -> None:
    korea = cm.load("korea-2021")
    plan = Plan(claims=(), questions=(), concepts=("nash",), seed=0)
    sampler = Sampler(korea, plan)
    structure, codes = korea.structure, korea.structure.states.tolist()
    masks = [structure.form.mask(actor) for actor in korea.actors]
    moves = sum(one != other and one & ~mask == other & ~mask for mask in masks for one in codes for other in codes)
    numbers = random_numbers(0, 0, 250, len(sampler.wants))
    games = sum(
        len({tuple(row) for row in truths_of(numbers, subject.premises, sampler.place).tolist()})
        for subject in sampler.subjects
    )
    assert sampler.moves(250) == moves * games
    assert sampler.moves(2500) == 10 * moves * games


def test_the_evaluator_is_asked_once_for_all_checks_of_the_games_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    if not Evaluator.available():
        pytest.skip("there is no evaluator")
    calls: list[int] = []
    values = Evaluator.values

    def counted(self: Evaluator, requests: Iterable[Evaluator.Request]) -> Any:
        asked = list(requests)
        calls.append(len(asked))
        return values(self, asked)

    korea = cm.load("korea-2021")
    sampler = Sampler(korea, Plan(claims=("C01w", "C04", "C17"), questions=(), concepts=("nash",), seed=0))
    groups = {
        truths.tobytes()
        for truths in (
            truths_of(random_numbers(0, 0, 20, len(sampler.wants)), subject.premises, sampler.place)
            for subject in sampler.subjects
        )
    }
    monkeypatch.setattr(Evaluator, "values", counted)
    sampler.chunk(0, 20)
    assert len(calls) == 2 * len(groups), "once for each way in which a premise is false, and each set of premises"
    assert sum(calls) > 20 * len(calls)


def test_chunks_are_as_large_as_lets_each_worker_have_some() -> None:
    with ThreadPoolExecutor(1) as some:
        sizes = [module._size(draws, 2, some) for draws in (500, 4000, 20_000)]
        assert sizes == [250, 500, 1000]
        assert module._size(20_000, 0, some) == 250
    assert module._size(20_000, 1, None) == 1000


def test_processes_end_at_once_when_the_work_is_broken_off() -> None:
    with executor_of(2) as executor:
        assert isinstance(executor, Pool)
        assert executor.submit(abs, -3).result(timeout=60) == 3
        executor.submit(time.sleep, 600)
        executor.submit(time.sleep, 600)
        assert len(executor.pids) == 2
    assert executor.pids == ()
