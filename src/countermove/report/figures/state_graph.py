"""The state graph from the start: what is reached, or, where nobody moves, what would follow if somebody did.

A node is a state, told by how it differs from the start; a dashed halo marks the start, a double border an equilibrium. A
filled arrow is a step: its mover gains. Where the start holds, each act stops at a bar with the want that makes it worse,
then dots, then the real steps that would follow; acts that would simply be undone are listed. An open arrow is a
countermove that deters. Steps to a state that is drawn already further left are told below their node.

Up to 16 nodes all are drawn; up to 60, endings that are reached alike are folded into one; above that the shortest road to
each equilibrium is listed, and never a node for each of thousands of states.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from countermove.desk.state_graph import BlockedAct, GraphStep, StateGraph
from countermove.report.figures.canvas import Canvas, Point
from countermove.report.figures.figure import Box, Figure
from countermove.report.figures.layers import Layout, layered, squeezed
from countermove.report.figures.marks import arrow, bar_stop, curve, legend
from countermove.report.figures.metrics import width_of, wrapped
from countermove.report.figures.road_list import road_list
from countermove.report.figures.state_words import StateWords
from countermove.report.figures.theme import Actor, actors_of, theme_named
from countermove.report.phrases import Teller
from countermove.report.text import Column, Table
from countermove.report.words import capital, concept_name, count, plural

__all__ = ["state_graph"]

_SMALL, _FOLDED = 16, 60
_NODE = (88.0, 124.0)
_GAP = 52.0
_STUB = 96.0
_HUB = 118.0
_LEAST_DOWN = 74.0


def state_graph(graph: StateGraph, *, theme: str = "light", width: float = 760) -> Figure:
    """The picture of a state graph."""
    canvas = Canvas("states", width, theme_named(theme))
    actors = actors_of(graph.glossary, canvas.theme)
    words = StateWords(graph)
    shown = _fold(graph) if len(graph.codes) > _SMALL else _View(graph, graph.codes, graph.steps, {})
    if len(shown.codes) > _FOLDED or graph.left_out:
        y = road_list(canvas, graph, actors, words, 22.0)
    else:
        drawing = _arranged(canvas, shown, actors, words)
        canvas = drawing.canvas
        y = drawing.draw(14.0)
    y = _keys(canvas, graph, actors, words, y + 20)
    return canvas.figure(y, title=_title(graph, words), description=_description(graph), table=_table(graph))


# -- folding -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _View:
    """What is drawn of a graph: states, steps, and for a state that stands for several all of their codes."""

    graph: StateGraph
    codes: tuple[int, ...]
    steps: tuple[GraphStep, ...]
    folded: Mapping[int, tuple[int, ...]]


def _fold(graph: StateGraph) -> _View:
    """Endings that the same movers reach from the same states become one."""
    onward = {step.source for step in graph.steps}
    roots = {item.act.target for item in graph.blocked}
    came: dict[int, list[tuple[int, str]]] = {}
    for step in graph.steps:
        came.setdefault(step.target, []).append((step.source, step.actor))
    groups: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for code in graph.codes:
        if code not in onward and code not in roots and code != graph.start:
            groups.setdefault(tuple(sorted(came.get(code, []))), []).append(code)
    folded = {group[0]: tuple(group) for group in groups.values() if len(group) > 1}
    gone = {code for group in folded.values() for code in group[1:]}
    return _View(
        graph,
        tuple(code for code in graph.codes if code not in gone),
        tuple(step for step in graph.steps if step.target not in gone),
        folded,
    )


# -- arrangement -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Node:
    """What stands in a node, and how much room it takes up (with the lines on steps back below it)."""

    code: int
    title: tuple[str, ...]
    subs: tuple[str, ...]
    backs: tuple[GraphStep, ...]
    width: float
    box: float

    @property
    def height(self) -> float:
        return self.box + 18 * len(self.backs)


def _arranged(canvas: Canvas, view: _View, actors: Mapping[str, Actor], words: StateWords) -> _Drawing:
    """The drawing to the right if that fits, else downwards if that does, else to the right on a wider sheet."""
    depth = _depth(view)
    hub = view.graph.holds
    room = canvas.x1 - canvas.x0 - ((_HUB + _STUB) if hub else 0.0)
    layers = max(depth if hub else depth + 1, 1)
    each = (room + (0.0 if hub else _GAP) - (layers - 1 if hub else layers) * _GAP) / layers
    if each >= _NODE[0] or not layers:
        return _Drawing(canvas, view, actors, words, min(each, _NODE[1]), down=False)
    widest = _widest(view)
    across = (canvas.x1 - canvas.x0 - (widest - 1) * 12) / widest
    if across >= _LEAST_DOWN:
        return _Drawing(canvas, view, actors, words, min(across, _NODE[1]), down=True)
    wider = canvas.width + layers * (_NODE[0] - each) + 1
    return _Drawing(Canvas(canvas.name, wider, canvas.theme), view, actors, words, _NODE[0], down=False)


def _edges(view: _View) -> tuple[list[int], list[tuple[int, int]]]:
    """Roots and edges for the layout: the start, or, where it holds, what single moves from it lead to."""
    start = view.graph.start
    edges = [(step.source, step.target) for step in view.steps]
    if not view.graph.holds:
        return [start], edges
    roots = [item.act.target for item in view.graph.blocked if not item.undone and item.act.target is not None]
    roots += [step.target for step in view.steps if step.source == start]
    return list(dict.fromkeys(roots)), [(a, b) for a, b in edges if start not in (a, b)]


def _layout(view: _View, sizes: Mapping[int, float], gap: float) -> Layout:
    roots, edges = _edges(view)
    return layered(roots, edges, sizes, gap=gap)


def _depth(view: _View) -> int:
    return len(_layout(view, dict.fromkeys(view.codes, 1.0), 1.0).layers) - (0 if view.graph.holds else 1)


def _widest(view: _View) -> int:
    return max((len(layer) for layer in _layout(view, dict.fromkeys(view.codes, 1.0), 1.0).layers), default=1)


class _Drawing:
    """One graph on one sheet, to the right or downwards."""

    def __init__(
        self, canvas: Canvas, view: _View, actors: Mapping[str, Actor], words: StateWords, wide: float, *, down: bool
    ) -> None:
        self.canvas, self.view, self.graph, self.actors, self.words = canvas, view, view.graph, actors, words
        self.theme, self.wide, self.down = canvas.theme, wide, down
        self.teller = Teller(view.graph.glossary, view.graph.frame.assumptions.view)
        plain = _layout(view, dict.fromkeys(view.codes, 1.0), 1.0)
        forward = set(plain.forward)
        backs: dict[int, list[GraphStep]] = {}
        known = {node for layer in plain.layers for node in layer}
        for step in view.steps:
            if step.source in known and (step.source, step.target) not in forward:
                backs.setdefault(step.source, []).append(step)
        outgoing: dict[int, int] = {}
        for source, _ in forward:
            outgoing[source] = outgoing.get(source, 0) + 1
        self.nodes = {
            code: self._node(code, tuple(backs.get(code, ())), 0 if down else outgoing.get(code, 0)) for code in known
        }
        sizes = {code: node.width if down else node.height for code, node in self.nodes.items()}
        self.layout = _layout(view, sizes, 12.0 if down else 16.0)
        if down:
            self.layout = squeezed(self.layout, sizes, canvas.x1 - canvas.x0, gap=12.0)
        self.corner: dict[int, Point] = {}

    def _node(self, code: int, backs: tuple[GraphStep, ...], outgoing: int) -> _Node:
        folded = self.view.folded.get(code)
        written = f"{len(folded)} endings" if folded else self.words.difference(code)
        if code == self.graph.start:
            written = self.words.start_name
        title = _lines(written.split("; "), self.wide - 14)
        subs = () if folded else (self.words.code(code),)
        if code == self.graph.start:
            subs = (*wrapped(self.words.start_on, 10, "sans", self.wide - 14, 3)[0], *subs)
        box = max(10.0 + 14 * len(title) + 13 * len(subs), 20.0 * outgoing, 36.0)
        return _Node(code, title, subs, backs, self.wide, box)

    # -- to the right ----------------------------------------------------------------------------------------------

    def draw(self, y: float) -> float:
        """The whole graph; gives where it ends."""
        return self._downwards(y) if self.down else self._rightwards(y)

    def _rightwards(self, y: float) -> float:
        canvas, hub = self.canvas, self.graph.holds
        left = canvas.x0 + (_HUB + _STUB if hub else 6.0)
        top = y + 6
        for k, layer in enumerate(self.layout.layers):
            for code in layer:
                x = left + k * (self.wide + _GAP)
                self.corner[code] = (x, top + self.layout.place[code] - self.nodes[code].height / 2)
        bottom = top + self.layout.extent
        if hub:
            bottom = self._hub_right(y, bottom)
        self._draw_edges()
        for code in self.nodes:
            self._draw_node(code)
        return bottom + 6

    def _hub_right(self, y: float, bottom: float) -> float:
        """The start as a tall node, with a lane for each act from it."""
        canvas = self.canvas
        edge = canvas.x0 + _HUB
        undone = [item for item in self.graph.blocked if item.undone]
        row = bottom + (18 if self.nodes else 24)
        for item in undone:
            self._undone(edge, row, item, canvas.x1)
            row += 24
        foot = max(bottom + 4, row - 12 if undone else 0.0, y + self._hub_height())
        self._hub((canvas.x0 + 5, y + 5, _HUB - 10, foot - y - 5))
        for item in self.graph.blocked:
            if not item.undone and item.act.target in self.corner:
                at = self._middle(item.act.target)
                self._lane((edge, at), (self.corner[item.act.target][0], at), item)
        for step in self.view.steps:
            if step.source == self.graph.start and step.target in self.corner:
                at = self._middle(step.target)
                self._arrow([(edge, at), (self.corner[step.target][0] - 2, at)], step, ring_at=0.35)
        return foot

    def _middle(self, code: int) -> float:
        return self.corner[code][1] + self.nodes[code].box / 2

    # -- downwards -------------------------------------------------------------------------------------------------

    def _downwards(self, y: float) -> float:
        canvas, hub = self.canvas, self.graph.holds
        shift = canvas.x0 + max(0.0, (canvas.x1 - canvas.x0 - self.layout.extent) / 2)
        top = y
        if hub:
            tall = self._hub_height()
            self._hub((canvas.x0 + 5, y + 5, canvas.x1 - canvas.x0 - 10, tall - 5))
            top = y + tall + 84
        for layer in self.layout.layers:
            for code in layer:
                self.corner[code] = (shift + self.layout.place[code] - self.wide / 2, top)
            top += max(self.nodes[code].height for code in layer) + 50
        bottom = top - 50 if self.layout.layers else y + self._hub_height()
        if hub:
            self._lanes_down(y + self._hub_height())
            for item in self.graph.blocked:
                if item.undone:
                    bottom += 24
                    self._undone(canvas.x0, bottom, item, canvas.x1)
        self._draw_edges()
        for code in self.nodes:
            self._draw_node(code)
        return bottom + 8

    def _lanes_down(self, edge: float) -> None:
        for item in self.graph.blocked:
            if not item.undone and item.act.target in self.corner:
                x = self.corner[item.act.target][0] + self.wide / 2
                self._lane((x, edge), (x, self.corner[item.act.target][1]), item)
        for step in self.view.steps:
            if step.source == self.graph.start and step.target in self.corner:
                x = self.corner[step.target][0] + self.wide / 2
                self._arrow([(x, edge), (x, self.corner[step.target][1] - 2)], step, ring_at=0.35)

    # -- parts -----------------------------------------------------------------------------------------------------

    def _hub_height(self) -> float:
        room = (self.canvas.x1 - self.canvas.x0 - 30) if self.down else _HUB - 26
        lines, _ = wrapped(self.words.start_on, 10.5, "sans", room, 8)
        return 52 + 14 * len(lines)

    def _hub(self, at: tuple[float, float, float, float]) -> None:
        canvas, theme = self.canvas, self.theme
        x, y, wide, tall = at
        with canvas.group("state", title=self.words.whole(self.graph.start), state=str(self.graph.start)):
            canvas.rect(x - 5, y - 5, wide + 10, tall + 10, stroke=theme.ink3, dash="2 3", radius=12, line=1.2)
            canvas.rect(x, y, wide, tall, fill=theme.wash, stroke=theme.ink2, radius=7, kind="frame", label="start")
            canvas.rect(x + 3, y + 3, wide - 6, tall - 6, stroke=theme.ink2, radius=4.5, line=0.8)
            middle, room = x + wide / 2, wide - 16
            lines, _ = wrapped(self.words.start_on, 10.5, "sans", room, 8)
            top = y + (tall - 30 - 14 * len(lines)) / 2 + 13
            canvas.text(middle, top, self.words.start_name, size=13, face="bold", anchor="middle", within=room)
            top = canvas.lines(
                middle,
                top + 17,
                self.words.start_on,
                room,
                size=10.5,
                leading=14,
                ink=theme.ink2,
                anchor="middle",
                most=8,
            )
            canvas.text(
                middle, top, self.words.code(self.graph.start), size=10, ink=theme.ink3, anchor="middle", within=room
            )

    def _draw_node(self, code: int) -> None:
        canvas, theme, node = self.canvas, self.theme, self.nodes[code]
        x, y = self.corner[code]
        start, stays = code == self.graph.start, code in self.graph.equilibria
        folded = self.view.folded.get(code)
        whole = "; ".join(map(self.words.whole, folded[:6])) if folded else self.words.whole(code)
        with canvas.group("state", title=whole, state=str(code)):
            if start:
                canvas.rect(
                    x - 4, y - 4, node.width + 8, node.box + 8, stroke=theme.ink3, dash="2 3", radius=11, line=1.2
                )
            canvas.rect(
                x, y, node.width, node.box, fill=theme.wash if start else theme.sheet, stroke=theme.ink3, radius=7,
                kind="frame", label=f"state {code}",
            )  # fmt: skip
            if stays:
                canvas.rect(x + 3, y + 3, node.width - 6, node.box - 6, stroke=theme.ink3, radius=4.5, line=0.9)
            middle = x + node.width / 2
            written = 14 * len(node.title) + 13 * len(node.subs)
            at = y + (node.box - written) / 2 + 10.5
            for line in node.title:
                canvas.text(middle, at, line, size=11.5, face="bold", anchor="middle", within=node.width - 10)
                at += 14
            for line in node.subs:
                canvas.text(middle, at - 1, line, size=10, ink=theme.ink3, anchor="middle", within=node.width - 10)
                at += 13
        at = y + node.box + 12
        for step in node.backs:
            self._back(x, at, step)
            at += 18

    def _back(self, x: float, y: float, step: GraphStep) -> None:
        """A step to a state that is drawn already."""
        canvas, actor = self.canvas, self.actors[step.actor]
        where = self.words.start_name.lower() if step.target == self.graph.start else str(step.target)
        verb = "threat:" if step.kind == "threat" else "back to" if step.target == self.graph.start else "to"
        with canvas.group("step", title=self.words.move(step), **_data(step)):
            canvas.ring(x + 8, y, actor, radius=6.5)
            told = f"{verb} {where}"
            if width_of(told, 10) > self.wide - 19:
                told = told.removeprefix("back ")
            canvas.text(x + 19, y + 3.6, told, size=10, ink=self.theme.ink2, within=self.wide - 19)

    def _lane(self, start: Point, end: Point, item: BlockedAct) -> None:
        """An act that stops at a bar, and dots to where it would have led."""
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
            if flat:
                canvas.text(at(46)[0], at(0)[1] - 5, want, size=10.5, face="bold", within=far - 50)
            else:
                canvas.text(at(0)[0] + 6, at(60)[1], want, size=10.5, face="bold", within=self.wide / 2 - 4)

    def _undone(self, edge: float, y: float, item: BlockedAct, right: float) -> None:
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
            x += canvas.text(x, y + 4, want, size=10.5, face="bold", within=40) + 8
            told = f"{self.words.changed(act.option, act.on)}: undone at once"
            canvas.text(x, y + 4, told, size=10.5, ink=theme.ink2, within=right - x)

    # -- edges -----------------------------------------------------------------------------------------------------

    def _draw_edges(self) -> None:
        by_pair = {(step.source, step.target): step for step in reversed(self.view.steps)}
        leaving: dict[int, list[int]] = {}
        arriving: dict[int, list[int]] = {}
        for a, b in self.layout.forward:
            leaving.setdefault(a, []).append(b)
            arriving.setdefault(b, []).append(a)
        for others in (*leaving.values(), *arriving.values()):
            others.sort(key=lambda node: self.layout.place[node])
        bodies = []
        for a, b in self.layout.forward:
            start = self._port(a, leaving[a].index(b), len(leaving[a]), leaves=True)
            end = self._port(b, arriving[b].index(a), len(arriving[b]), leaves=False)
            points = curve(start, end, down=self.down)
            body = _shortened(points, 7)
            self._line(body, points[-1], by_pair[(a, b)])
            bodies.append(body)
        for (a, b), body in zip(self.layout.forward, bodies, strict=True):
            self._ring(body, by_pair[(a, b)], (), bodies)

    def _port(self, code: int, place: int, count_: int, *, leaves: bool) -> Point:
        """Where a line leaves or arrives: spread over the side of the node."""
        x, y = self.corner[code]
        node = self.nodes[code]
        if self.down:
            step = min(22.0, (node.width - 16) / max(count_, 1))
            across = x + node.width / 2 + (place - (count_ - 1) / 2) * step
            return (across, y + node.height + 2) if leaves else (across, y - 2)
        step = min(20.0, (node.box - 8) / max(count_, 1))
        level = y + node.box / 2 + (place - (count_ - 1) / 2) * step
        return (x + node.width + 1, level) if leaves else (x - 2, level)

    def _arrow(self, points: Sequence[Point], step: GraphStep, *, ring_at: float | None = None) -> None:
        """One move at once: its line, head and ring."""
        body = _shortened(points, 7)
        self._line(body, points[-1], step)
        self._ring(body, step, () if ring_at is None else (ring_at,), ())

    def _line(self, body: Sequence[Point], tip: Point, step: GraphStep) -> None:
        canvas, actor = self.canvas, self.actors[step.actor]
        with canvas.group("step", title=self.words.move(step), **_data(step)):
            canvas.actor_line(body, actor)
            arrow(canvas, tip, 90 if self.down else 0, colour=actor.colour, filled=step.kind != "threat")

    def _ring(
        self, body: Sequence[Point], step: GraphStep, shares: Sequence[float], others: Sequence[Sequence[Point]]
    ) -> None:
        """The mover's ring on its line, where it covers no sign or text, and no other line if that can be."""
        canvas = self.canvas
        taken = [box for box in canvas.boxes if box.kind in ("mark", "text")]

        def trouble(share: float) -> int:
            x, y = _along(body, share)
            place = Box("mark", x - 9, y - 9, 18, 18)
            crossed = sum(
                any((px - x) ** 2 + (py - y) ** 2 < 100 for px, py in _fine(other))
                for other in others
                if other is not body
            )
            return 10 * sum(place.overlaps(box) for box in taken) + crossed

        x, y = _along(body, min(shares or (0.45, 0.35, 0.55, 0.25, 0.65, 0.18, 0.75), key=trouble))
        with canvas.group("step", title=self.words.move(step), **_data(step)):
            canvas.ring(x, y, self.actors[step.actor])


