"""Processes that calculate, from the side of the one that serves: a few, each ended where it takes too long or nobody waits."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

import anyio
from anyio.abc import Process
from anyio.streams.buffered import BufferedByteReceiveStream

from countermove.plugins.mcp.asked import Asked
from countermove.plugins.mcp.screens import AHEAD, UNTOLD, stopped_text
from gmcr.base.errors import CountermoveError

__all__ = ["LIMIT", "Workers"]

LIMIT = 10.0
"""Seconds that an answer may take, unless told otherwise."""

_GRACE = 2.0
"""Seconds more that it has to tell what is known by then."""

_AT_ONCE = 2
"""Calculations at once; others wait."""

_LINE = 1 << 28
"""Bytes of the longest answer."""

Far = Callable[[float, float], Awaitable[None]]
"""Is told how far it is, of how much."""


class _Worker:
    """One process."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None  # it was started so
        assert process.stdout is not None
        self._process, self._stdin = process, process.stdin
        self._lines = BufferedByteReceiveStream(process.stdout)

    @property
    def lives(self) -> bool:
        """Whether it has not ended."""
        return self._process.returncode is None

    async def say(self, asked: Asked) -> None:
        """Ask it something."""
        await self._stdin.send(json.dumps(asdict(asked)).encode() + b"\n")

    async def heard(self) -> dict[str, Any]:
        """The next line."""
        line: dict[str, Any] = json.loads(await self._lines.receive_until(b"\n", _LINE))
        return line

    async def end(self) -> None:
        """End it, whatever it does."""
        with anyio.CancelScope(shield=True):
            if self._process.returncode is None:
                self._process.kill()
            await self._process.aclose()


class Workers:
    """Answers what is asked, each in a process. ``limit``: seconds that it may take."""

    def __init__(self, base: Path, *, limit: float = LIMIT) -> None:
        self.limit = limit
        self._base = base
        self._idle: list[_Worker] = []
        self._at_once = anyio.Semaphore(_AT_ONCE)

    async def __aenter__(self) -> Workers:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._idle:
            await self._idle.pop().end()

    async def answer(self, asked: Asked, far: Far) -> str:
        """What is told, or as far as it is known when time is up. Raises CountermoveError."""
        heard, worker, free = _Heard(), None, False
        async with self._at_once:
            try:
                worker = await self._free()
                with anyio.move_on_after(self.limit + _GRACE) as time:
                    await heard.answer(worker, asked, far, time)
                    free = True
            except (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError):
                raise CountermoveError(
                    "The calculation broke off, which is a defect: why stands in the log of the server."
                ) from None
            finally:
                if worker is not None:
                    await self._left(worker, free=free)
        return heard.told(self.limit)

    async def _free(self) -> _Worker:
        """A process that waits for work, a new one where there is none."""
        while self._idle:
            if (found := self._idle.pop()).lives:
                return found
        # -P: nothing in the folder that it is started in is taken for a module.
        command = [sys.executable, "-P", "-m", "countermove.plugins.mcp.worker", str(self._base), f"{self.limit}"]
        worker = _Worker(await anyio.open_process(command, stderr=None))
        try:
            await worker.heard()
        except BaseException:
            await worker.end()
            raise
        return worker

    async def _left(self, worker: _Worker, *, free: bool) -> None:
        if free:
            self._idle.append(worker)
        else:
            await worker.end()


class _Heard:
    """What a process has said so far."""

    def __init__(self) -> None:
        self._said: dict[str, Any] = {}

    async def answer(self, worker: _Worker, asked: Asked, far: Far, time: anyio.CancelScope) -> None:
        """Ask, and listen until it answers; not long any more once it has said what is told meanwhile."""
        await worker.say(asked)
        done = 0
        while not self._said.keys() & {"text", "error"}:
            line = await worker.heard()
            self._said |= line
            if "meanwhile" in line:
                time.deadline = min(time.deadline, anyio.current_time() + AHEAD + _GRACE)
            if line.get("done", 0) > done:  # who is told how far it is, is never told less
                done = line["done"]
                await far(done, max(done, line["of"]))

    def told(self, limit: float) -> str:
        """What it comes to. Raises CountermoveError."""
        said = self._said
        if "error" in said:
            raise CountermoveError(said["error"])
        if "text" in said:
            return str(said["text"])
        if "meanwhile" in said:
            why = stopped_text(min(limit, AHEAD), said.get("less", ""), UNTOLD)
            return f"*{why}*\n\n{said['meanwhile']}"
        raise CountermoveError(stopped_text(limit, said.get("less", "")))
