"""Bytes in messages, which are text."""

from __future__ import annotations

from base64 import b64decode, b64encode

__all__ = ["packed", "unpacked"]


def packed(content: bytes) -> str:
    """Bytes as text."""
    return b64encode(content).decode("ascii")


def unpacked(text: str) -> bytes:
    """The bytes again."""
    return b64decode(text)
