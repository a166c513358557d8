"""Deals: participants in rows, their acts as arrows in the order of parts, above each line why its actor gains, below it
what it gives, and behind the parts each step that breaks it.

Where each part has room for its words, they stand below its arrow; otherwise the arrows stand in a gutter and the words
beside it, by the numbers of the parts. A bracket joins arrows of one part; two opposite arrows mark an actor whose part
alone is answered; a bar stops an actor that refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from countermove.context.answer import Answer
from countermove.presentation.canvas import Canvas, sentence_figure
from countermove.presentation.figure import Figure, no_taller
from countermove.presentation.marks import arrow, bar_stop
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import capital, count
from countermove.questions.deal.scene import Act, Row, Scene, deal_scene, deal_title, deals_table, near_scene
from countermove.questions.deal.text import DealWords
from gmcr.base.record import Record

__all__ = ["PARTS", "SHOWN", "deal"]

SHOWN = 3
"""The most deals that are drawn."""

PARTS = 7
"""The most parts of an order that are drawn."""

_WIDE = 560.0
"""With less room than this, names stand above their lines."""

_NAMES, _FATES, _GAP = 140.0, 170.0, 20.0
"""The widths of names and fates beside the lines, and what lies between."""

_LEAST, _MOST = 150.0, 330.0
"""The least and the greatest width of a part with its words below it."""

_LANE = 12.0
"""The width of a bracket before the words of its part."""

Piece = tuple[str, str, str]


def deal(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The deals that are open, or the joint switch that fails by least."""
    words = DealWords(answer)
    told, near = words.result.told, words.result.nearest
    title, table = deal_title(words), deals_table(words)
    if not told and near is None:
        canvas, said = Canvas("deal", width, theme_named(theme)), " ".join(words.resting())
        return sentence_figure(canvas, f"{title}.", description=f"{said} {title}.".strip(), table=table)

    def draw(most: int) -> Figure:
        canvas, y = Canvas("deal", width, theme_named(theme)), 8.0
        actors = actors_of(answer.glossary, canvas.theme)
        scenes = [deal_scene(words, item) for item in told[:most]]
        if not told and near is not None:
            scenes = [near_scene(words, near)]
        if len(scenes) > 1 and len({scene.above for scene in scenes}) == 1:  # said once, above all of them
            y = _above(canvas, scenes[0].above, y)
            scenes = [replace(scene, above="") for scene in scenes]
        for place, scene in enumerate(scenes):
            if len(told) > 1:
                y = canvas.lines(canvas.x0, y + 16, f"{place + 1} of {len(told)}", 200, size=13, face="serifbold") - 9
            y = _SceneDrawing(canvas, actors, _shown(scene), large=place == 0).draw(y) + 8
        if len(told) > len(scenes):
            text = f"And {count(len(told) - len(scenes), 'further deal')}, in the table."
            y = canvas.lines(canvas.x0, y + 12, text, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink2)
        y = canvas.lines(canvas.x0, y + 14, _key(scenes), canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)
        return canvas.figure(y - 4, title=title, description=_description(words, len(scenes)), table=table)

    return no_taller(draw, range(min(SHOWN, max(len(told), 1)), 0, -1))


def _above(canvas: Canvas, text: str, y: float) -> float:
    """Draw where a deal is made; returns where that ends."""
    if not text:
        return y
    return canvas.lines(canvas.x0, y + 14, text, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink2) - 10


def _shown(scene: Scene) -> Scene:
    """The scene with no more parts than are drawn."""
    parts = scene.parts
    if parts <= PARTS:
        return scene
    rows = tuple(
        replace(
            row,
            acts=tuple(act for act in row.acts if act.part < PARTS),
            breaks=tuple(replace(act, part=PARTS + act.part - parts) for act in row.breaks),
        )
        for row in scene.rows
    )
    rest = f"And {count(parts - PARTS, 'further part')}, in the table."
    at_once = tuple(part for part in scene.at_once if part < PARTS)
    heads = (*scene.heads[:PARTS], *scene.heads[parts:])
    return replace(scene, heads=heads, rows=rows, at_once=at_once, notes=(*scene.notes, rest))


def _key(scenes: Sequence[Scene]) -> str:
    """The key of the signs in use."""
    rows = [row for scene in scenes for row in scene.rows]
    parts = ["above a line: why its actor gains, below it: what it gives" if not any(row.refuses for row in rows) else
             "above a line: whether its actor gains, below it: what it would give"]  # fmt: skip
    if any(scene.at_once for scene in scenes):
        parts.append("bracket: at once")
    if any(row.answered for row in rows):
        parts.append("two arrows: if it goes first and keeps to it, others answer")
    if any(row.breaks for row in rows):
        parts.append("hollow arrow: breaks it")
    if any(row.refuses for row in rows):
        parts.append("bar: does not gain")
    return capital(" · ".join(parts))


