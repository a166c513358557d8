"""Sentences of a page without a server, each once: what is said of every answer, claim and game that comes up, by number."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import Assessment
from countermove.context.glossary import Glossary, glossary_of
from countermove.context.selection import Selection
from countermove.plugins.serve.explorable.compute import Explored
from countermove.plugins.serve.explorable.verdict_tables import UNCOMPUTED
from countermove.presentation.escape import shown
from countermove.presentation.phrases import Phrasing
from countermove.questions.answers.text import key_answer_text
from countermove.questions.check.claim_rows import ClaimRow
from countermove.questions.check.verdicts import class_note
from countermove.reports.report.first import answer_judgement
from countermove.verdicts.answers.compute import Answered, Answers, KeyAnswer, deciding, word_of
from countermove.verdicts.claims import ClaimVerdict, factors_of, verdict_by_values
from countermove.verdicts.key_questions import KeyQuestionSides
from countermove.verdicts.settings import setting_of
from countermove.verdicts.turning_points import Factor
from countermove.verdicts.values import Verdict, values_of, verdict_of
from gmcr.base.characters import Shown
from gmcr.base.record import Record

__all__ = ["APART", "VERDICTS", "AnswersTold", "ClaimsTold", "Looked", "Pieces", "looks_of", "ways_of"]

Table = NDArray[np.int8]

VERDICTS: tuple[Verdict, ...] = ("vacuous", "contradicted", "not determined", "follows")
"""The verdicts by number, in the order in which claims are listed."""


APART = "This page does not know it for one concept alone while something is pushed; countermove serve {} works it out."
"""Said of what asks who could change what comes of it."""


class Pieces:
    """Texts, numbered as they come: 0 is nothing."""

    def __init__(self) -> None:
        self._number: dict[Shown, int] = {shown(""): 0}

    def number(self, text: str) -> int:
        """The number of a text."""
        return self._number.setdefault(shown(text), len(self._number))

    @property
    def texts(self) -> list[Shown]:
        """All of them as they are shown, in order."""
        return list(self._number)


def ways_of(concepts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """How far a reader can have the actors look: under all concepts, or under one; as columns of a table."""
    every = tuple(range(len(concepts)))
    return (every,) if len(every) == 1 else (every, *((column,) for column in every))


@dataclass(frozen=True, slots=True)
class Looked(Record):
    """Part of a table that is looked at: its ``rows``, those of the readings with the answers that are selected, and its
    ``columns``, with the ``concepts`` of these; ``alone``: whether it is one concept of several; ``factors``: what its cells can
    turn on."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    concepts: tuple[str, ...]
    alone: bool
    factors: tuple[Factor, ...]

    def part(self, table: Table) -> Table:
        """The cells that are looked at."""
        cells: Table = table[int(self.alone)][np.ix_(self.rows, self.columns)]
        return cells


def looks_of(assessment: Assessment, concepts: Sequence[str]) -> tuple[tuple[Looked, ...], ...]:
    """Every way to look: for each reading, of which the answers that are not the base's are selected, those of ``ways_of``."""
    base, found = assessment.base_reading, []
    for reading in assessment.readings:
        chosen = {name: answer for name, answer in reading.items() if answer != base[name]}
        narrowed = assessment.selected(Selection(chosen))
        rows = tuple(
            place
            for place, own in enumerate(assessment.readings)
            if all(own[name] == answer for name, answer in chosen.items())
        )
        looks = []
        for columns in ways_of(concepts):
            names = tuple(concepts[column] for column in columns)
            looks.append(
                Looked(rows, columns, names, len(columns) < len(concepts), tuple(factors_of(narrowed.questions, names)))
            )
        found.append(tuple(looks))
    return tuple(found)


