"""Numbers from texts and floats, exactly, and none that would take all memory."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from gmcr.base.arguments import GivenNumber, exactly
from tests.conftest import in_one_test


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (3, Fraction(3)),
        (0.1, Fraction(1, 10)),
        (1e-07, Fraction(1, 10**7)),
        ("0.30", Fraction(3, 10)),
        (" -2.5 ", Fraction(-5, 2)),
        ("1e3", Fraction(1000)),
        ("2/6", Fraction(1, 3)),
        (Decimal("0.7"), Fraction(7, 10)),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_numbers(given: GivenNumber, expected: Fraction) -> None:
    assert exactly(given) == expected


@in_one_test(
    "given",
    [
        *(True, None, [], "", "x", "1/0", "1/x", "nan", "inf", float("nan"), float("inf"), Decimal("Infinity")),
        *("1e101", "1e-101", "1e999999999", Decimal("1e999999999"), 1e300, "0" * 41),
    ],
)
def test_what_is_no_number_or_of_no_reasonable_size(given: object) -> None:
    with pytest.raises(ValueError, match=r"number|finite"):
        exactly(given)  # type: ignore[arg-type]
