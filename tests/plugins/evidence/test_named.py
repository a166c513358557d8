"""The sentences that a case names: by number, by words, by both; in passages of any layout."""

from __future__ import annotations

import pytest

from countermove.sources.named import marked_in, named_in, sentences_at
from countermove.sources.texts import SourceText, text_of

__all__: list[str] = []

ESSAY = "The ice holds. The sledge goes out, and the harbour waits. Nobody pays the pilot.\n\nIt thaws. The ice breaks."


def text(words: str = ESSAY) -> SourceText:
    return text_of(words, "essay", "essay.txt", "")


def named(number: int | None, words: str = "", paragraphs: tuple[int, int] = (1, 1)) -> tuple[str, list[str]]:
    found = named_in(sentences_at(text(), paragraphs), number, words)
    return found.state, [one.place for one in found.sentences]


@pytest.mark.parametrize(
    ("number", "words", "state", "places"),
    [
        (1, "", "there", ["1.1"]),
        (3, "", "there", ["1.3"]),
        (4, "", "missing", []),
        (None, "the harbour waits", "there", ["1.2"]),
        (None, "THE HARBOUR — waits", "there", ["1.2"]),
        (2, "the harbour waits", "there", ["1.2"]),
        (3, "the harbour waits", "elsewhere", ["1.2"]),
        (9, "the harbour waits", "elsewhere", ["1.2"]),
        (2, "the harbour sleeps", "missing", []),
        (1, "holds. The sledge", "there", ["1.1", "1.2"]),
        (2, "...", "there", ["1.2"]),
    ],
)
def test_words_are_the_judge_where_both_are_given(
    number: int | None, words: str, state: str, places: list[str]
) -> None:
    assert named(number, words) == (state, places)


def test_sentences_are_counted_through_a_passage_of_several_paragraphs() -> None:
    assert named(4, paragraphs=(1, 2)) == ("there", ["2.1"])
    assert named(5, "ice breaks", paragraphs=(1, 2)) == ("there", ["2.2"])
    assert named(6, paragraphs=(1, 2)) == ("missing", [])


def test_a_passage_that_begins_within_a_paragraph_is_counted_from_there() -> None:
    whole = text("Before it, this. " + ESSAY.replace("\n\n", " "))
    start = len(["Before", "it,", "this."])
    passage = sentences_at(whole, (1, 1), (start, start + 14))
    assert [one.text for one in passage] == [
        "The ice holds.",
        "The sledge goes out, and the harbour waits.",
        "Nobody pays the pilot.",
    ]
    assert [one.number for one in passage] == [2, 3, 4]


def test_the_words_that_name_a_sentence_are_marked_in_it_or_all_of_it() -> None:
    passage = sentences_at(text(), (1, 1))
    second = named_in(passage, 2, "").sentences
    [all_of_it] = marked_in(second, "")
    assert all_of_it.pieces == ("", "The sledge goes out, and the harbour waits.", "")
    [a_part] = marked_in(second, "goes OUT and the harbour")
    assert a_part.pieces == ("The sledge ", "goes out, and the harbour", " waits.")
    both = list(marked_in(named_in(passage, None, "holds the sledge").sentences, "holds the sledge"))
    assert [one.pieces[1] for one in both] == ["The ice holds.", "The sledge goes out, and the harbour waits."]
