"""How a process and whoever started it speak: JSON behind its length, through a pipe.

What goes through holds texts from anybody, and a worker reads what was made to harm it: so it is data, never unpickled (but for
what ``pool`` sends itself).
"""

from __future__ import annotations

import json
import os
import struct
from base64 import b64decode, b64encode
from typing import Any

__all__ = ["Message", "framed", "message_from", "message_of", "packed", "unpacked", "written"]

Message = dict[str, Any]
"""Plain data."""

_LENGTH = struct.Struct(">Q")

_PART = 1 << 20
"""Bytes that are read at once, at most."""


def framed(message: Message) -> bytes:
    """A message as bytes, its length before it."""
    content = json.dumps(message, separators=(",", ":")).encode("ascii")  # lone surrogates are escaped too
    return _LENGTH.pack(len(content)) + content


def message_of(content: bytes) -> Message:
    """The message in those bytes."""
    message: Message = json.loads(content)
    return message


def written(pipe: int, content: bytes) -> None:
    """Write all of it. Raises OSError where nobody reads."""
    left = memoryview(content)
    while left:
        left = left[os.write(pipe, left) :]


def message_from(pipe: int) -> Message | None:
    """The next message; None where the pipe ends before."""
    head = _exactly(pipe, _LENGTH.size)
    content = _exactly(pipe, _LENGTH.unpack(head)[0]) if head else b""
    return message_of(content) if content else None


def _exactly(pipe: int, count: int) -> bytes:
    """So many bytes; none where the pipe ends before."""
    parts = []
    while count:
        part = os.read(pipe, min(count, _PART))
        if not part:
            return b""
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def packed(content: bytes) -> str:
    """Bytes as the text that a message can hold."""
    return b64encode(content).decode("ascii")


def unpacked(text: str) -> bytes:
    """The bytes again."""
    return b64decode(text)
