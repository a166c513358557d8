"""Responsibility by view: for each view a bar an actor, as long as its degree.

A full bar: the target is not reached in that view, and the actor could bring it about; an open bar: it is reached, and the
actor could stop it. Beside it, where readings were gone through, the same over all of them (blame: the expected degree),
and for each actor with a degree the smallest change that gives it.

As models grow: all views and actors while these make no more than ``_ALL`` bars, then only actors with a degree above 0, and
above ``_SOME`` bars even of these one view (the author's), its actors ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from countermove.analysis.edits import Edit
from countermove.desk.glossary import Glossary
from countermove.questions import InOneView, Responsibility
from countermove.report.figures.canvas import Canvas, number
from countermove.report.figures.figure import Figure
from countermove.report.figures.marks import legend
from countermove.report.figures.theme import Actor, actors_of, theme_named
from countermove.report.phrases import Teller
from countermove.report.text import Column, Table
from countermove.report.words import count, listed

__all__ = ["responsibility"]

_ALL, _SOME = 32, 160
"""Views × actors that are shown in full, and with their degrees above 0."""

_NARROW = 620
_DONE = {"could_be": "turns", "drop": "is dropped", "swap": "one lower", "negate": "reversed"}
_ROW = 16.0


def responsibility(
    found: Responsibility, *, glossary: Glossary, readings: int = 0, theme: str = "light", width: float = 760
) -> Figure:
    """Degrees of responsibility for the target, one view below the other. ``readings``: how many there are, where they were too
    many to go through."""
    canvas = Canvas("responsibility", width, theme_named(theme))
    actors = list(actors_of(glossary, canvas.theme).values())
    bars = len(found.views) * len(actors)
    views = found.views[:1] if _bars(found) > _SOME else found.views
    blamed = any(row.blame is not None for row in found.views)
    target = Teller(glossary).target(found.target)
    drawing = _Drawing(
        canvas, glossary, actors, blamed, width < _NARROW, whole=bars <= _ALL, ranked=len(views) < len(found.views)
    )
    y = drawing.head(22.0, target, found, readings)
    for row in views:
        y = drawing.row(row, y)
    if len(views) < len(found.views):
        told = f"And in {count(len(found.views) - len(views), 'further view')}: the table has them."
        y = canvas.lines(canvas.x0, y + 14, told, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)
    return canvas.figure(
        y + 8,
        title=f"Who could bring about {target}, or stop it, and in whose eyes",
        description=_description(found, glossary, target),
        table=_table(found, glossary, blamed),
    )


def _bars(found: Responsibility) -> int:
    """Degrees above 0, in the reading in use or over all."""
    return sum(
        bool(degree) or bool((row.blame or {}).get(actor))
        for row in found.views
        for actor, degree in row.degrees.items()
    )


class _Drawing:
    """``whole``: whether actors whose degree is 0 are shown too; ``ranked``: whether the highest degree comes first."""

    def __init__(
        self,
        canvas: Canvas,
        glossary: Glossary,
        actors: Sequence[Actor],
        blamed: bool,
        narrow: bool,
        *,
        whole: bool,
        ranked: bool,
    ) -> None:
        self.canvas, self.theme, self.glossary, self.actors = canvas, canvas.theme, glossary, actors
        self.blamed, self.narrow, self.whole, self.ranked = blamed, narrow, whole, ranked
        wide = canvas.x1 - canvas.x0
        self.name = wide if narrow else min(150.0, 0.2 * wide)
        self.bars = (wide / (2 if blamed else 1) - 10) if narrow else min(150.0, 0.2 * wide)
        self.first = canvas.x0 if narrow else canvas.x0 + self.name + 14
        self.second = self.first + self.bars + 16
        self.told = canvas.x0 if narrow else (self.second + self.bars + 16 if blamed else self.second)

    def head(self, y: float, target: str, found: Responsibility, readings: int) -> float:
        canvas, theme = self.canvas, self.theme
        canvas.rect(canvas.x0, y - 8, 22, 8, fill=theme.ink3, stroke=theme.ink3, kind="mark", label="full")
        x = canvas.x0 + 28
        x += canvas.text(x, y, f"could bring about {target}", size=11, ink=theme.ink2, within=canvas.x1 - x) + 18
        told = f"could stop {target}, reached in that view"
        if x + 230 > canvas.x1:
            x, y = canvas.x0, y + 18
        canvas.rect(x, y - 8, 22, 8, stroke=theme.ink3, line=1.6, kind="mark", label="open")
        canvas.text(x + 28, y, told, size=11, ink=theme.ink2, within=canvas.x1 - x - 28)
        y += 18
        told = f"1: one change of that actor’s mind decides; 0.50: it takes one other change too. Up to {count(found.bound, 'change')}."
        if readings:
            told += f" Of {readings:,} readings one was looked at: all would take too long."
        if self.narrow and self.blamed:
            told += f" On the left in the reading in use, on the right over {count(len(found.readings), 'reading')}."
        y = canvas.lines(canvas.x0, y, told, canvas.x1 - canvas.x0, size=11, ink=theme.ink3) + 4
        y = legend(canvas, y, self.actors) + 4
        if not self.narrow:
            canvas.text(canvas.x0, y, "in the eyes of", size=11, ink=theme.ink3, within=self.name)
            canvas.text(self.first, y, "in the reading in use", size=11, ink=theme.ink3, within=self.bars)
            if self.blamed:
                canvas.text(self.second, y, f"over {count(len(found.readings), 'reading')}", size=11, ink=theme.ink3)
            told = "smallest changes, in the reading in use" if self.blamed else "smallest changes"
            canvas.text(self.told, y, told, size=11, ink=theme.ink3, within=canvas.x1 - self.told)
            y += 8
        return y

    def row(self, row: InOneView, y: float) -> float:
        canvas, theme = self.canvas, self.theme
        canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme.rule)
        with canvas.group("view", view=row.view or ""):
            top = y + 18
            at = canvas.lines(canvas.x0, top, _whose(row, self.glossary), self.name, size=11.5, face="bold", most=6)
            about = "" if row.view is None else self.glossary.views[row.view].about or ""
            if about:
                at = canvas.lines(canvas.x0, at, about, self.name, size=10.5, leading=14, ink=theme.ink3, most=6)
            if self.narrow:
                top = at + 2
            shown = self.shown(row)
            end = self.side(self.first, top, row.degrees, row, shown)
            if row.blame is not None:
                self.side(self.second, top, row.blame, row, shown)
            told = end + 2 if self.narrow else top
            told = self.changes(row, told)
            return max(at, end, told) - 4

    def shown(self, row: InOneView) -> list[Actor]:
        """The actors with a bar in a view, the same on both sides."""
        blame = row.blame or {}
        shown = [actor for actor in self.actors if self.whole or row.degrees.get(actor.key) or blame.get(actor.key)]
        if self.ranked:
            shown.sort(key=lambda actor: (-row.degrees.get(actor.key, Fraction(0)), -blame.get(actor.key, Fraction(0))))
        return shown

    def side(
        self, x: float, y: float, degrees: Mapping[str, Fraction], row: InOneView, shown: Sequence[Actor]
    ) -> float:
        canvas, theme = self.canvas, self.theme
        track = self.bars - 24 - 34
        if not shown:
            canvas.text(x, y, "nobody", size=11, ink=theme.ink3)
            return y + _ROW
        for actor in shown:
            degree = degrees.get(actor.key, Fraction(0))
            canvas.text(x + 18, y, actor.letter, size=10.5, face="bold", anchor="end", within=20)
            canvas.line((x + 24, y - 4), (x + 24 + track, y - 4), stroke=theme.rule)
            long = float(degree) * track
            if degree:
                fill = theme.sheet if row.holds else actor.colour
                canvas.rect(
                    x + 24, y - 8.5, long, 9, fill=fill, stroke=actor.colour, line=1.6, kind="mark", label=actor.letter
                )
            canvas.text(x + 24 + track + 7, y, _decimal(degree), size=10.5, ink=theme.ink2)
            y += _ROW
        return y

    def changes(self, row: InOneView, y: float) -> float:
        """The smallest change of each actor with a degree, the highest degree first; the same change once."""
        canvas, theme = self.canvas, self.theme
        room = canvas.x1 - self.told
        if not row.witness:
            return canvas.lines(self.told, y, "None within the bound.", room, size=11, ink=theme.ink3)
        teller = Teller(self.glossary, row.view)
        groups: dict[tuple[Edit, ...], list[str]] = {}
        for actor in sorted(row.witness, key=lambda name: -row.degrees[name]):
            groups.setdefault(tuple(row.witness[actor]), []).append(teller.actor(actor))
        for changes, names in groups.items():
            short = ", ".join(f"{edit.want} {_DONE[edit.kind]}" for edit in changes)
            words = ", and ".join(_told(edit, teller) for edit in changes)
            pieces = [
                (f"{listed(names)}:", "bold", theme.ink2),
                (f"{short}:", "bold", theme.ink3),
                (f"{words}.", "sans", theme.ink3),
            ]
            y = canvas.pieces(self.told, y, pieces, room) + 1
        return y


def _told(edit: Edit, teller: Teller) -> str:
    """An edit in words, without the conditions of its want: the table has them."""
    want = teller.game.wants[edit.want]
    actor, wish = teller.actor(edit.actor), teller.wish(want.want, edit.actor)
    if edit.kind == "could_be" and want.could_be is not None:
        return f"{actor} comes to want {teller.wish(want.could_be, edit.actor)}"
    if edit.kind == "swap":
        return f"{actor} puts it one place lower ({wish})"
    if edit.kind == "negate":
        return f"{actor} comes to want the opposite ({wish})"
    return f"{actor} no longer wants {wish}"


def _whose(row: InOneView, glossary: Glossary) -> str:
    if row.view is None:
        return "the author"
    return glossary.views[row.view].holder_name or row.view


def _decimal(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}"


def _description(found: Responsibility, glossary: Glossary, target: str) -> str:
    told = []
    for row in found.views:
        some = [f"{glossary.actors[actor]} {number(float(degree))}" for actor, degree in row.degrees.items() if degree]
        verb = "stop it" if row.holds else "bring it about"
        told.append(f"In the eyes of {_whose(row, glossary)}: {listed(some) or 'nobody'} could {verb}.")
    return f"Degrees of responsibility for {target}. {' '.join(told)}"


def _table(found: Responsibility, glossary: Glossary, blamed: bool) -> Table:
    columns = [
        Column("View"),
        Column("In the eyes of"),
        Column("Reached", fixed=True),
        Column("Actor"),
        Column("Degree", right=True),
    ]
    columns += [Column("Expected degree over readings", right=True)] if blamed else []
    columns.append(Column("A smallest change"))
    rows = []
    for row in found.views:
        teller = Teller(glossary, row.view)
        for actor, degree in row.degrees.items():
            cells = [
                row.view or "(the author's)",
                _whose(row, glossary),
                "yes" if row.holds else "no",
                teller.actor(actor),
                str(degree),
            ]
            if blamed:
                cells.append("" if row.blame is None else str(row.blame.get(actor, Fraction(0))))
            cells.append(teller.edits(row.witness[actor]) if actor in row.witness else "")
            rows.append(tuple(cells))
    caption = f"Degrees of responsibility, changes of at most {count(found.bound, 'edit')}"
    return Table(tuple(columns), tuple(rows), caption)
