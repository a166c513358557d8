"""coalitions: who could break the stalemate together, or reach the target, and would it last.

From one state (the start unless another is named) every coalition H of the actors, single actors included, is asked for
its coalition improvements (``analysis.departures``): where its members' moves lead and all of them gain. Under a
concept of coalition stability (cnash, cgmr, csmr, cseq) an improvement that nothing deters makes the state unstable. For each
improvement:

* what every member gains: ranks before and after, and the want that decides;
* whether nothing deters it, concept by concept, or the countermoves that do;
* ``holds``: the individual concepts under which the state that it leads to is an equilibrium;
* whether the pact is itself stable: ``defecting``, the smaller coalitions of its own members (one actor alone too) that
  would improve on that state again; a pact without any is *self-enforcing* (for its members; as in coalition-proofness,
  Bernheim, Peleg & Whinston 1987, but looking one departure ahead);
* ``upset``: coalitions of any actors, up to the largest asked about, that would improve on it, CNash;
* ``outcomes``: where steps of single actors lead from there, by concept: what comes of the pact when it is done.

H is *minimal* for an aim iff no smaller coalition within it has an improvement with that aim, whether it is deterred or
not: for ``leaving`` any improvement at all, for ``reaching`` one that satisfies the target's formula. ``able``: the
minimal coalitions whose moves alone could reach the target, whatever they want, each with the state of the target that
costs the fewest members a gain (then the one that changes the fewest options, then the lowest code), and who gains
there and who does not: what stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.analysis import Arena, Games
from countermove.analysis.departures import Answer, Departure, Departures
from countermove.analysis.reasons import Reason, reason
from countermove.errors import ModelError, SizeError
from countermove.logic import Formula
from countermove.model import Conflict, OptionStructure, Want, want_truth
from countermove.questions.games import games_of
from countermove.stability import (
    COALITION_CONCEPTS,
    CONCEPTS,
    coalitions_of,
    concepts_named,
)
from countermove.stability.coalitions import coalition_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Able", "Coalition", "CoalitionMap", "CoalitionOverReadings", "Pact", "coalitions", "coalitions_in"]

Members = tuple[str, ...]

MOST_PACTS = 1000
"""Improvements of one coalition, at most, that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Pact:
    """One improvement of a coalition. ``gains``: one for each member. ``lean``: nothing in it is idle. ``answers``:
    coalition concept → the countermoves that deter it, None where nothing does. ``target``: whether it satisfies the
    target (None without one). For the rest see the module."""

    state: int
    gains: tuple[Reason, ...]
    lean: bool
    answers: Mapping[str, Answer | None]
    target: bool | None
    holds: tuple[str, ...]
    defecting: tuple[Members, ...]
    upset: tuple[Members, ...]
    outcomes: Mapping[str, tuple[int, ...]]

    @property
    def undeterred(self) -> tuple[str, ...]:
        """The coalition concepts under which nothing deters it."""
        return tuple(name for name, answer in self.answers.items() if answer is None)

    @property
    def self_enforcing(self) -> bool:
        """Whether no smaller coalition of its members would go on from there."""
        return not self.defecting


@dataclass(frozen=True, slots=True)
class Able:
    """A coalition whose moves could reach the target, the state where the most of its members gain, and what each makes
    of it."""

    members: Members
    state: int
    gains: tuple[Reason, ...]

    @property
    def unwilling(self) -> tuple[str, ...]:
        """The members that do not gain."""
        return tuple(found.actor for found in self.gains if found.sign <= 0)


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionOverReadings:
    """One coalition in every reading: int8 (readings,), 1 where it has an improvement (``leaves``), and one with the
    target (``reaches``), else 0."""

    members: Members
    leaves: NDArray[np.int8]
    reaches: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Coalition:
    """``stable``: the coalition concepts under which the state is stable for it. ``pacts``: its improvements, lean ones
    first, by code."""

    members: Members
    stable: tuple[str, ...]
    pacts: tuple[Pact, ...]


@dataclass(frozen=True, slots=True)
class CoalitionMap:
    """``largest``: members at most; ``target``: the formula as written, None without one. ``coalitions``: all that were
    asked about, small ones first. ``leaving``, ``reaching``: the minimal ones that leave the state, and that reach the
    target (which ``target_now`` says holds already); ``able``: see the module. ``over_readings``: coalitions that have
    an improvement in some reading, minimal or not; empty unless asked for. ``complete``: False where an interrupt left
    coalitions out. ``labels``: code → the options that are on,
    for every state mentioned."""

    state: int
    start: int
    concepts: tuple[str, ...]
    individual: tuple[str, ...]
    largest: int
    target: str | None
    target_now: bool | None
    coalitions: tuple[Coalition, ...]
    leaving: tuple[Members, ...]
    reaching: tuple[Members, ...]
    able: tuple[Able, ...]
    over_readings: tuple[CoalitionOverReadings, ...]
    complete: bool
    labels: Mapping[int, str]


