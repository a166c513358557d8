"""Krippendorff's alpha against what its author worked out, against its definition pair by pair, and against its properties.

The worked examples are those of K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A, B and C: their
coincidences are printed there, so the fractions follow exactly.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

import pytest

from countermove.questions.compare.sides import Alpha, alpha_of, counts_of
from tests.conftest import in_one_test

Row = Sequence[str | None]


def of(*coders: str) -> Alpha:
    """Agreement among coders, each a line of values; a dot is a missing one."""
    rows = [
        [None if value == "." else value for value in unit]
        for unit in zip(*(line.split() for line in coders), strict=True)
    ]
    return alpha_of([counts_of(rows)])


@pytest.mark.parametrize(
    ("coders", "published", "exact", "units"),
    [
        # Section A: binary, two observers. o = 10, 4; 4, 2.
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), "0.095", Fraction(2, 21), 10),
        # Section B: nominal, two observers.
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), "0.692", Fraction(155, 224), 12),
        # Section C: any number of observers, and missing values.
        (
            (
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ),
            "0.743",
            Fraction(113, 152),
            11,
        ),
    ],
)
def test_it_is_what_was_published(coders: tuple[str, ...], published: str, exact: Fraction, units: int) -> None:
    found = of(*coders)
    assert found.alpha == exact
    assert f"{float(exact):.3f}" == published
    assert found.units == units


def naive(rows: Sequence[Row]) -> Fraction | None:
    """One less the share of disagreeing pairs within units (each counted as 1/(m - 1)) over that of all pairs of values."""
    kept = [[value for value in row if value is not None] for row in rows]
    kept = [row for row in kept if len(row) > 1]
    values = [value for row in kept for value in row]
    if not values:
        return None
    observed = sum(
        (Fraction(int(a != b), len(row) - 1) for row in kept for a, b in permutations(row, 2)), Fraction(0)
    ) / len(values)
    expected = Fraction(sum(a != b for a, b in permutations(values, 2)), len(values) * (len(values) - 1))
    return None if not expected else 1 - observed / expected


@in_one_test("seed", range(60))
def test_it_is_the_share_of_pairs_that_disagree(seed: int) -> None:
    rng = random.Random(seed)
    coders, values = rng.randint(2, 7), "abcde"[: rng.randint(1, 5)]
    rows = [
        [rng.choice(values) if rng.random() < 0.8 else None for _ in range(coders)] for _ in range(rng.randint(1, 25))
    ]
    counts = counts_of(rows)
    cut = rng.randint(0, len(rows))
    found = alpha_of([counts])
    assert found.alpha == naive(rows)
    assert alpha_of([counts[:cut], counts[cut:]]) == found, "in pieces as in one"
    judged = [[value for value in row if value is not None] for row in rows]
    assert found.units == sum(len(row) > 1 for row in judged)
    assert found.agreed == sum(len(row) > 1 and len(set(row)) == 1 for row in judged)


def test_all_agreeing_is_one_and_no_variety_is_nothing() -> None:
    assert of("a b a", "a b a", "a b .").alpha == 1
    assert of("a a a", "a a a") == Alpha(3, 3, None)
    assert of("a . b", ". b .") == Alpha(0, 0, None)
    assert alpha_of([]) == Alpha(0, 0, None)
    assert of("a b", "b a").alpha == Fraction(-1, 2)
