"""countermove draft: from a document to a worksheet."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completion import complete_case
from countermove.cli.options import AsJson, Force

__all__ = ["draft"]

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
        return _by_others(document, ask, answers, out, own=own, force=force, as_json=as_json)
    from countermove.cli.output import progress, show_record, show_text
    from countermove.cli.streams import say

    if coverage is not None:
        if out is not None or texts is not None or without_quotes or paragraphs is not None:
            raise CountermoveError("--coverage writes nothing and looks at all: give it --source alone.")
        with progress(f"Reading {document}"):
            from countermove.plugins.evidence.draft.coverage import coverage_of

            covered = coverage_of(document, coverage, source=source)
        show_record(covered, as_json)
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
    show_record(record, as_json)
    return 0 if record.as_expected else 1
