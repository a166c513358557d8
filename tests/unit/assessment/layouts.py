"""Assessments written in many layouts: block and flow style, JSON, quotes, comments in every place, and line ends."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

__all__ = ["laid_out"]


class _Plain(json.JSONEncoder):
    """Writes Decimals as plain numbers."""

    def default(self, o: Any) -> Any:
        return float(o) if isinstance(o, Decimal) else dict(o)


def laid_out(document: Mapping[str, Any], rng: random.Random) -> str:
    """The document in one layout, as the generator chooses."""
    if rng.random() < 0.1:
        return json.dumps(document, cls=_Plain, indent=rng.choice([None, 1, 4]), ensure_ascii=rng.random() < 0.5)
    lines = list(_Writer(rng).block(document, 0))
    end = rng.choice(["\n", "\n", "\r\n", "\r"])
    return end.join([*lines, *([""] if rng.random() < 0.9 else [])])


class _Writer:
    """Writes plain data; how, is chosen for each value."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.count = rng, 0
        self.open = False  # whether a text goes on with each line that is indented deeper
        self.remarks, self.flow = rng.choice([0.0, 0.2, 0.5]), rng.choice([0.0, 0.1, 0.4])

    def remark(self) -> str:
        self.count += 1
        return f"#{self.rng.choice(['', ' ', chr(9)])}r{self.count}: [it's, {{so}}] - \""

    def behind(self) -> str:
        return self.rng.choice([" ", "   ", "\t"]) + self.remark() if self.rng.random() < self.remarks else ""

    def between(self, indent: int) -> Iterator[str]:
        """What may stand on lines of its own before an entry."""
        if self.rng.random() < self.remarks / 4:
            yield self.rng.choice(["", "  "])
        while self.rng.random() < self.remarks / 2:
            deeper = self.rng.choice([0, 0, -indent, 4])
            yield " " * (indent + min(deeper, 0 if self.open else 4)) + self.remark()
        if self.rng.random() < self.remarks / 8:
            yield ""

    def block(self, data: Any, indent: int) -> Iterator[str]:
        """The lines of a mapping or a list in block style."""
        pad = " " * indent
        if isinstance(data, Mapping):
            for key, value in data.items():
                yield from self.between(indent)
                yield from self.entry(f"{pad}{key}:", value, indent)
            return
        for value in data:
            yield from self.between(indent)
            if isinstance(value, Mapping) and value and self.rng.random() > self.flow:
                first, *rest = [line for line in self.block(value, indent + 2) if line.strip()]
                if first.lstrip()[0] != "#":
                    yield f"{pad}- {first.lstrip()}"
                    yield from rest
                else:
                    yield from (f"{pad}-", first, *rest)
            else:
                yield from self.entry(f"{pad}-", value, indent)

    def entry(self, begun: str, value: Any, indent: int) -> Iterator[str]:
        """A key or a dash and its value."""
        self.open = False
        space = self.rng.choice([" ", " ", "  ", "\t"]) if begun[-1] == ":" else " "
        if isinstance(value, (Mapping, list)) and value and self.rng.random() > self.flow:
            yield begun + self.behind().replace(chr(9), " ", begun[-1] == "-")
            yield from self.block(value, indent + self.rng.choice([1, 2, 4]))
        elif isinstance(value, list) and value and self.rng.random() < 0.5:
            yield from self.spread(begun, value, indent)
        elif isinstance(value, str) and value.count(" ") > 1 and self.rng.random() < 0.3:
            yield from self.long(f"{begun}{space}", value, " " * (indent + 2))
        else:
            yield f"{begun}{space}{self.inline(value)}{self.behind()}"

    def spread(self, begun: str, value: list[Any], indent: int) -> Iterator[str]:
        """A list in brackets, a line an entry."""
        pad = " " * (indent + 2)
        yield f"{begun} ["
        for place, item in enumerate(value):
            yield from self.between(indent + 2)
            comma = "," if place < len(value) - 1 or self.rng.random() < 0.3 else ""
            yield f"{pad}{self.inline(item)}{comma}{self.behind()}"
        yield f"{pad}]{self.behind()}"

    def long(self, begun: str, value: str, pad: str) -> Iterator[str]:
        """A text on two lines."""
        words = value.split(" ")
        one, two = " ".join(words[:2]), " ".join(words[2:])
        style = self.rng.choice([">", ">-", ">+", "|", "plain", "'"])
        if style == "plain" and ": " not in value and " #" not in value and words[2][:1] not in "#":
            yield from (begun + one, f"{pad}{two}{self.behind()}")
        elif style == "'":
            yield from (f"{begun}'{one}".replace("\t", " "), f"{pad}{two}'{self.behind()}")
        else:
            self.open = True
            yield from (f"{begun}{style[:2] if style != 'plain' else '>'}{self.behind()}", pad + one, pad + two)

    def inline(self, value: Any) -> str:
        """A value on one line."""
        if isinstance(value, Mapping):
            return "{" + ", ".join(f"{key}: {self.inline(item)}" for key, item in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.inline, value)) + "]"
        if isinstance(value, str):
            return self.text(value)
        return str(value).lower() if isinstance(value, bool) else str(value)

    def text(self, value: str) -> str:
        style = self.rng.choice(["'", '"', "", "", ""])
        if style == "'":
            return "'" + value.replace("'", "''") + "'"
        plain = value and value.replace(".", "").replace("_", "").replace(" ", "").replace("-", "").isalnum()
        return json.dumps(value, ensure_ascii=False) if style or not plain or value[0] in "-0123456789." else value
