"""Roads as a list: the shortest road from the start to each equilibrium, for graphs that are too large to draw."""

from __future__ import annotations

from collections.abc import Mapping

from countermove.inquiry.walk import GraphStep
from countermove.presentation.canvas import Canvas
from countermove.presentation.marks import arrow
from countermove.presentation.metrics import width_of, wrapped
from countermove.presentation.theme import ActorStyle
from countermove.presentation.words import capital, count
from countermove.questions.states.compute import StateGraph
from countermove.questions.states.words import StateWords

__all__ = ["SHOWN", "road_list"]

SHOWN = 20
"""The number of roads listed."""


def road_list(
    canvas: Canvas, graph: StateGraph, actors: Mapping[str, ActorStyle], words: StateWords, y: float
) -> float:
    """A row for each equilibrium that is reached, nearest first; returns the y coordinate at which the list ends."""
    theme = canvas.theme
    more = "more than " if graph.left_out else ""
    text = f"{more}{count(len(graph.codes), 'state')} reached: too many to draw. The shortest road to each equilibrium among them:"
    y = canvas.lines(canvas.x0, y, capital(text), canvas.x1 - canvas.x0, size=11.5, ink=theme.ink2) + 8
    came = _tree(graph)
    ends = [code for code in came if code in graph.equilibria and came[code] is not None]
    for code in ends[:SHOWN]:
        canvas.line((canvas.x0, y - 14), (canvas.x1, y - 14), stroke=theme.rule)
        y = _road(canvas, _path(came, code), code, actors, words, y) + 24
    if len(ends) > SHOWN:
        canvas.text(canvas.x0, y, f"and {len(ends) - SHOWN:,} more in the table", size=11, ink=theme.ink3)
        y += 18
    if not ends:
        text = "None: the roads run in circles, or on beyond what was followed."
        y = canvas.lines(canvas.x0, y, text, canvas.x1 - canvas.x0, size=11.5)
    return y


def _tree(graph: StateGraph) -> dict[int, GraphStep | None]:
    """Each state with the step by which breadth-first search found it."""
    onward: dict[int, list[GraphStep]] = {}
    for step in graph.steps:
        onward.setdefault(step.source, []).append(step)
    came: dict[int, GraphStep | None] = {graph.start: None}
    waiting = [graph.start]
    for item in graph.blocked:
        if item.act.target is not None and not item.undone:
            came[item.act.target] = GraphStep(graph.start, item.act.actor, item.act.target, "blocked")
            waiting.append(item.act.target)
    for code in waiting:  # grows while it is traversed
        for step in onward.get(code, ()):
            if step.target not in came:
                came[step.target] = step
                waiting.append(step.target)
    return came


def _path(came: Mapping[int, GraphStep | None], code: int) -> list[GraphStep]:
    path: list[GraphStep] = []
    step = came[code]
    while step is not None:
        path.append(step)
        step = came[step.source]
    return path[::-1]


def _road(
    canvas: Canvas,
    path: list[GraphStep],
    code: int,
    actors: Mapping[str, ActorStyle],
    words: StateWords,
    y: float,
) -> float:
    theme, x, high = canvas.theme, canvas.x0, 1
    first = True
    for step in path:
        lines = wrapped(words.short_move(step), 11, "sans", min(220.0, canvas.x1 - canvas.x0 - 66))
        span = 22 + max((width_of(line, 11) for line in lines), default=0.0)
        if x + span + 24 > canvas.x1 and not first:
            x, y, high = canvas.x0 + 20, y + 21 + 15 * (high - 1), 1
        high = max(high, len(lines))
        if not first:
            canvas.line((x + 2, y - 4), (x + 12, y - 4), stroke=theme.ink3)
            arrow(canvas, (x + 18, y - 4), 0, colour=theme.ink3, size=6)
            x += 22
        with canvas.group("step", title=words.move(step), actor=step.actor, target=str(step.target)):
            canvas.ring(x + 9, y - 4, actors[step.actor])
            for place, line in enumerate(lines):
                canvas.text(x + 22, y + 15 * place, line, size=11)
        x += span + 4
        if step.kind == "blocked":
            x += 3
            if x + width_of("(not made)", 11) > canvas.x1:
                x, y, high = canvas.x0 + 20, y + 21 + 15 * (high - 1), 1
            canvas.text(x, y, "(not made)", size=11, ink=theme.ink3)
            x += width_of("(not made)", 11) + 4
        first = False
    end = f"ends in state {code}"
    span = width_of(end, 11, "bold") + 14
    if x + span > canvas.x1:
        x, y, high = canvas.x0 + 20, y + 21 + 15 * (high - 1), 1
    x += 6
    return max(canvas.run(x, y, end, face="bold")[1], y + 15 * (high - 1))
