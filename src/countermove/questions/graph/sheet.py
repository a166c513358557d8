"""The elements drawn on a sheet: states as nodes with a mark for each concept that holds, and moves as lines with
heads.

Moves as lines: one between two states for each actor, with a head where it leads.

Most moves are reversible. One line stands for both directions: a filled head where its mover gains, an open one where
it may go without gaining.

The names of states and moves in the whole graph: numbers, as in papers, with the options that are on in words where
there is room.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from countermove.context.answer import Answer
from countermove.presentation.canvas import Canvas, Point
from countermove.presentation.marks import arrow
from countermove.presentation.phrases import Phrasing, plain_option
from countermove.presentation.states import described_text, plain_move_text
from countermove.presentation.theme import ActorStyle
from countermove.presentation.words import capital, concepts_phrase
from countermove.questions.graph.compute import DrawnState, Move, WholeGraph
from gmcr.base.record import Record

__all__ = ["HALO", "NODE", "GraphWords", "Line", "Sheet", "lines_of", "marks"]


@dataclass(frozen=True, slots=True)
class Line(Record):
    """``tail``, ``head``: codes, the head being where its mover gains, if it ever does; ``gains``: whether it does
    there; ``back``: whether it may also go the other way, and never gains by that."""

    actor: str
    tail: int
    head: int
    gains: bool
    back: bool

    @property
    def ends(self) -> tuple[int, int]:
        """Both states, ascending."""
        return min(self.tail, self.head), max(self.tail, self.head)


def lines_of(moves: Iterable[Move]) -> tuple[Line, ...]:
    """One line for each actor and pair of states between which it can move."""
    pairs: dict[tuple[str, int, int], list[Move]] = {}
    for move in moves:
        low, high = min(move.source, move.target), max(move.source, move.target)
        pairs.setdefault((move.actor, low, high), []).append(move)
    lines = []
    for same in pairs.values():
        best = max(same, key=lambda move: move.better)
        lines.append(Line(best.actor, best.source, best.target, best.better > 0, len(same) > 1))
    return tuple(lines)


_SHORT = 5
"""The largest length of a label that serves as a name."""


class GraphWords:
    """Words for one graph."""

    def __init__(self, answer: Answer) -> None:
        self.graph: WholeGraph = answer.record
        self.on = answer.on
        self.phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
        self.labelled = self.phrasing.labelled
        self.own_names = self.labelled and all(len(state.label) <= _SHORT for state in self.graph.states)
        """Whether all labels are short enough to be names."""

    def name(self, state: DrawnState) -> str:
        """A state by its number, or by its own name if that is short."""
        return state.label if self.own_names else f"s{state.number}"

    def names(self, concept: str) -> list[str]:
        """The equilibria under a concept."""
        return [self.name(state) for state in self.graph.equilibria(concept)]

    def label(self, state: DrawnState) -> str:
        """The options that are on in a state, in graph form its label; "" if that is its name already."""
        if self.labelled:
            return "" if self.own_names else state.label
        return ", ".join(plain_option(self.phrasing, option) for option in self.on[state.code]) or "nothing is on"

    def strategy(self, owner: str, options: tuple[str, ...]) -> str:
        """One actor's strategy in a heading: its options that are on."""
        own = [act for act in self.phrasing.glossary.options if act.rpartition(".")[0] == owner]
        if not options:
            return f"no {self.act(own[0], owner)}" if len(own) == 1 else "nothing"
        return " + ".join(self.act(option, owner) for option in options)

    def act(self, option: str, owner: str) -> str:
        """An option below its actor, without the actor's name."""
        return plain_option(self.phrasing, option).removeprefix(f"{owner}.")

    def state_text(self, state: DrawnState) -> str:
        """A state in full."""
        under = concepts_phrase(state.equilibrium)
        stays = f"Everybody stays under {under}." if under else "No equilibrium."
        return f"{capital(described_text(state.code, self.on, self.phrasing))}. {stays}"

    def line(self, line: Line) -> str:
        """A move in full."""
        text = plain_move_text(line.actor, line.tail, line.head, self.on, self.phrasing)
        gains = "and gains" if line.gains else "without gaining"
        return f"{capital(text)}, {gains}."