def coalitions(
    assessment: Assessment,
    *,
    coalition: str | Iterable[str] | None = None,
    state: int | None = None,
    to: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, object] | None = None,
    concepts: Sequence[str] = COALITION_CONCEPTS,
    individual: Sequence[str] = CONCEPTS,
    largest: int | None = None,
    over_readings: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> CoalitionMap:
    """What coalitions can do in one game of an assessment; *to*: a formula to reach (default: the assessment's target).

    *coalition* ("A,B", or names): only this one. *state*: a code, instead of the start. *over_readings*: who could
    leave it in every other reading too. ``progress`` is told how many coalitions of how many are done; an interrupt ends it
    with those. Raises FormulaError, UnknownName, ModelError, SizeError.
    """
    conflict = assessment.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)  # type: ignore[arg-type]
    text = assessment.document.target if to is None else to
    goal = None if text is None else assessment.formula(text)
    found = coalitions_in(
        conflict,
        coalition=coalition,
        state=state,
        goal=goal,
        text=text,
        concepts=concepts,
        individual=individual,
        largest=largest,
        games=games_of(assessment),
        progress=progress,
    )
    if not over_readings or not found.complete:
        return found
    games = [
        assessment.conflict(reading=other, scenario=scenario, view=view, drivers=drivers)  # type: ignore[arg-type]
        for other in assessment.readings
    ]
    groups = [item.members for item in found.coalitions]
    return replace(found, over_readings=_over_readings(games, groups, state, goal))


def _over_readings(
    games: Sequence[Conflict], groups: Sequence[Members], state: int | None, goal: Formula | None
) -> tuple[CoalitionOverReadings, ...]:
    leaves = np.zeros((len(groups), len(games)), dtype=np.int8)
    reaches = np.zeros_like(leaves)
    arena = Arena(games[0].structure)
    known = Departures(games[0], (), arena=arena)  # what coalitions can reach is the same in all games
    for column, game in enumerate(games):
        met = None if goal is None else _where(game, goal)
        origin = game.start if state is None else state
        here = game.structure.cell(origin)
        for row, group in enumerate(groups):
            cells = game.structure.cells_of(known.reach(group, origin))
            for member in group:
                ranks = game.cell_ranks[game.actor(member)]
                cells = cells[ranks[cells] > ranks[here]]
            leaves[row, column] = cells.size > 0
            reaches[row, column] = met is not None and bool(met[cells].any())
    return tuple(
        CoalitionOverReadings(group, leaves[k], reaches[k]) for k, group in enumerate(groups) if leaves[k].any()
    )


def _where(conflict: Conflict, formula: Formula) -> NDArray[np.bool_]:
    """Truth of a formula in every cell."""
    structure = conflict.structure
    assert isinstance(structure, OptionStructure)
    shape = structure.space.shape
    met = np.broadcast_to(want_truth(Want(formula), structure.space.columns, conflict.drivers), shape).reshape(-1)
    return met.astype(np.bool_)


def _test(conflict: Conflict, formula: Formula) -> Callable[[NDArray[np.int64]], NDArray[np.bool_]]:
    """Which states (codes) satisfy a formula."""
    met = _where(conflict, formula)
    return lambda codes: met[conflict.structure.cells_of(codes)]


