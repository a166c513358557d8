"""The rankings nearest to those that actors have under which a state is an equilibrium.

The distance of two rankings (weak orders) of the same states is the number of pairs of states that they do not order
alike. Of rankings without ties that is Kendall's. Under Nash, GMR and SMR an actor's stability at s depends on which
states it likes no better than s (``analysis.rankings.requirements``). Let A be the states that it prefers to s, U those
that it likes just as well, and T ⊆ A those that shall become no better. Of all rankings in which T is no better than s
and the rest of A still is, the nearest differ in

    d(T) = |T| + #{(t, b) ∈ T × (A − T) : t ≿ b} + |U| if T is not empty, d(∅) = 0

pairs: s with each of T; each of T with what it must now stand below; and because what it liked as well as s either is
no longer as good, or is now as good as all of T, at least one pair for each of U. One such ranking has A − T as it was,
then s, T as it was, U, and the rest. To put more states above s never helps.

So T is a set of least d that meets the needs: weighted MaxSAT. Of the states that no need mentions, those that compare
alike with all that are mentioned go together, since d is concave in how many of them are in T; and as d depends only on
how many of each rank are in T, most alternatives are needless (``_without_dominated``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.maxsat import next_model
from gmcr.analysis.rankings.requirements import Need, needs_of
from gmcr.base.arguments import as_names
from gmcr.base.errors import MissingExtra, ModelError, SizeError
from gmcr.base.record import INTERNAL, Record
from gmcr.model import Conflict, Ranking
from gmcr.stability import concept as concept_named

__all__ = ["MAX_GROUPS", "NearestRanking", "NearestRankings", "nearest_rankings"]

MAX_GROUPS = 256
"""The number of states, or groups of them, that are compared pair by pair, at most."""

Cells = NDArray[np.int64]
Way = frozenset[int]
"""States that must all be no better, by which a need is met."""


@dataclass(frozen=True, slots=True)
class NearestRanking(Record):
    """The nearest ranking of one actor.

    See Also
    --------
    nearest_rankings : The rankings nearest to those that actors have under which a state is an equilibrium.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import nearest_rankings
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> nearest_rankings(ferry, 3, concept="nash").actors[1]
    NearestRanking(actor='town', distance=1, lowered=(1,), tiers=((3,), (1,), (0,), (2,)))
    """

    actor: str
    """The actor."""
    distance: int
    """The number of pairs of states that it must order anew."""
    lowered: tuple[int, ...]
    """The codes, ascending, of states that it prefers to the state and must not any longer."""
    tiers: tuple[tuple[int, ...], ...]
    """A nearest ranking: tiers of codes, best first."""


@dataclass(frozen=True, slots=True)
class NearestRankings(Record):
    """The nearest rankings of several actors.

    See Also
    --------
    nearest_rankings : The rankings nearest to those that actors have under which a state is an equilibrium.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import nearest_rankings
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> nearest = nearest_rankings(ferry, 3, concept="nash")
    >>> nearest.distance, gmcr.solve(ferry.with_preferences(nearest.preferences)).equilibria("nash").tolist()
    (1, [0, 3])
    """

    state: Annotated[int, INTERNAL]
    """The code of the state."""
    concept: str
    """The concept."""
    actors: tuple[NearestRanking, ...]
    """The actors that are varied."""

    @property
    def distance(self) -> int:
        """The number of pairs of states that all of them together must order anew."""
        return sum(item.distance for item in self.actors)

    @property
    def preferences(self) -> dict[str, Ranking]:
        """Actor → its ranking, as ``Conflict.with_preferences`` takes it, for those that must change."""
        return {item.actor: Ranking(item.tiers) for item in self.actors if item.distance}


def nearest_rankings(
    conflict: Conflict, state: int | str, *, vary: str | Sequence[str] = (), concept: str = "nash"
) -> NearestRankings:
    """Return the rankings nearest to those that actors have under which a state is an equilibrium.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 4,096 feasible states.
    state : int or str
        The state, as ``Conflict.code`` takes it.
    vary : str or sequence of str, default ()
        The actors whose rankings may change; all if it is empty. The others have to be stable as they are.
    concept : {"nash", "gmr", "smr"}, default "nash"
        The concept.

    Returns
    -------
    NearestRankings
        For each of these actors how many pairs of states it must order anew, what it must put below the state, and a
        ranking that does it. Where several are equally near, it is one of them.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, the state is infeasible, an actor that is not varied is not stable there, or the
        concept makes stability depend on the preferences of others.
    UnknownName
        If an actor, the state or the concept does not exist.
    MissingExtra
        If the extra ``sat`` is not installed.
    SizeError
        If there are too many states or comparisons, or more than 256 states that an actor prefers are to be compared.

    See Also
    --------
    inverse_of : How many rankings make a state an equilibrium, and which.
    changes_of_equilibrium : The edits of wants after which a state becomes an equilibrium.

    Notes
    -----
    The distance of two rankings is the number of pairs of states that they do not order alike; a tie is an order of its own.
    Of rankings without ties that is Kendall's distance. Rankings may have ties. Under Nash, GMR and SMR actors are
    independent of each other, and each comes as near as it can: with A the states that it prefers to s, U those that it
    likes just as well, and T ⊆ A those that are to become no better, the nearest such ranking is at the distance |T| + the
    number of pairs (t, b), t in T and b in A − T, with t ≿ b, + |U| if T is not empty. The T of least distance that meets
    what the actor needs at s (``needs_of``) comes from a weighted MaxSAT solver.

    References
    ----------
    * R. A. Kinsara, D. M. Kilgour & K. W. Hipel (2015). Inverse approach to the graph model for conflict resolution. *IEEE
      Transactions on Systems, Man, and Cybernetics: Systems* 45, 734–742.
    * M. G. Kendall (1938). A new measure of rank correlation. *Biometrika* 30, 81–93.

    Examples
    --------
    The town would stop paying (1): it must like that no better than the deal (3).

    >>> import gmcr
    >>> from gmcr.analysis import nearest_rankings
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> [(item.actor, item.distance, item.lowered) for item in nearest_rankings(ferry, "run, pay").actors]
    [('line', 0, ()), ('town', 1, (1,))]
    """
    conflict = Conflict.given(conflict)
    chosen = concept_named(concept)
    if not chosen.own_only:
        raise ModelError(
            f"Under {chosen.name} stability depends on everybody's ranking; nearest rankings are for nash, gmr and smr."
        )
    code = conflict.code(state)
    varied = as_names(vary, "vary") or conflict.actors
    for actor in varied:
        conflict.actor(actor)
    found = []
    for actor in conflict.actors:
        nearest = _nearest(conflict, code, actor, needs_of(conflict, code, actor=actor, concept=chosen.name))
        if actor in varied:
            found.append(nearest)
        elif nearest.distance:
            raise ModelError(f"{actor} is not stable there as it is, and its ranking is not varied.", actor=actor)
    return NearestRankings(code, chosen.name, tuple(found))


def _nearest(conflict: Conflict, code: int, actor: str, needs: Iterable[Need]) -> NearestRanking:
    ranks, states = conflict.ranks(actor), conflict.states
    here = ranks[np.searchsorted(states, code)]
    better = dict(zip(states[ranks > here].tolist(), ranks[ranks > here].tolist(), strict=True))
    open_needs = []
    for need in needs:
        ways = {frozenset(state for state in item if state in better) for item in need.alternatives}
        if all(ways):  # in none of them everything is no better already
            open_needs.append(sorted(ways, key=sorted))
    lowered = _least(better, open_needs) if open_needs else frozenset()
    above = frozenset(better) - lowered
    tied = int((ranks == here).sum()) - 1
    passed = sum(better[state] >= better[other] for state in lowered for other in above)
    distance = len(lowered) + passed + (tied if lowered else 0)
    tiers = [_tier(states, ranks == rank) for rank in range(int(ranks.max()), 0, -1)]
    if lowered:
        alike = [state for state in tiers[int(ranks.max()) - int(here)] if state != code]
        worse = tiers[int(ranks.max()) - int(here) + 1 :]
        parts = (_among(tiers, above), [(code,)], _among(tiers, lowered), [tuple(alike)] if alike else [], worse)
        tiers = [tier for part in parts for tier in part]
    return NearestRanking(actor, distance, tuple(sorted(lowered)), tuple(tiers))


def _tier(states: Cells, alike: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(states[alike].tolist())


def _among(tiers: Iterable[tuple[int, ...]], chosen: frozenset[int]) -> list[tuple[int, ...]]:
    """What tiers have of some states, in the same order."""
    parts = (tuple(state for state in tier if state in chosen) for tier in tiers)
    return [part for part in parts if part]


def _least(better: Mapping[int, int], needs: Sequence[Sequence[Way]]) -> frozenset[int]:
    """The states to be lowered, of those that are *better* (code → rank), at least distance."""
    needs = _without_dominated(better, needs)
    mentioned = {state for ways in needs for way in ways for state in way}
    groups = _groups(better, mentioned)
    if len(groups) > MAX_GROUPS:
        raise SizeError(
            f"{len(groups)} states or groups of them that an actor prefers are too many to compare pair by pair; "
            f"{MAX_GROUPS} are not. Ask under Nash, or exclude impossible states with `never` rules."
        )
    variable = {state: number for number, group in enumerate(groups, 1) for state in group}
    hard, soft = [], []
    free = len(groups) + 1
    for ways in needs:
        hard.append(list(range(free, free + len(ways))))
        hard += [[-way, variable[state]] for way, item in enumerate(ways, free) for state in item]
        free += len(ways)
    for number, group in enumerate(groups, 1):
        soft.append(([-number], len(group)))
        for place, other in enumerate(groups, 1):
            if place != number and better[group[0]] >= better[other[0]]:
                soft.append(([-number, place], len(group) * len(other)))
    chosen = _least_model(hard, soft)
    return frozenset(state for state, number in variable.items() if number in chosen)


def _without_dominated(better: Mapping[int, int], needs: Sequence[Sequence[Way]]) -> list[list[Way]]:
    """The needs without ways in whose place another one does at no more distance.

    A way W' does so for W if each state that only W' has can take the place of one that only W has and that is no worse,
    and all needs that mention a state that only W has have W' among their ways. Where T has W, the states exchanged leave
    no more pairs turned round.
    """
    having: dict[Way, set[int]] = {}
    mentioning: dict[int, set[int]] = {}
    for number, ways in enumerate(needs):
        for way in ways:
            having.setdefault(way, set()).add(number)
            for state in way:
                mentioning.setdefault(state, set()).add(number)
    kept: dict[Way, None] = {}
    for way in sorted(having, key=lambda way: (len(way), sum(better[state] for state in way), sorted(way))):
        for other in kept:
            gone, come = way - other, other - way
            if all(mentioning[state] <= having[other] for state in gone) and _no_better(better, come, gone):
                break
        else:
            kept[way] = None
    return [[way for way in ways if way in kept] for ways in needs]


def _no_better(better: Mapping[int, int], some: Way, others: Way) -> bool:
    """Whether each of some states has one of the others to itself that is no worse."""
    low, high = (sorted((better[state] for state in states), reverse=True) for states in (some, others))
    return len(low) <= len(high) and all(one <= other for one, other in zip(low, high, strict=False))


def _least_model(hard: Sequence[list[int]], soft: Sequence[tuple[list[int], int]]) -> frozenset[int]:
    """The variables that are true where the unmet soft clauses weigh least."""
    try:
        from pysat.examples.rc2 import RC2
        from pysat.formula import WCNF
    except ImportError:
        raise MissingExtra("sat", "Looking for the nearest ranking") from None
    formula = WCNF()
    for clause in hard:
        formula.append(clause)
    for clause, weight in soft:
        formula.append(clause, weight=weight)
    with RC2(formula) as solver:
        model = next_model(solver)
    assert model is not None, "to lower everything meets all needs"
    return frozenset(literal for literal in model if literal > 0)


def _groups(better: Mapping[int, int], mentioned: Set[int]) -> list[list[int]]:
    """Each state that is mentioned by itself, and the others by where they stand among these."""
    marks = sorted({better[state] for state in mentioned})
    groups: dict[tuple[int, int], list[int]] = {}
    for state, rank in better.items():
        place = int(np.searchsorted(marks, rank))
        within = place < len(marks) and marks[place] == rank
        key = (2 * place + within, state if state in mentioned else -1)
        groups.setdefault(key, []).append(state)
    return list(groups.values())
