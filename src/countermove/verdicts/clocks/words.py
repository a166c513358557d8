"""Crossings in words: "window is below 0.30", "reward is above risk", "window falls by 0.30 before strain falls by 0.20"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from countermove.presentation.numbers import driver_text
from countermove.presentation.words import listed
from countermove.verdicts.clocks.records import CrossedValue

__all__ = ["crossed_clause", "driver_words", "movement_clause", "passing_clause"]

_SIDES = {-1: "below", 0: "at", 1: "above"}


def driver_words(name: str) -> str:
    """A driver in a sentence."""
    return name.replace("_", " ")


def crossed_clause(crossed: Iterable[CrossedValue], named: Callable[[str], str] = driver_words) -> str:
    """Where drivers are once something is crossed: "window is below 0.30"; *named*: what a driver is called."""
    return listed(_clause(crossing, named) for crossing in crossed)


def _clause(crossing: CrossedValue, named: Callable[[str], str] = driver_words) -> str:
    left, value = _sides(crossing, named)
    side = _SIDES[crossing.after]
    if not crossing.after and len(crossing.terms) > 1 and not crossing.value:
        side = "equal to"  # "reward is at risk" is something else
    return f"{left} is {side} {value}"


def _sides(crossing: CrossedValue, named: Callable[[str], str] = driver_words) -> tuple[str, str]:
    """What is compared with what: one driver with a number, two with each other, or a sum with a number."""
    terms = [(own.driver, own.factor) for own in crossing.terms]
    if len(terms) == 1 and terms[0][1] == 1:
        return named(terms[0][0]), driver_text(crossing.value)
    if len(terms) == 2 and terms[0][1] == 1 and terms[1][1] == -1 and not crossing.value:
        return named(terms[0][0]), named(terms[1][0])
    text = ""
    for name, factor in terms:
        size = "" if abs(factor) == 1 else f"{driver_text(abs(factor))} times "
        sign = (" minus " if factor < 0 else " plus ") if text else ("minus " if factor < 0 else "")
        text += f"{sign}{size}{named(name)}"
    return text, driver_text(crossing.value)


def movement_clause(crossed: Sequence[CrossedValue], now: Mapping[str, Fraction]) -> str:
    """How far drivers have to move from where they are now: "window falls by 0.30"; for several that pass each other, where
    they are then."""
    return listed(_movement(item, now) for item in crossed)


def _movement(crossing: CrossedValue, now: Mapping[str, Fraction]) -> str:
    if len(crossing.terms) != 1:
        return _clause(crossing)
    [own] = crossing.terms
    name, factor = own.driver, own.factor
    way = crossing.value / factor - now[name]
    verb = "rises" if crossing.rises == (factor > 0) else "falls"
    if not way:
        return f"{driver_words(name)} {verb}"
    return f"{driver_words(name)} {verb} by {driver_text(abs(way))}"


def passing_clause(crossed: Iterable[CrossedValue]) -> str:
    """What is crossed, as a movement: "window falls below 0.30"."""
    return listed(map(_passing, crossed))


def _passing(crossing: CrossedValue) -> str:
    left, value = _sides(crossing)
    side = {-1: "below", 0: "to", 1: "above"}[crossing.after]
    return f"{left} {'rises' if crossing.rises else 'falls'} {side} {value}"