def _description(words: DealWords, shown: int) -> str:
    """The same for those who do not see it."""
    told, near = words.result.told, words.result.nearest
    said = [*words.resting(), words.first()]
    if told:
        said += [sentence.text for item in told[:shown] for sentence in words.one(item)]
    elif near is not None:
        said += words.near(near)
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class _Layout(Record):
    """Where the parts of a scene stand: from ``left`` on, each ``step`` wide. ``words``: where words stand beside a
    gutter of arrows; 0: below each arrow. ``right``: where words end; ``fates``: where fates stand beside them, or 0."""

    left: float
    step: float
    words: float
    right: float
    fates: float

    def at(self, part: int) -> float:
        """Where a part begins."""
        return self.left + self.step * part


def _layout(canvas: Canvas, scene: Scene) -> _Layout:
    room, parts = canvas.x1 - canvas.x0, len(scene.heads)
    names = _NAMES if room >= _WIDE else 0.0
    left, beside = canvas.x0 + names, _FATES + _GAP if names and scene.fates else 0.0
    for aside in dict.fromkeys((beside, 0.0)):
        if (room - names - aside) / parts >= _LEAST:
            step = min(_MOST, (room - names - aside) / parts)
            right = left + parts * step
            return _Layout(left, step, 0.0, right if aside else canvas.x1, right + _GAP if aside else 0.0)
    step = min(36.0, max(13.0, 0.4 * (room - names) / parts))
    return _Layout(left, step, left + parts * step + 8, canvas.x1, 0.0)


