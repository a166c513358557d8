"""Which states are stable for which coalitions: one coalition, a partition of the actors, or all coalitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_items, as_names, known_concept, known_name
from gmcr.base.errors import ModelError, UnknownName
from gmcr.base.record import cut
from gmcr.kernels import Values
from gmcr.model import Conflict
from gmcr.stability.arcs import Arcs
from gmcr.stability.coalitions import cgmr, cnash, cseq, csmr
from gmcr.stability.coalitions.concept import CoalitionConcept
from gmcr.stability.coalitions.guarantees import pareto_stable, stable_for
from gmcr.stability.coalitions.improvements import (
    GAINS,
    Coalition,
    ReachedSets,
    coalitions_of,
    improving_arcs,
    least_along,
    partition_named,
)
from gmcr.stability.solution import Solution

__all__ = [
    "COALITION_CONCEPTS",
    "CoalitionStability",
    "solve_coalition",
    "solve_coalitions",
    "solve_partition",
    "solve_universal",
]

_CATALOGUE: dict[str, CoalitionConcept] = {module.CONCEPT.name: module.CONCEPT for module in (cnash, cgmr, csmr, cseq)}

COALITION_CONCEPTS: tuple[str, ...] = tuple(_CATALOGUE)
"""Names of the four concepts for coalitions: those of Nash, GMR, SMR and SEQ. ``solve_coalition`` defines them."""


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionStability(Solution):
    """Coalition stability says which states are stable for which coalitions.

    ``solve_coalition``, ``solve_coalitions``, ``solve_partition`` and ``solve_universal`` return it. Arrays are aligned with
    ``conflict.states``. An equilibrium is a state that is stable for every coalition asked about.

    Attributes
    ----------
    conflict : Conflict
        The conflict that was solved.
    concepts : tuple of str
        The names of the concepts asked for.
    answering : {"coalitions", "players"}
        Who takes coalition improvements against a player in CSEQ: any coalition of the other actors, or the other blocks
        of the partition.
    table : mapping of tuple of str to mapping of str to ndarray of bool
        Coalition → concept → whether each state is stable for it, shape (states,).

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> solved = gmcr.solve_coalitions(ferry, coalitions=["line", "line,town"])
    >>> solved.players, solved.equilibria("cnash").tolist()
    ((('line',), ('line', 'town')), [3])
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    answering: str
    table: Mapping[Coalition, Mapping[str, NDArray[np.bool_]]]

    @property
    def players(self) -> tuple[Coalition, ...]:
        """The coalitions for which the table was computed."""
        return tuple(self.table)

    def stable(self, concept: str, actor: str | Iterable[str]) -> NDArray[np.bool_]:
        """Return where a coalition is stable under a concept.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        actor : str or iterable of str
            The coalition: an actor alone, several names, or one text such as "A,B".

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state is stable for the coalition.

        Raises
        ------
        UnknownName
            If an actor does not exist, or the concept or the coalition was not solved.
        ModelError
            If the coalition has nobody in it.
        """
        members = self.conflict.coalition(actor)
        if members not in self.table:
            raise UnknownName("solved coalition", ",".join(members), map(",".join, self.players))
        return self.table[members][self.solved(concept)]

    def __repr__(self) -> str:
        counts = ", ".join(f"{name}: {self.equilibrium(name).sum()}" for name in self.concepts)
        return cut(
            f"<Stability for {len(self.players)} coalitions, {self.conflict.states.size} states; stable {counts}>"
        )


