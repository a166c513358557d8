"""What decides, as a picture: each number on its track, cut where something else happens, and wants of which one change
alone decides.

It is drawn from the record of the reading screen, in its words: beside the number what it means, and the want behind it with
its place; above the track what happens in each part, bold where the number is; below it where it tips, and what was seen since.
On a narrow sheet the words stand above.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.context.glossary import Glossary
from countermove.presentation.blocks import Column, Sketch, Table
from countermove.presentation.canvas import Canvas, number
from countermove.presentation.figure import Figure
from countermove.presentation.metrics import width_of, wrapped
from countermove.presentation.numbers import driver_text
from countermove.presentation.places import PlaceTold
from countermove.presentation.sketches import WIDTH, folded, sketch
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import capital
from countermove.reports.reading_screen import Deciding, Instead, ReadingScreen, Seen, WantBehind, Zone
from gmcr.base.record import Record

__all__ = ["deciding", "deciding_sketch"]

Places = Mapping[tuple[str, str], PlaceTold]
"""Kind and name of a premise → where it is from."""

_BESIDE = 520.0
"""The least width of a sheet on which words stand beside their track."""

_SHARE, _GAP, _INSET = 0.34, 22.0, 24.0
"""The words' share of the sheet, the room between them and the track, and that for a ring."""

_THICK, _TICK, _RING = 8.0, 20.0, 7.5
"""Of a track, a tick and the ring of the number."""

_ZONES = 3
"""The most parts of a track that each have a column for their words."""

_KEPT = "\u00a0"
"""A blank at which no line ends."""

_CELLS = 48
"""Letters of a track that is drawn in letters."""


def deciding(
    screen: ReadingScreen, glossary: Glossary, places: Places, *, theme: str = "light", width: float = 760
) -> Figure:
    """The rows of a reading screen."""
    canvas = Canvas("deciding", width, theme_named(theme), margin=2)
    painter = _Painter(canvas, actors_of(glossary, canvas.theme), places)
    y = 0.0
    for row in screen.rows:
        with canvas.group("deciding", title=_row_text(row, glossary), row=row.key):
            canvas.line((canvas.x0, y), (canvas.x1, y), stroke=canvas.theme.rule)
            y = painter.row(row, y + 8) + 8
    canvas.line((canvas.x0, y), (canvas.x1, y), stroke=canvas.theme.rule)
    wide, ink = canvas.x1 - canvas.x0, canvas.theme.ink3
    y = canvas.lines(canvas.x0, y + 16, _key(screen), wide, size=10.5, leading=14, ink=ink) - 6
    told = " ".join(f"{_row_text(row, glossary)}." for row in screen.rows)
    return canvas.figure(y, title=screen.title, description=told, table=_table(screen, glossary))


