"""What a state needs to be stable for an actor: comparisons of that state with others, by the actor's own preferences.

Write x_t for t ≾_i s, "t is no better than s". With R_i(s) the actor's moves, R_o(q) all that the opponents can reach
from q by legal sequences of moves and R_o⁺(q) by such sequences of improvements, s is stable for i iff for every q ∈
R_i(s)

    Nash      x_q
    GMR       x_q  or  some t ∈ R_o(q) with x_t
    SMR       x_q  or  some t ∈ R_o(q) with x_t and x_u for all u ∈ R_i(t)
    SEQ       as GMR, with R_o⁺
    symseq    as SMR, with R_o⁺

(the definitions of inverse GMCR: Kinsara, Kilgour & Hipel 2015; Wang, Hipel, Fang & Dang 2018). A ``Need`` is one line
of this: for one move, *alternatives* of which one has to be met, each a set of states that must all be no better than
s. All comparisons are with s itself, and more of them never hurt. Under Nash, GMR and SMR they depend on nobody's
preferences but the actor's own; under SEQ and symmetric SEQ on the opponents' improvements too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.model import Conflict
from gmcr.stability import concept as concept_named

__all__ = ["MAX_CLAUSES", "MAX_STATES", "Need", "clauses_of", "least_sets", "met", "needs_of"]

MAX_STATES = 4096
"""Comparisons are written out for at most this many feasible states."""

MAX_CLAUSES = 10_000
"""At most this many clauses are multiplied out."""

_MAX_ENTRIES = 4_000_000


@dataclass(frozen=True, slots=True)
class Need(Record):
    """A need: the actor does not gain by a move, as some of the alternatives is met. None of these holds another one; smallest
    first.

    See Also
    --------
    needs_of : What an actor needs at a state, with the definitions.

    References
    ----------
    * R. A. Kinsara, D. M. Kilgour & K. W. Hipel (2015). Inverse approach to the graph model for conflict resolution. *IEEE
      Transactions on Systems, Man, and Cybernetics: Systems* 45, 734–742.
    * J. Wang, K. W. Hipel, L. Fang & Y. Dang (2018). Matrix representations of the inverse problem in the graph model for
      conflict resolution. *European Journal of Operational Research* 270, 282–293.

    Examples
    --------
    >>> import gmcr
    >>> gmcr.Need(1, ((0,), (1,)))
    Need(move=1, alternatives=((0,), (1,)))
    """

    move: int
    """The code that the move leads to."""
    alternatives: tuple[tuple[int, ...], ...]
    """Sets of codes: all states of one of them must be no better than the state."""


def needs_of(conflict: Conflict, state: int, *, actor: str, concept: str) -> tuple[Need, ...]:
    """Return what an actor needs at a state to be stable there, one need for each move.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 4,096 feasible states.
    state : int
        The code of the state s.
    actor : str
        The actor i.
    concept : str
        The name of the concept, one of ``CONCEPTS``.

    Returns
    -------
    tuple of Need
        The needs, ascending by move. A move that is deterred whatever the actor's preference has none, so that an empty
        tuple means: stable under any ranking of its own.

    Raises
    ------
    UnknownName
        If the actor or the concept does not exist.
    ModelError
        If the state is infeasible.
    SizeError
        If there are too many states, or what is needed is too much to write out.

    See Also
    --------
    inverse_of : How many rankings meet the needs.

    Notes
    -----
    Write x_t for "state t is no better for i than s". With R_i(s) the moves of i, R_o(q) all that the opponents can reach
    from q by legal sequences of moves and R_o⁺(q) by such sequences of improvements, s is stable for i iff for every q in
    R_i(s)

    * Nash: x_q;
    * GMR: x_q, or x_t for some t in R_o(q);
    * SMR: x_q, or for some t in R_o(q) x_t and x_u for all u in R_i(t);
    * SEQ: as GMR, with R_o⁺;
    * symmetric SEQ: as SMR, with R_o⁺.

    A need is one line of this: for one move, *alternatives* of which one has to be met, each a set of states that must all
    be no better than s. Under Nash, GMR and SMR the needs depend on nobody's preferences but the actor's own; under SEQ and
    symmetric SEQ on the opponents' improvements too.

    References
    ----------
    * R. A. Kinsara, D. M. Kilgour & K. W. Hipel (2015). Inverse approach to the graph model for conflict resolution. *IEEE
      Transactions on Systems, Man, and Cybernetics: Systems* 45, 734–742.
    * J. Wang, K. W. Hipel, L. Fang & Y. Dang (2018). Matrix representations of the inverse problem in the graph model for
      conflict resolution. *European Journal of Operational Research* 270, 282–293.

    Examples
    --------
    The town keeps paying (state 3) if it would not like a free ferry (1) any better, or no ferry at all (0).

    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> gmcr.needs_of(ferry, 3, actor="town", concept="seq")
    (Need(move=1, alternatives=((0,), (1,))),)
    """
    chosen = concept_named(concept)
    conflict.actor(actor)
    state = conflict.code(state)
    if conflict.states.size > MAX_STATES:
        raise SizeError(
            f"{conflict.states.size:,} feasible states are too many to compare one by one; {MAX_STATES:,} are not. "
            "Exclude impossible states with `never` rules, or leave options out."
        )
    moves = _MoveTable(conflict)
    opponents = [name for name in conflict.actors if name != actor]
    needs, entries = [], 0
    for move in moves.of(state, actor):
        sets = [frozenset({move})]
        if chosen.sanctions != "none":
            improving = chosen.sanctions == "improvements"
            for reached in moves.reached(move, opponents, improving=improving):
                replies = moves.of(reached, actor) if chosen.reply else ()
                sets.append(frozenset((reached, *replies)) - {state})
        least = least_sets(sets)
        entries += sum(map(len, least))
        if entries > _MAX_ENTRIES:
            raise SizeError(f"What {actor} needs at state {state} is too much to write out: ask about another concept.")
        if frozenset() not in least:
            needs.append(Need(move, tuple(sorted(map(_ascending, least), key=lambda item: (len(item), item)))))
    return tuple(needs)


def met(needs: Iterable[Need], better: Callable[[int], bool] | frozenset[int]) -> bool:
    """Return whether all needs are met; *better* says which states (codes) the actor prefers to the one in question."""
    above = better.__contains__ if isinstance(better, frozenset) else better
    return all(any(not any(map(above, item)) for item in need.alternatives) for need in needs)


def clauses_of(needs: Iterable[Need]) -> tuple[tuple[int, ...], ...]:
    """Return needs in conjunctive form.

    Parameters
    ----------
    needs : iterable of Need
        The needs, as ``needs_of`` returns them.

    Returns
    -------
    tuple of tuple of int
        The clauses: of each (codes, ascending) at least one state must be no better than the state in question. No
        clause contains another one.

    Raises
    ------
    SizeError
        If there are more than 10,000 clauses.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import clauses_of
    >>> clauses_of([gmcr.Need(1, ((0,), (1, 2)))])
    ((0, 1), (0, 2))
    """
    whole: set[frozenset[int]] = set()
    for need in needs:
        clauses: list[frozenset[int]] = [frozenset()]
        for alternative in need.alternatives:  # a clause takes one state from every alternative
            grown = {clause | {state} for clause in clauses for state in alternative}
            clauses = [clause for clause in clauses if not clause.isdisjoint(alternative)]
            clauses = least_sets([*clauses, *grown])
            if len(clauses) > MAX_CLAUSES:
                raise SizeError(
                    f"More than {MAX_CLAUSES:,} clauses: read the alternatives themselves, which say the same in fewer "
                    "words."
                )
        whole |= set(clauses)
    return tuple(sorted(map(_ascending, least_sets(whole)), key=lambda item: (len(item), item)))


def _ascending(states: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(states))


def least_sets(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Return those of some sets that contain no other of them, smallest first."""
    least: list[frozenset[int]] = []
    single: set[int] = set()
    for item in sorted(set(sets), key=len):
        if not item:
            return [item]
        if single.isdisjoint(item) and not any(other <= item for other in least if len(other) > 1):
            least.append(item)
            if len(item) == 1:
                single |= item
    return least


class _MoveTable:
    """Moves and what sequences of them reach, as codes; each computed once."""

    def __init__(self, conflict: Conflict) -> None:
        self._conflict = conflict
        self._known: dict[tuple[int, str, bool], tuple[int, ...]] = {}

    def of(self, state: int, actor: str, *, improving: bool = False) -> tuple[int, ...]:
        key = (state, actor, improving)
        if key not in self._known:
            targets = self._conflict.moves(state, actor=actor, improvements=improving)
            self._known[key] = tuple(targets.tolist())
        return self._known[key]

    def reached(self, start: int, movers: Sequence[str], *, improving: bool) -> tuple[int, ...]:
        """All that legal sequences of *movers* lead to, ascending. Nobody moves twice running, unless options need
        something."""
        repeats = self._conflict.structure.repeats
        seen: set[tuple[int, str]] = set()
        waiting = [(start, "")]
        while waiting:
            here, last = waiting.pop()
            for mover in movers:
                if mover != last or repeats:
                    for target in self.of(here, mover, improving=improving):
                        if (target, mover) not in seen:
                            seen.add((target, mover))
                            waiting.append((target, mover))
        return tuple(sorted({state for state, _ in seen}))
