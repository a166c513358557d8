"""Minimal changes of calculus for a target, and the degrees of responsibility that follow.

The target holds iff a road of steps leads from the start, itself included, to an equilibrium with F; steps and
equilibria are those of one concept, Nash unless said otherwise. A *minimal change* is a non-empty set of edits after
which the target's truth value is the other one while no proper non-empty subset does that. An actor's *degree of
responsibility* is 1/(size of the smallest minimal change in which an edit of its wants takes part), 0 if there is none
within the bound (after Chockler & Halpern 2004).

Under Nash, GMR and SMR the steps of an actor depend on its own wants alone, and roads visit few states. So the edit
sets of each actor are kept apart and *split* only when they lead to different steps at a state that is really reached:
many combinations share one road, and each road is walked once. Under SEQ and symmetric SEQ they depend on everybody's
wants: ``analysis.joint``. Complete up to the bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.arena import Arena, Profile
from countermove.analysis.edits.calculus import EditSet, EditSets
from countermove.analysis.edits.edits import edits_of
from countermove.analysis.edits.joint import JointSearch, lacking_on_roads, prepare_own
from countermove.analysis.edits.search import BOUND, EditSearch, MinimalChanges, collect
from countermove.analysis.roads.roads import Play
from countermove.logic import Formula
from countermove.model import Conflict
from countermove.stability import concept as concept_named
from countermove.work import Work, counted

__all__ = ["BOUND", "MinimalChanges", "Parties", "minimal_changes"]


@counted
def minimal_changes(
    conflict: Conflict,
    target: Formula,
    *,
    bound: int = BOUND,
    concept: str = "nash",
    calculi: Sequence[EditSets] | None = None,
    stress: bool = False,
) -> Work[MinimalChanges]:
    """All minimal changes of at most *bound* edits for a target (a resolved formula), under the roads of *concept*.

    ``calculi``: one for each actor, where they are known already (made with the same ``stress``). ``stress``: negations
    too. Counts the sizes of sets. Raises UnknownName, SizeError.
    """
    if calculi is None:
        arena = Arena(conflict.structure)
        calculi = [EditSets(conflict, arena, actor, stress=stress) for actor in conflict.actors]
    search = _search(conflict, target, calculi, concept)
    return (yield from collect(search, edits_of(conflict, stress=stress), bound))


def _search(conflict: Conflict, target: Formula, calculi: Sequence[EditSets], concept: str) -> EditSearch:
    if concept_named(concept).own_only:
        return _RoadSearch(conflict, target, calculi, concept)
    start = conflict.structure.cell(conflict.start)
    good = calculi[0].arena.met(target, conflict.drivers)
    arena = calculi[0].arena

    def arrives(play: Play) -> bool:
        return bool(good[list(play.roads(start, concept).outcomes)].any())

    @cache
    def quiet(actor: int, number: int) -> bool:
        return Play(arena, (number,) * len(calculi)).stable(start, "nash", actor)

    def at_rest(profile: Profile) -> bool | None:
        # Where nobody gains by any move the start is an equilibrium under every concept.
        return bool(good[start]) if all(quiet(actor, number) for actor, number in enumerate(profile)) else None

    return JointSearch(calculi, concept, arrives, at_rest, lambda play: lacking_on_roads(play, start, concept))


class Parties:
    """Who takes part in minimal changes for a target under the roads of a concept; looked for no further than asked.

    ``calculi`` say what everybody wants; of *conflict* only the structure, the start and the drivers count.
    """

    def __init__(self, conflict: Conflict, target: Formula, *, calculi: Sequence[EditSets], concept: str) -> None:
        self._search = _search(conflict, target, calculi, concept)
        self._by_size: list[frozenset[str]] = []

    @property
    def holds(self) -> bool:
        """Whether the target holds before any change."""
        return self._search.holds

    def by_size(self, bound: int) -> Iterator[frozenset[str]]:
        """The actors whose edits take part in some minimal change of exactly 1, 2, … *bound* edits."""
        for size in range(1, bound + 1):
            if size > len(self._by_size):
                self._by_size.append(frozenset(edit.actor for change in self._search.of_size(size) for edit in change))
            yield self._by_size[size - 1]


Groups = list[NDArray[np.int64]]
"""For each actor, edit sets by their numbers in its calculus, ascending: a smallest first."""


class _RoadSearch:
    """Minimal changes size by size under a concept whose steps depend on the mover's own wants."""

    def __init__(self, conflict: Conflict, target: Formula, calculi: Sequence[EditSets], concept: str) -> None:
        self.calculi = calculi
        self.concept = concept
        self.start = conflict.structure.cell(conflict.start)
        self.good = calculi[0].arena.met(target, conflict.drivers)
        self.found: list[EditSet] = []
        [(self.holds, _)] = self._explore([np.zeros(1, dtype=np.int64) for _ in calculi], 0)

    def of_size(self, size: int) -> list[EditSet]:
        """All minimal changes of exactly *size* edits."""
        inside = []
        for calculus in self.calculi:
            # A set that holds a whole minimal change already cannot be part of another one.
            free = [k for k in calculus.up_to(size) if not any(change <= calculus.sets[k] for change in self.found)]
            inside.append(np.array(free, dtype=np.int64))
        prepare_own(self.calculi, self.concept)
        flipped: list[EditSet] = []
        for holds, groups in self._explore(inside, size):
            if holds != self.holds:
                flipped += (whole for whole in self._unions(groups, size) if not any(c < whole for c in self.found))
        self.found += flipped
        return flipped

    def _explore(self, groups: Groups, size: int) -> Iterator[tuple[bool, Groups]]:
        """Classes of combinations of *size* edits that share one road from the start: whether the target holds, and for
        each actor the edit sets in the class."""
        stack: list[tuple[list[int], int, int, bool, Groups]] = [([self.start], 0, 0, True, groups)]
        while stack:
            reached, place, actor, ends, here = stack.pop()
            if actor == len(self.calculi):
                holds = ends and bool(self.good[reached[place]])
                place, actor, ends = place + 1, 0, True
                if holds or place == len(reached):  # once it holds, nothing further along the road undoes that
                    yield holds, here
                    continue
            labels, steps = self.calculi[actor].steps(reached[place], self.concept)
            whole = here[actor]
            for label, part in _parts(labels[whole], whole):
                narrowed = here if part is whole else [*here[:actor], part, *here[actor + 1 :]]
                if part is whole or self._least(narrowed) <= size:
                    onward = reached + [target for target in steps[label] if target not in reached]
                    stack.append((onward, place, actor + 1, ends and not steps[label], narrowed))

    def _least(self, groups: Groups) -> int:
        return sum(calculus.sizes[group[0]] for calculus, group in zip(self.calculi, groups, strict=True))

    def _unions(self, groups: Groups, size: int) -> Iterator[EditSet]:
        """All unions of one set from each group that have *size* edits."""
        by_size: list[dict[int, list[EditSet]]] = []
        for calculus, group in zip(self.calculi, groups, strict=True):
            sizes: dict[int, list[EditSet]] = {}
            for own in group.tolist():
                sizes.setdefault(calculus.sizes[own], []).append(calculus.sets[own])
            by_size.append(sizes)
        for split in product(*by_size):
            if sum(split) == size:
                for chosen in product(*(sizes[part] for sizes, part in zip(by_size, split, strict=True))):
                    yield frozenset().union(*chosen)


def _parts(labels: NDArray[np.int64], group: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """A group split by label."""
    first = int(labels[0])
    if labels.size == 1 or (labels == first).all():
        yield first, group
        return
    for label in np.unique(labels).tolist():
        yield label, group[labels == label]