def solve_coalition(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = COALITION_CONCEPTS,
    coalition: str | Iterable[str],
    gains: str = "all",
) -> CoalitionStability:
    """Return the stability of every state for one coalition.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : str or iterable of str, default COALITION_CONCEPTS
        Names of concepts, or one of them: "cnash", "cgmr", "csmr", "cseq".
    coalition : str or iterable of str
        The members of the coalition H: names, or one text such as "A,B".
    gains : {"all", "pareto"}, default "all"
        Who has to gain by a coalition improvement: every member, or no member loses and at least one gains. The second
        goes with the concept "cnash" alone.

    Returns
    -------
    CoalitionStability
        The table, of this one coalition.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, the coalition has nobody in it, or Pareto gains are asked about under another
        concept than CNash.
    UnknownName
        If an actor, a concept or such a gain does not exist.
    SizeError
        If the states, or under CSEQ the coalition improvements, are too many to be listed.

    See Also
    --------
    coalition_improvements : The states to which a coalition can move to the gain of every member.
    solve_partition : Coalitions of which every actor is in exactly one.
    solve_universal : All coalitions.

    Notes
    -----
    R_H(s) are the states that legal sequences of moves by members of H reach from s (nobody moves twice in a row; where
    options need something, anybody may). A
    *coalition improvement* of H from s is a state in R_H(s) that every member prefers to s. A state *sanctions* H at s iff
    some member likes it no better than s. State s is, for H,

    * CNash stable iff H has no coalition improvement from s;
    * CGMR stable iff from every coalition improvement s1 the other actors reach, by a legal sequence of their moves, a
      state s2 that sanctions H;
    * CSMR stable iff there is such an s2 from which, moreover, H reaches only states that sanction it too;
    * CSEQ stable iff from every s1 the other actors reach a state that sanctions H by a sequence of coalition improvements
      of any coalitions of theirs, none twice in a row.

    With *gains* "pareto" a coalition improvement is a state in R_H(s) by which no member of H loses and some member gains,
    and CNash is Pareto coalition Nash stability, which lies within CNash. What sanctions H is then another matter, which was
    not read: the other concepts are refused.

    Where H is everybody nobody is left to answer. As opponents may act together in CSEQ, an actor's SEQ lies within its
    CSEQ, and is the same where there are two actors.

    The time is states × thresholds, see ``gmcr.stability.coalitions.guarantees``.

    References
    ----------
    * D. M. Kilgour, K. W. Hipel, L. Fang & X. Peng (2001). Coalition analysis in group decision support. *Group Decision
      and Negotiation* 10, 159–175.
    * T. Inohara & K. W. Hipel (2008). *Journal of Systems Science and Systems Engineering* 17.

    Examples
    --------
    Alone, neither leaves state 0; together they do.

    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> both = gmcr.solve_coalition(ferry, coalition="line,town")
    >>> both.stable("cnash", "line,town").tolist()
    [False, True, False, True]
    """
    conflict = Conflict.given(conflict)
    return _solve(conflict, (conflict.coalition(coalition),), concepts, gains, blocks=False)


def solve_coalitions(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = COALITION_CONCEPTS,
    coalitions: str | Iterable[str | Iterable[str]],
    gains: str = "all",
) -> CoalitionStability:
    """Return the stability of every state for several coalitions, each by itself.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : str or iterable of str, default COALITION_CONCEPTS
        Names of concepts, or one of them: "cnash", "cgmr", "csmr", "cseq".
    coalitions : str or iterable of coalitions
        The coalitions, each as ``solve_coalition`` takes it. A text alone is one coalition.
    gains : {"all", "pareto"}, default "all"
        Who has to gain by a coalition improvement: every member, or no member loses and at least one gains. The second
        goes with the concept "cnash" alone.

    Returns
    -------
    CoalitionStability
        The table; an equilibrium is stable for all of the coalitions.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, there is no coalition, or one has nobody in it.
    UnknownName
        If an actor, a concept or such a gain does not exist.
    SizeError
        If the states, or under CSEQ the coalition improvements, are too many to be listed.

    See Also
    --------
    solve_coalition : The definitions.

    References
    ----------
    * D. M. Kilgour, K. W. Hipel, L. Fang & X. Peng (2001). Coalition analysis in group decision support. *Group Decision
      and Negotiation* 10, 159–175.
    * T. Inohara & K. W. Hipel (2008). *Journal of Systems Science and Systems Engineering* 17.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> gmcr.solve_coalitions(ferry, coalitions=["line", ["line", "town"]]).equilibria("cgmr").tolist()
    [3]
    """
    conflict = Conflict.given(conflict)
    items = as_items(coalitions, "coalitions", "a list of coalitions")
    if not items:
        raise ModelError("Which coalitions? There is none in the list.")
    players = tuple(dict.fromkeys(conflict.coalition(coalition) for coalition in items))
    return _solve(conflict, players, concepts, gains, blocks=False)


def solve_partition(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = COALITION_CONCEPTS,
    partition: str | Iterable[str | Iterable[str]],
    gains: str = "all",
) -> CoalitionStability:
    """Return the stability of every state where the blocks of a partition of the actors are the players.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : str or iterable of str, default COALITION_CONCEPTS
        Names of concepts, or one of them: "cnash", "cgmr", "csmr", "cseq".
    partition : str or iterable of coalitions
        The blocks, each as ``solve_coalition`` takes a coalition. Every actor is in exactly one. A text alone is one block.
    gains : {"all", "pareto"}, default "all"
        Who has to gain by a coalition improvement: every member, or no member loses and at least one gains. The second
        goes with the concept "cnash" alone.

    Returns
    -------
    CoalitionStability
        The table; an equilibrium is stable for every block.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, an actor is in no block or in two, or a block has nobody in it.
    UnknownName
        If an actor, a concept or such a gain does not exist.
    SizeError
        If the states, or under CSEQ the coalition improvements, are too many to be listed.

    See Also
    --------
    solve_coalition : The definitions.

    Notes
    -----
    Each block acts as a coalition, and in CSEQ only the other blocks answer, each as one. With everybody alone CNash, CGMR,
    CSMR and CSEQ are Nash, GMR, SMR and SEQ.

    References
    ----------
    * D. M. Kilgour, K. W. Hipel, L. Fang & X. Peng (2001). Coalition analysis in group decision support. *Group Decision
      and Negotiation* 10, 159–175.
    * T. Inohara & K. W. Hipel (2008). *Journal of Systems Science and Systems Engineering* 17.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> gmcr.solve_partition(ferry, partition=["line", "town"]).equilibria("cseq").tolist()
    [0, 3]
    >>> gmcr.solve_partition(ferry, partition=["line,town"]).equilibria("cseq").tolist()
    [1, 3]
    """
    conflict = Conflict.given(conflict)
    return _solve(conflict, partition_named(conflict, partition), concepts, gains, blocks=True)


