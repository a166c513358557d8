"""A state graph as nodes and lines on one sheet, to the right if that fits, otherwise downwards.

If nobody moves from the start, it is a tall node (a wide one downwards) with a lane for each act that is not made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from countermove.inquiry.walk import GraphStep
from countermove.presentation.canvas import Canvas, Point
from countermove.presentation.layers import squeeze
from countermove.presentation.marks import curve
from countermove.presentation.metrics import wrapped
from countermove.presentation.theme import ActorStyle
from countermove.questions.states.compute import GraphView, depth, layout, widest
from countermove.questions.states.graph_steps import GraphSteps, StateWords, shortened

__all__ = ["GraphSheet", "arranged"]

_NODE = (88.0, 124.0)
_GAP = 52.0
_STUB = 96.0
_HUB = 118.0
_LEAST_DOWN = 74.0
_ACROSS = 8.0
"""The gap between nodes side by side, if the graph runs downwards."""


@dataclass(frozen=True, slots=True)
class _PlacedNode:
    """The contents of a node, and its size (with the lines on steps back below it)."""

    code: int
    title: tuple[str, ...]
    subs: tuple[str, ...]
    backs: tuple[GraphStep, ...]
    width: float
    box: float
    below: float

    @property
    def height(self) -> float:
        return self.box + self.below


def arranged(canvas: Canvas, view: GraphView, actors: Mapping[str, ActorStyle], words: StateWords) -> GraphSheet:
    """The drawing to the right if that fits, or downwards if that does, otherwise to the right on a wider sheet."""
    deep = depth(view)
    hub = view.graph.holds
    room = canvas.x1 - canvas.x0 - ((_HUB + _STUB) if hub else 0.0)
    layers = max(deep if hub else deep + 1, 1)
    each = (room + (0.0 if hub else _GAP) - (layers - 1 if hub else layers) * _GAP) / layers
    if each >= _NODE[0] or not layers:
        return GraphSheet(canvas, view, actors, words, min(each, _NODE[1]), down=False)
    most = widest(view)
    across = (canvas.x1 - canvas.x0 - (most - 1) * _ACROSS) / most
    if across >= _LEAST_DOWN:
        return GraphSheet(canvas, view, actors, words, min(across, _NODE[1]), down=True)
    wider = canvas.width + layers * (_NODE[0] - each) + 1
    return GraphSheet(Canvas(canvas.name, wider, canvas.theme), view, actors, words, _NODE[0], down=False)


class GraphSheet:
    """One graph on one sheet, to the right or downwards."""

    def __init__(
        self,
        canvas: Canvas,
        view: GraphView,
        actors: Mapping[str, ActorStyle],
        words: StateWords,
        wide: float,
        *,
        down: bool,
    ) -> None:
        self.canvas, self.view, self.graph, self.actors, self.words = canvas, view, view.graph, actors, words
        self.theme, self.wide, self.down = canvas.theme, wide, down
        self.steps = GraphSteps(canvas, actors, words, self.graph.start, wide, down=down)
        plain = layout(view, dict.fromkeys(view.codes, 1.0), 1.0)
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
        self.layout = layout(view, sizes, _ACROSS if down else 16.0)
        if down:
            self.layout = squeeze(self.layout, sizes, canvas.x1 - canvas.x0, gap=_ACROSS)
        self.corner: dict[int, Point] = {}

    def _node(self, code: int, backs: tuple[GraphStep, ...], outgoing: int) -> _PlacedNode:
        folded = self.view.folded.get(code)
        written = f"{len(folded)} endings" if folded else self.words.difference(code)
        if code == self.graph.start:
            written = self.words.start_name
        title = _lines(written.split("; "), self.wide - 14)
        subs = () if folded else wrapped(self.words.code(code), 10, "sans", self.wide - 14)
        if code == self.graph.start:
            subs = (*wrapped(self.words.start_on, 10, "sans", self.wide - 14), *subs)
        box = max(10.0 + 14 * len(title) + 13 * len(subs), 20.0 * outgoing, 36.0)
        return _PlacedNode(code, title, subs, backs, self.wide, box, sum(map(self.steps.back_height, backs)))

    # -- to the right ----------------------------------------------------------------------------------------------

    def draw(self, y: float) -> float:
        """Draw the whole graph; returns the y coordinate at which it ends."""
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
        """Draw the start as a tall node, with a lane for each act from it."""
        canvas = self.canvas
        edge = canvas.x0 + _HUB
        undone = [item for item in self.graph.blocked if item.undone]
        row = bottom + (18 if self.nodes else 24)
        for item in undone:
            row = self.steps.undone(edge, row, item, canvas.x1)
        foot = max(bottom + 4, row - 12 if undone else 0.0, y + self._hub_height())
        self._hub((canvas.x0 + 5, y + 5, _HUB - 10, foot - y - 5))
        for item in self.graph.blocked:
            if not item.undone and item.act.target in self.corner:
                at = self._middle(item.act.target)
                self.steps.lane((edge, at), (self.corner[item.act.target][0], at), item)
        for step in self.view.steps:
            if step.source == self.graph.start and step.target in self.corner:
                at = self._middle(step.target)
                self.steps.arrow([(edge, at), (self.corner[step.target][0] - 2, at)], step, ring_at=0.35)
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
                    bottom = self.steps.undone(canvas.x0, bottom + 24, item, canvas.x1) - 24
        self._draw_edges()
        for code in self.nodes:
            self._draw_node(code)
        return bottom + 8

    def _lanes_down(self, edge: float) -> None:
        for item in self.graph.blocked:
            if not item.undone and item.act.target in self.corner:
                x = self.corner[item.act.target][0] + self.wide / 2
                self.steps.lane((x, edge), (x, self.corner[item.act.target][1]), item)
        for step in self.view.steps:
            if step.source == self.graph.start and step.target in self.corner:
                x = self.corner[step.target][0] + self.wide / 2
                self.steps.arrow([(x, edge), (x, self.corner[step.target][1] - 2)], step, ring_at=0.35)

    # -- parts -----------------------------------------------------------------------------------------------------

    def _hub_height(self) -> float:
        return 38 + 14 * sum(map(len, self._hub_lines()))

    def _hub_lines(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The options that are on at the start, and its code."""
        room = (self.canvas.x1 - self.canvas.x0 - 26) if self.down else _HUB - 26
        code = self.words.code(self.graph.start)
        return wrapped(self.words.start_on, 10.5, "sans", room), wrapped(code, 10, "sans", room)

    def _hub(self, at: tuple[float, float, float, float]) -> None:
        canvas, theme = self.canvas, self.theme
        x, y, wide, tall = at
        with canvas.group("state", title=self.words.whole(self.graph.start), state=str(self.graph.start)):
            canvas.rect(x - 5, y - 5, wide + 10, tall + 10, stroke=theme.ink3, dash="2 3", radius=12, line=1.2)
            canvas.rect(x, y, wide, tall, fill=theme.wash, stroke=theme.ink2, radius=7, kind="frame", label="start")
            canvas.rect(x + 3, y + 3, wide - 6, tall - 6, stroke=theme.ink2, radius=4.5, line=0.8)
            middle = x + wide / 2
            on, code = self._hub_lines()
            top = y + (tall - 16 - 14 * len((*on, *code))) / 2 + 13
            canvas.text(middle, top, self.words.start_name, size=13, face="bold", anchor="middle")
            top += 17
            for lines, size, ink in ((on, 10.5, theme.ink2), (code, 10.0, theme.ink3)):
                for line in lines:
                    canvas.text(middle, top, line, size=size, ink=ink, anchor="middle")
                    top += 14

    def _draw_node(self, code: int) -> None:
        canvas, theme, node = self.canvas, self.theme, self.nodes[code]
        x, y = self.corner[code]
        start, stays = code == self.graph.start, code in self.graph.equilibria
        folded = self.view.folded.get(code)
        whole = "; ".join(map(self.words.whole, folded)) if folded else self.words.whole(code)
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
                canvas.text(middle, at, line, size=11.5, face="bold", anchor="middle")
                at += 14
            for line in node.subs:
                canvas.text(middle, at - 1, line, size=10, ink=theme.ink3, anchor="middle")
                at += 13
        at = y + node.box + 12
        for step in node.backs:
            self.steps.back(x, at, step)
            at += self.steps.back_height(step)

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
            body = shortened(points, 7)
            self.steps.line(body, points[-1], by_pair[(a, b)])
            bodies.append(body)
        for (a, b), body in zip(self.layout.forward, bodies, strict=True):
            self.steps.ring(body, by_pair[(a, b)], (), bodies)

    def _port(self, code: int, place: int, count_: int, *, leaves: bool) -> Point:
        """The point at which a line leaves or arrives: such points are spread over the side of the node."""
        x, y = self.corner[code]
        node = self.nodes[code]
        if self.down:
            step = min(22.0, (node.width - 16) / max(count_, 1))
            across = x + node.width / 2 + (place - (count_ - 1) / 2) * step
            return (across, y + node.height + 2) if leaves else (across, y - 2)
        step = min(20.0, (node.box - 8) / max(count_, 1))
        level = y + node.box / 2 + (place - (count_ - 1) / 2) * step
        return (x + node.width + 1, level) if leaves else (x - 2, level)


def _lines(parts: Sequence[str], width: float) -> tuple[str, ...]:
    """A line for each part, or several for a part that is wider."""
    return tuple(line for part in parts for line in wrapped(part, 11.5, "bold", width))
