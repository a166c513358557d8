"""Strict rankings one by one: those that meet an actor's needs, and whole profiles of them in batches.

A ranking is a tuple of state codes, best first; rankings come in lexicographic order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, permutations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.moves import reachable
from gmcr.analysis.rankings.requirements import Need
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.kernels import Kernel, Lattice, Values, ensemble_for
from gmcr.kernels.graph import GraphEnsemble
from gmcr.model import Conflict, GraphStructure
from gmcr.stability import concept as concept_named
from gmcr.stability import guarantees, stable_where

__all__ = ["MAX_PROFILES", "RankingTally", "rankings_meeting", "relevant_states", "tally_profiles"]

MAX_PROFILES = 4_000_000
"""Profiles of rankings are enumerated up to this many."""

_BATCH = 1 << 13

RankingOrder = tuple[int, ...]


def rankings_meeting(needs: Sequence[Need], state: int, states: Sequence[int]) -> Iterator[RankingOrder]:
    """Yield all strict rankings of *states* (codes, *state* among them) that meet *needs*, in lexicographic order of
    codes.

    Removing states from those above *state* does no harm, so building a ranking from its top never fails.
    """
    order = sorted(states)

    def allowed(above: frozenset[int]) -> bool:
        return all(any(above.isdisjoint(item) for item in need.alternatives) for need in needs)

    def from_top(above: tuple[int, ...], inside: frozenset[int]) -> Iterator[RankingOrder]:
        for following in order:
            if following == state:
                rest = [code for code in order if code != state and code not in inside]
                yield from ((*above, state, *below) for below in permutations(rest))
            elif following not in inside and allowed(larger := inside | {following}):
                yield from from_top((*above, following), larger)

    if allowed(frozenset()):
        yield from from_top((), frozenset())


def relevant_states(conflict: Conflict, state: int) -> tuple[int, ...]:
    """Return the state and all that moves of any actors lead to from it: codes, ascending. How others are ranked does
    not matter to its stability."""
    structure = conflict.structure
    near = structure.at_states(reachable(structure, structure.cell(state)))
    return tuple(structure.states[near].tolist())


@dataclass(frozen=True, slots=True)
class RankingTally(Record):
    """The result of an enumeration: of ``checked`` profiles of relevant states, out of ``total``, ``count`` make the
    state an equilibrium. ``listed`` has the first such profiles of all feasible states, in lexicographic order, with
    one ranking for each varied actor."""

    total: int
    checked: int
    count: int
    listed: tuple[tuple[RankingOrder, ...], ...]

    @property
    def complete(self) -> bool:
        return self.checked == self.total


@task
def tally_profiles(
    conflict: Conflict,
    state: int,
    *,
    vary: Sequence[str],
    concept: str,
    limit: int = 0,
) -> Task[RankingTally]:
    """Try every profile of strict rankings of the relevant states for the actors *vary*, with the others' preferences
    as they are.

    ``limit`` is the number of profiles listed, of all feasible states. Progress counts profiles, the last only at its
    end. Raises SizeError beyond ``MAX_PROFILES``.
    """
    states = relevant_states(conflict, state)
    rankings = factorial(len(states))
    total = rankings ** len(vary)
    if total > MAX_PROFILES:
        raise SizeError(
            f"State {state} under {concept} with {' and '.join(vary)} varied: {_power(len(states), len(vary))} "
            f"profiles, more than the {MAX_PROFILES:,} that are examined. Vary fewer actors, or ask about nash, "
            "gmr or smr."
        )
    ranks = _Ranks(conflict, states, rankings)
    kernel = _kernels(conflict)
    count = 0
    batches_found: list[NDArray[np.int64]] = []

    def up_to(checked: int, count: int, batches: int) -> RankingTally:
        numbers = np.concatenate((np.empty(0, dtype=np.int64), *batches_found[:batches]))
        whole = _extended(numbers, len(vary), rankings, ranks.order, conflict.states.tolist()) if numbers.size else ()
        return RankingTally(total, checked, count, tuple(islice(whole, limit)))

    for first in range(0, total, _BATCH):
        yield Progress(first, total, partial(up_to, first, count, len(batches_found)))
        numbers = every = np.arange(first, min(total, first + _BATCH))
        digits = {}
        for actor in reversed(vary):  # the last actor's ranking varies fastest
            numbers, digits[actor] = np.divmod(numbers, rankings)
        stable = _equilibria(conflict, state, concept, digits, ranks, kernel)
        if limit:
            batches_found.append(every[stable])
        count += int(np.count_nonzero(stable))
    return up_to(total, count, len(batches_found))


def _extended(
    numbers: NDArray[np.int64],
    actors: int,
    rankings: int,
    order_of: Callable[[int], RankingOrder],
    states: Sequence[int],
) -> Iterator[tuple[RankingOrder, ...]]:
    """All profiles of strict rankings of *states* that agree on the relevant states with one of some profiles, in
    lexicographic order. *numbers* gives those profiles, ascending: one digit to the base *rankings* for each actor."""
    base = rankings ** (actors - 1)
    firsts = {order_of(digit): digit for digit in np.unique(numbers // base).tolist()}
    for order, inner in _rankings_over(list(firsts), states):
        if actors == 1:
            yield (order,)
            continue
        low = firsts[inner] * base
        part = numbers[np.searchsorted(numbers, low) : np.searchsorted(numbers, low + base)] - low
        for others in _extended(part, actors - 1, rankings, order_of, states):
            yield (order, *others)


def _rankings_over(
    orders: Sequence[RankingOrder], states: Sequence[int]
) -> Iterator[tuple[RankingOrder, RankingOrder]]:
    """The strict rankings of *states* (ascending), in lexicographic order, that agree with one of *orders* on fewer
    states, each with that one."""
    relevant = frozenset(orders[0])
    above: list[int] = []
    fitting = [list(orders)]  # after each state placed; the number of relevant ones among them is the next position
    trails = [iter(states)]
    while trails:
        state = next(trails[-1], None)
        if state is None:
            trails.pop()
            if above:
                above.pop()
                fitting.pop()
        elif state not in above:
            place = sum(code in relevant for code in above)
            orders_left = (
                [order for order in fitting[-1] if order[place] == state] if state in relevant else fitting[-1]
            )
            if not orders_left:
                continue
            if len(above) + 1 == len(states):
                yield (*above, state), orders_left[0]
                continue
            above.append(state)
            fitting.append(orders_left)
            trails.append(iter(states))


def _power(states: int, actors: int) -> str:
    return f"{factorial(states):,}" if actors == 1 else f"({states}!)^{actors}"


class _Ranks:
    """Strict rankings of the relevant states by number, as rank arrays over feasible states."""

    def __init__(self, conflict: Conflict, states: tuple[int, ...], rankings: int) -> None:
        self._states = np.array(states, dtype=np.int64)
        places = islice(permutations(range(len(states))), rankings)
        flat = np.fromiter((place for order in places for place in order), dtype=np.uint8, count=rankings * len(states))
        self._orders = flat.reshape(rankings, len(states))
        self._rows = np.searchsorted(conflict.states, self._states)
        self._feasible = conflict.states.size

    def order(self, number: int) -> RankingOrder:
        return tuple(self._states[self._orders[number]].tolist())

    def arrays(self, numbers: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return rank arrays (feasible states, numbers), larger is better. States that are not relevant cannot be
        reached, so any rank will do there."""
        orders = self._orders[numbers].T
        result = np.ones((self._feasible, numbers.size), dtype=np.uint8)
        worth = np.arange(len(orders), 0, -1, dtype=np.uint8) + np.uint8(1)
        result[self._rows[orders], np.arange(numbers.size)] = worth[:, None]
        return result


