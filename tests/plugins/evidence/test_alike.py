"""Which sentence is about what: against the formula written out, and what is never singled out."""

from __future__ import annotations

import math

import pytest

from countermove.sources.sentences import LEAD, LIGHT, SentenceMatcher
from countermove.sources.texts import SourceText, text_of, words_of
from tests.conftest import in_one_test
from tests.plugins.serve.sound import WORDS

__all__: list[str] = []


def text(*paragraphs: str) -> SourceText:
    return text_of("\n\n".join(paragraphs), "essay", "essay.txt", "")


SOUND = text(*WORDS.split("\n\n"))


def stems(words: str) -> dict[str, str]:
    """Words by what tells them from others: the first that has it."""
    found: dict[str, str] = {}
    for word in words_of(words):
        found.setdefault((word[:-1] if len(word) > 3 and word[-1] == "s" else word)[:6], word)
    return found


def shared(said: str, sentence: str) -> list[str]:
    """What two texts share of words that tell something."""
    own = stems(said)
    return [stem for stem, word in stems(sentence).items() if stem in own and word not in LIGHT and len(word) >= 4]


def counted(said: str, sentence: str, given: SourceText) -> float:
    """What the words that two texts share count, by the definition."""
    paragraphs = [stems(paragraph) for paragraph in given.paragraphs]
    return sum(
        math.log((len(paragraphs) + 1) / sum(stem in own for own in paragraphs)) for stem in shared(said, sentence)
    )


@in_one_test("place", range(len(SOUND.paragraphs)))
def test_against_the_definition(place: int) -> None:
    sentences = [f"{part}." for part in SOUND.paragraphs[place].split(". ")]
    alike = SentenceMatcher(SOUND)
    asked = ("The threat of a closed road grows with winter", "districts vote for cheap herring", "herring and boats")
    for said in (*sentences, *asked):
        sums = [counted(said, sentence, SOUND) for sentence in sentences]
        best = max(sums)
        others = sorted(sums, reverse=True)[1:] or [0.0]
        stands_out = best >= math.log(len(SOUND.paragraphs) + 1) and best > LEAD * others[0]
        found = alike.singled(said, sentences)
        if len(sentences) == 1:
            assert found == (0, ())
        elif found is None:
            several = len(shared(said, sentences[sums.index(best)])) > 1
            assert not (stands_out and several)
        else:
            assert stands_out
            assert sums[found[0]] == pytest.approx(best)
            assert set(found[1]) <= set(words_of(sentences[found[0]]))
            assert len(found[1]) > 1


def test_a_sentence_is_found_by_its_own_words() -> None:
    sentences = ["The cat sat quietly.", "Nobody had fed the hungry animal.", "Then it rained."]
    given = text(" ".join(sentences), "Something else entirely.", "And more of the same.")
    found = SentenceMatcher(given).singled("A hungry animal", sentences)
    assert found == (1, ("hungry", "animal"))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "nothing is said"),
        ("hungry", "one word is too little"),
        ("with which they would have been there", "such words stand anywhere"),
        ("cats quietly and hungry animals", "two sentences are as near"),
        ("a zebra crossing", "none is shared"),
    ],
)
def test_none_is_singled_out(said: str, why: str) -> None:
    sentences = ["The cats sat there quietly with them.", "Nobody would have fed the hungry animal.", "Then it rained."]
    assert SentenceMatcher(text(" ".join(sentences), "Else.", "More.")).singled(said, sentences) is None, why


def test_a_passage_that_is_one_sentence_is_that_sentence() -> None:
    assert SentenceMatcher(text("Only this.", "Else.")).singled("anything", ["Only this."]) == (0, ())
    assert SentenceMatcher(text("Only this.", "Else.")).singled("anything", []) is None
