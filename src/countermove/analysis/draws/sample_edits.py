"""Checks about edits in every draw of a sample: who takes part in minimal changes of a game with uncertain premises.

What an actor's edits lead to depends on its own wants alone, so for each actor it is kept by which of its wants a draw
holds true (there are few such subsets, however many draws), and shared by all draws; draws in which every actor
has the same wants are searched once, for all checks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.arena import Arena
from countermove.analysis.checks import Case, MoreResponsible, SingleChangesOnlyBy, holds_about_edits
from countermove.analysis.draws.sample import Sample, drawn_conflict
from countermove.analysis.edits.calculus import Calculus
from countermove.analysis.edits.changes import Parties
from countermove.logic import Formula
from countermove.model import Conflict, Ranking

__all__ = ["EditSample"]

_KEPT = 1 << 29
"""Bytes of calculi, roughly, that are kept; then they are made anew."""

_SET_BYTES = 800
"""What one edit set of a calculus takes, roughly."""


class EditSample:
    """``model``: "dropped" or "reversed". Keeps what it has found out from one sample to the next."""

    def __init__(self, arena: Arena, model: str) -> None:
        self.arena = arena
        self.model = model
        self._calculi: dict[tuple[Any, frozenset[str]], Calculus] = {}
        self._parties: dict[tuple[Any, ...], Parties] = {}

    def holds(self, check: MoreResponsible | SingleChangesOnlyBy, case: Case, sample: Sample) -> NDArray[np.bool_]:
        """Whether a check about edits is true in each draw: bool (draws,). Raises SizeError."""
        assert case.target is not None, "an assessment without target has no such check"
        self._forget()
        own = [self._of_actor(case.conflict, actor, sample) for actor in case.conflict.actors]
        numbers = np.stack([back for _, back in own], axis=-1)
        different, back = np.unique(numbers, axis=0, return_inverse=True)
        values = np.empty(len(different), dtype=np.bool_)
        for place, row in enumerate(different.tolist()):
            calculi = [kept[number] for (kept, _), number in zip(own, row, strict=True)]
            values[place] = holds_about_edits(check, self._found(case, case.target, calculi), case.bound)
        found: NDArray[np.bool_] = values[back.reshape(-1)]
        return found

    def _of_actor(self, conflict: Conflict, actor: str, sample: Sample) -> tuple[list[Calculus], NDArray[np.intp]]:
        """An actor's different calculi in the draws, and which of them each draw has."""
        wants = conflict.preferences[actor]
        ids = [] if isinstance(wants, Ranking) else [want.id for want in wants if want.id in sample.place]
        rows, back = np.unique(sample.truths[:, [sample.place[name] for name in ids]], axis=0, return_inverse=True)
        signature = Calculus.signature(conflict, self.arena, actor)
        found = []
        for row in rows.tolist():
            false = frozenset(name for name, true in zip(ids, row, strict=True) if not true)
            key = ((actor, signature), false)
            if key not in self._calculi:
                self._calculi[key] = Calculus(drawn_conflict(conflict, false, self.model), self.arena, actor)
            found.append(self._calculi[key])
        return found, back.reshape(-1)

    def _found(self, case: Case, target: Formula, calculi: list[Calculus]) -> Parties:
        conflict = case.conflict
        good = self.arena.truth_of_formula(target, conflict.drivers)
        key = (conflict.start, good, case.lead, *map(id, calculi))
        if key not in self._parties:  # which keeps its calculi alive, so that their identities stay their own
            self._parties[key] = Parties(conflict, target, calculi=calculi, concept=case.lead)
        return self._parties[key]

    def _forget(self) -> None:
        if sum(len(calculus.sets) for calculus in self._calculi.values()) * _SET_BYTES > _KEPT:
            self._calculi.clear()
            self._parties.clear()
