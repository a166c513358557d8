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
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.analysis import Games
from countermove.analysis.reasons import reason
from countermove.analysis.roads.departures import Departure, Departures
from countermove.brief import Brief
from countermove.case.games import chosen_game, games_of
from countermove.errors import ModelError, SizeError
from countermove.logic import Formula
from countermove.logic.given import names_given
from countermove.model import Conflict, OptionStructure
from countermove.questions.coalitions.over_readings import CoalitionOverReadings, over_readings_of, where
from countermove.questions.coalitions.pacts import Able, Coalition, Pact
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
class CoalitionMap(Brief):
    """``largest``: members at most; ``target``: the formula as written, None without one. ``coalitions``: all that were
    asked about, small ones first. ``leaving``, ``reaching``: the minimal ones that leave the state, and that reach the
    target (which ``target_now`` says holds already); ``able``: see the module. ``readings``: how many were gone through (0
    unless asked for); ``over_readings``: coalitions that have an improvement in some of these, minimal or not.
    ``complete``: False where an interrupt left coalitions or readings out: then all is about those that are there.
    ``labels``: code → the options that are on, for every state mentioned."""

    state: int
    start: int | None
    concepts: tuple[str, ...]
    individual: tuple[str, ...]
    largest: int
    target: str | None
    target_now: bool | None
    coalitions: tuple[Coalition, ...]
    leaving: tuple[Members, ...]
    reaching: tuple[Members, ...]
    able: tuple[Able, ...]
    readings: int
    over_readings: tuple[CoalitionOverReadings, ...]
    complete: bool
    labels: Mapping[int, str]

    def gist(self) -> str:
        """Who could leave the state."""
        return f"{self.labels[self.state]} could be left by {'; '.join(map(' and '.join, self.leaving)) or 'nobody'}"


def coalitions(
    of: Assessment | Conflict,
    *,
    coalition: str | Iterable[str] | None = None,
    state: int | str | None = None,
    to: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, object] | None = None,
    concepts: str | Sequence[str] = COALITION_CONCEPTS,
    individual: str | Sequence[str] = CONCEPTS,
    largest: int | None = None,
    over_readings: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> CoalitionMap:
    """What coalitions can do in a conflict, or in one game of an assessment; *to*: a formula to reach (default: the
    assessment's target).

    *coalition* ("A,B", or names): only this one. *state*: a code, a label or options, instead of the start.
    *over_readings*: who could leave it in every other reading too. ``progress`` is told how many coalitions, and then
    readings, are done, of how many; an interrupt ends it with those. Raises FormulaError, UnknownName, ModelError, SizeError.
    """
    conflict = chosen_game(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    state = None if state is None else conflict.code(state)
    text = of.document.target if to is None and not isinstance(of, Conflict) else to
    goal = None if text is None else of.formula(text)
    found = coalitions_in(
        conflict,
        coalition=coalition,
        state=state,
        goal=goal,
        text=text,
        concepts=concepts,
        individual=individual,
        largest=largest,
        games=games_of(of),
        progress=progress,
    )
    if not over_readings or not found.complete or isinstance(of, Conflict):
        return found

    def game(other: Mapping[str, str]) -> Conflict:
        return chosen_game(of, reading=other, scenario=scenario, view=view, drivers=drivers)

    readings, groups = of.readings, [item.members for item in found.coalitions]

    def told(done: int) -> None:
        if progress is not None:
            progress(len(groups) + done, len(groups) + len(readings))

    games = [partial(game, other) for other in readings]
    rows, done = over_readings_of(games, groups, state, goal, told)
    return replace(found, over_readings=rows, readings=done, complete=done == len(readings))


def _test(conflict: Conflict, formula: Formula) -> Callable[[NDArray[np.int64]], NDArray[np.bool_]]:
    """Which states (codes) satisfy a formula."""
    met = where(conflict, formula)
    return lambda codes: met[conflict.structure.cells_of(codes)]


def coalitions_in(
    conflict: Conflict,
    *,
    coalition: str | Iterable[str] | None = None,
    state: int | str | None = None,
    goal: Formula | None = None,
    text: str | None = None,
    concepts: str | Sequence[str] = COALITION_CONCEPTS,
    individual: str | Sequence[str] = CONCEPTS,
    largest: int | None = None,
    games: Games | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CoalitionMap:
    """The same for a conflict; *state* may be a label. *goal*: a resolved formula (option form only). Raises
    UnknownName, ModelError, SizeError."""
    if goal is not None and not isinstance(conflict.structure, OptionStructure):
        raise ModelError("A conflict in graph form has no options, so no formula can say what to reach.")
    concepts = names_given(concepts, "concepts")
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
            for members in asked:  # before any is looked at, which takes longest
                self.refuse(members)
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
        able = self.able(item.members for item in found)
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
            readings=0,
            over_readings=(),
            complete=complete,
            labels={code: self.conflict.structure.label(code) for code in sorted(mentioned)},
        )

    def meets(self, code: int) -> bool | None:
        """Whether a state satisfies the target; None without one."""
        return None if self.met is None else bool(self.met(np.array([code], dtype=np.int64))[0])

    def able(self, asked: Iterable[Members]) -> tuple[Able, ...]:
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

    def refuse(self, members: Members) -> None:
        """Raise SizeError where a coalition has more improvements than are looked at."""
        count = self.departures.improvements(self.state, members).size
        if count > MOST_PACTS:
            raise SizeError(
                f"{' and '.join(members)} have {count:,} improvements together, and each of more than {MOST_PACTS:,} is not "
                f"looked at. Ask for coalitions of {max(1, len(members) - 1)} at most or for a single one, or exclude "
                "what cannot be with `never` rules.",
                argument="largest",
            )

    def coalition(self, members: Members) -> Coalition:
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
