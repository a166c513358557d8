"""levers: who can move whom to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.desk.frame import Frame
from countermove.desk.game import Game, game_in, on_in
from countermove.desk.glossary import Glossary
from countermove.desk.selection import BASE, Selection
from countermove.questions.levers import Levers, levers

__all__ = ["LeversRecord", "levers_case"]


@dataclass(frozen=True, slots=True)
class LeversRecord(Brief):
    """``on``: code → the options that are on, for every state mentioned."""

    frame: Frame
    glossary: Glossary
    found: Levers
    on: Mapping[int, tuple[str, ...]]


def levers_case(
    of: Assessment | Game, selection: Selection = BASE, *, progress: Callable[[int, int], None] | None = None
) -> LeversRecord:
    """Every option as a lever, at the start and in each scenario (in the selected one alone, where one is). Raises
    UnknownName, ModelError, CountermoveError where there is no start."""
    game = game_in(of, selection)
    game.need_start()
    found = levers(game.asked, progress=progress, **game.chosen)
    return LeversRecord(
        frame=game.frame(()), glossary=game.glossary, found=found, on=on_in(game.conflict, found.labels)
    )
