"""What is asked of processes: one job at a time, the newest of a page, and nothing that lasts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import countermove.plugins.serve.serving.calculations as calculations_module
from countermove.plugins.serve.serving.calculations import Calculations, Failed, Job, Stopped, Superseded
from countermove.plugins.serve.serving.turns import CASE, Busy, Matter
from countermove.processes.budget import OverBudget, Stalled
from countermove.processes.frames import Message
from countermove.processes.worker import Lost

__all__: list[str] = []


class Slowly:
    """A process that does what it is told when it is let; ``did``: the jobs that it began."""

    every: list[Slowly]

    def __init__(self, works: Callable[[Message], Awaitable[Message]]) -> None:
        self.works, self.alive = works, True
        self.did, self.dropped = list[str](), 0
        self.seconds = list[float]()

    async def done(self, job: Message, tell: Any = None, *, seconds: float = 0) -> Message:
        self.did.append(job.get("kind", ""))
        self.seconds.append(seconds)
        if not self.alive:
            raise Lost
        return await self.works(job)

    def drop(self) -> None:
        self.dropped += 1

    async def kill(self) -> None:
        self.alive = False


class Factory:
    """Begins processes, and knows them."""

    def __init__(self, works: Callable[[Message], Awaitable[Message]]) -> None:
        self.works, self.made = works, list[Slowly]()

    async def __call__(self) -> Slowly:
        self.made.append(Slowly(self.works))
        return self.made[-1]

    @property
    def alive(self) -> list[Slowly]:
        return [process for process in self.made if process.alive]


def job(name: str, state: str = "", *, case: str = "ferry", matter: Matter = "file") -> Job:
    return Job({"kind": name}, name, state or name, case, matter)


def within(
    work: Callable[[Calculations, Factory], Awaitable[None]], works: Any, *, limit: float | None = 5.0
) -> Factory:
    """Run a test against calculations whose processes work so."""
    factory = Factory(works)

    async def run() -> None:
        async with asyncio.timeout(20), Calculations(factory, limit=limit).running() as calculations:
            await work(calculations, factory)

    asyncio.run(run())
    assert factory.alive == []
    return factory


async def at_once(told: Message) -> Message:
    return {"did": told["kind"]}


def test_equal_jobs_are_done_once_for_all_who_wait() -> None:
    async def many(calculations: Calculations, factory: Factory) -> None:
        found = await asyncio.gather(*(calculations.answer(job("a")) for _ in range(20)))
        assert found == [{"did": "a"}] * 20
        assert await calculations.answer(job("a")) == {"did": "a"}
        assert factory.made[0].did == ["a"]

    assert len(within(many, at_once).made) == 1


def test_a_newer_state_of_a_page_supersedes_the_older_ones() -> None:
    gate = asyncio.Event()

    async def wait(told: Message) -> Message:
        await gate.wait()
        return {"did": told["kind"]}

    async def edits(calculations: Calculations, factory: Factory) -> None:
        asked = []
        for number in range(100):
            asked.append(asyncio.ensure_future(calculations.answer(job(f"s{number}"), page="tab")))
            await asyncio.sleep(0)
        other = asyncio.ensure_future(calculations.answer(job("other"), page="another tab"))
        await asyncio.sleep(0.01)
        gate.set()
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(item) for item in found[:-1]] == [Superseded] * 99
        assert found[-1] == {"did": "s99"}
        assert await other == {"did": "other"}
        assert len(factory.made) == 1
        assert len(factory.made[0].did) <= 3  # that which had begun, the last, and the other page's
        assert factory.made[0].dropped == 1

    within(edits, wait)


def test_a_request_that_was_overtaken_on_its_way_does_not_supersede_the_newer_one() -> None:
    async def run(calculations: Calculations, _: Factory) -> None:
        newer = asyncio.create_task(calculations.answer(job("new"), page="tab", number=2))
        await asyncio.sleep(0)
        with pytest.raises(Superseded):
            await calculations.answer(job("old"), page="tab", number=1)
        same = asyncio.create_task(calculations.answer(job("early", "new"), page="tab", number=1))
        other = asyncio.create_task(calculations.answer(job("old"), page="another tab", number=1))
        assert [item["did"] for item in await asyncio.gather(newer, same, other)] == ["new", "early", "old"]
        assert (await calculations.answer(job("newest"), page="tab"))["did"] == "newest"
        with pytest.raises(Superseded):
            await calculations.answer(job("old"), page="tab", number=1)

    factory = within(run, at_once)
    assert [process.did for process in factory.made] == [["new", "old", "early", "newest"]]  # by turns


def test_two_stages_of_one_state_do_not_supersede_each_other() -> None:
    async def stages(calculations: Calculations, factory: Factory) -> None:
        now = asyncio.ensure_future(calculations.answer(job("now", "state"), page="tab"))
        whole = asyncio.ensure_future(calculations.answer(job("all", "state"), page="tab"))
        assert await now == {"did": "now"}
        assert await whole == {"did": "all"}

    within(stages, at_once)


def test_what_lasts_is_stopped_with_words_and_another_process_begins() -> None:
    async def lasts(told: Message) -> Message:
        if told["kind"] == "effort":
            return {"told": f"Stopped after {told['after']:g} s: 4 games."}
        if told["kind"] == "long":
            raise OverBudget("seconds", 7, 7.1, "It")
        return {"did": told["kind"]}

    async def stopped(calculations: Calculations, factory: Factory) -> None:
        with pytest.raises(Stopped, match=r"^Stopped after 7 s: 4 games\.$"):
            await calculations.answer(job("long"))
        assert await calculations.answer(job("short")) == {"did": "short"}
        assert [process.alive for process in factory.made] == [False, True]
        assert [process.seconds for process in factory.made] == [[7], [3, 7]]  # the estimate has a limit of its own
        assert await calculations.alone(job("slow")) == {"did": "slow"}
        assert factory.made[-1].seconds == [0]

    within(stopped, lasts, limit=7)


def test_the_limit_is_that_of_the_table() -> None:
    async def asked(calculations: Calculations, factory: Factory) -> None:
        await calculations.answer(job("a"))
        assert factory.made[0].seconds == [10]

    within(asked, at_once, limit=None)


@pytest.mark.parametrize(
    ("error", "raised", "message"),
    [
        (OverBudget("memory", 4e9, None, "It"), Stopped, "it needs more memory than it may take here"),
        (Stalled(60, 0.1), Stalled, "next to nothing for 60 s"),
        (Lost(), Lost, "ask again"),
    ],
)
def test_whatever_ends_a_process_is_one_message_and_the_next_job_is_done(
    error: Exception, raised: type[Exception], message: str
) -> None:
    async def ends(told: Message) -> Message:
        if told["kind"] in ("bad", "slow"):
            raise error
        return {"did": told["kind"]}

    async def goes_on(calculations: Calculations, factory: Factory) -> None:
        for ask in (calculations.answer(job("bad")), calculations.alone(job("slow"))):
            with pytest.raises(raised, match=message):
                await ask
        assert await calculations.answer(job("b")) == {"did": "b"}
        assert factory.made[0].did == ["bad"]

    within(goes_on, ends)


def test_what_cannot_even_be_estimated_is_stopped_all_the_same() -> None:
    async def lasts(told: Message) -> Message:
        raise OverBudget("seconds", 5, 5.1, "It")

    async def stopped(calculations: Calculations, factory: Factory) -> None:
        with pytest.raises(Stopped, match=r"^Stopped after 5 s of processor time\.$"):
            await calculations.answer(job("long"))
        assert [process.did for process in factory.made] == [["long"], ["effort"], []]

    within(stopped, lasts)


def test_what_nobody_wants_and_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculations_module, "ABANDONED", 0.05)

    async def deaf(told: Message) -> Message:
        if told["kind"] == "deaf":
            await asyncio.sleep(60)
        return {"did": told["kind"]}

    async def edits(calculations: Calculations, factory: Factory) -> None:
        old = asyncio.ensure_future(calculations.answer(job("deaf"), page="tab"))
        await asyncio.sleep(0.01)
        assert await calculations.answer(job("new"), page="tab") == {"did": "new"}
        with pytest.raises(Superseded):
            await old
        assert [process.did for process in factory.made] == [["deaf"], ["new"]]  # and no estimate of what would be less

    within(edits, deaf, limit=30)


def test_a_process_that_dies_costs_one_answer() -> None:
    async def dies(told: Message) -> Message:
        if told["kind"] == "deadly":
            raise Lost
        return {"did": told["kind"]}

    async def goes_on(calculations: Calculations, factory: Factory) -> None:
        first = asyncio.ensure_future(calculations.answer(job("deadly")))
        second = asyncio.ensure_future(calculations.answer(job("b")))
        with pytest.raises(Lost):
            await first
        assert await second == {"did": "b"}
        factory.alive[0].alive = False  # killed while it had nothing to do
        assert await calculations.answer(job("c")) == {"did": "c"}
        assert len(factory.made) == 3

    within(goes_on, dies)


def test_what_fails_is_told_to_all_who_wait_and_not_kept() -> None:
    async def fails(told: Message) -> Message:
        raise Failed({"kind": "CountermoveError", "error": "No.", "errors": []})

    async def twice(calculations: Calculations, factory: Factory) -> None:
        found = await asyncio.gather(*(calculations.answer(job("a")) for _ in range(3)), return_exceptions=True)
        assert [str(item) for item in found] == ["No."] * 3
        with pytest.raises(Failed):
            await calculations.answer(job("a"))
        assert factory.made[0].did == ["a", "a"]

    within(twice, fails)


def test_a_process_that_cannot_begin_is_told() -> None:
    async def nothing() -> Slowly:
        raise OSError("no more processes")

    async def run() -> None:
        async with asyncio.timeout(10), Calculations(nothing).running() as calculations:
            with pytest.raises(OSError, match="no more"):
                await calculations.answer(job("a"))

    asyncio.run(run())


def test_slow_work_has_a_process_of_its_own_that_ends_with_whoever_waits() -> None:
    async def slow(told: Message) -> Message:
        if told["kind"] == "slow":
            await asyncio.sleep(60)
        return {"did": told["kind"]}

    async def leaves(calculations: Calculations, factory: Factory) -> None:
        await calculations.begun()
        waiting = [asyncio.ensure_future(calculations.alone(job("slow"))) for _ in range(5)]
        await asyncio.sleep(0.01)
        assert len(factory.alive) == 4  # three at most, and the one that stays
        assert await calculations.answer(job("quick")) == {"did": "quick"}
        for item in waiting:
            item.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert len(factory.alive) == 1
        assert await calculations.alone(job("a")) == {"did": "a"}
        made = len(factory.made)
        assert await calculations.alone(job("a")) == {"did": "a"}
        assert len(factory.made) == made

    within(leaves, slow)


async def until(what: Callable[[], object]) -> None:
    """Let others go on until something holds."""
    while not what():
        await asyncio.sleep(0)


def test_fifty_heavy_drafts_do_not_keep_a_quick_check_waiting() -> None:
    gate = asyncio.Event()

    async def heavy(told: Message) -> Message:
        await gate.wait()
        return {"did": told["kind"]}

    async def crowd(calculations: Calculations, factory: Factory) -> None:
        def draft(number: int) -> asyncio.Future[Message]:
            heavily = job(f"draft {number}", matter="draft")
            return asyncio.ensure_future(calculations.answer(heavily, page=f"tab {number}"))

        await calculations.begun()
        drafts = [draft(0)]
        await until(lambda: factory.made[0].did)
        drafts += [draft(number) for number in range(1, 50)]
        await until(lambda: sum(item.done() for item in drafts) == 49 - CASE)  # at once, while the first is being done
        assert [type(item.exception()) for item in drafts[CASE + 1 :]] == [Busy] * (49 - CASE)
        check = asyncio.ensure_future(calculations.answer(job("check")))
        other = asyncio.ensure_future(calculations.answer(job("other", case="pier")))
        await until(drafts[CASE].done)  # the newest that waited gave up its place
        assert isinstance(drafts[CASE].exception(), Busy)
        gate.set()
        assert await check == {"did": "check"}
        assert await other == {"did": "other"}
        await asyncio.gather(*drafts[:CASE])
        assert factory.made[0].did[0] == "draft 0"
        assert set(factory.made[0].did[1:3]) == {"check", "other"}
        assert len(factory.made[0].did) == 2 + CASE

    within(crowd, heavy)


def test_an_edit_that_a_newer_one_overtakes_gives_up_its_place() -> None:
    gate = asyncio.Event()

    async def heavy(told: Message) -> Message:
        await gate.wait()
        return {"did": told["kind"]}

    async def edits(calculations: Calculations, factory: Factory) -> None:
        first = asyncio.ensure_future(calculations.answer(job("first")))
        await until(lambda: factory.made and factory.made[0].did)
        asked = []
        for number in range(50):  # far more than may wait, of four pages
            heavily = job(f"edit {number}", matter="draft")
            asked.append(asyncio.ensure_future(calculations.answer(heavily, page=f"tab {number % 4}")))
            await asyncio.sleep(0)
        await until(lambda: sum(item.done() for item in asked) == 46)
        assert {type(item.exception()) for item in asked[:46]} == {Superseded}
        gate.set()
        await asyncio.gather(first, *asked[46:])
        assert factory.made[0].did == ["first", *(f"edit {number}" for number in range(46, 50))]

    within(edits, heavy)


def test_slow_work_waits_in_the_same_places_and_is_refused_at_once_beyond_them() -> None:
    gate = asyncio.Event()

    async def slow(told: Message) -> Message:
        if told["kind"] != "quick":
            await gate.wait()
        return {"did": told["kind"]}

    async def crowd(calculations: Calculations, factory: Factory) -> None:
        await calculations.begun()
        asked = [asyncio.ensure_future(calculations.alone(job(f"slow {number}"))) for number in range(3 + CASE)]
        await until(lambda: len(factory.alive) == 4)
        assert not any(item.done() for item in asked)
        with pytest.raises(Busy, match="ask again in a moment"):
            calculations.need_room(job("one more"))
        with pytest.raises(Busy):
            await calculations.alone(job("one more"))
        calculations.need_room(job("another", case="pier"))
        assert await calculations.answer(job("quick")) == {"did": "quick"}  # it takes the place of the newest slow one
        with pytest.raises(Busy):
            await asked[-1]
        asked[4].cancel()  # one that waits leaves
        asked[0].cancel()  # and one that is being done: the next one begins
        await until(lambda: asked[0].done() and len(factory.alive) == 4)
        gate.set()
        assert await asked[3] == {"did": "slow 3"}
        await asyncio.gather(*(asked[number] for number in (1, 2, *range(5, 2 + CASE))))
        assert len(factory.alive) == 1
        assert sorted(process.did[0] for process in factory.made[1:]) == sorted(
            f"slow {number}" for number in range(2 + CASE) if number != 4
        )

    within(crowd, slow)
