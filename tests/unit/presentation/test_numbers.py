"""Numbers as text."""

from __future__ import annotations

from fractions import Fraction

import pytest

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
    [("1/2", "50"), ("1/8", "12.5"), ("0", "0"), ("1/10000", "under 0.1"), ("9999/10000", "over 99.9")],
)
def test_a_probability_is_never_rounded_to_what_is_certain(value: str, told: str) -> None:
    assert percent_text(Fraction(value)) == told
