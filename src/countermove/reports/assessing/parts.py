"""The questions around an assessment, each asked once: what would change it, who is responsible, what goes together,
what tips it, who moves whom, in whose eyes, where it can go.

A part that a case gives no reason for (no claims, drivers, views or target) is not asked; one that would take too long
is *skipped*, with the reason. ``diff`` has no part: it takes two assessments.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Final, NamedTuple

from countermove.assessment import Assessment
from countermove.catalogue import Declaration
from countermove.context.answer import Answer, ask_task, put
from countermove.context.context import Context
from countermove.context.game import Game
from countermove.reports.steps import PartStep, PartSteps, Results
from countermove.verdicts.claims import ClaimVerdict
from gmcr import Conflict
from gmcr.base.record import Each, Record
from gmcr.base.tasks import run_to_end

__all__ = [
    "EVERY_PART",
    "LARGE",
    "OWN",
    "PARTS",
    "Parts",
    "Settings",
    "Skipped",
    "Weight",
    "answers_by_name",
    "full_answer",
    "question_steps",
    "weights_of",
]

OWN: Final = ("change", "responsibility")
"""Questions that are asked before the parts, and reported at length."""

PARTS: Final = ("together", "roads", "inverse", "tipping", "robust", "levers", "views", "coalitions", "longrun")
"""The parts, in the order in which they are asked for."""

EVERY_PART: Final = (*OWN, *PARTS)
"""All questions around an assessment."""

LARGE = 1 << 14
"""Games with more states than this are asked only the quick questions."""

_QUICK = (*OWN, "together")
"""The quick questions."""


class Skipped(NamedTuple):
    """A part and the reason."""

    part: str
    """The part's name."""
    why: str
    """The reason."""


@dataclass(frozen=True, slots=True)
class Weight(Record):
    """A want and the claims that a single change of it alters in the base reading."""

    want: str
    """The want's id."""
    claims: tuple[str, ...]
    """Their names."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts(Record):
    """The answers to the other questions."""

    answers: Annotated[Mapping[str, Answer], Each(PARTS)]
    weights: tuple[Weight, ...]
    """Wants that the author's conclusions rest on, those of most conclusions first."""
    skipped: tuple[Skipped, ...]
    """Parts that were not computed."""


@dataclass(frozen=True, slots=True)
class Settings(Record):
    """The settings with which a game is examined. ``draws``, ``seed``: for the robustness of the status quo."""

    context: Context
    bound: int
    draws: int
    seed: int


Options = dict[str, Any]

_OPTIONS: Mapping[str, Callable[[Settings, Results], Options | None]] = {
    "change": lambda of, _: None if of.context.assessment.target is None else {"bound": of.bound},
    "responsibility": lambda of, _: (
        None if of.context.assessment.target is None else {"bound": of.bound, "over_readings": False}
    ),
    "together": lambda of, found: (
        {"concepts": of.context.concepts, "verdicts": found.get("check", ())} if of.context.assessment.claims else None
    ),
    "roads": lambda of, _: {"concepts": of.context.concepts},
    "inverse": lambda of, found: (
        None if (state := _nearest(found)) is None else {"state": str(state), "concepts": of.context.concepts[:1]}
    ),
    "tipping": lambda of, _: {"concepts": of.context.concepts, "claims": ()} if of.context.assessment.ranges else None,
    "robust": lambda of, _: {"concepts": of.context.concepts, "claims": (), "draws": of.draws, "rng": of.seed},
    "levers": lambda of, _: {"concepts": of.context.concepts},
    "views": lambda of, _: (
        {"concepts": of.context.concepts} if of.context.assessment.views and of.context.selection.view is None else None
    ),
    "coalitions": lambda of, _: {},
    "longrun": lambda of, _: {"concepts": of.context.concepts},
}
"""Question → its options; None if the case gives no reason for it. Claims, where they take long, are left out."""


def question_steps(of: Settings, names: Collection[str] = EVERY_PART) -> Iterator[PartStep]:
    """A step for each of some questions, in the order of ``EVERY_PART``, to run after ``check``."""
    why_not = _too_long(of.context.game.conflict)
    for name in (name for name in EVERY_PART if name in names):
        yield PartStep(
            name,
            where=partial(_has_reason, name, of),
            make=partial(_answer, name, of),
            too_long=why_not(name),
            needed=name in OWN,
        )


def _too_long(conflict: Conflict) -> Callable[[str], str]:
    """Why a part is not asked, "" if it is."""
    if not conflict.structure.listed:
        return lambda _: "it needs a list of the states, and there are too many"
    states = int(conflict.states.size)
    long = f"{states:,} states; on its own this question takes its time" if states > LARGE else ""
    return lambda name: "" if name in _QUICK else long


def _has_reason(name: str, of: Settings, results: Results) -> bool:
    return _OPTIONS[name](of, results) is not None


def _answer(name: str, of: Settings, results: Results) -> Answer:
    return run_to_end(put(name, of.context.game, **_OPTIONS[name](of, results) or {}))


def full_answer(name: str | Declaration, of: Assessment | Game | tuple[Assessment, ...], **options: Any) -> Answer:
    """The whole answer to a question; an interrupted one is discarded."""
    return run_to_end(ask_task(name, of, **options))


def answers_by_name(steps: PartSteps) -> dict[str, Answer]:
    """The answers known so far, by question."""
    return {name: steps.results[name] for name in EVERY_PART if name in steps.results}


def _nearest(results: Results) -> int | None:
    """The state with the target that the fewest moves lead to; None if there is none, or if the start is one."""
    goal = results["roads"].record.goal if "roads" in results else None
    moves = None if goal is None or goal.now else goal.ways["moves"]
    return moves[-1].after if moves else None


def weights_of(claims: Sequence[ClaimVerdict]) -> tuple[Weight, ...]:
    """The wants that the author's claims rest on; those of most claims first, then in the order of the claims."""
    claims_of: dict[str, dict[str, None]] = {}
    for claim in claims:
        if claim.of_the_author:
            for item in claim.rests_on:
                claims_of.setdefault(item.edit.want, {})[claim.id] = None
    ordered = sorted(claims_of.items(), key=lambda pair: -len(pair[1]))
    return tuple(Weight(want, tuple(names)) for want, names in ordered)
