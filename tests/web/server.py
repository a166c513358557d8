"""A whole server: a process of its own, asked over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tests.conftest import ROOT

__all__ = ["Answer", "Server", "alive", "begun", "held", "posix", "until"]

import pytest

posix = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")

PATIENCE = 60.0
"""Seconds that anything may take on a machine that is busy."""


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def data(self) -> Any:
        """It as JSON."""
        return json.loads(self.content)


class Server:
    """A server that runs."""

    def __init__(self, process: subprocess.Popen[str], port: int, token: str = "") -> None:
        self.process, self.port, self.token = process, port, token

    def ask(self, method: str, path: str, data: object = None, **headers: str) -> Answer:
        """Ask it, on a connection of its own, with its token."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            body = None if data is None else json.dumps(data).encode()
            own = self.own if data is None else {**self.own, "Content-Type": "application/json"}
            connection.request(
                method, path, body, {**own, **{name.replace("_", "-"): text for name, text in headers.items()}}
            )
            found = connection.getresponse()
            return Answer(found.status, {name.lower(): text for name, text in found.getheaders()}, found.read())
        finally:
            connection.close()

    @property
    def own(self) -> dict[str, str]:
        """The header that brings its token."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def view(self, case: str, query: str = "", stage: str = "now", page: str = "tab", **more: str) -> Answer:
        """Fragments of the page."""
        return self.ask("POST", "/api/view", {"case": case, "query": query, "stage": stage, **more}, X_Page=page)

    @property
    def children(self) -> list[int]:
        """The processes that it has begun and that have not ended."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and (fields := stat_of(int(entry.name))) and int(fields[1]) == self.process.pid:
                found.append(int(entry.name))
        return found

    def end(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """End it; its exit code, what it printed since it began, and what it said."""
        self.process.send_signal(number)
        printed, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, printed, said


def stat_of(pid: int) -> list[str] | None:
    """State, parent and so on of a process; None where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else fields


def alive(pid: int) -> bool:
    """Whether a process has not ended."""
    return stat_of(pid) is not None


def held(pid: int) -> int:
    """The sockets that a process has."""
    return sum(os.readlink(item).startswith("socket:") for item in _links(f"/proc/{pid}/fd"))


def _links(folder: str) -> Iterator[str]:
    for name in os.listdir(folder):
        path = f"{folder}/{name}"
        if os.path.lexists(path):
            yield path


def until(what: Any, patience: float = PATIENCE) -> bool:
    """Wait until something holds; whether it did."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.02)
    return bool(what())


def _limit_descriptors(most: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@contextmanager
def begun(*arguments: str, cwd: Path | None = None, descriptors: int | None = None) -> Iterator[Server]:
    """A server that listens, and may open so many *descriptors*. What is left of it is ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "countermove", "serve", *arguments, "--no-open", "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=None if descriptors is None else partial(_limit_descriptors, descriptors),
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://127.0.0.1:" in line, process.communicate(timeout=PATIENCE)
        found = re.search(r"http://127\.0\.0\.1:(\d+)/(?:\?token=(\S+))?", line)
        assert found is not None, line
        yield Server(process, int(found[1]), found[2] or "")
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
