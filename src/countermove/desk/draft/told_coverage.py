"""draft --coverage in words: what is used, what has cues and is not, and in what nothing was found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from countermove.desk.draft.coverage import Coverage, Covered, SentenceCovered
from countermove.telling.blocks import Column, Page, Sentence, Table
from countermove.telling.words import capital, count, number, plural, shortened, stretches

__all__ = ["coverage_page", "outcome_text"]

_BEGINS = 60
"""Characters of a sentence that are shown."""


def coverage_page(given: Coverage) -> Page:
    """What a case uses of a document."""
    file = Path(given.file).name
    return Page(
        (
            Sentence(f"{file}: what {given.frame.case} uses of it", "title"),
            Sentence(outcome_text(given), "answer"),
            *_unused(given),
            *_numbers(given),
            *_not_there(given),
            *(Sentence(note, "caution") for note in given.notes),
        )
    )


def outcome_text(given: Coverage) -> str:
    """How many paragraphs are used, how many are cued and unused, and in how many nothing was found."""
    paragraphs = len(given.paragraphs)
    parts = [f"{number(given.used)} {plural(given.used, 'is', 'are')} used" if given.used else "none is used"]
    if given.cued:
        parts.append(
            f"{number(given.cued)} {plural(given.cued, 'has', 'have')} cues and {plural(given.cued, 'is', 'are')} not"
        )
    if rest := paragraphs - given.used - given.cued:
        parts.append(f"in {number(rest)} nothing was found")
    return f"Of {count(paragraphs, 'paragraph')} {', '.join(parts)}."


def _unused(given: Coverage) -> Iterator[Table | Sentence]:
    """The sentences that have a cue and are not used, with how they begin."""
    rows = [
        (
            f"{paragraph.number}.{one.number}",
            _kinds(one),
            _begins(given.texts[paragraph.number - 1][one.start : one.end]),
        )
        for paragraph in given.paragraphs
        for one in paragraph.sentences
        if one.state == "cued"
    ]
    if rows:
        columns = (Column("¶", fixed=True), Column("cues"), Column("begins"))
        yield Table(columns, tuple(rows), "Cued but unused")
    elif not given.cues_off:
        yield Sentence("Every sentence with a cue is used, or repeats one that is.", "plain")


def _kinds(given: SentenceCovered) -> str:
    return ", ".join(dict.fromkeys(cue.kind for cue in given.cues))


def _begins(sentence: str) -> str:
    text = " ".join(sentence.split())
    return text if len(text) <= _BEGINS else f"{text[:_BEGINS].rsplit(' ', 1)[0]} …"


def _numbers(given: Coverage) -> Iterator[Sentence]:
    told: tuple[tuple[Covered, str], ...] = (("used", "Used"), ("nothing", "Nothing was found in"))
    for state, words in told:
        own = [one.number for one in given.paragraphs if one.state == state]
        if own:
            yield Sentence(f"{words} ¶ {', '.join(stretches(own))}.", "note")


def _not_there(given: Coverage) -> Iterator[Sentence]:
    if given.not_there:
        which = shortened([f"{one.premise} ({one.place})" for one in given.not_there], 6)
        many = count(len(given.not_there), "place")
        yield Sentence(f"{capital(many)} {plural(len(given.not_there), 'is', 'are')} not in it: {which}.", "caution")
