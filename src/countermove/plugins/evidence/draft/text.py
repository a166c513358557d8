"""draft in words: the items made of a document, the proposed actors, losses, and what to do next."""

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
"""The sentence for a document whose script or language the tables do not fit."""

_ITEMS: tuple[Becomes, ...] = get_args(Becomes)


def draft_page(record: DraftRecord) -> Page:
    """What was made of a document."""
    return Page(
        (
            Sentence(f"{Path(record.file).name}: a worksheet", "title"),
            Sentence(_outcome(record), "answer"),
            *_front(record),
            *_actors(record),
            *_cues(record),
            *(Sentence(aside, "caution") for aside in draft_asides(record)),
            *_next(record),
        )
    )


def draft_asides(record: DraftRecord) -> tuple[str, ...]:
    """What a reader of the worksheet needs to know, and may not expect."""
    size = (
        "It leaves out the sentences, with which it would be over 1 MB, and gives their places only. In parts (--paragraphs) "
        "there is room for them."
    )
    return (
        *record.notes,
        *((f"{record.lacking} Only those that are the same were joined.",) if record.lacking else ()),
        *((size,) if not record.quoted and record.wanted_quotes else ()),
    )


def _outcome(record: DraftRecord) -> str:
    size = f"{capital(count(record.paragraphs, 'paragraph'))}, {count(record.sentences, 'sentence')}"
    if record.within is not None:
        first, last = record.within
        size = f"¶ {first}–{last} of {record.paragraphs:,}, {count(record.sentences, 'sentence')}"
    if record.cues_off:
        return f"{size}; none is marked."
    kinds = Counter(item.becomes for item in record.items)
    named = {"advice": ("piece of advice", "pieces of advice")}
    parts = [count(kinds[kind], *named.get(kind, (kind,))) for kind in _ITEMS if kinds[kind]]
    if not parts:
        return f"{size}; none has a cue that makes an item."
    joined = f"; {number(record.joined)} {plural(record.joined, 'repeats', 'repeat')} another" if record.joined else ""
    return f"{size}, {number(record.cued)} of them with cues{joined}: {listed(parts)}."


def _front(record: DraftRecord) -> Iterator[Sentence]:
    """The proposed title and date, each with its origin."""
    title = f"the title “{record.title}” ({record.title_from})" if record.title else ""
    day = f"the day {day_text(record.as_of)} ({record.as_of_from})" if record.as_of else ""
    if parts := [part for part in (title, day) if part]:
        yield Sentence(f"Proposed, for you to check: {' and '.join(parts)}.", "plain")


def _actors(record: DraftRecord) -> Iterator[Sentence | Table]:
    if record.actors:
        rows = [(actor.id, actor.name, ", ".join(actor.aka), actor.mentions) for actor in record.actors]
        columns = (Column("actor", fixed=True), Column("named"), Column("also called"), Column("times", right=True))
        yield Table(
            columns, tuple(rows), "Proposed as actors, since the text names them as those who act or want something"
        )
    elif not record.cues_off:
        yield Sentence("No name occurs often enough, as somebody who acts, to be proposed as an actor.", "plain")


def _cues(record: DraftRecord) -> Iterator[Sentence]:
    counts = sorted(((times, kind) for kind, times in record.cues.items() if times), reverse=True)
    if counts:
        yield Sentence(f"Sentences by cue: {', '.join(f'{kind} {times:,}' for times, kind in counts)}.", "note")


def _next(record: DraftRecord) -> Iterator[Sentence]:
    if record.target is None:
        return
    yield Sentence(f"Wrote {record.target}.", "line")
    if record.texts:
        yield Sentence(f"Wrote {record.texts}, the text as it was read.", "line")
    yield from schema_sentences(record.schema)
    yield Sentence(f"Next: fill in what is `todo` there; countermove lint {record.target} lists it.", "line")