@dataclass(frozen=True, slots=True)
class _Painter(Record):
    canvas: Canvas
    actors: Mapping[str, ActorStyle]
    places: Places

    def row(self, row: Deciding, y: float) -> float:
        """Draw one row from *y* downwards; returns where it ends."""
        canvas = self.canvas
        whole = canvas.x1 - canvas.x0
        if canvas.width >= _BESIDE:
            words = round(_SHARE * whole)
            x = canvas.x0 + words + _GAP
            return max(self.words(row, y, words), self.what(row, x, y, canvas.x1 - x))
        return self.what(row, canvas.x0, self.words(row, y, whole) + 4, whole)

    def words(self, row: Deciding, y: float, room: float) -> float:
        """What a row is about: what the number means, where it is, and the wants behind it."""
        canvas, theme = self.canvas, self.canvas.theme
        x = canvas.x0 + _INSET
        if row.actor:
            canvas.ring(canvas.x0 + 9, y + 8, self.actors[row.actor])
        named = row.words if row.driver else f"{self.actors[row.actor].name} {row.words}"
        y = canvas.lines(x, y + 12, named, room - _INSET, size=13.5, leading=17, face="serif") - 1
        pieces = [(_now(row), "bold", theme.ink)] if row.driver else []
        for want in row.wants:
            pieces += [("·", "sans", theme.ink3)] if pieces else []
            pieces += self.want(want, alone=not row.driver)
        return canvas.pieces(x, y, pieces, room - _INSET, size=11) - 9

    def want(self, want: WantBehind, *, alone: bool) -> Iterator[tuple[str, str, str]]:
        """The words of a want with its place, each with its face and its ink."""
        theme = self.canvas.theme
        if not alone:
            yield want.now or want.words, "sans", theme.ink2
        yield want.id, "sans", theme.ink3
        if (place := self.places.get(("want", want.id))) is not None:
            yield f"·{_KEPT}{place.short.replace(' ', _KEPT)}", "sans", theme.ink3

    # -- what happens --------------------------------------------------------------------------------------------------

    def what(self, row: Deciding, x: float, y: float, room: float) -> float:
        if row.driver:  # a ring at an end stays on the sheet
            return self.track(row, x + _RING + 1, y, room - 2 * (_RING + 1))
        for own in row.instead:
            y = self.instead(own, x, y, room)
        return y - 4

    def instead(self, own: Instead, x: float, y: float, room: float) -> float:
        """What one change of a want alone would bring about, behind a piece of a track."""
        self.stretch(x, y + 4, 18, "stripes" if own.moves else "")
        return self.canvas.lines(x + 26, y + 12, own.told, room - 26, size=11.5) + 3 - 12

    def track(self, row: Deciding, x: float, y: float, room: float) -> float:
        canvas, theme = self.canvas, self.canvas.theme
        y = self.zones(row.zones, x, y + 11, room) + 12
        for zone, fill in zip(row.zones, _fills(row.zones), strict=True):
            self.stretch(x + zone.begin * room, y, (zone.end - zone.begin) * room, fill)
        middle = y + _THICK / 2
        for tick in row.ticks:
            canvas.rect(x + tick * room - 1, middle - _TICK / 2, 2, _TICK, fill=theme.ink)
        if row.seen is not None:
            self.diamond(x + row.seen.at * room, middle)
        at = x + row.at * room
        canvas.circle(at, middle, _RING, fill=theme.sheet, stroke=theme.ink, line=2.6)
        canvas.mark(at - _RING, middle - _RING, 2 * _RING, 2 * _RING, "ring of the number")
        y = middle + _TICK / 2 + 11
        for label in row.labels:
            canvas.text(x + label.at * room, y, label.told, size=10.5, ink=theme.ink2, anchor=label.anchor)
        return self.seen(row.seen, x, y + 14, room) - 8 if row.seen is not None else y + 3

    def zones(self, zones: Sequence[Zone], x: float, y: float, room: float) -> float:
        """What happens in each part: side by side, their last lines on one base line, or one behind the other."""
        canvas, theme = self.canvas, self.canvas.theme
        inks = [("bold", theme.ink) if zone.here else ("sans", theme.ink3) for zone in zones]
        if len(zones) > _ZONES:
            told = [f"{zone.words}{'' if zone is zones[-1] else ' |'}" for zone in zones]
            return canvas.pieces(x, y, [(text, *ink) for text, ink in zip(told, inks, strict=True)], room) - 15
        column = (room - 14 * (len(zones) - 1)) / len(zones)
        laid = [wrapped(zone.words, 11, face, column) for zone, (face, _) in zip(zones, inks, strict=True)]
        below = y + 14 * (max(map(len, laid)) - 1)
        for place, (lines, (face, ink)) in enumerate(zip(laid, inks, strict=True)):
            anchor, at = _aligned(place, len(zones), x, room)
            for back, line in enumerate(reversed(lines)):
                canvas.text(at, below - 14 * back, line, size=11, face=face, ink=ink, anchor=anchor)
        return below

    def stretch(self, x: float, y: float, wide: float, fill: str) -> None:
        """A part of a track: grey where nobody moves, else with a *fill*."""
        canvas = self.canvas
        canvas.rect(x, y, wide, _THICK, fill=canvas.theme.fails)
        if fill:
            canvas.rect(x, y, wide, _THICK, fill=canvas.fill(fill))

    def diamond(self, x: float, y: float) -> None:
        canvas, theme = self.canvas, self.canvas.theme
        corners = ((x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y))
        data = "L".join(f"{number(across)} {number(down)}" for across, down in corners)
        canvas.path(f"M{data}Z", fill=theme.sheet, stroke=theme.ink, line=1.8)
        canvas.mark(x - 8, y - 8, 16, 16, "seen since")

    def seen(self, seen: Seen, x: float, y: float, room: float) -> float:
        """Draw what was seen below its place, as far as it stays below the track."""
        wide = width_of(seen.told, 10.5, "bold")
        at = max(0.0, min(seen.at * room - wide / 2, room - wide))
        if wide > room:
            return self.canvas.lines(x, y, seen.told, room, size=10.5, leading=14, face="bold")
        self.canvas.text(x + at, y, seen.told, size=10.5, face="bold")
        return y + 14


