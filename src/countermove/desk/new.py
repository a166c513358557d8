"""new: a file to begin with, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from countermove.assessment import load, scaffold
from countermove.errors import CountermoveError

__all__ = ["NewRecord", "new_file", "write_whole"]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """The file written, where its text comes from (a bundled case's name, or None), and its size in lines."""

    file: str
    source: str | None
    lines: int


def new_file(file: str, *, title: str | None = None, source: str | None = None, force: bool = False) -> NewRecord:
    """Write a new assessment: a small commented one with this *title*, or a copy of the case *source*.

    Raises CountermoveError where the file exists (unless *force*) or cannot be written, AssessmentError for *source*.
    """
    if source is not None and title is not None:
        raise CountermoveError("A copy of a case keeps its title: give --from or --title, not both.")
    fresh = () if title is None else (title,)
    text = scaffold(*fresh) if source is None else load(source).text
    write_whole(Path(file), text, force=force)
    return NewRecord(file, source, len(text.splitlines()))


def write_whole(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text file in one step: readers see the old file or the new one, never a part.

    Raises CountermoveError where it exists (unless *force*) or cannot be written.
    """
    try:
        if path.is_dir():
            raise CountermoveError(f"{path} is a folder: name a file in it.")
        if not force and path.exists():
            raise _exists(path)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            os.chmod(made, 0o666 & ~_umask())
            if force:
                os.replace(made, path)
            else:
                _place(made, path)
        finally:
            Path(made).unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CountermoveError(f"{path} cannot be written: {reason}.") from None


def _place(made: str, path: Path) -> None:
    """Give the finished file its name unless somebody has taken it meanwhile."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise _exists(path) from None
    except OSError:  # a file system without links: the check above has to do
        os.replace(made, path)


def _exists(path: Path) -> CountermoveError:
    return CountermoveError(f"{path} exists already; --force overwrites it.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
