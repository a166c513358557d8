"""A published conflict: what was printed, and whether it comes out when computed again.

States are told by ordered numbers too (from 1, by ascending code), which is how the literature prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from countermove.analysis.rankings.inverse import inverse_of
from countermove.assessment import load_conflict
from countermove.assessment.conflicts import JointImprovement, ProfileCount, PublishedConflict, Variance
from countermove.brief import Brief
from countermove.case.frame import Assumptions, Frame
from countermove.stability import coalition_improvements, solve

__all__ = ["PublishedRecord", "PublishedResult", "published_record"]


@dataclass(frozen=True, slots=True)
class PublishedResult(Brief):
    """``what``: "equilibria" (``concept``), "improvement" (``by``, ``start``: of these actors from that state) or
    "rankings" (``concept``, ``by``, ``start``: how many of the rankings of these actors make it an equilibrium).
    ``printed``, ``computed``: codes, or a single number."""

    what: str
    concept: str
    by: tuple[str, ...]
    start: int | None
    printed: tuple[int, ...]
    computed: tuple[int, ...]

    @property
    def comes_out(self) -> bool:
        """Whether what was printed is what is computed; an improvement, whether it is among those computed."""
        return set(self.printed) <= set(self.computed) if self.what == "improvement" else self.printed == self.computed


@dataclass(frozen=True, slots=True)
class PublishedRecord(Brief):
    """``states``: code → (ordered number, label), of those mentioned. ``differs``: where print and definition are known
    to differ. ``actors``: name → words."""

    frame: Frame
    title: str
    citation: tuple[str, ...]
    notes: tuple[str, ...]
    actors: Mapping[str, str]
    options: Mapping[str, str]
    feasible: int
    start: int
    results: tuple[PublishedResult, ...]
    differs: tuple[Variance, ...]
    states: Mapping[int, tuple[int, str]]


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
        states={code: (case.ordered(code), conflict.label(code)) for code in _mentioned(conflict.start, results)},
    )


def _equilibria(case: PublishedConflict) -> tuple[PublishedResult, ...]:
    printed = case.published.equilibria
    solved = solve(case.conflict, printed)
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
