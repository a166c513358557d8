"""draft: turns a document into a worksheet, written whole or not at all.

The worksheet has the places of the text that say something, by tables of words (``evidence/documents``), and no
formula, no order and no number: those are for its author.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from countermove.assessment.parser import LIMITS
from countermove.plugins.evidence.documents.annotation import AnnotatedText, annotate
from countermove.plugins.evidence.documents.cues import KINDS
from countermove.plugins.evidence.documents.reader import Kind, ReadDocument, document_in
from countermove.plugins.evidence.draft.sheet import Item, Proposed, Sheet, sheet_of
from countermove.plugins.evidence.draft.worksheet import source_named, worksheet_text
from countermove.reports.new import MODELINE, Schema, schema_beside
from countermove.sources.texts import Stretch, folder_of
from gmcr.base.errors import CountermoveError, quoted
from gmcr.base.files import check_place, write_whole
from gmcr.base.record import INTERNAL, Record

__all__ = ["DraftRecord", "draft"]


@dataclass(frozen=True, slots=True)
class DraftRecord(Record):
    """A worksheet made of a document."""

    file: str
    """The document."""
    kind: Kind
    """Its kind."""
    sha256: str
    """The digest of its bytes."""
    source: str
    """Its name among the sources of the worksheet."""
    title: str | None
    """The proposed title; null for none."""
    title_from: str | None
    """Its origin."""
    as_of: str | None
    """The proposed date, as year-month-day; null for none."""
    as_of_from: str | None
    """Its origin."""
    paragraphs: int
    """Its number of paragraphs."""
    within: Stretch | None
    """The first and the last paragraph that were examined; null where all were."""
    sentences: int
    """The number of sentences examined."""
    cues: Mapping[str, int]
    """The number of sentences with a cue, by kind."""
    cued: int
    """The number with any cue."""
    cues_off: bool
    """Whether cues were not looked for, since the tables do not fit the script or the language."""
    joined: int
    """The number of sentences that repeat an earlier one, and stand with it."""
    actors: tuple[Proposed, ...]
    """Proposed actors, the most frequently named first."""
    items: tuple[Item, ...]
    """The items made of the sentences, in the order of the text."""
    others: tuple[str, ...]
    """Names that may belong to other decision makers."""
    lacking: str | None
    """Why only sentences with identical words were joined; null where similar ones were, too."""
    notes: tuple[str, ...]
    """Losses and problems when reading the document."""
    wanted_quotes: bool
    """Whether quotes from the text were requested."""
    quoted: bool
    """Whether it quotes the text, in comments."""
    target: str | None
    """The file that was written; null where none was."""
    texts: str | None
    """The file with the text as it was read; null where none was written."""
    schema: Schema | None
    """The schema beside the file: written, there already, or another one is there and was left; null without a file."""
    text: Annotated[str, INTERNAL]
    """The worksheet."""

    def gist(self) -> str:
        """How many sentences became how many items."""
        return f"{self.file}: {self.sentences} sentences, {len(self.actors)} actors, {len(self.items)} items"


def draft(
    document: str | Path,
    target: str | None = None,
    *,
    texts: str | None = None,
    quotes: bool = True,
    paragraphs: str | None = None,
    force: bool = False,
) -> DraftRecord:
    """Make a worksheet of a document, and write it to a file *target* with the schema beside it; ``texts``: a folder
    for the text as it was read, for ``sources``; ``quotes``: whether sentences stand in comments; ``paragraphs``: the
    only ones to examine, "10-80" or "12".

    Raises AssessmentError for an unreadable document, CountermoveError where a file exists (unless *force*) or cannot
    be written, MissingExtra."""
    source = source_named(str(document))
    beside = None if texts is None else folder_of(texts, "texts") / f"{source}.txt"
    if target is not None:
        check_place(Path(target), force=force)
    read = document_in(document, source=source)
    if beside is not None and not _is_there(beside, read.written):
        check_place(beside, force=force)
    within = None if paragraphs is None else _stretch(paragraphs, len(read.text.paragraphs))
    annotated = annotate(read, within=within)
    sheet = sheet_of(annotated, source=source)
    text, quoted = _written(read, annotated, sheet, source, quotes)
    if beside is not None and not _is_there(beside, read.written):
        write_whole(beside, read.written, force=force)
    schema = None
    if target is not None:
        write_whole(Path(target), MODELINE + text, force=force)
        schema = schema_beside(Path(target))
    return DraftRecord(
        file=read.file,
        kind=read.kind,
        sha256=read.sha256,
        source=source,
        title=read.front.title or None,
        title_from=read.front.title_from or None,
        as_of=read.front.day or None,
        as_of_from=read.front.day_from or None,
        paragraphs=len(read.text.paragraphs),
        within=within,
        sentences=len(annotated.sentences),
        cues={kind: sum(any(cue.kind == kind for cue in cues) for cues in annotated.cues) for kind in KINDS},
        cued=sum(map(bool, annotated.cues)),
        cues_off=not annotated.fits,
        joined=len(annotated.first),
        actors=sheet.actors,
        items=sheet.items,
        others=sheet.others,
        lacking=annotated.lacking,
        notes=(*read.notes, *filter(None, (annotated.note,))),
        wanted_quotes=quotes,
        quoted=quoted,
        target=target,
        texts=None if beside is None else str(beside),
        schema=schema,
        text=text,
    )


def _written(read: ReadDocument, annotated: AnnotatedText, sheet: Sheet, source: str, quotes: bool) -> tuple[str, bool]:
    """The worksheet, and whether it quotes the text: not where it would be larger than a case may be."""
    used = {place for item in sheet.items for place in item.places}
    cued = [place for place, one in enumerate(annotated.sentences) if (one.paragraph, one.number) in used]
    for quoting in (True, False) if quotes else (False,):
        text = worksheet_text(read, annotated.sentences, sheet, source=source, quotes=quoting, cued=cued)
        if len(text.encode()) + len(MODELINE) <= LIMITS.size:
            return text, quoting
    message = f"A worksheet of {read.file} would be over 1 MB, more than a case may be: draft it in parts."
    raise CountermoveError(message, argument="paragraphs")


def _stretch(text: str, of: int) -> Stretch:
    """The first and the last paragraph of a range. Raises CountermoveError."""
    named = re.fullmatch(r"\s*([0-9]{1,9})\s*(?:[-–]\s*([0-9]{1,9})\s*)?", text)
    if named is None:
        raise CountermoveError(f"{quoted(text)} names no paragraphs: write 10-80, or 12.", argument="paragraphs")
    first, last = int(named[1]), int(named[2] or named[1])
    if not 1 <= first <= last <= of:
        raise CountermoveError(
            f"{quoted(text)} is not among the paragraphs, which are 1 to {of:,}.", argument="paragraphs"
        )
    return first, last


def _is_there(path: Path, text: str) -> bool:
    """Whether a file holds exactly this text already, as where a text is drafted from the folder of texts itself."""
    try:
        return path.is_file() and path.read_bytes() == text.encode("utf-8")
    except OSError:
        return False
