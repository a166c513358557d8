"""figure in words: the file that was written, or a description of the figure."""

from __future__ import annotations

from dataclasses import replace

from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.glyphs import lacking_text
from countermove.reports.figure.compute import DrawnRecord

__all__ = ["drawn_page"]


def drawn_page(record: DrawnRecord) -> Page:
    """The file that was written; if none, the figure for those who do not see it: its words and its table."""
    figure = record.figure
    if record.file is not None:
        sentences = [Sentence(f"Wrote {record.file} ({figure.name}).", "line")]
        sentences += [Sentence(lacking_text(record.lacking, "the PNG"), "caution")] if record.lacking else []
        return Page(tuple(sentences))
    return Page(
        (
            Sentence(figure.title, "title"),
            Sentence(figure.description),
            replace(figure.table, by_row=True),
            Sentence("This is the table behind the figure; -o FILE.svg (.png, .csv) writes it.", "note"),
        )
    )
