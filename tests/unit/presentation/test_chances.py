from __future__ import annotations

from fractions import Fraction

import pytest

from countermove.inquiry.draws import Chance, share_of
from countermove.presentation.chances import range_words

__all__: list[str] = []


def test_a_share_has_the_standard_error_of_a_binomial() -> None:
    found = share_of(20, 100)  # √(0.2 · 0.8 / 100)
    assert (found.value, found.draws) == (0.2, 100)
    assert found.error == pytest.approx(0.04)
    assert share_of(1, 3, exact=True).value == Fraction(1, 3)


def drawn(value: float) -> Chance:
    return share_of(round(200 * value), 200)


@pytest.mark.parametrize(
    ("chances", "told"),
    [
        ([Chance(Fraction(61, 1000)), drawn(0.005)], "0.5 ± 0.5 to 6.1%"),
        ([drawn(0.1), drawn(0.5)], "10 ± 2.1 to 50 ± 3.5%"),
        ([drawn(0.0), Chance(Fraction(1, 16))], "0 to 6.2%"),
        ([Chance(Fraction(10001, 100000)), drawn(0.1)], "10 ± 2.1%"),
        ([None], "undefined"),
    ],
)
def test_each_end_of_a_range_has_its_own_error(chances: list[Chance | None], told: str) -> None:
    assert range_words(chances) == told
