"""Levers: if one act were toggled, who would answer, and how?

A row is an act that somebody answers: what is done, what others would then do, and whether its owner gains or loses.
Acts that nobody answers, and those that cannot be toggled, are listed in a line each, by what their owners gain or lose
or by the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.context.answer import Answer
from countermove.presentation.assumptions import scenario_text
from countermove.presentation.blocks import TableCell
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure
from countermove.presentation.marks import rings
from countermove.presentation.phrases import Phrasing
from countermove.presentation.steps import explains
from countermove.presentation.table_figure import Head, Row, draw_table
from countermove.presentation.theme import actors_of, theme_named
from countermove.presentation.words import capital, count, number, shortened
from countermove.questions.levers.compute import Lever, LeverSetting
from countermove.questions.levers.text import act_text, cannot_text, every_pair, lever_cells, levers_table, reply_text

__all__ = ["SHOWN", "levers"]

SHOWN = 20
"""Acts with an answer that are shown."""

_NAMED = 8
"""The number of acts without an answer that are named, of each kind."""

_CAPTION = (
    "What each act, turned over alone, would make others do. Who is not named answers nothing, and what is not said to pay its owner "
    "does not"
)

_WIDE = 520.0
"""With less width than this every row is a card."""


def levers(answer: Answer, *, setting: int = 0, theme: str = "light", width: float = 760) -> Figure:
    """The levers at one setting (by number: the selected game first, then the scenarios)."""
    result, glossary = answer.record, answer.glossary
    place = result.settings[setting]
    canvas = Canvas("levers", width, theme_named(theme))
    actors, phrasing, room = actors_of(glossary, canvas.theme), Phrasing(glossary, result.view), canvas.x1 - canvas.x0
    answered = [lever for lever in place.levers if any(pull.moves for pull in lever.pulls)]
    heads = [Head("if", share=1.2), Head("then"), Head("its owner")]
    rows = [row for lever in answered[:SHOWN] for row in _rows(lever, place, phrasing)]
    y = draw_table(canvas, 26.0, heads, rows, actors, cards=room < _WIDE) + 18 if rows else 24.0
    for line in _folded(place, answered, phrasing):
        y = canvas.lines(canvas.x0, y, line, room, size=11, ink=canvas.theme.ink2) + 3
    owners = {lever.actor for lever in answered} | {
        pull.actor for lever in answered for pull in lever.pulls if pull.moves
    }
    y = rings(canvas, y + 4, [actor for key, actor in actors.items() if key in owners])
    moves = [
        f"{capital(act_text(lever, phrasing))}: {reply_text(pull, phrasing, place.begun)}."
        for lever, pull in place.moving()
    ]
    where = f" if {scenario_text(place.scenario, phrasing.glossary)}" if place.scenario else ""
    return canvas.figure(
        y - 6,
        title=f"{capital(_many(len(answered), len(place.levers)))} would be answered{where}",
        description=f"{capital(count(len(place.levers), 'act'))}, each turned over alone. {' '.join(moves) or 'None moves anybody.'}",
        table=levers_table(place, every_pair(place), phrasing, _CAPTION),
    )


def _many(answered: int, of: int) -> str:
    if not answered:
        return f"none of {count(of, 'single act')}"
    return f"{number(answered)} of {count(of, 'single act')}"


def _rows(lever: Lever, place: LeverSetting, phrasing: Phrasing) -> Iterator[Row]:
    """An act with its first answer, then a row for each further one."""
    data = {"actor": lever.actor, "option": lever.option}
    for turn, pull in enumerate(pull for pull in lever.pulls if pull.moves):
        act, reply, owner, *_ = lever_cells(lever, pull, phrasing, place.begun)
        cells = (TableCell(()), reply, TableCell(())) if turn else (act, reply, owner)
        yield Row(cells, "lever", f"{capital(act_text(lever, phrasing))}.", data, continues=turn > 0)


def _folded(place: LeverSetting, answered: Sequence[Lever], phrasing: Phrasing) -> Iterator[str]:
    """Acts that nobody answers, by what their owners gain or lose; and acts that cannot be toggled, with the reason."""
    if len(answered) > SHOWN:
        yield f"And {len(answered) - SHOWN:,} more that are answered: the table has them."
    alone = [lever for lever in place.levers if lever.status == "free" and lever not in answered]
    for result, text in (("gains", "gains by it"), ("neither", "is indifferent"), ("loses", "loses by it")):
        own = [lever for lever in alone if lever.cost is not None and lever.cost.result == result]
        if own:
            named = shortened([_act_text(lever, phrasing) for lever in own], _NAMED, sep="; ", where=" in the table")
            yield f"Nobody answers, and its owner {text}: {named}."
    fixed: dict[str, list[str]] = {}
    for lever in place.levers:
        if lever.status != "free":
            fixed.setdefault(cannot_text(lever, phrasing), []).append(act_text(lever, phrasing))
    for reason, acts in fixed.items():
        yield f"{capital(reason)}: {shortened(acts, _NAMED, sep='; ', where=' in the table')}."


# -- words -------------------------------------------------------------------------------------------------------------


def _act_text(lever: Lever, phrasing: Phrasing) -> str:
    """An act and the want that decides whether its owner gains or loses."""
    want = lever.cost.want if lever.cost is not None and explains(lever.cost, phrasing) else ""
    return f"{act_text(lever, phrasing)}{f' ({want})' if want else ''}"
