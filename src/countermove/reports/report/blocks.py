"""The parts of a dossier, whatever its format: sections of blocks, in reading order.

Everything is plain text, numbers, or a figure made by ``media.figures``. Nothing here is markup: a writer of HTML,
Markdown or PDF escapes all of it.

Blocks in flow: consecutive items become one list, with subitems nested in their item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from countermove.presentation.blocks import Block, Sentence, Sketch, Table
from countermove.presentation.figure import Figure
from countermove.presentation.places import PlaceTold
from countermove.reports.reading_screen import Event
from gmcr.base.record import Record

__all__ = [
    "ID",
    "Chapter",
    "Dossier",
    "DossierBlock",
    "Entries",
    "Entry",
    "Flow",
    "Grid",
    "Judgement",
    "Judgements",
    "ListItem",
    "Listing",
    "Mark",
    "Marks",
    "Pairs",
    "Quote",
    "Ruler",
    "RulerRow",
    "Section",
    "ShownPicture",
    "Timeline",
    "flow_of",
]


ID = re.compile(r"(?<![\w.-])[^\W\d][\w-]*\d[\w-]*(?!\w)")
"""A word in a text that may be an id of the case and, if it is one, links to it: a word with a digit, which no word of
a language has."""


@dataclass(frozen=True, slots=True)
class Grid(Record):
    """A reading × concept table as a picture. ``cells``: one row per concept, one value per reading: 1 holds, 0 fails,
    -1 undefined; ``label``: the same in words, for those who do not see it; ``told``: the meaning of its stripes, shown
    on hover; ``framed``: it has an outline, since little of it is dark."""

    cells: tuple[tuple[int, ...], ...]
    label: str
    told: str = ""
    framed: bool = False


@dataclass(frozen=True, slots=True)
class RulerRow(Record):
    """One open question above grids. ``asks``: its words; ``bar``: the meaning of a bar; ``bars``: (first column,
    columns, height from 0 to 1) each."""

    id: str
    asks: str
    bar: str
    bars: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Ruler(Record):
    """Which column of grids is which reading, question by question; ``columns``: their number."""

    rows: tuple[RulerRow, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Quote(Record):
    """A passage of a source, collapsible where the format allows. ``where``: its place; ``text``: its paragraphs, none
    if it cannot be shown; ``marked``: instead of them sentences, each in what is before the mark, in it and after it."""

    where: str
    text: tuple[str, ...]
    marked: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """One conclusion. ``mark``: the verdict, which also has a sign; ``word``: the label beside it; ``meta``: small
    print in a row; ``details``: (label, text) below; ``group``: its heading; ``quotes``: the passages from which it is
    drawn; ``place``: where it is from."""

    id: str
    mark: str
    word: str
    text: str
    meta: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    grid: Grid | None = None
    group: str = ""
    quotes: tuple[Quote, ...] = ()
    place: PlaceTold | None = None

    @property
    def small(self) -> tuple[str, ...]:
        """The small print with its place, in text."""
        return self.meta if self.place is None else (*self.meta, self.place.short)


@dataclass(frozen=True, slots=True)
class Entries(Record):
    """Conclusions one below the other, and the key to their grids. ``brief``: a selection of conclusions that appear in
    full elsewhere; ``ruler``: above the grids of each group."""

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
    """One key finding. ``asked``: the question that it answers, or ""; ``text``: the finding, ``then``: what reads on from
    it, or ""; ``basis``: its grounds; ``section``: the section with more on it, or ""."""

    text: str
    basis: str = ""
    section: str = ""
    asked: str = ""
    then: str = ""


@dataclass(frozen=True, slots=True)
class Judgements(Record):
    """Key findings, the most important first. ``beside``: short ones, side by side where there is room; ``lines``: each is a
    line, its question before it."""

    items: tuple[Judgement, ...]
    beside: bool = False
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Mark(Record):
    """The sign of one conclusion. ``id``: of the conclusion; ``mark``: its verdict; ``told``: both in words."""

    id: str
    mark: str
    told: str


@dataclass(frozen=True, slots=True)
class Marks(Record):
    """The signs of many conclusions in one row."""

    items: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline(Record):
    """What happened, day by day."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Pairs(Record):
    """Names and values, such as what identifies a file. ``ids``: the kind of the names if they are ids of the case, so
    that mentions of them link here; ``quotes``: name → the passages that it points at; ``places``: name → where it is
    from."""

    items: tuple[tuple[str, str], ...]
    ids: str = ""
    quotes: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    places: Mapping[str, PlaceTold] = field(default_factory=dict)

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """Names and values, with their places in text."""
        for name, value in self.items:
            yield name, f"{value} · {self.places[name].short}" if name in self.places else value


@dataclass(frozen=True, slots=True)
class ShownPicture(Record):
    """A figure, and a version for a narrow screen if that differs. ``sketch``: its replacement where there are no
    pictures; ``repeats``: its table repeats the text beside it, and can be left out there."""

    figure: Figure
    narrow: Figure | None = None
    sketch: Sketch | None = None
    repeats: bool = False


DossierBlock = Block | Entries | Judgements | Marks | Pairs | ShownPicture | Timeline


@dataclass(frozen=True, slots=True)
class Section(Record):
    """``id``: its anchor, of letters and hyphens; ``title``: "" if the chapter's title says it; ``lead``: one line
    under the heading, or ""."""

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
    """Sections on one subject. ``folded``: they are for reference, and closed until somebody opens them."""

    id: str
    title: str
    sections: tuple[Section, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Dossier(Record):
    """A report on one case. ``byline``: the author of the case, its source and its date; ``first``, ``beside``: the
    first page, which is enough for a reader who stops there: its main column and the one beside it where there is room;
    ``made``: what identifies the run (name, value), of which the first ``imprint`` stand at the end."""

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
        """Id of the case: the anchor of its definition."""
        anchors: dict[str, str] = {}
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Entries) and not block.brief:
                    anchors |= {entry.id: f"claim-{entry.id}" for entry in block.items}
                elif isinstance(block, Pairs) and block.ids:
                    anchors |= {name: f"{block.ids}-{name}" for name, _ in block.items if name not in anchors}
        return anchors

    def title_of(self, section: str) -> str:
        """The title of a section, or of its chapter if it has none."""
        return next(
            item.title or chapter.title for chapter in self.chapters for item in chapter.sections if item.id == section
        )


@dataclass(frozen=True, slots=True)
class ListItem(Record):
    """One item of a list, with its subitems."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing(Record):
    """A list."""

    items: tuple[ListItem, ...]


Flow = DossierBlock | Listing


def flow_of(blocks: Iterable[DossierBlock]) -> tuple[Flow, ...]:
    """The same blocks in the same order, with items gathered into lists."""
    flow: list[Flow] = []
    waiting: list[ListItem] = []

    def close() -> None:
        if waiting:
            flow.append(Listing(tuple(waiting)))
            waiting.clear()

    for block in blocks:
        if isinstance(block, Sentence) and block.tone == "item":
            waiting.append(ListItem(block.text))
        elif isinstance(block, Sentence) and block.tone == "subitem" and waiting:
            last = waiting[-1]
            waiting[-1] = ListItem(last.text, (*last.below, block.text))
        else:
            close()
            flow.append(block)
    close()
    return tuple(flow)
