"""Claims as micro-grids: one cell for each reading (across) and concept (down), with what the verdict turns on and
rests on.

Dark: the claim holds in that cell; pale: it fails; hatched: it is undefined. Readings are sorted so that the question
on which most verdicts turn changes slowest and structure appears as stripes; the ruler above the grids says which
column is which reading. If there are too many readings for a column each, a bar for each question shows in what share
of its cells the claim holds under each answer (``claim_columns``). If there are many claims, those that simply follow
are only counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.blocks import TableCell, Words
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure
from countermove.presentation.table_figure import MARK, Head, Row, draw_table
from countermove.presentation.theme import theme_named
from countermove.presentation.words import capital, concept_name, count, listed
from countermove.questions.check.claim_columns import Columns, columns_of
from countermove.questions.check.claim_grids import QUESTIONS, ClaimGrid, ClaimSign, draw_ruler
from countermove.questions.check.claim_rows import WHOLE, ClaimRow, claim_rows, claims_table, shown_claims
from countermove.questions.check.class_words import claims_summary
from countermove.verdicts.claims import ClaimVerdict

__all__ = ["grids"]

_GAP = 14.0

_WANTS = 12
"""The number of wants that are named of those that a claim rests on."""

_WORDS = 240.0
"""The width that words need beside the grids; with less, the grids stand below them."""


@dataclass(frozen=True, slots=True)
class _Place:
    """``grid``: where grids begin; ``wide``: their width; ``words``: where the words of a claim begin: beside the grids
    or, if these are ``below``, above them."""

    grid: float
    wide: float
    words: float
    below: bool

    @staticmethod
    def on(canvas: Canvas, columns: Columns) -> _Place:
        """The place of grids and words on a sheet."""
        left = canvas.x0 + MARK
        wide = 150.0 if columns.coarse else columns.width
        below = canvas.x1 - left - wide - _GAP < _WORDS
        return _Place(left, wide, left if below else left + wide + _GAP, below)


def grids(
    answer: Answer, *, reading: Mapping[str, str] | None = None, theme: str = "light", width: float = 760
) -> Figure:
    """The verdicts on the claims of a case, in file order. ``reading``: the reading marked by a tick (the base reading
    if None)."""
    return _grid(answer.record.claims, answer.glossary, reading or {}, theme, width)


def _grid(
    claims: Sequence[ClaimVerdict], glossary: Glossary, reading: Mapping[str, str], theme: str, width: float
) -> Figure:
    canvas = Canvas("grids", width, theme_named(theme))
    columns = columns_of(claims, glossary, canvas.x1 - canvas.x0 - MARK)
    concepts = claims[0].concepts if claims else ()
    place = _Place.on(canvas, columns)
    y = _key(canvas, 12.0, concepts, columns)
    y = draw_ruler(canvas, columns, glossary, (place.grid, place.words, y))
    tick = columns.of(reading)
    shown = shown_claims(claims)
    heads = [Head(width=canvas.x1 - canvas.x0 if place.below else MARK + place.wide), Head()]
    rows = [_row(row, columns, place, tick) for row in claim_rows(shown, glossary)]
    if rows:
        y = draw_table(canvas, y if place.below else y + 5, heads, rows, {}, ruled=False, cards=place.below)
    if len(shown) < len(claims):
        told_of = {claim.id for claim in shown}
        rest = [claim for claim in claims if claim.id not in told_of]
        canvas.line((canvas.x0, y), (canvas.x1, y), stroke=canvas.theme.rule)
        text = f"And {len(rest):,} more, in the table: {claims_summary(rest)}."
        y = canvas.lines(canvas.x0, y + 18, text, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3) - 6
    if not claims:
        canvas.text(canvas.x0, y + 14, "No claims yet.", ink=canvas.theme.ink2)
        y += 20
    text = f"{capital(claims_summary(claims))}." if len(claims) > 1 else ""
    return canvas.figure(
        y + 10,
        title=f"Where each claim holds: {glossary.title}",
        description=(
            f"{count(len(claims), 'claim')}, each judged in {count(int(columns.order.size), 'reading')} under "
            f"{listed(map(concept_name, concepts))}. {text}"
        ),
        table=claims_table(claims, glossary, WHOLE, f"The claims of {glossary.title}"),
    )


def _key(canvas: Canvas, y: float, concepts: Sequence[str], columns: Columns) -> float:
    theme = canvas.theme
    names = ", ".join(map(concept_name, concepts))
    if columns.coarse:
        text = f"{columns.order.size:,} readings. Bars: of all cells with that answer, how many hold"
        text += (
            f", for the {count(QUESTIONS, 'question')} that most verdicts turn on"
            if len(columns.questions) > QUESTIONS
            else ""
        )
        text += f". Concepts: {names}."
    else:
        readings = count(int(columns.order.size), "reading")
        text = f"Each grid: {readings} across, {count(len(concepts), 'concept')} down ({names})."
        if columns.questions:
            text += " Bars beside a question: which columns give which answer, as tall as its sign is filled."
            text += " The tick marks the reading in use."
    y = canvas.lines(canvas.x0, y + 10, text, canvas.x1 - canvas.x0, size=11, ink=theme.ink3)
    x = canvas.x0
    for fill, word in ((theme.holds, "holds"), (theme.fails, "fails"), (canvas.fill("hatch"), "undefined")):
        canvas.rect(x, y - 8, 9, 9, fill=fill, kind="mark", label=word)
        x += 14
        x += canvas.text(x, y, word, size=11, ink=theme.ink2) + 16
    text = "Bold: dropping, swapping or turning that want is enough; plain: only turning it round."
    if canvas.x1 - x > 380:
        return canvas.run(x, y, text, ink=theme.ink3)[1] + 12
    return canvas.lines(canvas.x0, y + 16, text, canvas.x1 - canvas.x0, size=11, ink=theme.ink3) - 3


# -- rows --------------------------------------------------------------------------------------------------------------


def _row(row: ClaimRow, columns: Columns, place: _Place, tick: int) -> Row:
    """The claim's words beside its grid, or above it; the sign of its verdict in front of both."""
    grid = ClaimGrid(row.claim, columns, row.glossary, tick, MARK if place.below else 0.0, place.wide)
    words = tuple(_words(row))
    first, second = (words, (grid,)) if place.below else ((grid,), words)
    cells = (TableCell(first, mark=ClaimSign(row.mark)), TableCell(second))
    return Row(cells, "claim", f"{row.id}: {row.word}", {"claim": row.id, "rests": " ".join(row.wants)})


def _words(row: ClaimRow) -> Iterator[Words | tuple[Words, ...]]:
    yield Words(row.says, "title")
    notes = [row.note] if row.note and not row.claim.turns_on else []
    notes += ["a probe, not the author’s"] if row.claim.probe else []
    notes += [*row.whose, *row.where]
    notes += [f"the file expects: {row.claim.expect}"] if row.claim.as_expected is False else []
    yield Words(row.id, "strong"), Words(row.word), *(Words(f"· {note}", "faint") for note in notes)
    if turning := row.turns(2):
        yield Words(f"turns on: {turning}")
    yield _rests(row.claim)


def _rests(claim: ClaimVerdict) -> Words | tuple[Words, ...]:
    enough: dict[str, bool] = {}
    for item in claim.rests_on:
        enough[item.edit.want] = enough.get(item.edit.want, False) or item.edit.kind != "negate"
    if not enough:
        return Words("rests on nothing", "faint")
    wants = [Words(want, "bold" if strong else "plain") for want, strong in list(enough.items())[:_WANTS]]
    more = [Words(f"and {len(enough) - _WANTS} more in the table", "faint")] if len(enough) > _WANTS else []
    return (Words("rests on", "faint"), *wants, *more)
