"""Responsibility by view: a table of views and actors, with a sign for each who could bring the target about, or stop
it.

A full disc: a change of that actor's mind alone would bring it about; half a disc: with other changes; a ring: it ends
there in that view, or may, and the actor could stop that alone; a dotted ring: with other changes. Beside them the
smallest change of each, and, if all readings were examined, the expected degree over them (blame) as a bar.

For growing models: all actors as long as these make few signs, then only actors with a degree above 0, and with very
many of these one view (the author's). If nobody could, the figure says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.blocks import TableCell
from countermove.presentation.canvas import Canvas, number
from countermove.presentation.cellmarks import Disc
from countermove.presentation.figure import Figure
from countermove.presentation.marks import rings
from countermove.presentation.metrics import width_of
from countermove.presentation.phrases import Phrasing
from countermove.presentation.table_figure import Head, Row, draw_table
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import count, listed
from countermove.questions.responsibility.text import (
    Part,
    finding_text,
    holder_of,
    responsibility_table,
    view_cells,
    whose_cell,
)
from countermove.verdicts.responsibility import InOneView, Responsibility

__all__ = ["responsibility"]

_BESIDE = 560.0
"""With more width than this, columns are as wide as they need to be."""

_COLUMNS, _SOME = 8, 160
"""The number of actors that have a column each, whatever they could do; the number of degrees above 0 that are shown."""


def responsibility(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """Who could bring the target about, or stop it, in whose eyes."""
    result, glossary = answer.record, answer.glossary
    canvas = Canvas("responsibility", width, theme_named(theme))
    actors, target = actors_of(glossary, canvas.theme), Phrasing(glossary).target(result.target)
    room = canvas.x1 - canvas.x0
    some = [key for key in actors if any(_could(row, key) for row in result.views)]
    if some:
        y = _draw_table(canvas, result, glossary, actors, some if len(actors) > _COLUMNS else list(actors))
    else:
        whose = f", in the eyes of {listed([holder_of(row, glossary) for row in result.views])}"
        text = f"Nobody, within {count(result.bound, 'change')}{whose if len(result.views) > 1 else ''}."
        y = canvas.lines(canvas.x0, 24.0, text, room, size=12, face="bold", leading=17)
    if readings := _unexamined_readings(result, glossary):
        text = f"Of {readings:,} readings one was looked at: all would take too long."
        y = canvas.lines(canvas.x0, y + 14, text, room, size=11, ink=canvas.theme.ink3)
    blame: tuple[Part, ...] = ("blame",) if _blamed(result) else ()
    caption = f"Degrees of responsibility for {target}, changes of at most {count(result.bound, 'edit')}"
    return canvas.figure(
        y + 8,
        title=finding_text(result, glossary),
        description=_description(result, glossary, target),
        table=responsibility_table(result, glossary, ("reach", "weight", "degrees", *blame, "changes"), caption),
    )


def _draw_table(
    canvas: Canvas, result: Responsibility, glossary: Glossary, actors: Mapping[str, ActorStyle], shown: Sequence[str]
) -> float:
    """The table of views and actors."""
    signs = sum(_could(row, key) for row in result.views for key in shown)
    views = result.views[:1] if signs > _SOME else result.views
    y = _key(canvas, result, Phrasing(glossary).target(result.target))
    y = rings(canvas, y, [actors[key] for key in shown]) + 4
    wide, over = canvas.x1 - canvas.x0 > _BESIDE, f"over {count(len(result.readings), 'reading')}"
    heads = [
        Head("in the eyes of", width=130) if wide else Head(),
        *(Head(ring=key, bare=True, most=34, least=24) for key in shown),
        *([Head(over, width=120) if wide else Head(over, most=150)] if _blamed(result) else []),
        Head("by which change of mind", share=3, least=150),
    ]
    rows = [_row(row, result, glossary, shown) for row in views]
    y = draw_table(canvas, y, heads, rows, actors, ruled=False, cards=not wide)
    if len(views) < len(result.views):
        text = f"And in {count(len(result.views) - len(views), 'further view')}: the table has them."
        y = canvas.lines(canvas.x0, y + 14, text, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)
    return y


def _blamed(result: Responsibility) -> bool:
    return len(result.readings) > 1 and any(row.blame is not None for row in result.views)


def _could(row: InOneView, actor: str) -> bool:
    """Whether an actor has any degree in a view, in some reading."""
    return bool(row.degrees.get(actor) or (row.blame or {}).get(actor))


def _unexamined_readings(result: Responsibility, glossary: Glossary) -> int:
    """The number of readings if only one was examined; otherwise 0."""
    readings = prod(len(question.answers) for question in glossary.questions.values())
    return 0 if result.readings or readings == 1 else readings


def _key(canvas: Canvas, result: Responsibility, target: str) -> float:
    """Draw the key of the signs in use, and the extent of the search."""
    x, y, theme = canvas.x0, 22.0, canvas.theme
    discs = {Disc(row.holds, degree == 1): None for row in result.views for degree in row.degrees.values() if degree}
    for disc in discs:
        if x > canvas.x0 and x + 20 + width_of(disc.text, 11) > canvas.x1:
            x, y = canvas.x0, y + 17
        disc.draw(canvas, x - 3, y, 16)
        x, y = canvas.run(x + 16, y, disc.text, ink=theme.ink2)
        x += 18
    text = f"It: {target}. Changes of mind, up to {count(result.bound, 'change')}."
    if _blamed(result):
        text += " Bars: the degree on average over all readings, 1 where a change of that mind alone is enough in each."
    return canvas.lines(canvas.x0, y + 18, text, canvas.x1 - canvas.x0, size=11, ink=theme.ink3) + 4


def _row(row: InOneView, result: Responsibility, glossary: Glossary, shown: Sequence[str]) -> Row:
    known, places = view_cells(row, result, glossary), [list(glossary.actors).index(actor) for actor in shown]
    degrees, bars = ([known[part][place] for place in places] for part in ("degrees", "blame"))
    blame = TableCell(tuple(line for cell in bars for line in cell.lines))
    cells = (whose_cell(row, glossary), *degrees, *([blame] if _blamed(result) else []), *known["changes"])
    return Row(cells, "view", data={"view": row.view or ""})


def _description(result: Responsibility, glossary: Glossary, target: str) -> str:
    parts = []
    for row in result.views:
        some = [f"{glossary.actors[actor]} {number(float(degree))}" for actor, degree in row.degrees.items() if degree]
        verb = "stop it" if row.holds else "bring it about"
        parts.append(f"In the eyes of {holder_of(row, glossary)}: {listed(some) or 'nobody'} could {verb}.")
    return f"Degrees of responsibility for {target}. {' '.join(parts)}"
