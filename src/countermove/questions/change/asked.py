"""change: what would have to change in somebody's mind, under one concept or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from countermove.analysis.edits.changes import BOUND
from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.frame import Frame
from countermove.case.game import Game, game_in, on_in
from countermove.case.glossary import Glossary
from countermove.case.interrupts import one_by_one
from countermove.case.selection import BASE, Selection, pairs
from countermove.questions.change.found import Changes, change

__all__ = ["ChangeRecord", "change_case"]


@dataclass(frozen=True, slots=True)
class ChangeRecord(Brief):
    """``found``: one answer a concept; ``left_out``: concepts asked for that an interrupt came before. ``on``: code → the
    options that are on, for the state in question."""

    frame: Frame
    glossary: Glossary
    found: tuple[Changes, ...]
    left_out: tuple[str, ...]
    on: Mapping[int, tuple[str, ...]]

    def gist(self) -> str:
        """Concept by concept."""
        return "; ".join(item.gist() for item in self.found)


def change_case(
    of: Assessment | Game,
    selection: Selection = BASE,
    *,
    to: str | None = None,
    hold: str | None = None,
    break_: bool = False,
    concepts: Sequence[str] = ("nash",),
    bound: int = BOUND,
    stress: bool = False,
    costs: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> ChangeRecord:
    """Minimal changes for a formula, for a state to hold (as a person writes it), or for the start to break; the
    assessment's target where nothing is said. ``costs``: texts ``NAME=NUMBER``. ``progress`` is told how many sizes of
    sets are through, under all concepts; an interrupt ends it with what it has. Raises CountermoveError."""
    game = game_in(of, selection)
    if hold is None:
        game.need_start()
    conflict, prices = game.conflict, pairs(costs, "cost", "NAME=NUMBER")
    code = None if hold is None else game.state(hold)

    def under(concept: str, told: Callable[[int, int], None] | None) -> Changes:
        return change(
            game.asked,
            to=to,
            hold=code,
            break_=break_,
            concept=concept,
            bound=bound,
            stress=stress,
            costs=prices,
            progress=told,
            **game.chosen,
        )

    names = tuple(dict.fromkeys(concepts))
    found = one_by_one(names, under, lambda item: not item.interrupted, progress)
    state = found[0].state
    return ChangeRecord(
        frame=game.frame([item.concept for item in found], bound),
        glossary=game.glossary,
        found=found,
        left_out=names[len(found) :],
        on=on_in(conflict, {state: conflict.label(state)}),
    )
