"""Single moves of a state graph as signs: lines with their mover's ring, acts that stop at a bar, and steps back.

A line runs from node to node in its mover's stroke, with the mover's ring where it hides least and a head that is
filled if the mover gains, open if the move is a countermove that deters.

Short names for states and moves of a graph: by how they differ from the start.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from countermove.context.answer import Answer
from countermove.inquiry.walk import BlockedAct, GraphStep
from countermove.presentation.canvas import Canvas, Point
from countermove.presentation.figure import Box
from countermove.presentation.marks import arrow, bar_stop
from countermove.presentation.metrics import width_of, wrapped
from countermove.presentation.phrases import Phrasing, plain_option
from countermove.presentation.states import act_text, changed, described_text, named_text, plain_move_text
from countermove.presentation.theme import ActorStyle
from countermove.presentation.words import capital
from countermove.questions.states.compute import StateGraph

__all__ = ["GraphSteps", "StateWords", "shortened"]


_ACTS = 14


class StateWords:
    """Words for the states of one graph."""

    def __init__(self, answer: Answer) -> None:
        self._graph: StateGraph = answer.record
        self._assumed, self._glossary, self._on = answer.frame.assumptions, answer.glossary, answer.on
        self._teller = Phrasing(answer.glossary, self._assumed.view)
        self._mentioned: dict[str, None] = {}
        self._labels = self._teller.labelled

    @property
    def start_name(self) -> str:
        """The name of the start: that of a scenario, or of a time that needs words, is not today."""
        return "Start" if self._assumed.scenario or self._glossary.when else "Today"

    @property
    def start_on(self) -> str:
        """The options that are on at the start."""
        here = self._on[self._graph.start]
        if self._labels:
            return here[0]
        self._mentioned |= dict.fromkeys(here)
        return ", ".join(plain_option(self._teller, option) for option in here) or "no act is on"

    def code(self, code: int) -> str:
        """A state by its code, in graph form by its label."""
        return named_text(code, self._on, self._teller)

    def changed(self, option: str, on: bool) -> str:
        """One act, done or undone."""
        if self._labels:
            return option
        self._mentioned[option] = None
        return act_text(option, self._teller, on=on)

    def difference(self, code: int) -> str:
        """How a state differs from the start, act by act, separated by semicolons."""
        if self._labels:
            return self._on[code][0]
        return "; ".join(self._changes(self._graph.start, code)) or "as at the start"

    def whole(self, code: int) -> str:
        """A state in full."""
        return f"{capital(described_text(code, self._on, self._teller))}."

    def move(self, step: GraphStep) -> str:
        """A move in full."""
        text = plain_move_text(step.actor, step.source, step.target, self._on, self._teller)
        return {"deterred": f"{text} (deterred)", "threat": f"{text} (a countermove)"}.get(step.kind, text)

    def short_move(self, step: GraphStep) -> str:
        """A move by the options that it changes."""
        if self._labels:
            return self._on[step.target][0]
        return ", ".join(self._changes(step.source, step.target))

    def _changes(self, before: int, after: int) -> list[str]:
        return [self.changed(option, on) for option, on in changed(self._on[before], self._on[after])]

    def blocked(self, item: BlockedAct) -> str:
        """An act that is not made, and why."""
        act = item.act
        text = f"{self._teller.the(act.actor)} {self._teller.agree(act.actor, 'moves', 'move')} to {act.option}"
        if not self._labels:
            text = self._teller.act(act.option, on=act.on)
        if act.want is None and act.result == "worse":
            return f"{text}: not made, since the actor loses by it."
        if act.want is None:
            return f"{text}: not made, since the actor gains nothing."
        return f"{text}. Not made: {self._teller.because(act.want, act.part)}."

    def acts(self) -> list[tuple[str, str]]:
        """The acts mentioned so far, with their descriptions, if the file has some."""
        acts = []
        for option in self._glossary.options:
            does = self._glossary.options[option]
            if option in self._mentioned and does and does != option:
                actor = self._glossary.actors.get(option.rpartition(".")[0], "")
                acts.append((plain_option(self._teller, option), f"{actor}: {does}" if actor else does))
        return acts[:_ACTS]


_LEADING = 12.0


class GraphSteps:
    """The moves on one sheet. ``start``: the code of the start; ``wide``: the width of nodes; ``down``: whether the
    graph runs downwards."""

    def __init__(
        self,
        canvas: Canvas,
        actors: Mapping[str, ActorStyle],
        words: StateWords,
        start: int,
        wide: float,
        *,
        down: bool,
    ) -> None:
        self.canvas, self.theme, self.actors, self.words = canvas, canvas.theme, actors, words
        self.start, self.wide, self.down = start, wide, down

    def back_height(self, step: GraphStep) -> float:
        """The height of a step to a state that is already drawn."""
        return 18 + _LEADING * (len(self._back_lines(step)) - 1)

    def _back_lines(self, step: GraphStep) -> tuple[str, ...]:
        where = self.words.start_name.lower() if step.target == self.start else str(step.target)
        verb = "threat:" if step.kind == "threat" else "back to" if step.target == self.start else "to"
        text = f"{verb} {where}"
        if width_of(text, 10) > self.wide - 19:
            text = text.removeprefix("back ")
        return wrapped(text, 10, "sans", self.wide - 19)

    def back(self, x: float, y: float, step: GraphStep) -> None:
        """Draw a step to a state that is already drawn."""
        canvas, actor = self.canvas, self.actors[step.actor]
        with canvas.group("step", title=self.words.move(step), **_data(step)):
            canvas.ring(x + 8, y, actor, radius=6.5)
            for place, line in enumerate(self._back_lines(step)):
                canvas.text(x + 19, y + 3.6 + _LEADING * place, line, size=10, ink=self.theme.ink2)

    def lane(self, start: Point, end: Point, item: BlockedAct) -> None:
        """Draw an act that stops at a bar, and dots to where it would have led."""
        canvas, theme, act = self.canvas, self.theme, item.act
        actor = self.actors[act.actor]
        flat = start[1] == end[1]

        def at(along: float) -> Point:
            return (start[0] + along, start[1]) if flat else (start[0], start[1] + along)

        want = act.want or ("same" if act.result == "indifferent" else "")
        with canvas.group(
            "act", title=self.words.blocked(item), actor=act.actor, want=act.want or "", target=str(act.target)
        ):
            canvas.actor_line([at(3), at(12)], actor)
            canvas.ring(*at(20), actor)
            canvas.actor_line([at(28), at(40)], actor)
            bar_stop(canvas, at(40), 0 if flat else 90)
            far = end[0] - start[0] if flat else end[1] - start[1]
            canvas.line(at(47), at(far - 4), stroke=theme.ink3, line=1.4, dash="0.1 4", round_=True, edge=True)
            lines = wrapped(want, 10.5, "bold", far - 50 if flat else self.wide / 2 - 4)
            x, y = (at(46)[0], at(0)[1] - 5 - _LEADING * (len(lines) - 1)) if flat else (at(0)[0] + 6, at(60)[1])
            for place, line in enumerate(lines):
                canvas.text(x, y + _LEADING * place, line, size=10.5, face="bold")

    def undone(self, edge: float, y: float, item: BlockedAct, right: float) -> float:
        """Draw an act that is undone at once, and what stops it; returns the y coordinate at which the next one may
        begin."""
        canvas, theme, act = self.canvas, self.theme, item.act
        actor = self.actors[act.actor]
        with canvas.group(
            "act", title=self.words.blocked(item), actor=act.actor, want=act.want or "", target=str(act.target)
        ):
            canvas.actor_line([(edge + 3, y), (edge + 12, y)], actor)
            canvas.ring(edge + 20, y, actor)
            canvas.actor_line([(edge + 28, y), (edge + 40, y)], actor)
            bar_stop(canvas, (edge + 40, y), 0)
            x = edge + 47
            want = act.want or ("same" if act.result == "indifferent" else "")
            text = f"{self.words.changed(act.option, act.on)}: undone at once"
            pieces = [(want, "bold", theme.ink)] if want else []
            foot = canvas.pieces(x, y + 4, [*pieces, (text, "sans", theme.ink2)], right - x, size=10.5, leading=13)
        return foot + 7

    # -- lines between nodes ---------------------------------------------------------------------------------------

    def arrow(self, points: Sequence[Point], step: GraphStep, *, ring_at: float | None = None) -> None:
        """Draw one whole move: its line, head and ring."""
        body = shortened(points, 7)
        self.line(body, points[-1], step)
        self.ring(body, step, () if ring_at is None else (ring_at,), ())

    def line(self, body: Sequence[Point], tip: Point, step: GraphStep) -> None:
        canvas, actor = self.canvas, self.actors[step.actor]
        with canvas.group("step", title=self.words.move(step), **_data(step)):
            canvas.actor_line(body, actor)
            arrow(canvas, tip, 90 if self.down else 0, colour=actor.colour, filled=step.kind != "threat")

    def ring(
        self, body: Sequence[Point], step: GraphStep, shares: Sequence[float], others: Sequence[Sequence[Point]]
    ) -> None:
        """Draw the mover's ring on its line, where it covers no sign or text and, if possible, no other line."""
        canvas = self.canvas
        occupied = [box for box in canvas.boxes if box.kind in ("mark", "text")]

        def trouble(share: float) -> int:
            x, y = _along(body, share)
            place = Box("mark", x - 9, y - 9, 18, 18)
            crossed = sum(
                any((px - x) ** 2 + (py - y) ** 2 < 100 for px, py in _fine(other))
                for other in others
                if other is not body
            )
            return 10 * sum(place.overlaps(box) for box in occupied) + crossed

        x, y = _along(body, min(shares or (0.45, 0.35, 0.55, 0.25, 0.65, 0.18, 0.75), key=trouble))
        with canvas.group("step", title=self.words.move(step), **_data(step)):
            canvas.ring(x, y, self.actors[step.actor])


