"""The subjects that are judged in games with uncertain premises.

A *subject* is something that holds, does not hold, or is undefined in a draw: that the start is stable, for all or for
one actor, or a claim, in its own scenario and view and with its own overlay (drivers set by hand come last); that the
answer to a key question stays what it is. Its *premises* are the wants of its game (and of the games that actors see,
if the check asks for them); a premise is true or false in all of these at once.

Whether an answer to a key question remains the same in the selected reading, in draws of premises.

Yes and no are each judged in their own game, with the same draws: a premise is true or false in both at once.

Tallies of draws: in how many something holds, in all of them and in those where a premise is true.

Tallies are integers (draws, or exact weights over a common denominator), so they can be added up in any order with the
same sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks import CheckedGame, ContentCheck, GameCheck, StableStart
from countermove.inquiry.draws import Model, Sample, Sampled
from countermove.inquiry.outcomes import RESTLESS
from countermove.verdicts.evaluation import evaluated_in
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.premises import UncertainWant, premises_of
from countermove.verdicts.settings import Setting, setting_of, setting_with
from countermove.verdicts.sides import CellWord, cell_word, cells_of
from countermove.verdicts.values import truths_in
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment, Calculus

__all__ = [
    "Counts",
    "DrawTally",
    "Place",
    "Plan",
    "Side",
    "Staying",
    "Subject",
    "counted",
    "outcomes_counted",
    "staying",
    "subjects_of",
    "weighed",
]


Side = tuple[Setting, CheckedGame]
"""What makes it a yes, or a no, and the game in which it is judged."""


def drawn_truths(setting: Setting, case: CheckedGame, sample: Sample, concepts: Sequence[str]) -> NDArray[np.int8]:
    """Its values in every draw: int8 (concepts, draws), with ``RESTLESS`` where nothing comes to rest."""
    told = evaluated_in(setting, case, sample, concepts)
    return setting.check.truths_in(sample, case, concepts) if told is None else told


@dataclass(frozen=True, eq=False)
class Staying(GameCheck):
    """Whether an answer is unchanged. ``before``: concept → its cell if no premise fails, -1 if it is undefined."""

    yes: Side
    no: Side | None
    before: Mapping[str, int]

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        cell = int(_cells(self.yes, self.no, (concept,))[0])
        return None if cell < 0 or self.before[concept] < 0 else cell == self.before[concept]

    def values_in(self, sample: Sample, case: CheckedGame, concepts: Sequence[str]) -> NDArray[np.int8]:
        yes, no = (None if side is None else drawn_truths(*side, sample, concepts) for side in (self.yes, self.no))
        assert yes is not None
        cells = cells_of(yes, no)
        before = np.array([self.before[name] for name in concepts], dtype=np.int8)[:, None]
        undefined = (cells < 0) | (before < 0)
        return np.where(undefined, np.int8(-1), (cells == before).astype(np.int8))

    @property
    def sides(self) -> tuple[Side, ...]:
        """What is judged for the answer."""
        return (self.yes,) if self.no is None else (self.yes, self.no)

    def word(self, concept: str) -> CellWord | None:
        """The answer that stays; None if it is undefined."""
        return cell_word(self.before[concept])


def staying(yes: Side, no: Side | None, concepts: Sequence[str]) -> Staying:
    """The check that an answer stays what it is in these games under *concepts*."""
    return Staying(yes, no, dict(zip(concepts, _cells(yes, no, concepts).tolist(), strict=True)))


def _cells(yes: Side, no: Side | None, concepts: Sequence[str]) -> NDArray[np.int8]:
    one, other = (
        None if side is None else np.array(truths_in(*side, tuple(concepts)), dtype=np.int8) for side in (yes, no)
    )
    assert one is not None
    return cells_of(one, other)


@dataclass(frozen=True, slots=True)
class Plan(Record):
    """What to sample, as plain data. ``claims``, ``questions``: ids."""

    claims: tuple[str, ...]
    questions: tuple[str, ...]
    concepts: tuple[str, ...]
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Subject(Record):
    """``kind``: "start", "content" (``name``: the actor), "answer" (that to the key question of this id stays) or
    "claim" (its id). ``premises``: of its games; ``setting``: where it is judged, but for an answer."""

    kind: Literal["start", "content", "answer", "claim"]
    name: str
    check: GameCheck
    case: CheckedGame
    premises: tuple[UncertainWant, ...]
    setting: Setting | None = None

    @property
    def sides(self) -> tuple[Side, ...]:
        """What is judged."""
        if self.setting is not None:
            return ((self.setting, self.case),)
        return self.check.sides if isinstance(self.check, Staying) else ()

    def values_in(self, sample: Sample, concepts: Sequence[str]) -> NDArray[np.int8]:
        """Its values in every draw: int8 (concepts, draws)."""
        if self.setting is None:
            return self.check.values_in(sample, self.case, concepts)
        truths = drawn_truths(self.setting, self.case, sample, concepts)
        return np.where(truths == RESTLESS, np.int8(-1), truths)


def subjects_of(assessment: Assessment, plan: Plan) -> tuple[Subject, ...]:
    """The start, each actor's stability there, the answers, and the claims."""
    premises = premises_of(assessment, assessment.calculus())
    own_settings = [setting_with(assessment, "", StableStart())]
    own_settings += [setting_with(assessment, actor, ContentCheck(actor)) for actor in assessment.actors]
    case = own_settings[0].case()
    subjects = [
        Subject("content" if item.id else "start", item.id, item.check, case, premises, item) for item in own_settings
    ]
    for question in key_questions_of(assessment):
        if question.id in plan.questions:
            sides = [side for side in next(iter(question.sides.values())) if side is not None]
            judged = [(side, side.case()) for side in sides]
            check = staying(judged[0], judged[1] if len(judged) > 1 else None, plan.concepts)
            own = premises_of(assessment, *(calculus for side in sides for calculus in _calculi(side)))
            subjects.append(Subject("answer", question.id, check, judged[0][1], own))
    for name in plan.claims:
        setting = setting_of(assessment, name)
        own = premises_of(assessment, *_calculi(setting))
        subjects.append(Subject("claim", name, setting.check, setting.case(), own, setting))
    return tuple(subjects)


