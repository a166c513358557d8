"""The truth values of claims as tables: one row a reading, one column a concept.

A value is 1 (true), 0 (false), -1 (undefined) or, if states are not listed, -2 (not decided within the time limit). All
games of a table are solved in batches before it is filled.

classes: one class a claim, the first that applies.

| class | if |
|---|---|
| vacuous | all cells are undefined |
| unsupported | it is false in every defined cell, and no single change makes it true |
| contradicted | it is false in every defined cell |
| restates | it is true in the base reading, with one want alone too, and not with none: it restates a premise |
| depends | it is true in some defined cells and false in others |
| condition never met | the left side of its ``implies``, or its ``where``, comes about in no cell |
| holds whatever | true with no wants at all, and no single change makes it false |
| holds by inaction | true with no wants at all, and some single change makes it false |
| follows | true, and not with no wants at all |

From *restates* on, what holds with one want, with none or after a change is judged in the base reading under the lead
concept. A single change is one that the file takes seriously (left out, ``could_be``, one place lower) or a reversed
want. Wants that the claim's own ``with`` writes are no premises that it could restate. Claims about changes of wants
restate no premise and are undefined without wants: those that hold follow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks import CheckedGame
from countermove.inquiry.outcomes import RESTLESS, UNDECIDED
from countermove.verdicts.evaluation import compile_checks, evaluate, evaluated
from countermove.verdicts.settings import Setting, setting_of
from gmcr import Edit
from gmcr.analysis import Profile
from gmcr.base.arguments import as_items, as_mapping, as_names, known_name
from gmcr.base.errors import CountermoveError, ModelError, UnknownName
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "CLASSES",
    "CLASS_WORDS",
    "COARSE_WORDS",
    "ClaimClass",
    "Classed",
    "Values",
    "Verdict",
    "chosen_claims",
    "claims_named",
    "class_of",
    "prepare",
    "readings_named",
    "restated_in",
    "truths_in",
    "truths_over",
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
    compile_checks(settings, len(settings) * len(chosen))
    cases = [[item.case(place=place) for place in chosen] for item in settings]
    prepare(((item, case) for item, own in zip(settings, cases, strict=True) for case in own), concepts)
    tables = []
    for item, own in zip(settings, cases, strict=True):
        table: Values = np.full((len(readings), len(concepts)), -1, dtype=np.int8)
        table[list(chosen)] = np.array([values_in(item, case, concepts) for case in own], dtype=np.int8)
        tables.append(table)
    return tables


def prepare(pairs: Iterable[tuple[Setting, CheckedGame]], concepts: tuple[str, ...]) -> None:
    """Find out all that will be asked, in batches: the evaluator tells what it can, and the games of the rest are
    solved."""
    wanted: list[Profile] = []
    games = None
    for item, case in evaluate(list(pairs)):
        if not case.conflict.structure.listed:
            return  # proofs are made on request
        games = case.games
        if len(item.check.known_in(case)) < (1 if item.check.concept_free else len(concepts)):
            wanted += item.check.profiles(case)
    if games is not None:
        games.arena.prepare(wanted, concepts)


def values_in(item: Setting, case: CheckedGame, concepts: tuple[str, ...]) -> tuple[int, ...]:
    """A claim's values in one game, one a concept."""
    return tuple(-1 if value == RESTLESS else value for value in truths_in(item, case, concepts))


def truths_in(item: Setting, case: CheckedGame, concepts: tuple[str, ...]) -> tuple[int, ...]:
    """A claim's values in one game, distinguishing (as ``RESTLESS``) those undefined because nothing comes to rest."""
    told = evaluated(item, case, concepts)
    return item.check.truths(case, concepts) if told is None else told


def truths_over(item: Setting, concepts: tuple[str, ...]) -> Values:
    """The same in every reading: int8 (readings, concepts); 0 in readings without a start."""
    readings = item.assessment.readings
    cases: list[CheckedGame | None] = []
    compile_checks([item], len(readings))
    for place in range(len(readings)):
        try:
            cases.append(item.case(place=place))
        except ModelError:
            cases.append(None)
    prepare(((item, case) for case in cases if case is not None), concepts)
    rows = [(0,) * len(concepts) if case is None else truths_in(item, case, concepts) for case in cases]
    return np.array(rows, dtype=np.int8).reshape(len(rows), len(concepts))


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


