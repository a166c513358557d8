"""How the server and the processes that calculate speak: JSON behind its length, through a pipe.

Both ends are this program, and what goes through holds texts from anybody: so it is data, never pickled.
"""

from __future__ import annotations

import json
import struct
from typing import Any

__all__ = ["HEAD", "Message", "framed", "length_of", "message_of"]

Message = dict[str, Any]
"""Plain data."""

_LENGTH = struct.Struct(">Q")

HEAD = _LENGTH.size
"""Bytes of the length before each message."""


def framed(message: Message) -> bytes:
    """A message as bytes, its length before it."""
    content = json.dumps(message, separators=(",", ":")).encode("ascii")  # lone surrogates are escaped too
    return _LENGTH.pack(len(content)) + content


def length_of(head: bytes) -> int:
    """How many bytes follow."""
    length: int = _LENGTH.unpack(head)[0]
    return length


def message_of(content: bytes) -> Message:
    """The message in those bytes."""
    message: Message = json.loads(content)
    return message
