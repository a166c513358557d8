"""Inducement: moves made for the answer that they bring.

The five concepts deter moves; none rewards one. A move that is no better for its maker may still pay by what the others do
about it (after Schelling 1960; the horizon of two of limited-move stability, Kilgour 1984; Brams 1994). For an actor i, a
concept c, a state s and a move s → s1 of i with s1 not better for i than s:

* Bind i: only the others step (steps of ``analysis.roads`` under c, judged in the game in which i has no moves), from s1.
  The *answers* are the states so reached in which none of the others has a step.
* The move *works* iff there are answers and all of them are better for i than s.
* It is *credible* iff it works and needs no binding: the outcomes under c of everybody's roads from s1 exist and are all
  better for i than s. Otherwise it works only if i binds itself; a one-way option binds by itself as far as it goes.
* It *matters* iff everybody's roads from s do not already have outcomes that are all better for i than s and, unless it is
  credible, with i bound at s the others' answers do not exist or are not all better for i than s.
* It is an *inducement* iff it works and matters; a *lean* one iff no strict subset of the options that it switches is an
  inducement too, and credible if this one is.

From a Nash equilibrium the switch of one option that is strictly worse and can be taken back is never credible under Nash:
i would take it back, and there the roads end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.games import Games
from countermove.analysis.roads.roads import Play
from countermove.brief import Brief
from countermove.model import Conflict

__all__ = ["Inducement", "Inducing", "Pays", "induces", "lean"]

Pays = Literal["at once", "deterred", "by its answer", "by its answer if bound", "never"]
"""How a move pays its maker: it is a step; it is better and no step (deterred, or something rides along); it is a credible
inducement; it is one that needs binding; or none of these."""


@dataclass(frozen=True, slots=True)
class Inducement(Brief):
    """A move made for its answer, in cells. ``switched``, ``raised``: the bits of the options that it switches, and switches
    on (0 in graph form); ``outcomes``: of everybody's roads from the move."""

    actor: int
    origin: int
    move: int
    switched: int
    raised: int
    answers: tuple[int, ...]
    outcomes: tuple[int, ...]
    credible: bool

    def to(self, met: NDArray[np.bool_]) -> bool:
        """Whether all its answers satisfy what is *met* in a cell."""
        return bool(met[list(self.answers)].all())


class Inducing:
    """Inducements in one game under one concept."""

    def __init__(self, games: Games, conflict: Conflict, concept: str) -> None:
        self.concept = concept
        self.play = games.play_of(conflict)
        self._bound = cache(lambda actor: games.bound(actor).play(games.bound(actor).arena.profile(conflict)))

    def answers(self, cell: int, actor: int) -> tuple[int, ...]:
        """Where the others' steps from a cell end while an actor is bound; empty where they run in circles."""
        bound: Play = self._bound(actor)
        return bound.roads(cell, self.concept).outcomes

    def of(self, cell: int, actor: int) -> tuple[Inducement, ...]:
        """All inducements of an actor from a cell, lean or not, by the cells that they lead to."""
        targets, switched = self.play.arena.moves(cell, actor)
        if self._ends_better(cell, cell, actor):
            return ()
        ranks = self.play.ranks(actor)
        found = [
            self._made(cell, actor, target, options)
            for target, options in zip(targets.tolist(), switched.tolist(), strict=True)
            if ranks[target] <= ranks[cell]
        ]
        return tuple(item for item in found if item is not None)

    def lean(self, cell: int, actor: int) -> tuple[Inducement, ...]:
        """The lean ones among them."""
        return lean(self.of(cell, actor))

    def pays(self, cell: int, actor: int, target: int) -> Pays:
        """How the move to *target* pays the actor."""
        ranks = self.play.ranks(actor)
        if ranks[target] > ranks[cell]:
            return "at once" if target in self.play.steps(cell, actor, self.concept) else "deterred"
        if self._ends_better(cell, cell, actor):
            return "never"
        found = self._made(cell, actor, target, 0)
        if found is None:
            return "never"
        return "by its answer" if found.credible else "by its answer if bound"

    def _made(self, cell: int, actor: int, target: int, switched: int) -> Inducement | None:
        """The inducement that a move is, if it is one, where the roads from the cell do not end better already."""
        answers = self.answers(target, actor)
        if not self._better(answers, cell, actor):
            return None
        credible = self._ends_better(target, cell, actor)
        if not credible and self._better(self.answers(cell, actor), cell, actor):
            return None
        outcomes = self.play.roads(target, self.concept).outcomes
        raised = switched & ~self.play.arena.structure.code_of(cell)
        return Inducement(actor, cell, target, switched, raised, answers, outcomes, credible)

    def _ends_better(self, start: int, than: int, actor: int) -> bool:
        """Whether everybody's roads from *start* have outcomes that are all better for an actor than a cell."""
        return self._better(self.play.roads(start, self.concept).outcomes, than, actor)

    def _better(self, cells: tuple[int, ...], than: int, actor: int) -> bool:
        ranks = self.play.ranks(actor)
        return bool(cells) and bool((ranks[list(cells)] > ranks[than]).all())


def lean(found: Sequence[Inducement]) -> tuple[Inducement, ...]:
    """Of all inducements of one actor from one cell those in which nothing rides along."""

    def idle(item: Inducement) -> bool:
        return any(
            part.switched & item.switched == part.switched != item.switched and part.credible >= item.credible
            for part in found
        )

    return tuple(item for item in found if not idle(item))


def induces(
    found: Sequence[Inducement], met: NDArray[np.bool_], *, credible: bool = False, by: int | None = None
) -> bool:
    """Whether among all inducements of one actor from one cell there is one all of whose answers satisfy what is *met* in a
    cell; with *credible* a credible one all of whose outcomes do so too. *by*: a lean one that switches one of these bits on."""
    chosen: Iterable[Inducement] = found if by is None else (item for item in lean(found) if item.raised & by)
    return any(
        item.to(met) and (not credible or (item.credible and bool(met[list(item.outcomes)].all()))) for item in chosen
    )
