"""A claim as a row of a list, computed once for every medium: each list chooses the parts that it shows and lays them
out in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from countermove.context.glossary import Glossary
from countermove.inquiry.outcomes import UNDECIDED
from countermove.presentation.assumptions import scenario_text
from countermove.presentation.blocks import Cell, Column, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concept_name
from countermove.questions.check.verdicts import (
    SIGNS,
    cells_text,
    class_note,
    expectation_text,
    mark_of,
    place_of,
    rests_text,
    since_text,
    undone_text,
    warnings_text,
)
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.turning_points import conditions_text
from gmcr.base.record import Record

__all__ = [
    "BRIEF",
    "SHOWN",
    "WHOLE",
    "ClaimRow",
    "claim_groups",
    "claim_rows",
    "claims_table",
    "counts_of",
    "shown_claims",
]

SHOWN = 60
"""The number of claims drawn: of more, those that most need a look."""

_ALL = 99
"""A limit that no list of conditions or wants reaches, for where all are listed."""


@dataclass(frozen=True, slots=True)
class ClaimRow(Record):
    """One claim, in the words of its case; each text is computed when it is requested."""

    claim: ClaimVerdict
    glossary: Glossary

    @property
    def id(self) -> str:
        """Its id."""
        return self.claim.id

    @property
    def word(self) -> str:
        """The word for its class."""
        word: str = self.claim.word
        return word

    @property
    def mark(self) -> str:
        """The name of the sign of its class."""
        return mark_of(self.claim)

    @property
    def sign(self) -> str:
        """That sign as a character, for where nothing is drawn."""
        return SIGNS[self.mark]

    @property
    def says(self) -> str:
        """The claim in words."""
        says: str = self.glossary.claims[self.id].says
        return says

    @property
    def sentence(self) -> str:
        """The claim in words, capitalized to begin a sentence."""
        return capital(self.says.strip(" ."))

    @property
    def note(self) -> str:
        """A remark on its class; "" if the class says everything."""
        return class_note(self.claim, self.glossary)

    @property
    def behind(self) -> str:
        """The class with its remark: "restates a premise: is c3 in other words"."""
        return f"{self.word}: {self.note}" if self.note else self.word

    @property
    def where(self) -> tuple[str, ...]:
        """The scenario that it supposes, and its view."""
        words = self.glossary.claims[self.id]
        parts = [f"if {scenario_text(words.scenario, self.glossary)}"] if words.scenario else []
        return (*parts, *([f"in the view {words.view}"] if words.view else []))

    @property
    def whose(self) -> tuple[str, ...]:
        """The claim's holder, if that is not the author."""
        name = self.glossary.claims[self.id].by_name
        return (f"held by {name}",) if name else ()

    @property
    def cells(self) -> str:
        """The number of cells in which it holds."""
        return f"holds in {cells_text(self.claim)} cells"

    @property
    def share(self) -> float | None:
        """The share of the cells with something to judge in which it holds; None if there are none."""
        holds, defined = counts_of(self.claim)
        return holds / defined if defined else None

    @property
    def judged(self) -> str:
        """The number of cells in which it holds, or why nothing can be said."""
        nothing = "not decided" if self.claim.verdict == "undecided" else "nothing to judge"
        return nothing if self.share is None else self.cells

    def turns(self, most: int = 3) -> str:
        """The simplest conditions that decide it."""
        return conditions_text(self.claim.turns_on, most=most, words=self.glossary)

    @property
    def turning(self) -> str:
        """The simplest conditions that decide it, or why there are none."""
        known = "not looked for" if (self.claim.values == UNDECIDED).any() else "no three things alone decide it"
        return self.turns() or known

    @property
    def since(self) -> str:
        """Its verdict over the cells not refuted by what happened, if that differs."""
        return since_text(self.claim)

    @property
    def holds(self) -> str:
        """Whose change of mind ends it, if it holds only as long as nobody wants otherwise."""
        return undone_text(self.claim, self.glossary) if self.claim.kind == "holds_by_inaction" else ""

    def rests(self, most: int = 8) -> str:
        """The wants that it rests on, each by its reason."""
        return rests_text(self.claim, most=most, phrasing=Phrasing(self.glossary))

    @property
    def wants(self) -> tuple[str, ...]:
        """The names of those wants."""
        return tuple(dict.fromkeys(item.edit.want for item in self.claim.rests_on))

    @property
    def warnings(self) -> tuple[str, ...]:
        """Further remarks for a reader, on its class and on what the file expects."""
        expectation = expectation_text(self.claim)
        return (*warnings_text(self.claim, self.glossary), *([expectation] if expectation else []))

    @property
    def notes(self) -> tuple[str, ...]:
        """The lines below it in a list of one line a claim: what it turns on or what speaks against it, whose it is and
        where, and its verdict since then."""
        about = ", ".join((*self.whose, *self.where))
        since = f"since: {self.since}" if self.since else ""
        return tuple(filter(None, (self.note, about, since, expectation_text(self.claim))))

    def details(self, *, turning: str, rests: bool, weakest: str = "") -> Iterator[tuple[str, str]]:
        """The full details below it, each with a label. *turning*: include what it turns on, if it is not determined;
        *rests*: whether to include what it rests on; *weakest*: the worst grade of that."""
        pairs = (
            ("turns on", turning if self.claim.verdict == "not determined" else ""),
            ("since", self.since),
            ("holds", self.holds),
            ("rests on", self.rests() if rests else ""),
            ("weakest link", weakest),
            *(("note", warning) for warning in self.warnings),
        )
        yield from (item for item in pairs if item[1])


