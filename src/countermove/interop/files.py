"""Reading and writing whole files: bounded, atomic, and with one clear error each.

What is read here comes from anybody; what is written is there whole or not at all.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

from countermove.errors import CountermoveError

__all__ = ["MAX_BYTES", "check_place", "read_json", "read_text", "write_whole"]

MAX_BYTES = 16_000_000
"""The largest file of another program that is read."""


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The text (UTF-8, a byte order mark is dropped) of a regular file of at most *limit* bytes.

    Raises CountermoveError, one sentence, whatever is wrong.
    """
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder: name a file inside it" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise CountermoveError(f"{path} is {kind}.")
        with open(path, "rb") as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError:
        raise CountermoveError(f"{path}: there is no such file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CountermoveError(f"{path} cannot be read: {reason}.") from None
    if len(content) > limit:
        raise CountermoveError(f"{path} is over {limit // 1_000_000} MB, the most that is read.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CountermoveError(f"{path}: byte {error.start} is not UTF-8 text: save the file as UTF-8.") from None


def read_json(path: Path, *, limit: int = MAX_BYTES) -> Any:
    """The value in a JSON file. Raises CountermoveError, with line and column where it is no JSON."""
    try:
        return json.loads(read_text(path, limit=limit), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise CountermoveError(f"{path}:{error.lineno}:{error.colno}: this is not valid JSON: {error.msg}.") from None
    except RecursionError:
        raise CountermoveError(f"{path} is nested too deeply to be read.") from None
    except ValueError as error:  # a number of thousands of digits, or not-a-number
        raise CountermoveError(f"{path} holds a number that cannot be read: {error}.") from None


def _no_constant(word: str) -> float:
    raise ValueError(word)


def check_place(path: Path, *, force: bool = False) -> None:
    """Whether a file can be written there, as far as can be told before it is made: for what takes long to make.

    Raises CountermoveError where it exists (unless *force*), is a folder, or its folder does not exist.
    """
    try:
        if path.is_dir():
            raise CountermoveError(f"{path} is a folder: name a file in it.")
        if not path.parent.is_dir():
            what = "is not a folder" if path.parent.exists() else "does not exist: make it first"
            raise CountermoveError(f"{path} cannot be written: the folder {path.parent} {what}.")
        if not force and path.exists():
            raise _exists(path)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None


def write_whole(path: Path, content: str | bytes, *, force: bool = False) -> None:
    """Write a file in one step: readers see the old file or the new one, never a part. Text is written as UTF-8.

    Raises CountermoveError where it exists (unless *force*) or cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    check_place(path, force=force)
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.chmod(made, 0o666 & ~_umask())
            if force:
                os.replace(made, path)
            else:
                _place(made, path)
        finally:
            Path(made).unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: Exception) -> CountermoveError:
    reason = getattr(error, "strerror", None) or str(error)
    return CountermoveError(f"{path} cannot be written: {reason}.")


def _place(made: str, path: Path) -> None:
    """Give the finished file its name unless somebody has taken it meanwhile."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise _exists(path) from None
    except OSError:  # a file system without links: the check above has to do
        os.replace(made, path)


def _exists(path: Path) -> CountermoveError:
    return CountermoveError(f"{path} exists already; force overwrites it.", argument="force")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
