"""Inducement: moves made for the answer that they bring.

The five concepts deter moves; none rewards one. A move that is no better for its maker may still pay through the
others' response (after Schelling 1960; the horizon of two of limited-move stability, Kilgour 1984; Brams 1994). For an
actor i, a concept c, a state s and a move s → s1 of i with s1 not better for i than s:

* Bind i: only the others step (steps of ``analysis.roads`` under c, judged in the game in which i has no moves), from
  s1. The *answers* are the states so reached in which none of the others has a step.
* The move *works* iff there are answers and all of them are better for i than s.
* It is *credible* iff it works and needs no binding: the outcomes under c of everybody's roads from s1 exist and are
  all better for i than s. Otherwise it works only if i binds itself; a one-way option binds by itself as far as it
  goes.
* It *matters* iff everybody's roads from s do not already have outcomes that are all better for i than s and, unless it
  is credible, with i bound at s the others' answers do not exist or are not all better for i than s.
* It is an *inducement* iff it works and matters; a *lean* one iff no strict subset of the options that it switches is
  an inducement too, and credible if this one is.

From a Nash equilibrium the switch of one option that is strictly worse and can be taken back is never credible under
Nash: i would take it back, and there the roads end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import comb
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.outcomes import Reach
from gmcr import Conflict
from gmcr.analysis import Games, Play
from gmcr.base.record import INTERNAL, Key, Record
from gmcr.logic import Formula
from gmcr.model import OptionForm, OptionStructure, Structure

__all__ = ["Inducement", "Inducing", "Pays", "at_once", "leading_to", "lean"]

_LISTED = 1 << 9
"""The largest number of moves of an actor from one state that are tried, where inducements are listed."""

Pays = Literal["at once", "deterred", "by its answer", "by its answer if bound", "never"]
"""How a move pays its maker: it is better, and the concept does not deter it (a step, unless it switches more than it
needs to); it is better and deterred; it is a credible inducement; it is one that needs binding; or none of these."""


@dataclass(frozen=True, slots=True)
class Inducement(Record):
    """A move made for its answer."""

    actor: str
    """The actor that would make it."""
    concept: str
    """The concept under which the others answer."""
    before: Annotated[int, Key("from")]
    """The code of the state where it is made."""
    after: Annotated[int, Key("to")]
    """The code of the state that it leads to."""
    credible: bool
    """Whether it needs no binding: everybody's roads from there end better for its maker too."""
    answers: tuple[int, ...]
    """Codes of the states in which the others' answers end while its maker is bound, all better for it."""
    outcomes: tuple[int, ...]
    """Codes of the outcomes of everybody's roads from the move."""
    switched: Annotated[int, INTERNAL]
    """The bits of the options that it switches; 0 in graph form."""

    @property
    def raised(self) -> int:
        """The bits of the options that it switches on."""
        return self.switched & self.after

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        return {self.before, self.after, *self.answers, *self.outcomes}


