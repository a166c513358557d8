"""The picture of thresholds over their range: where each state is an equilibrium.

One threshold: a bar a state, filled where it is an equilibrium, with its margin; the value given is a line through all. Two:
the square of their values, cut exactly into regions of equal equilibria, each named at its pole; the values given are a ringed
point. Blank is the region of the values given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import inf

import numpy as np

from countermove.presentation.blocks import Column, Table
from countermove.presentation.canvas import Canvas, Point, number
from countermove.presentation.figure import Box, Figure
from countermove.presentation.metrics import width_of
from countermove.presentation.outlines import Corner, Loop, outlines, pole
from countermove.presentation.theme import THEMES, theme_named
from countermove.presentation.words import concept_name, concept_words_named, count, listed, plural
from gmcr.base.arguments import as_instance, as_text, exactly, known_concept, known_name
from gmcr.base.errors import CountermoveError
from gmcr.stability import Interval, Regions

__all__ = ["regions_figure", "regions_table"]

SHOWN = 40
"""The largest number of states with a bar each."""

_TALLEST = 360.0
_PATTERNS = ("dots", "hatch", "cross", "steep", "stripes", "counter")


def regions_figure(regions: Regions, *, concept: str = "", theme: str = "light", width: float = 560) -> Figure:
    """The picture of a sweep of thresholds (``gmcr.stability.sweep_thresholds``) under one of its concepts, by default its
    first. Raises ModelError, UnknownName, and CountermoveError for a width out of range."""
    as_instance(regions, Regions, "regions", "the Regions of sweep_thresholds")
    asked = as_text(concept, "concept")
    name = known_concept("swept concept", asked, regions.concepts) if asked else regions.concepts[0]
    try:
        wide = float(exactly(width))
    except ValueError as error:
        raise CountermoveError(f"width: {error}.", argument="width") from None
    if not 240 <= wide <= 4000:
        raise CountermoveError(f"A figure is 240 to 4000 units wide, not {wide:g}.", argument="width")
    canvas = Canvas("regions", wide, theme_named(known_name("theme", theme, THEMES)))
    drawing = _Bars(canvas, regions, name) if len(regions.axes) == 1 else _Square(canvas, regions, name)
    height = drawing.draw()
    return canvas.figure(
        height, title=_title(regions, name), description=_description(regions, name), table=regions_table(regions)
    )


def regions_table(regions: Regions) -> Table:
    """Each state that is an equilibrium somewhere: where, and how far the thresholds can move before its verdict changes."""
    graph = regions.conflict.layout == "graph"
    columns = (
        Column("Concept", fixed=True),
        Column("State", fixed=True),
        *([] if graph else [Column("On")]),
        Column(f"Where it is an equilibrium ({' × '.join(_axes(regions))})"),
        Column("Holds as given", fixed=True),
        Column("Margin", fixed=True, right=True),
    )
    rows = tuple(
        (
            row.concept,
            _named(regions, row.state),
            *([] if graph else [row.label]),
            " or ".join(" × ".join(map(str, box)) for box in row.where),
            "yes" if _holds_given(regions, row.where) else "no",
            _margin(row.margin),
        )
        for row in regions.rows
    )
    return Table(columns, rows, f"Equilibria by {' and '.join(_axes(regions))}")


# -- words -------------------------------------------------------------------------------------------------------------


def _axes(regions: Regions) -> list[str]:
    return [f"{actor}'s {name}" for actor, name in regions.axes]


def _named(regions: Regions, code: int) -> str:
    return regions.conflict.label(code) if regions.conflict.layout == "graph" else str(code)


def _margin(margin: float) -> str:
    return "any" if margin == inf else f"{margin:g}"


def _holds_given(regions: Regions, where: Iterable[Sequence[Interval]]) -> bool:
    given = regions.given
    return any(all(end.holds(value) for end, value in zip(box, given, strict=True)) for box in where)


def _now(regions: Regions, concept: str) -> list[int]:
    """The equilibria at the values given."""
    return [row.state for row in regions.rows if row.concept == concept and _holds_given(regions, row.where)]


def _least_margin(regions: Regions, concept: str) -> float:
    return min((regions.margin(concept, code) for code in regions.conflict.states.tolist()), default=inf)


def _states(regions: Regions, codes: Sequence[int]) -> str:
    """Several states by their names; "none" without any."""
    few = [_named(regions, code) for code in codes[:6]]
    more = [f"{len(codes) - 6} more"] if len(codes) > 6 else []
    return listed([*few, *more]) if codes else "none"


def _title(regions: Regions, concept: str) -> str:
    """The finding: how far the thresholds can move before the equilibria change."""
    margin, what, now = _least_margin(regions, concept), listed(_axes(regions)), _now(regions, concept)
    word = "" if regions.conflict.layout == "graph" else f"{plural(len(now), 'state')} "
    are = plural(len(now), "is the only equilibrium", "are the equilibria")
    who = f"{word}{_states(regions, now)} {are}" if now else "there is no equilibrium"
    moves = "each move" if len(regions.axes) == 2 else "moves"
    how = f"as long as {what} {moves} by less than {margin:g}"
    if margin == inf:
        how = f"whatever {what}"
    elif margin == 0:
        how = f"which changes at once beyond what is given of {what}"
    return f"Under {concept_name(concept)} {who}, {how}"


def _description(regions: Regions, concept: str) -> str:
    given = listed(f"{axis} {value:g}" for axis, value in zip(_axes(regions), regions.given, strict=True))
    rows = [row for row in regions.rows if row.concept == concept]
    parts = [
        f"{_named(regions, row.state)}: {' or '.join(' × '.join(map(str, box)) for box in row.where)}"
        for row in rows[:8]
    ]
    more = f" And {count(len(rows) - 8, 'state')} more, in the table." if len(rows) > 8 else ""
    return f"Equilibria under {concept_words_named(concept)}. Given: {given}. {'; '.join(parts)}.{more}"


# -- one threshold -----------------------------------------------------------------------------------------------------


class _Bars:
    """A bar for each state that is an equilibrium somewhere."""

    def __init__(self, canvas: Canvas, regions: Regions, concept: str) -> None:
        self.canvas, self.theme, self.regions = canvas, canvas.theme, regions
        self.rows = [row for row in regions.rows if row.concept == concept]
        names = [width_of(_named(regions, row.state), 11.5, "bold") for row in self.rows[:SHOWN]]
        self.left = canvas.x0 + min(max([40.0, *names]) + 12, 0.4 * canvas.width)
        self.right = canvas.x1 - 74

    def x(self, value: float) -> float:
        """Where a value stands."""
        return self.left + value * (self.right - self.left)

    def draw(self) -> float:
        canvas, theme = self.canvas, self.theme
        (axis,), (given,) = _axes(self.regions), self.regions.given
        canvas.text(canvas.x1, 20, "margin", size=10.5, ink=theme.ink3, anchor="end")
        y = top = 28.0
        for row in self.rows[:SHOWN]:
            y = self._bar(row.state, row.where, row.margin, y)
        if not self.rows:
            y = canvas.lines(self.left, y + 12, "no equilibrium at any value", self.right - self.left, size=11) - 10
        for wall in self._walls():
            canvas.line((self.x(wall), top), (self.x(wall), y + 4), stroke=theme.control)
        canvas.line((self.left, y + 4), (self.right, y + 4), stroke=theme.control)
        y = self._ticks(y + 18)
        canvas.line((self.x(given), top - 4), (self.x(given), y - 22), stroke=theme.sheet, line=4)
        canvas.line((self.x(given), top - 4), (self.x(given), y - 22), stroke=theme.ink, line=2)
        canvas.text(self._inside(f"given {given:g}", given), 20, f"given {given:g}", size=11, face="bold")
        y = canvas.lines(self.left, y + 4, axis, self.right - self.left, size=11, ink=theme.ink2)
        if len(self.rows) > SHOWN:
            text = f"And {count(len(self.rows) - SHOWN, 'state')} more, in the table."
            y = canvas.lines(canvas.x0, y, text, canvas.x1 - canvas.x0, size=10.5, ink=theme.ink3)
        return y

    def _bar(self, code: int, where: Iterable[Sequence[Interval]], margin: float, y: float) -> float:
        canvas, theme = self.canvas, self.theme
        now = _holds_given(self.regions, where)
        face = "bold" if now else "sans"
        below = canvas.lines(
            canvas.x0, y + 13, _named(self.regions, code), self.left - canvas.x0 - 8, size=11.5, face=face, leading=14
        )
        title = self.regions.conflict.label(code)
        with canvas.group("region", title=title, state=str(code)):
            canvas.rect(self.left, y + 3, self.right - self.left, 13, fill=theme.wash)
            for (end,) in where:
                low, high = self.x(end.low), self.x(end.high)
                canvas.rect(low, y + 3, high - low, 13, fill=theme.holds, kind="mark", label=f"bar {code}")
        canvas.text(canvas.x1, y + 13, _margin(margin), size=11, ink=theme.ink2, anchor="end")
        return max(y + 22, below - 6)

    def _walls(self) -> list[float]:
        """Where some verdict changes, within the range."""
        ends = {end for row in self.rows for box in row.where for side in box for end in (side.low, side.high)}
        return sorted(end for end in ends if 0 < end < 1)

    def _ticks(self, y: float) -> float:
        """Numbers of both ends and of the places where something changes, as far as they have room."""
        canvas, free = self.canvas, self.left - 8
        for value in (0.0, *self._walls(), 1.0):
            text, at = f"{value:g}", self.x(value)
            half = width_of(text, 10.5) / 2
            if at - half >= free and (value == 1 or at + half + 8 < self.x(1) - 6):
                canvas.text(at, y, text, size=10.5, ink=self.theme.ink2, anchor="middle")
                free = at + half + 8
        return y + 16

    def _inside(self, text: str, value: float) -> float:
        """Where a text begins whose middle is at a value, or which stays beside the word on its right."""
        wide = width_of(text, 11, "bold")
        return min(max(self.x(value) - wide / 2, self.canvas.x0), self.right - wide + 20)


# -- two thresholds ----------------------------------------------------------------------------------------------------


class _Square:
    """The square of two thresholds, cut into regions of equal equilibria."""

    def __init__(self, canvas: Canvas, regions: Regions, concept: str) -> None:
        self.canvas, self.theme, self.regions = canvas, canvas.theme, regions
        self.left, self.top = canvas.x0 + 46, 22.0
        self.side = min(canvas.x1 - 12 - self.left, _TALLEST)
        self.sets = self._sets(concept)

    def _sets(self, concept: str) -> dict[tuple[int, ...], list[tuple[Corner, ...]]]:
        """Equilibria → the cells where these are all, that of the values given first."""
        across, up = self.regions.cells
        table, states = self.regions.table[concept], self.regions.conflict.states
        sets: dict[tuple[int, ...], list[tuple[Corner, ...]]] = {}
        here = tuple(
            next(k for k, cell in enumerate(cells) if cell.holds(value))
            for cells, value in zip((across, up), self.regions.given, strict=True)
        )
        sets[tuple(states[table[here]].tolist())] = []
        for i, j in np.ndindex(len(across), len(up)):
            (x0, x1), (y0, y1) = (
                (_exact(across[i].low), _exact(across[i].high)),
                (_exact(up[j].low), _exact(up[j].high)),
            )
            corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
            sets.setdefault(tuple(states[table[i, j]].tolist()), []).append(corners)
        return sets

    def at(self, corner: Corner) -> Point:
        """Where a corner stands."""
        return self.left + float(corner[0]) * self.side, self.top + self.side * (1 - float(corner[1]))

    def draw(self) -> float:
        canvas, theme = self.canvas, self.theme
        loops = {codes: outlines(cells) for codes, cells in self.sets.items()}
        for place, (codes, own) in enumerate(loops.items()):
            fill = theme.sheet if not place else canvas.fill(_PATTERNS[(place - 1) % len(_PATTERNS)])
            data = "".join(f"{self._stroke(loop)}Z" for loop in own)
            with canvas.group("region", title=_states(self.regions, codes), states=" ".join(map(str, codes))):
                canvas.path(data, fill=fill, stroke=theme.ink, line=1.2)
        canvas.rect(self.left, self.top, self.side, self.side, stroke=theme.ink, line=1.2, kind="frame")
        x, y = self.at((_exact(self.regions.given[0]), _exact(self.regions.given[1])))
        canvas.circle(x, y, 7, fill=theme.sheet, stroke=theme.ink, line=2)
        canvas.circle(x, y, 2.6, fill=theme.ink)
        canvas.mark(x - 8, y - 8, 16, 16, "given")
        notes = self._names(loops)
        return self._below(notes)

    def _stroke(self, loop: Loop) -> str:
        return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in map(self.at, loop))

    def _names(self, loops: dict[tuple[int, ...], tuple[Loop, ...]]) -> list[str]:
        """The equilibria in their regions; a number where they have no room, which is listed below."""
        notes: list[str] = []
        for codes, own in loops.items():
            text = _states(self.regions, codes)
            if not self._label(text, own):
                notes.append(f"{len(notes) + 1}: {text}")
                if not self._label(str(len(notes)), own):
                    notes[-1] += " (too small to be marked)"
        return notes

    def _label(self, text: str, own: Sequence[Loop]) -> bool:
        canvas, wide = self.canvas, width_of(text, 11.5, "bold")
        occupied = [box for box in canvas.boxes if box.kind in ("text", "mark")]
        middle = pole([[self.at(corner) for corner in loop] for loop in own], occupied, wide + 12, 20)
        if middle is None:
            return False
        x, y = middle
        canvas.rect(x - wide / 2 - 4, y - 9, wide + 8, 18, fill=self.theme.sheet, radius=3, opacity="0.92")
        canvas.text(x, y + 4, text, size=11.5, face="bold", anchor="middle")
        return True

    def _below(self, notes: Sequence[str]) -> float:
        """The axes with their numbers, and what is listed."""
        canvas, theme = self.canvas, self.theme
        across, up = _axes(self.regions)
        bottom = self.top + self.side
        self._numbers([cell.high for cell in self.regions.cells[0][:-1]], bottom, across=True)
        self._numbers([cell.high for cell in self.regions.cells[1][:-1]], bottom, across=False)
        canvas.upright(canvas.x0 + 9, self.top + self.side / 2, up, size=11, ink=theme.ink2)
        y = canvas.lines(self.left, bottom + 32, across, self.side, size=11, ink=theme.ink2)
        given = " and ".join(f"{value:g}" for value in self.regions.given)
        y = canvas.lines(
            canvas.x0, y + 2, f"The ring: as given, {given}.", canvas.x1 - canvas.x0, size=11, ink=theme.ink2
        )
        for note in notes:
            y = canvas.lines(canvas.x0, y, note, canvas.x1 - canvas.x0, size=11, ink=theme.ink2)
        return y

    def _numbers(self, walls: Sequence[float], bottom: float, *, across: bool) -> None:
        """Numbers of both ends and of the walls, as far as they have room."""
        taken: list[Box] = []
        for value in (0.0, 1.0, *walls):
            text = f"{value:g}"
            wide = width_of(text, 10.5)
            share = value * self.side
            x, y = (self.left + share - wide / 2, bottom + 15) if across else (self.left - 6 - wide, bottom - share + 4)
            box = Box("text", x - 3, y - 11, wide + 6, 14)
            if not any(box.overlaps(other) for other in taken):
                taken.append(box)
                self.canvas.text(x, y, text, size=10.5, ink=self.theme.ink2)


def _exact(value: float) -> Fraction:
    return Fraction(str(round(value, 12)))
