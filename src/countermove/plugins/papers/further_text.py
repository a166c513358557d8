"""The further tables of papers in words: captions, keys to the marks, and the rules of answers and ties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from countermove.plugins.papers.compute import Graded, Paper
from countermove.plugins.papers.further import FurtherCell, FurtherRow, FurtherTable
from countermove.plugins.papers.signs import PaperRow, PaperTable, Piece, Pieces, Sign, between, state
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concept_name

__all__ = ["further_text", "graded_text", "rules"]


def further_text(paper: Paper, table: FurtherTable, phrasing: Phrasing, notes: tuple[Pieces, ...]) -> PaperTable:
    """A further table."""
    caption, legend, ruled = _WORDS[table.name]
    if table.columns:
        head: tuple[Pieces, ...] = tuple((_column(title, phrasing),) for title in table.columns)
    else:
        head = (("Decision maker",), *((state(item.number),) for item in paper.states))
    rows = tuple(_further_row(row, len(head) - 1, phrasing) for row in table.rows)
    said: list[Pieces] = [(text,) for text in (legend,) if text]
    said += [
        (graded_text(item, phrasing),)
        for item in paper.graded
        if table.name == ("unknown" if item.unknown else "strength")
    ]
    said += [*(rules(paper) if ruled else ()), *notes]
    return PaperTable(table.name, f"{caption}: {paper.glossary.title}", head, rows, tuple(said))


def _column(title: str, phrasing: Phrasing) -> str:
    """A heading: a concept by its name, actors by theirs."""
    parts = [
        phrasing.actor(part) if part in phrasing.glossary.actors else part for part in re.split(r"( by / | by$)", title)
    ]
    return "".join(parts) if len(parts) > 1 else capital(concept_name(title))


def _further_row(row: FurtherRow, columns: int, phrasing: Phrasing) -> PaperRow:
    if not row.cells:
        return PaperRow(((capital(concept_name(row.label)),), *(() for _ in range(columns))), "group")
    label = capital(concept_name(row.label))
    who = ", ".join(map(phrasing.actor, row.actors))
    return PaperRow(((": ".join(filter(None, (who, label))),), *(_further_cell(cell) for cell in row.cells)))


def _further_cell(cell: FurtherCell) -> Pieces:
    pieces: list[Piece] = []
    for place, part in enumerate(cell):
        pieces += ["; "] if place else []
        if part.text:
            pieces.append(Sign(part.text) if part.text in ("stable", "equilibrium") else part.text)  # type: ignore[arg-type]
        pieces += between(((state(number),) for number in part.states), ", ")
    return tuple(pieces)


def rules(paper: Paper) -> tuple[Pieces, ...]:
    """How several opponents answer, and what a tie counts for."""
    if paper.repeats:
        answer = (
            "The others answer by any sequence of their moves; since options need something, also by several in a row."
        )
    elif len(paper.glossary.actors) > 2:
        answer = f"The others answer {_SEQUENCES}."
    else:
        answer = "The other answers by one move."
    tie = "A move of equal value is no improvement, and an answer that leaves somebody equally well off deters."
    return ((answer,), (tie,))


_SEQUENCES = "by any sequence of their moves in which nobody moves twice in a row"

_WORDS: Final[Mapping[str, tuple[str, str, bool]]] = {
    "strength": (
        "Stability by strength of preference",
        (
            "S: strongly stable, every sanction (under SMR every reply to it, too) is greatly worse; W: weakly stable, stable "
            "but not strongly. Under Nash nothing is to be sanctioned. The equilibria are those of all decision makers together."
        ),
        True,
    ),
    "unknown": (
        "Stability under unknown preferences",
        (
            "The letters are the types under which a state is stable: a, leaves for what may be better and is deterred by what "
            "is surely no better; b, leaves for what is surely better, deterred as a; c, leaves as a, deterred by what may be no "
            "better; d, leaves as b, deterred as c. Under SEQ all types answer by what may be better."
        ),
        True,
    ),
    "fuzzy": (
        "Equilibria over the range of thresholds",
        (
            "The margin is how far the thresholds can move from the values given before the verdict changes. Under SEQ the "
            "others answer by moves that reach their own thresholds."
        ),
        False,
    ),
    "coalitions": (
        "Stability for coalitions",
        (
            "A coalition moves only to what every member prefers; a sanction deters it if some member is no better off, a tie "
            f"included. A coalition moves {_SEQUENCES}, and so do the others who answer."
        ),
        False,
    ),
    "sim": (
        "Simultaneous sanctions",
        (
            "SIM: every improvement is deterred by a joint move in which each of the others stays or takes one of its "
            "improvements, all at once; a result that is no better deters, a tie included. Results that are not feasible do not "
            "count."
        ),
        False,
    ),
    "limited": (
        "Limited-move stability",
        (
            "Both look so many moves ahead, taking turns, and each stops where moving on is no better. Where ties leave several "
            "anticipations a state is stable if it is so under each of them. The concept is for two decision makers."
        ),
        False,
    ),
    "mixed": (
        "Equilibria where each decision maker has a concept of its own",
        "A row is the concept of the first, a column that of the second decision maker.",
        True,
    ),
    "inverse": (
        "Rankings that make a state stable",
        "Each decision maker's strict rankings of all states are counted, those of the others being as they are.",
        True,
    ),
    "order": (
        "Sensitivity to the order of statements",
        (
            "Two neighbouring statements of one decision maker change places; everything else stays. Statements are numbered "
            "from the most important one."
        ),
        True,
    ),
}
"""Of each further table its caption, the key to its marks, and whether the rules of answers and ties apply."""


def graded_text(item: Graded, phrasing: Phrasing) -> str:
    """A want of great strength, or an unknown one, in a sentence."""
    want = phrasing.game.wants[item.want]
    what = "it is unknown which of two states is preferred" if item.unknown else "the preference is strong"
    wish = phrasing.wish(want.want, item.actor)
    return f"{phrasing.actor(item.actor)}: {what} if the want {wish} is the first in which they differ."
