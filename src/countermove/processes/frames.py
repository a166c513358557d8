"""The protocol between a process and its parent: JSON behind its length, through a pipe.

The content includes texts from anybody, and a worker may read input made to harm it: so it is data, never unpickled
(except for what ``pool`` itself sends).
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
"""The largest number of bytes read at once."""


def framed(message: Message) -> bytes:
    """A message as bytes, preceded by its length."""
    content = json.dumps(message, separators=(",", ":")).encode("ascii")  # lone surrogates are escaped too
    return _LENGTH.pack(len(content)) + content


def message_of(content: bytes) -> Message:
    """The message in *content*."""
    message: Message = json.loads(content)
    return message


def written(pipe: int, content: bytes) -> None:
    """Write all bytes. Raises OSError where nobody reads."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def message_from(pipe: int) -> Message | None:
    """The next message; None where the pipe ends first."""
    head = _exactly(pipe, _LENGTH.size)
    content = _exactly(pipe, _LENGTH.unpack(head)[0]) if head else b""
    return message_of(content) if content else None


def _exactly(pipe: int, count: int) -> bytes:
    """Exactly *count* bytes; none where the pipe ends first."""
    parts = []
    while count:
        part = os.read(pipe, min(count, _PART))
        if not part:
            return b""
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def packed(content: bytes) -> str:
    """Bytes as text that a message can hold."""
    return b64encode(content).decode("ascii")


def unpacked(text: str) -> bytes:
    """The bytes of such a text."""
    return b64decode(text)
