"""roads: where the conflict can get from the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from countermove.desk.frame import Frame
from countermove.desk.game import Game, on_in
from countermove.desk.glossary import Glossary
from countermove.errors import CountermoveError
from countermove.questions.roads import RoadMap, roads, roads_in
from countermove.stability import CONCEPTS

__all__ = ["RoadsRecord", "roads_case"]


@dataclass(frozen=True, slots=True)
class RoadsRecord:
    """``on``: code → the options that are on (in graph form the label), for every state mentioned."""

    frame: Frame
    glossary: Glossary
    found: RoadMap
    on: Mapping[int, tuple[str, ...]]


def roads_case(
    game: Game,
    *,
    to: str | None = None,
    concepts: Sequence[str] = CONCEPTS,
    largest: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RoadsRecord:
    """The roads of one game; *to*: a formula to find the ways to. Raises FormulaError, UnknownName, ModelError, CountermoveError
    where there is no start."""
    game.need_start()
    if game.assessment is not None:
        chosen = game.selection
        found = roads(
            game.assessment,
            to=to,
            reading=chosen.reading,
            scenario=chosen.scenario,
            view=chosen.view,
            drivers=chosen.drivers,
            concepts=concepts,
            largest=largest,
            progress=progress,
        )
    elif to is not None:
        raise CountermoveError(f"{game.name} is a conflict alone: --to takes a formula of an assessment.")
    else:
        found = roads_in(game.conflict, concepts=concepts, largest=largest, progress=progress)
    return RoadsRecord(game.frame(found.concepts), game.glossary, found, on_in(game.conflict, found.labels))
