"""Stability of a coalition by propagation, without a state × state object.

The method for one actor does not simply carry over: a sanction against H compares x with s for several members, so the
threshold is a *vector*. But x does not sanction H at s iff r_i(x) > r_i(s) for **every** i ∈ H, so an answer set X
leaves s1 undeterred iff for every i the least of r_i over X exceeds r_i(s): the least separates by member. With

    g_i(s1) = min(r_i(s1), the least of r_i over the opponents' answers to s1),

s is unstable iff some s1 ∈ R_H(s) has g_i(s1) > r_i(s) for every i ∈ H. To find it, one member k is *carried* as a
value, and the thresholds of the others, τ = (r_j(s))_{j≠k}, are enumerated: with v_τ = g_k where g_j > τ_j for all j ≠
k, else 0,

    s is unstable iff the best of v_τ over R_H(s) exceeds r_k(s).

One actor alone has one τ, which is the form of ``stability.concept``. CSMR's reply does not separate by member, but it
does along τ: with v_τ of the plain ranks and e_τ(s2) the best of v_τ over s2 and R_H(s2), what H can count on after s1
is min(v_τ(s1), the least of e_τ over the answers to s1). All τ of a batch share one pass.

A Pareto improvement, by which no member loses and one gains, has a member k that gains: so s has none iff for every k,
carried in turn, the best of r_k over R_H(s), where r_j ≥ τ_j for all j ≠ k, is no more than r_k(s).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import SizeError
from gmcr.kernels import Values
from gmcr.model import Conflict
from gmcr.stability.coalitions.cnash import CONCEPT as CNASH
from gmcr.stability.coalitions.concept import CoalitionConcept
from gmcr.stability.coalitions.improvements import Coalition, ReachedSets

__all__ = ["MAX_WORK", "pareto_stable", "stable_for"]

Closure = Callable[[Values], Values]

MAX_WORK = 1 << 30
"""The maximum number of thresholds × cells for one coalition."""

_BLOCK = 1 << 20


def stable_for(
    conflict: Conflict, coalition: Coalition, concepts: Sequence[CoalitionConcept], closures: Mapping[str, Closure]
) -> dict[str, NDArray[np.bool_]]:
    """Concept name → where *coalition* is stable, bool (states,). *closures*: for "moves" and "improvements", the least
    over a cell and all answers of the opponents from it, on arrays (B, cells). Raises SizeError."""
    ranks, at_states = _ranks_of(conflict, coalition)
    search = _ThresholdSearch(ranks, _carried(at_states), ReachedSets(conflict.structure, coalition), closures)
    return search.all_states(conflict, coalition, at_states, concepts)


def pareto_stable(conflict: Conflict, coalition: Coalition) -> NDArray[np.bool_]:
    """Where *coalition* has no Pareto improvement, bool (states,). Raises SizeError."""
    ranks, at_states = _ranks_of(conflict, coalition)
    stable = np.ones(at_states.shape[1], dtype=np.bool_)
    for gaining in range(len(coalition)):
        search = _ThresholdSearch(ranks, gaining, ReachedSets(conflict.structure, coalition), {}, weakly=True)
        stable &= search.all_states(conflict, coalition, at_states, [CNASH])[CNASH.name]
    return stable


def _ranks_of(conflict: Conflict, coalition: Coalition) -> tuple[Values, Values]:
    """The members' ranks, (members, cells) and (members, states)."""
    own = [conflict.cell_ranks[conflict.actor(member)] for member in coalition]
    kind = np.result_type(*own)
    ranks: Values = np.stack([values.astype(kind) for values in own])
    return ranks, ranks[:, conflict.structure.cells_of(conflict.states)]


def _carried(at_states: Values) -> int:
    """The member to carry: the one that leaves the fewest thresholds of the others."""
    counts = [
        np.unique(np.delete(at_states, place, axis=0), axis=1).shape[1] if len(at_states) > 1 else 1
        for place in range(len(at_states))
    ]
    return int(np.argmin(counts))


class _ThresholdSearch:
    """The thresholds of one batch at a time, and the states that have them."""

    def __init__(
        self,
        ranks: Values,
        carried: int,
        reach: ReachedSets,
        closures: Mapping[str, Closure],
        *,
        weakly: bool = False,
    ) -> None:
        self.ranks, self.carried, self.reach, self.closures = ranks, carried, reach, closures
        self.others = [place for place in range(len(ranks)) if place != carried]
        self.beyond = np.greater_equal if weakly else np.greater
        self._assured: dict[str, Values] = {"none": ranks}  # g, (members, cells)

    def all_states(
        self, conflict: Conflict, coalition: Coalition, at_states: Values, concepts: Sequence[CoalitionConcept]
    ) -> dict[str, NDArray[np.bool_]]:
        """Concept name → which states are stable, batch by batch of thresholds. Raises SizeError."""
        structure = conflict.structure
        cells = structure.cells_of(conflict.states)
        thresholds, group = np.unique(at_states[self.others], axis=1, return_inverse=True)
        group = group.reshape(-1)
        if thresholds.shape[1] * structure.cells > MAX_WORK:
            raise SizeError(
                f"{' and '.join(coalition)} together have {thresholds.shape[1]} thresholds on {structure.cells} cells, "
                f"and at most {MAX_WORK} pairs of these are examined. Exclude impossible states with `never` rules, or give "
                "the members fewer wants."
            )
        stable = {concept.name: np.ones(cells.size, dtype=np.bool_) for concept in concepts}
        order = np.argsort(group, kind="stable")
        bounds = np.searchsorted(group[order], np.arange(thresholds.shape[1] + 1))
        step = max(1, _BLOCK // structure.cells)
        for low in range(0, thresholds.shape[1], step):
            high = min(low + step, thresholds.shape[1])
            places = order[bounds[low] : bounds[high]]
            self.block(thresholds[:, low:high], group[places] - low, cells[places])
            for concept in concepts:
                stable[concept.name][places] = self.stable(concept)
        return stable

    def block(self, thresholds: Values, row: NDArray[np.int64], cell: NDArray[np.int64]) -> None:
        """Set *thresholds*, (other members, B); the states have rows *row* of them and cells *cell*."""
        self.thresholds, self.row, self.cell = thresholds, row, cell
        self.plain = self._above(self.ranks)
        self.tempted = ~self._holds(self.plain)

    def stable(self, concept: CoalitionConcept) -> NDArray[np.bool_]:
        """Which states of the batch are stable. Answers are computed only if some state has an improvement."""
        if concept.sanctions == "none" or not self.tempted.any():
            return ~self.tempted
        if not concept.reply:
            return self._holds(self._above(self._answered(concept.sanctions)))
        escapes = self.closures[concept.sanctions](self.reach.best(self.plain))
        return self._holds(np.minimum(self.plain, escapes))

    def _answered(self, sanctions: str) -> Values:
        if sanctions not in self._assured:
            self._assured[sanctions] = np.minimum(self.ranks, self.closures[sanctions](self.ranks))
        return self._assured[sanctions]

    def _above(self, vectors: Values) -> Values:
        """v_τ, (B, cells): the carried member's part where the others' parts are beyond their thresholds, else 0."""
        values = np.repeat(vectors[self.carried][None], self.thresholds.shape[1], axis=0)
        for place, limits in zip(self.others, self.thresholds, strict=True):
            values *= self.beyond(vectors[place], limits[:, None])
        return values

    def _holds(self, guarantee: Values) -> NDArray[np.bool_]:
        best = self.reach.best(guarantee)[self.row, self.cell]
        stable: NDArray[np.bool_] = best <= self.ranks[self.carried][self.cell]
        return stable