class Inducing:
    """Inducements in one game under one concept. States are cells here."""

    def __init__(self, games: Games, conflict: Conflict, concept: str) -> None:
        self.concept = concept
        self.play = games.play_of(conflict)
        self._structure = conflict.structure
        self._bound = cache(lambda actor: games.bound(actor).play(self.play.profile))

    def answers(self, cell: int, actor: int) -> tuple[int, ...]:
        """Where the others' steps from a cell end while an actor is bound; empty where they run in circles."""
        bound: Play = self._bound(actor)
        return bound.roads(cell, self.concept).outcomes

    def of(self, cell: int, actor: int, *, most: int = OptionForm.MOST) -> tuple[Inducement, ...]:
        """All inducements of an actor from a cell that switch at most *most* options, lean or not, by the codes that
        they lead to."""
        if self._ends_better(cell, cell, actor):
            return ()
        targets, switched = self.play.arena.moves(cell, actor)
        ranks = self.play.ranks(actor)
        inducements = [
            self._made(cell, actor, target, options)
            for target, options in zip(targets.tolist(), switched.tolist(), strict=True)
            if ranks[target] <= ranks[cell] and options.bit_count() <= most
        ]
        return tuple(item for item in inducements if item is not None)

    def lean(self, cell: int) -> tuple[Inducement, ...]:
        """The lean inducements of all actors from a cell; for an actor with many options those that switch ``at_once``
        at most.
        """
        inducements: list[Inducement] = []
        for actor, name in enumerate(self._structure.actors):
            inducements += lean(self.of(cell, actor, most=at_once(self._structure, name)))
        return tuple(inducements)

    def to(self, item: Inducement, met: NDArray[np.bool_]) -> bool:
        """Whether all answers to an inducement are cells that are *met*."""
        return bool(met[self._cells(item.answers)].all())

    def induces(
        self, cell: int, actor: int, met: NDArray[np.bool_], *, credible: bool = False, by: int | None = None
    ) -> bool:
        """Whether an actor has an inducement at a cell all of whose answers are cells that are *met*; with *credible* a
        credible one all of whose outcomes are too. *by*: a lean one that switches one of these bits on."""
        inducements = self.of(cell, actor)
        chosen: Iterable[Inducement] = (
            inducements if by is None else (item for item in lean(inducements) if item.raised & by)
        )
        return any(
            self.to(item, met) and (not credible or (item.credible and bool(met[self._cells(item.outcomes)].all())))
            for item in chosen
        )

    def pays(self, cell: int, actor: int, target: int) -> Pays:
        """How the move to *target* pays the actor."""
        ranks = self.play.ranks(actor)
        if ranks[target] > ranks[cell]:
            return "at once" if self.play.undeterred(cell, actor, target, self.concept) else "deterred"
        inducement = None if self._ends_better(cell, cell, actor) else self._made(cell, actor, target, 0)
        if inducement is None:
            return "never"
        return "by its answer" if inducement.credible else "by its answer if bound"

    def _made(self, cell: int, actor: int, target: int, switched: int) -> Inducement | None:
        """The inducement that a move is, or None; the roads from the cell are known not to end better already."""
        answers = self.answers(target, actor)
        if not self._better(answers, cell, actor):
            return None
        credible = self._ends_better(target, cell, actor)
        if not credible and self._better(self.answers(cell, actor), cell, actor):
            return None
        code = self._structure.code_of
        return Inducement(
            actor=self._structure.actors[actor],
            concept=self.concept,
            before=code(cell),
            after=code(target),
            credible=credible,
            answers=tuple(map(code, answers)),
            outcomes=tuple(map(code, self.play.roads(target, self.concept).outcomes)),
            switched=switched,
        )

    def _cells(self, codes: tuple[int, ...]) -> NDArray[np.int64]:
        return self._structure.cells_of(np.array(codes, dtype=np.int64))

    def _ends_better(self, start: int, than: int, actor: int) -> bool:
        """Whether everybody's roads from *start* have outcomes, all better for an actor than the cell *than*."""
        return self._better(self.play.roads(start, self.concept).outcomes, than, actor)

    def _better(self, cells: tuple[int, ...], than: int, actor: int) -> bool:
        ranks = self.play.ranks(actor)
        return bool(cells) and bool((ranks[list(cells)] > ranks[than]).all())


def leading_to(
    games: Games, conflict: Conflict, formula: Formula, concept: str
) -> tuple[Reach, tuple[Inducement, ...]]:
    """How far the roads from the start of a game lead to the states with a formula; and, unless they end there, the
    lean inducements at the start all of whose answers satisfy it."""
    met, start = games.arena.met(formula, conflict.drivers), conflict.structure.cell(conflict.start)
    inducing = Inducing(games, conflict, concept)
    far = Reach.of(inducing.play.roads(start, concept), met)
    if far is Reach.ENDS:
        return far, ()
    return far, tuple(item for item in inducing.lean(start) if inducing.to(item, met))


def at_once(structure: Structure, actor: str) -> int:
    """The largest number of options that an actor switches at once where its inducements are listed: all, up to nine."""
    if not isinstance(structure, OptionStructure):
        return OptionForm.MOST
    low, high = structure.form.span[actor]
    moves = list(accumulate(comb(high - low, size) for size in range(1, high - low + 1)))
    return sum(count <= _LISTED for count in moves)


def lean(inducements: Sequence[Inducement]) -> tuple[Inducement, ...]:
    """The lean ones among all inducements of one actor from one cell: those that switch no option in vain."""

    def idle(item: Inducement) -> bool:
        return any(
            part.switched & item.switched == part.switched != item.switched and part.credible >= item.credible
            for part in inducements
        )

    return tuple(item for item in inducements if not idle(item))
