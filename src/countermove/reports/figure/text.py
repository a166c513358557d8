"""figure in words: the file that was written, or a description of the figure."""

from __future__ import annotations

from dataclasses import replace

from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.glyphs import lacking_text
from countermove.reports.figure.compute import DrawnRecord

__all__ = ["drawn_page"]


def drawn_page(given: DrawnRecord) -> Page:
    """The file that was written; if none, the figure for those who do not see it: its words and its table."""
    figure = given.figure
    if given.file is not None:
        told = [Sentence(f"Wrote {given.file} ({figure.name}).", "line")]
        told += [Sentence(lacking_text(given.lacking, "the PNG"), "caution")] if given.lacking else []
        return Page(tuple(told))
    return Page(
        (
            Sentence(figure.title, "title"),
            Sentence(figure.description),
            replace(figure.table, by_row=True),
            Sentence("This is the table behind the figure; -o FILE.svg (.png, .csv) writes it.", "note"),
        )
    )
