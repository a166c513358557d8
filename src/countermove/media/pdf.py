"""A dossier as PDF, through Typst.

The dossier goes into the template (``templates/report.typ``) as JSON: to Typst all of it is data and text, never markup
or code, and the template reads no file. It is set in the package's own typefaces, so that nothing of the machine is
needed; for letters that they lack, fonts of the machine are used. The result is tagged (PDF/UA-1, unless no font at
hand has a glyph for some letter) and has no date of its own, so that equal dossiers give equal files on one machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources
from itertools import pairwise
from typing import Any, Literal, NewType, TypeAlias

from countermove.presentation.blocks import Sentence, Table
from countermove.presentation.drawing import Span, TextLine
from countermove.presentation.escape import cleaned
from countermove.presentation.figure import Figure
from countermove.presentation.typefaces import OWN, covers, font_files
from countermove.reports.report.blocks import (
    Dossier,
    Entries,
    Entry,
    Flow,
    Grid,
    Judgement,
    Judgements,
    Listing,
    Marks,
    Pairs,
    Quote,
    Ruler,
    Section,
    ShownPicture,
    Timeline,
    flow_of,
)
from gmcr.base.characters import Shown, isolated, joined, visible
from gmcr.base.errors import CountermoveError, MissingExtra

__all__ = ["letters_of", "part_of", "parts_of", "pdf_of", "require_pdf"]

Data = dict[str, Any]

Markup = NewType("Markup", str)
"""A figure as SVG, whose texts are shown."""

Settable: TypeAlias = "Shown | Markup | float | dict[str, Settable] | list[Settable] | None"
"""What Typst gets: data in which no text is as a file has it."""

Standard = Literal["ua-1"]

_PAGE, _TALLEST = 520.0, 1200.0
"""Units of a figure that fill half a page, the size of its pieces if it is taller than the most that is shrunk to one
page."""

_NARROW, _BROAD = 10, 60
"""The least and the most letters of its longest cell for which a column gets room."""

_CLEAR = 2.0
"""Units between a cut and anything that must stay whole, to allow for the width of strokes."""


_ATTEMPTS: tuple[tuple[Standard, ...], ...] = (("ua-1",), ())
"""Standards. PDF/UA allows no letter for which no font here has a glyph."""

_APPENDIX = "Appendix: {title}"
_LOOKED_UP = (
    "This appendix is the data behind the pages before it: what each verdict, number and figure was made from, to look up. "
    "Nothing in it is needed to follow the argument."
)
"""The title of a chapter that a screen folds away, and what paper says below it."""


def require_pdf() -> None:
    """Check that a PDF can be made here, before its content is computed. Raises MissingExtra."""
    try:
        import typst  # noqa: F401
    except ModuleNotFoundError:
        raise MissingExtra("pdf", "A report as PDF") from None


def pdf_of(dossier: Dossier) -> bytes:
    """The whole file. Raises MissingExtra."""
    require_pdf()
    import typst

    template = resources.files("countermove.media").joinpath("templates", "report.typ").read_bytes()
    data = _input(_clean(_dossier(dossier)))
    with font_files() as files:
        folders: Any = sorted({str(file.parent) for file in files})
        for standards in _ATTEMPTS:
            inputs = {"dossier": data}
            try:
                return bytes(
                    typst.compile(
                        template, format="pdf", sys_inputs=inputs, font_paths=folders, pdf_standards=[*standards]
                    )
                )
            except typst.TypstError as error:
                failed = error
    raise CountermoveError(f"The PDF could not be set: {failed}") from failed


def _input(data: Settable) -> str:
    return json.dumps(data, ensure_ascii=False)


def letters_of(dossier: Dossier) -> str:
    """Every character that its PDF may show, once."""
    return "".join(sorted(set(json.dumps(_dossier(dossier), ensure_ascii=False))))


def _clean(value: Any) -> Settable:
    """The data with every text cleaned, and right-to-left stretches isolated; the texts of figures are so already."""
    match value:
        case str():
            return joined("\n", (isolated(cleaned(line)) for line in value.split("\n")))
        case dict():
            return {key: _figured(item) if key in ("svg", "lines") else _clean(item) for key, item in value.items()}
        case list():
            return [_clean(item) for item in value]
        case int() | float() | None:
            return value
    raise TypeError(f"no way to set {type(value).__name__}")


def _figured(part: Markup | list[Settable]) -> Settable:
    return part


def _dossier(dossier: Dossier) -> Data:
    return {
        "title": dossier.title,
        "case": dossier.case,
        "byline": dossier.byline,
        "first": [_block(block, dossier) for block in flow_of(dossier.first)],
        "beside": [_block(block, dossier) for block in flow_of(dossier.beside)],
        "chapters": [
            {
                "id": chapter.id,
                "title": _APPENDIX.format(title=chapter.title.lower()) if chapter.folded else chapter.title,
                "lead": _LOOKED_UP if chapter.folded else "",
                "folded": chapter.folded,
                "sections": [_section(section, dossier) for section in chapter.sections],
            }
            for chapter in dossier.chapters
        ],
        "anchors": dict(dossier.anchors),
        "made": [list(pair) for pair in dossier.made[: dossier.imprint]],
    }


def _section(section: Section, dossier: Dossier) -> Data:
    blocks = [_block(block, dossier) for block in flow_of(section.blocks)]
    return {"id": section.id, "title": section.title, "lead": section.lead, "blocks": blocks}


def _block(block: Flow, dossier: Dossier) -> Data:
    match block:
        case Sentence(text=text, tone=tone):
            return {"kind": "sentence", "tone": tone, "text": text}
        case Listing(items):
            return {"kind": "list", "items": [{"text": item.text, "below": list(item.below)} for item in items]}
        case Table():
            return {"kind": "table", **_table(block)}
        case Pairs():
            rows = [[name, value, _quotes(block.quotes.get(name, ()))] for name, value in block.texts]
            return {"kind": "pairs", "ids": block.ids, "items": rows}
        case Judgements():
            return {
                "kind": "judgements",
                "beside": block.beside,
                "lines": block.lines,
                "items": [_judgement(item, dossier) for item in block.items],
            }
        case Entries():
            groups = [{"title": name, "items": [_entry(item) for item in items]} for name, items in block.groups]
            ruler = None if block.ruler is None else _ruler(block.ruler)
            return {"kind": "entries", "key": block.key, "brief": block.brief, "groups": groups, "ruler": ruler}
        case Marks():
            return {"kind": "marks", "items": [{"id": item.id, "mark": item.mark} for item in block.items]}
        case Timeline():
            return {"kind": "timeline", "items": [[one.day, one.told, one.left] for one in block.events]}
        case ShownPicture(figure):
            return {
                "kind": "picture",
                "title": figure.title,
                "alt": figure.description,
                "parts": [part_of(figure, top, bottom) for top, bottom in parts_of(figure)],
            }
    raise AssertionError(f"no way to set {type(block).__name__}")


def _judgement(item: Judgement, dossier: Dossier) -> Data:
    title = dossier.title_of(item.section) if item.section and dossier.chapters else ""
    told = {"asked": item.asked, "text": item.text, "then": item.then, "basis": item.basis}
    return {**told, "section": item.section, "title": title}


def parts_of(figure: Figure) -> tuple[tuple[float, float], ...]:
    """The parts of a figure that fit on pages, each from one height to another: all of it or, if it is so tall that it
    would become too small to read, pieces whose cuts avoid texts and marks."""
    if figure.height <= _TALLEST:
        return ((0.0, figure.height),)
    cuts = [0.0]
    while figure.height - cuts[-1] > _PAGE:
        cuts.append(_cut(figure, cuts[-1] + _PAGE))
    cuts.append(figure.height)
    return tuple(pairwise(cuts))


def part_of(figure: Figure, top: float, bottom: float) -> dict[str, Settable]:
    """A part of a figure. Typst sets lines with letters that the typefaces lack on top of it, and shapes each as one
    text."""
    lines = figure.drawing.lines_between(top, bottom)
    return {
        "svg": Markup(figure.drawing.svg(faces=OWN, part=(top, bottom), setting=_covered)),
        "width": figure.width,
        "height": bottom - top,
        "lines": [
            line._asdict() | {"spans": [_span(span) for span in line.spans]} for line in lines if not _covered(line)
        ],
    }


def _covered(line: TextLine) -> TextLine | None:
    return line if covers(line.shown) else None


def _span(span: Span) -> Settable:
    return {
        "text": span.text,
        "serif": span.face.startswith("serif"),
        "bold": span.face.endswith("bold"),
        "ink": visible(span.ink),
    }


def _cut(figure: Figure, latest: float) -> float:
    """The height at which to cut a figure, at *latest* and not far above: in the middle of the widest gap, the lowest
    of equal ones."""
    earliest = latest - _PAGE / 4
    spans = sorted(
        (box.y - _CLEAR, box.y + box.height + _CLEAR)
        for box in figure.boxes
        if box.kind in ("text", "mark") and box.y < latest + _CLEAR and box.y + box.height > earliest - _CLEAR
    )
    gaps, free_from = list[tuple[float, float]](), earliest
    for top, bottom in [*spans, (latest, latest)]:
        if top > free_from:
            gaps.append((min(top, latest) - free_from, (free_from + min(top, latest)) / 2))
        free_from = max(free_from, bottom)
    return float(round(max(gaps, key=lambda gap: (round(gap[0]), gap[1]))[1])) if gaps else latest


def _table(table: Table) -> Data:
    texts = table.texts
    columns = [[row[place] for row in texts] for place in range(len(table.columns))]
    return {
        "caption": table.caption,
        "columns": [
            {"title": item.title, "fixed": item.fixed, "right": item.right, "share": _share(item.title, cells)}
            for item, cells in zip(table.columns, columns, strict=True)
        ],
        "rows": [list(row) for row in texts],
    }


def _share(title: str, cells: Sequence[str]) -> int:
    """The share of the room for a column of texts: the length of its longest cell, within bounds."""
    return min(max(len(title), *(len(line) for cell in cells for line in cell.split("\n")), _NARROW), _BROAD)


def _entry(entry: Entry) -> Data:
    return {
        "id": entry.id,
        "mark": entry.mark,
        "word": entry.word,
        "text": entry.text,
        "meta": list(entry.small),
        "details": [list(pair) for pair in entry.details],
        "grid": None if entry.grid is None else _grid(entry.grid),
        "quotes": _quotes(entry.quotes),
    }


def _quotes(quotes: Sequence[Quote]) -> list[Data]:
    return [
        {
            "where": quote.where,
            "text": [" ".join(text.split()) for text in quote.text],
            "marked": [list(pieces) for pieces in quote.marked],
        }
        for quote in quotes
    ]


def _grid(grid: Grid) -> Data:
    return {"cells": [list(row) for row in grid.cells], "label": grid.label, "framed": grid.framed}


def _ruler(ruler: Ruler) -> Data:
    rows = [
        {"id": row.id, "asks": row.asks, "bar": row.bar, "bars": [list(bar) for bar in row.bars]} for row in ruler.rows
    ]
    return {"columns": ruler.columns, "rows": rows}
