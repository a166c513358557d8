"""draft --answers: checks the answers against the document, item by item, without any model.

Each quote is verified, repaired or rejected (``plugins.evidence.documents.quotes``). Formulas are linted against the
names that the answers themselves declare. Chunks without an answer, and those with shorter answers than their cues
suggest, are reported. No item is dropped: one that cannot be used in the worksheet is in it under ``x-rejected`` or
``x-unplaced``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from countermove.assessment.compile import FormulaBook
from countermove.assessment.document import loads
from countermove.assessment.names import Names
from countermove.assessment.problems import refuse
from countermove.interop.document import yaml_text
from countermove.plugins.evidence.documents.quotes import Quoted, Quotes
from countermove.plugins.evidence.documents.reader import ReadDocument, document_in
from countermove.plugins.evidence.draft.answers import Answer, Checked, ChunkAnswered, Item, answers_in
from countermove.plugins.evidence.draft.insert import Placing
from countermove.plugins.evidence.draft.prompts import Chunk, chunks_of
from countermove.plugins.evidence.draft.worksheet import source_named
from countermove.reports.new import MODELINE, Schema, schema_beside
from countermove.sources.sentences import sentences_in
from gmcr.base.characters import one_line
from gmcr.base.errors import AssessmentError, FormulaError
from gmcr.base.files import check_place, write_whole
from gmcr.base.record import INTERNAL, Record, derived

__all__ = ["AnsweredRecord", "answered", "draft_answers"]

_HEAD = "# A worksheet made of answers about {file}: what is todo is listed by countermove lint.\n"
_DECLARING = ("actor", "option", "driver")


@dataclass(frozen=True, slots=True)
class AnsweredRecord(Record):
    """Answers, checked against their document."""

    file: str
    """The document."""
    sha256: str
    """The digest of its bytes."""
    answers: str
    """The file of answers."""
    chunks: tuple[ChunkAnswered, ...]
    """The chunks."""
    items: tuple[Checked, ...]
    """All items, by chunk, as they were answered."""
    notes: tuple[str, ...]
    """Losses and problems when reading the document."""
    lint: tuple[str, ...]
    """Problems of the worksheet, apart from what is still to do."""
    target: str | None
    """The worksheet that was written; null where none was."""
    schema: Schema | None
    """The schema beside it: written, there already, or another one is there and was left; null without a file."""
    text: Annotated[str, INTERNAL]
    """The worksheet."""

    @derived
    def as_expected(self) -> bool:
        """Whether all quotes are in the text, all items in the worksheet, all formulas sound, and no chunk was answered short."""
        missing = any(item.placed is None or item.formula_problem for item in self.items)
        return not (missing or self.lint or any(chunk.short for chunk in self.chunks))

    def gist(self) -> str:
        """The states with their counts."""
        states = [item.state for item in self.items]
        return ", ".join(f"{states.count(state)} {state}" for state in ("verified", "repaired", "rejected"))


def draft_answers(
    document: str | Path, answers: str | Path, target: str | None = None, *, force: bool = False
) -> AnsweredRecord:
    """Check answers about a document, and write the worksheet that they make to a file *target* with the schema beside
    it.

    Raises AssessmentError for an unreadable document or unreadable answers, and where no quote is in the text;
    CountermoveError where a file exists (unless *force*) or cannot be written; MissingExtra."""
    if target is not None:
        check_place(Path(target), force=force)
    record = answered(document_in(document, source=source_named(str(document))), Path(answers))
    if target is None:
        return record
    write_whole(Path(target), MODELINE + record.text, force=force)
    return replace(record, target=target, schema=schema_beside(Path(target)))


def answered(read: ReadDocument, answers: Path) -> AnsweredRecord:
    """Check answers about a document. Raises AssessmentError, also where no quote is in the text; MissingExtra."""
    chunks = chunks_of(read)
    replies = answers_in(answers, sha256=read.sha256, chunks=len(chunks))
    quotes = Quotes(read.text)
    checked = [_checked(read, answer, item, quotes) for answer in replies for item in answer.items]
    if checked and all(item.state == "rejected" for item in checked):
        message = f"None of its quotes is in {read.file}: they are invented, or for another text."
        raise refuse(str(answers), "unknown", message)
    items = dict(zip(((item.chunk, item.id) for item in checked), _items(replies), strict=True))
    return _placed(read, answers, chunks, replies, checked, items)


def _items(replies: Sequence[Answer]) -> Iterator[Item]:
    return (item for answer in replies for item in answer.items)


def _checked(read: ReadDocument, answer: Answer, item: Item, quotes: Quotes) -> Checked:
    quoted = quotes.find(item.quote, item.paragraph, least=1 if item.kind == "actor" else 3)
    return Checked(
        chunk=answer.chunk,
        id=item.id,
        kind=item.kind,
        says=item.says,
        quote=item.quote,
        paragraph=item.paragraph,
        state=quoted.state,
        how=quoted.how,
        paragraphs=quoted.paragraphs,
        sentence=_sentence(read, quoted),
        passage=quoted.passage,
        alike=quoted.alike,
        differing=quoted.differing,
        formula=item.formula or None,
        formula_problem=None,
        placed=None,
        unplaced=None,
    )


def _sentence(read: ReadDocument, quoted: Quoted) -> int | None:
    """The sentence that contains a passage whole."""
    if quoted.state == "rejected" or quoted.paragraphs is None or quoted.paragraphs[0] != quoted.paragraphs[1]:
        return None
    paragraph = read.text.paragraphs[quoted.paragraphs[0] - 1]
    for number, (start, end) in enumerate(sentences_in(paragraph), start=1):
        if start <= quoted.start < end:
            return number if quoted.end <= end else None
    return None


def _placed(
    read: ReadDocument,
    answers: Path,
    chunks: Sequence[Chunk],
    replies: Sequence[Answer],
    checked: Sequence[Checked],
    items: Mapping[tuple[int, str], Item],
) -> AnsweredRecord:
    by = {answer.chunk: answer.answered_by for answer in replies}
    placing = Placing(read)
    usable = [(item, items[item.chunk, item.id]) for item in checked if item.state != "rejected"]
    for item, answer_item in usable:
        placing.declare(item, answer_item)
    book = FormulaBook(Names.of(placing.data()), {})
    done: dict[tuple[int, str], Checked] = {}
    for item, answer_item in sorted(usable, key=lambda pair: (pair[0].paragraphs or (0, 0), pair[0].sentence or 0)):
        problem = _problem(book, answer_item)
        place, why = placing.place(item, answer_item, by[item.chunk], problem)
        done[item.chunk, item.id] = replace(item, formula_problem=problem, placed=place, unplaced=why)
    for item in checked:
        if item.state == "rejected":
            placing.reject(item, by[item.chunk])
    text = _HEAD.format(file=one_line(Path(read.file).name)) + yaml_text(placing.data(), flow=False)
    counts = {answer.chunk: sum(item.kind not in _DECLARING for item in answer.items) for answer in replies}
    return AnsweredRecord(
        file=read.file,
        sha256=read.sha256,
        answers=str(answers),
        chunks=tuple(
            ChunkAnswered(
                chunk.number,
                chunk.first,
                chunk.last,
                chunk.cued,
                counts.get(chunk.number),
                by.get(chunk.number) or None,
            )
            for chunk in chunks
        ),
        items=tuple(done.get((item.chunk, item.id), item) for item in checked),
        notes=read.notes,
        lint=tuple(_lint(text)),
        target=None,
        schema=None,
        text=text,
    )


def _lint(text: str) -> Iterator[str]:
    """Problems of a worksheet, apart from what is still to do."""
    try:
        loads(text)
    except AssessmentError as error:
        for problem in error.problems:
            if problem.severity == "error" and problem.code != "todo":
                yield problem.message


def _problem(book: FormulaBook, item: Item) -> str | None:
    """The problem of an item's formula, if any."""
    if not item.formula or item.kind in _DECLARING:
        return None
    try:
        formula = book.formula(item.formula)
    except FormulaError as error:
        return str(error)
    if item.kind == "rule" and (drivers := sorted(book.drivers(formula))):
        return f"What cannot be at once is about options, and {drivers[0]} is a driver."
    return None
