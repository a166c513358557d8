"""What a dossier is made of, whatever it is written as: sections of blocks, in reading order.

Everything is plain text, numbers, or a figure made by ``report.figures``. Nothing here is markup: whoever writes a dossier
as HTML, Markdown or PDF escapes all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.brief import Brief
from countermove.telling.blocks import Block, Sketch, Table
from countermove.telling.figure import Figure

__all__ = [
    "Dossier",
    "DossierBlock",
    "Entries",
    "Entry",
    "Grid",
    "Judgement",
    "Judgements",
    "Pairs",
    "Section",
    "ShownPicture",
]


@dataclass(frozen=True, slots=True)
class Grid(Brief):
    """A reading × concept table as a picture. ``cells``: one row a concept, one value a reading: 1 holds, 0 fails, -1
    undefined; ``label``: the same in words, for those who do not see it."""

    cells: tuple[tuple[int, ...], ...]
    label: str


@dataclass(frozen=True, slots=True)
class Entry(Brief):
    """One conclusion. ``mark``: the verdict, which is also a sign; ``word``: what is written beside it; ``meta``: small
    print in a row; ``details``: (label, text) below; ``group``: the heading that it stands under."""

    id: str
    mark: str
    word: str
    text: str
    meta: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    grid: Grid | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Entries(Brief):
    """Conclusions one below the other, and what their grids show."""

    items: tuple[Entry, ...]
    key: str = ""

    @property
    def groups(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """The entries by heading, in order."""
        for name in dict.fromkeys(item.group for item in self.items):
            yield name, tuple(item for item in self.items if item.group == name)


@dataclass(frozen=True, slots=True)
class Judgement(Brief):
    """One key judgement: what is said, then what it is said on, and the section that tells more."""

    text: str
    basis: str
    section: str


@dataclass(frozen=True, slots=True)
class Judgements(Brief):
    """Key judgements, the most important first."""

    items: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Pairs(Brief):
    """Names and values, such as what identifies a file."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownPicture(Brief):
    """A figure, and the same drawn for a narrow screen where that differs. ``sketch``: what stands for it where there are no
    pictures; ``repeats``: its table tells nothing that is not told beside it, so that there nothing need."""

    figure: Figure
    narrow: Figure | None = None
    sketch: Sketch | None = None
    repeats: bool = False


DossierBlock = Block | Entries | Judgements | Pairs | ShownPicture


@dataclass(frozen=True, slots=True)
class Section(Brief):
    """``id``: its anchor, of letters and hyphens; ``lead``: one line under the heading, or nothing."""

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
class Dossier(Brief):
    """A report on one case. ``answer``: the verdict in a few words; ``facts``: what it is about, in a row; ``made``: what
    identifies the run (name, value)."""

    title: str
    case: str
    answer: str
    answer_rest: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    made: tuple[tuple[str, str], ...]

    def title_of(self, section: str) -> str:
        """The title of a section."""
        return next(item.title for item in self.sections if item.id == section)
