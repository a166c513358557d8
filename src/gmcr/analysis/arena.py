"""Many games on one structure: what they share is computed once.

The games of an assessment (readings, scenarios, views, edits) have the same states and moves and differ in preferences
and start. An *arena* turns each actor's preferences into ranks and numbers the different rank arrays; a *profile*,
one rank number an actor, is all that roads and stability depend on. Games with the same profile are solved once, and
those not yet solved are solved together, as one batch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.deterrence import Deterrence
from gmcr.analysis.guarantees import Guarantees
from gmcr.analysis.lanes import reachable
from gmcr.analysis.orders import Orders, Profile
from gmcr.base.errors import TooLong
from gmcr.base.summary import Record
from gmcr.kernels import Lattice, Values
from gmcr.model import GraphStructure, Structure
from gmcr.stability import concept as concept_named

__all__ = ["Arena", "Gains", "Profile", "Steps"]

Steps = dict[int, tuple[int, ...]]
"""Cell → the cells that an actor steps to."""


@dataclass(frozen=True, slots=True, eq=False)
class Gains(Record):
    """Where an actor is better off than in a cell after one move of its own: ``cells``, ``changed`` (the bits that each move
    switches) and its ``worth`` there. ``moves``: how many moves were looked at; ``here``: its rank of the cell; ``targets``:
    the cells as an array."""

    cells: tuple[int, ...]
    changed: tuple[int, ...]
    worth: tuple[int, ...]
    moves: int
    here: int
    targets: NDArray[np.int64]


class Arena(Orders):
    """Ranks, guarantees and moves of all games on one structure, made when asked for and kept."""

    def __init__(self, structure: Structure) -> None:
        super().__init__(structure)
        self._guarantees = Guarantees(self)
        self._deterrence = Deterrence(self, self._guarantees)
        self._steps: dict[tuple[str, int, int], Steps] = {}
        self._moves: dict[tuple[int, int], tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        self._gains: dict[tuple[int, int], dict[int, Gains]] = {}
        self._allowed: int | None = None

    @property
    def lattice(self) -> Lattice:
        """States and moves for kernels with games on the last axis. Raises ModelError in graph form."""
        return self._guarantees.lattice

    # -- moves -----------------------------------------------------------------------------------------------------

    def moves(self, cell: int, actor: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where an actor can move from a cell: (cells, codes of the options that each move changes)."""
        key = (cell, actor)
        if key not in self._moves:
            code = self.structure.code_of(cell)
            codes = self.structure.moves(code, self.actors[actor])
            changed = np.zeros_like(codes) if isinstance(self.structure, GraphStructure) else codes ^ code
            self._moves[key] = (self.structure.cells_of(codes), changed)
        return self._moves[key]

    def gains(self, cell: int, actor: int, rank: int) -> Gains:
        """An actor's improvements from a cell where it ranks as a number says; all games in which it does share them."""
        known = self._gains.setdefault((actor, rank), {})
        found = known.get(cell)
        if found is None:
            targets, changed = self.moves(cell, actor)
            worth, here = self.ranks[rank][targets], self.ranks[rank][cell]
            better = worth > here
            cells = targets[better]
            found = known[cell] = Gains(
                tuple(cells.tolist()),
                tuple(changed[better].tolist()),
                tuple(worth[better].tolist()),
                targets.size,
                int(here),
                cells,
            )
        return found

    def steps_known(self, profile: Profile, concept: str) -> list[Steps]:
        """For each actor, where it steps from the cells looked at so far; to be added to. Games in which an actor ranks
        alike share this where nobody else's ranks matter, which is under Nash, GMR and SMR."""
        if not concept_named(concept).own_only:
            return [{} for _ in profile]
        return [self._steps.setdefault((concept, actor, rank), {}) for actor, rank in enumerate(profile)]

    @contextmanager
    def at_most(self, steps: int) -> Iterator[None]:
        """Raise TooLong where more would be spent on steps: how far roads lead is not known before they are walked."""
        before, self._allowed = self._allowed, steps
        try:
            yield
        finally:
            self._allowed = before

    def spend(self, moves: int) -> None:
        """Count what finding the steps among so many moves takes: one, and more where these are hundreds."""
        if self._allowed is not None:
            self._allowed -= 1 + moves // 256
            if self._allowed < 0:
                raise TooLong("This takes more steps than were allowed.")

    def reachable(self, start: int) -> NDArray[np.bool_]:
        """The cells to which some chain of moves leads from one, itself among them: bool (cells,)."""
        return reachable(self.structure, start)

    # -- guarantees ------------------------------------------------------------------------------------------------

    def prepare(
        self, profiles: Iterable[Profile], concepts: Sequence[str], actors: Collection[int] | None = None
    ) -> None:
        """Compute the guarantees of all these games that are not known yet, in batches; of some *actors* only, or of all. On a
        large structure nothing: there what deters is searched where it is asked for."""
        if not self._deterrence.searched:
            self._guarantees.prepare(profiles, concepts, actors)

    @contextmanager
    def briefly(self) -> Iterator[None]:
        """Forget afterwards the guarantees that were not known before: for searches through thousands of games that nobody
        asks about again."""
        with self._guarantees.briefly():
            yield

    def guarantee(self, profile: Profile, actor: int, concept: str) -> Values:
        """What an actor can count on after moving to each cell, under a concept: ranks, (cells,)."""
        return self._guarantees.of(profile, actor, concept)

    def undeterred(
        self, profile: Profile, actor: int, concept: str, targets: NDArray[np.int64], floor: int
    ) -> NDArray[np.bool_]:
        """Whether nothing deters each of an actor's improvements from one state; *targets*: the cells that they lead to,
        *floor*: the actor's rank of that state."""
        return self._deterrence.undeterred(profile, actor, concept, targets, floor)

    @property
    def searched(self) -> bool:
        """Whether what deters is searched where it is asked for, and games are not solved whole."""
        return self._deterrence.searched

    def knows(self, profile: Profile, actor: int, concept: str) -> bool:
        """Whether ``undeterred`` needs nothing to be prepared."""
        return self._deterrence.searched or self._guarantees.knows(profile, actor, concept)
