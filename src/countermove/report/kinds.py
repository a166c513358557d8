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
    "answered": RecordKind(
        "plugins.evidence.draft.answering.AnsweredRecord", "plugins.evidence.draft.told_answers.answered_page"
    ),
    "ask": RecordKind("plugins.evidence.draft.asking.AskRecord", "plugins.evidence.draft.told_answers.ask_page"),
    "assess": RecordKind("desk.assessing.found.AssessRecord", "desk.assessing.told.assess_page"),
    "cases": RecordKind("desk.cases.found.CasesRecord", "desk.cases.told.cases_page"),
    "certificate": RecordKind(
        "plugins.proofs.certify.found.CertificateRecord", "plugins.proofs.certify.told.certify_page"
    ),
    "convert": RecordKind("desk.convert.found.ConvertRecord", "desk.convert.told.convert_page"),
    "coverage": RecordKind(
        "plugins.evidence.draft.coverage.Coverage", "plugins.evidence.draft.told_coverage.coverage_page"
    ),
    "draft": RecordKind("plugins.evidence.draft.found.DraftRecord", "plugins.evidence.draft.told.draft_page"),
    "figure": RecordKind("desk.figure.found.DrawnRecord", "desk.figure.told.drawn_page"),
    "games": RecordKind("desk.cases.found.GamesRecord", "desk.cases.told.games_page"),
    "ledger": RecordKind("plugins.evidence.ledger.found.LedgerRecord", "plugins.evidence.ledger.told.ledger_page"),
    "lint": RecordKind("desk.lint.found.LintRecord", "desk.lint.told.lint_page"),
    "new": RecordKind("desk.new.found.NewRecord", "desk.new.told.new_page"),
    "paper": RecordKind("plugins.papers.written.PaperRecord", "plugins.papers.written.paper_page"),
    "published": RecordKind("desk.cases.published.PublishedRecord", "desk.cases.told.published_page"),
    "report": RecordKind("report.written.WrittenReport", "report.written.written_page"),
    "score": RecordKind("plugins.evidence.score.found.ScoreRecord", "plugins.evidence.score.told.score_page"),
    "seal": RecordKind("plugins.evidence.ledger.sealing.SealRecord", "plugins.evidence.ledger.told.seal_page"),
    "sources": RecordKind("plugins.evidence.sources.found.SourcesRecord", "plugins.evidence.sources.told.sources_page"),
    "verify": RecordKind("plugins.proofs.verify.found.VerifyRecord", "plugins.proofs.verify.told.verify_page"),
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
