"""Ways out of the start as lanes: who does what, the bar that stops it, or an arrow if its mover gains, and what would
follow.

The bar has its reason beside it: the want that decides, or what the act needs first, or who would answer. If a number
governs that want, its line stands below: thick where the want is on, a tick at the threshold, a ring at the present
value. If the columns have no room, each lane is a card.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from countermove.context.answer import Answer
from countermove.inquiry.reasons import NumberSwitch
from countermove.inquiry.ways import Lanes
from countermove.presentation.blocks import TableCell, Words
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure
from countermove.presentation.marks import arrow, bar_stop, rings, switch
from countermove.presentation.metrics import width_of
from countermove.presentation.table_figure import Head, Row, draw_table, fits
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import concept_name, count
from countermove.questions.lanes.text import (
    WayText,
    lanes_heads,
    lanes_table,
    lanes_title,
    named_switch_text,
    way_cells,
    way_texts,
)
from gmcr.base.record import Record

__all__ = ["SHOWN", "lanes"]

SHOWN = 12
"""The number of ways drawn: first those that are taken, then those stopped by what matters most to their movers."""

_LINE = 58.0
"""The length of a switch."""


def lanes(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The ways out of the start of one game under one concept."""
    result: Lanes = answer.record
    canvas = Canvas("lanes", width, theme_named(theme))
    actors = actors_of(answer.glossary, canvas.theme)
    ways = result.dearest(SHOWN)
    because, then = lanes_heads(result)
    heads = [
        Head("", share=1.05, least=190),
        Head(because, least=190),
        Head(then, share=0.95, least=170),
    ]
    wide = fits(canvas, heads, actors)
    rows = [_row(words, actors, wide) for words in way_texts(answer, ways)]
    y = draw_table(canvas, 26.0 if wide else 8.0, heads if wide else [Head()] * 3, rows, actors, cards=not wide) + 18
    if len(ways) < len(result.ways):
        text = f"And {count(len(result.ways) - len(ways), 'way')} more, in the table."
        y = canvas.lines(canvas.x0, y, text, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3) + 3
    y = rings(canvas, y + 3, [actors[actor] for actor in actors if any(way.actor == actor for way in ways)])
    y = _key(canvas, y, result)
    return canvas.figure(y, title=lanes_title(answer), description=_description(answer), table=lanes_table(answer))


# -- rows --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sign(Record):
    """The sign between an act and its reason: the bar that stops it, or an arrow in its mover's stroke."""

    taken: bool
    actor: ActorStyle
    tall: bool

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        if self.taken:
            canvas.actor_line([(x - 2, y - 4), (x + 10, y - 4)], self.actor)
            arrow(canvas, (x + 17, y - 4), 0, colour=self.actor.colour)
            canvas.mark(x - 2, y - 8, 19, 8, "arrow")
        else:
            half = 12 if self.tall else 7
            bar_stop(canvas, (x + 8, y - 10 + half), 0, half=half)
        return y


class _Dots:
    """The dots in front of what would follow, if it stands below its reason."""

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        canvas.line((x + 2, y - 4), (x + 16, y - 4), stroke=canvas.theme.ink3, line=1.6, dash="0.1 4", round_=True)
        return y


@dataclass(frozen=True, slots=True)
class _Switch(Record):
    """The line of a number, and beside it its present value and its threshold."""

    switch: NumberSwitch

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        values = (float(self.switch.now), float(self.switch.threshold))
        now, threshold = values
        low, high = min(0.0, *values), max(1.0, *values)
        above, text = self.switch.above, named_switch_text(self.switch)
        span = switch(canvas, x - 2, y - 4, now=now, threshold=threshold, above=above, low=low, high=high, width=_LINE)
        beside = room - span - 4
        if width_of(text, 11, "sans") <= beside:
            canvas.text(x + span + 4, y, text, size=11, ink=canvas.theme.ink2)
            return y + 15
        return canvas.lines(x - 2, y + 13, text, room, size=11, ink=canvas.theme.ink2)


def _row(words: WayText, actors: dict[str, ActorStyle], wide: bool) -> Row:
    way, (act, _, because, follows) = words.way, way_cells(words)
    switch = () if way.switch is None else (_Switch(way.switch),)
    because = replace(because, lines=(*because.lines, *switch), mark=_Sign(way.taken, actors[way.actor], bool(switch)))
    if not wide:
        then = f"{'then' if way.taken else 'if it did'}: {words.follows}"
        follows = TableCell((Words(then, "faint"),) if words.follows else (), mark=_Dots())
    data = {"actor": way.actor, "option": " ".join(option for option, _ in way.turned), "want": words.want}
    return Row((act, because, follows), "lane", words.sentence, data)


# -- words -------------------------------------------------------------------------------------------------------------


def _key(canvas: Canvas, y: float, result: Lanes) -> float:
    """Draw the key of the signs in use."""
    number_taken = len(result.taken)
    parts = ["bar: not taken"] if number_taken < len(result.ways) else []
    parts += ["arrow: its mover gains"] if number_taken else []
    if any(way.switch is not None for way in result.ways):
        parts.append("thick: where the want is on; tick: its threshold; ring: now")
    return canvas.lines(canvas.x0, y, " · ".join(parts), canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)


def _description(answer: Answer) -> str:
    result: Lanes = answer.record
    ways = list(way_texts(answer, result.ways))
    sentences = " ".join(f"{item.sentence}." for item in ways[:SHOWN])
    more = f" And {count(len(ways) - SHOWN, 'way')} more." if len(ways) > SHOWN else ""
    return f"Ways out of the start under {concept_name(result.concept)}. {sentences}{more}".strip()