class _SceneDrawing:
    """The drawing of one scene. ``large``: in larger type and thicker strokes."""

    def __init__(self, canvas: Canvas, actors: Mapping[str, ActorStyle], scene: Scene, *, large: bool) -> None:
        self.canvas, self.theme, self.actors, self.scene = canvas, canvas.theme, actors, scene
        self.layout = _layout(canvas, scene)
        self.named_beside = self.layout.left > canvas.x0
        self.size, self.stroke = (12.0, 2.6) if large else (11.0, 1.8)
        acting = {part: [k for k, row in enumerate(scene.rows) if part in _parts(row)] for part in scene.at_once}
        self.spans = {part: (rows[0], rows[-1]) for part, rows in acting.items()}

    def draw(self, y: float) -> float:
        """Draw it from *y* downwards; returns where it ends."""
        canvas, scene, layout = self.canvas, self.scene, self.layout
        top = _above(canvas, scene.above, y) + 16
        y, heights = self.heads(top), list[float]()
        for place, row in enumerate(scene.rows):
            with canvas.group("party", actor=row.actor):
                line, y = self.row(place, row, y)
            heights.append(line)
        for part, (first, last) in self.spans.items():
            x = layout.at(part) + 3
            canvas.line((x, heights[first] - 5), (x, heights[last] + 5), stroke=self.theme.ink2, line=1.5, edge=True)
        if scene.fates and layout.fates:
            y = max(y, self.fates(layout.fates, top, canvas.x1 - layout.fates))
        elif scene.fates:
            y = self.fates(canvas.x0, y + 20, canvas.x1 - canvas.x0)
        y += 8 if scene.notes else 0
        for note in scene.notes:
            y = canvas.lines(canvas.x0, y + 11, note, canvas.x1 - canvas.x0, size=self.size) - 7
        return y

    def heads(self, y: float) -> float:
        """Draw the titles of parts; returns where they end."""
        ends, layout = [y - 12], self.layout
        for part, text in enumerate(self.scene.heads):
            x = layout.at(part)
            if not layout.words:
                room = layout.step - _LANE - 6
                ends.append(self.canvas.lines(x + _LANE, y, text, room, size=11, ink=self.theme.ink3) - 10)
            elif text[:1].isdigit():
                self.canvas.text(x + layout.step / 2 - 1, y, text.partition(",")[0], size=10, ink=self.theme.ink3,
                                 anchor="middle")  # fmt: skip
                ends.append(y + 4)
        return max(ends)

    # -- rows ------------------------------------------------------------------------------------------------------

    def row(self, place: int, row: Row, y: float) -> tuple[float, float]:
        """Draw a row from *y* downwards; returns the height of its line, and where it ends."""
        canvas, theme, layout = self.canvas, self.theme, self.layout
        x = layout.words or layout.left + _LANE
        above = self.until(-1, place, up=True) - x
        y += 22
        if not self.named_beside:
            y = self.name(x, y, row, above) + 5
        word, why = row.gets
        pieces = [(word, "bold" if row.refuses else "sans", theme.ink if row.refuses else theme.ink3)]
        line = canvas.pieces(x, y, [*pieces, (why, "sans", theme.ink)], above, size=self.size) - 4
        canvas.line((layout.left + 3, line), (layout.at(len(self.scene.heads)) - 8, line), stroke=theme.control)
        ends = [line + 14]
        if self.named_beside:
            ends.append(self.name(canvas.x0, line + 4, row, _NAMES - 10) - 8)
        below = line + 18
        for act in (*row.acts, *row.breaks):
            self.act(act, row, line)
            at = layout.words or layout.at(act.part) + _LANE
            room = (layout.right if layout.words else self.until(act.part, place, up=False)) - at
            end = canvas.pieces(at, below, list(self.said(act, row)), room, size=self.size)
            ends.append(end - 8)
            if layout.words:
                below = end
        return line, max(ends)

    def said(self, act: Act, row: Row) -> Iterator[Piece]:
        """An act in words: by its number beside a gutter; what breaks a deal with its reason."""
        gutter, theme = bool(self.layout.words), self.theme
        if act not in row.breaks:
            if gutter and self.scene.parts > 1:
                yield f"{act.part + 1}", "sans", theme.ink3
            yield act.text, "sans", theme.ink
            return
        if gutter:
            yield f"{self.scene.heads[act.part]}:", "sans", theme.ink3
        yield act.text, "bold", theme.ink
        if act.because:
            yield f"({act.because})", "sans", theme.ink2

    def until(self, part: int, place: int, *, up: bool) -> float:
        """Where words of a part have to end, above or below the line of a row: before its actor's next act, or before a
        bracket. Above it (part -1) words go on over its acts."""
        layout, row = self.layout, self.scene.rows[place]
        if layout.words:
            return layout.right
        crossing = [own for own, (first, last) in self.spans.items()
                    if own > max(part, 0) and (first < place <= last if up else first <= place < last)]  # fmt: skip
        acts = [] if up else [act.part for act in (*row.acts, *row.breaks) if act.part > part]
        nearest = min((*crossing, *acts), default=None)
        return layout.right if nearest is None else layout.at(nearest) - 4

    def name(self, x: float, y: float, row: Row, room: float) -> float:
        """Draw an actor's ring and name, and below it whether it can go first; returns the next base line."""
        canvas, actor = self.canvas, self.actors[row.actor]
        canvas.ring(x + 9, y - 4, actor)
        y = canvas.lines(x + 23, y, actor.name, room - 23, size=self.size, face="bold")
        if row.answered:
            self.answered(x + 2, y - 2)
        if row.aside:
            y = canvas.lines(x + 23, y + 2, row.aside, room - 23, size=10.5, leading=14, ink=self.theme.ink2)
        return y

    # -- signs -----------------------------------------------------------------------------------------------------

    def act(self, act: Act, row: Row, y: float) -> None:
        """Draw an act as an arrow: hollow, behind two strokes, if it breaks the deal; stopped by a bar if its actor
        refuses."""
        canvas, actor, layout = self.canvas, self.actors[row.actor], self.layout
        x, end = layout.at(act.part) + 3, layout.at(act.part + 1) - (3 if layout.words else 8)
        size = min(8.0 if self.stroke < 2 else 9.0, layout.step - 7)
        broken = act in row.breaks
        title = f"{actor.name} {act.text}"
        with canvas.group(
            "breach" if broken else "part", title=title, actor=row.actor, part=str(act.part + 1), to=str(act.to)
        ):
            if broken:
                for off in (1, 5):
                    canvas.line((x + off, y + 5), (x + off + 4, y - 5), stroke=self.theme.ink, line=1.6)
                canvas.mark(x, y - 5, 11, 10, "breach")
                x += 11
            canvas.actor_line([(x, y), (max(x, end - (0 if row.refuses else size)), y)], actor, line=self.stroke)
            if row.refuses:
                bar_stop(canvas, (end, y), 0, half=6)
            else:
                arrow(canvas, (end, y), 0, colour=actor.colour, filled=not broken, size=size)

    def answered(self, x: float, y: float) -> None:
        """Draw two opposite arrows."""
        for off, start, tip, direction in ((-3, x, x + 15, 0), (3, x + 15, x, 180)):
            self.canvas.line((start, y + off), (tip, y + off), stroke=self.theme.ink2, line=1.3)
            arrow(self.canvas, (tip, y + off), direction, colour=self.theme.ink2, size=5)
        self.canvas.mark(x, y - 6, 15, 12, "answered")

    def fates(self, x: float, y: float, room: float) -> float:
        """Draw what becomes of it; returns where that ends."""
        canvas, theme = self.canvas, self.theme
        y = canvas.lines(x, y, "what becomes of it", room, size=11, ink=theme.ink3) + 3
        for fate in self.scene.fates:
            more = [(fate.more, "sans", theme.ink2)] if fate.more else []
            word = (f"{fate.word};" if more else fate.word, "bold", theme.ink)
            with canvas.group("fate", title=f"{capital(fate.word)} {fate.under}"):
                y = canvas.pieces(x, y, [word, *more, (fate.under, "sans", theme.ink3)], room, size=self.size) + 4
        return y - 12


def _parts(row: Row) -> set[int]:
    return {act.part for act in row.acts}
