"""Text of a file as text of a picture: no character of it is markup, a control, or invisible mischief.

What XML forbids (controls, surrogates, noncharacters) and what turns the direction of the text around it (bidirectional
embeddings, overrides, isolates and marks) is shown as U+FFFD, so that it is seen and does nothing. Line breaks and tabs
become spaces.
"""

from __future__ import annotations

import unicodedata

__all__ = ["attribute", "cleaned", "content"]

_SPACES = dict.fromkeys(map(ord, "\t\n\r\v\f\x85\u2028\u2029"), " ")
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REPLACEMENT = "\ufffd"


def cleaned(text: str) -> str:
    """The text without characters that would do anything but be seen."""
    spaced = text.translate(_SPACES)
    if spaced.isascii() and spaced.isprintable():
        return spaced
    return "".join(_REPLACEMENT if _harmful(character) else character for character in spaced)


def _harmful(character: str) -> bool:
    return (
        character in _TURNING
        or unicodedata.category(character) in ("Cc", "Cs")
        or ord(character) & 0xFFFE == 0xFFFE
        or 0xFDD0 <= ord(character) <= 0xFDEF
    )


def content(text: str) -> str:
    """The text between tags."""
    return cleaned(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """The text between the quotes of an attribute."""
    return content(text).replace('"', "&quot;").replace("'", "&#39;")
