"""Codings against answers and verdicts: a row a question or a claim, a column a coding, a square where it says yes.

A full square: yes, or the claim follows, even if only as long as nobody wants otherwise; an open one: no, or it is
contradicted or unsupported; half: it depends; a dashed one: it does not settle; a dot: nothing to say, or the claim
concludes nothing of its own (it restates a premise, holds whatever anybody wants, its condition is never met, there
is nothing to judge); blank: the coding does not ask, or does not make the claim. Rows on which the codings differ come
first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from countermove.context.answer import Answer
from countermove.presentation.blocks import TableCell, Words
from countermove.presentation.canvas import Canvas
from countermove.presentation.cellmarks import SIGN, Sign, Signs, sign
from countermove.presentation.figure import Figure
from countermove.presentation.metrics import width_of
from countermove.presentation.table_figure import Head, Row, draw_table
from countermove.presentation.theme import theme_named
from countermove.presentation.words import capital, count
from countermove.questions.compare.records import AnswerAcross, ClaimAcross, Compare
from countermove.questions.compare.side_by_side import Across, Asked, across_table, says_text
from countermove.verdicts.values import CLASS_WORDS, COARSE_WORDS

__all__ = ["SHOWN", "codings"]

SHOWN = 40
"""The number of rows drawn; those on which the codings differ take precedence."""

_Shape = Literal["full", "open", "half", "loose", "dot"]

_SHAPES: Mapping[str, _Shape] = {
    "yes": "full",
    CLASS_WORDS["follows"]: "full",
    CLASS_WORDS["holds_by_inaction"]: "full",
    COARSE_WORDS["follows"]: "full",
    "no": "open",
    CLASS_WORDS["contradicted"]: "open",
    CLASS_WORDS["unsupported"]: "open",
    COARSE_WORDS["contradicted"]: "open",
    "it depends": "half",
    CLASS_WORDS["depends"]: "half",
    "it does not settle": "loose",
}
"""All other words have a dot."""

_KEY: Mapping[_Shape, str] = {
    "full": "yes, or it follows",
    "open": "no, or contradicted or unsupported",
    "half": "it depends",
    "loose": "it does not settle",
    "dot": "nothing to say, or no conclusion of its own",
}


def codings(answer: Answer | Compare, *, theme: str = "light", width: float = 760) -> Figure:
    """The matrix of codings and what they say; answers also have the words for the questions of files that ask none."""
    result, wording = (answer.record, Across(answer).asked) if isinstance(answer, Answer) else (answer, None)
    canvas = Canvas("codings", width, theme_named(theme))
    every: list[AnswerAcross | ClaimAcross] = [*result.answers, *result.claims]
    every.sort(key=lambda item: item.agreed)
    uprights = tuple((name, name) for name in result.compared)
    heads = [Head("question or claim"), Head(width=SIGN * len(uprights), least=0, kind="coding", uprights=uprights)]
    rows = [_row(item, wording) for item in every[:SHOWN]]
    top = 16 + max((width_of(name, 10) for name in result.compared), default=10.0)
    y = draw_table(canvas, min(top, 106.0), heads, rows, {}) + 18
    if remaining := len(every) - len(rows):
        note = (
            f"Not shown: {remaining:,} on which all agree."
            if every[SHOWN].agreed
            else f"Not shown: {remaining:,} more."
        )
        y = canvas.lines(canvas.x0, y, note, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)
    y = _key(canvas, y + 2)
    caption = "Answers and claims, by coding (= the same in all; x not; * put in other terms)"
    table = across_table(every, result, wording, caption, ("It asks or says", "Question or claim"))
    return canvas.figure(y, title=_title(result), description=" ".join(_item_lines(result, every)), table=table)


def _row(item: AnswerAcross | ClaimAcross, wording: Asked | None) -> Row:
    text, says = Words(item.id, "plain" if item.agreed else "bold"), says_text(item, wording)
    words = (text, Words(says, "faint")) if says else (text,)
    shapes = (Sign("" if word is None else _SHAPES.get(word, "dot")) for word in _words(item))
    cells = (TableCell((words,)), TableCell((Signs(tuple(shapes)),)))
    return Row(cells, "line", _label(item), {"name": item.id})


def _label(item: AnswerAcross | ClaimAcross) -> str:
    """Its id, with the scenario; its text stands beside it."""
    scenario = item.scenario if isinstance(item, AnswerAcross) else None
    return f"{item.id} in {scenario}" if scenario else item.id


def _words(item: AnswerAcross | ClaimAcross) -> Sequence[str | None]:
    return item.answers if isinstance(item, AnswerAcross) else item.words


def _title(result: Compare) -> str:
    """The finding: how many answers and claims are the same in all."""
    parts = [
        f"{agreed} of {count(whole, what)}"
        for agreed, whole, what in (
            (sum(item.agreed for item in result.answers), len(result.answers), "answer"),
            (sum(item.agreed for item in result.claims), len(result.claims), "claim"),
        )
        if whole
    ]
    whom = capital(count(len(result.compared), "coding"))
    return f"{whom} agree on {' and '.join(parts)}" if parts else f"{whom} ask and claim nothing in common"


def _item_lines(result: Compare, every: Sequence[AnswerAcross | ClaimAcross]) -> Iterator[str]:
    for item in every:
        said = (f"{coding} {word}" for coding, word in zip(result.compared, _words(item), strict=True) if word)
        yield f"{_label(item)}: {', '.join(said)}."


def _key(canvas: Canvas, y: float) -> float:
    theme, x = canvas.theme, canvas.x0
    for shape, text in _KEY.items():
        span = 18 + width_of(text, 11)
        if x > canvas.x0 and x + span > canvas.x1:
            x, y = canvas.x0, y + 17
        sign(canvas, x + 5.5, y - 4, Sign(shape))
        canvas.text(x + 18, y, text, size=11, ink=theme.ink2)
        x += span + 16
    return y + 10
