"""Wants as ladders: each actor's wants from the most important down, and how they stand at the start.

A want appears as it counts in this game: what is in force, and in grey what would be. A filled rung is met at the
start, a hollow one is not, a crossed one is dropped in this game and not counted; a switch shows the number that
decides which it is (thick: where the text shown applies; tick: the threshold; ring: now); three steps how sure it is
that the want belongs to the calculus; the grey bar how many claims that want alone can flip. A highlighted want differs
from the author's calculus in the base reading.

This is no table of marks: a want has no columns, but stands on its actor's line, which runs on to the next one to show
their order; and actors stand beside one another, as tall as their wants are many.

If there are more than a few, wants that are met and carry no claim are folded, a line or two for each run of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.presentation.blocks import Column, Table
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure, no_taller
from countermove.presentation.marks import certainty, rung, rung_dropped, square, switch
from countermove.presentation.metrics import width_of
from countermove.presentation.numbers import tick_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.places import places_short
from countermove.presentation.premises import NOTHING, want_in_force
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import capital, count, part_text, plural, shortened, some_of
from countermove.questions.wants.compute import ActorLadder, LaddersRecord, Rung
from countermove.questions.wants.ladder_rungs import Rungs, certainty_text
from gmcr.logic import Formula

__all__ = ["wants"]

_FOLD, _FOLD_WEIGHED = 40, 16
"""Models with more wants than this are folded; if it is known which of them carry claims, already above the second
number."""

_NAMED = 6
"""The number of wants of a fold that are named."""

_TWO = 700


_LESS = (0, 1, 2, 3, 4, 6, 10, 20)
"""Wants that alone flip fewer claims than this are folded, met or not, as long as the picture is too tall; 0: those
that are met and flip none."""

_TALLEST = 1200.0


def wants(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The wants of every actor, with how many claims each alone can flip if that is known."""
    tries = _LESS if answer.record.judged else _LESS[:1]
    return no_taller(lambda less: _drawn(answer, less, theme, width), tries, height=_TALLEST)


def _drawn(answer: Answer, less: int, theme: str, width: float) -> Figure:
    record: LaddersRecord = answer.record
    glossary = answer.glossary
    canvas = Canvas("wants", width, theme_named(theme))
    actors = actors_of(glossary, canvas.theme)
    weights = record.flips
    total = sum(row.present for row in record.actors)
    phrasing = Phrasing(glossary, answer.frame.assumptions.view)
    rungs = Rungs(canvas, phrasing, weights, max(weights.values(), default=0))
    fold = _FOLD_WEIGHED if record.judged else _FOLD
    folded = less > 0 or sum(len(row.rungs) for row in record.actors) > fold
    drawing = _WantsDrawing(canvas, actors, phrasing, rungs, folded, less)
    y = drawing.key(22.0, record.judged, [item for row in record.actors for item in row.rungs])
    columns = 2 if width >= _TWO and len(record.actors) > 1 else 1
    gap = 32.0
    wide = (canvas.x1 - canvas.x0 - gap * (columns - 1)) / columns
    ends = [y] * columns
    for row, column in zip(record.actors, _columns(drawing, record.actors, wide, columns), strict=True):
        ends[column] = drawing.actor(canvas.x0 + column * (wide + gap), ends[column], wide, row) + 14
    met = sum(row.met for row in record.actors)
    return canvas.figure(
        max(ends),
        title=_title(record, phrasing),
        description=(
            f"The wants of {count(len(record.actors), 'actor')}, most important first. At the start {met} of {total} are "
            f"met. " + " ".join(f"{actors[row.actor].name}: {row.met} of {row.present}." for row in record.actors)
        ),
        table=_table(record, phrasing),
    )


def _title(record: LaddersRecord, phrasing: Phrasing) -> str:
    """The finding: how many wants are met at the start, and whose are met least."""
    met, present = (sum(getattr(row, name) for row in record.actors) for name in ("met", "present"))
    rows = [row for row in record.actors if row.present]
    least = min((Fraction(row.met, row.present) for row in rows), default=Fraction(1))
    whose = [row for row in rows if Fraction(row.met, row.present) == least]
    if not present:
        return "Nobody wants anything"
    lead = f"{capital(some_of(met, present, 'want'))} {plural(met, 'is', 'are')} met at the start"
    if least == 1 or len(whose) > 1 or len(rows) == 1:
        return lead
    (row,) = whose
    few = f"only {part_text(row.met, row.present)} of {part_text(row.present, row.present)}" if row.met else "none"
    return f"{lead}; of those of {phrasing.the(row.actor)} {few}"


