"""A published conflict: its printed results, and whether they are reproduced.

States also have ordered numbers (from 1, by ascending code), as the literature prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from countermove.assessment import load_conflict
from countermove.assessment.conflicts import JointImprovement, ProfileCount, PublishedConflict, Variance, conflict_cases
from countermove.context.frame import Assumptions, Frame
from gmcr import coalition_improvements, inverse_of, solve
from gmcr.base.record import INTERNAL, NULL_IF_EMPTY, Key, derived
from gmcr.base.summary import Record

__all__ = ["NumberedState", "PublishedRecord", "PublishedResult", "published_in", "published_record"]


@dataclass(frozen=True, slots=True)
class PublishedResult(Record):
    """A published result."""

    what: Literal["equilibria", "improvement", "rankings"]
    """Equilibria; a state to which actors can improve together; how many rankings make a state an equilibrium."""
    concept: Annotated[str, NULL_IF_EMPTY]
    """The concept; null for an improvement."""
    by: tuple[str, ...]
    """The actors that improve, or whose rankings vary."""
    start: Annotated[int | None, Key("state")]
    """The code of the state from which actors improve, or that is to be an equilibrium."""
    printed: tuple[int, ...]
    """The printed result: codes, or one number."""
    computed: tuple[int, ...]
    """The computed result; for an improvement, all that there are."""

    @derived
    def comes_out(self) -> bool:
        """Whether the printed result is the computed one; for an improvement, whether it is among those computed."""
        return set(self.printed) <= set(self.computed) if self.what == "improvement" else self.printed == self.computed


class NumberedState(NamedTuple):
    """A state."""

    code: int
    """Its code: the sum of 2^k over the options that are on."""
    ordered: int
    """Its number in the literature: from 1, by ascending code."""
    label: str
    """The options that are on; in graph form its name."""


@dataclass(frozen=True, slots=True)
class PublishedRecord(Record):
    """A published conflict with its results recomputed."""

    frame: Annotated[Frame, INTERNAL]
    title: str
    """Its subject."""
    citation: tuple[str, ...]
    """Its sources."""
    notes: tuple[str, ...]
    """Notes on it."""
    actors: Mapping[str, str]
    """Actor: its name in words."""
    options: Mapping[str, str]
    """Option: its meaning."""
    feasible: int
    """The number of feasible states."""
    start: int
    """The status quo, by its code: the sum of 2^k over the options that are on."""
    results: tuple[PublishedResult, ...]
    """The published results."""
    differs: tuple[Variance, ...]
    """Known differences between print and definition."""
    states: Annotated[Mapping[int, NumberedState], INTERNAL]
    """The states that are mentioned, by code."""

    @derived
    def mentioned(self) -> Annotated[tuple[NumberedState, ...], Key("states")]:
        """Every state mentioned."""
        return tuple(self.states.values())


def published_record(name: str) -> PublishedRecord:
    """A bundled published conflict with its results recomputed. Raises AssessmentError."""
    case = load_conflict(name)
    conflict = case.conflict
    results = (
        *_equilibria(case),
        *(_improvement(case, item) for item in case.published.improvements),
        *(_rankings(case, item) for item in case.published.inverse),
    )
    return PublishedRecord(
        frame=Frame(case.name, case.digest, Assumptions(reading={}, concepts=tuple(case.published.equilibria))),
        title=case.title,
        citation=case.citation,
        notes=case.notes,
        actors={actor: case.titles.get(actor, actor) for actor in conflict.actors},
        options={act: case.titles.get(act, "") for act in conflict.structure.switches},
        feasible=int(conflict.states.size),
        start=conflict.start,
        results=results,
        differs=case.differs,
        states={
            code: NumberedState(code, case.ordered(code), conflict.label(code))
            for code in _mentioned(conflict.start, results)
        },
    )


def published_in(case: str) -> PublishedRecord | None:
    """The published record for a name that a person typed; None if it is no conflict file. Raises AssessmentError."""
    path = Path(case)
    known = path.suffix in (".yaml", ".yml") if path.is_file() else case in {item.name for item in conflict_cases()}
    return published_record(case) if known else None


def _equilibria(case: PublishedConflict) -> tuple[PublishedResult, ...]:
    printed = case.published.equilibria
    solved = solve(case.conflict, concepts=printed)
    return tuple(
        PublishedResult("equilibria", name, (), None, codes, tuple(solved.equilibria(name).tolist()))
        for name, codes in printed.items()
    )


def _improvement(case: PublishedConflict, item: JointImprovement) -> PublishedResult:
    states = coalition_improvements(case.conflict, item.start, coalition=item.by)
    return PublishedResult("improvement", "", item.by, item.start, (item.end,), tuple(states.tolist()))


def _rankings(case: PublishedConflict, item: ProfileCount) -> PublishedResult:
    inverse = inverse_of(case.conflict, item.state, vary=item.vary, concept=item.concept)
    computed = () if inverse.count is None else (inverse.count,)
    return PublishedResult("rankings", item.concept, item.vary, item.state, (item.profiles,), computed)


def _mentioned(start: int, results: Iterable[PublishedResult]) -> list[int]:
    codes = {start}
    for result in results:
        codes |= {result.start} if result.start is not None else set()
        codes |= {*result.printed, *result.computed} if result.what != "rankings" else set()
    return sorted(codes)
