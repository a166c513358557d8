"""roads: where the conflict can get from the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from countermove.brief import Brief
from countermove.case.frame import Frame
from countermove.case.game import Game, on_in
from countermove.case.glossary import Glossary
from countermove.questions.roads.found import RoadMap, roads
from countermove.stability import CONCEPTS

__all__ = ["RoadsRecord", "roads_case"]


@dataclass(frozen=True, slots=True)
class RoadsRecord(Brief):
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
    found = roads(game.asked, to=to, concepts=concepts, largest=largest, progress=progress, **game.chosen)
    return RoadsRecord(game.frame(found.concepts), game.glossary, found, on_in(game.conflict, found.labels))
