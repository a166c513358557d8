"""solve: the stability table of one game, equilibria first, and of a big one the part that matters most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import Assessment
from countermove.desk.frame import Frame, frame_of
from countermove.desk.glossary import Glossary, glossary_of
from countermove.desk.selection import BASE, Selection
from countermove.stability import CONCEPTS, Stability, solve

__all__ = ["SHOWN", "Equilibria", "SolveRecord", "SolvedState", "solve_case"]

SHOWN = 24
"""States shown unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Equilibria:
    """The equilibria under one concept: how many there are, and the codes of those listed, ascending."""

    concept: str
    count: int
    codes: tuple[int, ...]
    holds_at_start: bool


@dataclass(frozen=True, slots=True)
class SolvedState:
    """One state: the options that are on, and for each actor the concepts under which it is stable."""

    code: int
    on: tuple[str, ...]
    stable: Mapping[str, tuple[str, ...]]
    equilibrium: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SolveRecord:
    """``states``: how many are feasible; ``rows``: those listed, ascending by code; ``left_out``: how many are not."""

    frame: Frame
    glossary: Glossary
    start: int
    states: int
    equilibria: tuple[Equilibria, ...]
    rows: tuple[SolvedState, ...]
    left_out: int


def solve_case(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    concepts: Sequence[str] = CONCEPTS,
    limit: int | None = SHOWN,
) -> SolveRecord:
    """The stability of one game. ``limit``: states listed at most (None: all): the start, then those that are
    equilibria under most concepts. Raises UnknownName, ModelError."""
    conflict = selection.conflict(assessment)
    solved = solve(conflict, concepts)
    places = _chosen(solved, limit)
    return SolveRecord(
        frame=frame_of(assessment, selection=selection, concepts=solved.concepts),
        glossary=glossary_of(assessment, selection),
        start=conflict.start,
        states=int(conflict.states.size),
        equilibria=tuple(_equilibria(solved, name, limit) for name in solved.concepts),
        rows=_rows(solved, places),
        left_out=int(conflict.states.size - places.size),
    )


def _equilibria(solved: Stability, concept: str, limit: int | None) -> Equilibria:
    codes = solved.equilibria(concept)
    listed = codes if limit is None else codes[:limit]
    return Equilibria(concept, int(codes.size), tuple(listed.tolist()), bool((codes == solved.conflict.start).any()))


def _chosen(solved: Stability, limit: int | None) -> NDArray[np.intp]:
    """Places of the states to list, ascending."""
    states = solved.conflict.states
    if limit is None or states.size <= limit:
        return np.arange(states.size)
    weight = np.zeros(states.size, dtype=np.int64)
    for name in solved.concepts:
        weight += solved.equilibrium(name)
    weight[np.searchsorted(states, solved.conflict.start)] = len(solved.concepts) + 1
    return np.sort(np.argsort(-weight, kind="stable")[:limit])


def _rows(solved: Stability, places: NDArray[np.intp]) -> tuple[SolvedState, ...]:
    conflict, names = solved.conflict, solved.concepts
    stable = {actor: np.stack([solved.stable(name, actor)[places] for name in names]) for actor in conflict.actors}
    rows = []
    for row, code in enumerate(conflict.states[places].tolist()):
        own = {
            actor: tuple(name for name, met in zip(names, table[:, row].tolist(), strict=True) if met)
            for actor, table in stable.items()
        }
        rows.append(
            SolvedState(
                code=code,
                on=tuple(name for k, name in enumerate(conflict.options) if code >> k & 1),
                stable=own,
                equilibrium=tuple(name for name in names if all(name in found for found in own.values())),
            )
        )
    return tuple(rows)
