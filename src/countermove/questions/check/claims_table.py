"""What both pictures of claims share: which of many are drawn, and the table behind them."""

from __future__ import annotations

from collections.abc import Sequence

from countermove.case.glossary import Glossary
from countermove.questions.check.class_words import place_of
from countermove.questions.check.verdicts import cells_text, rests_text
from countermove.telling.blocks import Column, Table
from countermove.telling.phrases import Teller
from countermove.telling.words import concept_name
from countermove.verdicts.condition_words import conditions_text
from countermove.verdicts.judged import ClaimVerdict

__all__ = ["SHOWN", "claims_table", "shown_claims"]

SHOWN = 60
"""Claims that are drawn: of more, those that most need a look."""

_FEW = 3
"""Conditions that are told in brief."""


def shown_claims(claims: Sequence[ClaimVerdict]) -> list[ClaimVerdict]:
    """All claims, or of many those that ask for a look, in file order."""
    order = sorted(range(len(claims)), key=lambda place: (_plain(claims[place]), place))
    return [claims[place] for place in sorted(order[:SHOWN])]


def _plain(claim: ClaimVerdict) -> int:
    """The less there is to see, the higher."""
    if claim.as_expected is False:
        return 0
    return 1 + place_of(claim)


def claims_table(claims: Sequence[ClaimVerdict], glossary: Glossary, *, brief: bool = False) -> Table:
    """Every claim, with its class and where it holds, in file order. ``brief``: of what it turns on the simplest conditions, and
    nothing of what it rests on."""
    concepts = claims[0].concepts if claims else ()
    columns = (
        Column("Claim", fixed=True),
        Column("Class", fixed=True),
        Column("What it says"),
        Column("Held by"),
        Column("Scenario"),
        Column("View"),
        Column("Cells that hold", right=True),
        *(Column(f"{concept_name(name)}: readings that hold", right=True) for name in concepts),
        Column("Turns on"),
        *(() if brief else (Column("Rests on"),)),
    )
    rows = []
    for claim in claims:
        words = glossary.claims[claim.id]
        rows.append(
            (
                claim.id,
                claim.word,
                words.says,
                words.by_name or "",
                words.scenario or "",
                words.view or "",
                cells_text(claim),
                *(str(int((claim.values[:, k] == 1).sum())) for k in range(len(concepts))),
                conditions_text(claim.turns_on, most=_FEW if brief else 99, words=glossary),
                *(() if brief else (rests_text(claim, most=99, teller=Teller(glossary)),)),
            )
        )
    return Table(columns, tuple(rows), f"The claims of {glossary.title}")