def _calculi(setting: Setting) -> list[Calculus]:
    """The calculi of the games in which something is judged."""
    assessment, author = setting.assessment, setting.assessment.of_the_author
    seen = [(assessment, setting.view)]
    if (held := setting.check.views) is not None:  # whoever is not listed sees the author's model
        seen += [(assessment, held[actor]) if actor in held else (author, None) for actor in assessment.actors]
    return [of.calculus(scenario=setting.scenario, view=view, with_=setting.with_) for of, view in seen]


Counts = NDArray[Any]
"""(…, 1 + premises): a number of draws, and for each premise the number of those in which it is true."""

Place = tuple[Model, int, int]
"""Model of a false premise, index of the subject, index of the concept."""

_EXACT_FLOAT = 1 << 53
_EXACT_INT = 1 << 62


@dataclass(slots=True)
class DrawTally(Record):
    """``counts``: by (model, index of the subject, index of the concept), three rows: where it holds, does not hold, is
    undefined. ``outcomes``: by (model, index of the concept) for each state's code, and None for no outcome, where it
    is one. ``draws``: their number, or the common denominator of the weights."""

    draws: int = 0
    counts: dict[Place, Counts] = field(default_factory=dict)
    outcomes: dict[tuple[Model, int], dict[int | None, Counts]] = field(default_factory=dict)

    def add(self, other: DrawTally) -> None:
        """Add another tally to this one."""
        self.draws += other.draws
        for key, counts in other.counts.items():
            self.counts[key] = self.counts[key] + counts if key in self.counts else counts
        for place, tallied in other.outcomes.items():
            mine = self.outcomes.setdefault(place, {})
            for code, counts in tallied.items():
                mine[code] = mine[code] + counts if code in mine else counts


def weighed(truths: NDArray[np.bool_], weight: NDArray[Any] | None, total: int) -> NDArray[Any]:
    """The weight of each draw: (draws, 1 + premises). ``truths``: bool (draws, premises); ``weight``: (draws,),
    integers that add up to *total*; None: 1 each."""
    table = np.ones((len(truths), 1 + truths.shape[1]), dtype=np.bool_)
    table[:, 1:] = truths
    if weight is None:
        kind: type = np.float64 if total < _EXACT_FLOAT else np.int64  # floats multiply fastest, and are exact there
        return table.astype(kind)
    weights: NDArray[Any] = np.where(table, weight[:, None], 0)
    return weights.astype(np.int64) if total < _EXACT_INT else weights


def counted(masks: NDArray[np.bool_], table: NDArray[Any]) -> Counts:
    """The draws in each row of *masks* (bool, rows × draws), by their weights: (rows, 1 + premises)."""
    counts: Counts = masks.astype(table.dtype) @ table
    return counts if counts.dtype == object else counts.astype(np.int64)


def outcomes_counted(
    outcomes: NDArray[np.bool_], games: Sampled, codes: NDArray[np.int64], table: NDArray[Any]
) -> dict[int | None, Counts]:
    """For each state that is an outcome (bool, (rows, games)) in some draw, and for None (no outcome at all), the draws
    in which it is. ``codes``: of the rows of states."""
    of_game = np.zeros((outcomes.shape[1], table.shape[1]), dtype=table.dtype)
    np.add.at(of_game, games.of_draw, table)
    rows = np.flatnonzero(np.any(outcomes, axis=1))
    none = ~np.any(outcomes, axis=0, keepdims=True)
    masks = np.concatenate([outcomes[rows], none])
    counts: dict[int | None, Counts] = dict(zip(codes[rows].tolist(), counted(masks[:-1], of_game), strict=True))
    counts[None] = counted(masks[-1:], of_game)[0]
    return counts
