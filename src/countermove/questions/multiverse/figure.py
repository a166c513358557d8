"""The specification curve: a column a coding, in the order of its answers, the share of yes above; below it a row of marks an
answer, and for each alternative a row of dots a choice. Mechanical variants stand in a strip of their own. Every column and
every variant can be pointed at; in the page of a case a column is a link that opens its coding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from countermove.context.answer import Answer
from countermove.presentation.blocks import Sentence
from countermove.presentation.canvas import Canvas, number, sentence_figure
from countermove.presentation.figure import Figure, no_taller
from countermove.presentation.metrics import width_of
from countermove.presentation.theme import theme_named
from countermove.presentation.words import capital, count
from countermove.questions.multiverse.columns import (
    BAR,
    Columns,
    Shape,
    columns_of,
    draw_bar,
    draw_dots,
    draw_key,
    draw_marks,
    draw_parts,
    runs,
)
from countermove.questions.multiverse.records import Alternative
from countermove.questions.multiverse.scene import NOT_ASKED, Effect, Scene
from countermove.questions.multiverse.text import multiverse_text

__all__ = ["SHAPES", "multiverse"]

SHAPES: Mapping[str, Shape] = {
    "yes": "full",
    "it depends": "half",
    "it does not settle": "loose",
    "no": "open",
    "nothing to say": "dot",
    "undecided": "dot",
    NOT_ASKED: "",
}
"""Answer → its mark."""

_EFFECTS: Mapping[Effect, tuple[Shape, str]] = {
    "answer": ("full", "an answer"),
    "verdict": ("half", "only a verdict"),
    "nothing": ("open", "neither"),
}
"""What a variant changes → its mark, and its words."""

_CURVE = 78.0
"""The height of the curve."""

_PROBE = 16.0
"""The greatest width of a variant."""

_NAMED = 6
"""The most variants that are named."""


def multiverse(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """The specification curve of codings, and what mechanical variants change."""
    scene = Scene(answer)
    title, table = scene.title(), scene.table()
    said = " ".join(item.text for item in multiverse_text(answer).answer if isinstance(item, Sentence))
    if not (scene.columns or scene.variants):
        canvas = Canvas("multiverse", width, theme_named(theme))
        return sentence_figure(canvas, f"{title}.", description=said, table=table)

    def draw(most: int) -> Figure:
        canvas, y = Canvas("multiverse", width, theme_named(theme)), 4.0
        if scene.columns:
            y = _Curve(canvas, scene).draw(y, most) + 8
        if scene.variants:
            y = _strip(canvas, scene, y) + 6
        return canvas.figure(y, title=title, description=said, table=table)

    many = len(scene.result.alternatives)
    return no_taller(draw, range(max(many, 1), 0, -max(many // 10, 1)))


# -- the curve ---------------------------------------------------------------------------------------------------------


class _Curve:
    """The drawing of codings."""

    def __init__(self, canvas: Canvas, scene: Scene) -> None:
        self.canvas, self.theme, self.scene = canvas, canvas.theme, scene
        self.columns = columns_of(canvas, len(scene.columns))
        self.room = canvas.x1 - canvas.x0

    def draw(self, y: float, most: int) -> float:
        """Draw it from *y* downwards with that many alternatives; returns where it ends."""
        canvas, scene = self.canvas, self.scene
        text = "Each column is a coding; its bar: in what share of cells (readings, concepts) it says yes."
        y = canvas.lines(canvas.x0, y + 12, text, self.room, size=11, ink=self.theme.ink3) + 4
        words = [column.words[0] for column in scene.columns]
        y = draw_parts(canvas, self.columns, y, words)
        measured = _Curve(Canvas(canvas.name, canvas.width, theme_named(self.theme.name)), scene)
        top, bottom = y, measured.rows(y, most)
        self.highlight(top + 15, bottom)
        y = self.rows(y, most)
        self.reach(top, y)
        if (rest := len(scene.result.alternatives) - most) > 0:
            text = f"And {count(rest, 'further choice')}, in the table."
            y = canvas.lines(canvas.x0, y + 14, text, self.room, size=11, ink=self.theme.ink2) - 8
        return self.key(y + 18)

    def rows(self, y: float, most: int) -> float:
        """Draw what stands in columns; returns where it ends."""
        y = self.own(y)
        y = self.bars(y) + 8
        y = self.answers(y)
        for place, item in enumerate(self.scene.result.alternatives[:most]):
            y = self.alternative(place, item, y + 6)
        return y

    def highlight(self, top: float, bottom: float) -> None:
        """Draw the marker behind the column of the file."""
        columns, theme = self.columns, self.theme
        for place, column in enumerate(self.scene.columns):
            if not column.key:
                wide = max(columns.step, 2.0)
                x = min(columns.at(place), columns.right - wide)
                self.canvas.rect(x, top, wide, bottom - top, fill=theme.marked, opacity=theme.marked_opacity)

    def own(self, y: float) -> float:
        """Mark the column of the file as it stands; returns the height below the mark."""
        place = next((k for k, column in enumerate(self.scene.columns) if not column.key), None)
        if place is None:
            return y
        canvas, columns = self.canvas, self.columns
        x, text = columns.at(place) + columns.step / 2, "the file"
        with canvas.group("own"):
            tip = f"M{number(x)} {number(y + 12)}L{number(x - 4)} {number(y + 5)}L{number(x + 4)} {number(y + 5)}Z"
            canvas.path(tip, fill=self.theme.ink)
        canvas.mark(x - 4, y + 5, 8, 7, "own")
        if x + 8 + width_of(text, 10) <= canvas.x1:
            canvas.text(x + 8, y + 12, text, size=10, ink=self.theme.ink2)
        else:
            canvas.text(x - 8, y + 12, text, size=10, ink=self.theme.ink2, anchor="end")
        return y + 15

    def bars(self, y: float) -> float:
        """Draw the curve: of each column the share of cells that say yes; returns its base line."""
        canvas, columns, theme = self.canvas, self.columns, self.theme
        base = y + _CURVE
        for up, words in ((1.0, "all"), (0.5, "half"), (0.0, "none")):
            level = base - up * _CURVE
            canvas.line((columns.left, level), (columns.right, level), stroke=theme.rule if up else theme.control)
            if columns.beside:
                canvas.text(columns.left - 8, level + 3.5, words, size=10, ink=theme.ink3, anchor="end")
        shares = [column.share for column in self.scene.columns]
        gap = 0.14 * columns.step if columns.apart else 0.0
        with canvas.group("shares"):
            for place, long, share in runs(shares, columns.apart):
                tall = float(share or 0) * _CURVE
                if tall:
                    x, wide = columns.at(place) + gap, columns.step * long - 2 * gap
                    canvas.rect(x, base - tall, wide, tall, fill=theme.ink3, kind="mark", label=f"share {share}")
        return base

    def answers(self, y: float) -> float:
        """Draw a row of marks for each answer; returns where they end."""
        scene = self.scene
        for place, item in enumerate(scene.answers):
            cells = [SHAPES[column.words[place]] for column in scene.columns]
            label = scene.asks(item)
            with self.canvas.group("answer", name=item.question, scenario=item.scenario or ""):
                y = self.row(y, label, partial(draw_marks, self.canvas, self.columns, cells))
        if scene.more > 0:
            text = f"And {count(scene.more, 'further answer')}, in the table."
            y = self.canvas.lines(self.canvas.x0, y + 12, text, self.room, size=11, ink=self.theme.ink3) - 8
        return y

    def alternative(self, place: int, item: Alternative, y: float) -> float:
        """Draw an alternative: what it asks, and a row of dots for each choice; returns where it ends."""
        canvas = self.canvas
        y = canvas.lines(canvas.x0, y + 12, item.asks.strip(), self.room, size=11, face="bold") - 11
        for choice in item.choices:
            made = [column.choices[place] == choice.name for column in self.scene.columns]
            words = capital(self.scene.means(item.id, choice.name))
            with canvas.group("choice", name=f"{item.id}:{choice.name}"):
                y = self.row(y, words, partial(draw_dots, canvas, self.columns, made))
        return y

    def row(self, y: float, words: str, draw: Callable[[float], None]) -> float:
        """Draw a row with its words, beside it or above it; *draw* draws it on a base line. Returns where it ends."""
        canvas, columns = self.canvas, self.columns
        base = y + 13
        if columns.beside:
            room = columns.left - canvas.x0 - 12
            draw(base)
            return canvas.lines(canvas.x0, base, words, room, size=11, leading=13, ink=self.theme.ink2) - 10
        base = canvas.lines(canvas.x0, base, words, self.room, size=11, leading=13, ink=self.theme.ink2)
        draw(base)
        return base + 3

    def reach(self, top: float, bottom: float) -> None:
        """Make each column something that can be pointed at, and a link where a page opens its coding."""
        columns, theme = self.columns, self.theme
        for place, column in enumerate(self.scene.columns):
            with self.canvas.link("coding", column.key, title=column.title, name=column.name):
                self.canvas.rect(columns.at(place), top, columns.step, bottom - top, fill=theme.ink, opacity="0")

    def key(self, y: float) -> float:
        """Draw the key of the marks in use; returns where it ends."""
        used = {column.words[place] for column in self.scene.columns for place in range(len(self.scene.answers))}
        words: dict[Shape, list[str]] = {}
        for word, shape in SHAPES.items():
            if word in used and shape:
                words.setdefault(shape, []).append(word)
        said: list[tuple[Shape, str]] = [(shape, " or ".join(own)) for shape, own in words.items()]
        if NOT_ASKED in used:
            said.append(("", "blank: not asked"))
        return draw_key(self.canvas, y, said, bars=not self.columns.apart)


# -- variants ----------------------------------------------------------------------------------------------------------


def _strip(canvas: Canvas, scene: Scene, y: float) -> float:
    """Draw mechanical variants by what they change, and name those that change an answer; returns where that ends."""
    theme, room, variants = canvas.theme, canvas.x1 - canvas.x0, scene.variants
    text = f"{capital(count(len(variants), 'small change'))} that the program makes, one at a time: what each changes"
    y = canvas.lines(canvas.x0, y + 14, text, room, size=12, face="bold")
    columns = Columns(canvas.x0, min(_PROBE, room / len(variants)), len(variants), beside=False)
    counted = [(effect, words) for effect, (_, words) in _EFFECTS.items() if scene.effects()[effect]]
    said = [(_EFFECTS[effect][0], f"{words} ({scene.effects()[effect]:,})") for effect, words in counted]
    y += 4
    with canvas.group("variants"):
        for place, long, shape in runs([_EFFECTS[item.effect][0] for item in variants], apart=False):
            draw_bar(canvas, columns.at(place), y, columns.step * long, shape)
    for place, item in enumerate(variants):
        title = f"{item.says} ({item.name}) {item.then}".strip()
        with canvas.group("variant", title=title, variant=item.name):
            canvas.rect(columns.at(place), y - BAR, columns.step, BAR, fill=theme.ink, opacity="0")
    y = draw_key(canvas, y + 18, said, bars=True) + 10
    named = [item for item in variants if item.effect == "answer"]
    for item in named[:_NAMED]:
        pieces = [(item.says, "sans", theme.ink), (f"Then {item.then}.", "bold", theme.ink)]
        y = canvas.pieces(canvas.x0, y, pieces, room, size=11) + 2
    if (rest := len(named) - _NAMED) > 0:
        y = canvas.lines(
            canvas.x0, y, f"And {count(rest, 'further one')}, in the table.", room, size=11, ink=theme.ink2
        )
    return y - 8
