"""Text of a file as text of a picture or a page: no character of it is markup, a control, or hidden.

Hidden characters (controls, what XML forbids, what turns the direction of text, what has no sign) are written out, as
everywhere (`gmcr.base.characters`). Line breaks and tabs become spaces.
"""

from __future__ import annotations

from gmcr.base.characters import isolated, visible

__all__ = ["attribute", "cleaned", "content", "escaped"]

_SPACES = dict.fromkeys(map(ord, "\t\n\r\v\f\x85\u2028\u2029"), " ")


def cleaned(text: str) -> str:
    """The text on one line, without characters that would do anything but be seen."""
    return visible(text.translate(_SPACES))


def content(text: str) -> str:
    """The text between tags, where it turns nothing around it."""
    return escaped(isolated(cleaned(text)))


def attribute(text: str) -> str:
    """The text between the quotes of an attribute."""
    return escaped(cleaned(text)).replace('"', "&quot;").replace("'", "&#39;")


def escaped(text: str) -> str:
    """What is clean already between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
