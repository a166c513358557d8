"""A published conflict: what was printed, and whether it comes out when computed again.

States are told by ordered numbers too (from 1, by ascending code), which is how the literature prints them.
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
    """A result that was published."""

    what: Literal["equilibria", "improvement", "rankings"]
    """Equilibria; a state to which actors can improve together; how many rankings make a state hold."""
    concept: Annotated[str, NULL_IF_EMPTY]
    """The concept; null for an improvement."""
    by: tuple[str, ...]
    """The actors that improve, or whose rankings vary."""
    start: Annotated[int | None, Key("state")]
    """From this state, or of this state: its code."""
    printed: tuple[int, ...]
    """What was printed: codes, or one number."""
    computed: tuple[int, ...]
    """What is computed; of improvements, all there are."""

    @derived
    def comes_out(self) -> bool:
        """Whether what was printed is what is computed; an improvement, whether it is among those computed."""
        return set(self.printed) <= set(self.computed) if self.what == "improvement" else self.printed == self.computed


class NumberedState(NamedTuple):
    """A state."""

    code: int
    """Its code: the sum of 2^k over the options that are on."""
    ordered: int
    """Its number in the literature: from 1, by ascending code."""
    label: str
    """The options that are on, or in graph form its name."""


@dataclass(frozen=True, slots=True)
class PublishedRecord(Record):
    """A published conflict, its results computed again."""

    frame: Annotated[Frame, INTERNAL]
    title: str
    """What it is about."""
    citation: tuple[str, ...]
    """Where it comes from."""
    notes: tuple[str, ...]
    """What to know."""
    actors: Mapping[str, str]
    """Actor: in words."""
    options: Mapping[str, str]
    """Option: what it is."""
    feasible: int
    """How many states are feasible."""
    start: int
    """The status quo, by its code: the sum of 2^k over the options that are on."""
    results: tuple[PublishedResult, ...]
    """What was published."""
    differs: tuple[Variance, ...]
    """Where print and definition are known to differ."""
    states: Annotated[Mapping[int, NumberedState], INTERNAL]
    """Those that are mentioned, by code."""

    @derived
    def mentioned(self) -> Annotated[tuple[NumberedState, ...], Key("states")]:
        """Every state mentioned."""
        return tuple(self.states.values())


def published_record(name: str) -> PublishedRecord:
    """A bundled published conflict, its results computed again. Raises AssessmentError."""
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
    """The same for whatever a person names; None where it is no conflict file. Raises AssessmentError."""
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
    found = coalition_improvements(case.conflict, item.start, coalition=item.by)
    return PublishedResult("improvement", "", item.by, item.start, (item.end,), tuple(found.tolist()))


def _rankings(case: PublishedConflict, item: ProfileCount) -> PublishedResult:
    found = inverse_of(case.conflict, item.state, vary=item.vary, concept=item.concept)
    computed = () if found.count is None else (found.count,)
    return PublishedResult("rankings", item.concept, item.vary, item.state, (item.profiles,), computed)


def _mentioned(start: int, results: Iterable[PublishedResult]) -> list[int]:
    codes = {start}
    for result in results:
        codes |= {result.start} if result.start is not None else set()
        codes |= {*result.printed, *result.computed} if result.what != "rankings" else set()
    return sorted(codes)
