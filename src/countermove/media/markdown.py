"""A dossier as Markdown (CommonMark with GitHub's tables), readable as it is or rendered.

Everything from a case is escaped, so that none of it is markup: characters with a meaning anywhere, and those that
would begin a block at the start of a line. Figures become sketches, or the tables behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from countermove.presentation.blocks import Sentence, Table
from countermove.presentation.markdown import escaped
from countermove.questions.check.verdicts import SIGNS
from countermove.reports.report.blocks import (
    Dossier,
    DossierBlock,
    Entries,
    Entry,
    Flow,
    Judgements,
    Listing,
    Marks,
    Pairs,
    Quote,
    Section,
    ShownPicture,
    Timeline,
    flow_of,
)
from gmcr.base.characters import isolated

__all__ = ["markdown_of"]


def markdown_of(dossier: Dossier) -> str:
    """The whole file."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_lines(dossier))) + "\n"


def _lines(dossier: Dossier) -> Iterator[str]:
    yield f"# {escaped(dossier.title)}"
    if dossier.byline:
        yield ""
        yield f"*{escaped(dossier.byline)}*"
    yield from _blocks((*dossier.first, *dossier.beside), 2)
    for chapter in dossier.chapters:
        yield ""
        yield f"## {escaped(chapter.title)}"
        for section in chapter.sections:
            yield from _section(section)
    yield ""
    yield "---"
    yield ""
    yield " · ".join(f"{escaped(name)} {escaped(value)}" for name, value in dossier.made[: dossier.imprint])


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield ""
        yield f"### {escaped(section.title)}"
    if section.lead:
        yield ""
        yield f"*{escaped(section.lead)}*"
    yield from _blocks(section.blocks, 4 if section.title else 3)


def _blocks(blocks: Sequence[DossierBlock], level: int) -> Iterator[str]:
    """Blocks, each after an empty line; *level*: of their headings."""
    for block in flow_of(blocks):
        yield ""
        yield from _block(block, "#" * level)


def _block(block: Flow, mark: str) -> Iterator[str]:
    match block:
        case Sentence(text=text, tone=tone):
            yield _sentence(escaped(text), tone, mark)
        case Listing(items):
            for item in items:
                yield f"- {escaped(item.text)}"
                yield from (f"  - {escaped(text)}" for text in item.below)
        case Table():
            yield from _table(block, mark)
        case Pairs():
            for name, value in block.texts:
                yield f"- {escaped(name)}: **{escaped(value)}**"
                yield from _quotes(block.quotes.get(name, ()))
        case Judgements():
            for one in block.items:
                then = f" {escaped(one.then)}" if one.then else ""
                yield f"- **{' '.join(escaped(text) for text in (one.asked, one.text) if text)}**{then}"
                yield from ([f"  {escaped(one.basis)}"] if one.basis else [])
        case Entries():
            yield from _entries(block, mark)
        case ShownPicture():
            yield from _picture(block, mark)
        case Marks():
            yield " ".join(SIGNS.get(item.mark, "·") for item in block.items)
        case Timeline():
            for event in block.events:
                told = " ".join(map(escaped, filter(None, (f"{event.told}.", event.left))))
                yield f"- **{escaped(event.day)}**: {told}"


def _picture(picture: ShownPicture, mark: str) -> Iterator[str]:
    if picture.sketch is not None:
        yield f"{mark} {escaped(picture.sketch.caption)}"
        yield ""
        # Four spaces make a line code, whatever is in it.
        yield from (f"    {isolated(line)}" for line in picture.sketch.shown().lines)
    elif picture.figure.table.rows and not picture.repeats:
        yield f"{mark} {escaped(picture.figure.title)}"
        yield ""
        yield from _rows(picture.figure.table)


def _sentence(text: str, tone: str, mark: str) -> str:
    if tone in ("heading", "title"):
        return f"{mark} {text}"
    if tone == "answer":
        return f"**{text}**"
    if tone == "caution":
        return f"> {text}"
    return f"*{text}*" if tone == "note" else text


def _table(table: Table, mark: str) -> Iterator[str]:
    if table.caption:
        yield f"{mark} {escaped(table.caption)}"
        yield ""
    yield from _rows(table)


def _rows(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(escaped(column.title) or ' ' for column in table.columns)} |"
    yield f"|{'|'.join('---:' if column.right else '---' for column in table.columns)}|"
    for row in table.texts:
        cells = ("<br>".join(map(escaped, cell.split("\n"))) for cell in row)
        yield f"| {' | '.join(cell or ' ' for cell in cells)} |"


def _entries(entries: Entries, mark: str) -> Iterator[str]:
    for name, members in entries.groups:
        if name:
            yield f"{mark} {escaped(name)}"
            yield ""
        for entry in members:
            yield from _entry(entry)
        yield ""


def _entry(entry: Entry) -> Iterator[str]:
    yield f"- {SIGNS.get(entry.mark, '·')} {escaped(entry.text)} ({escaped(entry.id)}) — *{escaped(entry.word)}*"
    meta = [escaped(text) for text in entry.small]
    if entry.grid is not None:
        meta.append(escaped(entry.grid.label.lower()))
    if meta:
        yield f"  - {' · '.join(meta)}"
    yield from (f"  - {escaped(label)}: {escaped(text)}" for label, text in entry.details)
    yield from _quotes(entry.quotes)


def _quotes(quotes: Sequence[Quote]) -> Iterator[str]:
    """Passages of sources, as quotations below an entry of a list."""
    for quote in quotes:
        yield f"  - {escaped(quote.where)}"
        for text in (*(escaped(" ".join(text.split())) for text in quote.text), *map(_marked, quote.marked)):
            yield ""
            yield f"    > {text}"
            yield ""


def _marked(pieces: tuple[str, str, str]) -> str:
    """A sentence in which the words are bold by which the case names it."""
    before, named, after = map(escaped, pieces)
    return f"{before}**{named}**{after}" if before or after else named