def coalitions_in(
    conflict: Conflict,
    *,
    coalition: str | Iterable[str] | None = None,
    state: int | str | None = None,
    goal: Formula | None = None,
    text: str | None = None,
    concepts: Sequence[str] = COALITION_CONCEPTS,
    individual: Sequence[str] = CONCEPTS,
    largest: int | None = None,
    games: Games | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CoalitionMap:
    """The same for a conflict; *state* may be a label. *goal*: a resolved formula (option form only). Raises
    UnknownName, ModelError, SizeError."""
    if goal is not None and not isinstance(conflict.structure, OptionStructure):
        raise ModelError("A conflict in graph form has no options, so no formula can say what to reach.")
    if largest is not None and largest < 1:
        raise ModelError(f"Coalitions of at most {largest} actors: there are none; give 1 or more.")
    if coalition is not None:
        asked: tuple[Members, ...] = (coalition_named(conflict, coalition),)
    else:
        asked = coalitions_of(conflict.actors, largest=largest)
    code = conflict.start if state is None else conflict.code(state)
    names = tuple(item.name for item in concepts_named(individual))
    most = len(conflict.actors) if largest is None else min(largest, len(conflict.actors))
    return _Map(conflict, code, goal, concepts, names, most, games or Games(conflict.structure)).record(
        asked, text, progress
    )


class _Map:
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
        self._after: dict[int, tuple[tuple[str, ...], tuple[Members, ...], dict[str, tuple[int, ...]]]] = {}

    def each(
        self, asked: tuple[Members, ...], progress: Callable[[int, int], None] | None
    ) -> tuple[tuple[Coalition, ...], bool]:
        """The coalitions, and whether an interrupt left some out."""
        found: list[Coalition] = []
        try:
            for members in asked:
                found.append(self.coalition(members))
                if progress is not None:
                    progress(len(found), len(asked))
        except KeyboardInterrupt:
            return tuple(found), False
        return tuple(found), True

    def record(
        self, asked: tuple[Members, ...], text: str | None, progress: Callable[[int, int], None] | None = None
    ) -> CoalitionMap:
        found, complete = self.each(asked, progress)
        able = self.able(asked)
        mentioned = {self.state, self.conflict.start, *(item.state for item in able)}
        for item in found:
            for pact in item.pacts:
                mentioned |= {pact.state, *(code for ends in pact.outcomes.values() for code in ends)}
                mentioned |= {code for answer in pact.answers.values() for _, code in answer or ()}
        return CoalitionMap(
            state=self.state,
            start=self.conflict.start,
            concepts=self.departures.concepts,
            individual=self.individual,
            largest=self.largest,
            target=text,
            target_now=self.meets(self.state),
            coalitions=found,
            leaving=_minimal(item.members for item in found if item.pacts),
            reaching=_minimal(item.members for item in found if any(pact.target for pact in item.pacts)),
            able=able,
            over_readings=(),
            complete=complete,
            labels={code: self.conflict.structure.label(code) for code in sorted(mentioned)},
        )

    def meets(self, code: int) -> bool | None:
        """Whether a state satisfies the target; None without one."""
        return None if self.met is None else bool(self.met(np.array([code], dtype=np.int64))[0])

    def able(self, asked: tuple[Members, ...]) -> tuple[Able, ...]:
        """Minimal coalitions whose moves could reach the target."""
        if self.met is None or self.meets(self.state):
            return ()
        found: list[Able] = []
        for group in asked:
            if any(set(item.members) < set(group) for item in found):
                continue
            codes = self.departures.reach(group, self.state)
            codes = codes[self.met(codes)]
            if codes.size:
                best = self._willing(group, codes)
                gains = tuple(reason(self.conflict, member, self.state, best) for member in group)
                found.append(Able(group, best, gains))
        return tuple(found)

    def _willing(self, group: Members, codes: NDArray[np.int64]) -> int:
        """The state that costs the fewest members a gain, then the one that changes the fewest options, then the first."""
        structure = self.conflict.structure
        cells, here = structure.cells_of(codes), structure.cell(self.state)
        unwilling, changed = np.zeros(codes.size, dtype=np.int64), np.zeros(codes.size, dtype=np.int64)
        for member in group:
            ranks = self.conflict.cell_ranks[self.conflict.actor(member)]
            unwilling += ranks[cells] <= ranks[here]
        for bit in range(len(structure.options)):
            changed += (codes ^ self.state) >> bit & 1
        return int(codes[np.lexsort((codes, changed, unwilling))[0]])

    def coalition(self, members: Members) -> Coalition:
        count = self.departures.improvements(self.state, members).size
        if count > MOST_PACTS:
            raise SizeError(
                f"{' and '.join(members)} have {count:,} improvements together, and each of more than {MOST_PACTS:,} is not "
                f"looked at. Ask for smaller coalitions (--largest {max(1, len(members) - 1)}) or for one (--coalition A,B), "
                "or exclude what cannot be with `never` rules."
            )
        found = self.departures.of(self.state, members)
        pacts = [self.pact(members, departure) for departure in found]
        stable = tuple(name for name in self.departures.concepts if not any(d.undeterred(name) for d in found))
        return Coalition(members, stable, tuple(sorted(pacts, key=lambda pact: (not pact.lean, pact.state))))

    def pact(self, members: Members, departure: Departure) -> Pact:
        code = departure.target
        holds, upset, outcomes = self.after(code)
        smaller = [group for group in coalitions_of(members) if group != members]
        return Pact(
            state=code,
            gains=tuple(reason(self.conflict, member, self.state, code) for member in members),
            lean=departure.lean,
            answers=dict(departure.answers),
            target=self.meets(code),
            holds=holds,
            defecting=tuple(group for group in smaller if self.departures.improvements(code, group).size),
            upset=upset,
            outcomes=outcomes,
        )

    def after(self, code: int) -> tuple[tuple[str, ...], tuple[Members, ...], dict[str, tuple[int, ...]]]:
        """Where it is an equilibrium, who would upset it, and where single actors go from there."""
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
    """Those without another one inside; they come small ones first."""
    found: list[Members] = []
    for group in groups:
        if not any(set(smaller) < set(group) for smaller in found):
            found.append(group)
    return tuple(found)
