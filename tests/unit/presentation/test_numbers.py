"""Numbers as text."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

import countermove
from countermove.presentation.numbers import decimal_text, driver_text, percent_text, signed_text, tick_text

__all__: list[str] = []


@pytest.mark.parametrize(
    ("value", "told"),
    [("1/8", "+0.125"), ("-1/8", "−0.125"), ("1/5", "+0.20"), ("1/3", "about +0.33"), ("0.0625", "+0.0625")],
)
def test_offsets_are_exact_or_said_to_be_about(value: str, told: str) -> None:
    assert driver_text(Fraction(value), sign=True) == told
    assert driver_text(Fraction(value)) == told.replace("+", "")


@pytest.mark.parametrize(
    ("value", "fixed", "short", "tick"),
    [
        ("1", "1.00", "1", "1"),
        ("-1/2", "−0.50", "−0.50", "−0.5"),
        ("2/3", "0.67", "0.67", "0.67"),
        ("10", "10.00", "10", "10"),
    ],
)
def test_decimals_have_a_true_minus(value: str, fixed: str, short: str, tick: str) -> None:
    number = Fraction(value)
    assert (decimal_text(number, fixed=True), decimal_text(number), tick_text(number)) == (fixed, short, tick)
    assert signed_text(number) == (fixed if number < 0 else f"+{fixed}")


@pytest.mark.parametrize(
    ("value", "told"),
    [("1/2", "50%"), ("1/8", "12.5%"), ("0", "0%"), ("1/10000", "under 0.1%"), ("9999/10000", "over 99.9%")],
)
def test_a_probability_is_never_rounded_to_what_is_certain(value: str, told: str) -> None:
    assert percent_text(Fraction(value)) == told


def test_a_range_of_shares_has_one_sign() -> None:
    assert percent_text(Fraction(4, 5), Fraction(19, 20)) == "80 to 95%"
    assert percent_text(Fraction(4, 5), Fraction(4, 5)) == "80%"
    assert percent_text(0.1, 0.5, errors=[0.021, 0]) == "10 ± 2.1 to 50%"


def test_no_other_place_writes_the_sign() -> None:
    """English has no space before it."""
    sources = Path(countermove.__file__).parent.rglob("*.py")
    for path in sources:
        if path.name != "numbers.py":
            assert not re.search(r"""\.\d%\}|\} ?%(?!\w)""", path.read_text(encoding="utf-8")), path
