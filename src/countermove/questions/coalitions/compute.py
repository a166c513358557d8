"""coalitions: who could break the stalemate together, or reach the target, and would it last.

The question looks at one state (by default the start) and for every coalition H of the actors, single actors included,
finds its coalition improvements (``analysis.departures``): states to which its members' moves lead and where all of
them gain. Under a concept of coalition stability (cnash, cgmr, csmr, cseq) an improvement that nothing deters makes the
state unstable. For each improvement:

* what every member gains: ranks before and after, and the want that decides;
* whether nothing deters it, concept by concept, or the countermoves that do;
* ``holds``: the individual concepts under which the state that it leads to is an equilibrium;
* whether the pact is itself stable: ``defecting``, the smaller coalitions of its own members (one actor alone too) that
  would improve on that state again; a pact without any is *self-enforcing* (for its members; as in coalition-proofness,
  Bernheim, Peleg & Whinston 1987, but looking one departure ahead);
* ``upset``: coalitions of any actors, up to the largest size examined, that would improve on it, CNash;
* ``outcomes``: where steps of single actors lead from there, by concept: the consequences of the pact.

H is *minimal* for an aim iff no smaller coalition within it has an improvement with that aim, whether it is deterred or
not: for ``leaving`` any improvement at all, for ``reaching`` one that satisfies the target's formula. ``able``: the
minimal coalitions whose moves alone could reach the target, whatever they want, each with the state of the target that
costs the fewest members a gain (then the one that changes the fewest options, then the lowest code), and who gains
there and who does not: what stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from countermove.context.context import game_context
from countermove.inquiry.reasons import reason
from countermove.questions.coalitions.over_readings import CoalitionOverReadings, CoalitionReadings, where
from countermove.questions.coalitions.pacts import Able, Coalition, Pact
from gmcr import COALITION_CONCEPTS, CONCEPTS, Conflict
from gmcr.analysis import Answer, Departures, Games
from gmcr.base.arguments import GivenNumber, as_names
from gmcr.base.errors import ModelError, SizeError
from gmcr.base.record import INTERNAL, Key, Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import Formula
from gmcr.stability import coalitions_of, concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Able", "Coalition", "CoalitionMap", "CoalitionOverReadings", "Pact", "coalitions"]

Members = tuple[str, ...]

MOST_PACTS = 1000
"""The largest number of improvements of one coalition that are examined one by one."""

MOST_READINGS = 1024
"""The largest number of readings that are examined."""


@dataclass(frozen=True, slots=True)
class CoalitionMap(Record):
    """What coalitions can do in one state."""

    alone: ClassVar[bool] = False
    """Every coalition is examined, those of a file among them."""
    state: int
    """The code of the state."""
    start: int | None
    """The start's code; null if the file has none."""
    concepts: Annotated[tuple[str, ...], INTERNAL]
    """The concepts of coalitional stability."""
    individual: Annotated[tuple[str, ...], INTERNAL]
    """The concepts for single actors."""
    largest: int
    """The largest number of members."""
    target: str | None
    """The target, a formula."""
    target_now: bool | None
    """Whether the state satisfies the target; null without one."""
    leaving: tuple[Members, ...]
    """Minimal coalitions that could leave the state to the gain of all their members."""
    reaching: tuple[Members, ...]
    """Minimal coalitions that could reach the target to the gain of all their members."""
    able: tuple[Able, ...]
    """Minimal coalitions whose moves alone could reach the target, willing or not."""
    coalitions: tuple[Coalition, ...]
    """All coalitions examined, small ones first."""
    complete: bool
    """Whether the computation ran to its end; otherwise coalitions or readings are missing."""
    readings: int
    """How many readings there are; 1 for a bare conflict."""
    gone_through: Annotated[int, Key("readings_gone_through")]
    """The number of readings, from the first, in which every coalition was examined; 0 if in none."""
    over_readings: tuple[CoalitionOverReadings, ...]
    """Coalitions that could leave the state in some reading, minimal or not."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    """Code → the options that are on (in graph form the label), for every state mentioned."""

    def gist(self) -> str:
        """Who could leave the state."""
        return f"{self.labels[self.state]} could be left by {'; '.join(map(' and '.join, self.leaving)) or 'nobody'}"


@task
def coalitions(
    of: Assessment | Conflict,
    *,
    coalition: str | Iterable[str] | None = None,
    state: int | str | None = None,
    to: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    concepts: str | Sequence[str] = COALITION_CONCEPTS,
    individual: str | Sequence[str] = CONCEPTS,
    largest: int | None = None,
    over_readings: bool = True,
    begins: bool = True,
) -> Task[CoalitionMap]:
    """What coalitions can do in a conflict, or in one game of an assessment; *to*: a formula to reach (default: the
    assessment's target).

    *coalition* ("A,B", or names): only this one. *state*: a code, a label or options, instead of the start.
    *over_readings*: who could leave it in every other reading too, where there are others and no more than
    ``MOST_READINGS``. ``begins``: whether the game's start is a status quo. Counts coalitions, then readings. Raises
    FormulaError, UnknownName, ModelError (no start, a formula where there are no options), SizeError.
    """
    context = game_context(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    conflict, assessment = context.conflict, context.assessment
    if state is None and not begins:
        raise ModelError("This game has no status quo: name the state that is to be left.", argument="state")
    text = context.target if to is None else to
    goal = None if text is None else context.of.formula(text)
    concepts = as_names(concepts, "concepts")
    if coalition is not None:
        groups: tuple[Members, ...] = (conflict.coalition(coalition),)
    else:
        groups = coalitions_of(conflict.actors, largest=largest)
    code = None if state is None else conflict.code(state)
    readings, factors = ((), ()) if assessment is None else (assessment.readings, tuple(assessment.questions.items()))
    examined = readings if over_readings and 1 < len(readings) <= MOST_READINGS else ()
    search = _CoalitionMapping(
        conflict,
        conflict.start if code is None else code,
        goal,
        concepts,
        tuple(item.name for item in concepts_named(individual)),
        len(conflict.actors) if largest is None else min(largest, len(conflict.actors)),
        context.games,
    )
    others = CoalitionReadings(
        [partial(context.elsewhere, reading=other) for other in examined], groups, code, goal, factors
    )

    def known(*, complete: bool = False) -> CoalitionMap:
        return search.record(text, others, len(readings) or 1, begins=begins, complete=complete)

    yield Progress(0, len(groups) + len(examined), known)
    for group in groups:  # before any is examined, which takes longest
        search.refuse(group)
    for part in (search.each(groups), others.each()):
        for _ in part:
            yield Progress(len(search.found) + others.done, len(groups) + len(examined), known)
    return known(complete=True)


def _test(conflict: Conflict, formula: Formula) -> Callable[[NDArray[np.int64]], NDArray[np.bool_]]:
    """Which states (codes) satisfy a formula."""
    met = where(conflict, formula)
    return lambda codes: met[conflict.structure.cells_of(codes)]


class _CoalitionMapping:
    def __init__(
        self,
        conflict: Conflict,
        state: int,
        goal: Formula | None,
        concepts: Sequence[str],
        individual: tuple[str, ...],
        largest: int,
        games: Games,
    ) -> None:
        self.conflict, self.state, self.individual, self.largest = conflict, state, individual, largest
        self.departures = Departures(conflict, concepts, arena=games.arena)
        self.play = games.play_of(conflict)
        self.met: Callable[[NDArray[np.int64]], NDArray[np.bool_]] | None = None
        if goal is not None:
            self.met = _test(conflict, goal)
        self.found: list[Coalition] = []
        self._after: dict[int, tuple[tuple[str, ...], tuple[Members, ...], dict[str, tuple[int, ...]]]] = {}

    def each(self, groups: Sequence[Members]) -> Iterator[None]:
        """Examine these coalitions, yielding after each."""
        for members in groups:
            self.found.append(self.coalition(members))
            yield

    def record(
        self, text: str | None, others: CoalitionReadings, readings: int, *, begins: bool, complete: bool
    ) -> CoalitionMap:
        """The results so far. *text*: the target as written; *readings*: the number of readings."""
        coalitions = tuple(self.found)
        able = self.able(item.members for item in coalitions)
        mentioned = {self.state, self.conflict.start, *(item.state for item in able)}
        for item in coalitions:
            for pact in item.pacts:
                mentioned |= {pact.state, *(code for ends in pact.outcomes.values() for code in ends)}
                mentioned |= {code for answer in pact.answers.values() for _, code in answer or ()}
        return CoalitionMap(
            state=self.state,
            start=self.conflict.start if begins else None,
            concepts=self.departures.concepts,
            individual=self.individual,
            largest=self.largest,
            target=text,
            target_now=self.meets(self.state),
            leaving=_minimal(item.members for item in coalitions if item.pacts),
            reaching=_minimal(item.members for item in coalitions if any(pact.target for pact in item.pacts)),
            able=able,
            coalitions=coalitions,
            complete=complete,
            readings=readings,
            gone_through=others.done,
            over_readings=others.rows(),
            labels={code: self.conflict.structure.label(code) for code in sorted(mentioned)},
        )

    def meets(self, code: int) -> bool | None:
        """Whether a state satisfies the target; None without one."""
        return None if self.met is None else bool(self.met(np.array([code], dtype=np.int64))[0])

    def able(self, groups: Iterable[Members]) -> tuple[Able, ...]:
        """Minimal coalitions whose moves could reach the target."""
        if self.met is None or self.meets(self.state):
            return ()
        minimal: list[Able] = []
        for group in groups:
            if any(set(item.members) < set(group) for item in minimal):
                continue
            codes = self.departures.reach(group, self.state)
            codes = codes[self.met(codes)]
            if codes.size:
                best = self._willing(group, codes)
                gains = tuple(reason(self.conflict, member, self.state, best) for member in group)
                minimal.append(Able(group, best, gains))
        return tuple(minimal)

    def _willing(self, group: Members, codes: NDArray[np.int64]) -> int:
        """The state that costs the fewest members a gain, then the one that changes the fewest options, then the lowest
        code."""
        structure = self.conflict.structure
        cells, here = structure.cells_of(codes), structure.cell(self.state)
        unwilling, changed = np.zeros(codes.size, dtype=np.int64), np.zeros(codes.size, dtype=np.int64)
        for member in group:
            ranks = self.conflict.cell_ranks[self.conflict.actor(member)]
            unwilling += ranks[cells] <= ranks[here]
        for bit in range(len(structure.options)):
            changed += (codes ^ self.state) >> bit & 1
        return int(codes[np.lexsort((codes, changed, unwilling))[0]])

    def refuse(self, members: Members) -> None:
        """Raise SizeError if a coalition has more improvements than are examined."""
        count = self.departures.improvements(self.state, members).size
        if count > MOST_PACTS:
            raise SizeError(
                f"{' and '.join(members)} have {count:,} improvements together, and each of more than {MOST_PACTS:,} is not "
                f"looked at. Ask for coalitions of {max(1, len(members) - 1)} at most or for a single one, or exclude "
                "impossible states with `never` rules.",
                argument="largest",
            )

    def coalition(self, members: Members) -> Coalition:
        departures = self.departures.of(self.state, members)
        pacts = [self.pact(members, item.target, item.lean, dict(item.answers)) for item in departures]
        stable = tuple(name for name in self.departures.concepts if not any(d.undeterred(name) for d in departures))
        return Coalition(members, stable, tuple(sorted(pacts, key=lambda pact: (not pact.lean, pact.state))))

    def pact(self, members: Members, code: int, lean: bool, answers: Mapping[str, Answer | None]) -> Pact:
        """A departure to a state."""
        holds, upset, outcomes = self.after(code)
        smaller = [group for group in coalitions_of(members) if group != members]
        return Pact(
            state=code,
            gains=tuple(reason(self.conflict, member, self.state, code) for member in members),
            lean=lean,
            answers=answers,
            target=self.meets(code),
            holds=holds,
            defecting=tuple(group for group in smaller if self.departures.improvements(code, group).size),
            upset=upset,
            outcomes=outcomes,
        )

    def after(self, code: int) -> tuple[tuple[str, ...], tuple[Members, ...], dict[str, tuple[int, ...]]]:
        """The concepts under which a state is an equilibrium, the coalitions that would upset it, and where single
        actors go from there."""
        if code not in self._after:
            cell, code_of = self.conflict.structure.cell(code), self.conflict.structure.code_of
            every = coalitions_of(self.conflict.actors, largest=self.largest)
            self._after[code] = (
                tuple(name for name in self.individual if self.play.stable(cell, name)),
                tuple(group for group in every if self.departures.improvements(code, group).size),
                {name: tuple(sorted(map(code_of, self.play.roads(cell, name).outcomes))) for name in self.individual},
            )
        return self._after[code]


def _minimal(groups: Iterable[Members]) -> tuple[Members, ...]:
    """The groups that contain no other; the input is sorted by size."""
    minimal: list[Members] = []
    for group in groups:
        if not any(set(smaller) < set(group) for smaller in minimal):
            minimal.append(group)
    return tuple(minimal)
