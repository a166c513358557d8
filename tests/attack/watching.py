"""What the program does beside reading the one file it was given: other files, the network, other programs, code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.attack.door import Broken
from tests.conftest import ROOT

__all__ = ["only_read"]

_OWN = tuple({str(ROOT / "src"), sys.prefix, sys.base_prefix, sys.exec_prefix})
"""Where the program and its libraries lie: modules are imported on first use."""

_DEEDS = frozenset(
    (
        *(
            "os.system",
            "os.exec",
            "os.fork",
            "os.forkpty",
            "os.posix_spawn",
            "os.spawn",
            "os.startfile",
            "subprocess.Popen",
        ),
        *(
            "os.remove",
            "os.rename",
            "os.mkdir",
            "os.rmdir",
            "os.link",
            "os.symlink",
            "os.truncate",
            "os.chmod",
            "os.chown",
        ),
        *("pty.spawn", "pickle.find_class", "urllib.Request", "webbrowser.open"),
    )
)


class _Watch:
    """What is seen while it is watched. The interpreter keeps a hook for good, so there is one, which is mostly idle."""

    def __init__(self) -> None:
        self.file: str | None = None
        self.text = ""
        self.seen: list[str] = []
        sys.addaudithook(self.hook)

    def hook(self, event: str, given: tuple[Any, ...]) -> None:
        if self.file is None:
            return
        if event == "open":
            path = given[0]
            name = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else str(path)
            writes = isinstance(given[1], str) and not {"w", "a", "x", "+"}.isdisjoint(given[1])
            if (name != self.file and not name.startswith(_OWN)) or (writes and not name.endswith(".pyc")):
                self.seen.append(f"it opens {name[:200]}")
        elif event == "compile":
            source = given[0].decode("utf-8", "replace") if isinstance(given[0], bytes) else given[0]
            if isinstance(source, str) and source.strip() and source in self.text:
                self.seen.append(f"it compiles {source[:80]!r}")
        elif event.startswith("socket.") or event in _DEEDS:
            self.seen.append(f"it does {event}")


_WATCH: list[_Watch] = []


@contextmanager
def only_read(file: Path, text: str) -> Iterator[None]:
    """Raises Broken where, meanwhile, another file than this is opened (or this one to be written), the network is used,
    another program started, a file moved or removed, or a part of *text* compiled."""
    if not _WATCH:
        _WATCH.append(_Watch())
    watch = _WATCH[0]
    watch.file, watch.text, watch.seen = str(file), text, []
    try:
        yield
    finally:
        watch.file = None
    if watch.seen:
        raise Broken(watch.seen[0])
