"""countermove draft: from a document to a worksheet.

countermove seal: what a case says of its forecasts, added to its ledger.

countermove ledger: what was sealed of a case, verified.

countermove score: how the forecasts of a case did, and a post-mortem.

countermove sources: whether premises point at passages that are still there.
"""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completion import complete_case
from countermove.cli.options import AsJson, AsOf, Case, Codings, Force, Full, Seed
from gmcr.base.errors import CountermoveError

__all__ = ["CA", "Texts", "draft", "ledger", "score", "seal", "sources"]


Document = Annotated[str, typer.Argument(metavar="DOC", help="The document: .txt, .md, .html or .pdf.")]
Out = Annotated[
    str | None, typer.Option("-o", "--out", metavar="CASE", help="The worksheet to write; none, or -: show it.")
]
Texts = Annotated[
    str | None,
    typer.Option("--texts", metavar="DIR", help="Write the text as it was read to DIR/SOURCE.txt, for `sources`."),
]
Without = Annotated[
    bool, typer.Option("--without-quotes", help="Leave out the sentences of the text: places and cues alone.")
]
Paragraphs = Annotated[
    str | None,
    typer.Option("--paragraphs", metavar="N-M", help="Only these paragraphs, with the numbers that they have."),
]
Ask = Annotated[
    str | None,
    typer.Option("--ask", metavar="OUT", help="Write chunks of it as JSON, for whoever answers, and no worksheet."),
]
Answers = Annotated[
    str | None,
    typer.Option("--answers", metavar="FILE", help="Check answers to what --ask wrote: the worksheet is theirs."),
]
CoverageOf = Annotated[
    str | None,
    typer.Option(
        "--coverage",
        metavar="CASE",
        help="Show what this case uses of the document, and write nothing.",
        autocompletion=complete_case,
    ),
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="With --coverage: which source of the case it is.")
]


def draft(
    document: Document,
    out: Out = None,
    texts: Texts = None,
    without_quotes: Without = False,
    paragraphs: Paragraphs = None,
    coverage: CoverageOf = None,
    source: Source = None,
    ask: Ask = None,
    answers: Answers = None,
    force: Force = False,
    full: Full = False,
    as_json: AsJson = False,
) -> int:
    """Make a worksheet of a document.

    It numbers paragraphs and sentences, marks those in which tables of English words find a condition, a hedge, a reported
    view, a preference, a cause, a forecast, a date or a question, joins those that repeat one another, and proposes actors by
    their names. Wants, claims, open questions and forecasts have their place in the text and `todo` where only you can say what
    stands there: no formula, order or number is invented. `lint` lists what is left to do. Never overwrites without --force.

    --coverage shows the reverse, what a case uses of the document, sentence by sentence: which are pointed at, which stand
    in a paragraph that is named although no premise points at them, and which stand in none.

    --ask writes the text in chunks, with what is asked and the form of an answer, for a colleague or a model; nothing is sent.
    --answers checks what comes back: each quote is verified, repaired or rejected, and no item is dropped.

    Exits with 1 when answers need a look: quotes that are not in the text, formulas that are not sound, chunks answered short.
    """
    from gmcr.base.errors import CountermoveError

    if ask is not None or answers is not None:
        if coverage is not None:
            raise CountermoveError("--coverage asks nobody: give neither --ask nor --answers with it.")
        own = texts is not None or without_quotes or paragraphs is not None
        return _by_others(document, ask, answers, out, own=own, force=force, full=full, as_json=as_json)
    from countermove.cli.output import progress, show_record, show_text
    from countermove.cli.streams import say

    if coverage is not None:
        if out is not None or texts is not None or without_quotes or paragraphs is not None:
            raise CountermoveError("--coverage writes nothing and looks at all: give it --source alone.")
        with progress(f"Reading {document}"):
            from countermove.plugins.evidence.draft.coverage import coverage_of

            covered = coverage_of(document, coverage, source=source)
        show_record(covered, as_json, whole=full)
        return 0
    if source is not None:
        raise CountermoveError("--source is about what --coverage shows: give both.")
    with progress(f"Reading {document}"):
        from countermove.plugins.evidence.draft.compute import draft as drafted

        target = None if out == "-" else out
        record = drafted(document, target, texts=texts, quotes=not without_quotes, paragraphs=paragraphs, force=force)
    if as_json or record.target:
        show_record(record, as_json)
        return 0
    from countermove.plugins.evidence.draft.text import draft_asides

    show_text(record.text)
    for aside in draft_asides(record):
        say(aside)
    return 0


def _by_others(
    document: str,
    ask: str | None,
    answers: str | None,
    out: str | None,
    *,
    own: bool,
    force: bool,
    full: bool,
    as_json: bool,
) -> int:
    """Write what others are asked, or check their answers; *own*: whether options for a worksheet without them are set."""
    from countermove.cli.output import progress, show_record
    from gmcr.base.errors import CountermoveError

    if ask is not None and (answers is not None or out is not None):
        raise CountermoveError("--ask writes what is asked and no worksheet: give neither --answers nor --out with it.")
    if own:
        raise CountermoveError(
            "--texts and --without-quotes, as --paragraphs, are for a worksheet that is made without answers."
        )
    if ask is not None:
        with progress(f"Reading {document}"):
            from countermove.plugins.evidence.draft.prompts import draft_ask

            request = draft_ask(document, ask, force=force)
        show_record(request, as_json)
        return 0
    with progress(f"Checking {answers}"):
        from countermove.plugins.evidence.draft.answer_check import draft_answers

        record = draft_answers(document, str(answers), None if out == "-" else out, force=force)
    show_record(record, as_json, whole=full)
    return 0 if record.as_expected else 1


