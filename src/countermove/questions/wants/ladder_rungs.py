"""One want as a rung of a ladder: what is wanted, when, what otherwise, its sources, and the claims that rest on it.

Wants as a small picture for terminals: each actor's in order, filled where met at the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from countermove.presentation.blocks import Sketch, SketchRow
from countermove.presentation.canvas import Canvas
from countermove.presentation.marks import certainty, rung, rung_dropped, switch
from countermove.presentation.metrics import wrapped
from countermove.presentation.numbers import decimal_text, exact_number
from countermove.presentation.phrases import Phrasing
from countermove.presentation.places import places_short
from countermove.presentation.premises import WantNow, want_in_force
from countermove.presentation.sketches import rows_sketch
from countermove.presentation.theme import ActorStyle
from countermove.presentation.words import plural
from countermove.questions.wants.compute import LaddersRecord, Rung
from gmcr.base.record import Record

__all__ = ["Rungs", "certainty_text", "ladders_sketch"]


_WEIGHT = 62.0
"""The width of the bar and number of claims."""


@dataclass(frozen=True, slots=True)
class Rungs(Record):
    """How rungs are drawn on a sheet. ``weights``: want → claims that it alone can flip; ``heaviest``: the largest of
    these numbers."""

    canvas: Canvas
    phrasing: Phrasing
    weights: Mapping[str, int]
    heaviest: int

    def on(self, canvas: Canvas) -> Rungs:
        """The same on another sheet."""
        return Rungs(canvas, self.phrasing, self.weights, self.heaviest)

    def draw(self, x: float, y: float, wide: float, item: Rung, actor: ActorStyle) -> float:
        """Draw a want from *y* downwards over *wide*; returns the y coordinate at which the next may begin."""
        canvas, theme = self.canvas, self.canvas.theme
        left, weight = x + 26, self.weights.get(item.id, 0)
        right = x + wide - (_WEIGHT if self.weights else 0)
        now = want_in_force(self.phrasing, item.id)
        with canvas.group("want", title=f"{item.id}: {now.whole()}", want=item.id):
            if item.changed:
                high = self._measured(left, wide, item, now)
                canvas.rect(x + 20, y, wide - 20, high - 2, fill=theme.marked, opacity=theme.marked_opacity, radius=3)
            if item.dropped:
                rung_dropped(canvas, x + 9, y + 12, actor)
            else:
                rung(canvas, x + 9, y + 12, actor, met=item.met)
            if weight:
                self._weight(x + wide, y + 16, weight)
            return self._words(left, y + 16, right, item, now) - 3

    def _measured(self, left: float, wide: float, item: Rung, now: WantNow) -> float:
        other = self.on(Canvas("wants", self.canvas.width, self.canvas.theme))
        right = left - 26 + wide - (_WEIGHT if self.weights else 0)
        return other._words(left, 16, right, item, now) - 3

    def _words(self, left: float, y: float, right: float, item: Rung, now: WantNow) -> float:
        """Draw what is in force, and in grey what would be."""
        canvas, theme, room = self.canvas, self.canvas.theme, right - left
        ink = theme.ink3 if item.dropped else theme.ink
        y = canvas.lines(left, y, now.wish, room, size=14, leading=19, face="serif", ink=ink) - 3
        if now.instead:
            y = self._instead(left, y, room, item, now.instead)
        return self._meta(left, y, room, item)

    def _instead(self, left: float, y: float, room: float, item: Rung, lines: str) -> float:
        canvas, theme = self.canvas, self.canvas.theme
        if item.switch is None:
            return canvas.lines(left, y, lines, room, size=11, ink=theme.ink3)
        values = (item.switch.now, item.switch.threshold)
        span = switch(
            canvas,
            left,
            y - 4,
            now=float(item.switch.now),
            threshold=float(item.switch.threshold),
            above=item.switch.above == item.on,
            low=min(0.0, *map(float, values)),
            high=max(1.0, *map(float, values)),
        )
        value = f"now {decimal_text(item.switch.now, fixed=True)})"
        lines = f"{lines[:-1]}; {value}" if lines.endswith(")") else f"{lines} ({value}"
        return canvas.lines(left + span + 8, y, lines, room - span - 8, size=11, ink=theme.ink3)

    def _meta(self, left: float, y: float, room: float, item: Rung) -> float:
        canvas, theme = self.canvas, self.canvas.theme
        for line in wrapped(item.id, 11, "bold", room):
            at = left + canvas.text(left, y, line, size=11, face="bold") + 8
            y += 15
        y -= 15
        if at + 19 > left + room:
            at, y = left, y + 15
        certainty(canvas, at, y, _level(item.chance))
        at += 19
        pieces = [(certainty_text(item), "sans", theme.ink3)]
        places = places_short(item.at)
        if places:
            pieces.append((f"· {places}", "sans", theme.ink3))
        if item.dropped:
            pieces.append(("· dropped here", "bold", theme.ink2))
        room_left = left + room - at
        if room_left < 60:
            at, y, room_left = left, y + 15, room
        y = canvas.pieces(at, y, pieces, room_left)
        want = self.phrasing.game.wants[item.id]
        if want.could_be is not None:
            text = f"could be: {self.phrasing.wish(want.could_be, want.actor)}"
            y = canvas.lines(left, y, text, room, size=11, ink=theme.ink3)
        return y

    def _weight(self, right: float, y: float, weight: int) -> None:
        """Draw the number of claims, and below it a bar of that length."""
        canvas, theme = self.canvas, self.canvas.theme
        canvas.text(right, y - 2, f"{weight} {plural(weight, 'claim')}", size=11, ink=theme.ink2, anchor="end")
        span = max(2.0, 44.0 * weight / max(self.heaviest, 1))
        canvas.rect(right - span, y + 4, span, 5, fill=theme.ink3, kind="mark", label="weight")


def _level(chance: Fraction) -> int:
    """One to three steps."""
    return 3 if chance >= Fraction(17, 20) else 2 if chance >= Fraction(13, 20) else 1


def certainty_text(item: Rung) -> str:
    """The certainty of a want as in the file: a word, or a number, a decimal if possible; "moderate" if unstated."""
    return exact_number(item.certainty) if isinstance(item.certainty, Fraction) else item.certainty or "moderate"


def ladders_sketch(record: LaddersRecord, actors: Mapping[str, str]) -> Sketch:
    """Each actor's wants in order, filled if met at the start; in brackets those that the game lacks. ``actors``: their
    names."""
    rows = []
    for row in record.actors:
        rungs = [f"({item.id})" if item.dropped else f"{'●' if item.met else '○'}{item.id}" for item in row.rungs]
        rows.append(SketchRow(actors[row.actor], " ".join(rungs), f"{row.met} of {row.present} met"))
    dropped = any(item.dropped for row in record.actors for item in row.rungs)
    signs = "filled: met; in brackets: dropped" if dropped else "filled: met at the start"
    return rows_sketch(rows, f"What each actor wants, most important first ({signs})")
