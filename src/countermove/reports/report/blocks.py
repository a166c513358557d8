"""What a dossier is made of, whatever it is written as: sections of blocks, in reading order.

Everything is plain text, numbers, or a figure made by ``media.figures``. Nothing here is markup: whoever writes a dossier
as HTML, Markdown or PDF escapes all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from countermove.presentation.blocks import Block, Sketch, Table
from countermove.presentation.figure import Figure
from gmcr.base.summary import Record

__all__ = [
    "ID",
    "Chapter",
    "Dossier",
    "DossierBlock",
    "Entries",
    "Entry",
    "Grid",
    "Judgement",
    "Judgements",
    "Pairs",
    "Quote",
    "Ruler",
    "RulerRow",
    "Section",
    "ShownPicture",
]


ID = re.compile(r"(?<![\w.-])[^\W\d][\w-]*\d[\w-]*(?!\w)")
"""What may be an id of the case inside a text, and leads to what it is where it is one: a word with a digit, as no word of a
language has."""


@dataclass(frozen=True, slots=True)
class Grid(Record):
    """A reading × concept table as a picture. ``cells``: one row a concept, one value a reading: 1 holds, 0 fails, -1
    undefined; ``label``: the same in words, for those who do not see it; ``told``: what its stripes are, for those who
    point at it. ``framed``: it has an outline, since little of it is dark."""

    cells: tuple[tuple[int, ...], ...]
    label: str
    told: str = ""
    framed: bool = False


@dataclass(frozen=True, slots=True)
class RulerRow(Record):
    """One open question above grids. ``asks``: its words; ``bar``: what a bar stands for; ``bars``: (first column, columns,
    height from 0 to 1) each."""

    id: str
    asks: str
    bar: str
    bars: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Ruler(Record):
    """Which column of grids is which reading, question by question; ``columns``: how many there are."""

    rows: tuple[RulerRow, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Quote(Record):
    """A passage of a source, folded where that can be. ``where``: where it is from; ``text``: its paragraphs, none where it
    cannot be shown."""

    where: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """One conclusion. ``mark``: the verdict, which is also a sign; ``word``: what is written beside it; ``meta``: small
    print in a row; ``details``: (label, text) below; ``group``: the heading that it stands under; ``quotes``: the passages
    where it is drawn."""

    id: str
    mark: str
    word: str
    text: str
    meta: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    grid: Grid | None = None
    group: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries(Record):
    """Conclusions one below the other, and what their grids show. ``brief``: a list of some, told elsewhere in full; ``ruler``:
    above the grids of each group."""

    items: tuple[Entry, ...]
    key: str = ""
    brief: bool = False
    ruler: Ruler | None = None

    @property
    def groups(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """The entries by heading, in order."""
        for name in dict.fromkeys(item.group for item in self.items):
            yield name, tuple(item for item in self.items if item.group == name)


@dataclass(frozen=True, slots=True)
class Judgement(Record):
    """One thing to take away. ``asked``: the question that it answers, or nothing; ``text``: what is said; ``basis``: what it is
    said on; ``section``: the one that tells more, or nothing."""

    text: str
    basis: str = ""
    section: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Judgements(Record):
    """What to take away, the most important first. ``beside``: short ones, beside one another where there is room."""

    items: tuple[Judgement, ...]
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Pairs(Record):
    """Names and values, such as what identifies a file. ``ids``: of what kind the names are, where they are ids of the case, to
    which whatever says one of them leads; ``quotes``: name → the passages that it points at."""

    items: tuple[tuple[str, str], ...]
    ids: str = ""
    quotes: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownPicture(Record):
    """A figure, and the same drawn for a narrow screen where that differs. ``sketch``: what stands for it where there are no
    pictures; ``repeats``: its table tells nothing that is not told beside it, so that there nothing need."""

    figure: Figure
    narrow: Figure | None = None
    sketch: Sketch | None = None
    repeats: bool = False


DossierBlock = Block | Entries | Judgements | Pairs | ShownPicture


@dataclass(frozen=True, slots=True)
class Section(Record):
    """``id``: its anchor, of letters and hyphens; ``title``: nothing where that of its chapter says it; ``lead``: one line under
    the heading, or nothing."""

    id: str
    title: str
    blocks: tuple[DossierBlock, ...]
    lead: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def pictures(self) -> tuple[ShownPicture, ...]:
        """Its pictures."""
        return tuple(block for block in self.blocks if isinstance(block, ShownPicture))


@dataclass(frozen=True, slots=True)
class Chapter(Record):
    """Sections on one thing. ``folded``: they are for looking up, and closed until somebody does."""

    id: str
    title: str
    sections: tuple[Section, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Dossier(Record):
    """A report on one case. ``byline``: who wrote the case, after whom, and of when it is; ``first``, ``beside``: the first page,
    which says what a reader takes away who stops there, its main column and the one beside it where there is room; ``made``:
    what identifies the run (name, value), of which the first ``imprint`` stand under it all."""

    title: str
    case: str
    byline: str
    first: tuple[DossierBlock, ...]
    beside: tuple[DossierBlock, ...]
    chapters: tuple[Chapter, ...]
    made: tuple[tuple[str, str], ...]
    imprint: int = 3

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of all chapters."""
        return tuple(section for chapter in self.chapters for section in chapter.sections)

    @property
    def anchors(self) -> Mapping[str, str]:
        """Id of the case: the anchor of what tells what it is."""
        found: dict[str, str] = {}
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Entries) and not block.brief:
                    found |= {entry.id: f"claim-{entry.id}" for entry in block.items}
                elif isinstance(block, Pairs) and block.ids:
                    found |= {name: f"{block.ids}-{name}" for name, _ in block.items if name not in found}
        return found

    def title_of(self, section: str) -> str:
        """The title of a section, or of the chapter that says it."""
        return next(
            item.title or chapter.title for chapter in self.chapters for item in chapter.sections if item.id == section
        )
