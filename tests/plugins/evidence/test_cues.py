"""Cues: what each table finds, what it does not, and how its patterns are read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermove.likelihood import WORDS
from countermove.plugins.evidence.documents.cues import KINDS, LADDER, NOT, TABLES, cues_in, pattern_of
from tests.conftest import in_one_test

__all__: list[str] = []


def kinds(text: str) -> set[str]:
    return {cue.kind for cue in cues_in(text)}


FOUND = {
    "If the Union pays, Bellmark patrols.": {"conditional"},
    "Things would look different had the League paid.": {"conditional", "forecast"},
    "I wonder if it pays.": {"question"},
    "Ms. May and Mr. Will met.": set(),
    "He left, Hope stayed, and “May he come” was sung.": {"hedge"},
    "I believe it.": {"hedge"},
    "2. Because it rains.": {"mechanism"},
    "► If it rains.": {"conditional"},
    "Arvia’s council may well reopen it.": {"hedge"},
    "In Arvia's view the patrols are a show.": {"reported"},
    "It wants its market back.": {"preference"},
    "It closed because smugglers used it.": {"mechanism"},
    "Nothing will move.": {"forecast"},
    "They'll pay.": {"forecast"},
    "Who pays?": {"question"},
    "On 4 May 2024 it closed.": {"date"},
    "It closed in the 1990s.": {"date"},
    "It fell in 416 BC.": {"date"},
    "It shows political will.": set(),
    "The bridge stands.": set(),
    "Come as soon as possible.": set(),
    "Washington should wait.": {"advice"},
    "Washington ought to wait.": {"advice"},
    "The allies have to answer.": {"advice"},
    "The United States needs to go first.": {"advice"},
    "It is essential that both refrain.": {"advice"},
    "If the talks fail, Washington should pay.": {"conditional", "advice"},
    "Should the North test, it ends.": {"conditional"},
    "I should say a word.": set(),
    "It asked whether both should pay.": {"question"},
    "It does not have to pay.": set(),
    "Only China can bring it back.": {"limit"},
    "Only a durable agreement and an end of fighting can bring relief.": {"limit"},
    "Talks are the only way out.": {"limit"},
    "It cannot be bombed into talks.": {"limit"},
    "The harbour needs money.": {"limit"},
    "It will need fuel.": {"limit", "forecast"},
    "A treaty is a precondition for more.": {"limit"},
    "They talk without preconditions.": set(),
    "Not only China can.": set(),
    "It met humanitarian needs.": set(),
    "There is a risk of war.": {"risk"},
    "It endangers peace.": {"risk"},
    "It had a risk premium.": set(),
    "It gives a wifi signal.": set(),
}


@in_one_test("text", FOUND)
def test_what_sentences_hold(text: str) -> None:
    assert kinds(text) == FOUND[text]


def test_words_are_given_as_they_stand() -> None:
    [cue] = cues_in("It rains: Most probably, anyhow")
    assert (cue.words, cue.start, cue.step) == ("Most probably", 10, "very likely")


def test_of_several_that_begin_alike_the_longest_counts() -> None:
    assert [(cue.words, cue.step) for cue in cues_in("It is very likely so.")] == [("very likely", "very likely")]
    assert [(cue.words, cue.step) for cue in cues_in("It is not likely so.")] == [("not likely", "unlikely")]


def test_the_ladder_leads_to_words_of_the_published_scales() -> None:
    assert set(LADDER.values()) <= WORDS <= set(LADDER)


def test_every_pattern_finds_itself() -> None:
    """A line, with the first of its alternatives and something for its signs, is a cue of its kind, or barred from it."""
    for tables in (TABLES, NOT):
        for kind, lines in tables.items():
            for line in lines:
                words = [word.split("/")[0] for word in line.removeprefix("^").split()]
                signs = {"..": "very much", "#": "4", "@": "Arvia"}
                text = " ".join(signs.get(word, word.replace("*", "").replace("#", "4")) for word in words)
                text = text.replace(" ,", ",").replace(" ’s", " Arvia’s")
                found = any(cue.kind == kind for cue in cues_in(text))
                assert found or tables is NOT or kind in NOT, (kind, line, text)


def test_kinds_have_tables() -> None:
    assert set(TABLES) == set(KINDS)
    assert all(len(lines) == len(set(lines)) for lines in TABLES.values())
    assert all(pattern_of(line) for lines in TABLES.values() for line in lines)


@pytest.mark.level("all")
@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for cue in cues_in(text):
        assert cue.words == "?" or text[cue.start :].startswith(cue.words)
