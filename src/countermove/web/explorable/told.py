"""Sentences of a page without a server, each once: what is said of every answer, claim and game that comes up, by number."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief
from countermove.case.glossary import Glossary, glossary_of
from countermove.desk.report.first import answer_judgement
from countermove.questions.answers.asked import Asked
from countermove.questions.answers.found import Answered, Answers, KeyAnswer, deciding, word_of
from countermove.questions.answers.told import answer_told
from countermove.questions.check.judged import ClaimVerdict, factors_of, judged_by
from countermove.questions.check.settings import setting_of
from countermove.questions.check.turning import Factor
from countermove.questions.check.values import values_of
from countermove.telling.phrases import Teller
from countermove.web.board import board_of
from countermove.web.explorable.found import Explored

__all__ = ["AnswersTold", "ClaimsTold", "Pieces", "ways_of"]

Table = NDArray[np.int8]


class Pieces:
    """Texts, numbered as they come: 0 is nothing."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        """The number of a text."""
        return self._number.setdefault(text, len(self._number))

    @property
    def texts(self) -> list[str]:
        """All of them, in order."""
        return list(self._number)


def ways_of(concepts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """How a reader can look: under all concepts, or under one; as columns of a table."""
    every = tuple(range(len(concepts)))
    return (every,) if len(every) == 1 else (every, *((column,) for column in every))


@dataclass(frozen=True, slots=True)
class _Looked(Brief):
    """A way to look: its concepts, their columns, and what its cells can turn on."""

    columns: tuple[int, ...]
    concepts: tuple[str, ...]
    factors: tuple[Factor, ...]


def _looked(explored: Explored) -> tuple[_Looked, ...]:
    found = []
    for columns in ways_of(explored.concepts):
        names = tuple(explored.concepts[column] for column in columns)
        found.append(_Looked(columns, names, tuple(factors_of(explored.assessment, names))))
    return tuple(found)


class AnswersTold:
    """Answers to the key questions: each that comes up, by question as it is asked and table. ``tables``: of each; ``said``: its
    sentence, one a way to look."""

    def __init__(self, explored: Explored, pieces: Pieces) -> None:
        self.explored, self.pieces = explored, pieces
        self.glossary = glossary_of(explored.assessment)
        self.looked = _looked(explored)
        self._number: dict[Hashable, int] = {}
        self.tables: list[int] = []
        self.said: list[list[int]] = []
        self.numbers = [
            [
                self._answer(asked, table)
                for asked, table in zip(explored.asked[place.scenario, place.view], own, strict=True)
            ]
            for place, own in zip(explored.places, explored.answers, strict=True)
        ]

    def _answer(self, asked: Asked, table: int) -> int:
        scenario = next(iter(asked.sides))
        key = (asked.id, asked.view, scenario, table)
        if key not in self._number:
            self._number[key] = len(self._number)
            self.tables.append(table)
            values = self.explored.tables[table]
            self.said.append([self._said(asked, scenario, values, looked) for looked in self.looked])
        return self._number[key]

    def _said(self, asked: Asked, scenario: str | None, table: Table, looked: _Looked) -> int:
        values = table[:, looked.columns]
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
            infeasible=self._infeasible(asked, scenario),
        )
        answered = Answered(asked.id, asked.asks, asked.default, asked.view, (found,), asked.acts)
        whole = Answers(looked.concepts, looked.concepts[0], (answered,), None, True)
        return self.pieces.number(answer_judgement(answer_told(answered, whole, Teller(self.glossary))).text)

    def _infeasible(self, asked: Asked, scenario: str | None) -> bool:
        key = (asked.view, scenario)
        if key not in self._starts:
            row = self.explored.rows[self.explored.row_of[self._place(asked, scenario)]]
            self._starts[key] = bool((row < 0).all())
        return self._starts[key]

    @cached_property
    def _starts(self) -> dict[Hashable, bool]:
        return {}

    def _place(self, asked: Asked, scenario: str | None) -> int:
        return next(
            number
            for number, place in enumerate(self.explored.places)
            if place.push == 0 and place.scenario == scenario and place.view == asked.view
        )


class ClaimsTold:
    """Claims: each with each table that comes up. ``tables``: of each; ``notes``, ``cells``: what is said of it, and ``turns``: 1
    where it turns on how far actors look, plus 2 where it turns on what is open, one a way to look."""

    def __init__(self, explored: Explored, pieces: Pieces) -> None:
        self.explored, self.pieces = explored, pieces
        self.glossary: Glossary = glossary_of(explored.assessment)
        self.looked = _looked(explored)
        self.settings = [setting_of(explored.assessment, name) for name in explored.assessment.claims]
        self._number: dict[tuple[int, int], int] = {}
        self.tables: list[int] = []
        self.notes: list[list[int]] = []
        self.cells: list[list[int]] = []
        self.turns: list[list[int]] = []
        self.numbers = [[self._claim(claim, table) for claim, table in enumerate(own)] for own in explored.claims]

    def _claim(self, claim: int, table: int) -> int:
        key = (claim, table)
        if key not in self._number:
            self._number[key] = len(self._number)
            self.tables.append(table)
            verdicts = [self.unsearched(claim, table, way) for way in range(len(self.looked))]
            rows = [board_of((verdict,), self.glossary).groups[0].rows[0] for verdict in verdicts]
            self.notes.append([self.pieces.number(" · ".join(row.notes)) for row in rows])
            self.cells.append([self.pieces.number(row.cells) for row in rows])
            self.turns.append([_turning(verdict) for verdict in verdicts])
        return self._number[key]

    def unsearched(self, claim: int, table: int, way: int = 0) -> ClaimVerdict:
        """The verdict on a claim by its values alone, looked at in one way."""
        looked = self.looked[way]
        values = values_of(self.explored.tables[table][:, looked.columns])
        return judged_by(self.settings[claim], values, looked.concepts, looked.factors)


def _turning(verdict: ClaimVerdict) -> int:
    names = {name for item in verdict.turns_on for name, _ in item.equations}
    return ("concept" in names) + 2 * bool(names - {"concept"})
