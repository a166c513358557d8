"""The truth values of claims as tables: one row a reading, one column a concept.

A value is 1 (true), 0 (false), -1 (undefined) or, if states are not listed, -2 (not decided within the time limit). All
games of a table are solved in batches before it is filled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks import CheckedGame
from countermove.inquiry.no_value import RESTLESS, UNDECIDED
from countermove.verdicts.settings import Setting, setting_of
from gmcr.analysis import Profile
from gmcr.base.arguments import as_items, as_mapping, as_names, known_name
from gmcr.base.errors import CountermoveError, UnknownName

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "Values",
    "Verdict",
    "chosen_claims",
    "claims_named",
    "prepare",
    "readings_named",
    "truths_in",
    "value_tables",
    "values_in",
    "values_of",
    "verdict_of",
]

Values = NDArray[np.int8]
Verdict = Literal["follows", "contradicted", "not determined", "vacuous", "undecided"]


def claims_named(known: Collection[str], claims: str | Iterable[str] | None) -> tuple[str, ...]:
    """The ids of some claims (or of one), of all that are *known* if *claims* is None, in file order. Raises
    UnknownName."""
    chosen = tuple(known) if claims is None else as_names(claims, "claims")
    for name in chosen:
        if name not in known:
            raise UnknownName("claim", name, known)
    return tuple(name for name in known if name in chosen)


def chosen_claims(assessment: Assessment, claims: Iterable[str] | None) -> list[Setting]:
    """The settings of some claims (ids), or of the author's, neither probes nor held by others, if *claims* is None;
    in file order. Raises UnknownName."""
    every = [setting_of(assessment, name) for name in claims_named(assessment.claims, claims)]
    return [item for item in every if claims is not None or item.of_the_author]


def readings_named(
    assessment: Assessment, readings: Mapping[str, str] | Iterable[Mapping[str, str]] | None
) -> list[int]:
    """The indices of the readings that give some answers, or those of one of several mappings; of all if it is None.
    Raises UnknownName, and CountermoveError if no reading matches."""
    if readings is None:
        return list(range(len(assessment.readings)))
    what = "question → answer, or several of these"
    mappings = [readings] if isinstance(readings, Mapping) else as_items(readings, "readings", what)
    chosen = [as_mapping(own, "readings", what) for own in mappings]
    for own in chosen:
        for question, answer in own.items():
            if question not in assessment.questions:
                raise UnknownName("question", question, assessment.questions)
            known_name(f"reading of {question}", answer, assessment.questions[question])
    places = [
        place
        for place, reading in enumerate(assessment.readings)
        if any(all(reading[question] == answer for question, answer in own.items()) for own in chosen)
    ]
    if not places:
        raise CountermoveError("No reading is named: leave readings out for all of them.", argument="readings")
    return places


def value_tables(
    assessment: Assessment, settings: Sequence[Setting], concepts: tuple[str, ...], places: Sequence[int] | None = None
) -> list[Values]:
    """For each claim its values: int8 (readings, concepts), readings in the assessment's order, the base first. If only
    some readings are examined, by their indices *places*, the rows of the others are -1."""
    readings = assessment.readings
    chosen = range(len(readings)) if places is None else places
    cases = [[item.case(readings[place]) for place in chosen] for item in settings]
    prepare(((item, case) for item, own in zip(settings, cases, strict=True) for case in own), concepts)
    tables = []
    for item, own in zip(settings, cases, strict=True):
        table: Values = np.full((len(readings), len(concepts)), -1, dtype=np.int8)
        table[list(chosen)] = np.array([values_in(item, case, concepts) for case in own], dtype=np.int8)
        tables.append(table)
    return tables


def prepare(pairs: Iterable[tuple[Setting, CheckedGame]], concepts: tuple[str, ...]) -> None:
    """Solve all games that will be examined, in batches."""
    wanted: list[Profile] = []
    games = None
    for item, case in pairs:
        if not case.conflict.structure.listed:
            return  # proofs are made on request
        games = case.games
        if len(item.check.known_in(case)) < (1 if item.check.concept_free else len(concepts)):
            wanted += item.check.profiles(case)
    if games is not None:
        games.arena.prepare(wanted, concepts)


def values_in(item: Setting, case: CheckedGame, concepts: tuple[str, ...]) -> tuple[int, ...]:
    """A claim's values in one game, one a concept."""
    return item.check.values(case, concepts)


def truths_in(item: Setting, case: CheckedGame, concepts: tuple[str, ...]) -> tuple[int, ...]:
    """A claim's values in one game, distinguishing (as ``RESTLESS``) those undefined because nothing comes to rest."""
    return item.check.truths(case, concepts)


def values_of(truths: Values) -> Values:
    """A claim's values from the result of ``truths_in``: a game in which nothing comes to rest counts as undefined."""
    return np.where(truths == RESTLESS, np.int8(-1), truths)


def verdict_of(values: Values) -> Verdict:
    """The verdict that values give. "follows": no value false, some true; "contradicted": none true, some false;
    "vacuous": all undefined; "not determined": some true, some false; "undecided": none of these is known, since some
    values were not decided in time."""
    match bool((values == 1).any()), bool((values == 0).any()):
        case True, True:
            return "not determined"
        case _ if (values == UNDECIDED).any():
            return "undecided"
        case True, _:
            return "follows"
        case _, True:
            return "contradicted"
    return "vacuous"