def _columns(drawing: _WantsDrawing, rows: Sequence[ActorLadder], wide: float, columns: int) -> list[int]:
    """The column of each actor: file order down the first, then down the second, as balanced as that allows."""
    if columns == 1:
        return [0] * len(rows)
    heights = [drawing.height(row, wide) for row in rows]
    cuts = range(1, len(rows))
    best = min(cuts, key=lambda cut: (max(sum(heights[:cut]), sum(heights[cut:])), cut))
    return [int(place >= best) for place in range(len(rows))]


@dataclass(frozen=True, slots=True)
class _WantsDrawing:
    canvas: Canvas
    actors: dict[str, ActorStyle]
    phrasing: Phrasing
    rungs: Rungs
    folded: bool
    less: int

    def key(self, y: float, weighed: bool, rungs: Sequence[Rung]) -> float:
        """Draw the key of the signs in use."""
        canvas, theme = self.canvas, self.canvas.theme
        first = next(iter(self.actors.values()))
        signs: list[tuple[str, float, Callable[[float, float], object]]] = [
            ("met at the start", 15, lambda x, y: rung(canvas, x + 5, y - 4, first, met=True)),
            ("not met", 15, lambda x, y: rung(canvas, x + 5, y - 4, first, met=False)),
        ]
        if any(item.dropped for item in rungs):
            signs.append(("dropped here", 15, lambda x, y: rung_dropped(canvas, x + 5, y - 4, first)))
        if any(item.changed for item in rungs):
            signs.append(("other than in the author’s base reading", 22, self.marked))
        signs.append(("how sure", 18, lambda x, y: certainty(canvas, x, y, 3)))
        if any(item.switch is not None for item in rungs):
            signs.append(
                (
                    "in force (thick), threshold, now",
                    50,
                    lambda x, y: switch(canvas, x, y - 4, now=0.7, threshold=0.4, above=True, width=44),
                )
            )
        if weighed:
            signs.append(("claims this want alone can flip", 19, self.weight))
        x = canvas.x0
        for word, wide, draw in signs:
            if x > canvas.x0 and x + wide + width_of(word, 11) > canvas.x1:
                x, y = canvas.x0, y + 18
            draw(x, y)
            x += wide
            x, y = canvas.run(x, y, word, ink=theme.ink2)
            x += 14
        return y + 14

    def marked(self, x: float, y: float) -> None:
        """Draw the highlighter."""
        theme = self.canvas.theme
        self.canvas.rect(x, y - 9, 17, 11, fill=theme.marked, opacity=theme.marked_opacity, radius=3)
        self.canvas.mark(x, y - 9, 17, 11, "changed")

    def weight(self, x: float, y: float) -> None:
        """Draw the bar of a want that claims rest on."""
        self.canvas.rect(x, y - 8, 14, 8, fill=self.canvas.theme.ink3, kind="mark", label="weight")

    def height(self, row: ActorLadder, wide: float) -> float:
        """The height of an actor, measured by drawing it off the sheet."""
        aside = Canvas("wants", self.canvas.width, self.canvas.theme)
        other = _WantsDrawing(aside, self.actors, self.phrasing, self.rungs.on(aside), self.folded, self.less)
        return other.actor(self.canvas.x0, 0.0, wide, row)

    def actor(self, x: float, y: float, wide: float, row: ActorLadder) -> float:
        canvas, theme, actor = self.canvas, self.canvas.theme, self.actors[row.actor]
        with canvas.group("actor", actor=row.actor):
            canvas.line((x, y), (x + wide, y), stroke=theme.control)
            y += 22
            canvas.ring(x + 9, y - 4.5, actor)
            text = f"{row.met} of {row.present} wants met"
            span = canvas.text(x + wide, y, text, size=11, ink=theme.ink3, anchor="end")
            y = canvas.lines(x + 26, y, actor.name, wide - span - 38, size=15, leading=18, face="serifbold") + 1
            y = self.options(x + 26, y, wide - 26, row)
            top = y
            shown = self.shown(row)
            stops: list[float] = []
            for item in shown:
                if isinstance(item, Rung):
                    stops.append(y + 12)
                    y = self.rungs.draw(x, y, wide, item, actor)
                else:
                    y = canvas.lines(x + 26, y + 12, self.folding(item), wide - 26, size=11, ink=theme.ink3) - 5
            if not shown:
                canvas.text(x + 26, y + 12, "No wants: it is indifferent between all states.", size=11, ink=theme.ink3)
                y += 22
            # Between rungs only: the line never runs through one.
            for upper, lower in itertools.pairwise(stops):
                canvas.actor_line([(x + 9, upper + 8), (x + 9, lower - 8)], actor, line=1.6, edge=False)
            return max(y, top)

    def options(self, x: float, y: float, wide: float, row: ActorLadder) -> float:
        canvas, theme = self.canvas, self.canvas.theme
        at = x + canvas.text(x, y, "can", size=11, ink=theme.ink3) + 8
        first, room = at, wide - (at - x)
        for option in row.options:
            words = self.phrasing.base(option.name)
            limits = [
                {"forward": "cannot be undone", "back": "cannot be resumed"}.get(option.one_way, ""),
                ""
                if option.needs is None
                else f"only once {self.phrasing.clause(self.phrasing.glossary.formula(option.needs))}",
                "strategic" if option.kind == "strategic" else "",
            ]
            limited = ", ".join(limit for limit in limits if limit)
            text = f"{words} ({limited})" if limited else words
            square(canvas, first, y, on=option.on)
            y = canvas.lines(first + 13, y, text, room - 13, size=11, ink=theme.ink2)
        if not row.options:
            canvas.text(first, y, "do nothing", size=11, ink=theme.ink2)
            y += 15
        return y - 4

    def shown(self, row: ActorLadder) -> list[Rung | list[Rung]]:
        """Wants to draw, and runs of them that are folded."""
        groups: list[Rung | list[Rung]] = []
        for item in row.rungs:
            few = self.rungs.weights.get(item.id, 0) < max(self.less, 1)
            plain = self.folded and few and (item.met or self.less > 0) and not item.changed and not item.dropped
            if not plain:
                groups.append(item)
            elif groups and isinstance(groups[-1], list):
                groups[-1].append(item)
            else:
                groups.append([item])
        return groups

    def folding(self, rungs: Sequence[Rung]) -> str:
        """Wants that are folded, in words."""
        words = {item.id: want_in_force(self.phrasing, item.id).wish for item in rungs}
        idle = [name for name in words if words[name] == NOTHING]
        parts: list[str] = []
        for met, lead in ((True, "Also met"), (False, "Not met")):
            own = [item for item in rungs if item.met is met and item.id not in idle]
            texts = [f"{words[item.id]} ({item.id})" for item in own]
            if texts:
                listing = shortened(texts, _NAMED, sep="; ", where=" in the table")
                parts.append(f"{lead if not parts else lead.lower()}, and {self.turning(own)}: {listing}")
        if idle:
            parts.append(f"off for now: {shortened(idle, _NAMED, where=' in the table')}")
        return "; ".join(parts)

    def turning(self, rungs: Sequence[Rung]) -> str:
        """How many claims turn on wants that are folded."""
        most = max(self.rungs.weights.get(item.id, 0) for item in rungs)
        them = plural(len(rungs), "it", "them")
        if not most:
            return f"no claim turns on {them}"
        limit = "at most " if len(rungs) > 1 else ""
        return f"{limit}{count(most, 'claim')} {plural(most, 'turns', 'turn')} on {plural(len(rungs), 'it', 'each')}"


