"""draft in words: what a document became, who is proposed as an actor, what was lost, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from countermove.plugins.evidence.draft.compute import DraftRecord
from countermove.plugins.evidence.draft.sheet import Becomes
from countermove.presentation.blocks import Column, Page, Sentence, Table
from countermove.presentation.byline import day_text
from countermove.presentation.words import capital, count, listed, number, plural
from countermove.reports.new.text import schema_sentences

__all__ = ["CUES_OFF", "draft_asides", "draft_page"]

CUES_OFF = "No cue was looked for: the tables are of English words. Paragraphs and sentences are numbered all the same."
"""What is said where the tables do not fit the script."""

_ITEMS: tuple[Becomes, ...] = get_args(Becomes)


def draft_page(given: DraftRecord) -> Page:
    """What was made of a document."""
    return Page(
        (
            Sentence(f"{Path(given.file).name}: a worksheet", "title"),
            Sentence(_outcome(given), "answer"),
            *_front(given),
            *_actors(given),
            *_cues(given),
            *(Sentence(aside, "caution") for aside in draft_asides(given)),
            *_next(given),
        )
    )


def draft_asides(given: DraftRecord) -> tuple[str, ...]:
    """What a reader of the worksheet has to know, and might not like."""
    size = (
        "It leaves out the sentences, with which it would be over 1 MB, and gives their places only. In parts (--paragraphs) "
        "there is room for them."
    )
    return (
        *given.notes,
        *((f"{given.lacking} Only those that are the same were joined.",) if given.lacking else ()),
        *((size,) if not given.quoted and given.wanted_quotes else ()),
    )


def _outcome(given: DraftRecord) -> str:
    size = f"{capital(count(given.paragraphs, 'paragraph'))}, {count(given.sentences, 'sentence')}"
    if given.within is not None:
        first, last = given.within
        size = f"¶ {first}–{last} of {given.paragraphs:,}, {count(given.sentences, 'sentence')}"
    if given.cues_off:
        return f"{size}; none is marked."
    kinds = Counter(item.becomes for item in given.items)
    named = {"advice": ("piece of advice", "pieces of advice")}
    parts = [count(kinds[kind], *named.get(kind, (kind,))) for kind in _ITEMS if kinds[kind]]
    if not parts:
        return f"{size}; none has a cue that makes an item."
    joined = f"; {number(given.joined)} {plural(given.joined, 'repeats', 'repeat')} another" if given.joined else ""
    return f"{size}, {number(given.cued)} of them with cues{joined}: {listed(parts)}."


def _front(given: DraftRecord) -> Iterator[Sentence]:
    """The title and the day that are proposed, each with where it is from."""
    title = f"the title “{given.title}” ({given.title_from})" if given.title else ""
    day = f"the day {day_text(given.as_of)} ({given.as_of_from})" if given.as_of else ""
    if parts := [part for part in (title, day) if part]:
        yield Sentence(f"Proposed, for you to check: {' and '.join(parts)}.", "plain")


def _actors(given: DraftRecord) -> Iterator[Sentence | Table]:
    if given.actors:
        rows = [(actor.id, actor.name, ", ".join(actor.aka), actor.mentions) for actor in given.actors]
        columns = (Column("actor", fixed=True), Column("named"), Column("also called"), Column("times", right=True))
        yield Table(
            columns, tuple(rows), "Proposed as actors, since the text names them as those who act or want something"
        )
    elif not given.cues_off:
        yield Sentence("No name occurs often enough, as somebody who acts, to be proposed as an actor.", "plain")


def _cues(given: DraftRecord) -> Iterator[Sentence]:
    found = sorted(((times, kind) for kind, times in given.cues.items() if times), reverse=True)
    if found:
        yield Sentence(f"Sentences by cue: {', '.join(f'{kind} {times:,}' for times, kind in found)}.", "note")


def _next(given: DraftRecord) -> Iterator[Sentence]:
    if given.target is None:
        return
    yield Sentence(f"Wrote {given.target}.", "line")
    if given.texts:
        yield Sentence(f"Wrote {given.texts}, the text as it was read.", "line")
    yield from schema_sentences(given.schema)
    yield Sentence(f"Next: fill in what is `todo` there; countermove lint {given.target} lists it.", "line")
