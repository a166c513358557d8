"""assess: the main job. The status quo, the claims, what would bring the target about, who is responsible, and what
every other question has to say in short.

The status quo is told in one game (the base reading unless another is selected) and then over all readings, where a
table of readings × concepts says what it turns on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from countermove.analysis.edits.changes import BOUND
from countermove.analysis.obstacles import Obstacle, obstacles
from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.answer import Answer
from countermove.case.frame import Frame, frame_of
from countermove.case.game import Game, game_of
from countermove.case.glossary import Glossary
from countermove.case.selection import BASE, Selection
from countermove.desk.assess.parts import Parts, asked, part_steps, parts_in
from countermove.desk.steps import Found, Step, Steps
from countermove.questions.check.judged import ClaimVerdict, check
from countermove.questions.facts.found import FactsFit, facts
from countermove.questions.statusquo.found import StatusQuo, statusquo
from countermove.questions.statusquo.over_readings import OverReadings, over_readings, rounds_of
from countermove.questions.wants.found import LaddersRecord, ladders
from countermove.stability import CONCEPTS, concepts_named
from countermove.work import Done, Work, counted, mapped

__all__ = ["DRAWS", "OWN", "AssessRecord", "assess", "judged_after"]

DRAWS = 200
"""Draws for how robust the status quo is, where it is not exact, unless told otherwise."""


OWN = ("check", "change", "responsibility", "facts")
"""What is asked for before the parts."""


@dataclass(frozen=True, slots=True, eq=False)
class AssessRecord(Brief):
    """``acts``: what becomes of every single act from the start. ``on``: code → the options that are on, for every
    state mentioned. ``changes`` and ``responsibility`` are None without a target, ``facts`` where the file states none.
    Where an interrupt came before, they are None and ``claims`` is (): ``parts.skipped`` says so."""

    frame: Frame
    glossary: Glossary
    states: int
    statusquo: StatusQuo
    over_readings: OverReadings
    ladders: LaddersRecord
    acts: tuple[Obstacle, ...]
    claims: tuple[ClaimVerdict, ...]
    changes: Answer | None
    responsibility: Answer | None
    facts: FactsFit | None
    parts: Parts
    on: Mapping[int, tuple[str, ...]]

    @property
    def cut_short(self) -> bool:
        """Whether an interrupt left out more than some of the ``parts``."""
        return bool(self.over_readings.left_out or {name for name, _ in self.parts.skipped} & set(OWN))

    @property
    def as_expected(self) -> bool:
        """Whether no claim differs from the verdict that its file expects."""
        return all(claim.as_expected is not False for claim in self.claims)

    def gist(self) -> str:
        """Whether the status quo holds, and how many claims follow."""
        follow = sum(claim.verdict == "follows" for claim in self.claims)
        return f"status quo {self.statusquo.gist()}; {follow} of {len(self.claims)} claims follow"


@counted
def assess(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
    draws: int = DRAWS,
    seed: int = 0,
) -> Work[AssessRecord]:
    """Assess a case. Status quo, changes and responsibility are those of the selected game; claims are judged in all
    readings, each in its own scenario and view. ``draws``, ``seed``: of how robust it is. Counts batches of readings, then parts.
    Nothing is known before the status quo is; what is missing then is named in ``parts.skipped``. Raises UnknownName,
    ModelError."""
    names = tuple(item.name for item in concepts_named(concepts))
    game = game_of(assessment, selection)
    now = statusquo(
        assessment,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
        concepts=names,
    )
    steps = Steps(
        (*_own_steps(game, assessment, names, bound), *part_steps(game, concepts=names, draws=draws, seed=seed))
    )

    def record(over: OverReadings) -> AssessRecord:
        conflict, found = game.conflict, steps.found
        return AssessRecord(
            frame=frame_of(assessment, selection=selection, concepts=names, bound=bound, seed=seed),
            glossary=game.glossary,
            states=int(conflict.states.size),
            statusquo=now,
            over_readings=over,
            ladders=ladders(assessment, selection),
            acts=obstacles(conflict, conflict.start),
            claims=found.get("check", ()),
            changes=found.get("change"),
            responsibility=found.get("responsibility"),
            facts=found.get("facts"),
            parts=parts_in(steps),
            on={code: tuple(name for k, name in enumerate(conflict.options) if code >> k & 1) for code in now.labels},
        )

    of = rounds_of(assessment) + len(steps)
    over = yield from mapped(over_readings.work(assessment, selection, names), record, of)
    for done, _ in enumerate(steps.each(), start=of - len(steps) + 1):
        yield Done(done, of, partial(record, over))
    return record(over)


def judged_after(assessment: Assessment) -> int:
    """How many parts are done when nothing of an assessment is missing but what stands around it."""
    return rounds_of(assessment) + len(OWN)


def _own_steps(game: Game, assessment: Assessment, concepts: tuple[str, ...], bound: int) -> Iterator[Step]:
    """A step for each of ``OWN``."""

    def has_target(_: Found) -> bool:
        return assessment.target is not None

    yield Step("check", lambda _: check(assessment, None, concepts), lambda _: bool(assessment.claims), needed=True)
    yield Step("change", lambda _: asked("change", game, bound=bound), has_target, needed=True)
    yield Step("responsibility", lambda _: _responsibility(game, bound), has_target, needed=True)
    yield Step(
        "facts",
        lambda _: facts(assessment, concepts=concepts),
        lambda _: assessment.document.facts is not None,
        needed=True,
    )


def _responsibility(game: Game, bound: int) -> Answer:
    chosen = game.selection
    author = game_of(game.assessment, replace(chosen, view=None)) if chosen.view and game.assessment else game
    return asked("responsibility", author, bound=bound, over_readings=False)
