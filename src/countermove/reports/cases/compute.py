"""cases: what comes with the program: assessments, published conflicts, and the 78 games of two actors.

A published conflict: its printed results, and whether they are reproduced.

States also have ordered numbers (from 1, by ascending code), as the literature prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, cast

from countermove.assessment import ConflictCase, Game2x2, cases, game_2x2, games_2x2, is_2x2, load, load_conflict
from countermove.assessment.bundle import conflict_names
from countermove.assessment.conflict_games import SIMULTANEOUS
from countermove.assessment.conflicts import JointImprovement, ProfileCount, PublishedConflict, Variance, conflict_cases
from countermove.context.frame import Assumptions, Frame
from gmcr import CONCEPTS, Conflict, Stability, Verdicts, coalition_improvements, inverse_of, solve, solve_sim
from gmcr.base.errors import UnknownName
from gmcr.base.record import INTERNAL, NULL_IF_EMPTY, Key, Record, derived

__all__ = [
    "CaseLine",
    "CasesRecord",
    "ClaimLine",
    "ConflictLine",
    "GameLine",
    "GamesRecord",
    "NumberedState",
    "PublishedRecord",
    "PublishedResult",
    "computed_sets",
    "list_cases",
    "list_games",
    "published_in",
    "published_record",
    "show_case",
]


Solved = Stability | Verdicts


@dataclass(frozen=True, slots=True)
class PublishedResult(Record):
    """A published result."""

    what: Literal["equilibria", "stable", "count", "improvement", "rankings"]
    """Equilibria; the states that are stable for an actor; how many equilibria there are; a state to which actors can
    improve together; how many rankings make a state an equilibrium."""
    concept: Annotated[str, NULL_IF_EMPTY]
    """The concept; null for an improvement."""
    by: tuple[str, ...]
    """The actor for whom states are stable, the actors that improve, or those whose rankings vary."""
    start: Annotated[int | None, Key("state")]
    """The code of the state from which actors improve, or that is to be an equilibrium."""
    printed: tuple[int, ...]
    """The printed result: codes, or one number."""
    computed: tuple[int, ...]
    """The computed result; for an improvement, all that there are."""
    cells: int = 1
    """The number of printed cells: a state each, that is in the set or not; 1 for a number or an improvement."""
    errata: tuple[int, ...] = ()
    """The states whose cells the file names as errata, by code."""

    @derived
    def reproduced(self) -> int:
        """The number of printed cells that are computed likewise."""
        if self.what in ("equilibria", "stable"):
            return self.cells - len({*self.printed} ^ {*self.computed})
        return int({*self.printed} <= {*self.computed} if self.what == "improvement" else self.printed == self.computed)

    @derived
    def comes_out(self) -> bool:
        """Whether every printed cell is computed likewise, those apart that the file names as errata."""
        return self.reproduced == self.cells - len(self.errata) and {*self.errata} <= {*self.printed} ^ {*self.computed}


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
    read: tuple[str, ...]
    """Where the numbers were read, if not there."""
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

    @derived
    def cells(self) -> int:
        """The number of printed cells, with the numbers that the file names as errata."""
        return sum(item.cells for item in self.results) + self._numbers

    @derived
    def reproduced(self) -> int:
        """The number of printed cells that are computed likewise."""
        return sum(item.reproduced for item in self.results)

    @derived
    def errata(self) -> int:
        """The number of printed cells that the file names as errata."""
        return sum(len(item.errata) for item in self.results) + self._numbers

    @property
    def _numbers(self) -> int:
        return sum(item.cells is None for item in self.differs)


def published_record(name: str) -> PublishedRecord:
    """A bundled published conflict with its results recomputed. Raises AssessmentError."""
    case = load_conflict(name)
    conflict = case.conflict
    results = (
        *_sets(case),
        *(_improvement(case, item) for item in case.published.improvements),
        *(_rankings(case, item) for item in case.published.inverse),
    )
    named = {item.concept for item in results}
    return PublishedRecord(
        frame=Frame(case.name, case.digest, Assumptions(reading={}, concepts=tuple(c for c in CONCEPTS if c in named))),
        title=case.title,
        citation=case.citation,
        read=case.read,
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
    known = path.suffix in (".yaml", ".yml") if path.is_file() else case in conflict_names()
    return published_record(case) if known else None


def computed_sets(conflict: Conflict, concepts: Iterable[str]) -> Mapping[str, Solved]:
    """Concept → verdicts, for the five concepts and those of simultaneous sanctioning."""
    wanted = dict.fromkeys(concepts)
    forms = {"sim": "every", "seq_or_sim": "tableau"}
    solved = solve(conflict, concepts=[name for name in wanted if name not in forms]) if {*wanted} - {*forms} else None
    return {
        name: solve_sim(conflict, form=forms[name]) if name in forms else cast("Stability", solved) for name in wanted
    }


def _sets(case: PublishedConflict) -> Iterator[PublishedResult]:
    """Equilibria, stable states and numbers of equilibria, in the order of the file."""
    printed, size = case.published, int(case.conflict.states.size)
    tables = [("", printed.equilibria), *printed.stable.items()]
    concepts = [*(name for _, table in tables for name in table), *printed.counts]
    verdicts = computed_sets(case.conflict, concepts)
    wrong = {(item.actor, item.concept): item.states for item in printed.errata if item is not None}
    for actor, table in tables:
        for name, codes in table.items():
            computed = _codes(verdicts[name], name, case.conflict, actor)
            errata = wrong.get((actor, name), ())
            kind: Literal["stable", "equilibria"] = "stable" if actor else "equilibria"
            yield PublishedResult(kind, name, (actor,) if actor else (), None, codes, computed, size, errata)
    for name, number in printed.counts.items():
        computed = _codes(verdicts[name], name, case.conflict, "")
        yield PublishedResult("count", name, (), None, (number,), (len(computed),))


def _codes(verdicts: Solved, concept: str, conflict: Conflict, actor: str) -> tuple[int, ...]:
    """The equilibria, or what is stable for an actor."""
    name = "sim" if concept in SIMULTANEOUS else concept
    return tuple((conflict.states[verdicts.stable(name, actor)] if actor else verdicts.equilibria(name)).tolist())


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
        codes |= {*result.printed, *result.computed} if result.what not in ("rankings", "count") else set()
    return sorted(codes)


class ClaimLine(NamedTuple):
    """A claim in words."""

    id: str
    """Its name."""
    says: str
    """What it says."""


@dataclass(frozen=True, slots=True)
class CaseLine(Record):
    """A bundled case in numbers."""

    name: str
    """Its name on the command line."""
    title: str
    """The question that it answers."""
    digest: str
    """SHA-256 of its text."""
    actors: tuple[str, ...]
    """Its actors, in words."""
    options: int
    """The number of its options."""
    readings: int
    """The number of readings that its open questions make."""
    claims: tuple[ClaimLine, ...]
    """Its claims."""


@dataclass(frozen=True, slots=True)
class ConflictLine(Record):
    """A published conflict."""

    name: str
    """Its name on the command line."""
    title: str
    """Its subject."""
    citation: tuple[str, ...]
    """Its sources."""
    actors: tuple[str, ...]
    """Its actors, in words."""
    options: int
    """The number of its options; 0 in graph form."""
    states: int
    """The number of feasible states."""


@dataclass(frozen=True, slots=True)
class GameLine(Record):
    """A game of two (code 0: both play the first strategy; 1: Row the second; 2: Column the second; 3: both)."""

    id: str
    """Its id: the ranks of Row, then of Column."""
    name: Annotated[str, NULL_IF_EMPTY]
    """Its classic name."""
    symmetric: bool
    """Whether both players are in the same situation."""
    row: tuple[int, ...]
    """Row's ranks of the outcomes 0 to 3, from 1 (worst) to 4."""
    column: tuple[int, ...]
    """Column's ranks of the outcomes."""
    equilibria: Mapping[str, tuple[int, ...]]
    """Concept: the codes of its equilibria, ascending."""


