"""The state graph from the start: what is reached, or, if nobody moves, what would follow if somebody did.

A node is a state, described by how it differs from the start; a dashed halo marks the start, a double border an
equilibrium. A filled arrow is a step: its mover gains. If the start holds, each act stops at a bar with the want that
makes it worse, then dots, then the real steps that would follow; acts that would simply be undone are listed. An open
arrow is a countermove that deters. Steps to a state that is already drawn further left are listed below their node.

Up to 16 nodes all are drawn; up to 60, endings that are reached in the same way are folded into one; above that the
shortest road to each equilibrium is listed; thousands of states never get a node each.

Roads as a list: the shortest road from the start to each equilibrium, for graphs that are too large to draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.inquiry.walk import GraphStep
from countermove.presentation.blocks import Column, Table
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure
from countermove.presentation.marks import arrow, legend
from countermove.presentation.metrics import width_of, wrapped
from countermove.presentation.phrases import Phrasing
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import capital, concept_name, count, plural, shortened
from countermove.questions.states.compute import GraphView, StateGraph, fold
from countermove.questions.states.graph_layout import arranged
from countermove.questions.states.graph_steps import StateWords

__all__ = ["SHOWN", "road_list", "states"]


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


_SMALL, _FOLDED = 16, 60


def states(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The figure of a state graph."""
    graph: StateGraph = answer.record
    canvas = Canvas("states", width, theme_named(theme))
    actors = actors_of(answer.glossary, canvas.theme)
    words = StateWords(answer)
    shown = fold(graph) if len(graph.codes) > _SMALL else GraphView(graph, graph.codes, graph.steps, {})
    if len(shown.codes) > _FOLDED or graph.left_out:
        y = road_list(canvas, graph, actors, words, 22.0)
    else:
        drawing = arranged(canvas, shown, actors, words)
        canvas = drawing.canvas
        y = drawing.draw(14.0)
    y = _keys(canvas, graph, actors, words, y + 20)
    return canvas.figure(y, title=_title(graph, answer.glossary), description=_description(graph), table=_table(answer))


# -- words and keys ----------------------------------------------------------------------------------------------------


def _keys(canvas: Canvas, graph: StateGraph, actors: Mapping[str, ActorStyle], words: StateWords, y: float) -> float:
    """Keys: the actors, what the signs mean, and what the acts are."""
    theme = canvas.theme
    y = legend(canvas, y, list(actors.values()))
    kinds = {step.kind for step in graph.steps}
    signs = ["start", "stays"]
    signs += ["gains"] if kinds & {"step", "deterred"} else []
    signs += ["blocked"] if graph.blocked else []
    signs += ["threat"] if "threat" in kinds else []
    y = _signs(canvas, y, signs)
    for name, does in words.acts():
        y = canvas.pieces(
            canvas.x0, y, [(name, "bold", theme.ink2), (does, "sans", theme.ink3)], canvas.x1 - canvas.x0, size=10.5,
            leading=14,
        )  # fmt: skip
    return y


_SIGNS = {
    "start": "start",
    "stays": "stays put",
    "gains": "mover gains",
    "blocked": "mover loses (want): not made",
    "threat": "countermove that deters",
}


def _signs(canvas: Canvas, y: float, signs: Iterable[str]) -> float:
    theme, x = canvas.theme, canvas.x0
    for sign in signs:
        text = _SIGNS[sign]
        span = 30 + width_of(text, 11)
        if x > canvas.x0 and x + span > canvas.x1:
            x, y = canvas.x0, y + 17
        if sign == "start":
            canvas.rect(x + 4, y - 10, 16, 12, stroke=theme.ink3, dash="2 3", radius=4)
        elif sign == "stays":
            canvas.rect(x + 3, y - 10, 18, 12, stroke=theme.ink3, radius=3.5)
            canvas.rect(x + 5.5, y - 7.5, 13, 7, stroke=theme.ink3, radius=2, line=0.9)
        else:
            canvas.line((x + 1, y - 4), (x + 14, y - 4), stroke=theme.ink2, line=2)
            if sign == "blocked":
                canvas.line((x + 14, y - 9), (x + 14, y + 1), stroke=theme.ink, line=2.4)
                canvas.line((x + 18, y - 4), (x + 25, y - 4), stroke=theme.ink3, line=1.4, dash="0.1 3.4", round_=True)
            else:
                arrow(canvas, (x + 23, y - 4), 0, colour=theme.ink2, filled=sign == "gains")
        canvas.mark(x, y - 10, 25, 12, sign)
        canvas.text(x + 30, y, text, size=11, ink=theme.ink2)
        x += span + 16
    return y + 18


def _title(graph: StateGraph, glossary: Glossary) -> str:
    if graph.holds:
        return "Nobody moves. If somebody did, this would follow"
    first = {step.actor for step in graph.steps if step.source == graph.start}
    phrasing = Phrasing(glossary)
    return (
        f"{capital(phrasing.actors(actor for actor in glossary.actors if actor in first))} can move, and this follows"
    )


def _description(graph: StateGraph) -> str:
    more = "more than " if graph.left_out else ""
    parts = [
        (
            f"The state graph from the start under {concept_name(graph.concept)}: "
            f"{more}{count(len(graph.codes), 'state')} of {graph.states:,}."
        )
    ]
    if graph.holds:
        undone = sum(item.undone for item in graph.blocked)
        parts.append(
            f"The start holds. {capital(count(len(graph.blocked), 'single act'))} {plural(len(graph.blocked), 'is', 'are')} "
            f"not made, {undone} of them undone at once."
        )
    ends = sorted(graph.equilibria - {graph.start})
    if ends:
        parts.append(f"Further equilibria among them: {shortened(list(map(str, ends)), 12, where=' in the table')}.")
    return " ".join(parts)


def _table(answer: Answer) -> Table:
    graph: StateGraph = answer.record
    words = StateWords(answer)
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    rows = [
        (
            str(graph.start),
            words.whole(graph.start),
            phrasing.actor(item.act.actor),
            words.changed(item.act.option, item.act.on),
            str(item.act.target),
            "not made",
            item.act.want or "",
            "yes" if item.undone else "no",
        )
        for item in graph.blocked
    ]
    for step in graph.steps:
        rows.append(
            (
                str(step.source),
                words.whole(step.source),
                phrasing.actor(step.actor),
                words.move(step),
                str(step.target),
                {"step": "step", "deterred": "deterred", "threat": "countermove"}[step.kind],
                "",
                "",
            )
        )
    columns = (
        Column("From", right=True),
        Column("State"),
        Column("Who"),
        Column("Move"),
        Column("To", right=True),
        Column("Kind", fixed=True),
        Column("Want that decides", fixed=True),
        Column("Undone at once", fixed=True),
    )
    return Table(columns, tuple(rows), f"Moves from the start under {concept_name(graph.concept)}")
