"""Writing a report to a file, in the format that its suffix names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

from countermove.catalogue.reports import REPORT_FORMATS, suffixes_text
from countermove.context.frame import Frame
from countermove.media.records import named
from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.typefaces import lacking, lacking_text, with_typst
from countermove.presentation.words import count
from gmcr.base.errors import CountermoveError, nearest
from gmcr.base.files import check_place, write_whole
from gmcr.base.record import INTERNAL, Record

if TYPE_CHECKING:
    from countermove.media.html import ArguingParts
    from countermove.reports.report.blocks import Dossier
    from countermove.reports.report.compute import ReportRecord
    from countermove.reports.report.conflict_report import ConflictReport

__all__ = [
    "WrittenReport",
    "WrittenSection",
    "check_report",
    "format_of",
    "write_page",
    "write_report",
]

if TYPE_CHECKING:
    Format: TypeAlias = str
else:
    Format = Literal[tuple(sorted(REPORT_FORMATS))]

_BY_SUFFIX: Mapping[str, str] = {end: name for name, form in REPORT_FORMATS.items() for end in form.suffixes}


class WrittenSection(NamedTuple):
    """A section."""

    id: str
    """Its anchor."""
    title: str
    """Its title."""


@dataclass(frozen=True, slots=True)
class WrittenReport(Record):
    """A report that was written."""

    frame: Annotated[Frame, INTERNAL]
    file: str
    """The file."""
    format: Format
    """Its format."""
    bytes: int
    """Its size."""
    sections: tuple[WrittenSection, ...]
    """Its sections, in order; none if it is the first page alone."""
    lacking: tuple[str, ...] = ()
    """Scripts with letters that no typeface here has: boxes in a PDF."""


def format_of(file: str) -> Format:
    """The format that a file's suffix names. Raises CountermoveError."""
    suffix = Path(file).suffix.lower()
    if suffix not in _BY_SUFFIX:
        near = nearest(suffix, _BY_SUFFIX) if suffix else None
        hint = f" Did you mean {Path(file).with_suffix(near)}?" if near else ""
        raise CountermoveError(f"{file}: a report is written as {suffixes_text()}; name such a file.{hint}")
    return _BY_SUFFIX[suffix]


def check_report(file: str, *, force: bool = False) -> None:
    """Check whether a report can be written to *file*, as far as possible before it is computed: its suffix, its place,
    and the needs of its format. Raises CountermoveError, MissingExtra."""
    if needs := REPORT_FORMATS[format_of(file)].needs:
        named(needs)()
    check_place(Path(file), force=force)


def write_report(
    record: ReportRecord | ConflictReport,
    file: str,
    *,
    brief: bool = False,
    force: bool = False,
    alive: ArguingParts | None = None,
) -> WrittenReport:
    """Write a report; *brief*: its first page alone; *alive*: the additional parts of one that argues back, as HTML.
    Raises CountermoveError if the file exists (unless *force*) or cannot be written, and MissingExtra."""
    kind = format_of(file)
    dossier = _dossier(record, kind, brief)
    content = named(REPORT_FORMATS[kind].write)(dossier, *([] if alive is None else [alive]))
    content = content.encode("utf-8") if isinstance(content, str) else content
    write_whole(Path(file), content, force=force)
    sections = tuple(WrittenSection(section.id, section.title) for section in dossier.sections)
    boxes = _boxes(dossier) if kind == "pdf" else ()
    return WrittenReport(record.frame, file, kind, len(content), sections, boxes)


def _dossier(record: ReportRecord | ConflictReport, kind: Format, brief: bool) -> Dossier:
    from countermove.reports.report.compose import dossier_of
    from countermove.reports.report.conflict import conflict_dossier
    from countermove.reports.report.conflict_report import ConflictReport

    if isinstance(record, ConflictReport):
        return conflict_dossier(record, brief=brief)
    return dossier_of(record, form=kind, brief=brief)


def _boxes(dossier: Dossier) -> tuple[str, ...]:
    """The scripts that a PDF shows as boxes."""
    from countermove.media.pdf import letters_of

    return lacking(letters_of(dossier), with_typst)


def write_page(written: WrittenReport) -> Page:
    """The file that was written, and its content."""
    size = f"{written.bytes / 1000:,.0f} kB"
    what = f"a report on {written.frame.case}, {count(len(written.sections), 'section')}"
    text = f"{written.file}: {what if written.sections else f'{written.frame.case} in brief'}, {size}."
    blocks = [Sentence(text, "line")]  # the name of a file is never wrapped
    blocks += [Sentence(lacking_text(written.lacking, "the PDF"), "caution")] if written.lacking else []
    return Page(tuple(blocks))
