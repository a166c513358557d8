"""Words and intervals: the published tables, the rule at shared ends, the gaps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove.errors import UnknownName
from countermove.likelihood import SCALES, Naming, interval, name_of, scale, scale_of

PROBABILITIES = st.fractions(0, 1, max_denominator=1000)


def percent(number: int) -> Fraction:
    return Fraction(number, 100)


@pytest.mark.parametrize(
    ("word", "low", "high"),
    [
        ("almost no chance", 1, 5),
        ("highly improbable", 5, 20),
        ("unlikely", 20, 45),
        ("roughly even odds", 45, 55),
        ("likely", 55, 80),
        ("very likely", 80, 95),
        ("nearly certain", 95, 99),
    ],
)
def test_icd_203_has_seven_steps_in_two_rows(word: str, low: int, high: int) -> None:
    assert interval(word) == (percent(low), percent(high))


def test_phia_has_gaps_and_a_number_in_a_gap_is_marked() -> None:
    assert interval("realistic possibility", "phia") == (percent(40), percent(50))
    assert name_of(percent(52), "phia") == Naming("realistic possibility", exact=False)
    assert name_of(percent(54), "phia") == Naming("likely", exact=False)
    assert name_of(percent(60), "phia") == Naming("likely", exact=True)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (5, "almost no chance"),
        (20, "very unlikely"),
        (45, "unlikely"),
        (55, "likely"),
        (80, "very likely"),
        (95, "almost certain"),
    ],
)
def test_a_shared_end_belongs_to_the_step_further_from_even_odds(number: int, word: str) -> None:
    assert name_of(percent(number)) == Naming(word, exact=True)


def test_what_is_certain_or_impossible_has_no_word() -> None:
    assert name_of(Fraction(0)) is None
    assert name_of(Fraction(1)) is None
    assert name_of(Fraction(1, 200)) is None


@given(PROBABILITIES)
def test_icd_203_mirrors(probability: Fraction) -> None:
    steps = scale("icd203").steps
    places = {word: k for k, step in enumerate(steps) for word in step.words}
    here, there = name_of(probability), name_of(1 - probability)
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert places[here.word] == len(steps) - 1 - places[there.word]


@given(PROBABILITIES, st.sampled_from(SCALES))
def test_a_word_s_interval_holds_the_numbers_that_get_it_exactly(probability: Fraction, name: str) -> None:
    found = name_of(probability, name)
    if found is not None:
        low, high = interval(found.word, name)
        assert (low <= probability <= high) == found.exact


def test_the_scale_is_the_files_or_icd_203() -> None:
    assert scale_of("phia") == "phia"
    assert scale_of({"high": Fraction(9, 10)}) == scale_of(None) == "icd203"


def test_errors_name_the_nearest() -> None:
    with pytest.raises(UnknownName, match="very likely"):
        interval("very likly")
    with pytest.raises(UnknownName, match="icd203"):
        scale("icd204")
    with pytest.raises(ValueError, match="between 0 and 1"):
        name_of(Fraction(3, 2))
