"""The numbers behind a want as lines to push: from where to where each driver goes, where it is, and where it tips the want.

A want's condition compares two sides; with all else as it is, each driver in it tips it at one number at most. That is found
exactly where the condition is a line in that driver (``g(d) = left - right``), which three of its points tell.
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
"""By how much an arrow key moves a driver whose range is from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Slider(Record):
    """One driver of a want. ``means``: what it measures; ``low``, ``high``, ``step``, ``now``, ``threshold``: decimal texts, the
    last one rounded; ``at``, ``tick``: where now and threshold are, from 0 to 1; ``above``: the want is on above the threshold;
    ``told``: now and the threshold, as a lane says them; ``locked``: the scenario, view or reading sets it."""

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
    """The drivers that tip a condition under some options, those on the side that is told as now first."""
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
