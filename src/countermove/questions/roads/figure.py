"""A road: from the start step by step to an outcome, what each mover gains and loses by it, and why nobody turns back.

States stand on the left rail (the start with a dashed halo, the outcome with a double border), between them each step
with its mover's ring; the want that decides is bold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.inquiry.reasons import Reason
from countermove.presentation.blocks import Cell, Column, Table
from countermove.presentation.canvas import Canvas, sentence_figure
from countermove.presentation.figure import Figure
from countermove.presentation.marks import arrow
from countermove.presentation.numbers import signed
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import On, called_texts, named_text, plain_move_text, state_text
from countermove.presentation.steps import because_text, explains
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import all_of, capital, concept_name, concepts_phrase, count
from countermove.questions.roads.compute import Return, Road, RoadMap
from gmcr.base.errors import CountermoveError

__all__ = ["drawable", "road"]

_RAIL = 22.0


def drawable(result: RoadMap) -> tuple[Road, ...]:
    """The roads that can be drawn, one to each outcome, whatever the concept: those that lead away from the start
    first."""
    first: dict[int, Road] = {}
    for item in sorted(result.roads, key=lambda item: not item.steps):
        first.setdefault(item.outcome, item)
    return tuple(first.values())


def road(answer: Answer, *, number: int = 0, theme: str = "light", width: float = 560) -> Figure:
    """One road. ``number``: its index among the ``drawable`` ones. Raises CountermoveError if there is none, IndexError
    if there are fewer."""
    if not answer.record.roads:
        raise CountermoveError("No road from the start ends anywhere: they run in circles, so there is none to show.")
    shown, start = drawable(answer.record)[number], answer.record.start
    canvas = Canvas("road", width, theme_named(theme))
    words = _RoadWords(answer.glossary, answer.on, start)
    if not shown.steps:
        return _nowhere(canvas, answer.record, shown, words)
    drawing = _RoadsDrawing(canvas, words, actors_of(answer.glossary, canvas.theme))
    y = drawing.state(start, 16.0, begins=True, ends=False)
    for step in shown.steps:
        y = drawing.step(step, y)
        y = drawing.state(step.after, y, begins=False, ends=step.after == shown.outcome)
    y = drawing.returns(shown.returns, y + 18)
    moves = [words.move(step) for step in shown.steps]
    begins, ends = words.name(start), words.name(shown.outcome)
    return canvas.figure(
        y,
        title=f"Under {concept_name(shown.concept)} a road ends {words.there(shown.outcome)}",
        description=(
            f"{capital(count(len(shown.steps), 'step'))} from {begins} to {ends} under "
            f"{concept_name(shown.concept)}: {'; then '.join(moves)}. There {words.state(shown.outcome)}."
        ),
        table=_table(shown, words),
    )


def _nowhere(canvas: Canvas, result: RoadMap, shown: Road, words: _RoadWords) -> Figure:
    """Draw the sentence for the case in which no road leads away."""
    concepts = [item.concept for item in result.roads if not item.steps]
    under = all_of(len(concepts), "concept") if len(concepts) > 1 else concepts_phrase(concepts)
    said = f"No road leads away from the status quo under {under}"
    described = f"{said}: there {words.state(shown.outcome)}."
    return sentence_figure(canvas, f"{said}.", description=described, table=_table(shown, words))


class _RoadWords:
    """States and moves in words; in graph form, which has no options, by the labels of states."""

    def __init__(self, glossary: Glossary, on: On, start: int) -> None:
        self.phrasing, self._on = Phrasing(glossary), on
        self._called = called_texts(on, start, on, self.phrasing)

    def called(self, code: int) -> str:
        """A state by what changes in it."""
        return self._called.get(code, f"state {code}")

    def there(self, code: int) -> str:
        """A state as where something ends."""
        return f"{'in' if self.phrasing.labelled else 'where'} {self.called(code)}"

    def name(self, code: int) -> str:
        """The name of a state."""
        return named_text(code, self._on, self.phrasing)

    def state(self, code: int) -> str:
        """The contents of a state."""
        text = state_text(code, self._on, self.phrasing)
        return f"it is {text}" if self.phrasing.labelled else text

    def because(self, reason: Reason) -> str:
        """Why a mover gains or loses."""
        return because_text(reason, self.phrasing, self._on)

    def move(self, step: Reason) -> str:
        """What a mover does."""
        return plain_move_text(step.actor, step.before, step.after, self._on, self.phrasing)


class _RoadsDrawing:
    def __init__(self, canvas: Canvas, words: _RoadWords, actors: Mapping[str, ActorStyle]) -> None:
        self.canvas, self.theme, self.actors, self.said = canvas, canvas.theme, actors, words
        self.phrasing = words.phrasing
        self.left = canvas.x0 + 6

    def state(self, code: int, y: float, *, begins: bool, ends: bool) -> float:
        """Draw a state as a box over the whole width; returns its lower edge."""
        canvas, theme = self.canvas, self.theme
        room = canvas.x1 - self.left - 6 - 24
        text, named = capital(self.said.state(code)), capital(self.said.called(code))
        called = f"It ends: {self.said.called(code)}" if ends else named
        if begins:
            called = f"Start, {self.said.name(code)}"
        head = called if begins or self.phrasing.labelled else f"{called} ({self.said.name(code)})"
        words = "" if not (begins or ends) or (text == named and not begins) else f"{text}."
        probe = Canvas("road", canvas.width, theme)
        below = probe.lines(0, 16.5, head, room, size=11.5, face="bold")
        tall = probe.lines(0, below + 0.5, words, room, size=11) - 3 if words else below - 6.5
        with canvas.group("state", title=text, state=str(code)):
            wide = canvas.x1 - self.left - 6
            if begins:
                canvas.rect(
                    self.left - 4, y - 4, wide + 8, tall + 8, stroke=theme.ink3, dash="2 3", radius=11, line=1.2
                )
            canvas.rect(
                self.left, y, wide, tall, fill=theme.wash if begins else theme.sheet, stroke=theme.ink3, radius=7,
                kind="frame", label=f"state {code}",
            )  # fmt: skip
            if ends:
                canvas.rect(self.left + 3, y + 3, wide - 6, tall - 6, stroke=theme.ink3, radius=4.5, line=0.9)
            at = canvas.lines(self.left + 12, y + 16.5, head, room, size=11.5, face="bold")
            if words:
                canvas.lines(self.left + 12, at + 0.5, words, room, size=11, ink=theme.ink2)
        return y + tall + (4 if begins else 0)

    def step(self, step: Reason, y: float) -> float:
        """Draw a move and whether its mover gains."""
        canvas, theme, actor = self.canvas, self.theme, self.actors[step.actor]
        x, left = self.left + _RAIL, self.left + _RAIL + 22
        room = canvas.x1 - left - 6
        with canvas.group("step", actor=step.actor, source=str(step.before), target=str(step.after)):
            move = self.said.move(step)
            at = canvas.lines(left, y + 22, f"{capital(move)}.", room, size=11.5, face="bold")
            pieces = _want_pieces(step, theme.ink2, theme.ink3) if explains(step, self.phrasing) else []
            if pieces:
                at = canvas.pieces(left, at, pieces, room)
            if because := self.said.because(step):
                text = signed(f"{capital(because)}.")
                at = canvas.lines(left, at, text, room, size=11, ink=theme.ink3)
            foot = at + 4
            canvas.actor_line([(x, y + 2), (x, y + 9)], actor, edge=False)
            canvas.ring(x, y + 18, actor)
            canvas.actor_line([(x, y + 27), (x, foot - 7)], actor, edge=False)
            arrow(canvas, (x, foot), 90, colour=actor.colour)
        return foot + 1

    def returns(self, returns: Sequence[Return], y: float) -> float:
        """Draw why nobody who moved turns back."""
        canvas, theme = self.canvas, self.theme
        if not returns:
            return y
        canvas.text(canvas.x0, y + 4, "Why nobody turns back", size=11.5, face="bold")
        y += 24
        for item in returns:
            canvas.ring(canvas.x0 + 8, y - 4, self.actors[item.actor])
            text = signed(f"{capital(self.phrasing.the(item.actor))} {self._return_text(item)}")
            y = canvas.lines(canvas.x0 + 24, y, text, canvas.x1 - canvas.x0 - 24, size=11, ink=theme.ink2) + 5
        return y

    def _return_text(self, item: Return) -> str:
        why = ""
        if item.reason is not None and (because := self.said.because(item.reason)):
            why = f": {because}"
        has, it, is_ = ("have", "they", "are") if self.phrasing.many(item.actor) else ("has", "it", "is")
        return {
            "nothing": f"{has} nothing left to undo.",
            "cannot": f"cannot take back what {it} did.",
            "infeasible": "cannot go back: a rule excludes what that would lead to.",
            "loses": f"would lose by going back{why}.",
            "no gain": "would gain nothing by going back.",
            "deterred": f"would gain by going back, but {is_} deterred ({count(len(item.path), 'countermove')}).",
        }[item.status]


def _want_pieces(step: Reason, strong: str, weak: str) -> list[tuple[str, str, str]]:
    pieces: list[tuple[str, str, str]] = []
    for verb, wants in (("gains", step.gained), ("loses", step.lost)):
        if wants:
            pieces.append((verb, "sans", weak))
            pieces += [(want, "bold" if want == step.want else "sans", strong) for want in wants]
    return pieces


def _table(shown: Road, words: _RoadWords) -> Table:
    columns = (
        Column("Step", right=True),
        Column("From", right=True),
        Column("Who"),
        Column("Move"),
        Column("To", right=True),
        Column("Gains"),
        Column("Loses"),
        Column("Decides"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            place + 1,
            step.before,
            words.phrasing.actor(step.actor),
            words.move(step),
            step.after,
            " ".join(step.gained),
            " ".join(step.lost),
            step.want or "",
        )
        for place, step in enumerate(shown.steps)
    ]
    return Table(columns, tuple(rows), f"The road to {words.name(shown.outcome)} under {concept_name(shown.concept)}")
