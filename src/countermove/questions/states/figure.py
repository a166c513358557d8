"""The state graph from the start: what is reached, or, if nobody moves, what would follow if somebody did.

A node is a state, described by how it differs from the start; a dashed halo marks the start, a double border an
equilibrium. A filled arrow is a step: its mover gains. If the start holds, each act stops at a bar with the want that
makes it worse, then dots, then the real steps that would follow; acts that would simply be undone are listed. An open
arrow is a countermove that deters. Steps to a state that is already drawn further left are listed below their node.

Up to 16 nodes all are drawn; up to 60, endings that are reached in the same way are folded into one; above that the
shortest road to each equilibrium is listed; thousands of states never get a node each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.blocks import Column, Table
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure
from countermove.presentation.marks import arrow, legend
from countermove.presentation.metrics import width_of
from countermove.presentation.phrases import Phrasing
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import capital, concept_name, count, plural, shortened
from countermove.questions.states.compute import StateGraph
from countermove.questions.states.graph_layout import arranged
from countermove.questions.states.graph_view import GraphView, fold
from countermove.questions.states.road_list import road_list
from countermove.questions.states.words import StateWords

__all__ = ["states"]

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