@dataclass(frozen=True, slots=True)
class CasesRecord(Record):
    """The bundled cases and conflicts."""

    cases: tuple[CaseLine, ...]
    """Assessments, by name."""
    conflicts: tuple[ConflictLine, ...]
    """Published conflicts, by name."""
    games: int
    """The number of 2x2 games (cases --games); 0 if only one case was asked for."""


@dataclass(frozen=True, slots=True)
class GamesRecord(Record):
    """Strict ordinal 2x2 games."""

    games: tuple[GameLine, ...]
    """The games, by id."""


def list_cases() -> CasesRecord:
    """Everything that is bundled."""
    return CasesRecord(
        cases=tuple(_case(case.name, case.title) for case in cases()),
        conflicts=tuple(map(_conflict, conflict_cases())),
        games=len(games_2x2()),
    )


def list_games() -> GamesRecord:
    """The 78 strict ordinal 2×2 games."""
    return GamesRecord(tuple(map(_game, games_2x2())))


def show_case(name: str) -> CasesRecord | GamesRecord | PublishedRecord:
    """One bundled case, a published conflict (with its results recomputed), or a 2×2 game by id or classic name. Raises
    UnknownName."""
    known = {case.name: case.title for case in cases()}
    published = conflict_names()
    if name in known:
        return CasesRecord((_case(name, known[name]),), (), 0)
    if name in published:
        return published_record(name)
    if is_2x2(name):
        return GamesRecord((_game(game_2x2(name)),))
    raise UnknownName("bundled case", name, [*known, *published])


def _case(name: str, title: str) -> CaseLine:
    assessment = load(name)
    return CaseLine(
        name=name,
        title=title,
        digest=assessment.digest,
        actors=tuple(record.name or actor for actor, record in assessment.document.actors.items()),
        options=len(assessment.form.acts),
        readings=prod(map(len, assessment.questions.values())),
        claims=tuple(ClaimLine(name, claim.says) for name, claim in assessment.claims.items()),
    )


def _conflict(case: ConflictCase) -> ConflictLine:
    made: PublishedConflict = load_conflict(case.name)
    return ConflictLine(
        name=case.name,
        title=case.title,
        citation=case.citation,
        actors=tuple(made.titles.get(actor, actor) for actor in made.conflict.actors),
        options=len(made.conflict.options),
        states=int(made.conflict.states.size),
    )


def _game(game: Game2x2) -> GameLine:
    solved = solve(game.conflict())
    equilibria = {name: tuple(solved.equilibria(name).tolist()) for name in CONCEPTS}
    return GameLine(game.id, game.name, game.symmetric, game.row, game.column, equilibria)
