"""Checks key questions: the game in which each is answered, and how far the actors look."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.assessment.problems import Path, Report
from countermove.assessment.schema import Answering, Claim, Document, KeyQuestion

__all__ = ["check_key_questions"]


def check_key_questions(document: Document, report: Report) -> None:
    """Report problems of the key questions and the concepts of a document whose names are known."""
    for name in document.left_out:
        if name in (document.concepts or {}):
            report.add(("left_out", name), "overlap", f"{name} is one of the `concepts`: it is not left out.", key=True)
        elif document.concepts is None:
            message = "Without `concepts` all five are used: say which are, or leave `left_out` out."
            report.add(("left_out", name), "expected", message, key=True)
    for name, question in document.key_questions.items():
        _check_games(("key_questions", name), question, document, report)
        if question.across is not None:
            for place, scenario in enumerate(question.across):
                if scenario in question.across[:place]:
                    report.add(("key_questions", name, "across", place), "duplicate", f"{scenario} is listed twice.")


def _check_games(path: Path, question: KeyQuestion, document: Document, report: Report) -> None:
    """Report what a question says about the game although its claim brings its own."""
    named = list(_claims(question, document))
    for side, answering, claim in named:
        games: tuple[tuple[Path, object, object], ...] = (
            (("across",), claim.in_, question.across),
            (("under",), claim.in_ or claim.under, question.under),
            (("with",), claim.in_ or claim.with_, question.with_),
            ((side, "under"), claim.in_ or claim.under, answering.under),
            ((side, "with"), claim.in_ or claim.with_, answering.with_),
        )
        for where, own, other in games:
            if own is not None and other is not None:
                message = f"{answering.claim} is judged in a game of its own: this question cannot say `{where[-1]}`."
                report.add((*path, *where), "overlap", message, key=True)
    scenarios = dict.fromkeys(claim.in_ for _, _, claim in named if claim.in_ is not None)
    if len(scenarios) > 1:
        message = f"Yes and no are read off different scenarios, {' and '.join(scenarios)}: ask two questions."
        report.add((*path, "answer_no"), "overlap", message)


def _claims(question: KeyQuestion, document: Document) -> Iterator[tuple[str, Answering, Claim]]:
    sides: tuple[tuple[str, Answering | None], ...] = (
        ("answer_yes", question.answer_yes),
        ("answer_no", question.answer_no),
    )
    for side, answering in sides:
        if answering is not None and answering.claim in document.claims:
            yield side, answering, document.claims[answering.claim or ""]
