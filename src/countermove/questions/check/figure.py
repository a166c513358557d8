"""The two pictures of claims: the board, which groups them by verdict, and the sheet of their grids.

The claims board: the author's conclusions by class, those that most need a look first, then the claims of others and
probes, one line each.

A bar beside each claim shows the share of its cells, reading by concept, in which it holds. A claim that is not
determined says what it turns on, a contradicted one which premise speaks against it.

Claims as micro-grids: one cell for each reading (across) and concept (down), with what the verdict turns on and
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
from itertools import groupby

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.blocks import TableCell, Words
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure, no_taller
from countermove.presentation.sentences import said
from countermove.presentation.table_figure import MARK, Head, Row, draw_table
from countermove.presentation.theme import theme_named
from countermove.presentation.words import all_of, capital, concept_name, concepts_phrase, count, listed, number, plural
from countermove.questions.check.claim_grids import QUESTIONS, ClaimGrid, ClaimSign, Columns, columns_of, draw_ruler
from countermove.questions.check.claim_rows import (
    BRIEF,
    SHOWN,
    WHOLE,
    ClaimRow,
    claim_groups,
    claim_rows,
    claims_table,
    counts_of,
    shown_claims,
)
from countermove.questions.check.verdicts import claims_head, claims_summary, class_meaning, in_order, place_of
from countermove.verdicts.claims import ClaimVerdict
from gmcr.base.record import Record

__all__ = ["board_groups", "board_title", "claims", "grids"]


FOLDED = 4
"""Where the board heads a narrow page, claims that follow beyond this number (and more than two beyond) are only
counted."""

_MOST = (SHOWN, 12, 10, 8, 7, 6, 5, 4, 3, 2)
"""How many claims of a group the board shows, in the order in which that is tried until it is not too tall."""

_SHEET = (SHOWN, 30, 24, 20, 17, 15, 13, 11, 9, 7, 5)
"""… and the sheet, of all."""

_NARROW = 480.0
_BAR, _SHORT = 72.0, 50.0
_ID = 40.0


def claims(answer: Answer, *, folded: bool = False, theme: str = "light", width: float = 760) -> Figure:
    """The verdicts on the claims of a case. ``folded``: list only the first of many claims that follow."""
    return no_taller(lambda most: _board(answer, most, folded=folded, theme=theme, width=width), _MOST)


def _board(answer: Answer, most: int, *, folded: bool, theme: str, width: float) -> Figure:
    """The board with at most so many claims of a group."""
    verdicts: Sequence[ClaimVerdict] = answer.record.claims
    glossary = answer.glossary
    canvas = Canvas("claims", width, theme_named(theme))
    narrow = width < _NARROW
    y, drawn = 26.0, {claim.id for claim in shown_claims(verdicts)}
    for heading, group in board_groups(verdicts):
        shown = [claim for claim in _first(group, folded) if claim.id in drawn][:most]
        y = canvas.lines(canvas.x0, y, heading, canvas.x1 - canvas.x0, size=12.5, face="bold") - 15
        rows = [_row(row, narrow) for row in claim_rows(shown, glossary)]
        y = draw_table(canvas, y + 13, _heads(narrow), rows, {}, ruled=False, tight=False) + 5
        if len(shown) < len(group):
            y = _more(canvas, y, [claim for claim in group if claim not in shown])
        y += 22
    y = (
        _key(canvas, y, verdicts)
        if verdicts
        else canvas.lines(canvas.x0, y, "No claims yet.", width, ink=canvas.theme.ink2)
    )
    table = claims_table(verdicts, glossary, BRIEF, f"The claims of {glossary.title}")
    return canvas.figure(y, title=board_title(verdicts), description=_description(verdicts), table=table)


# -- groups ------------------------------------------------------------------------------------------------------------


def board_groups(claims: Sequence[ClaimVerdict]) -> Iterator[tuple[str, tuple[ClaimVerdict, ...]]]:
    """Claims grouped under headings: the author's by class, then others' claims, then probes. Claims that depend are
    sorted by the share of cells in which they hold, largest first."""
    mine, others, probes = claim_groups(claims)
    for _, group in groupby(in_order(mine), key=place_of):
        own = list(group)
        yield _heading(own, _says(own)), tuple(sorted(own, key=_holds_less))
    for label, more in (("claims.board.others", others), ("claims.board.probes", probes)):
        if more:
            yield _heading(more, said(label)), tuple(in_order(more))


def _heading(claims: Sequence[ClaimVerdict], says: str) -> str:
    return said("claims.group", many=f"{len(claims):,}", says=says)


def _says(claims: Sequence[ClaimVerdict]) -> str:
    """What claims of one class have in common; for those that depend, what they depend on."""
    if not any(claim.turns_on for claim in claims) or claims[0].kind not in ("depends", None):
        return class_meaning(claims)
    names = {name for claim in claims for item in claim.turns_on for name, _ in item.equations}
    what = "concept" if names == {"concept"} else "open"
    return said(f"claims.board.{what}.{plural(len(claims), 'one', 'many')}")


def board_title(claims: Sequence[ClaimVerdict]) -> str:
    """The result for the author's conclusions, or for all claims if the author has none."""
    own = [claim for claim in claims if claim.of_the_author]
    if not claims:
        return said("claims.none")
    return claims_head(own or claims, said("claims.conclusion" if own else "claims.claim"))


