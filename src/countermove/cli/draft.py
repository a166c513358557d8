"""countermove draft: from a document to a worksheet."""

from __future__ import annotations

from typing import Annotated

import typer

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


def draft(
    document: Document,
    out: Out = None,
    texts: Texts = None,
    without_quotes: Without = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Make a worksheet of a document.

    It numbers paragraphs and sentences, marks those in which tables of English words find a condition, a hedge, a reported
    view, a preference, a cause, a forecast, a date or a question, joins those that repeat one another, and proposes actors by
    their names. Wants, claims, open questions and forecasts have their place in the text and `todo` where only you can say what
    stands there: no formula, order or number is invented. `lint` lists what is left to do. Never overwrites without --force.
    """
    from countermove.cli.output import progress, show_record, show_text
    from countermove.cli.streams import say

    with progress(f"Reading {document}"):
        from countermove.desk.draft.found import draft as drafted

        target = None if out == "-" else out
        record = drafted(document, target, texts=texts, quotes=not without_quotes, force=force)
    if as_json or record.target:
        show_record(record, as_json)
        return
    from countermove.desk.draft.told import draft_asides

    show_text(record.text)
    for aside in draft_asides(record):
        say(aside)