def _table(record: LaddersRecord, phrasing: Phrasing) -> Table:
    glossary = phrasing.glossary
    columns = [
        Column("Actor"),
        Column("Rank", right=True),
        Column("Want", fixed=True),
        Column("In force"),
        Column("Instead"),
        Column("Met at the start", fixed=True),
        Column("While"),
        Column("On", fixed=True),
        Column("Now", right=True),
        Column("Threshold", right=True),
        Column("Could be"),
        Column("Certainty"),
        Column("Where"),
        Column("Other than in the author’s base reading", fixed=True),
    ]
    if record.judged:
        columns.append(Column("Claims it flips alone", right=True))

    def text(formula: Formula | None) -> str:
        return "" if formula is None else glossary.bare(formula)

    rows = []
    for row in record.actors:
        for place, item in enumerate(row.rungs):
            want, now = phrasing.game.wants[item.id], want_in_force(phrasing, item.id)
            cells = [
                glossary.actors[row.actor],
                str(place + 1),
                item.id,
                now.wish,
                now.instead,
                "dropped" if item.dropped else "yes" if item.met else "no",
                text(want.condition),
                "" if item.on is None else "yes" if item.on else "no",
                "" if item.switch is None else tick_text(item.switch.now),
                "" if item.switch is None else tick_text(item.switch.threshold),
                text(want.could_be),
                certainty_text(item),
                places_short(item.at),
                "yes" if item.changed else "",
            ]
            rows.append(tuple([*cells, str(record.flips.get(item.id, 0))] if record.judged else cells))
    return Table(tuple(columns), tuple(rows), f"The wants of {glossary.title}")