def _data(step: GraphStep) -> dict[str, str]:
    return {"actor": step.actor, "source": str(step.source), "target": str(step.target), "sort": step.kind}


def _fine(points: Sequence[Point]) -> list[Point]:
    """Points along a line, close to one another."""
    return [_along(points, k / 24) for k in range(25)] if len(points) == 2 else list(points)


def _lines(parts: Sequence[str], width: float) -> tuple[str, ...]:
    """A line for each part (more for one that is wider), at most five in all."""
    lines = [line for part in parts for line in wrapped(part, 11.5, "bold", width, 3)[0]]
    if len(lines) > 5:
        return (*lines[:4], f"and {len(parts) - 4} more" if len(parts) > 5 else "…")
    return tuple(lines)


def _shortened(points: Sequence[Point], by: float) -> list[Point]:
    """A line without its last piece."""
    if len(points) == 2:
        (ax, ay), (bx, by_) = points
        length = max(((bx - ax) ** 2 + (by_ - ay) ** 2) ** 0.5, 1e-9)
        return [(ax, ay), (bx - (bx - ax) * by / length, by_ - (by_ - ay) * by / length)]
    kept = [
        point
        for point in points[:-1]
        if ((points[-1][0] - point[0]) ** 2 + (points[-1][1] - point[1]) ** 2) ** 0.5 >= by
    ]
    return kept if len(kept) > 1 else [points[0], points[-1]]


