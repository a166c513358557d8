"""assess: the main job. The status quo, the claims, what would bring the target about, who is responsible, and the
answers to all other questions in short.

The status quo is examined in one game (the base reading unless another is selected) and then over all readings, where a
table of readings × concepts shows what it turns on.
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
from countermove.inquiry.walk import Obstacle
from countermove.questions.check.grounds import premise_counts
from countermove.questions.statusquo.compute import OverReadings, StatusQuo, over_readings, rounds_of, start_in
from countermove.questions.wants.compute import LaddersRecord, ladders
from countermove.reports.assessing.parts import (
    EVERY_PART,
    LARGE,
    OWN,
    Parts,
    Settings,
    Skipped,
    Weight,
    answers_by_name,
    question_steps,
    weights_of,
)
from countermove.reports.outlook import Outlook, outlook_of
from countermove.reports.steps import PartStep, PartSteps, Results
from countermove.verdicts.answers.compute import Answers, answers_in
from countermove.verdicts.changes import Changes
from countermove.verdicts.claims import ClaimVerdict, verdicts_in
from countermove.verdicts.drawn import drawn_from_drifts, drawn_verdicts
from countermove.verdicts.observations import Observed, as_day, observed_in
from countermove.verdicts.responsibility import Responsibility
from gmcr import MinimalChanges
from gmcr.base.arguments import RNG, as_names, as_seed, known_name
from gmcr.base.record import INTERNAL, Key, Record, derived
from gmcr.base.tasks import Progress, Task, map_task, run_to_end, task

__all__ = ["DRAWS", "AssessRecord", "assess", "assessed_in", "judged_after"]

DRAWS = 200
"""Default number of draws for the robustness of the status quo, if it is not exact."""


PROVED = 40.0
"""Seconds for proving verdicts if states are not listed; verdicts not decided by then are reported as such."""


_FIRST = ("answers", "check", "drawn")
"""Questions that are answered before all others."""


@dataclass(frozen=True, slots=True, eq=False)
class AssessRecord(Record):
    """An assessment."""

    context: Annotated[Context, INTERNAL]
    frame: Annotated[Frame, INTERNAL]
    states: int | None
    """The number of feasible states; null if there are too many to list."""
    statusquo: Annotated[StatusQuo, Key("status_quo")]
    """The start of the selected game."""
    over_readings: OverReadings
    """The start in all readings."""
    ladders: Annotated[LaddersRecord, INTERNAL]
    lanes: Annotated[Answer, INTERNAL]
    claims: tuple[ClaimVerdict, ...]
    """The claims, in file order."""
    outlook: Annotated[Outlook | None, Key("forecasts")]
    """The forecasts, on the day whose knowledge counts; null if the file has none."""
    premises: Mapping[str, int]
    """The numbers of wants, drivers, rules, scenarios and views of the file, by their grounds: `sourced`, `unsaid` (the
    modeller supplies it), `assumed`, `unsourced`."""
    answered: Annotated[Answers | None, Key("answers")]
    """The answers to the key questions; null if an interrupt came first."""
    answers: Annotated[Mapping[str, Answer], INTERNAL]
    """Question: its answer. Missing are questions that were not to be asked, those that the case gives no reason for
    and those that were skipped."""
    skipped: Annotated[tuple[Skipped, ...], INTERNAL]
    interrupted: Annotated[bool, INTERNAL]

    @property
    def glossary(self) -> Glossary:
        """The words of the selected game."""
        return self.context.glossary

    @derived
    def title(self) -> str:
        """The question that the case answers."""
        return self.glossary.title

    @derived
    def acts(self) -> tuple[Obstacle, ...]:
        """Every single act from the start."""
        acts: tuple[Obstacle, ...] = self.lanes.record.acts
        return acts

    @derived
    def observed(self) -> Observed | None:
        """What happened since, and what it leaves; null if nothing was observed."""
        return None if self.answered is None else self.answered.observed

    @derived
    def changes(self) -> Changes | None:
        """What would bring the target about, or end it; null without a target, or if it was not to be asked."""
        answer = self.answers.get("change")
        return None if answer is None else answer.record.by_concept[0]

    @derived
    def responsibility(self) -> Responsibility | None:
        """Who is responsible for the target; null without one, or if it was not to be asked."""
        answer = self.answers.get("responsibility")
        return None if answer is None else answer.record

    @derived
    def parts(self) -> Parts:
        """The answers to the other questions; each as the command of that name prints it, null if the case gives no
        reason for it, it is skipped, or it was not to be asked."""
        return Parts(self.answers, self.weights, self.skipped)

    @property
    def weights(self) -> tuple[Weight, ...]:
        """Wants that the author's conclusions rest on, those of most conclusions first."""
        return weights_of(self.claims)

    @property
    def tips(self) -> bool:
        """Whether there are drivers whose tipping is among the parts."""
        return bool(self.glossary.drivers) and self.states is not None and self.states <= LARGE

    @property
    def cut_short(self) -> bool:
        """Whether an interrupt left out more than some ``parts``."""
        return bool(self.over_readings.left_out or {name for name, _ in self.skipped} & {*_FIRST, *OWN})

    @property
    def as_expected(self) -> bool:
        """Whether no claim differs from the verdict that its file expects."""
        return all(claim.as_expected is not False for claim in self.claims)

    def gist(self) -> str:
        """Whether the status quo holds, and how many claims are in which class."""
        counts = Counter(claim.word for claim in self.claims)
        classes = ", ".join(f"{many} {word}" for word, many in counts.most_common())
        return f"status quo {self.statusquo.gist()}; of {len(self.claims)} claims: {classes or 'none'}"


