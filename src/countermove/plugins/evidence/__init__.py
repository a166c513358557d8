"""evidence: the foundations of an assessment, the results of its forecasts, and a record of them that cannot be
rewritten unnoticed.
"""

from __future__ import annotations

from countermove.extensions import HOOKS, Command, Plugin, RecordKind

__all__ = ["PLUGIN"]

_HERE = "countermove.plugins.evidence"


def _command(name: str, line: str) -> Command:
    return Command(name=name, help=line, function=f"{_HERE}.commands:{name}", after="figure")


def _record(record: str, page: str) -> RecordKind:
    return RecordKind(f"{_HERE}.{record}", f"{_HERE}.{page}")


PLUGIN = Plugin(
    name="evidence",
    hooks=HOOKS,
    commands=(
        _command("draft", "Make a worksheet of a document."),
        _command("sources", "Check whether what premises cite is still there."),
        _command("score", "Score closed forecasts, and say what was learned."),
        _command("seal", "Add to the ledger of a case what is new or changed."),
        _command("ledger", "Verify the ledger of a case, and show its history."),
    ),
    records={
        "answered": _record("draft.answer_check:AnsweredRecord", "draft.text:answered_page"),
        "ask": _record("draft.prompts:AskRecord", "draft.text:ask_page"),
        "coverage": _record("draft.coverage:Coverage", "draft.text:coverage_page"),
        "draft": _record("draft.compute:DraftRecord", "draft.text:draft_page"),
        "ledger": _record("ledger.compute:LedgerRecord", "ledger.text:ledger_page"),
        "score": _record("score.compute:ScoreRecord", "score.text:score_page"),
        "seal": _record("ledger.seal:SealRecord", "ledger.text:seal_page"),
        "sources": _record("sources.compute:SourcesRecord", "sources.text:sources_page"),
    },
    services={
        "passages": f"{_HERE}.sources.locate:passages_in",
        "coverage": f"{_HERE}.draft.text:text_covered",
        "cues": f"{_HERE}.documents.cues:cues_in",
        "feeds": f"{_HERE}.series.compute:fed",
        "imprint": f"{_HERE}.ledger.text:ledger_line",
    },
    beside=(".ledger.jsonl",),
)
"""The declaration of this annex."""