def _data(step: GraphStep) -> dict[str, str]:
    return {"actor": step.actor, "source": str(step.source), "target": str(step.target), "sort": step.kind}


def _fine(points: Sequence[Point]) -> list[Point]:
    """Points along a line at small intervals."""
    return [_along(points, k / 24) for k in range(25)] if len(points) == 2 else list(points)


def shortened(points: Sequence[Point], by: float) -> list[Point]:
    """A line without its last *by* of length."""
    if len(points) == 2:
        (ax, ay), (bx, by_) = points
        length = max(((bx - ax) ** 2 + (by_ - ay) ** 2) ** 0.5, 1e-9)
        return [(ax, ay), (bx - (bx - ax) * by / length, by_ - (by_ - ay) * by / length)]
    remaining = [
        point
        for point in points[:-1]
        if ((points[-1][0] - point[0]) ** 2 + (points[-1][1] - point[1]) ** 2) ** 0.5 >= by
    ]
    return remaining if len(remaining) > 1 else [points[0], points[-1]]


def _along(points: Sequence[Point], share: float) -> Point:
    """The point at a share of a line's length."""
    lengths = [((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5 for a, b in itertools.pairwise(points)]
    remaining = share * sum(lengths)
    for (a, b), length in zip(itertools.pairwise(points), lengths, strict=True):
        if remaining <= length and length:
            return (a[0] + (b[0] - a[0]) * remaining / length, a[1] + (b[1] - a[1]) * remaining / length)
        remaining -= length
    return points[-1]
