"""Escapes text of a file for a picture or a page: no character of it is markup, a control, or hidden.

Hidden characters (controls, what XML forbids, directional overrides, characters without a glyph) are written out, as
everywhere (`gmcr.base.characters`). Line breaks and tabs become spaces.
"""

from __future__ import annotations

from gmcr.base.characters import Shown, isolated, visible

__all__ = ["attribute", "cleaned", "content", "escaped", "shown"]

_SPACES = dict.fromkeys(map(ord, "\t\n\r\v\f\x85\u2028\u2029"), " ")


def cleaned(text: str) -> Shown:
    """The text on one line, without characters that do anything but show."""
    return visible(text.translate(_SPACES))


def shown(text: str) -> Shown:
    """The clean text, isolated so that it does not change the direction of anything around it: for what takes no markup,
    such as a title, and what a script puts in its place."""
    return isolated(cleaned(text))


def content(text: str) -> str:
    """The text between tags."""
    return escaped(shown(text))


def attribute(text: str) -> str:
    """The text between the quotes of an attribute."""
    return escaped(cleaned(text)).replace('"', "&quot;").replace("'", "&#39;")


def escaped(text: Shown) -> str:
    """Clean text with the characters of markup escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
