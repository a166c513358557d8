"""What codings say, in common names: answers, verdicts and cells, and how far they agree on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from countermove.questions.compare.alpha import Counts
from countermove.questions.compare.codings import Coded
from countermove.verdicts.answers.compute import Answered, answers, word_of
from countermove.verdicts.key_questions import KeyQuestionSides, key_questions_of
from countermove.verdicts.lines.claim_versions import JudgedClaim, judged_claims
from countermove.verdicts.lines.headline import Headline
from countermove.verdicts.sides import Sides
from countermove.verdicts.values import Values
from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["AnswerCells", "Asking", "CodingAnswers", "cells_of", "coding_answers", "words_in"]

Asking: TypeAlias = tuple[str, str | None, str]
"""A key question (its name), the scenario, and what the question of a file that asks none is about ("" for others)."""

_VALUES = (-1, 0, 1, 2, 3)
"""The values of cells: undefined, false or no, true or yes, either way, unsettled."""


@dataclass(frozen=True, eq=False)
class AnswerCells(Record):
    """An answer with that of the base reading, that since then, and the cells: one row a reading, one column a concept."""

    word: Headline
    since: str
    values: Values
    asks: str


@dataclass(frozen=True, eq=False)
class CodingAnswers(Record):
    """What one coding says. ``rows``, ``columns``: the reading and the concept of each cell, in common names;
    ``claims``: each claim as it is judged."""

    concepts: tuple[str, ...]
    rows: tuple[frozenset[tuple[str, str]], ...]
    answers: Mapping[Asking, AnswerCells]
    claims: Mapping[str, JudgedClaim]


def coding_answers(coding: Coded, concepts: tuple[str, ...]) -> CodingAnswers:
    """What a coding says under some concepts."""
    assessment = coding.assessment
    said_by_key: dict[Asking, AnswerCells] = {}
    for item in answers(assessment, concepts=concepts, bound=0, search=False).questions:
        for own in item.answers:
            scenario = None if own.scenario is None else coding.common("scenario", own.scenario)
            since = own.answer if own.since is None else own.since.answer
            key = (coding.common("key question", item.id), scenario, _about(item, assessment))
            said_by_key[key] = AnswerCells(Headline(own.answer, own.base), since, own.values, item.asks)
    claims = {
        coding.common("claim", item.setting.id): item for item in judged_claims(assessment, assessment.claims, concepts)
    }
    return CodingAnswers(concepts, tuple(map(coding.reading, assessment.readings)), said_by_key, claims)


def words_in(
    assessment: Assessment, questions: Collection[Asking], concepts: tuple[str, ...]
) -> dict[Asking, Headline]:
    """Some answers of an assessment that has the common names, without those that it lacks."""
    headlines: dict[Asking, Headline] = {}
    for question in key_questions_of(assessment):
        about = _about(question, assessment)
        for scenario in question.sides:
            if (question.id, scenario, about) in questions:
                table = Sides(assessment, question, scenario, concepts).table()
                headlines[question.id, scenario, about] = Headline(word_of(table), word_of(table[:1]))
    return headlines


def _about(question: KeyQuestionSides | Answered, assessment: Assessment) -> str:
    if not question.default:
        return ""
    return "status quo" if assessment.target is None else "target"


def cells_of(sayings: Sequence[CodingAnswers], tables: Sequence[Values | None]) -> Counts:
    """How many codings give each cell of one claim, or question, each value. *tables*: that of each coding, None if it
    has none. Cells are the same if reading and concept are."""
    rows = {row: place for place, row in enumerate(dict.fromkeys(_all_rows(sayings, tables)))}
    columns = {name: place for place, name in enumerate(dict.fromkeys(_all_columns(sayings, tables)))}
    counts = np.zeros((len(rows), len(columns), len(_VALUES)), dtype=np.int64)
    for saying, table in zip(sayings, tables, strict=True):
        if table is not None:
            where = np.ix_([rows[row] for row in saying.rows], [columns[name] for name in saying.concepts])
            for place, value in enumerate(_VALUES):
                counts[..., place][where] += table == value
    return counts.reshape(-1, len(_VALUES))


def _all_rows(
    sayings: Sequence[CodingAnswers], tables: Sequence[Values | None]
) -> Iterator[frozenset[tuple[str, str]]]:
    for saying, table in zip(sayings, tables, strict=True):
        if table is not None:
            yield from saying.rows


def _all_columns(sayings: Sequence[CodingAnswers], tables: Sequence[Values | None]) -> Iterator[str]:
    for saying, table in zip(sayings, tables, strict=True):
        if table is not None:
            yield from saying.concepts
