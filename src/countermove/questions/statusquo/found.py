"""statusquo: does the start hold, for whom, under which concept, and where do roads from it lead.

Everything in one game: the base reading unless told otherwise. ``bare``: the same with no wants at all, since inaction
is what every myopic concept falls back on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis import Games, Play, foreseen
from countermove.analysis.inducement import Inducement, Inducing
from countermove.analysis.roads.reach import Reach, reach
from countermove.brief import Brief
from countermove.case.games import assessment_given, games_of
from countermove.logic import Formula
from countermove.logic.given_numbers import GivenNumber
from countermove.model import Conflict
from countermove.stability import CONCEPTS, concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["ConceptView", "StatusQuo", "statusquo"]


@dataclass(frozen=True, slots=True)
class ConceptView(Brief):
    """The start under one concept. ``unstable``: actors that would leave it. ``reached``: codes, in the order of
    discovery; ``outcomes``: the equilibria among them; ``steps``: (from, actor, to). ``reach``: how far they lead to the
    assessment's target (None without one). ``inducements``: lean moves at the start that pay by their answer."""

    concept: str
    unstable: tuple[str, ...]
    reached: tuple[int, ...]
    outcomes: tuple[int, ...]
    steps: tuple[tuple[int, str, int], ...]
    reach: Reach | None
    inducements: tuple[Inducement, ...]

    @property
    def holds(self) -> bool:
        return not self.unstable

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        return set(self.reached).union(*(item.codes for item in self.inducements))


@dataclass(frozen=True, slots=True)
class StatusQuo(Brief):
    """The start of one game. ``concepts``: one view each. ``target_now``: whether the start satisfies the target.
    ``foreseen``: Nash states with the target to which farsighted movers can lead (None without target).
    ``labels``: code → the options that are on, for every state mentioned. ``holds_bare``: whether the start holds under
    every concept with no wants at all."""

    start: int
    reading: Mapping[str, str]
    scenario: str | None
    view: str | None
    concepts: tuple[ConceptView, ...]
    target_now: bool | None
    foreseen: tuple[int, ...] | None
    labels: Mapping[int, str]
    holds_bare: bool

    def gist(self) -> str:
        """Under which concepts the start holds."""
        held = [item.concept for item in self.concepts if not item.unstable]
        return f"holds under {', '.join(held) or 'none'} of {len(self.concepts)} concepts"


def statusquo(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    concepts: Sequence[str] = CONCEPTS,
) -> StatusQuo:
    """The status quo in one game. Raises UnknownName, ModelError."""
    assessment = assessment_given(assessment, "statusquo")
    conflict = assessment.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)
    games = games_of(assessment)
    names = tuple(item.name for item in concepts_named(concepts))
    play = games.play_of(conflict)
    views = tuple(_view(games, conflict, play, assessment.target, name) for name in names)
    bare = games.play_of(conflict.with_preferences(dict.fromkeys(conflict.actors, ())))
    start = conflict.structure.cell(conflict.start)
    ahead = _foreseen(games, conflict, play, assessment.target)
    mentioned = {conflict.start, *(ahead or ()), *(code for item in views for code in item.codes)}
    return StatusQuo(
        start=conflict.start,
        reading=dict(assessment.base_reading) | dict(reading or {}),
        scenario=scenario,
        view=view,
        concepts=views,
        target_now=None if assessment.target is None else _met(games, conflict, assessment.target, (start,)),
        foreseen=ahead,
        labels={code: conflict.structure.label(code) for code in sorted(mentioned)},
        holds_bare=all(bare.stable(start, name) for name in names),
    )


def _view(games: Games, conflict: Conflict, play: Play, target: Formula | None, concept: str) -> ConceptView:
    structure = conflict.structure
    start = structure.cell(conflict.start)
    roads = play.roads(start, concept)
    code = structure.code_of
    return ConceptView(
        concept=concept,
        unstable=tuple(actor for k, actor in enumerate(conflict.actors) if play.steps(start, k, concept)),
        reached=tuple(map(code, roads.reached)),
        outcomes=tuple(map(code, roads.outcomes)),
        steps=tuple((code(source), conflict.actors[actor], code(goal)) for source, actor, goal in roads.steps),
        reach=None if target is None else reach(roads, games.arena.met(target, conflict.drivers)),
        inducements=Inducing(games, conflict, concept).lean(start),
    )


def _met(games: Games, conflict: Conflict, formula: Formula, cells: tuple[int, ...]) -> bool:
    met = games.arena.met(formula, conflict.drivers)
    return bool(met[np.array(cells, dtype=np.intp)].any())


def _foreseen(games: Games, conflict: Conflict, play: Play, target: Formula | None) -> tuple[int, ...] | None:
    if target is None:
        return None
    met = games.arena.met(target, conflict.drivers)
    cells = foreseen(play, conflict.structure.cell(conflict.start), met)
    return tuple(conflict.structure.code_of(int(cell)) for cell in cells)
