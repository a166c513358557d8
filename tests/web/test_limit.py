"""Processes that really calculate: what takes too long is stopped, with what would be less; what nobody wants is abandoned."""

from __future__ import annotations

import asyncio

import pytest

import countermove.plugins.serve.serving.calculations as calculations_module
from countermove.assessment import bundle
from countermove.plugins.serve.serving.calculations import Calculations, Calculator, Failed, Job, Stopped
from countermove.processes.frames import packed
from countermove.processes.worker import Lost
from tests.web.server import alive, posix

__all__: list[str] = []

pytestmark = posix


def job(query: str = "", stage: str = "now", content: bytes | None = None) -> Job:
    text = bundle.content("korea-2021") if content is None else content
    told = {
        "kind": "view",
        "file": "korea-2021.yaml",
        "content": packed(text),
        "query": query,
        "stage": stage,
        "export": "/",
        "good": None,
        "unread": [],
        "never": False,
        "texts": None,
        "path": None,
    }
    return Job(told, f"{query} {stage} {hash(text)}", query)


@pytest.mark.level("all")
def test_what_takes_too_much_is_stopped_and_says_what_would_be_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculations_module, "_ESTIMATE", 60.0)
    monkeypatch.setenv("COUNTERMOVE_SECONDS", "0.05")
    pids = []

    async def begin() -> Calculator:
        pids.append((process := await Calculator.begun()).pid)
        return process

    async def run() -> None:
        async with Calculations(begin).running() as calculations:
            with pytest.raises(Stopped, match=r"^Stopped after 1 second of processor time: ") as error:
                await calculations.answer(job(stage="reasons"))
            assert "of 336 states" in str(error.value)
        assert len(pids) == 2

    asyncio.run(run())
    assert not any(alive(pid) for pid in pids)


@pytest.mark.level("all")
def test_a_process_abandons_what_nobody_wants_keeps_what_it_knows_says_what_is_wrong_and_is_lost_when_killed() -> None:
    async def run() -> None:
        process = await Calculator.begun()
        try:
            await process.done(job().message)
            under_way = asyncio.Event()
            far = job("set=window:0.1", "reasons").message
            working = asyncio.ensure_future(process.done(far, lambda done, of: under_way.set()))
            await asyncio.wait_for(under_way.wait(), 60)
            process.drop()
            with pytest.raises(Failed) as error:  # between parts
                await working
            assert error.value.kind == "Dropped"
            assert process.alive
            found = await process.done(job("set=window:0.2").message)
            assert "lanes" in found["view"]["fragments"]
            wrong = await process.done(job(content=b"countermove: [").message)
            assert wrong["view"]["problems"][0]["line"] == 1
            with pytest.raises(Failed, match="is not a step"):
                await process.done(job("do=explode:d1").message)
            with pytest.raises(Failed, match=r"could not be worked out \(KeyError\)"):
                await process.done({"kind": "nothing"})
            working = asyncio.ensure_future(process.done(job("set=window:0.3", "reasons").message))
            await asyncio.sleep(0.05)
            await process.kill()
            with pytest.raises(Lost):
                await working
        finally:
            await process.kill()
        assert not process.alive

    asyncio.run(run())
