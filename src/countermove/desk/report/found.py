"""report: everything that a report on one case tells, each part computed once.

Parts that a case gives no reason for are None (no target, no drivers, no views); parts that would take too long are None
too, and named in ``skipped`` with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.analysis.edits.changes import BOUND
from countermove.assessment import Assessment
from countermove.assessment.schema import Document
from countermove.brief import Brief
from countermove.case.answer import Answer, ask
from countermove.case.frame import Frame
from countermove.case.game import game_of
from countermove.case.glossary import Glossary
from countermove.case.selection import BASE, Selection
from countermove.desk.assess.found import AssessRecord, assess
from countermove.desk.suspicions import suspicions
from countermove.errors import Problem, SizeError
from countermove.forecasting import Score, quadratic_score
from countermove.likelihood import scale_of, span_of
from countermove.questions.check.grounds import Grounds, grounds
from countermove.questions.robust.found import Robust
from countermove.questions.states.found import StateGraph, state_graph
from countermove.questions.tipping.found import Tip, Tipping
from countermove.stability import CONCEPTS

__all__ = ["DRAWS", "ReportRecord", "report_case"]

DRAWS = 500
"""Draws for how robust the status quo is, unless told otherwise."""


@dataclass(frozen=True, slots=True, eq=False)
class ReportRecord(Brief):
    """``document``: the file as it was read; ``suspicions``: what is probably not meant, or weakens the assessment.
    ``matrix``: None without claims. ``redteam``, ``since`` (what changed since another version): None unless asked for.
    ``plane``: tipping over the two drivers that tip the outcomes nearest (None where fewer than two do). ``skipped``: (part,
    why) of what was too large to compute. ``scores``: of the forecasts that came true or did not, by name, where they state a
    chance."""

    document: Document
    assess: AssessRecord
    grounds: Grounds
    graph: StateGraph | None
    matrix: Answer | None
    redteam: Answer | None
    since: Answer | None
    plane: Answer | None
    suspicions: tuple[Problem, ...]
    skipped: tuple[tuple[str, str], ...]
    scores: Mapping[str, Score]

    @property
    def frame(self) -> Frame:
        return self.assess.frame

    @property
    def glossary(self) -> Glossary:
        return self.assess.glossary

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Question: the answer to it."""
        return self.assess.answers

    @property
    def tipping(self) -> Tipping | None:
        """Where drivers tip what follows; None without drivers."""
        given = self.answers.get("tipping")
        return None if given is None else given.found

    @property
    def robust(self) -> Robust | None:
        """How robust the status quo is; None where that was skipped."""
        given = self.answers.get("robust")
        return None if given is None else given.found


def report_case(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
    draws: int = DRAWS,
    seed: int = 0,
    attacked: bool = False,
    since: Assessment | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ReportRecord:
    """All that a report on a case tells. ``draws``, ``seed``: of how robust the status quo is. ``attacked``: also how each
    claim could be overturned, which takes longest. ``since``: an earlier version, or another author's. ``progress`` is told
    how many parts are done. Raises UnknownName, ModelError, SizeError (too many states)."""
    assessed = assess(assessment, selection, concepts=concepts, bound=bound, draws=draws, seed=seed, progress=progress)
    if assessed.cut_short:  # a report without verdicts would look as if there were nothing to judge
        raise KeyboardInterrupt
    skipped = list[tuple[str, str]](assessed.skipped)
    tips = assessed.answers.get("tipping")
    return ReportRecord(
        document=assessment.document,
        assess=assessed,
        grounds=grounds(assessment, assessed.claims),
        graph=_graph(assessment, selection, assessed.frame.assumptions.concepts[0], skipped),
        matrix=ask("matrix", assessment, concepts=concepts) if assessment.claims else None,
        redteam=ask("redteam", assessment, concepts=concepts) if attacked and assessment.claims else None,
        since=None if since is None else ask("diff", (since, assessment), concepts=concepts),
        plane=None if tips is None else _plane(assessment, selection, concepts, tips.found, skipped),
        suspicions=suspicions(assessment, verdicts=assessed.claims),
        skipped=tuple(skipped),
        scores=_scores(assessment.document),
    )


def _scores(document: Document) -> dict[str, Score]:
    found = {}
    for name, resolution in document.resolutions.items():
        chance = document.forecasts[name].chance
        if chance is not None and resolution.outcome in ("came_true", "did_not"):
            span = span_of(chance, scale_of(document.scale))
            found[name] = quadratic_score(span, resolution.outcome == "came_true")
    return found


def _graph(
    assessment: Assessment, selection: Selection, concept: str, skipped: list[tuple[str, str]]
) -> StateGraph | None:
    try:
        return state_graph(game_of(assessment, selection), concept=concept)
    except SizeError as error:
        skipped.append(("the state graph", str(error)))
        return None


def _plane(
    assessment: Assessment,
    selection: Selection,
    concepts: Sequence[str],
    tips: Tipping,
    skipped: list[tuple[str, str]],
) -> Answer | None:
    """Over the two drivers that tip the outcomes nearest, each moved alone, in shares of their ranges."""
    outcomes = next(tip for tip in tips.tips if tip.kind == "outcomes")
    near = sorted(
        (distance, place) for place, distance in enumerate(_distances(outcomes, tips)) if distance is not None
    )
    if len(near) < 2:
        return None
    try:
        vary = [tips.drivers[place] for place in sorted(place for _, place in near[:2])]
        return ask("tipping", assessment, selection, vary=vary, claims=(), concepts=concepts)
    except SizeError as error:
        skipped.append(("the phase diagram", str(error)))
        return None


def _distances(tip: Tip, tips: Tipping) -> list[Fraction | None]:
    """How far each driver is from its nearest threshold, in shares of its range; None where it has none."""
    found: list[Fraction | None] = []
    for line in tip.lines:
        low, high = tips.ranges[line.driver]
        gaps = [abs(item.at - line.now) / (high - low) for item in (line.down, line.up) if item is not None]
        found.append(min(gaps, default=None))
    return found