def solve_universal(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = COALITION_CONCEPTS,
    largest: int | None = None,
    gains: str = "all",
) -> CoalitionStability:
    """Return the stability of every state for all coalitions of the actors.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : str or iterable of str, default COALITION_CONCEPTS
        Names of concepts, or one of them: "cnash", "cgmr", "csmr", "cseq".
    largest : int, optional
        Only coalitions of at most this many members, 1 or more, which is then less than universal. By default all.
    gains : {"all", "pareto"}, default "all"
        Who has to gain by a coalition improvement: every member, or no member loses and at least one gains. The second
        goes with the concept "cnash" alone.

    Returns
    -------
    CoalitionStability
        The table, small coalitions first; its equilibria have *universal* coalition stability.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, or *largest* is not a whole number of 1 or more.
    UnknownName
        If a concept or such a gain does not exist.
    SizeError
        If the states, or under CSEQ the coalition improvements, are too many to be listed.

    See Also
    --------
    solve_coalition : The definitions.

    References
    ----------
    * D. M. Kilgour, K. W. Hipel, L. Fang & X. Peng (2001). Coalition analysis in group decision support. *Group Decision
      and Negotiation* 10, 159–175.
    * T. Inohara & K. W. Hipel (2008). *Journal of Systems Science and Systems Engineering* 17.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> solved = gmcr.solve_universal(ferry)
    >>> {concept: solved.equilibria(concept).tolist() for concept in solved.concepts}
    {'cnash': [], 'cgmr': [3], 'csmr': [3], 'cseq': [3]}
    """
    conflict = Conflict.given(conflict)
    return _solve(conflict, coalitions_of(conflict.actors, largest=largest), concepts, gains, blocks=False)


def _solve(
    conflict: Conflict, players: tuple[Coalition, ...], concepts: str | Iterable[str], gains: str, *, blocks: bool
) -> CoalitionStability:
    known = (known_concept("coalition concept", name, COALITION_CONCEPTS) for name in as_names(concepts, "concepts"))
    names = tuple(dict.fromkeys(known))
    answering = "players" if blocks else "coalitions"
    if known_name("gain of a coalition", gains, GAINS) == "pareto":
        if names != ("cnash",):
            raise ModelError(
                "With Pareto gains only CNash is defined here, as it has no sanctions: ask for concepts='cnash'."
            )
        alone = {player: {"cnash": pareto_stable(conflict, player)} for player in players}
        return CoalitionStability(conflict, names, answering, alone)
    chosen = [_CATALOGUE[name] for name in names]
    arcs: dict[Coalition, Arcs] = {}
    table = {}
    for player in players:
        others = [actor for actor in conflict.actors if actor not in player]
        blocs = [block for block in players if block != player] if blocks else coalitions_of(others)
        answers = _Answers(conflict, others, blocs, arcs)
        table[player] = stable_for(
            conflict, player, chosen, {"moves": answers.moves, "improvements": answers.improvements}
        )
    return CoalitionStability(conflict, names, answering, table)


class _Answers:
    """The least over what the opponents of one coalition reach; *arcs* caches coalition improvements between
    players."""

    def __init__(
        self, conflict: Conflict, others: list[str], answering: Sequence[Coalition], arcs: dict[Coalition, Arcs]
    ) -> None:
        self.conflict, self.answering, self.arcs = conflict, answering, arcs
        self.reach = ReachedSets(conflict.structure, others, answering=True)

    def moves(self, values: Values) -> Values:
        return self.reach.least(values)

    def improvements(self, values: Values) -> Values:
        for block in self.answering:
            if block not in self.arcs:
                self.arcs[block] = improving_arcs(self.conflict, block)
        cells = self.conflict.structure.cells_of(self.conflict.states)
        result = values.copy()
        arcs = [self.arcs[block] for block in self.answering]
        result[:, cells] = least_along(values[:, cells], arcs, repeats=self.conflict.structure.repeats)
        return result