NODE = (46.0, 36.0)
"""The width and height of a node without words."""
HALO = 4.0
"""The distance of the status quo's halo from its node."""
_HEAD = 6.5
_DOT, _APART = 2.2, 7.0


class Sheet:
    """A canvas with the elements that all layouts share."""

    def __init__(self, canvas: Canvas, graph: WholeGraph, actors: Mapping[str, ActorStyle], words: GraphWords) -> None:
        self.canvas, self.graph, self.actors, self.words = canvas, graph, actors, words

    def node(self, state: DrawnState, at: Point, size: tuple[float, float], lines: Sequence[str] = ()) -> None:
        """Draw a state centred at a point. ``lines``: words below its name."""
        canvas, theme = self.canvas, self.canvas.theme
        wide, high = size
        x, y = at[0] - wide / 2, at[1] - high / 2
        stays, several = bool(state.equilibrium), len(self.graph.concepts) > 1
        with canvas.group("state", title=self.words.state_text(state), state=str(state.code)):
            if state.code == self.graph.start:
                canvas.rect(
                    x - HALO, y - HALO, wide + 2 * HALO, high + 2 * HALO, fill=theme.sheet, stroke=theme.ink3, dash="2 3",
                    radius=10, line=1.2,
                )  # fmt: skip
            canvas.rect(
                x, y, wide, high, fill=theme.wash if stays else theme.sheet, stroke=theme.ink if stays else theme.ink3,
                radius=7, kind="frame", label=f"state {state.code}", line=1.3 if stays else 1.0,
            )  # fmt: skip
            if stays:
                canvas.rect(x + 3, y + 3, wide - 6, high - 6, stroke=theme.ink, radius=4.5, line=0.9)
            shown = stays and several
            top = at[1] - (14.0 * (1 + len(lines)) + (8.0 if shown else 0.0)) / 2 + 11
            canvas.text(at[0], top, self.words.name(state), size=12.5, face="bold", anchor="middle")
            for place, line in enumerate(lines, 1):
                canvas.text(at[0], top + 13.5 * place, line, size=10.5, ink=theme.ink2, anchor="middle")
            if shown:
                self._held(state, at[0], top + 14.0 * len(lines) + 8)

    def _held(self, state: DrawnState, x: float, y: float) -> None:
        held = [concept in state.equilibrium for concept in self.graph.concepts]
        marks(self.canvas, x - _APART * (len(held) - 1) / 2, y, held)

    def line(self, points: Sequence[Point], line: Line) -> None:
        """Draw a move along points from its tail to its head, each on the border of a node."""
        actor = self.actors[line.actor]
        body = _trimmed(points, _HEAD - 1)
        if line.back:
            body = _trimmed(body[::-1], _HEAD - 1)[::-1]
        title = self.words.line(line)
        with self.canvas.group("move", title=title, actor=line.actor, tail=str(line.tail), head=str(line.head)):
            self.canvas.actor_line(body, actor, line=2.0 if line.gains else 1.0)
            self._head(points[-1], body[-1], actor, filled=line.gains)
            if line.back:
                self._head(points[0], body[0], actor, filled=False)

    def _head(self, tip: Point, before: Point, actor: ActorStyle, *, filled: bool) -> None:
        direction = math.degrees(math.atan2(tip[1] - before[1], tip[0] - before[0]))
        arrow(self.canvas, tip, direction, colour=actor.colour, filled=filled, size=_HEAD + (1 if filled else -0.5))


def marks(canvas: Canvas, x: float, y: float, held: Sequence[bool]) -> None:
    """Draw a dot for each concept, filled if it holds, from the centre of the first."""
    for place, holds in enumerate(held):
        ink = canvas.theme.ink if holds else canvas.theme.ink3
        canvas.circle(x + _APART * place, y, _DOT, fill=ink if holds else canvas.theme.sheet, stroke=ink, line=0.9)


def _trimmed(points: Sequence[Point], by: float) -> list[Point]:
    """The points without the last *by* of their length."""
    trimmed = list(points)
    while len(trimmed) > 1:
        (ax, ay), (bx, by_) = trimmed[-2], trimmed[-1]
        long = math.hypot(bx - ax, by_ - ay)
        if long > by:
            share = 1 - by / long
            trimmed[-1] = (ax + (bx - ax) * share, ay + (by_ - ay) * share)
            return trimmed
        by -= long
        trimmed.pop()
    return trimmed
