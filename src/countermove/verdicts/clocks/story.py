"""The storyline of a game of an assessment, with what is answered at its stops, which of them had been passed, and what would
stop the clock: the acts of one actor, in the state in which it starts, after which a driver that drifts there is at rest, or
turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial

from countermove.assessment.validate import drift_lines
from countermove.context.context import Context
from countermove.inquiry.reasons import reason
from countermove.verdicts.clocks.answers import AnswersThere, Words
from countermove.verdicts.clocks.records import (
    Brake,
    ChangedThere,
    ClockStep,
    ClockStop,
    Condition,
    CrossedValue,
    DriftBranch,
    Drifting,
    DriftMap,
)
from countermove.verdicts.clocks.seen import passed_by, seen_values
from gmcr import Conflict, Drift
from gmcr.analysis import Stop, StoryBranch, Storyline, storyline
from gmcr.base.tasks import Task, map_task, task
from gmcr.logic import Formula

__all__ = ["FEW", "story_of"]

FEW = 4
"""The largest number of drivers that drift of which others than the question itself ask what comes first: the orders in which
more of them pass their values can be many."""


@task
def story_of(context: Context, stops: int = 6, day: date | None = None, *, answered: bool = True) -> Task[DriftMap]:
    """The storyline of the game of a call, each branch followed for so many stops; *day*: by which observations were known;
    *answered*: whether what the file answers counts. Raises SizeError, ModelError (no stop to be followed for)."""
    return (yield from _Story(context, stops, day, answered).told())


class _Story:
    """The computation and its results."""

    def __init__(self, context: Context, stops: int, day: date | None, answered: bool) -> None:
        self.context, self.stops, self.day, self.answered = context, stops, day, answered
        assessment = context.assessment
        self.conflict, self.concept = context.conflict(), context.concepts[0]
        self.drifts = {name: lines for name, lines in assessment.calculus().drifts.items() if lines}
        self.now = {name: self.conflict.drivers[name] for name in assessment.ranges if name in self.drifts}
        self.seen = seen_values(assessment, tuple(self.now), day)

    def told(self) -> Task[DriftMap]:
        """The record, and on the way that of the branches that have been followed to their ends."""
        assessment = self.context.assessment
        answers = AnswersThere(self.context, tuple(self.now)) if self.answered else None
        work = storyline.work(
            self.conflict,
            self.drifts,
            ranges={name: assessment.ranges[name] for name in self.drifts},
            concept=self.concept,
            stops=self.stops,
            answers=answers,
            watched=() if answers is None else answers.watched,
            games=self.context.games,
        )
        story = yield from map_task(work, partial(self._record, answers, complete=False))
        return self._record(answers, story)

    def _record(self, answers: AnswersThere | None, story: Storyline, *, complete: bool = True) -> DriftMap:
        assessment = self.context.assessment
        branches = tuple(self._branch(branch, answers) for branch in story.branches)
        brakes = tuple(self._brakes(branches))
        return DriftMap(
            concept=self.concept,
            concepts=self.context.concepts,
            start=self.conflict.start,
            now=self.now,
            ranges={name: assessment.ranges[name] for name in self.now},
            unit=next((line.rate.per for _, line in drift_lines(assessment.document) if line.rate.per), None),
            as_of=self.day,
            seen=self.seen,
            branches=branches,
            more=story.more,
            whole=story.whole,
            brakes=brakes,
            complete=complete,
            labels=self._labels(branches, brakes),
        )

    # -- branches --------------------------------------------------------------------------------------------------

    def _branch(self, branch: StoryBranch, answers: AnswersThere | None) -> DriftBranch:
        told = [
            self._stop(number, stop, before, answers, branch)
            for number, (before, stop) in enumerate(zip((None, *branch.stops), branch.stops, strict=False))
        ]
        return DriftBranch(
            tuple(told),
            branch.end,
            branch.states,
            branch.back_to,
            CrossedValue.of(branch.held_at),
            branch.orders,
            Condition.of(branch.conditions),
        )

    def _reached(self, branch: StoryBranch, stop: Stop) -> dict[str, Fraction]:
        """Where drivers are at a stop of a branch."""
        values = dict(self.now)
        for leg in branch.legs[: stop.leg]:
            for name, moved in leg.moved.items():
                values[name] += leg.drifts[name] * moved
        return values

    def _stop(
        self,
        number: int,
        stop: Stop,
        before: Stop | None,
        answers: AnswersThere | None,
        branch: StoryBranch,
    ) -> ClockStop:
        game = self.conflict.with_drivers({**self.conflict.drivers, **stop.drivers})
        drifting = tuple(self._drifting(stop.state, stop.drivers or self.now))
        changed: tuple[ChangedThere, ...] = ()
        if before is not None and answers is not None:
            changed = tuple(answers.changes(_words(before), _words(stop)))
        return ClockStop(
            crossed=CrossedValue.of(stop.crossed),
            left=stop.left,
            state=stop.state,
            steps=tuple(_steps(game, stop)),
            also_round=stop.also_round,
            drivers=stop.drivers,
            reached=self._reached(branch, stop),
            drifting=drifting,
            changed=changed,
            unless=tuple(map(CrossedValue.of, stop.unless)),
            after=branch.times[number] if number else None,
            passed=passed_by(CrossedValue.of(stop.crossed), self.seen, self.now) if number else None,
        )

    def _drifting(self, state: int, values: Mapping[str, Fraction]) -> Iterator[Drifting]:
        """What drifts in a state, where drivers are; one at the end of its range that it drifts to is at rest."""
        for name in self.now:
            line = self._line(name, state)
            low, high = self.context.assessment.ranges[name]
            if line is not None and values.get(name) != (high if line.rises else low):
                yield Drifting(name, line.rises, line.rate)

    def _line(self, name: str, state: int) -> Drift | None:
        """The line that says how a driver drifts in a state."""
        return next((line for line in self.drifts[name] if self._holds(line.while_, state)), None)

    def _holds(self, where: Formula | str | None, state: int) -> bool:
        if where is None:
            return True
        assert not isinstance(where, str), "an assessment's formulas are resolved"
        arena, structure = self.context.games.arena, self.conflict.structure
        return bool(arena.met(where, self.conflict.drivers)[structure.cell(state)])

    # -- what would stop the clock ---------------------------------------------------------------------------------

    def _brakes(self, branches: Sequence[DriftBranch]) -> Iterator[Brake]:
        """For each state in which a branch begins and what drifts there: the smallest moves of each actor after which it does
        not."""
        for first in dict.fromkeys((branch.stops[0].state, branch.stops[0].drifting) for branch in branches):
            state, drifting = first
            for actor in self.conflict.actors:
                yield from self._brakes_of(actor, state, drifting)

    def _brakes_of(self, actor: str, state: int, drifting: Sequence[Drifting]) -> Iterator[Brake]:
        structure, play = self.conflict.structure, self.context.games.play_of(self.conflict)
        stopped: dict[int, tuple[str, ...]] = {}
        for to in sorted(map(int, structure.moves(state, actor)), key=lambda code: ((code ^ state).bit_count(), code)):
            names = tuple(own.driver for own in drifting if self._stops(own, to))
            part = any(
                (code ^ state) & (to ^ state) == code ^ state and set(names) <= set(own)
                for code, own in stopped.items()
            )
            if names and not part:
                stopped[to] = names
        number, cell = structure.actors.index(actor), structure.cell(state)
        for to, names in stopped.items():
            steps = tuple(
                name for name in self.context.concepts if structure.cell(to) in play.steps(cell, number, name)
            )
            yield Brake(state, names, actor, to, steps, reason(self.conflict, actor, state, to))

    def _stops(self, own: Drifting, state: int) -> bool:
        """Whether a driver that drifts is at rest, or turns, in another state."""
        line = self._line(own.driver, state)
        return line is None or line.rises != own.rises

    def _labels(self, branches: Sequence[DriftBranch], brakes: Sequence[Brake]) -> dict[int, str]:
        codes = {self.conflict.start, *(own.to for own in brakes)}
        for branch in branches:
            codes.update(branch.states)
            for stop in branch.stops:
                codes |= {stop.left, stop.state, *(step.to for step in stop.steps)}
        return {code: self.conflict.structure.label(code) for code in sorted(codes)}


def _words(stop: Stop) -> Words:
    answers = stop.answers
    assert isinstance(answers, tuple)
    return answers


def _steps(game: Conflict, stop: Stop) -> Iterator[ClockStep]:
    """The steps of a stop, with what decides each in the game just beyond."""
    here = stop.left
    for actor, to in stop.steps:
        yield ClockStep(actor, to, reason(game, actor, here, to))
        here = to