class AnswersTold:
    """Answers to the key questions: each that comes up, by the scenario in which a question is asked and table. ``tables``: of
    each; ``said``: its sentence, one for each reading that is selected and way to look."""

    def __init__(self, explored: Explored, looks: Sequence[Sequence[Looked]], pieces: Pieces) -> None:
        self.explored, self.looks, self.pieces = explored, looks, pieces
        self.glossary = glossary_of(explored.assessment)
        self.asked = [(item, next(iter(item.sides))) for item in explored.asked]
        self._number: dict[Hashable, int] = {}
        self._known: dict[Hashable, int] = {}
        self._infeasible: dict[int, tuple[int, ...]] = {}
        self.tables: list[int] = []
        self.said: list[list[list[int]]] = []
        self.numbers = [
            [self._answer(item, scenario, row, table) for (item, scenario), table in zip(self.asked, own, strict=True)]
            for row, own in zip(explored.row_of, explored.answers, strict=True)
        ]

    def _answer(self, asked: KeyQuestionSides, scenario: str | None, row: int, table: int) -> int:
        starts = self._starts(asked, scenario, row)
        key = (scenario, asked.view, starts, table)
        if key not in self._number:
            self._number[key] = len(self._number)
            self.tables.append(table)
            values = self.explored.tables[table]
            self.said.append(
                [[self._said(asked, scenario, values, looked, starts) for looked in own] for own in self.looks]
            )
        return self._number[key]

    def _starts(self, asked: KeyQuestionSides, scenario: str | None, row: int) -> tuple[int, ...]:
        """The readings in which the start of its game cannot be: a question may have a scenario or a view of its own."""
        if (scenario, asked.view) != (None, None):
            row = self._row_of[scenario, asked.view]
        if row not in self._infeasible:
            rows = self.explored.rows[row]
            self._infeasible[row] = tuple(np.flatnonzero((rows < 0).any(axis=1)).tolist())
        return self._infeasible[row]

    @cached_property
    def _row_of(self) -> dict[tuple[str | None, str | None], int]:
        """Scenario and view → the row of moments where nothing is pushed or selected besides."""
        return {
            (place.order.scenario, place.order.view): row
            for place, row in zip(self.explored.places, self.explored.row_of, strict=True)
            if place.push == 0 and not place.order.chosen
        }

    def _said(
        self, asked: KeyQuestionSides, scenario: str | None, table: Table, looked: Looked, starts: tuple[int, ...]
    ) -> int:
        values, infeasible = looked.part(table), not set(starts).isdisjoint(looked.rows)
        key = (scenario, asked.view, infeasible, looked.rows, looked.columns, values.tobytes())
        if key not in self._known:
            self._known[key] = self.pieces.number(self._sentence(asked, scenario, values, looked, infeasible))
        return self._known[key]

    def _sentence(
        self, asked: KeyQuestionSides, scenario: str | None, values: Table, looked: Looked, infeasible: bool
    ) -> str:
        if (values == UNCOMPUTED).any():
            return APART.format(self.explored.assessment.name)
        found = KeyAnswer(
            scenario=scenario,
            answer=word_of(values),
            base=word_of(values[:1]),
            values=values,
            turns_on=deciding(values, looked.factors),
            rests_on=None,
            changes=None,
            searched=0,
            shares=(),
            since=None,
            unsettled=None,
            infeasible=infeasible,
        )
        answered = Answered(asked.id, asked.asks, asked.default, asked.view, (found,), asked.acts)
        whole = Answers(looked.concepts, looked.concepts[0], (answered,), None, True)
        return answer_judgement(key_answer_text(answered, whole, Phrasing(self.glossary))).text


class ClaimsTold:
    """Claims: each table that comes up. ``tables``: of each; ``turning``: what a claim with it turns on, and ``turns``: 1 where
    that is how far actors look, plus 2 where it is what is open, one for each reading that is selected and way to look.
    ``about``: of each claim what else is said of it, one a verdict."""

    def __init__(self, explored: Explored, looks: Sequence[Sequence[Looked]], pieces: Pieces) -> None:
        self.explored, self.looks, self.pieces = explored, looks, pieces
        self.glossary: Glossary = glossary_of(explored.assessment)
        self.settings = [setting_of(explored.assessment, name) for name in explored.assessment.claims]
        self._number: dict[int, int] = {}
        self._known: dict[Hashable, tuple[int, int]] = {}
        self.tables: list[int] = []
        self.turning: list[list[list[int]]] = []
        self.turns: list[list[list[int]]] = []
        self.numbers = [[self._table(table) for table in own] for own in explored.claims]
        self.about = [[self._about(place, verdict) for verdict in VERDICTS] for place in range(len(self.settings))]

    def _table(self, table: int) -> int:
        if table not in self._number:
            self._number[table] = len(self._number)
            self.tables.append(table)
            told = [[self._turning(table, looked) for looked in own] for own in self.looks]
            self.turning.append([[note for note, _ in own] for own in told])
            self.turns.append([[turn for _, turn in own] for own in told])
        return self._number[table]

    def _turning(self, table: int, looked: Looked) -> tuple[int, int]:
        values = values_of(looked.part(self.explored.tables[table]))
        if verdict_of(values) != "not determined":
            return 0, 0
        key = (looked.rows, looked.columns, values.tobytes())
        if key not in self._known:
            claim = verdict_by_values(self.settings[0], values, looked.concepts, looked.factors)
            names = {name for item in claim.turns_on for name, _ in item.equations}
            turns = ("concept" in names) + 2 * bool(names - {"concept"})
            self._known[key] = self.pieces.number(class_note(claim, self.glossary)), turns
        return self._known[key]

    def _about(self, place: int, verdict: Verdict) -> int:
        """What stands below a claim besides what it turns on."""
        claim = replace(self.unsearched(place, self.tables[0]), verdict=verdict, turns_on=())
        row = ClaimRow(claim, self.glossary)
        return self.pieces.number(" · ".join(own for own in row.notes if own != row.note))

    def unsearched(self, claim: int, table: int) -> ClaimVerdict:
        """The verdict on a claim by its values alone, over all readings and concepts."""
        looked = self.looks[0][0]
        values = values_of(looked.part(self.explored.tables[table]))
        return verdict_by_values(self.settings[claim], values, looked.concepts, looked.factors)

    def kinds(self) -> NDArray[np.int64]:
        """Of each table, by reading that is selected and way to look, the number of its verdict; -1 where it was not computed."""
        every = [[[self._kind(table, looked) for looked in own] for own in self.looks] for table in self.tables]
        return np.array(every, dtype=np.int64).reshape(len(self.tables), len(self.looks), -1)

    def _kind(self, table: int, looked: Looked) -> int:
        values = values_of(looked.part(self.explored.tables[table]))
        return -1 if (values == UNCOMPUTED).any() else VERDICTS.index(verdict_of(values))