def _holds_less(claim: ClaimVerdict) -> float:
    """A sort key that puts claims that hold in most of their cells first."""
    holds, defined = counts_of(claim)
    return -holds / max(defined, 1)


def _first(group: Sequence[ClaimVerdict], folded: bool) -> Sequence[ClaimVerdict]:
    plain = all(claim.verdict == "follows" for claim in group)
    return group[:FOLDED] if folded and plain and len(group) > FOLDED + 2 else group


# -- rows --------------------------------------------------------------------------------------------------------------


def _heads(narrow: bool) -> list[Head]:
    bar = Head(width=_SHORT if narrow else _BAR + 60, least=0)
    return [Head(), bar] if narrow else [Head(), Head(width=_ID, least=0), bar]


def _row(row: ClaimRow, narrow: bool) -> Row:
    """The claim's words, its id and the bar; below the words, what it turns on or what speaks against it."""
    notes = (Words(" · ".join(row.notes), "faint"),) if row.notes else ()
    says = TableCell((Words(row.says, "title"), *notes), mark=ClaimSign(row.mark))
    name, bar = Words(row.id, "faint"), _Bar(row.claim, _SHORT if narrow else _BAR)
    cells = (says, TableCell((bar, name))) if narrow else (says, TableCell((name,)), TableCell((bar,)))
    return Row(cells, "claim", f"{row.id}: {row.word}", {"claim": row.id})