def counts_of(claim: ClaimVerdict) -> tuple[int, int]:
    """The number of cells in which it holds, and the number in which there is something to judge."""
    return int((claim.values == 1).sum()), int((claim.values >= 0).sum())


def claim_rows(claims: Sequence[ClaimVerdict], glossary: Glossary) -> list[ClaimRow]:
    """Rows of some claims."""
    return [ClaimRow(claim, glossary) for claim in claims]


def claim_groups(claims: Sequence[ClaimVerdict]) -> tuple[list[ClaimVerdict], list[ClaimVerdict], list[ClaimVerdict]]:
    """The author's claims, others' claims, and probes, each in file order."""
    return (
        [claim for claim in claims if claim.of_the_author],
        [claim for claim in claims if not claim.of_the_author and not claim.probe],
        [claim for claim in claims if claim.probe],
    )


def shown_claims(claims: Sequence[ClaimVerdict], most: int = SHOWN) -> list[ClaimVerdict]:
    """All claims or, if there are more than *most*, those that most need a look; in file order."""
    first = sorted(claims, key=lambda claim: -1 if claim.as_expected is False else place_of(claim))[:most]
    shown = {claim.id for claim in first}
    return [claim for claim in claims if claim.id in shown]


# -- tables ------------------------------------------------------------------------------------------------------------

_COLUMNS: Mapping[str, tuple[Column, Callable[[ClaimRow], Cell]]] = {
    "claim": (Column("Claim", fixed=True), lambda row: row.id),
    "class": (Column("Class", fixed=True), lambda row: row.word),
    "says": (Column("What it says"), lambda row: row.says),
    "by": (Column("Held by"), lambda row: row.glossary.claims[row.id].by_name or ""),
    "scenario": (Column("Scenario"), lambda row: row.glossary.claims[row.id].scenario or ""),
    "view": (Column("View"), lambda row: row.glossary.claims[row.id].view or ""),
    "cells": (Column("Cells that hold", right=True), lambda row: cells_text(row.claim)),
    "turns": (Column("Turns on"), lambda row: row.turns(_ALL)),
    "turns briefly": (Column("Turns on"), lambda row: row.turns()),
    "rests": (Column("Rests on"), lambda row: row.rests(_ALL)),
    "rests by name": (Column("Rests on (base reading)"), lambda row: rests_text(row.claim, most=4)),
}
"""The columns that a list of claims may have."""

_ABOUT = ("claim", "class", "says", "by", "scenario", "view", "cells", "concepts")
BRIEF = (*_ABOUT, "turns briefly")
WHOLE = (*_ABOUT, "turns", "rests")


def claims_table(claims: Sequence[ClaimVerdict], glossary: Glossary, names: Sequence[str], caption: str) -> Table:
    """Every claim in file order, with the named columns; "concepts" stands for one column a concept: the readings in
    which the claim holds."""
    chosen: list[tuple[Column, Callable[[ClaimRow], Cell]]] = []
    for name in names:
        chosen += _by_concept(claims) if name == "concepts" else [_COLUMNS[name]]
    rows = tuple(tuple(cell(row) for _, cell in chosen) for row in claim_rows(claims, glossary))
    return Table(tuple(column for column, _ in chosen), rows, caption)


def _by_concept(claims: Sequence[ClaimVerdict]) -> Iterator[tuple[Column, Callable[[ClaimRow], Cell]]]:
    def readings(place: int) -> Callable[[ClaimRow], Cell]:
        return lambda row: str(int((row.claim.values[:, place] == 1).sum()))

    for place, name in enumerate(claims[0].concepts if claims else ()):
        yield Column(f"{concept_name(name)}: readings that hold", right=True), readings(place)
