"""Checks about edits in every draw of a sample: who takes part in minimal changes of a game with uncertain premises.

The effect of an actor's edits depends on its own wants alone, so the results of each actor are cached by the subset of
its wants that a draw holds true (there are few such subsets, however many draws), and shared by all draws; draws in
which every actor has the same wants are searched once, for all checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.draws.premises import drawn_conflict
from gmcr import Conflict, Ranking
from gmcr.analysis import EditSets, GamesEdited, Pool
from gmcr.logic import Formula

__all__ = ["EditSample"]

_CACHE_BYTES = 1 << 29
"""Approximate limit of the cached calculi, in bytes; beyond, the cache is cleared."""

_SET_BYTES = 800
"""Approximate size of one edit set of a calculus, in bytes."""


class EditSample:
    """Caches its results from one sample to the next."""

    def __init__(self, pool: Pool) -> None:
        self.arena = pool.tables.arena
        self._calculi: dict[tuple[Any, ...], EditSets] = {}
        self._games: dict[str, GamesEdited] = {}

    def edited(
        self,
        conflict: Conflict,
        target: Formula,
        truths: NDArray[np.bool_],
        place: Mapping[str, int],
        *,
        model: str,
        concept: str,
    ) -> tuple[GamesEdited, NDArray[np.intp]]:
        """The games to search for minimal changes under the roads of a concept, and the number of each draw
        (``truths``, ``place``, ``model``: see ``Sample``) with its target. Raises SizeError."""
        self._forget()
        own = [self._of_actor(conflict, actor, truths, place, model) for actor in conflict.actors]
        numbers = np.stack([back for _, back in own], axis=-1)
        different, back = np.unique(numbers, axis=0, return_inverse=True)
        if concept not in self._games:
            self._games[concept] = GamesEdited.on(self.arena, concept)
        games = self._games[concept]
        start, good = conflict.structure.cell(conflict.start), self.arena.truth_of_formula(target, conflict.drivers)
        rows = (
            [calculi_of[number] for (calculi_of, _), number in zip(own, row, strict=True)] for row in different.tolist()
        )
        indices = np.array([games.number(calculi, start, good) for calculi in rows], dtype=np.intp)
        return games, indices[back.reshape(-1)]

    def _of_actor(
        self, conflict: Conflict, actor: str, truths: NDArray[np.bool_], place: Mapping[str, int], model: str
    ) -> tuple[list[EditSets], NDArray[np.intp]]:
        """An actor's different calculi in the draws, and the index of each draw's calculus."""
        wants = conflict.preferences[actor]
        ids = [] if isinstance(wants, Ranking) else [want.id for want in wants if want.id in place]
        rows, back = np.unique(truths[:, [place[name] for name in ids]], axis=0, return_inverse=True)
        signature = EditSets.signature(conflict, self.arena, actor)
        own = []
        for row in rows.tolist():
            false = frozenset(name for name, true in zip(ids, row, strict=True) if not true)
            key = (actor, signature, false, model if false else "")
            if key not in self._calculi:
                self._calculi[key] = EditSets(drawn_conflict(conflict, false, model), self.arena, actor)
            own.append(self._calculi[key])
        return own, back.reshape(-1)

    def _forget(self) -> None:
        if sum(len(calculus.sizes) for calculus in self._calculi.values()) * _SET_BYTES > _CACHE_BYTES:
            self._calculi.clear()
            self._games.clear()
