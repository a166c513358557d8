"""What nobody sees in a text, judged by the categories of Unicode alone: not by what the program takes for hidden."""

from __future__ import annotations

import unicodedata

__all__ = ["is_unseen", "unseen_in"]

_SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
"""Characters of format that have a sign of their own: it encloses the number that follows."""

_BLANK = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, 0xFFA0}
"""Letters and marks without a sign: fillers, the joiner of graphemes, and the one blank sign that is no space."""

_JOINING = "\u200c\u200d"


def is_unseen(text: str, place: int) -> bool:
    """Whether the character at a place does something beside being seen, or is none. Joiners pass between signs that are no
    ASCII; isolates are judged in pairs."""
    sign = text[place]
    if sign in "\n\t\u2068\u2069":
        return False
    if sign in _JOINING:
        if place and unicodedata.combining(text[place - 1]) == 9:  # behind a virama they say how it is written
            return False
        return text[place - 1 : place].isascii() or (text[place + 1 : place + 2] or " ").isspace() or place == 0
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cs", "Zl", "Zp"):
        return True
    if ord(sign) in _BLANK or 0xE0000 <= ord(sign) < 0xE0100:
        return True
    return (kind == "Cf" and ord(sign) not in _SEEN) or ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF


def unseen_in(text: str) -> list[str]:
    """What is unseen in a text, as U+202E; isolates too, where they are not in pairs on their line."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return []
    found = [f"U+{ord(text[place]):04X}" for place in range(len(text)) if is_unseen(text, place)]
    for line in text.split("\n"):
        depth = 0
        for sign in line:
            depth += (sign == "\u2068") - (sign == "\u2069")
            if not 0 <= depth <= 1:
                return [*found, "isolates that are not in pairs"]
        if depth:
            return [*found, "an isolate without its end"]
    return found