@task
def assess(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    concepts: str | Sequence[str] | None = None,
    as_of: date | str | None = None,
    bound: int = MinimalChanges.BOUND,
    draws: int = DRAWS,
    rng: RNG = 0,
    parts: Sequence[str] = EVERY_PART,
) -> Task[AssessRecord]:
    """Assess a case under *selection*, or as it is selected already (see ``Assessment.selected``). Key questions are
    answered and claims judged in all readings of that, each in its own view and scenario if it has one; ``as_of``:
    events count as far as they could be known on that day. Status quo, changes and responsibility are those of the
    selected game. ``draws``, ``rng``: for the robustness of the status quo, see ``robust``. ``parts``: which of the questions
    around it to ask (``inverse`` needs the state that ``roads`` finds); the first screen needs none, and without any the
    search for what claims rest on is skipped (``ClaimVerdict.searched``). Progress counts batches of readings, then
    parts. There is no result before the status quo is known; what is missing after an interrupt is named in
    ``skipped``. Raises UnknownName, ModelError."""
    around = tuple(known_name("part of an assessment", name, EVERY_PART) for name in as_names(parts, "parts"))
    context = context_of(
        assessment, "assess", None if selection == BASE else selection, concepts=concepts, as_of=as_day(as_of)
    )
    return (yield from assessed_in(context, around, bound, draws, as_seed(rng)))


def assessed_in(context: Context, around: Sequence[str], bound: int, draws: int, seed: int) -> Task[AssessRecord]:
    """The assessment in the context of a call; *around*: the questions around it. See ``assess``."""
    with context.games.within(PROVED):
        out = run_to_end(put(picture_named("lanes")[0], context.game, concepts=context.concepts[:1]))
        frame = context.frame(bound=bound, seed=seed)
        steps = (
            *_first_steps(context, bound, bool(around)),
            *question_steps(Settings(context, bound, draws, seed), around),
        )
        return (yield from _recorded(context, frame, out, PartSteps(steps)))


def _recorded(context: Context, frame: Frame, out: Answer, steps: PartSteps) -> Task[AssessRecord]:
    """The record, part by part, from the ways *out* of the start and the results of *steps*."""
    assessment, conflict = context.assessment, context.game.conflict
    now, premises = start_in(context), premise_counts(assessment)

    def record(over: OverReadings) -> AssessRecord:
        results = steps.results
        return AssessRecord(
            context=context,
            frame=frame,
            states=int(conflict.states.size) if conflict.structure.listed else None,
            statusquo=now,
            over_readings=over,
            ladders=ladders(assessment, verdicts=results.get("check", ())),
            lanes=out,
            claims=results.get("check", ()),
            outlook=outlook_of(
                context.assessment.document, results.get("check", ()), results.get("drawn", ()), as_of=context.as_of
            ),
            premises=premises,
            answered=results.get("answers"),
            answers=answers_by_name(steps),
            skipped=tuple(starmap(Skipped, steps.skipped)),
            interrupted=steps.interrupted,
        )

    of = rounds_of(assessment.readings) + len(steps)
    over = yield from map_task(over_readings.work(context), record, of)
    for done, _ in enumerate(steps.each(), start=of - len(steps) + 1):
        yield Progress(done, of, partial(record, over))
    return record(over)


def judged_after(assessment: Assessment, parts: Sequence[str] = EVERY_PART) -> int:
    """The number of parts after which an assessment lacks only the questions around it."""
    first = len(_FIRST) - (not drawn_from_drifts(assessment.document))
    return rounds_of(assessment.readings) + first + sum(name in parts for name in OWN)


def _first_steps(context: Context, bound: int, search: bool) -> Iterator[PartStep]:
    """A step for each of ``_FIRST``; *search*: whether to search for what claims rest on."""

    def answer(_: Results) -> Answers:
        return answers_in(context, observed_in(context), bound=bound)

    def judge(results: Results) -> tuple[ClaimVerdict, ...]:
        return verdicts_in(context, results["answers"].observed, search=search)

    yield PartStep("answers", answer, needed=True)
    yield PartStep("check", judge, lambda _: bool(context.assessment.claims), needed=True)
    if drawn_from_drifts(context.assessment.document):
        yield PartStep("drawn", lambda _: drawn_verdicts(context), needed=True)