def _along(points: Sequence[Point], share: float) -> Point:
    """The point that far along a line."""
    lengths = [((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5 for a, b in itertools.pairwise(points)]
    left = share * sum(lengths)
    for (a, b), length in zip(itertools.pairwise(points), lengths, strict=True):
        if left <= length and length:
            return (a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length)
        left -= length
    return points[-1]


# -- words and keys ----------------------------------------------------------------------------------------------------


def _keys(canvas: Canvas, graph: StateGraph, actors: Mapping[str, Actor], words: StateWords, y: float) -> float:
    """Who is who, what the signs mean, and what the acts are."""
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
        told = _SIGNS[sign]
        span = 30 + width_of(told, 11)
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
        canvas.text(x + 30, y, told, size=11, ink=theme.ink2)
        x += span + 16
    return y + 18


def _title(graph: StateGraph, words: StateWords) -> str:
    if graph.holds:
        return "Nobody moves. If somebody did, this would follow"
    first = {step.actor for step in graph.steps if step.source == graph.start}
    teller = Teller(graph.glossary)
    return f"{teller.actors(actor for actor in graph.glossary.actors if actor in first)} can move, and this follows"


def _description(graph: StateGraph) -> str:
    more = "more than " if graph.left_out else ""
    told = [
        (
            f"The state graph from the start under {concept_name(graph.concept)}: "
            f"{more}{count(len(graph.codes), 'state')} of {graph.states:,}."
        )
    ]
    if graph.holds:
        undone = sum(item.undone for item in graph.blocked)
        told.append(
            f"The start holds. {capital(count(len(graph.blocked), 'single act'))} {plural(len(graph.blocked), 'is', 'are')} "
            f"not made, {undone} of them undone at once."
        )
    ends = sorted(graph.equilibria - {graph.start})
    if ends:
        told.append(f"Further equilibria among them: {', '.join(map(str, ends[:12]))}{' …' if len(ends) > 12 else ''}.")
    return " ".join(told)


def _table(graph: StateGraph) -> Table:
    words = StateWords(graph)
    teller = Teller(graph.glossary, graph.frame.assumptions.view)
    rows = [
        (
            str(graph.start),
            words.whole(graph.start),
            teller.actor(item.act.actor),
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
                teller.actor(step.actor),
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
