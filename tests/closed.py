"""Folders in which nothing may be written."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

__all__ = ["closed"]


@contextmanager
def closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file may be made in a folder and those below it. Root may write everywhere, so the system says no to it by a
    double: to whoever asks, and to whoever tries."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    modes = {path: path.stat().st_mode for path in folders}
    for path in folders:
        path.chmod(0o555)
    access, make = os.access, tempfile.mkstemp

    def within(path: Any) -> bool:
        return Path(path).resolve() in {item.resolve() for item in folders}

    def asked(path: Any, mode: int, **given: Any) -> bool:
        return access(path, mode, **given) and not (mode & os.W_OK and within(path))

    def tried(*given: Any, **named: Any) -> tuple[int, str]:
        if within(named["dir"]):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(named["dir"]))
        return make(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "access", asked)
        patch.setattr(os, "supports_effective_ids", {*os.supports_effective_ids, asked})
        patch.setattr(tempfile, "mkstemp", tried)
        try:
            yield
        finally:
            for path, mode in modes.items():
                path.chmod(mode)
