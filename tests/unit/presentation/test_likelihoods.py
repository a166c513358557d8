"""Chances in words and numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from countermove.likelihood import SCALES, scale
from countermove.presentation.likelihoods import chance_text
from countermove.reports.report.evidence import ladder_table

__all__: list[str] = []

F = Fraction


@pytest.mark.parametrize(
    ("chance", "name", "told"),
    [
        (None, "icd203", "no chance stated"),
        (F(7, 10), "icd203", "70% (likely)"),
        (F(1, 1000), "icd203", "0.1% (below the scale)"),
        (F(77, 100), "phia", "77% (nearest word: likely)"),
        ("likely", "icd203", "55 to 80% (likely)"),
        ("likely", "phia", "55 to 75% (likely)"),
        ("remote chance", "icd203", "0 to 5% (remote chance)"),
        ((F(8, 10), F(95, 100)), "icd203", "80 to 95% (very likely)"),
        ((F(6, 10), F(7, 10)), "icd203", "60 to 70% (likely)"),
        ((F(2, 10), F(8, 10)), "icd203", "20 to 80% (wider than any word of the scale)"),
    ],
)
def test_a_chance_has_its_number_and_its_word(chance: Fraction | None, name: str, told: str) -> None:
    assert chance_text(chance, name) == told


@pytest.mark.parametrize("name", SCALES)
def test_the_ladder_lists_every_step_most_likely_first(name: str) -> None:
    table = ladder_table(name)
    assert [row[0] for row in table.rows] == [" or ".join(step.words) for step in reversed(scale(name).steps)]
    assert table.rows[0][1].startswith("95 to ")
