"""assess: the main job. The status quo, the claims, what would bring the target about, who is responsible, and what
every other question has to say in short.

The status quo is told in one game (the base reading unless another is selected) and then over all readings, where a
table of readings × concepts says what it turns on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from countermove.analysis.edits.changes import BOUND
from countermove.analysis.obstacles import Obstacle, obstacles
from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.answer import Answer
from countermove.case.answer import ask as put
from countermove.case.asking import Asker
from countermove.case.frame import Frame, frame_of
from countermove.case.game import Game, game_of
from countermove.case.glossary import Glossary
from countermove.case.selection import BASE, Selection
from countermove.desk.assess.parts import PARTS, Parts, cut_short, parts_of
from countermove.questions.check.found import ClaimVerdict, check
from countermove.questions.facts.found import FactsFit, facts
from countermove.questions.statusquo.found import StatusQuo, statusquo
from countermove.questions.statusquo.over_readings import OverReadings, over_readings, rounds_of
from countermove.questions.wants.found import LaddersRecord, ladders
from countermove.stability import CONCEPTS, concepts_named

__all__ = ["DRAWS", "AssessRecord", "assess"]

DRAWS = 200
"""Draws for how robust the status quo is, where it is not exact, unless told otherwise."""


_OWN = ("check", "change", "responsibility", "facts")
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
        return bool(self.over_readings.left_out or {name for name, _ in self.parts.skipped} & set(_OWN))

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
    ``parts.skipped``. Raises UnknownName, ModelError."""
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
    has_target = assessment.target is not None
    ask = Asker(rounds_of(assessment) + len(_OWN) + len(PARTS), half_done=cut_short, progress=progress)
    over = over_readings(assessment, selection, names, ask=ask)
    claims = ask("check", lambda: check(assessment, None, names), where=bool(assessment.claims), needed=True) or ()
    return AssessRecord(
        frame=frame_of(assessment, selection=selection, concepts=names, bound=bound, seed=seed),
        glossary=game.glossary,
        states=int(conflict.states.size),
        statusquo=now,
        over_readings=over,
        ladders=ladders(assessment, selection),
        acts=obstacles(conflict, conflict.start),
        claims=claims,
        changes=ask("change", lambda: put("change", game, bound=bound), where=has_target, needed=True),
        responsibility=ask("responsibility", lambda: _responsibility(game, bound), where=has_target, needed=True),
        facts=ask(
            "facts",
            lambda: facts(assessment, concepts=names),
            where=assessment.document.facts is not None,
            needed=True,
        ),
        parts=parts_of(game, claims, concepts=names, draws=draws, seed=seed, ask=ask),
        on={code: conflict.structure.on(code) for code in now.labels},
    )


def _responsibility(game: Game, bound: int) -> Answer:
    chosen = game.selection
    author = game_of(game.assessment, replace(chosen, view=None)) if chosen.view and game.assessment else game
    return put("responsibility", author, bound=bound, over_readings=False)
