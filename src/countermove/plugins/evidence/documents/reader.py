"""Reads a document: plain text as it is, pages of HTML and PDF as paragraphs of text.

The result can be written as a text and read again with the same paragraphs and pages, so that a place in a file
(``at``) means the same with the document and with only that text (``sources``).

Documents are untrusted. HTML and PDF are read in a process of its own, with limits of time and memory; nothing is
fetched, drawn or run. Sizes: 5 MB of text, HTML and PDF under 50 MB, 2,000 pages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from countermove.assessment.parser import decode, read_bytes
from countermove.assessment.problems import refuse
from countermove.plugins.evidence.documents.apart import Format, outcome_of
from countermove.plugins.evidence.documents.front import Front, front_of
from countermove.plugins.evidence.documents.outcome import (
    Outcome,
    Refused,
    Script,
    notes_on,
    refusal,
    script_note,
    script_of,
)
from countermove.processes.budget import Budget, OverBudget, budget_of
from countermove.sources.texts import LARGEST, SourceText, text_of
from gmcr.base.errors import CountermoveError, MissingExtra
from gmcr.base.record import Record

__all__ = ["KINDS", "LARGEST_FILE", "Kind", "ReadDocument", "document_in"]

Kind: TypeAlias = Literal["text", "html", "pdf"]

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
}
"""Suffixes of documents → their kinds."""

LARGEST_FILE = 50_000_000
"""The limit for HTML and PDF, in bytes (exclusive)."""

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})|encoding\s*=\s*["']([\w.:-]{1,40})"""
)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_AS_BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}


@dataclass(frozen=True, slots=True)
class ReadDocument(Record):
    """A document that was read."""

    file: str
    """The file."""
    kind: Kind
    """Its kind."""
    sha256: str
    """The digest of its bytes."""
    text: SourceText
    """Its paragraphs, with their pages, as they are counted everywhere."""
    written: str
    """The whole document as a text: read again, it has the same paragraphs and pages."""
    script: Script
    """The script of most of it."""
    notes: tuple[str, ...]
    """What was left out, is missing or odd, in sentences."""
    front: Front = field(default_factory=Front)
    """Its own title and date."""


def document_in(path: str | Path, *, source: str = "", budget: Budget | None = None) -> ReadDocument:
    """The document in a file, as the text of a *source* (by default the name of the file). *budget*: what reading may
    take, by default that of ``draft``; its items are paragraphs.

    Raises AssessmentError for an unreadable document, CountermoveError, MissingExtra."""
    file = Path(path)
    kind = KINDS.get(file.suffix.lower())
    if kind is None:
        message = f"Documents end in {', '.join(KINDS)}: save or print it as one of these."
        raise refuse(str(file), "file", message if file.exists() else "There is no such file.")
    budget = budget_of("draft") if budget is None else budget
    content = read_bytes(file, most=LARGEST if kind == "text" else LARGEST_FILE - 1)
    sha256 = hashlib.sha256(content).hexdigest()
    outcome = _plain(content, file) if kind == "text" else _formatted(content, file, kind, budget)
    if len(outcome.text.encode()) > LARGEST:
        raise refuse(str(file), "large", f"Its text is over {LARGEST // 1_000_000} MB: split it.")
    text = text_of(outcome.text, source or file.stem, str(file), sha256)
    try:
        budget.need("items", len(text.paragraphs), "Its number of paragraphs")
    except OverBudget as error:
        raise refuse(str(file), "large", str(error)) from None
    script = script_of(text.paragraphs)
    own = front_of(text.paragraphs, file.name, title=outcome.title, dated=outcome.dated, made=outcome.made)
    return ReadDocument(str(file), kind, sha256, text, outcome.text, script, tuple(_notes(outcome, script)), own)


def _notes(outcome: Outcome, script: Script) -> Iterator[str]:
    yield from notes_on(outcome)
    if note := script_note(script):
        yield note


def _plain(content: bytes, file: Path) -> Outcome:
    if content.startswith(b"%PDF-"):
        raise refuse(str(file), "binary", "This is a PDF: let its name end in .pdf.")
    return Outcome(text=decode(content, str(file), most=LARGEST))


def _formatted(content: bytes, file: Path, format_: Format, budget: Budget) -> Outcome:
    data = _as_utf8(content, file) if format_ == "html" else content
    try:
        return outcome_of(data, format_, budget=budget)
    except Refused as refused:
        raise refuse(str(file), "file", refusal(refused)) from None
    except MissingExtra:
        raise
    except CountermoveError as error:
        raise refuse(str(file), "file", f"{str(error).rstrip('.')}, or copy the text into a .txt file.") from None


def _as_utf8(content: bytes, file: Path) -> bytes:
    """Transcode HTML to UTF-8, from its byte order mark, else UTF-8, else the encoding that it declares; never guess."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    if not encoding:
        try:
            page = content.decode("utf-8")
        except UnicodeDecodeError:
            encoding = _declared(content)
            if not encoding:
                page = decode(content, str(file), most=LARGEST_FILE)  # the error says at which byte
    if encoding:
        try:
            page = content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            raise refuse(
                str(file), "encoding", f"It is not text in {encoding}, as it says it is: save it as UTF-8."
            ) from None
    if "\0" in page:
        raise refuse(str(file), "binary", "Character U+0000 does not belong in text: is this a binary file?")
    return page.encode("utf-8", "replace")


def _declared(content: bytes) -> str:
    """The encoding that a page declares, "" where it declares none but UTF-8."""
    match = _DECLARED.search(content[:4096])
    name = next((part for part in match.groups() if part), b"").decode("ascii").lower() if match else ""
    return "" if name.replace("-", "") in ("", "utf8") else _AS_BROWSERS.get(name, name)
