"""A server in this process: calculations are done here, at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from countermove.plugins.serve.serving.addresses import Gate
from countermove.plugins.serve.serving.application import application
from countermove.plugins.serve.serving.calculations import Failed, Job
from countermove.plugins.serve.serving.jobs import Bench, failed
from countermove.plugins.serve.serving.resources import Served
from countermove.plugins.serve.serving.shelf import shelf_of
from countermove.processes.frames import Message, framed, message_of
from gmcr.base.errors import CountermoveError

__all__ = ["HOST", "Here", "client"]

HOST = "127.0.0.1:8765"


class Here:
    """What works things out, without other processes. ``asked``: the kinds of jobs that came."""

    def __init__(self) -> None:
        self.bench, self.asked, self.pages, self.jobs = Bench(), list[str](), list[str | None](), list[Job]()

    async def answer(self, job: Job, *, page: str | None = None, number: int | None = None) -> Message:
        self.pages.append(page)
        return self._done(job)

    async def alone(
        self, job: Job, tell: Callable[[int, int], None] | None = None, *, page: str | None = None
    ) -> Message:
        return self._done(job, tell)

    def need_room(self, job: Job, *, page: str | None = None) -> None: ...

    def _done(self, job: Job, tell: Callable[[int, int], None] | None = None) -> Message:
        self.jobs.append(job)
        self.asked.append(job.message["kind"])
        told = message_of(framed(job.message)[8:])  # as a pipe gives it
        try:
            return message_of(framed(self.bench.done(told, tell or (lambda done, of: None)))[8:])
        except CountermoveError as error:
            raise Failed(failed(error)) from None


def client(
    case: str | Path | None, *, token: str | None = None, here: Any = None, texts: Path | None = None, **headers: str
) -> TestClient:
    """Somebody who asks a server of a case or a folder."""
    served = Served(replace(shelf_of(None if case is None else str(case)), texts=texts), here or Here())
    app = application(served, Gate("127.0.0.1", 8765, token))
    return TestClient(app, base_url=f"http://{HOST}", headers=headers, raise_server_exceptions=True)
