"""The truth values of claims as tables: one row a reading, one column a concept.

A value is 1 (true), 0 (false) or -1 (undefined). All games of a table are solved in batches before it is filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.arena import Profile
from countermove.analysis.checks import CheckedGame
from countermove.errors import UnknownName
from countermove.logic.given import names_given
from countermove.questions.check.settings import Setting, setting_of

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Values", "Verdict", "chosen_claims", "claims_named", "prepare", "value_tables", "values_in", "verdict_of"]

Values = NDArray[np.int8]
Verdict = Literal["follows", "contradicted", "not determined", "vacuous"]


def claims_named(assessment: Assessment, claims: str | Iterable[str] | None) -> tuple[str, ...]:
    """The ids of some claims (or of one), of all where *claims* is None, in file order. Raises UnknownName."""
    chosen = tuple(assessment.claims) if claims is None else names_given(claims, "claims")
    for name in chosen:
        if name not in assessment.claims:
            raise UnknownName("claim", name, assessment.claims)
    return tuple(name for name in assessment.claims if name in chosen)


def chosen_claims(assessment: Assessment, claims: Iterable[str] | None) -> list[Setting]:
    """The settings of some claims (ids), or of the author's, neither probes nor held by others, where *claims* is None;
    in file order. Raises UnknownName."""
    every = [setting_of(assessment, name) for name in claims_named(assessment, claims)]
    return [item for item in every if claims is not None or item.of_the_author]


def value_tables(assessment: Assessment, settings: Sequence[Setting], concepts: tuple[str, ...]) -> list[Values]:
    """For each claim its values: int8 (readings, concepts), readings in the assessment's order, the base first."""
    readings = assessment.readings
    cases = [[item.case(reading) for reading in readings] for item in settings]
    prepare(((item, case) for item, own in zip(settings, cases, strict=True) for case in own), concepts)
    return [
        np.array([values_in(item, case, concepts) for case in own], dtype=np.int8)
        for item, own in zip(settings, cases, strict=True)
    ]


def prepare(pairs: Iterable[tuple[Setting, CheckedGame]], concepts: tuple[str, ...]) -> None:
    """Solve all games that are going to be looked at, in batches."""
    wanted: list[Profile] = []
    games = None
    for item, case in pairs:
        games = case.games
        if len(item.check.known_in(case)) < (1 if item.check.concept_free else len(concepts)):
            wanted += item.check.profiles(case)
    if games is not None:
        games.arena.prepare(wanted, concepts)


def values_in(item: Setting, case: CheckedGame, concepts: tuple[str, ...]) -> tuple[int, ...]:
    """A claim's values in one game, one a concept."""
    return item.check.values(case, concepts)


def verdict_of(values: Values) -> Verdict:
    """ "follows": no value false, some true; "contradicted": none true, some false; "vacuous": all undefined; otherwise "not
    determined"."""
    match bool((values == 1).any()), bool((values == 0).any()):
        case True, True:
            return "not determined"
        case True, _:
            return "follows"
        case _, True:
            return "contradicted"
    return "vacuous"
