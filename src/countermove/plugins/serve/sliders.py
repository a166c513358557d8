"""The numbers behind a want as sliders: the range of each driver, its value, and where it tips the want.

A want's condition compares two sides; with all else as it is, each driver in it tips it at one number at most. That
number is found exactly if the condition is linear in that driver (``g(d) = left - right``), which three of its points
show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from countermove.inquiry.number_switches import compared_drivers, driver_switch
from countermove.presentation.numbers import exact_number
from countermove.questions.lanes.text import switch_text
from gmcr.base.summary import Record
from gmcr.logic import Compare, Formula

__all__ = ["STEP", "Slider", "sliders_of"]

STEP = Fraction(1, 100)
"""The step of an arrow key for a driver whose range is from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Slider(Record):
    """One driver of a want. ``means``: what it measures; ``low``, ``high``, ``step``, ``now``, ``threshold``: decimal
    texts, the last one rounded; ``at``, ``tick``: positions of the value and of the threshold, from 0 to 1; ``above``:
    the want is on above the threshold; ``told``: both in the words of a lane; ``locked``: the scenario, view or reading
    sets it."""

    driver: str
    means: str
    low: str
    high: str
    step: str
    now: str
    threshold: str
    at: float
    tick: float
    above: bool
    told: str
    locked: bool

    @property
    def named(self) -> str:
        """The driver's name as words."""
        return self.driver.replace("_", " ")


def sliders_of(
    condition: Formula | None,
    options: Mapping[str, bool],
    drivers: Mapping[str, Fraction],
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    means: Mapping[str, str],
    locked: frozenset[str] = frozenset(),
) -> Iterator[Slider]:
    """The drivers that tip a condition under some options, first those on the side that is worded as the value."""
    if not isinstance(condition, Compare) or condition.op in ("==", "!="):
        return
    for name in compared_drivers(condition, drivers):
        switch = driver_switch(condition, name, options, drivers, ranges[name])
        if switch is None:
            continue
        low, high = ranges[name]
        span = (high - low) or Fraction(1)
        yield Slider(
            driver=name,
            means=means.get(name, "") or name.replace("_", " "),
            low=exact_number(low),
            high=exact_number(high),
            step=exact_number(STEP * span),
            now=exact_number(switch.now),
            threshold=f"{float(switch.threshold):.6g}",
            at=float((switch.now - low) / span),
            tick=float((switch.threshold - low) / span),
            above=switch.above,
            told=switch_text(switch),
            locked=name in locked,
        )
