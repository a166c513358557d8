"""Small pictures of letters and blocks, for terminals: ladders, grids, strips, bars and lines.

Every sketch is made twice, in Unicode and in ASCII, with equal numbers of columns, and fits 80 of them. What it shows can be
read without its signs too: a number or a word stands beside each row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from countermove.questions.check.found import ClaimVerdict
from countermove.questions.check.verdicts import cells_text
from countermove.questions.tipping.found import Tip, Tipping
from countermove.questions.tipping.lines import Line
from countermove.questions.wants.found import LaddersRecord
from countermove.telling.blocks import Sketch
from countermove.telling.escaping import cleaned
from countermove.telling.exact import exact_number
from countermove.telling.words import concept_name

__all__ = ["WIDTH", "grid_sketch", "ladders_sketch", "lines_sketch", "strips_sketch"]

WIDTH = 80
"""Columns of a sketch, at most."""

_CELLS = 48
"""Readings that are shown one by one, at most; more become shares."""

_NAME = 18

_ASCII = str.maketrans({"█": "#", "▒": "+", "·": ".", "●": "*", "○": "o", "━": "=", "─": "-", "┃": "|"})


def _sketch(lines: Sequence[str], caption: str) -> Sketch:
    return Sketch(tuple(lines), tuple(_plain(line) for line in lines), caption)


def _plain(line: str) -> str:
    return line.translate(_ASCII)


def _fitted(text: str, width: int) -> str:
    """A name in so many columns; letters of East Asia take two, marks on letters none."""
    shown = cleaned(text)
    if sum(map(_columns, shown)) > width:
        kept, taken = "", 2
        for letter in shown:
            taken += _columns(letter)
            if taken > width:
                break
            kept += letter
        shown = f"{kept}.."
    return shown + " " * (width - sum(map(_columns, shown)))


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


# -- wants -------------------------------------------------------------------------------------------------------------


def ladders_sketch(record: LaddersRecord) -> Sketch:
    """Each actor's wants in order, filled where met at the start; in brackets those that the game has not."""
    lines = []
    for row in record.actors:
        name = _fitted(record.glossary.actors[row.actor], _NAME)
        met = f"{row.met} of {row.present} met"
        rungs = [f"({item.id})" if item.dropped else f"{'●' if item.met else '○'}{item.id}" for item in row.rungs]
        for place, part in enumerate(_wrapped(rungs, WIDTH - _NAME - len(met) - 3)):
            lines.append(
                f"{name if not place else ' ' * _NAME} {part:<{WIDTH - _NAME - len(met) - 3}}  {'' if place else met}"
            )
    dropped = any(item.dropped for row in record.actors for item in row.rungs)
    signs = "filled: met; in brackets: dropped" if dropped else "filled: met at the start"
    return _sketch([line.rstrip() for line in lines], f"What each actor wants, most important first ({signs})")


def _wrapped(words: Sequence[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


# -- readings and concepts ---------------------------------------------------------------------------------------------


def grid_sketch(values: NDArray[np.int8], concepts: Sequence[str], caption: str) -> Sketch | None:
    """A table (readings, concepts), a row a concept and a column a reading; None with one reading."""
    if values.shape[0] < 2:
        return None
    lines = []
    for place, concept in enumerate(concepts):
        column = values[:, place]
        cells = _cells(column) if column.size <= _CELLS else _share(column)
        lines.append(f"{_fitted(concept_name(concept), _NAME)} {cells}  {_counted(column)}")
    return _sketch(lines, caption)


def _cells(column: NDArray[np.int8]) -> str:
    return "".join({1: "█", 0: "·", -1: "?"}[value] for value in column.tolist())


def _share(column: NDArray[np.int8]) -> str:
    defined = int((column != -1).sum())
    filled = round(32 * int((column == 1).sum()) / defined) if defined else 0
    return "█" * filled + "·" * (32 - filled)


def _counted(column: NDArray[np.int8]) -> str:
    return f"{int((column == 1).sum()):,} of {int((column != -1).sum()):,}"


def strips_sketch(claims: Sequence[ClaimVerdict]) -> Sketch | None:
    """A row a claim and a column a reading: filled where it holds under every concept, half where under some; None with
    one reading, or more than fit."""
    if not claims or not 1 < claims[0].values.shape[0] <= _CELLS:
        return None
    wide = max(len(claim.id) for claim in claims)
    lines = [f"{claim.id:<{wide}} {_strip(claim.values)}  {cells_text(claim)}" for claim in claims]
    return _sketch(
        lines,
        "Where each claim holds, a column a reading (full: under every concept, half: under some, dot: under none)",
    )


def _strip(values: NDArray[np.int8]) -> str:
    signs = []
    for row in values.tolist():
        defined = [value for value in row if value != -1]
        signs.append("?" if not defined else "█" if all(defined) else "▒" if any(defined) else "·")
    return "".join(signs)


# -- drivers -----------------------------------------------------------------------------------------------------------


def lines_sketch(found: Tipping, tip: Tip, *, what: str = "something") -> Sketch:
    """A line a driver over its range: heavy where the answer is another, a bar at thresholds, a ring at now. *what*: the
    thing that tips."""
    wide = 36
    lines = [
        f"{_fitted(line.driver, _NAME)} {_line(line, found.ranges, wide)}  {_tips(line)}"[:WIDTH] for line in tip.lines
    ]
    return _sketch(lines, f"Each driver alone: where it tips {what} (heavy: another answer, ring: now)")


def _tips(line: Line) -> str:
    told = []
    if line.down is not None:
        told.append(f"{'<' if line.down.with_above else '<='} {exact_number(line.down.at)}")
    if line.up is not None:
        told.append(f"{'>=' if line.up.with_above else '>'} {exact_number(line.up.at)}")
    return f"{' or '.join(told)} (now {exact_number(line.now)})" if told else "not alone"


def _line(line: Line, ranges: Mapping[str, tuple[Fraction, Fraction]], wide: int) -> str:
    low, high = ranges[line.driver]

    def place(value: Fraction) -> int:
        return min(wide - 1, int((value - low) / (high - low) * (wide - 1) + Fraction(1, 2))) if high > low else 0

    now = line.intervals[line.place].answer
    signs = ["─"] * wide
    for part in line.intervals:
        if part.answer != now:
            for k in range(place(part.stretch.low), place(part.stretch.high) + 1):
                signs[k] = "━"
    for threshold in line.thresholds:
        signs[place(threshold.at)] = "┃"
    signs[place(line.now)] = "○"
    return "".join(signs)
