"""Numbers as text, for every medium and question; nothing else writes one.

Comparisons with typographic signs.

Comparisons of numbers in words.

Numbers, intervals and relations of drivers in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest

from countermove.context.relations import WordedComparison
from countermove.presentation.words import listed
from gmcr.analysis import Stretch
from gmcr.logic import Compare, Formula, Number

__all__ = [
    "LONG",
    "compared_text",
    "decimal_text",
    "digits_text",
    "driver_text",
    "duration_text",
    "exact_number",
    "fraction_text",
    "move_text",
    "percent_text",
    "plain_number",
    "price_text",
    "rarity_text",
    "relation_text",
    "relations_text",
    "signed",
    "signed_text",
    "size_text",
    "stretch_text",
    "tick_text",
    "tips_text",
    "whole_number",
]


LONG = 10**15
"""Counts from here on show their order of magnitude."""


def digits_text(value: Fraction | int) -> str:
    """A number exactly, in however many digits (``str`` stops at 4,300): "720", "1/2"."""
    number, below = (str(Decimal(part)) for part in (value.numerator, value.denominator))
    return number if below == "1" else f"{number}/{below}"


def exact_number(value: Fraction) -> str:
    """A short decimal if there is one, otherwise a fraction: "0.3", "7/15"."""
    short = f"{float(value):.6g}"
    return short if Fraction(short) == value else str(value)


def plain_number(value: Fraction) -> str:
    """A short decimal if there is one, otherwise an approximation: "0.3", "about 0.47"."""
    exact = exact_number(value)
    return driver_text(value) if "/" in exact else exact


def fraction_text(value: Fraction) -> str:
    """A share or degree in its most readable form: "3", "1/2", or three decimals if the fraction is unwieldy."""
    return str(value) if value.denominator <= 64 else f"{float(value):.3f}"


def price_text(value: Fraction) -> str:
    """A cost in its most readable form: "3", "6.5", "1/3", or three decimals if the fraction is unwieldy."""
    exact = exact_number(value)
    return fraction_text(value) if "/" in exact else exact


def size_text(value: int) -> str:
    """A count, or its order of magnitude: "384", "about 10^17"."""
    return f"{value:,}" if value < LONG else f"about 10^{_magnitude(value)}"


def rarity_text(value: Fraction) -> str:
    """A share, however small: "none", "1/3 (33.3%)", "one in 2,048", "all"."""
    if value.denominator <= 1000:
        if value in (0, 1):
            return "all" if value else "none"
        return f"{value} ({percent_text(value)})"
    if value >= Fraction(1, 1000):
        return percent_text(value)
    one_in = round(1 / value)
    about = "" if value.numerator == 1 and one_in < LONG else "about "
    return f"{about}one in {one_in:,}" if one_in < LONG else f"{about}one in 10^{_magnitude(one_in)}"


def _magnitude(value: int) -> int:
    """The number of decimal digits less one, without writing out a long number."""
    low: int = int((value.bit_length() - 1) * 0.30102999566398)
    return low + 1 if value >= 10 ** (low + 1) else low


def decimal_text(value: Fraction | float, places: int = 2, *, fixed: bool = False) -> str:
    """A number with *places* decimals; none if it is whole, unless *fixed*, as in a column: "0.50", "1"."""
    return _minus(str(int(value)) if value == int(value) and not fixed else f"{float(value):.{places}f}")


def driver_text(value: Fraction, *, sign: bool = False) -> str:
    """A driver's value or a threshold: two decimals if they are exact, otherwise three or four; "about" and two if it
    has more. *sign*: with its sign even above 0, for an offset."""
    places = next((count for count in (2, 3, 4) if (value * 10**count).denominator == 1), 0)
    text = _minus(f"{float(value):{'+' if sign else ''}.{places or 2}f}")
    return text if places else f"about {text}"


def tick_text(value: Fraction | float, places: int = 2) -> str:
    """A number on a scale, with the decimals that it needs, at most *places*: "0.5", "−1"."""
    return _minus(f"{float(value):.{places}f}".rstrip("0").rstrip("."))


def signed_text(value: Fraction | float, places: int = 2) -> str:
    """A difference with its sign and *places* decimals: "+0.25", "−1.00"."""
    return _minus(f"{float(value):+.{places}f}")


def _minus(text: str) -> str:
    return text.replace("-", "−")


def whole_number(value: int) -> str:
    """A count, which may be large: "65,536"."""
    return f"{value:,}"


def percent_text(*values: Fraction | float, errors: Sequence[float] = ()) -> str:
    """A share in per cent, or the ends of a range, each with its standard error if it has one: "6.1%", "80 to 95%",
    "10 ± 2.1 to 50 ± 3.5%". No other place writes the sign."""
    pairs = zip_longest(values, errors, fillvalue=0)
    ends = (f"{_hundredths(value)} ± {100 * error:.1f}" if error else _hundredths(value) for value, error in pairs)
    return f"{' to '.join(dict.fromkeys(ends))}%"


def _hundredths(value: Fraction | float) -> str:
    """A decimal if it needs one; 0 and 100 only if exact."""
    shown = f"{100 * float(value):.1f}".removesuffix(".0")
    if shown == "0" and value > 0:
        return "under 0.1"
    return "over 99.9" if shown == "100" and value < 1 else shown


def duration_text(seconds: float) -> str:
    """An approximate time: "40 seconds", "4 minutes", "1 hour", "3 days"."""
    size, unit = next((pair for pair in _UNITS if seconds >= 1.5 * pair[0]), _UNITS[-1])
    amount = max(1, round(seconds / size))
    return f"{amount:,} {unit}{'' if amount == 1 else 's'}"


_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


_OPS = {"<=": "≤", ">=": "≥", "!=": "≠", " - ": " − "}


def signed(text: str) -> str:
    """A text with each comparison as a single sign, and true minus signs."""
    for written, sign in _OPS.items():
        text = text.replace(written, sign)
    return text


_WORDS: Mapping[str, str] = {
    "<": "below",
    "<=": "at most",
    ">": "above",
    ">=": "at least",
    "==": "exactly",
    "!=": "other than",
    "=": "exactly",
}


def compared_text(compared: Compare, bare: Callable[[Formula], str]) -> str:
    """A comparison as a clause: "window is at least 0.30". *bare* writes those sides that are not numbers."""
    left, right = (_side(item, bare) for item in (compared.left, compared.right))
    return f"{left} is {_WORDS[compared.op]} {right}"


def _side(formula: Formula, bare: Callable[[Formula], str]) -> str:
    """A side in words: "d1 minus 0.2 times d2". A line starting with a minus sign would read as a list item."""
    if isinstance(formula, Number):
        return driver_text(formula.value)
    text = bare(formula).replace("_", " ")
    for sign, word in ((" * ", " times "), (" + ", " plus "), (" - ", " minus ")):
        text = text.replace(sign, word)
    return text


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