CA = Annotated[
    str | None,
    typer.Option(
        "--ca", metavar="FILE", help="The certificates (PEM) by which the signature of a time stamp is verified."
    ),
]
Timestamp = Annotated[
    str | None,
    typer.Option(
        "--timestamp",
        metavar="URL",
        help="Have the head stamped by this authority (RFC 3161; needs --ca and countermove[timestamp]).",
    ),
]


def seal(case: Case, timestamp: Timestamp = None, ca: CA = None, as_json: AsJson = False) -> None:
    """Add to the ledger of a case what is new or changed.

    A line for each forecast, update, observation and resolution that the ledger does not have as the file has it. The ledger
    lies beside the file, is made to be committed, and is only ever added to; where it is broken, nothing is."""
    from countermove.cli.output import progress, show_record

    with progress(f"Sealing {case}"):
        from pathlib import Path

        from countermove.plugins.evidence.ledger.seal import seal as sealed
        from countermove.plugins.evidence.ledger.stamps import Authority

        if (timestamp is None) != (ca is None):
            missing = "--ca FILE" if ca is None else "--timestamp URL"
            raise CountermoveError(
                f"A time stamp is worth what its signature is: --timestamp and --ca go together. Add {missing}."
            )
        authority = None if timestamp is None or ca is None else Authority(timestamp, Path(ca))
        record = sealed(case, authority=authority)
    show_record(record, as_json)


def ledger(case: Case, ca: CA = None, full: Full = False, as_json: AsJson = False) -> int:
    """Verify the ledger of a case, and show its history.

    Also what was sealed after its forecast had closed, what the file says now that was never sealed, and the head digest,
    which is the same in whatever order branches were merged. Exit code 1 where something is not sealed, 2 where the ledger is
    broken."""
    from countermove.cli.output import progress, show_record
    from countermove.processes.budget import budget_of
    from countermove.processes.within import Within

    message = f"Verifying the ledger of {case}"
    with progress(message), Within(budget_of("ledger"), message):
        from pathlib import Path

        from countermove.plugins.evidence.ledger.compute import ledger as found_in

        record = found_in(case, roots=None if ca is None else Path(ca))
    show_record(record, as_json, whole=full)
    return 0 if record.as_expected else 1


Crowd = Annotated[
    str | None,
    typer.Option(
        "--crowd",
        metavar="FILE",
        help="What others said about the same forecasts: a CSV file with forecast, chance, date.",
    ),
]


def score(
    case: Case,
    crowd: Crowd = None,
    coding: Codings = None,
    as_of: AsOf = None,
    seed: Seed = 0,
    full: Full = False,
    as_json: AsJson = False,
) -> None:
    """Score closed forecasts, and say what was learned.

    Quadratic (Brier) and logarithmic score, over days where a chance was changed; beside even odds, base rates and a crowd;
    calibration and the parts of the score from 30 forecasts on. Void and disputed ones stand apart. Then which readings are
    left, which premises nothing has tested, and which claims deserve credit or cannot get it."""
    from countermove.cli.output import progress, show_record

    with progress(f"Scoring {case}"):
        from countermove import reports
        from countermove.plugins.evidence.score.compute import score_case

        opened = reports.open_case(case, "score").selected(reports.select(codings=coding or ()))
        record = score_case(opened, as_of=as_of, crowd=crowd, rng=seed)
    show_record(record, as_json, whole=full)


_IN = "SOURCE.txt or SOURCE.md for each, at most 5 MB."
SourceTexts = Annotated[
    str, typer.Option("--texts", metavar="DIR", help=f"The folder with the texts of the sources: {_IN}")
]
Lock = Annotated[
    bool,
    typer.Option(
        "--lock",
        help="Keep what the passages are, in CASE.sources.json beside the case: hashes, and no sentence of a source.",
    ),
]
Anew = Annotated[
    bool,
    typer.Option("--force", help="Lock all passages as they stand now, even those that differ from what was locked."),
]


def sources(
    case: Case,
    texts: SourceTexts,
    lock: Lock = False,
    force: Anew = False,
    coding: Codings = None,
    full: Full = False,
    as_json: AsJson = False,
) -> int:
    """Check whether what premises cite is still there.

    Numbers of paragraphs do not survive a change of format. What --lock keeps does: with it each passage turns out to be
    the same, moved, altered, ambiguous or missing. It also lists paragraphs that nothing points at or that repeat others,
    what has no source, and the weakest link of each answer.

    Exits with 1 when a passage is altered, ambiguous or missing.
    """
    from countermove.cli.output import progress, show_record

    with progress(f"Looking for the sources of {case}"):
        from countermove.context.answer import open_case
        from countermove.context.selection import select
        from countermove.plugins.evidence.sources.compute import sources_of
        from gmcr.base.errors import CountermoveError

        if force and not lock:
            raise CountermoveError("--force is about what --lock keeps: give both.")
        if lock and coding:
            raise CountermoveError("--lock keeps the passages of the file as it stands: leave --coding out.")
        opened = open_case(case, "sources").selected(select(codings=coding or ()))
        record = sources_of(opened, texts, lock=lock, force=force)
    show_record(record, as_json, whole=full)
    return 0 if record.as_expected else 1