def _kernels(conflict: Conflict) -> Callable[[Sequence[Values]], Kernel]:
    """A function that makes the kernel of a batch from its rank arrays (feasible states, games)."""
    structure = conflict.structure
    if isinstance(structure, GraphStructure):
        return lambda ranks: GraphEnsemble(structure.form, ranks)
    lattice = Lattice(structure)
    return lambda ranks: ensemble_for(lattice, ranks)


def _equilibria(
    conflict: Conflict,
    state: int,
    concept: str,
    digits: Mapping[str, NDArray[np.int64]],
    ranks: _Ranks,
    kernel_of: Callable[[Sequence[Values]], Kernel],
) -> NDArray[np.bool_]:
    """For each profile whether the state is an equilibrium."""
    size = next(iter(digits.values())).size
    stacked: list[Values] = []
    for place, actor in enumerate(conflict.actors):
        if actor in digits:
            stacked.append(ranks.arrays(digits[actor]))
        else:
            own = conflict.structure.at_states(conflict.cell_ranks[place])
            stacked.append(np.ascontiguousarray(np.broadcast_to(own[:, None], (own.size, size))))
    common = np.result_type(*stacked)  # masks of one actor's moves meet another's values
    kernel = kernel_of([own.astype(common, copy=False) for own in stacked])
    row = int(np.searchsorted(conflict.states, state))
    whole = np.ones(size, dtype=np.bool_)
    for place in range(len(conflict.actors)):
        [(_, guarantee)] = guarantees(kernel, place, [concept_named(concept)])
        whole &= stable_where(kernel, place, guarantee)[row]
    return whole
