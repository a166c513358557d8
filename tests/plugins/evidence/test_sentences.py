"""Sentences: where they end, and where not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove.sources.sentences import sentences_in, sentences_of
from countermove.sources.texts import text_of

__all__: list[str] = []

WHOLE = [
    "He met Gen. Kim of the U.S. Congress at 5 p.m. on Jan. 4.",
    "See No. 5, art. 7 and pp. 3 ff.",
    "J. K. Smith wrote it, e.g. Tuesday, at 3.5 per cent.",
    "“Really?” she asked, and left …  and came back.",
    "1. In March Arvia closed the bridge.",
    "Mr. Orla, Sen. Vale et al. agreed",
]
"""One sentence each."""

SEVERAL = {
    "It met the U.S. The talks failed.": ["It met the U.S.", "The talks failed."],
    "He wrote it on bbc.co.uk. Nobody read it.": ["He wrote it on bbc.co.uk.", "Nobody read it."],
    "It was so.12 The end.": ["It was so.12", "The end."],
    "He said: “We left.” Then he left. (It was late.) So be it!": [
        "He said: “We left.”",
        "Then he left.",
        "(It was late.)",
        "So be it!",
    ],
    "Who pays? Nobody. No. 5 does.": ["Who pays?", "Nobody.", "No. 5 does."],
    "Three things:\n- tolls\n- patrols\n(c) time": ["Three things:", "- tolls", "- patrols", "(c) time"],
    "我们走了。他们没有走。": ["我们走了。", "他们没有走。"],
    "كيف الحال؟ جيد": ["كيف الحال؟", "جيد"],
    "One ends\nhere. Another\nends here.": ["One ends\nhere.", "Another\nends here."],
}


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence_stays_one(text: str) -> None:
    assert [text[start:end] for start, end in sentences_in(text)] == [text]


@pytest.mark.parametrize("text", SEVERAL)
def test_several_are_told_apart(text: str) -> None:
    assert [text[start:end] for start, end in sentences_in(text)] == SEVERAL[text]


@given(st.text(alphabet=st.sampled_from("ab AB.?!…1\n-)(“”’'。, "), max_size=60))
def test_nothing_but_blanks_is_left_out(text: str) -> None:
    """They lie one after another, begin and end with no blank, and hold every other sign."""
    found = list(sentences_in(text))
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    pieces = [text[start:end] for start, end in found]
    assert [piece.strip() for piece in pieces] == pieces
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_places_count_paragraphs_and_sentences_from_one() -> None:
    text = text_of("First. Second\nline.\n\nThird.", "essay", "essay.txt", "")
    found = sentences_of(text)
    assert [(one.place, one.text) for one in found] == [("1.1", "First."), ("1.2", "Second line."), ("2.1", "Third.")]
    assert [text.paragraphs[one.paragraph - 1][one.start : one.end].split() for one in found] == [
        one.text.split() for one in found
    ]