ClaimClass = Literal[
    "vacuous",
    "unsupported",
    "contradicted",
    "restates",
    "depends",
    "condition_never_met",
    "holds_whatever",
    "holds_by_inaction",
    "follows",
]
CLASSES: tuple[ClaimClass, ...] = get_args(ClaimClass)
"""In the order in which claims are listed: those that most need a look first."""

CLASS_WORDS: Mapping[ClaimClass, str] = {
    "vacuous": "nothing to judge",
    "unsupported": "unsupported",
    "contradicted": "contradicted",
    "restates": "restates a premise",
    "depends": "depends",
    "condition_never_met": "its condition is never met",
    "holds_whatever": "holds whatever anybody wants",
    "holds_by_inaction": "follows, as long as nobody wants otherwise",
    "follows": "follows",
}
"""Each class in English."""

COARSE_WORDS: Mapping[Verdict, str] = {
    "vacuous": "nothing to judge",
    "contradicted": "false throughout",
    "not determined": "depends",
    "follows": "true throughout",
    "undecided": "not decided",
}
"""Words for what a claim's values alone say, if its class was not computed."""


@dataclass(frozen=True, slots=True)
class Classed(Record):
    """A claim's class, with its evidence: the wants that it ``restated``, and the single changes that it is
    ``undone_by`` (None: not sought)."""

    kind: ClaimClass | None
    restated: tuple[str, ...] = ()
    undone_by: tuple[Edit, ...] | None = None


def class_of(
    item: Setting,
    verdict: Verdict,
    concepts: tuple[str, ...],
    readings: Sequence[Mapping[str, str]],
    *,
    search: bool = True,
) -> Classed:
    """The class of a claim with a verdict over *readings* under *concepts*, the lead concept first; None if too much
    is undecided. ``search``: whether a claim about changes of wants, whose class does not need it, is also judged after
    each single change."""
    if verdict == "undecided":
        return Classed(None)
    if verdict == "vacuous":
        return Classed("vacuous")
    if verdict == "contradicted":
        return Classed("contradicted" if _reachable(item, concepts) else "unsupported")
    lead = concepts[0]
    restated = restated_in(item, lead)
    if restated:
        return Classed("restates", restated)
    if verdict == "not determined":
        return Classed("depends")
    undone = None if item.check.about_edits and not search else _undoing(item, lead)
    if _condition_never_met(item, concepts, readings):
        return Classed("condition_never_met", (), undone)
    if not item.check.about_edits and values_in(item, item.bare, (lead,)) == (1,):
        return Classed("holds_by_inaction" if undone else "holds_whatever", (), undone)
    return Classed("follows", (), undone)


def _reachable(item: Setting, concepts: tuple[str, ...]) -> bool:
    """Whether a single change that the file takes seriously makes a claim true in the base reading under some concept."""
    prepare(((item, case) for _, case in item.edited), concepts)
    return any(1 in values_in(item, case, concepts) for _, case in item.edited)


def _undoing(item: Setting, lead: str) -> tuple[Edit, ...]:
    """The single changes, reversals among them, that make a claim false in the base reading under the lead concept."""
    single = (*item.edited, *item.turned)
    prepare(((item, case) for _, case in single), (lead,))
    return tuple(edit for edit, case in single if values_in(item, case, (lead,)) == (0,))


def restated_in(item: Setting, lead: str) -> tuple[str, ...]:
    """The wants each of which alone makes a claim true, as it is, in the base reading under the lead concept; empty
    if it is also true without any wants."""
    if item.check.about_edits or values_in(item, item.base, (lead,)) != (1,):
        return ()
    if values_in(item, item.bare, (lead,)) == (1,):
        return ()
    written = () if item.with_ is None else item.with_.rewrite
    return tuple(want for want, case in item.alone if want not in written and values_in(item, case, (lead,)) == (1,))


def _condition_never_met(item: Setting, concepts: tuple[str, ...], readings: Sequence[Mapping[str, str]]) -> bool:
    """Whether it sets a condition that comes about in no cell."""
    examined = concepts[:1] if item.check.concept_free else concepts
    met = None
    for reading in readings:
        case = item.case(reading)
        for concept in examined:
            met = item.check.condition_met(case, concept)
            if met is None or met:
                return False
    return met is False
