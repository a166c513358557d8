"""draft --ask and --answers in words: the questions, and the results of the answers, those that need attention first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from countermove.plugins.evidence.draft.answer_check import AnsweredRecord
from countermove.plugins.evidence.draft.check_results import Checked, ChunkAnswered
from countermove.plugins.evidence.draft.prompts import AskRecord
from countermove.presentation.blocks import Block, Column, Page, Sentence, Table
from countermove.presentation.words import capital, count, listed, number, plural
from countermove.reports.new.text import schema_sentences
from gmcr.base.characters import one_line

__all__ = ["answered_page", "ask_page"]

_WORDS = 8
"""The largest number of differing words that are named."""


def ask_page(record: AskRecord) -> Page:
    """What was written for others to answer."""
    paragraphs, cued = record.chunks[-1].last, sum(chunk.cued for chunk in record.chunks)
    having = f", {number(cued)} of whose sentences have cues" if cued else ""
    return Page(
        (
            Sentence(
                f"Wrote {record.out}: {count(len(record.chunks), 'chunk')} with {count(paragraphs, 'paragraph')}{having}.",
                "answer",
            ),
            Sentence(
                "It holds the text of the document, what is asked, and the form of an answer. Nothing was sent anywhere: give "
                "it to whoever answers, and check what comes back with --answers."
            ),
            *(Sentence(note, "caution") for note in record.notes),
        )
    )


def answered_page(record: AnsweredRecord) -> Page:
    """The counts, then what needs attention, then every item."""
    return Page(
        (
            Sentence(f"{record.file}: answers checked", "title"),
            Sentence(_counted(record), "answer"),
            *_chunks(record.chunks),
            *_attention(record),
            *_all(record),
            *(Sentence(note, "caution") for note in record.notes),
            *_next(record),
        )
    )


def _next(record: AnsweredRecord) -> Iterator[Block]:
    """What was written, and what to do next."""
    if record.target is None:
        return
    yield Sentence(f"Wrote {record.target}.")
    yield from schema_sentences(record.schema)
    yield Sentence(f"What is left to do: countermove lint {record.target}")


def _counted(record: AnsweredRecord) -> str:
    states = Counter(item.state for item in record.items)
    parts = [f"{number(states[state])} {state}" for state in ("verified", "repaired", "rejected") if states[state]]
    if not parts:
        return "No items were answered."
    return f"{capital(count(len(record.items), 'item'))}: quotes {listed(parts)}."


def _chunks(chunks: tuple[ChunkAnswered, ...]) -> Iterator[Block]:
    for chunk in chunks:
        if not chunk.short:
            continue
        own = f"Chunk {chunk.chunk} (paragraphs {chunk.first} to {chunk.last})"
        if chunk.items is None:
            yield Sentence(f"{own} was not answered.", "caution")
        else:
            cued = count(chunk.cued, "sentence")
            yield Sentence(f"{own} was answered short: {count(chunk.items, 'item')} for {cued} with cues.", "caution")


def _attention(record: AnsweredRecord) -> Iterator[Block]:
    """Items that were rejected, repaired or set aside, or have an unsound formula."""
    lines = [line for item in record.items for line in _lines(item)]
    if lines or record.lint:
        yield Sentence("To look at", "heading")
        yield from lines
        yield from (Sentence(f"In the worksheet: {problem}", "item") for problem in record.lint)


def _lines(item: Checked) -> Iterator[Sentence]:
    own = f"{item.id} of chunk {item.chunk} ({item.kind})"
    if item.state != "verified":
        yield Sentence(f"{own}: {item.state}, {_why(item)}", "item")
    if item.formula_problem:
        yield Sentence(f"{own}: its formula is left out. {capital(item.formula_problem)}", "item")
    if item.unplaced:
        yield Sentence(f"{own}: set aside, since {item.unplaced}.", "item")


def _why(item: Checked) -> str:
    quote, passage = f"“{one_line(item.quote)}”", f"“{one_line(item.passage)}”"
    where = "" if item.paragraphs is None else f"¶ {item.paragraphs[0]}"
    differing = listed([f"“{word}”" for word in item.differing[:_WORDS]])
    match item.how:
        case "elsewhere":
            return f"it is in {where}, not in ¶ {item.paragraph}: {quote}."
        case "runs on":
            last = 0 if item.paragraphs is None else item.paragraphs[1]
            return f"it runs on from {where} to ¶ {last}: {quote}."
        case "parts":
            return f"something is left out between its parts: {where} has {passage}."
        case "nearly":
            return f"{where} has {passage}, not {quote}."
        case "turned":
            turn = plural(len(item.differing), "makes", "make")
            return f"{where} has {passage}, and {differing} {turn} it say something else than {quote}."
        case "short":
            return f"too few words to find it by: {quote}."
        case _:
            near = "" if item.alike is None else f" (what is most like it is so by {item.alike:.0f} of 100)"
            return f"it is not in the text{near}: {quote}."


def _all(record: AnsweredRecord) -> Iterator[Block]:
    if not record.items:
        return
    rows = tuple(
        (f"{item.chunk} {item.id}", item.kind, item.state, _place(item), item.placed or "set aside")
        for item in record.items
    )
    columns = (
        Column("Item", fixed=True),
        Column("Kind", fixed=True),
        Column("Quote", fixed=True),
        Column("Place", fixed=True),
        Column("In the worksheet"),
    )
    yield Sentence("All items", "heading")
    yield Table(columns, rows, by_row=True)


def _place(item: Checked) -> str:
    if item.paragraphs is None:
        return ""
    return f"¶ {item.paragraphs[0]}" + (f".{item.sentence}" if item.sentence else "")
