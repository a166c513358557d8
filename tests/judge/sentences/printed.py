"""Printed text taken apart: lines that were wrapped joined again, blocks by what they look like. No word of it is read here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Row", "Text", "blocks", "joined", "sentences"]


@dataclass(frozen=True, slots=True)
class Text:
    """What was wrapped, as one line. ``mark``: what stands before it ("- ", "x ", "" …); ``indent``: columns left of it."""

    text: str
    mark: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line in columns, with its parts."""

    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        return "  ".join(self.parts)


def blocks(printed: str, width: int) -> Iterator[list[str]]:
    """The lines of a screen between blank ones."""
    block: list[str] = []
    for line in [*printed.splitlines(), ""]:
        if line.strip():
            block.append(line.rstrip())
        elif block:
            yield block
            block = []


def joined(lines: Sequence[str], width: int) -> list[Text]:
    """Lines that were wrapped, joined: a line goes on where its first word had no room on the one before."""
    found: list[Text] = []
    last = ""
    for line in lines:
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        mark = next((mark for mark in ("- ", "x ", "✗ ", "◐ ", "~ ", "· ", ". ") if bare.startswith(mark)), "")
        first = bare.split(" ", 1)[0]
        before = found[-1] if found else None
        hanging = before is not None and indent == before.indent + len(before.mark)
        named = mark in ("", "x ")  # which may be the name of an option
        if before is not None and named and hanging and len(last) + 1 + len(first) > width:
            found[-1] = Text(f"{before.text} {bare}", before.mark, before.indent)
        else:
            found.append(Text(bare[len(mark) :], mark, indent))
        last = line
    return found


def sentences(text: str) -> list[str]:
    """The pieces of a text after each of which a sentence may end."""
    return re.split(r"(?<=[.?!])\s+(?=[A-Z\"“])", text.strip())
