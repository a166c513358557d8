"""Names and holders: who is named, what else it is called, whether it acts, and whose view a sentence reports."""

from __future__ import annotations

import pytest

from countermove.plugins.evidence.documents.annotation import annotate_text, holders_in
from countermove.plugins.evidence.documents.cues import sections
from countermove.plugins.evidence.documents.names import Named, names_in
from countermove.sources.sentences import sentences_of
from countermove.sources.texts import text_of
from tests.conftest import in_one_test

__all__: list[str] = []


def names(text: str) -> dict[str, Named]:
    return {one.name: one for one in names_in(sentences_of(text_of(text, "essay", "essay.txt", "")))}


# -- names -------------------------------------------------------------------------------------------------------------

CALLED = {
    "The League of the Coast (LC) met. The LC left. Then the League slept.": ("League of the Coast", {"LC", "League"}),
    "We saw Ada Orla. Then Orla left.": ("Ada Orla", {"Orla"}),
    "We asked Minister Ada Orla of it.": ("Ada Orla", set()),
    "It is up to Beijing. The Chinese wait.": ("China", {"Beijing", "Chinese"}),
    "He saw the DPRK and North Koreans.": ("North Korea", {"DPRK", "North Koreans"}),
    "The U.S. acts. Washington’s hour came.": ("United States", {"U.S.", "Washington"}),
    "Talks of China-DPRL relations.": ("China", set()),
    "A Foreign Ministry of Chinese Government officials.": ("China", {"Chinese"}),
}


@pytest.mark.parametrize("text", CALLED)
def test_what_else_somebody_is_called(text: str) -> None:
    name, also = CALLED[text]
    assert set(names(text)[name].aka) == also


@pytest.mark.parametrize(
    "text",
    [
        "So said the Washington Post and George Washington University.",
        "Telling them would help. Monday came. In May it rained.",
        "QUESTION: I’m here. MR PRICE: Thank you.",
        "Who Will Blink First Over The Herring",
    ],
)
def test_what_is_no_name_of_a_country_nor_of_anybody(text: str) -> None:
    assert not {"United States", "Telling", "Monday", "May", "I", "Thank", "Herring"} & set(names(text))


def test_a_word_that_only_opens_sentences_is_no_name() -> None:
    assert set(names("Telling Arvia is hard. We like Arvia. Patience helps.")) == {"Arvia"}


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("We saw Arvia again. Arvia will pay.", 1),
        ("We like Arvia. Arvia never really wants it.", 1),
        ("We like Arvia’s bridge.", 0),
        ("The Chinese ministers met in China.", 0),
    ],
)
def test_whether_somebody_acts(text: str, acts: int) -> None:
    assert sum(one.acting for one in names(text).values()) == acts


def test_mentions_are_where_the_name_stands() -> None:
    text = "We like the Union. If the Union pays, it ends."
    sentences = sentences_of(text_of(text, "essay", "essay.txt", ""))
    union = names(text)["Union"]
    assert union.article == "the"
    assert [sentences[one.sentence].text[one.start : one.end] for one in union.mentions] == ["Union", "Union"]


# -- countries ---------------------------------------------------------------------------------------------------------


def test_the_table_of_countries_is_sound() -> None:
    """Four cells a line; a word leads to one country, but for capitals that are called like theirs."""
    lines = [[cell.strip() for cell in line.split(";")] for line in sections("countries.txt")[""]]
    assert {len(line) for line in lines} == {4}
    assert len(lines) == 193 + 2 + 2 + 5
    owners: dict[str, set[str]] = {}
    for name, *others in lines:
        for word in (name, *(word.strip() for cell in others for word in cell.split(",") if word.strip())):
            owners.setdefault(word, set()).add(name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


# -- holders -----------------------------------------------------------------------------------------------------------

HELD = {
    "Arvia believes that it is late.": ["Arvia"],
    "The mill owners have long argued that it is late.": ["The mill owners"],
    "It is late, and the council of Arvia says so.": ["the council of Arvia"],
    "According to a diplomat at the League, it is late.": ["a diplomat at the League"],
    "In Arvia’s view it is late.": ["Arvia"],
    "To Arvia, it is late.": ["Arvia"],
    "Many would agree that it is late.": ["Many"],
    "Some strategists have proposed to wait.": ["Some strategists"],
    "It was described as late by the Arvia Herald.": ["the Arvia Herald"],
    "It is assumed that it is late.": [],
    "They say that it is late.": [],
    "Ada Orla, minister of Arvia, said so.": ["minister of Arvia"],
    "It is late.": [],
}


@in_one_test("text", HELD)
def test_whose_view_is_reported(text: str) -> None:
    found = annotate_text(text_of(text, "essay", "essay.txt", ""))
    mentions = [mention for one in found.names for mention in one.mentions]
    spans = holders_in(found.sentences[0].text, found.cues[0], mentions)
    assert [found.sentences[0].text[start:end] for start, end in spans] == HELD[text]


@pytest.mark.parametrize(("between", "held"), [(9, ["Arvia"]), (30, [])])
def test_whose_view_it_is_stands_near_the_words_that_report_it(between: int, held: list[str]) -> None:
    """A clause may be as long as a document, and the words that report a view stand in it as often as they like."""
    text = f"According to {'the many long reports of ' * between}Arvia it is late. We like Arvia."
    found = annotate_text(text_of(text, "essay", "essay.txt", ""))
    mentions = [mention for one in found.names for mention in one.mentions if mention.sentence == 0]
    assert mentions
    spans = holders_in(found.sentences[0].text, found.cues[0], mentions)
    assert [found.sentences[0].text[start:end] for start, end in spans] == held


def test_a_pronoun_stands_for_who_acts_before_it_in_the_sentence() -> None:
    text = "Arvia waits, and it believes that it is late. We like Arvia."
    found = annotate_text(text_of(text, "essay", "essay.txt", ""))
    mentions = [mention for one in found.names for mention in one.mentions if mention.sentence == 0]
    [(start, end)] = holders_in(found.sentences[0].text, found.cues[0], mentions)
    assert found.sentences[0].text[start:end] == "Arvia"
