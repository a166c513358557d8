"""Changed results in words, each as *before → after* in the one scale of words for answers and for claims.

An answer in a word, and the cells in which another file's answer differs.

A claim as judged in one of two files, or in a mixture: its values, its verdict, and its class, which is computed
when it is requested.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from countermove.context.glossary import Glossary
from countermove.presentation.assumptions import scenario_words
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import count, out_of
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.values import (
    CLASS_WORDS,
    COARSE_WORDS,
    ClaimClass,
    Values,
    Verdict,
    class_of,
    value_tables,
    verdict_of,
)
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "Explained",
    "Headline",
    "JudgedClaim",
    "Moved",
    "answer_change",
    "because_text",
    "cells_of",
    "claim_cells",
    "claim_change",
    "judged_claims",
    "only_cells",
    "question_in_scenario",
    "question_words",
    "word_of_class",
]


class Headline(NamedTuple):
    """An answer in a word: over all cells, and over those of the base reading."""

    word: str
    base: str


@dataclass(frozen=True, slots=True)
class Moved(Record):
    """Cells of an answer that have a different word."""

    word: str
    """The word in the second case: yes, no, either way, …"""
    readings: int
    """The number of readings in which it differs from the first, under some concept."""
    cells: int
    """The number of cells."""


def question_words(asks: str, phrasing: Phrasing) -> str:
    """A key question; if the file asks none, the one that it implies."""
    if asks:
        return asks
    target = phrasing.glossary.target
    return "Does the status quo hold?" if target is None else f"Does it come to {phrasing.target(target)}?"


def question_in_scenario(question: str, scenario: str | None, glossary: Glossary) -> str:
    """A question as asked in a scenario: "Scenario “trust is back” (thaw): does it come to a deal?", in the words of a
    file that has it."""
    if scenario is None:
        return question
    words = scenario_words(scenario, glossary)
    return f"Scenario {f'“{words}” ({scenario})' if words else scenario}: {question}"


def answer_change(
    question: str, before: Headline, after: Headline, moved: Sequence[Moved] = (), readings: int | None = None
) -> str:
    """How an answer changes: "Does it come to a deal? no → yes"; if the word is the same, what else differs."""
    base = ""
    if before.base != after.base and (before.base, after.base) != (before.word, after.word):
        base = f"in the base reading {before.base} → {after.base}"
    if before.word != after.word:
        text = f"{question} {before.word} → {after.word}"
        return f"{text}; {base}" if base else text
    text = f"{question} still {before.word}"
    more = [base] if base else []
    more += [_cells(item, readings or 1) for item in moved]
    return "; ".join([text, *more])


def _cells(moved: Moved, readings: int) -> str:
    """The number of readings in which an answer has changed."""
    if readings == 1:
        return f"under one concept at least it is now {moved.word}"
    some = ", under one concept at least," if moved.cells != moved.readings else ""
    return f"in {out_of(moved.readings, readings, 'reading')}{some} it is now {moved.word}"


def claim_change(says: str, before: str, after: str) -> str:
    """How a claim changes: "“Nothing moves”: follows → contradicted"."""
    return f"“{says.rstrip('.')}”: {before} → {after}"


def claim_cells(says: str, word: str, cells: int) -> str:
    """Says that a claim keeps its word, but not all cells: "“Nothing moves”: still it depends; different in two
    cells"."""
    return f"“{says.rstrip('.')}”: still {word}; different in {count(cells, 'cell')} (a reading under a concept)"


THAT_IS = "That is "
"""What stands before *because* where the sentence is about one result."""


class Explained(Protocol):
    """A result that lines explain."""

    @property
    def because(self) -> tuple[tuple[int, ...], ...]:
        """Sets of lines, each of which leads to it."""

    @property
    def reduced(self) -> tuple[int, ...]:
        """A larger set that does, if no small one is known."""

    @property
    def undecided(self) -> str:
        """Why none is known."""


def because_text(item: Explained, clauses: Sequence[str], first: str, bound: str) -> str:
    """The lines that lead to a result, as a sentence. *clauses*: of all lines, in order; *first*: the case into which
    they are put; *bound*: the largest number put in together."""
    if item.because:
        each = [_together(clauses[place] for place in own) for own in item.because]
        if len(each) == 1:
            return f"{THAT_IS}because {each[0]}."
        numbered = "; ".join(f"({place}) {text}" for place, text in enumerate(each, 1))
        return f"Each of these does it by itself: {numbered}."
    if item.reduced:
        words = _together(clauses[place] for place in item.reduced)
        return (
            f"It takes all of these, and no single one can be left out (there may be other and smaller sets): {words}."
        )
    none = "No single line" if bound == "one line" else f"No set of up to {bound}"
    return {
        "bound": f"{none} does that by itself.",
        "unfit": f"{none} that fits into {first} does that by itself.",
        "contradicts": f"{none} does that by itself; with some of them it is answered yes and no at once.",
        "stopped": "The search for the line was cut short.",
    }.get(item.undecided, "")


def _together(clauses: Iterable[str]) -> str:
    own = list(clauses)
    return own[0] if len(own) == 1 else f"{'; '.join(own[:-1])}; and {own[-1]}"


@dataclass(frozen=True, eq=False)
class JudgedClaim(Record):
    """A claim in one file. Two are alike if their classes are the same."""

    setting: Setting
    values: Values
    concepts: tuple[str, ...]

    @cached_property
    def verdict(self) -> Verdict:
        """What its values say."""
        return verdict_of(self.values)

    @cached_property
    def kind(self) -> ClaimClass | None:
        """Its class; None if too much is undecided."""
        return class_of(self.setting, self.verdict, self.concepts, self.setting.assessment.readings, search=False).kind

    @property
    def word(self) -> str:
        """Its class in English."""
        return word_of_class(self.kind, self.verdict)

    def alike(self, other: JudgedClaim) -> bool:
        """Whether another is alike. Computes the class only if the verdict leaves the question open."""
        return self.verdict == other.verdict and self.kind == other.kind


def judged_claims(assessment: Assessment, claims: Iterable[str], concepts: tuple[str, ...]) -> list[JudgedClaim]:
    """Some claims of a file, by name."""
    settings = [setting_of(assessment, name) for name in claims]
    tables = value_tables(assessment, settings, concepts)
    return [JudgedClaim(item, table, concepts) for item, table in zip(settings, tables, strict=True)]


def only_cells(old: JudgedClaim, new: JudgedClaim, rows: NDArray[np.intp]) -> bool:
    """Whether two are alike but not in all cells. ``rows``: for each reading of the first its index among those of the
    second."""
    return old.alike(new) and bool((old.values != new.values[rows]).any())


def cells_of(values: Values, of: Assessment) -> Hashable:
    """Values by reading, under the names of a file."""
    readings = (frozenset(reading.items()) for reading in of.readings)
    return frozenset(zip(readings, map(tuple, values.tolist()), strict=True))


def word_of_class(kind: ClaimClass | None, verdict: Verdict) -> str:
    """The word for a claim's class or verdict."""
    return COARSE_WORDS[verdict] if kind is None else CLASS_WORDS[kind]
