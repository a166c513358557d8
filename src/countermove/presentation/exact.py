"""Numbers, intervals and relations of drivers in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from countermove.context.relations import WordedComparison
from countermove.presentation.numbers import driver_text, plain_number
from countermove.presentation.words import listed
from gmcr.analysis import Stretch

__all__ = ["move_text", "relation_text", "relations_text", "stretch_text", "tips_text"]


def stretch_text(
    driver: str, part: Stretch, low: Fraction, high: Fraction, *, text: Callable[[Fraction], str] = plain_number
) -> str:
    """An interval of a driver whose range is *low* to *high*: "reward < 0.7". *text* formats a number."""
    if part.low == part.high:
        return f"{driver} = {text(part.low)}"
    below = f"{'<=' if part.with_high else '<'} {text(part.high)}"
    if part.low == low and part.with_low:
        return f"any {driver}" if part.high == high and part.with_high else f"{driver} {below}"
    if part.high == high and part.with_high:
        return f"{driver} {'>=' if part.with_low else '>'} {text(part.low)}"
    return f"{text(part.low)} {'<=' if part.with_low else '<'} {driver} {below}"


def move_text(driver: str, now: Fraction, goal: Fraction, *, beyond: int = 0) -> str:
    """A driver moved from its present value: "window from 0.6 to below 0.3". *beyond*: to the number (0), above (1),
    below (-1)."""
    side = {-1: "below ", 0: "", 1: "above "}[beyond]
    return f"{driver} from {plain_number(now)} to {side}{plain_number(goal)}"


def tips_text(now: Fraction, below: tuple[Fraction, bool] | None, above: tuple[Fraction, bool] | None) -> str:
    """The present value and the nearest values at which something tips, each with whether it tips there itself: "0.60,
    tips below 0.30 or from 0.80"."""
    sides = []
    if below is not None:
        sides.append(f"{'at or below' if below[1] else 'below'} {driver_text(below[0])}")
    if above is not None:
        sides.append(f"{'from' if above[1] else 'above'} {driver_text(above[0])}")
    return f"{driver_text(now)}, tips {' or '.join(sides)}" if sides else f"{driver_text(now)}, tips nothing alone"


def relation_text(relation: WordedComparison) -> str:
    """A relation with the options under which it applies: "shared_now > rivalry (with dprk.test on)"."""
    if not relation.where:
        return relation.text
    settings = listed(f"{option} {'on' if on else 'off'}" for option, on in relation.where)
    return f"{relation.text} (with {settings})"


def relations_text(relations: Iterable[WordedComparison]) -> str:
    """Relations that hold together, as a list."""
    return listed(map(relation_text, relations))
