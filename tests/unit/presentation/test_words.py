from __future__ import annotations

import pytest

from countermove.presentation.words import (
    all_of,
    capital,
    concept_counts,
    concept_name,
    concept_words,
    concept_words_named,
    concepts_words,
    concepts_words_named,
    count,
    listed,
    number,
    out_of,
    plural,
    shortened,
    some_of,
    under_words,
)
from gmcr import CONCEPTS

__all__: list[str] = []


@pytest.mark.parametrize(("value", "text"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (1048576, "1,048,576")])
def test_small_numbers_are_words(value: int, text: str) -> None:
    assert number(value) == text


def test_nouns_follow_their_numbers() -> None:
    assert count(1, "state") == "one state"
    assert count(0, "state") == "no states"
    assert count(2, "actor has", "actors have") == "two actors have"
    assert plural(1, "is", "are") == "is"


def test_all_of_two_is_both() -> None:
    assert [all_of(k, "reading") for k in (2, 3, 32)] == ["both readings", "all three readings", "all 32 readings"]


def test_shares_of_things_are_told_all_in_words_or_all_in_figures() -> None:
    assert [out_of(2, whole, "reading") for whole in (4, 32)] == ["two of four readings", "2 of 32 readings"]
    assert [some_of(k, 2, "claim") for k in range(3)] == [
        "neither of the two claims",
        "one of two claims",
        "both claims",
    ]
    assert [some_of(k, 3, "claim", what="left") for k in (0, 3)] == [
        "none of three claims left",
        "all three claims left",
    ]


def test_lists_end_in_and_and_say_what_they_leave_out() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert shortened(["a", "b", "c"], 3) == "a, b, c"
    assert shortened(["a", "b", "c"], 1) == "a and 2 more"
    assert capital("a b") == "A b"


def test_every_concept_has_a_name_and_says_what_it_counts() -> None:
    assert len({concept_counts(name) for name in CONCEPTS}) == len({concept_name(name) for name in CONCEPTS}) == 5
    assert concept_counts("gmr") == "counts any countermove, even one that hurts its maker"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nash", "looking one step ahead"),
        ("gmr", "fearing any answer"),
        ("smr", "fearing any answer, with a reply of their own"),
        ("seq", "reckoning with answers that pay"),
        ("symseq", "reckoning with answers that pay, with a reply of their own"),
        ("limited:2", "looking two moves ahead"),
        ("maximin:1", "fearing the worst within one move"),
        ("nonmyopic", "looking ahead to the end"),
        ("cgmr", "fearing any answer, together"),
    ],
)
def test_concepts_are_told_in_words(name: str, words: str) -> None:
    assert concept_words(name) == words
    assert concept_words_named(name) == f"{words} ({concept_name(name)})"


def test_every_concept_has_words() -> None:
    assert not [name for name in CONCEPTS if "looking ahead by" in concept_words(name)]


def test_a_list_of_concepts_in_words() -> None:
    assert concepts_words(["nash", "seq"]) == "looking one step ahead and reckoning with answers that pay"
    assert (
        concepts_words(["seq", "symseq"], "or")
        == "reckoning with answers that pay or the same with a reply of their own"
    )
    assert concepts_words(["nash", "symseq"]) == (
        "looking one step ahead and reckoning with answers that pay with a reply of their own"
    )
    assert concepts_words_named(["gmr", "seq", "symseq"]) == (
        "fearing any answer (GMR), reckoning with answers that pay (SEQ) and the same with a reply of their own (symmetric SEQ)"
    )


def test_under_which_concepts() -> None:
    assert under_words(["nash"]) == "with everybody looking one step ahead (Nash)"
    assert under_words(["nash"], ["nash"]) == "with everybody looking one step ahead (Nash)"
    assert under_words(["nash", "seq"], ["nash", "seq"]) == "under every concept"
