"""The cases of a folder, and the page of each: a report that argues back or, over a limit of compiled
assessments, a plain report."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from countermove.assessment import Assessment
from countermove.media.html import html_of
from countermove.plugins.serve.explorable.page import argues_back, explorable_html
from countermove.presentation.assumptions import byline
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord, report_case
from countermove.reports.report.first import key_answer_texts, refuted_text
from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, task

__all__ = ["AnswerState", "CaseState", "SitePage", "files_in", "page_names", "site_page", "why_not"]

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class AnswerState(Record):
    """An answer to compare with a later one. ``word``: alone; ``told``: as a sentence."""

    asks: str
    word: str
    told: str


@dataclass(frozen=True, slots=True)
class CaseState(Record):
    """The stored state of a case: its answers by question, the classes of its claims, and the words of these."""

    title: str
    byline: str
    answers: Mapping[str, AnswerState]
    classes: Mapping[str, str]
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SitePage(Record):
    """The page of a case. ``plain``: why it cannot be pushed, or ""; ``refuted``: a warning if events refute its
    answers, or ""."""

    kept: CaseState
    html: str
    plain: str
    refuted: str = ""


def files_in(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that may be assessments, by name. Raises CountermoveError if it is no folder, or has
    none."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(_SUFFIXES) and name[0] != ".")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CountermoveError(f"{folder} is not a folder that can be read: {reason}.") from None
    files = tuple(folder / name for name in names if (folder / name).is_file())
    if not files:
        raise CountermoveError(f"{folder} has no assessment: no file that ends in {' or '.join(_SUFFIXES)}.")
    return files


def why_not(path: Path) -> str:
    """Why a file of a folder is not shown, whatever its content; or ""."""
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        return "Its name is not text: rename it."
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        return "It is a symbolic link that leads out of the folder: it is not followed."
    return ""


def page_names(files: tuple[Path, ...]) -> dict[Path, str]:
    """The name of each file's page: that of the file, never that of the index, and the same whatever else the folder
    has, except a file of the same name with another suffix."""
    pages: dict[Path, str] = {}
    for path in files:
        name = path.stem if path.stem.lower() != "index" else f"{path.stem}-case"
        pages[path] = f"{name}.html" if f"{name}.html" not in pages.values() else f"{path.name}.html"
    return pages


@task
def site_page(assessment: Assessment) -> Task[SitePage]:
    """The page of a case. Progress counts parts of its report; there is no partial result."""
    plain = ""
    try:
        argues_back(assessment)
    except CountermoveError as error:
        plain = str(error)
    record = yield from _unknown(report_case.work(assessment))
    if record.interrupted:
        raise KeyboardInterrupt
    if plain:
        return SitePage(_state(record), html_of(dossier_of(record)), plain, refuted_text(record))
    return SitePage(_state(record), explorable_html(record, assessment), "", refuted_text(record))


T = TypeVar("T")


def _unknown(work: Task[T]) -> Generator[Progress[SitePage], None, T]:
    """Work without partial results."""
    while True:
        try:
            part = next(work)
        except StopIteration as end:
            result: T = end.value
            return result
        yield Progress(part.done, part.of)


def _state(record: ReportRecord) -> CaseState:
    return CaseState(
        title=record.glossary.title,
        byline=byline(record.glossary),
        answers=dict(_answers(record)),
        classes={claim.id: claim.word for claim in record.assess.claims},
        says={claim.id: record.glossary.claims[claim.id].says for claim in record.assess.claims},
    )


def _answers(record: ReportRecord) -> Iterator[tuple[str, AnswerState]]:
    for answer in key_answer_texts(record):
        yield answer.id, AnswerState(answer.question, answer.word, answer.verdict)
