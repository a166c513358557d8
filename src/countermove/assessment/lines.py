"""Where lines end: at LF, at CR LF and at CR, as in YAML 1.2 (chapter 5.4) and as editors count.

libyaml follows YAML 1.1, in which U+0085, U+2028 and U+2029 end a line too: a comment would end, and a key begin, in
the middle of what everybody sees as one line. It is therefore given substitutes for these characters
(``Lines.for_parser``), and its output is translated back (``Lines.read_back``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import filterfalse

from countermove.assessment.problems import Position

__all__ = ["Lines"]

_END = re.compile(r"\r\n?|\n")
_NO_ENDS = "\x85\u2028\u2029"


class Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    @property
    def count(self) -> int:
        """The number of lines; a line end at the very end begins no further one."""
        return len(self._starts) - (self._starts[-1] == len(self.text))

    def place(self, index: int) -> Position:
        """The line and column of the character at *index* (from 0), or of the end."""
        line = bisect_right(self._starts, index)
        return Position(line, index - self._starts[line - 1] + 1)

    @cached_property
    def for_parser(self) -> str:
        """The text for a parser of YAML 1.1, of the same length."""
        return self.text.translate(self._stand_ins)

    def read_back(self, value: str) -> str:
        """A value that the parser read from it, as originally written."""
        return value.translate({new: old for old, new in self._stand_ins.items()}) if self._stand_ins else value

    @cached_property
    def _stand_ins(self) -> dict[int, int]:
        """Private-use characters that the text contains neither literally nor as an escape."""
        present = [ord(character) for character in _NO_ENDS if character in self.text]
        if not present:
            return {}
        written = self.text.casefold()
        free = filterfalse(lambda code: chr(code) in self.text or f"{code:x}" in written, range(0xF0000, 0xFFFFE))
        return dict(zip(present, free, strict=False))
