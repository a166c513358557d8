"""coalitions: who could leave a state, or reach the target, together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from countermove.brief import Brief
from countermove.case.frame import Frame
from countermove.case.game import Game, on_in
from countermove.case.glossary import Glossary
from countermove.case.selection import coalition_named
from countermove.questions.check.turning import Condition, turning_points
from countermove.questions.coalitions.found import CoalitionMap, coalitions
from countermove.stability import COALITION_CONCEPTS

__all__ = ["CoalitionsRecord", "coalitions_case"]

MOST_READINGS = 1024
"""All readings are gone through where there are no more than this."""


@dataclass(frozen=True, slots=True)
class CoalitionsRecord(Brief):
    """``readings``: how many the case has (1 for a conflict alone; ``found.readings``: how many were gone through).
    ``turns_on``: for each coalition that could leave the state in some readings and not in others, what that turns on;
    nothing after an interrupt. ``on``: code → the options that are on (in graph form the label), for every state
    mentioned."""

    frame: Frame
    glossary: Glossary
    found: CoalitionMap
    readings: int
    turns_on: Mapping[tuple[str, ...], tuple[Condition, ...]]
    on: Mapping[int, tuple[str, ...]]


def coalitions_case(
    game: Game,
    *,
    coalition: str | None = None,
    state: str = "start",
    to: str | None = None,
    concepts: Sequence[str] = COALITION_CONCEPTS,
    largest: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CoalitionsRecord:
    """What coalitions can do in one game. Raises FormulaError, UnknownName, ModelError, SizeError."""
    code = game.state(state)
    coalition = None if coalition is None else coalition_named(game.glossary.actors, coalition)
    assessment = game.assessment
    readings = 1 if assessment is None else len(assessment.readings)
    found = coalitions(
        game.asked,
        coalition=coalition,
        state=None if state.strip() == "start" else code,
        to=to,
        concepts=concepts,
        largest=largest,
        over_readings=1 < readings <= MOST_READINGS,
        progress=progress,
        **game.chosen,
    )
    if assessment is None:
        found = replace(found, start=game.start)
    turning = {}
    for item in found.over_readings:
        if assessment is not None and found.complete and not item.leaves.all():
            turning[item.members] = turning_points(item.leaves, tuple(assessment.questions.items()))
    frame = game.frame(found.concepts)
    return CoalitionsRecord(
        frame=replace(frame, assumptions=replace(frame.assumptions, apart=())),  # every coalition is asked about
        glossary=game.glossary,
        found=found,
        readings=readings,
        turns_on=turning,
        on=on_in(game.conflict, found.labels),
    )