def _fills(zones: Sequence[Zone]) -> Iterator[str]:
    """The fill of each part: stripes where somebody moves, across those of a neighbour."""
    before = ""
    for zone in zones:
        before = ("counter" if before == "stripes" else "stripes") if zone.moves else ""
        yield before


def _aligned(place: int, many: int, x: float, room: float) -> tuple[str, float]:
    """The anchor of the words of one part, and where it is."""
    if place == 0:
        return "start", x
    return ("end", x + room) if place == many - 1 else ("middle", x + room * (place + 0.5) / many)


# -- in words ----------------------------------------------------------------------------------------------------------


def _key(screen: ReadingScreen) -> str:
    """The signs in use."""
    numbers = [row for row in screen.rows if row.driver]
    parts = ["grey: nobody moves", "striped: somebody does"]
    if numbers:
        parts += ["bar: where it tips, computed exactly", "ring: where the number is"]
    if any(row.seen is not None for row in numbers):
        parts.append("diamond: where it was seen since")
    return " · ".join(parts)


def _named(row: Deciding, glossary: Glossary) -> str:
    return row.words if row.driver else f"{capital(glossary.actors[row.actor])} {row.words}"


def _now(row: Deciding) -> str:
    return driver_text(Fraction(row.now)) if row.driver else ""


def _happens(row: Deciding) -> str:
    """What happens in each part, or after each change."""
    if not row.driver:
        return "; ".join(own.told for own in row.instead)
    return " | ".join(f"{zone.words} (now)" if zone.here else zone.words for zone in row.zones)


def _tips(row: Deciding) -> str:
    return "; ".join(label.told for label in row.labels)


def _row_text(row: Deciding, glossary: Glossary) -> str:
    parts = [_happens(row), _tips(row), "" if row.seen is None else row.seen.told]
    now = f" ({_now(row)})" if row.driver else ""
    return f"{_named(row, glossary)}{now}: {'; '.join(filter(None, parts))}"


def _wants(row: Deciding, places: Places) -> str:
    return "; ".join(
        f"{want.now or want.words} ({', '.join([want.id, *([place.short] if place else [])])})"
        for want in row.wants
        for place in [places.get(("want", want.id))]
    )


def _table(screen: ReadingScreen, glossary: Glossary) -> Table:
    columns = (
        Column("What decides"),
        Column("Now", right=True),
        Column("What happens"),
        Column("Where it tips"),
        Column("Seen since"),
    )
    rows = (
        (_named(row, glossary), _now(row), _happens(row), _tips(row), "" if row.seen is None else row.seen.told)
        for row in screen.rows
    )
    return Table(columns, tuple(rows), caption=screen.title)


def deciding_sketch(screen: ReadingScreen, glossary: Glossary, places: Places) -> Sketch:
    """The same in letters."""
    lines: list[str] = []
    for row in screen.rows:
        now = f" ({_now(row)})" if row.driver else ""
        lines += folded(f"{_named(row, glossary)}{now}", WIDTH)
        told = [_happens(row), "; ".join(filter(None, (_tips(row), "" if row.seen is None else row.seen.told)))]
        told.append(_wants(row, places) if row.driver else _where(row, places))
        lines += [f"  {_letters(row)}"] if row.driver else []
        lines += [f"  {line}" for text in told if text for line in folded(text, WIDTH - 2)]
    return sketch(lines, screen.title)


def _where(row: Deciding, places: Places) -> str:
    [want] = row.wants
    place = places.get(("want", want.id))
    return ", ".join([want.id, *([place.short] if place else [])])


def _letters(row: Deciding) -> str:
    """A track in letters: what happens in each part, then what stands on it."""
    signs = [_sign(row.zones, (cell + 0.5) / _CELLS) for cell in range(_CELLS)]
    for tick in row.ticks:
        signs[_cell(tick)] = "┃"
    if row.seen is not None:
        signs[_cell(row.seen.at)] = "◆"
    signs[_cell(row.at)] = "●"
    return "".join(signs)


def _cell(share: float) -> int:
    return min(int(share * _CELLS), _CELLS - 1)


def _sign(zones: Sequence[Zone], share: float) -> str:
    moves = next((zone.moves for zone in zones if share <= zone.end), zones[-1].moves)
    return "▒" if moves else "─"
