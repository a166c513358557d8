"""The formats in which reports are written: each once, as data. Files of reports, help and messages follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gmcr.base.record import Record

__all__ = ["REPORT_FORMATS", "ReportFormat", "suffixes_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFormat(Record):
    """A format of reports, a module of ``countermove.media``. A *place* is written as ``package.module:name``."""

    suffixes: tuple[str, ...]
    """The ends of file names by which it is known, with their dots; the first is the one that help names."""
    write: str
    """The place of a function that takes a ``Dossier`` and returns the text or the bytes of the file."""
    needs: str = ""
    """The place of a function that raises MissingExtra where a package is missing that the format needs."""


REPORT_FORMATS: Mapping[str, ReportFormat] = {
    "html": ReportFormat(suffixes=(".html", ".htm"), write="countermove.media.html:html_of"),
    "pdf": ReportFormat(
        suffixes=(".pdf",), write="countermove.media.pdf:pdf_of", needs="countermove.media.pdf:require_pdf"
    ),
    "markdown": ReportFormat(suffixes=(".md", ".markdown"), write="countermove.media.markdown:markdown_of"),
}
"""Name of a format, as a record has it → the format."""


def suffixes_text() -> str:
    """The ends of files that can be written, as a list: ".html, .pdf or .md"."""
    *others, last = (form.suffixes[0] for form in REPORT_FORMATS.values())
    return f"{', '.join(others)} or {last}"
