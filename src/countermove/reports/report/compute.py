"""report: everything that a report on one case contains, each part computed once.

Parts that a case gives no reason for are None (no target, no drivers, no views); parts that would take too long are
None too, and named in ``skipped`` with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from countermove.assessment import Assessment
from countermove.assessment.schema import Document
from countermove.context.answer import Answer
from countermove.context.context import Context, context_of
from countermove.context.frame import Frame
from countermove.context.glossary import Glossary
from countermove.context.selection import BASE, Selection
from countermove.extensions import offered
from countermove.likelihood import scale_of, span_of
from countermove.questions.check.grounds import Grounds, grounds
from countermove.questions.robust.compute import Robust
from countermove.reports.assessing.compute import AssessRecord, assessed_in, judged_after
from countermove.reports.assessing.parts import EVERY_PART, OWN, full_answer
from countermove.reports.figure import Request, answer_for, two_drivers
from countermove.reports.steps import PartStep, PartSteps, Results
from countermove.reports.suspicions import suspicions
from countermove.sources.passages import Passages
from countermove.verdicts.forecasts import Score, Standing, quadratic_score, standings, today_of
from countermove.verdicts.observations import as_day
from countermove.verdicts.tipping.tips import Tipping
from gmcr import MinimalChanges
from gmcr.base.arguments import RNG, as_seed
from gmcr.base.errors import Problem
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, hide_until, map_task, task

__all__ = ["DRAWS", "ReportRecord", "imprint_of", "report_case", "reported_in"]

DRAWS = 500
"""Default number of draws for the robustness of the status quo."""


@dataclass(frozen=True, slots=True, eq=False)
class ReportRecord(Record):
    """``document``: the file as it was read; ``suspicions``: what is probably unintended, or weakens the assessment;
    not searched for in brief. ``matrix``: None without claims. ``redteam``, ``since`` (what changed since another
    version): None unless asked for. ``drawn``: figure → the answer that it is drawn from, as the command ``figure``
    asks for it, if there is one. ``skipped``: (part, why) of what is missing, ``interrupted`` or too large. ``today``:
    the day whose knowledge counts, as asked for or as the file names days. ``standings``: the state of every forecast
    on that day. ``scores``: of the forecasts with a chance whose outcome is final, by name. ``imprint``: what plugins
    add to what a report says of itself (name, text)."""

    document: Document
    assess: AssessRecord
    grounds: Grounds
    matrix: Answer | None
    redteam: Answer | None
    since: Answer | None
    suspicions: tuple[Problem, ...]
    skipped: tuple[tuple[str, str], ...]
    today: date | None
    standings: Mapping[str, Standing]
    scores: Mapping[str, Score]
    imprint: tuple[tuple[str, str], ...]
    drawn: Mapping[str, Answer]
    interrupted: bool
    passages: Passages | None = None

    @property
    def frame(self) -> Frame:
        return self.assess.frame

    @property
    def glossary(self) -> Glossary:
        return self.assess.glossary

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Question: its answer."""
        return self.assess.answers

    @property
    def tipping(self) -> Tipping | None:
        """Where drivers tip the results; None without drivers."""
        answer = self.answers.get("tipping")
        return None if answer is None else answer.record

    @property
    def robust(self) -> Robust | None:
        """How robust the status quo is; None if skipped."""
        answer = self.answers.get("robust")
        return None if answer is None else answer.record


@task
def report_case(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    concepts: str | Sequence[str] | None = None,
    as_of: date | str | None = None,
    bound: int = MinimalChanges.BOUND,
    draws: int = DRAWS,
    rng: RNG = 0,
    attacked: bool = False,
    since: Assessment | None = None,
    brief: bool = False,
) -> Task[ReportRecord]:
    """Everything that a report on a case contains, under *selection* or as it is selected already, under *concepts* (by
    default those of the file). ``as_of``: events, and outcomes of forecasts, count as far as they could be known on
    that day. ``draws``, ``rng``: for the robustness of the status quo. ``attacked``: also how each claim could be
    overturned, which takes longest. ``since``: an earlier version, or another author's. ``brief``: only what the first
    page needs. Progress counts the parts of ``assess``, then its own. There is no result before there are verdicts:
    without them it would look as if there were nothing to judge. Raises UnknownName, ModelError, and CountermoveError
    for no day."""
    context = context_of(
        assessment, "assess", None if selection == BASE else selection, concepts=concepts, as_of=as_day(as_of)
    )
    return (
        yield from reported_in.work(
            context, bound=bound, draws=draws, seed=as_seed(rng), attacked=attacked, since=since, brief=brief
        )
    )


