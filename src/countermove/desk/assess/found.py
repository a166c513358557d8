"""assess: the main job. The status quo, the claims, what would bring the target about, who is responsible, and what
every other question has to say in short.

The status quo is told in one game (the base reading unless another is selected) and then over all readings, where a
table of readings × concepts says what it turns on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Annotated

from countermove.analysis.edits.changes import BOUND
from countermove.analysis.obstacles import Obstacle, obstacles
from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.answer import Answer
from countermove.case.asking import Asker
from countermove.case.frame import Frame, frame_of
from countermove.case.game import game_of
from countermove.case.glossary import Glossary
from countermove.case.selection import BASE, Selection
from countermove.desk.assess.parts import OWN, PARTS, Parts, Round, Skipped, Weight, answers_in, cut_short, weights_of
from countermove.questions.change.found import Changes
from countermove.questions.check.judged import ClaimVerdict, check
from countermove.questions.facts.found import FactsFit, facts
from countermove.questions.responsibility.found import Responsibility
from countermove.questions.statusquo.found import StatusQuo, statusquo
from countermove.questions.statusquo.over_readings import OverReadings, over_readings, rounds_of
from countermove.questions.wants.found import LaddersRecord, ladders
from countermove.record import UNTOLD, Key, told
from countermove.stability import CONCEPTS, concepts_named

__all__ = ["DRAWS", "AssessRecord", "assess"]

DRAWS = 200
"""Draws for how robust the status quo is, where it is not exact, unless told otherwise."""


_FIRST = ("check", "facts")
"""What is found out before other questions are asked."""


@dataclass(frozen=True, slots=True, eq=False)
class AssessRecord(Brief):
    """An assessment."""

    frame: Annotated[Frame, UNTOLD]
    glossary: Annotated[Glossary, UNTOLD]
    states: int
    """How many states are feasible."""
    statusquo: Annotated[StatusQuo, Key("status_quo")]
    """The start of the selected game."""
    over_readings: OverReadings
    """The start in all readings."""
    ladders: Annotated[LaddersRecord, UNTOLD]
    acts: tuple[Obstacle, ...]
    """Every single act from the start."""
    claims: tuple[ClaimVerdict, ...]
    """The claims, in file order."""
    facts: FactsFit | None
    """Which readings survive what happened; null where the file states no facts."""
    answers: Annotated[Mapping[str, Answer], UNTOLD]
    """Question: the answer to it. Missing is what the case gives no reason for, and what was skipped."""
    skipped: Annotated[tuple[Skipped, ...], UNTOLD]
    interrupted: Annotated[bool, UNTOLD]

    @told
    def title(self) -> str:
        """The question that it answers."""
        return self.glossary.title

    @told
    def changes(self) -> Changes | None:
        """What would bring the target about, or end it; null without a target."""
        found = self.answers.get("change")
        return None if found is None else found.found.found[0]

    @told
    def responsibility(self) -> Responsibility | None:
        """Who is responsible for the target; null without one."""
        found = self.answers.get("responsibility")
        return None if found is None else found.found

    @told
    def parts(self) -> Parts:
        """What the other questions answer; each as the command of that name prints it, null where the case gives no reason for it
        or it is skipped."""
        return Parts(self.answers, self.weights, self.skipped)

    @property
    def weights(self) -> tuple[Weight, ...]:
        """Wants that conclusions of the author rest on, those of most conclusions first."""
        return weights_of(self.claims)

    @property
    def cut_short(self) -> bool:
        """Whether an interrupt left out more than some of the ``parts``."""
        return bool(self.over_readings.left_out or {name for name, _ in self.skipped} & {*_FIRST, *OWN})

    @property
    def as_expected(self) -> bool:
        """Whether no claim differs from the verdict that its file expects."""
        return all(claim.as_expected is not False for claim in self.claims)

    def gist(self) -> str:
        """Whether the status quo holds, and how many claims follow."""
        follow = sum(claim.verdict == "follows" for claim in self.claims)
        return f"status quo {self.statusquo.gist()}; {follow} of {len(self.claims)} claims follow"


def assess(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> AssessRecord:
    """Assess a case. Status quo, changes and responsibility are those of the selected game; claims are judged in all
    readings, each in its own scenario and view. ``draws``, ``seed``: of how robust it is. ``progress`` is told how many
    steps are done, of how many. Once the status quo is known, an interrupt leaves out what is not: it is named in
    ``skipped``. Raises UnknownName, ModelError."""
    names = tuple(item.name for item in concepts_named(concepts))
    game = game_of(assessment, selection)
    conflict = game.conflict
    now = statusquo(
        assessment,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
        concepts=names,
    )
    ask = Asker(rounds_of(assessment) + len((*_FIRST, *OWN, *PARTS)), half_done=cut_short, progress=progress)
    over = over_readings(assessment, selection, names, ask=ask)
    claims = ask("check", lambda: check(assessment, None, names), where=bool(assessment.claims), needed=True) or ()
    happened = assessment.document.facts is not None
    survive = ask("facts", lambda: facts(assessment, concepts=names), where=happened, needed=True)
    answers = answers_in(Round(game, assessment, claims, names, bound, draws, seed), ask)
    return AssessRecord(
        frame=frame_of(assessment, selection=selection, concepts=names, bound=bound, seed=seed),
        glossary=game.glossary,
        states=int(conflict.states.size),
        statusquo=now,
        over_readings=over,
        ladders=ladders(assessment, selection),
        acts=obstacles(conflict, conflict.start),
        claims=claims,
        facts=survive,
        answers=answers,
        skipped=tuple(starmap(Skipped, ask.skipped)),
        interrupted=ask.interrupted,
    )
