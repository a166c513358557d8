"""Words and intervals: the published tables, the rule at shared ends, the gaps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove.likelihood import (
    ACCEPTED,
    SAID,
    SCALES,
    WORDS,
    Naming,
    interval,
    name_of,
    scale,
    scale_of,
    span_of,
    step_word,
)
from countermove.presentation.likelihoods import chance_text
from gmcr.base.errors import UnknownName

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


@pytest.mark.parametrize(
    ("said", "icd203", "phia"),
    [
        ("almost certainly", (95, 99), (95, 100)),
        ("most likely", (80, 95), (80, 90)),
        ("in all probability", (80, 95), (80, 90)),
        ("probably", (55, 80), (55, 75)),
        ("more likely than not", (55, 80), (55, 75)),
        ("even chance", (45, 55), (40, 50)),
        ("less likely", (20, 45), (25, 35)),
        ("little chance", (5, 20), (10, 20)),
        ("next to no chance", (1, 5), (0, 5)),
    ],
)
def test_what_is_said_instead_of_a_word_stands_for_a_step_of_the_files_scale(
    said: str, icd203: tuple[int, int], phia: tuple[int, int]
) -> None:
    assert span_of(said, "icd203") == tuple(map(percent, icd203))
    assert span_of(said, "phia") == tuple(map(percent, phia))


def test_each_is_told_with_the_word_that_it_counts_as() -> None:
    assert chance_text("most likely", "icd203") == "80 to 95% (most likely, counted as very likely)"
    assert chance_text("most likely", "phia") == "80 to 90% (most likely, counted as highly likely)"
    assert chance_text("very likely", "icd203") == "80 to 95% (very likely)"


def test_none_of_them_is_a_word_of_a_scale_and_all_are_accepted() -> None:
    assert not SAID.keys() & WORDS
    assert set(ACCEPTED) == WORDS | SAID.keys()
    for name in SCALES:
        words = {word for step in scale(name).steps for word in step.words}
        assert {step_word(said, name) for said in SAID} <= words


def test_errors_name_the_nearest() -> None:
    with pytest.raises(UnknownName, match="very likely"):
        interval("very likly")
    with pytest.raises(UnknownName, match="icd203"):
        scale("icd204")
    with pytest.raises(ValueError, match="between 0 and 1"):
        name_of(Fraction(3, 2))
