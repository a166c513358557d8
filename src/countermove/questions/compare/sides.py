"""What codings say, in common names: answers, verdicts and cells, and how far they agree on them.

Krippendorff's alpha for nominal data with missing values: agreement among any number of coders, beyond what chance would give.

Units u that at least two coders judged, m_u times, are *pairable*. With c_uv of these times the value v, n_v = Σ_u c_uv and
n = Σ_v n_v, the observed disagreement is D_o = (1/n) Σ_u (m_u² − Σ_v c_uv²)/(m_u − 1), the expected one
D_e = (n² − Σ_v n_v²)/(n(n − 1)), and α = 1 − D_o/D_e: 1 where all agree, 0 where they agree as if values had been dealt out at random,
less where they agree less than that. Where every value is the same nothing else could be expected, and there is no alpha.

K. Krippendorff, *Content Analysis*, 4th ed. 2019, ch. 12; *Computing Krippendorff's Alpha-Reliability*, 2011, section C. Exact.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from countermove.questions.compare.codings import Coded
from countermove.verdicts.answers.compute import Answered, answers, word_of
from countermove.verdicts.key_questions import KeyQuestionSides, key_questions_of
from countermove.verdicts.lines.change_words import Headline, JudgedClaim, judged_claims
from countermove.verdicts.sides import Sides
from countermove.verdicts.values import Values
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "Alpha",
    "AnswerCells",
    "Asking",
    "CodingAnswers",
    "alpha_of",
    "cells_of",
    "coding_answers",
    "counts_of",
    "words_in",
]


Counts = NDArray[np.int64]
"""One row a unit, one column a value: the number of coders who gave it."""


@dataclass(frozen=True, slots=True)
class Alpha(Record):
    """Agreement over some units."""

    units: int
    """Those that at least two coders judged."""
    agreed: int
    """Those of them on which all who judged them agree."""
    alpha: Fraction | None
    """Krippendorff's alpha, an exact fraction as text; null if every value is the same, or nothing was judged twice."""


def counts_of(units: Iterable[Sequence[Hashable | None]]) -> Counts:
    """The number of times that each unit was given each value. *units*: for each, the values that coders gave, None
    where one gave none."""
    rows = list(units)
    values: dict[Any, int] = {}
    for row in rows:
        for value in row:
            if value is not None:
                values.setdefault(value, len(values))
    counts = np.zeros((len(rows), len(values)), dtype=np.int64)
    for place, row in enumerate(rows):
        for value in row:
            if value is not None:
                counts[place, values[value]] += 1
    return counts


def alpha_of(chunks: Iterable[Counts]) -> Alpha:
    """Agreement over units, which may come in chunks. *chunks*: int64 (units, values), at least 0; the same values in
    each."""
    units = agreed = 0
    apart, totals = dict[int, int](), list[int]()
    for counts in chunks:
        judged = counts.sum(axis=1)
        pairable, times = counts[judged >= 2], judged[judged >= 2]
        pairs = times**2 - (pairable**2).sum(axis=1)
        units, agreed = units + int(times.size), agreed + int((pairs == 0).sum())
        for m in np.unique(times).tolist():
            apart[m] = apart.get(m, 0) + int(pairs[times == m].sum())
        totals = [a + b for a, b in zip_longest(totals, pairable.sum(axis=0).tolist(), fillvalue=0)]
    whole = sum(totals)
    expected = whole**2 - sum(total**2 for total in totals)
    if not expected:
        return Alpha(units, agreed, None)
    observed = sum((Fraction(pairs, m - 1) for m, pairs in apart.items()), Fraction(0))
    return Alpha(units, agreed, 1 - observed * (whole - 1) / expected)


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
