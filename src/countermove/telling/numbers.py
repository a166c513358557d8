"""Numbers as text, for every medium and question: the only place that writes one."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["decimal_text", "exact_number", "fraction_text", "percent_text", "signed_text", "whole_number"]


def exact_number(value: Fraction) -> str:
    """A decimal where it has a short one, a fraction otherwise: "0.3", "7/15"."""
    short = f"{float(value):.6g}"
    return short if Fraction(short) == value else str(value)


def fraction_text(value: Fraction) -> str:
    """A share or degree as it is best read: "3", "1/2", or three decimals where the fraction is unwieldy."""
    return str(value) if value.denominator <= 64 else f"{float(value):.3f}"


def decimal_text(value: Fraction | float, places: int = 2, *, fixed: bool = False) -> str:
    """A number with so many decimals, none where it is whole and they are not *fixed*, as in a column: "0.50", "1"."""
    return str(int(value)) if value == int(value) and not fixed else f"{float(value):.{places}f}"


def signed_text(value: Fraction | float, places: int = 2) -> str:
    """A difference with its sign and so many decimals: "+0.25", "−1.00"."""
    return f"{float(value):+.{places}f}".replace("-", "−")


def whole_number(value: int) -> str:
    """A count, which may be large: "65,536"."""
    return f"{value:,}"


def percent_text(value: Fraction | float) -> str:
    """A probability in per cent without the sign, with a decimal where it needs one; never 0 or 100 where it is not."""
    shown = f"{100 * float(value):.1f}".removesuffix(".0")
    if shown == "0" and value > 0:
        return "under 0.1"
    return "over 99.9" if shown == "100" and value < 1 else shown
