"""assess: the main job. The status quo, the claims, what would bring the target about, who is responsible, and what
every other question has to say in short.

The status quo is told in one game (the base reading unless another is selected) and then over all readings, where a
table of readings × concepts says what it turns on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import starmap
from typing import Annotated

from countermove.assessment import Assessment
from countermove.catalogue import picture_named
from countermove.context.answer import Answer, put
from countermove.context.context import Context, context_of
from countermove.context.frame import Frame
from countermove.context.glossary import Glossary
from countermove.context.selection import BASE, Selection
from countermove.inquiry.obstacles import Obstacle
from countermove.questions.check.grounds import premises_weighed
from countermove.questions.statusquo.compute import StatusQuo, start_in
from countermove.questions.statusquo.over_readings import OverReadings, over_readings, rounds_of
from countermove.questions.wants.compute import LaddersRecord, ladders
from countermove.reports.assessing.parts import (
    EVERY_PART,
    LARGE,
    OWN,
    Parts,
    Round,
    Skipped,
    Weight,
    answers_by_name,
    question_steps,
    weights_of,
)
from countermove.reports.outlook.compute import Outlook, outlook_of
from countermove.reports.steps import Found, PartStep, PartSteps
from countermove.verdicts.answers.compute import Answers, answers_in
from countermove.verdicts.changes import Changes
from countermove.verdicts.claims import ClaimVerdict, verdicts_in
from countermove.verdicts.observations import Observed, day_given, observed_in
from countermove.verdicts.responsibility.degrees import Responsibility
from gmcr import MinimalChanges
from gmcr.base.arguments import known_name, names_given
from gmcr.base.record import INTERNAL, Key, derived
from gmcr.base.summary import Record
from gmcr.base.tasks import Progress, Task, finished, mapped, task

__all__ = ["DRAWS", "AssessRecord", "assess", "assessed_in", "judged_after"]

DRAWS = 200
"""Draws for how robust the status quo is, where it is not exact, unless told otherwise."""


PROVED = 40.0
"""Seconds in which verdicts are proved where states are not listed; what is not decided then is told as such."""


_FIRST = ("answers", "check")
"""What is found out before other questions are asked."""


@dataclass(frozen=True, slots=True, eq=False)
class AssessRecord(Record):
    """An assessment."""

    context: Annotated[Context, INTERNAL]
    frame: Annotated[Frame, INTERNAL]
    states: int | None
    """How many states are feasible; null where they are too many to be listed."""
    statusquo: Annotated[StatusQuo, Key("status_quo")]
    """The start of the selected game."""
    over_readings: OverReadings
    """The start in all readings."""
    ladders: Annotated[LaddersRecord, INTERNAL]
    lanes: Annotated[Answer, INTERNAL]
    claims: tuple[ClaimVerdict, ...]
    """The claims, in file order."""
    outlook: Annotated[Outlook | None, Key("forecasts")]
    """The forecasts, by the day whose knowledge counts; null where the file has none."""
    premises: Mapping[str, int]
    """How many wants, drivers, rules, scenarios and views the file has, by what they rest on: `sourced`, `unsaid` (the modeller
    supplies it), `assumed`, `unsourced`."""
    answered: Annotated[Answers | None, Key("answers")]
    """The answers to the key questions; null where an interrupt came before."""
    answers: Annotated[Mapping[str, Answer], INTERNAL]
    """Question: the answer to it. Missing is what was not to be asked, what the case gives no reason for and
    what was skipped."""
    skipped: Annotated[tuple[Skipped, ...], INTERNAL]
    interrupted: Annotated[bool, INTERNAL]

    @property
    def glossary(self) -> Glossary:
        """The words of the game asked about."""
        return self.context.glossary

    @derived
    def title(self) -> str:
        """The question that it answers."""
        return self.glossary.title

    @derived
    def acts(self) -> tuple[Obstacle, ...]:
        """Every single act from the start."""
        acts: tuple[Obstacle, ...] = self.lanes.found.acts
        return acts

    @derived
    def observed(self) -> Observed | None:
        """What happened since, and what it leaves; null where nothing was seen."""
        return None if self.answered is None else self.answered.observed

    @derived
    def changes(self) -> Changes | None:
        """What would bring the target about, or end it; null without a target, and where it was not to be asked."""
        found = self.answers.get("change")
        return None if found is None else found.found.found[0]

    @derived
    def responsibility(self) -> Responsibility | None:
        """Who is responsible for the target; null without one, and where it was not to be asked."""
        found = self.answers.get("responsibility")
        return None if found is None else found.found

    @derived
    def parts(self) -> Parts:
        """What the other questions answer; each as the command of that name prints it, null where the case gives no reason for
        it, it is skipped, or it was not to be asked."""
        return Parts(self.answers, self.weights, self.skipped)

    @property
    def weights(self) -> tuple[Weight, ...]:
        """Wants that conclusions of the author rest on, those of most conclusions first."""
        return weights_of(self.claims)

    @property
    def tips(self) -> bool:
        """Whether there are drivers whose tipping is told among the parts."""
        return bool(self.glossary.drivers) and self.states is not None and self.states <= LARGE

    @property
    def cut_short(self) -> bool:
        """Whether an interrupt left out more than some of the ``parts``."""
        return bool(self.over_readings.left_out or {name for name, _ in self.skipped} & {*_FIRST, *OWN})

    @property
    def as_expected(self) -> bool:
        """Whether no claim differs from the verdict that its file expects."""
        return all(claim.as_expected is not False for claim in self.claims)

    def gist(self) -> str:
        """Whether the status quo holds, and how many claims are of which class."""
        counts = Counter(claim.word for claim in self.claims)
        told = ", ".join(f"{many} {word}" for word, many in counts.most_common())
        return f"status quo {self.statusquo.gist()}; of {len(self.claims)} claims: {told or 'none'}"


@task
def assess(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    concepts: str | Sequence[str] | None = None,
    as_of: date | str | None = None,
    bound: int = MinimalChanges.BOUND,
    draws: int = DRAWS,
    seed: int = 0,
    parts: Sequence[str] = EVERY_PART,
) -> Task[AssessRecord]:
    """Assess a case as it is selected (see ``Assessment.selected``), by *selection* or already. Key questions are answered and
    claims judged in all readings of that, each in its own view and scenario where it has one; ``as_of``: what happened counts as
    far as it could be known on that day. Status quo, changes and responsibility are those of the selected game. ``draws``,
    ``seed``: of how robust it is. ``parts``: which of the questions around it to ask (``inverse`` looks where ``roads`` leads);
    the first screen needs none, and where none is asked it is not looked for what claims rest on (``ClaimVerdict.searched``).
    Counts batches of readings, then parts. Nothing is known before the status quo is; what is missing then is named in
    ``skipped``. Raises UnknownName, ModelError."""
    around = tuple(known_name("part of an assessment", name, EVERY_PART) for name in names_given(parts, "parts"))
    context = context_of(
        assessment, "assess", None if selection == BASE else selection, concepts=concepts, as_of=day_given(as_of)
    )
    return (yield from assessed_in(context, around, bound, draws, seed))


def assessed_in(context: Context, around: Sequence[str], bound: int, draws: int, seed: int) -> Task[AssessRecord]:
    """The assessment in the context of a call; *around*: the questions around it. See ``assess``."""
    with context.games.within(PROVED):
        out = finished(put(picture_named("lanes")[0], context.game, concepts=context.concepts[:1]))
        frame = context.frame(bound=bound, seed=seed)
        steps = (
            *_first_steps(context, bound, bool(around)),
            *question_steps(Round(context, bound, draws, seed), around),
        )
        return (yield from _recorded(context, frame, out, PartSteps(steps)))


def _recorded(context: Context, frame: Frame, out: Answer, steps: PartSteps) -> Task[AssessRecord]:
    """The record, part by part, of the ways *out* of the start and of what *steps* find."""
    assessment, conflict = context.assessment, context.game.conflict
    now, premises = start_in(context), premises_weighed(assessment)

    def record(over: OverReadings) -> AssessRecord:
        found = steps.found
        return AssessRecord(
            context=context,
            frame=frame,
            states=int(conflict.states.size) if conflict.structure.listed else None,
            statusquo=now,
            over_readings=over,
            ladders=ladders(assessment, verdicts=found.get("check", ())),
            lanes=out,
            claims=found.get("check", ()),
            outlook=outlook_of(context.assessment.document, found.get("check", ()), as_of=context.as_of),
            premises=premises,
            answered=found.get("answers"),
            answers=answers_by_name(steps),
            skipped=tuple(starmap(Skipped, steps.skipped)),
            interrupted=steps.interrupted,
        )

    of = rounds_of(assessment.readings) + len(steps)
    over = yield from mapped(over_readings.work(context), record, of)
    for done, _ in enumerate(steps.each(), start=of - len(steps) + 1):
        yield Progress(done, of, partial(record, over))
    return record(over)


def judged_after(readings: Sequence[Mapping[str, str]], parts: Sequence[str] = EVERY_PART) -> int:
    """How many parts are done when nothing of an assessment is missing but what stands around it."""
    return rounds_of(readings) + len(_FIRST) + sum(name in parts for name in OWN)


def _first_steps(context: Context, bound: int, search: bool) -> Iterator[PartStep]:
    """A step for each of ``_FIRST``; with *search* it is looked for what claims rest on."""

    def answer(_: Found) -> Answers:
        return answers_in(context, observed_in(context), bound=bound)

    def judge(found: Found) -> tuple[ClaimVerdict, ...]:
        return verdicts_in(context, found["answers"].observed, search=search)

    yield PartStep("answers", answer, needed=True)
    yield PartStep("check", judge, lambda _: bool(context.assessment.claims), needed=True)