@dataclass(frozen=True, slots=True)
class _Bar(Record):
    """The share of a claim's cells in which it holds, also as numbers if it is neither none nor all and there is room."""

    claim: ClaimVerdict
    wide: float

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.presentation.blocks.Drawn`."""
        theme, wide = canvas.theme, self.wide
        holds, defined = counts_of(self.claim)
        text = (
            f"{self.claim.id} holds in {holds} of {defined} cells" if defined else f"{self.claim.id}: nothing to judge"
        )
        with canvas.group("share", title=text):
            if not defined:
                canvas.rect(x, y - 7, wide, 7, stroke=theme.ink3, dash="1.5 2.2", kind="mark", label="share")
                return y + 15
            canvas.rect(x, y - 7, wide, 7, fill=theme.fails, kind="mark", label="share")
            if holds:
                canvas.rect(x, y - 7, max(wide * holds / defined, 1.0), 7, fill=theme.holds)
            else:
                canvas.rect(x + 0.5, y - 6.5, wide - 1, 6, stroke=theme.control)
            if 0 < holds < defined < 10_000 and room > wide + 40:
                canvas.text(x + wide + 6, y, f"{holds}/{defined}", size=11, ink=theme.ink3)
        return y + 15


def _more(canvas: Canvas, y: float, rest: Sequence[ClaimVerdict]) -> float:
    text = f"{len(rest):,} more, in the table"
    if len({place_of(claim) for claim in rest}) > 1:
        text += f": {claims_summary(rest)}"
    return canvas.lines(canvas.x0 + 24, y + 8, text, canvas.x1 - canvas.x0 - 24, size=11, ink=canvas.theme.ink3)


# -- words -------------------------------------------------------------------------------------------------------------


def _cells(claims: Sequence[ClaimVerdict]) -> str:
    readings, concepts = claims[0].values.shape
    under = concepts_phrase(claims[0].concepts)
    if readings == 1:
        return f"{count(concepts, 'concept')} ({under})"
    return f"{count(readings, 'reading')} under {count(concepts, 'concept')} ({under})"


def _key(canvas: Canvas, y: float, claims: Sequence[ClaimVerdict]) -> float:
    text = f"Bar: in what share of {_cells(claims)} it holds."
    return canvas.lines(canvas.x0, y - 4, text, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)


def _description(claims: Sequence[ClaimVerdict]) -> str:
    if not claims:
        return "The file makes no claims."
    return f"{capital(count(len(claims), 'claim'))}, each judged in {_cells(claims)}. {claims_head(claims, 'claim')}."


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
    claims, glossary = answer.record.claims, answer.glossary
    return no_taller(lambda most: _grid(claims, glossary, reading or {}, most, theme, width), _SHEET)


def _grid(
    claims: Sequence[ClaimVerdict], glossary: Glossary, reading: Mapping[str, str], most: int, theme: str, width: float
) -> Figure:
    """The sheet of at most so many grids, of the claims that most need a look."""
    canvas = Canvas("grids", width, theme_named(theme))
    columns = columns_of(claims, glossary, canvas.x1 - canvas.x0 - MARK)
    concepts = claims[0].concepts if claims else ()
    place = _Place.on(canvas, columns)
    y = _sheet_key(canvas, 12.0, concepts, columns)
    y = draw_ruler(canvas, columns, glossary, (place.grid, place.words, y))
    tick = columns.of(reading)
    shown = shown_claims(claims, most)
    heads = [Head(width=canvas.x1 - canvas.x0 if place.below else MARK + place.wide), Head()]
    rows = [_sheet_row(row, columns, place, tick) for row in claim_rows(shown, glossary)]
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
        title=_throughout(claims),
        description=(
            f"{count(len(claims), 'claim')}, each judged in {count(int(columns.order.size), 'reading')} under "
            f"{listed(map(concept_name, concepts))}. {text}"
        ),
        table=claims_table(claims, glossary, WHOLE, f"The claims of {glossary.title}"),
    )


def _throughout(claims: Sequence[ClaimVerdict]) -> str:
    """The finding: how many claims hold in every cell, and how many in none."""
    if not claims:
        return said("claims.none")
    counts = [counts_of(claim) for claim in claims]
    everywhere = sum(0 < defined == holds for holds, defined in counts)
    nowhere = sum(defined > holds == 0 for holds, defined in counts)
    readings, concepts = claims[0].values.shape
    where = ["reading"] if readings > 1 or concepts == 1 else []
    where += ["concept"] if concepts > 1 else []
    many, each = count(len(claims), "claim"), " under every ".join(where)
    lead = f"{number(everywhere)} of {many}" if everywhere else f"none of {many}"
    if everywhere == len(claims):
        lead = all_of(everywhere, "claim") if everywhere > 1 else "the one claim"
    holds = plural(everywhere or 2, "holds", "hold") if everywhere else "holds"
    under = "under" if where[0] == "concept" else "in"
    none = f", {number(nowhere)} in none" if nowhere else ""
    return f"{capital(lead)} {holds} {under} every {each}{none}"


def _sheet_key(canvas: Canvas, y: float, concepts: Sequence[str], columns: Columns) -> float:
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


def _sheet_row(row: ClaimRow, columns: Columns, place: _Place, tick: int) -> Row:
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
