"""Writers that are killed within a call of the system."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from gmcr.base.files import write_whole
from tests.attack.asked import CASE
from tests.attack.door import Broken

__all__ = ["STEPS", "kill"]

STEPS = (
    *(
        ("fdopen", 0, "half"),
        ("fsync", 0, "before"),
        ("fsync", 0, "after"),
        ("replace", 0, "before"),
        ("replace", 0, "after"),
    ),
    *(
        ("fsync", 1, "before"),
        ("fsync", 1, "after"),
        ("link", 0, "before"),
        ("link", 0, "after"),
        ("chmod", 0, "before"),
    ),
    *(
        ("chmod", 0, "after"),
        ("fchown", 0, "before"),
        ("fchown", 1, "after"),
        ("listdir", 0, "after"),
        ("fstat", 0, "before"),
    ),
    *(("open", 0, "before"), ("open", 0, "after"), ("open", 1, "before"), ("open", 1, "after"), ("open", 2, "after")),
    *(
        ("open", 2, "before"),
        ("stat", 1, "after"),
        ("stat", 3, "after"),
        ("stat", 5, "before"),
        ("unlink", 0, "before"),
    ),
    *(
        ("unlink", 0, "after"),
        ("close", 0, "after"),
        ("close", 1, "before"),
        ("fdopen", 0, "before"),
        ("fdopen", 0, "after"),
    ),
)
"""The call of the system, which one of its kind, and where in it."""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class _Half:
    """A stream that stops when half is written."""

    def __init__(self, stream: io.BufferedWriter) -> None:
        self._stream = stream

    def __enter__(self) -> _Half:
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, content: bytes) -> None:
        self._stream.write(content[: len(content) // 2])
        self._stream.flush()
        os.kill(os.getpid(), signal.SIGSTOP)


def _stop_at(step: str, which: int, when: str) -> None:
    """Make this process stop at a call of the system."""
    own: Callable[..., Any] = getattr(os, step)
    seen = 0

    def stopping(*given: Any, **named: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen != which + 1:
            return own(*given, **named)
        if when == "half":
            return _Half(own(*given, **named))
        if when == "before":
            os.kill(os.getpid(), signal.SIGSTOP)
        answer = own(*given, **named)
        if when == "after":
            os.kill(os.getpid(), signal.SIGSTOP)
        return answer

    setattr(os, step, stopping)


def _killed(path: Path, content: bytes, replacing: str, step: tuple[str, int, str]) -> bool:
    """Write in a process that is killed there; whether it came so far."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it only writes a file, whatever threads there are here
        pid = os.fork()
    if pid == 0:
        try:
            _stop_at(*step)
            write_whole(path, content, replacing=replacing)
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        return False
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def kill(folder: Path, rng: Random, number: int) -> str:
    """A writer is killed: the file is the old one or the new one, whole, and the next writer tidies up."""
    step, there = (STEPS[number], number % 4 > 0) if number < len(STEPS) else (rng.choice(STEPS), rng.random() < 0.7)
    there = step[0] not in ("link", "unlink") and (there or step[0] in ("replace", "fchown"))
    own = folder / f"kill-{number}"
    own.mkdir()
    path, other = own / "ferry.yaml", own / "other.yaml"
    old, new = CASE, CASE + b"# " + bytes(rng.choices(b"abc\n# ", k=rng.choice((0, 1, 5_000, 300_000)))) + b"\n"
    other.write_bytes(old)
    if there:
        path.write_bytes(old)
    stopped = _killed(path, new, _digest(old) if there else "", step)
    found = path.read_bytes() if path.exists() else None
    if found not in (new, old if there else None):
        raise Broken(f"killed {step[2]} {step[0]}, {len(found or b'')} bytes are there", lost=True)
    if not stopped and found != new:
        raise Broken(f"a writer that ends leaves the old file ({step})")
    write_whole(path, b"next\n", replacing="" if found is None else _digest(found))
    names = sorted(item.name for item in own.iterdir())
    if names != ["ferry.yaml", "other.yaml"] or other.read_bytes() != old or path.read_bytes() != b"next\n":
        raise Broken(f"after a writer that was killed {step[2]} {step[0]} there are {names}", lost=True)
    if not stopped:
        return "written"
    return "killed, and the file the new one" if found == new else "killed, and the file the old one"
