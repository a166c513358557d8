"""The kinds of record beside answers: for each its type, which describes itself, and what tells it.

Named, and imported when first used, so that no command pays for the records of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from gmcr.base.brief import Brief

__all__ = ["KINDS", "RecordKind", "kind_of", "named", "told_by_page"]


@dataclass(frozen=True, slots=True)
class RecordKind(Brief):
    """``record``: the type, by its place in the package; ``page``: the function that tells it, by its."""

    record: str
    page: str


KINDS: Mapping[str, RecordKind] = {
    "answered": RecordKind("desk.draft.answering.AnsweredRecord", "desk.draft.told_answers.answered_page"),
    "ask": RecordKind("desk.draft.asking.AskRecord", "desk.draft.told_answers.ask_page"),
    "assess": RecordKind("desk.assessing.found.AssessRecord", "desk.assessing.told.assess_page"),
    "cases": RecordKind("desk.cases.found.CasesRecord", "desk.cases.told.cases_page"),
    "certificate": RecordKind("desk.certify.found.CertificateRecord", "desk.certify.told.certify_page"),
    "convert": RecordKind("desk.convert.found.ConvertRecord", "desk.convert.told.convert_page"),
    "coverage": RecordKind("desk.draft.coverage.Coverage", "desk.draft.told_coverage.coverage_page"),
    "draft": RecordKind("desk.draft.found.DraftRecord", "desk.draft.told.draft_page"),
    "figure": RecordKind("desk.figure.found.DrawnRecord", "desk.figure.told.drawn_page"),
    "games": RecordKind("desk.cases.found.GamesRecord", "desk.cases.told.games_page"),
    "ledger": RecordKind("evidence.ledger.found.LedgerRecord", "evidence.ledger.told.ledger_page"),
    "lint": RecordKind("desk.lint.found.LintRecord", "desk.lint.told.lint_page"),
    "new": RecordKind("desk.new.found.NewRecord", "desk.new.told.new_page"),
    "paper": RecordKind("desk.paper.written.PaperRecord", "desk.paper.written.paper_page"),
    "published": RecordKind("desk.cases.published.PublishedRecord", "desk.cases.told.published_page"),
    "report": RecordKind("report.written.WrittenReport", "report.written.written_page"),
    "score": RecordKind("desk.score.found.ScoreRecord", "desk.score.told.score_page"),
    "seal": RecordKind("evidence.ledger.sealing.SealRecord", "evidence.ledger.told.seal_page"),
    "sources": RecordKind("desk.sources.found.SourcesRecord", "desk.sources.told.sources_page"),
    "verify": RecordKind("desk.verify.found.VerifyRecord", "desk.verify.told.verify_page"),
}
"""Name of a kind, as ``--json`` writes it → the kind."""

_BY_TYPE = {kind.record: name for name, kind in KINDS.items()}


def kind_of(record: object) -> str:
    """The name of a record's kind. Raises TypeError for what is none."""
    place = _place(record)
    if place not in _BY_TYPE:
        raise TypeError(f"{type(record).__name__} is not a record that can be told")
    return _BY_TYPE[place]


def told_by_page(record: object) -> bool:
    """Whether a record has a page that tells it."""
    return _place(record) in _BY_TYPE


def _place(record: object) -> str:
    form = type(record)
    return f"{form.__module__}.{form.__qualname__}".removeprefix("countermove.")


def named(place: str) -> Any:
    """What stands at a place of the package."""
    module, _, name = place.rpartition(".")
    return getattr(import_module(f"countermove.{module}"), name)
