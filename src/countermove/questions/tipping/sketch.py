"""Drivers as a small picture for terminals: a line each over its range, with what tips where."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from countermove.presentation.blocks import Sketch, SketchRow
from countermove.presentation.exact import tips_text
from countermove.presentation.sketches import rows_sketch
from countermove.verdicts.tipping.lines import DriverLine
from countermove.verdicts.tipping.tips import Tip, Tipping

__all__ = ["lines_sketch"]


def lines_sketch(result: Tipping, tip: Tip, *, what: str = "something") -> Sketch:
    """A line a driver over its range: heavy where the answer differs, a bar at thresholds, a ring at now. *what*: the
    thing that tips."""
    wide = 36
    rows = [
        SketchRow(line.driver.replace("_", " "), _line(line, result.ranges, wide), _tips(line)) for line in tip.lines
    ]
    return rows_sketch(rows, f"Each driver alone: where it tips {what} (heavy: another answer, ring: now)")


def _tips(line: DriverLine) -> str:
    down = None if line.down is None else (line.down.at, not line.down.with_above)
    up = None if line.up is None else (line.up.at, line.up.with_above)
    return tips_text(line.now, down, up)


def _line(line: DriverLine, ranges: Mapping[str, tuple[Fraction, Fraction]], wide: int) -> str:
    low, high = ranges[line.driver]

    def place(value: Fraction) -> int:
        return min(wide - 1, int((value - low) / (high - low) * (wide - 1) + Fraction(1, 2))) if high > low else 0

    now = line.intervals[line.place].answer
    signs = ["─"] * wide
    for part in line.intervals:
        if part.answer != now:
            for k in range(place(part.low), place(part.high) + 1):
                signs[k] = "━"
    for threshold in line.thresholds:
        signs[place(threshold.at)] = "┃"
    signs[place(line.now)] = "○"
    return "".join(signs)