@task
def reported_in(
    context: Context,
    *,
    bound: int = MinimalChanges.BOUND,
    draws: int = DRAWS,
    seed: int = 0,
    attacked: bool = False,
    since: Assessment | None = None,
    brief: bool = False,
) -> Task[ReportRecord]:
    """The report in the context of a call; see ``report_case``."""
    assessment, day = context.assessment, context.as_of

    def own(assessed: AssessRecord) -> PartSteps:
        made = _own_steps(context, assessed, attacked=attacked, since=since)
        return PartSteps(() if brief else tuple(made))

    def unfinished(assessed: AssessRecord) -> ReportRecord:
        return record(assessed, own(assessed))

    def record(assessed: AssessRecord, steps: PartSteps) -> ReportRecord:
        doubtful = () if brief else suspicions(assessment, verdicts=assessed.claims)
        return _record(assessment, assessed, steps, day, doubtful)

    parts = _BRIEF if brief else EVERY_PART
    judged = judged_after(assessment, parts)
    before = judged + len([name for name in parts if name not in OWN])
    of = before + (0 if brief else len(_OWN))
    assessing = assessed_in(context, parts, bound, draws, seed)
    assessed = yield from hide_until(judged, map_task(assessing, unfinished, of))
    steps = own(assessed)
    for done, _ in enumerate(steps.each(), start=before + 1):
        yield Progress(done, of, partial(record, assessed, steps))
    return record(assessed, steps)


_BRIEF = ("change", "tipping")
"""The questions around an assessment that a first page needs."""

_DRAWN: Mapping[str, str] = {
    "states": "the state graph",
    "responsibility": "the picture of responsibility",
    "drivers": "the picture of drivers",
    "phase": "the phase diagram",
}
"""Figure whose answer an assessment does not have → its name in words."""

_OWN = ("matrix", "redteam", "since", *_DRAWN.values())
"""Parts of a report beside an assessment, in the order in which they are computed."""


def _own_steps(
    context: Context,
    assessed: AssessRecord,
    *,
    attacked: bool,
    since: Assessment | None,
) -> Iterator[PartStep]:
    """A step for each of ``_OWN``."""
    assessment, concepts = context.assessment, context.concepts
    claims, tips = bool(assessment.claims), assessed.answers.get("tipping")

    def step(name: str, where: object, question: str, of: Any) -> PartStep:
        make = partial(full_answer, question, of, concepts=concepts)
        return PartStep(name, lambda _: make(), lambda _: bool(where), needed=True)

    yield step("matrix", claims, "matrix", assessment)
    yield step("redteam", attacked and claims, "redteam", assessment)
    yield step("since", since, "diff", (since, assessment))
    request = Request(context.game, concepts, bound=assessed.frame.assumptions.bound or MinimalChanges.BOUND)
    reasons = {
        "states": True,
        "responsibility": "responsibility" in assessed.answers,
        "drivers": tips is not None,
        "phase": tips is not None and bool(two_drivers(request)),
    }
    for name, called in _DRAWN.items():
        yield PartStep(called, partial(_answer_for, name, request), partial(_constant, reasons[name]))


def _answer_for(name: str, request: Request, _: Results) -> Answer:
    return answer_for(name, request)


def _constant(reason: bool, _: Results) -> bool:
    return reason


def _record(
    assessment: Assessment,
    assessed: AssessRecord,
    steps: PartSteps,
    day: date | None,
    doubtful: tuple[Problem, ...],
) -> ReportRecord:
    """The record of the results so far."""
    standing = standings(assessment.document, day)
    return ReportRecord(
        document=assessment.document,
        assess=assessed,
        grounds=grounds(assessment, assessed.claims),
        matrix=steps.results.get("matrix"),
        redteam=steps.results.get("redteam"),
        since=steps.results.get("since"),
        suspicions=doubtful,
        skipped=(*assessed.skipped, *steps.skipped),
        today=today_of(assessment.document, day),
        standings=standing,
        scores=_scores(assessment.document, standing),
        imprint=imprint_of(assessment),
        drawn={name: steps.results[called] for name, called in _DRAWN.items() if called in steps.results},
        interrupted=assessed.interrupted or steps.interrupted,
    )


def _scores(document: Document, standing: Mapping[str, Standing]) -> dict[str, Score]:
    scores = {}
    for name, how in standing.items():
        chance = document.forecasts[name].chance
        if chance is not None and how == "final":
            span = span_of(chance, scale_of(document.scale))
            scores[name] = quadratic_score(span, document.resolutions[name].outcome == "came_true")
    return scores


def imprint_of(assessment: Assessment, file: Path | None = None) -> tuple[tuple[str, str], ...]:
    """What plugins add to what a report on a case says of itself. *file*: the path of the case, if it differs from the
    one it names."""
    return tuple(line for add in offered("imprint") for line in add(assessment, file))
