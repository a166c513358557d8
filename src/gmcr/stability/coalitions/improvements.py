"""Coalition improvements: from one state, and as arcs from all states.

Coalitions and partitions by name: tuples of actors in the conflict's order.

The best and the least that a group of actors can reach by legal sequences of moves, in each layout.

A single actor moves once when it is itself the group in question, and any number of times when it answers others; the
difference matters only where options need something.

The propagation primitives are applied to a form in which only the members of the group can move and one more actor, who
has no options, is the onlooker.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_integer, as_items, known_name
from gmcr.base.errors import ModelError, SizeError
from gmcr.kernels import Kernel, Values
from gmcr.kernels.choose import dense_kernel, sparse_kernel
from gmcr.kernels.graph import GraphKernel
from gmcr.model import ArcForm, Conflict, GraphStructure, ModelOption, OptionForm, OptionStructure, Structure
from gmcr.stability.arcs import MAX_ARCS, Arcs, arcs_of

__all__ = [
    "GAINS",
    "Coalition",
    "ReachedSets",
    "coalition_improvements",
    "coalitions_of",
    "improving_arcs",
    "least_along",
    "partition_named",
    "partitions_of",
]


Coalition = tuple[str, ...]

GAINS = ("all", "pareto")
"""Who has to gain by what a coalition does: every member, or some while nobody loses."""


def partition_named(conflict: Conflict, blocks: str | Iterable[str | Iterable[str]]) -> tuple[Coalition, ...]:
    """A partition of the actors (a text alone is one block). Raises ModelError where an actor is in no block, or in two;
    UnknownName."""
    partition = tuple(conflict.coalition(block) for block in as_items(blocks, "A partition", "a list of blocks"))
    for actor in conflict.actors:
        count = sum(actor in block for block in partition)
        if count != 1:
            where = "no block" if count == 0 else "more than one block"
            raise ModelError(f"{actor} is in {where} of the partition: every actor is in just one.", actor=actor)
    return partition


def coalitions_of(actors: Sequence[str], *, largest: int | None = None) -> tuple[Coalition, ...]:
    """Return all coalitions of some actors.

    Parameters
    ----------
    actors : sequence of str
        The actors.
    largest : int, optional
        The maximum number of members, 1 or more; by default no maximum.

    Returns
    -------
    tuple of tuple of str
        The coalitions, small ones first, the members of each in the order given.

    Raises
    ------
    ModelError
        If *largest* is not a whole number of 1 or more.

    Examples
    --------
    >>> from gmcr.stability import coalitions_of
    >>> coalitions_of(["a", "b", "c"], largest=2)
    (('a',), ('b',), ('c',), ('a', 'b'), ('a', 'c'), ('b', 'c'))
    """
    most = len(actors)
    if largest is not None:
        most = min(most, as_integer(largest, "The size of the largest coalition", least=1))
    return tuple(chosen for size in range(1, most + 1) for chosen in combinations(actors, size))


def partitions_of(actors: Sequence[str]) -> Iterator[tuple[Coalition, ...]]:
    """Yield all partitions of some actors.

    Parameters
    ----------
    actors : sequence of str
        The actors.

    Returns
    -------
    iterator of tuple of tuple of str
        The partitions, each a tuple of blocks; everybody in one block first and everybody alone last.

    Examples
    --------
    >>> from gmcr.stability import partitions_of
    >>> list(partitions_of(["a", "b"]))
    [(('a', 'b'),), (('a',), ('b',))]
    """
    if not actors:
        yield ()
        return
    for size in range(len(actors), 0, -1):
        for mates in combinations(actors[1:], size - 1):
            rest = [actor for actor in actors[1:] if actor not in mates]
            for others in partitions_of(rest):
                yield ((actors[0], *mates), *others)


class ReachedSets:
    """R_H of one group H, the state itself included: s and all that H reaches from it. H may be empty. *answering*:
    whether H answers others."""

    def __init__(self, structure: Structure, members: Collection[str], *, answering: bool = False) -> None:
        actors = tuple(actor for actor in structure.actors if actor in members)
        onlooker = "+".join(structure.actors) + "+"  # longer than any actor's name
        self._place = len(actors)
        self._alone = len(actors) == 1 and not answering
        self._kernel: Kernel
        if isinstance(structure, GraphStructure):
            arcs = {actor: structure.form.arcs[actor] for actor in actors}
            self._kernel = GraphKernel(_with_onlooker(arcs, onlooker, structure.repeats), [])
            return
        assert isinstance(structure, OptionStructure)
        options = tuple(
            option if option.actor in actors else ModelOption("", option.full_name, option.one_way)
            for option in structure.form.options
        )
        form = OptionForm((*actors, onlooker), options)
        if structure.layout == "dense":
            self._kernel = dense_kernel(form, [], structure.space.feasible)
        else:
            self._kernel = sparse_kernel(form, [], structure.states)

    def least(self, values: Values) -> Values:
        """The least of *values*, (B, cells), over what H reaches from each cell."""
        if self._alone:
            top = values.dtype.type(np.iinfo(values.dtype).max)
            least: Values = top - self._kernel.own_best(top - values, 0)
            return least
        return self._kernel.worst([values], self._place)[0]

    def best(self, values: Values) -> Values:
        """The best of *values*, (B, cells), over what H reaches from each cell."""
        if self._alone:
            return self._kernel.own_best(values, 0)
        top = values.dtype.type(np.iinfo(values.dtype).max)
        best: Values = top - self._kernel.worst([top - values], self._place)[0]
        return best


def least_along(values: Values, arcs: Collection[tuple[np.ndarray, np.ndarray]], *, repeats: bool) -> Values:
    """The least of *values*, (B, states), over each state and the ends of legal sequences along *arcs*, one list of
    arcs (sources, targets) for each mover, no mover twice in a row unless it *repeats*."""
    movers = {str(place): pairs for place, pairs in enumerate(arcs)}
    return GraphKernel(_with_onlooker(movers, "+", repeats), []).worst([values], len(movers))[0]


def _with_onlooker(arcs: dict[str, tuple[np.ndarray, np.ndarray]], name: str, repeats: bool) -> ArcForm:
    nowhere = np.empty(0, dtype=np.int64)
    return ArcForm((), {**arcs, name: (nowhere, nowhere)}, repeats=repeats)


_BLOCK = 1 << 22
"""The number of cells in a batch."""

MAX_STATES = 1 << 14
"""With more states than this, the states that several actors reach together are not listed state by state."""


def coalition_improvements(
    conflict: Conflict, state: int | str, *, coalition: str | tuple[str, ...], gains: str = "all"
) -> NDArray[np.int64]:
    """Return the states to which a coalition can move to the gain of its members.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : int or str
        The state s, as ``Conflict.code`` takes it: a code, a label (graph form) or the options that are on.
    coalition : str or tuple of str
        The members of the coalition H: names, or one text such as "A,B".
    gains : {"all", "pareto"}, default "all"
        Who has to gain: every member, or no member loses and at least one gains.

    Returns
    -------
    ndarray of int64
        CI_H(s), the coalition improvements of H from s, or its Pareto coalition improvements: their codes, ascending.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, the state is infeasible, or the coalition has nobody in it.
    UnknownName
        If an actor, the state or such a gain does not exist.
    SizeError
        If the moves or the states are too many to be listed.

    See Also
    --------
    solve_coalition : Which states survive such improvements.

    Notes
    -----
    CI_H(s) = {q in R_H(s) : every i in H prefers q to s}, where R_H(s) are the states that legal sequences of moves by
    members of H reach from s: nobody moves twice in a row (where options need something, anybody may). The Pareto
    coalition improvements are those q in R_H(s) to which no member prefers s, and which some member prefers to s. Every
    coalition improvement is one of them.

    References
    ----------
    * D. M. Kilgour, K. W. Hipel, L. Fang & X. Peng (2001). Coalition analysis in group decision support. *Group Decision
      and Negotiation* 10, 159–175.
    * Zhao, H. Xu, K. W. Hipel & L. Fang, for Pareto coalition improvements.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> gmcr.coalition_improvements(ferry, "no option on", coalition="line,town").tolist()
    [3]
    """
    conflict = Conflict.given(conflict)
    weakly = known_name("gain of a coalition", gains, GAINS) == "pareto"
    members, code = conflict.coalition(coalition), conflict.code(state)
    seen = {(code, "")}
    waiting = [(code, "")]
    while waiting:
        here, last = waiting.pop()
        for mover in members:
            if mover != last or (conflict.structure.repeats and len(members) > 1):
                fresh = {(there, mover) for there in conflict.moves(here, actor=mover).tolist()} - seen
                seen |= fresh
                waiting += fresh
    reached = np.array(sorted({there for there, mover in seen if mover}), dtype=np.int64)
    cells, cell = conflict.structure.cells_of(reached), conflict.structure.cell(code)
    own = [conflict.cell_ranks[conflict.actor(member)] for member in members]
    better = np.stack([ranks[cells] > ranks[cell] for ranks in own])
    if weakly:
        worse = np.stack([ranks[cells] < ranks[cell] for ranks in own])
        return reached[better.any(axis=0) & ~worse.any(axis=0)]
    return reached[better.all(axis=0)]


def improving_arcs(conflict: Conflict, coalition: Coalition) -> Arcs:
    """Every pair (s, q) with q ∈ CI_H(s), as places of states. Raises SizeError.

    One actor's arcs come from its moves; several actors' from one propagation for each state that may be reached.
    """
    ranks = np.stack([conflict.ranks(member) for member in coalition])
    if len(coalition) == 1:
        sources, targets = arcs_of(conflict, coalition[0])
        gains = ranks[0][targets] > ranks[0][sources]
        return sources[gains], targets[gains]
    size = conflict.states.size
    if size > MAX_STATES:
        raise _too_many(coalition, f"{size} states")
    reach = ReachedSets(conflict.structure, coalition)
    cells = conflict.structure.cells_of(conflict.states)
    step = max(1, _BLOCK // conflict.structure.cells)
    arcs: list[Arcs] = []
    total = 0
    for low in range(0, size, step):
        goals = np.arange(low, min(low + step, size))
        marks = np.zeros((goals.size, conflict.structure.cells), dtype=np.uint8)
        marks[np.arange(goals.size), cells[goals]] = 1
        leads = reach.best(marks)[:, cells] == 1
        for own in ranks:
            leads &= own[goals][:, None] > own
        number, sources = np.nonzero(leads)
        total += sources.size
        if total > MAX_ARCS:
            raise _too_many(coalition, f"more than {MAX_ARCS} coalition improvements")
        arcs.append((sources, goals[number]))
    return np.concatenate([sources for sources, _ in arcs]), np.concatenate([targets for _, targets in arcs])


def _too_many(coalition: Coalition, what: str) -> SizeError:
    return SizeError(
        f"{what} for {' and '.join(coalition)} together: too many to list for CSEQ. "
        "Ask for CNash, CGMR and CSMR only, or exclude impossible states with `never` rules."
    )
