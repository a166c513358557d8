"""A process that calculates, from outside: it is begun, given a job at a time, and can be killed at any moment."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import countermove
from countermove.plugins.serve.serving.frames import HEAD, Message, framed, length_of, message_of
from gmcr.base.errors import CountermoveError

__all__ = ["Calculator", "Failed", "Lost"]

Tell = Callable[[int, int], None]


class Failed(CountermoveError):
    """A job that came to nothing. ``kind``: the class of the error; ``errors``: the problems as data."""

    def __init__(self, told: Message) -> None:
        self.kind, self.errors = str(told["kind"]), tuple(told["errors"])
        super().__init__(str(told["error"]))


class Lost(CountermoveError):
    """The process ended while it was at work."""

    def __init__(self) -> None:
        super().__init__("What was being worked out is lost, since its process ended: ask again.")


class Calculator:
    """One process. Make it with ``begun``."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._numbers = count()
        self._at = -1

    @classmethod
    async def begun(cls) -> Calculator:
        """A new process, which loads what it needs while it waits for its first job."""
        root = str(Path(countermove.__file__).resolve().parents[1])
        known = os.environ.get("PYTHONPATH")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # nothing from the folder that is served is taken for a module
            "-c",
            "from countermove.plugins.serve.serving.worker import main; main()",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root},
            start_new_session=True,  # it and what it starts can be killed together
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.returncode is None

    async def done(self, job: Message, tell: Tell | None = None) -> Message:
        """What comes of a job; one at a time. Raises Failed, Lost."""
        given, taken = self._process.stdin, self._process.stdout
        assert given is not None
        assert taken is not None
        self._at = number = next(self._numbers)
        try:
            given.write(framed({"id": number, "job": job}))
            await given.drain()
            while True:
                message = message_of(await taken.readexactly(length_of(await taken.readexactly(HEAD))))
                if "done" in message:
                    if tell is not None:
                        tell(message["done"], message["of"])
                elif "failed" in message:
                    raise Failed(message["failed"])
                else:
                    found: Message = message["found"]
                    return found
        except (OSError, asyncio.IncompleteReadError):
            raise Lost from None

    def drop(self) -> None:
        """Let it end what it is at, as soon as it can."""
        assert self._process.stdin is not None
        with suppress(OSError, RuntimeError):
            self._process.stdin.write(framed({"drop": self._at}))

    async def kill(self) -> None:
        """End it, and what it has started, now."""
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        await self._process.wait()
