"""Reads files of other programs: bounded, and with one clear error each. Anybody may have written what is read here."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path
from typing import Any

from gmcr.base.errors import CountermoveError, quoted

__all__ = ["MAX_BYTES", "read_json", "read_text"]

MAX_BYTES = 16_000_000
"""The largest file of another program that is read, in bytes."""

_LINE_END = re.compile(r"\r\n?|\n")
"""Line ends as editors count them."""


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """Return the text (UTF-8, without a byte order mark) of a regular file of at most *limit* bytes.

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


def read_json(path: Path, *, limit: int = MAX_BYTES, once: bool = False) -> Any:
    """Return the value in a JSON file. With *once* no name may be twice in one object, of which readers would take
    either. Raises CountermoveError, with line and column if it is not JSON."""
    pairs = _each_once if once else None
    try:
        return json.loads(read_text(path, limit=limit), parse_constant=_no_constant, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        ends = [end.end() for end in _LINE_END.finditer(error.doc, 0, error.pos)]
        line, column = len(ends) + 1, error.pos - (ends[-1] if ends else 0) + 1
        raise CountermoveError(f"{path}:{line}:{column}: this is not valid JSON: {error.msg}.") from None
    except RecursionError:
        raise CountermoveError(f"{path} is nested too deeply to be read.") from None
    except _TwiceError as error:
        raise CountermoveError(f"{path}: {quoted(error.args[0])} is twice in one object.") from None
    except ValueError as error:  # a number of thousands of digits, or not-a-number
        raise CountermoveError(f"{path} holds a number that cannot be read: {error}.") from None


def _no_constant(word: str) -> float:
    raise ValueError(word)


class _TwiceError(ValueError):
    """A name is in an object twice."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, value in pairs:
        if name in record:
            raise _TwiceError(name)
        record[name] = value
    return record
