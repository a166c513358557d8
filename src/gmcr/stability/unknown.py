"""Unknown preference: Li, Hipel, Kilgour & Fang (2004); Xu, Hipel & Kilgour (2009); Xu et al. (2011).

Of two states i is known to prefer one, known to be indifferent, or its preference is unknown: s U q. How i deals with
that is its *type*:

| type | i leaves s for | i is deterred by s2 iff | attitude |
|---|---|---|---|
| a | improvements and unknown moves | s ≿ s2 | most aggressive |
| b | improvements | s ≿ s2 | ignores what is unknown |
| c | improvements and unknown moves | s ≿ s2 or s U s2 | considers it on both sides |
| d | improvements | s ≿ s2 or s U s2 | most conservative |

In SMR every reply has to deter likewise. In SEQ the opponents' sequences are of improvements and unknown moves for all
four types. a ⊆ b ⊆ d and a ⊆ c ⊆ d; Nash is the same for a and c, and for b and d; within a type Nash ⊆ SMR ⊆ GMR and
Nash ⊆ SEQ ⊆ GMR. Where nothing is unknown every type is the crisp concept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_items, as_mapping, as_names, known_name, shown
from gmcr.base.errors import ModelError
from gmcr.base.record import Record
from gmcr.model import Conflict
from gmcr.stability.arcs import arcs_of
from gmcr.stability.literal import LITERAL_CONCEPTS, LiteralGame, require_literal
from gmcr.stability.relation import UNKNOWN, Relation, place_of, state_pair
from gmcr.stability.solution import Solution

__all__ = ["UNKNOWN_TYPES", "Unknown", "UnknownStability", "solve_unknown"]

UNKNOWN_TYPES = ("a", "b", "c", "d")
"""The four types, from most aggressive to most conservative (b and c are not comparable)."""


@dataclass(frozen=True, slots=True)
class Unknown(Record):
    """An unknown says which pairs of states it is not known how an actor ranks; the rest of its ranking is given.

    Parameters
    ----------
    pairs : sequence of (state, state)
        The pairs, each in either order; states as codes or labels.

    Raises
    ------
    ModelError
        If a pair is not two states.

    See Also
    --------
    solve_unknown : Stability where some preferences are not known.

    References
    ----------
    * K. W. Li, K. W. Hipel, D. M. Kilgour & L. Fang (2004). Preference uncertainty in the graph model for conflict
      resolution. *IEEE Transactions on Systems, Man, and Cybernetics A* 34, 507–520.

    Examples
    --------
    >>> import gmcr
    >>> gmcr.Unknown([(3, 0)]).pairs
    ((3, 0),)
    """

    pairs: tuple[tuple[int | str, int | str], ...]

    def __post_init__(self) -> None:
        items = as_items(self.pairs, "The pairs of an Unknown", "pairs of states")
        object.__setattr__(self, "pairs", tuple(map(state_pair, items)))

    @classmethod
    def among(cls, states: Iterable[int | str]) -> Unknown:
        """Return the unknown that holds every pair of some states.

        Parameters
        ----------
        states : iterable of int or str
            The states, as codes or labels.

        Returns
        -------
        Unknown
            Every pair of them.

        Raises
        ------
        ModelError
            If *states* is not a list.

        Examples
        --------
        >>> import gmcr
        >>> gmcr.Unknown.among([0, 1, 2]).pairs
        ((0, 1), (0, 2), (1, 2))
        """
        return cls(tuple(combinations(as_items(states, "states", "a list of states"), 2)))

    def relation(self, conflict: Conflict, actor: str) -> Relation:
        """Return an actor's ranking in a conflict as a relation in which the pairs are unknown.

        Parameters
        ----------
        conflict : Conflict
            The conflict, with at most 8,192 feasible states.
        actor : str
            The actor.

        Returns
        -------
        Relation
            The relation, aligned with the states of the conflict.

        Raises
        ------
        ModelError
            If a pair is one state twice.
        SizeError
            If there are too many states for a table of pairs.
        UnknownName
            If the actor or a state does not exist.
        """
        degrees = Relation.weak_order(Conflict.given(conflict), actor).degrees.copy()
        for first, second in self.pairs:
            q, s = place_of(conflict, first), place_of(conflict, second)
            if q == s:
                raise ModelError(f"{actor} cannot be unsure between state {first} and itself.", actor=actor)
            degrees[q, s] = degrees[s, q] = UNKNOWN
        return Relation(degrees)


@dataclass(frozen=True, slots=True, eq=False)
class UnknownStability(Solution):
    """Unknown stability says which states are stable for which types of each actor.

    ``solve_unknown`` returns it. Arrays are aligned with ``conflict.states``.

    Attributes
    ----------
    conflict : Conflict
        The conflict that was solved.
    concepts : tuple of str
        The names of the concepts asked for.
    types : tuple of str
        The types asked for, out of "a", "b", "c", "d".
    relations : mapping of str to Relation
        Actor → the preferences used.
    table : mapping of str to mapping of (str, str) to ndarray of bool
        Actor → (concept, type) → whether each state is stable for it, shape (states,).

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> solved = gmcr.solve_unknown(ferry, preferences={"town": gmcr.Unknown([(1, 3)])})
    >>> solved.stable("nash", "town", type="a").tolist(), solved.stable("nash", "town", type="b").tolist()
    ([True, False, False, False], [True, True, False, True])
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    types: tuple[str, ...]
    relations: Mapping[str, Relation]
    table: Mapping[str, Mapping[tuple[str, str], NDArray[np.bool_]]]

    def stable(self, concept: str, actor: str, *, type: str | None = None) -> NDArray[np.bool_]:
        """Return where an actor is stable under a concept, being of a type.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        actor : str
            The actor.
        type : str, optional
            One of ``types``. By default where it is stable whichever of them it is.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state is stable for the actor.

        Raises
        ------
        UnknownName
            If the concept or the type was not solved, or there is no such actor.
        """
        self.conflict.actor(actor)
        self.solved(concept)
        kinds = self.types if type is None else (known_name("solved type", type, self.types),)
        stable: NDArray[np.bool_] = np.logical_and.reduce([self.table[actor][concept, kind] for kind in kinds])
        return stable

    def equilibrium(self, concept: str, *, type: str | None = None) -> NDArray[np.bool_]:
        """Return where every actor is stable under a concept, all being of a type.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        type : str, optional
            One of ``types``. By default where everybody is stable whichever of them each is.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state is an equilibrium.

        Raises
        ------
        UnknownName
            If the concept or the type was not solved.
        """
        parts = [self.stable(concept, actor, type=type) for actor in self.players]
        stable: NDArray[np.bool_] = np.logical_and.reduce(parts)
        return stable

    def equilibria(self, concept: str, *, type: str | None = None) -> NDArray[np.int64]:
        """Return the equilibria under a concept for a type, or whatever the types.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        type : str, optional
            One of ``types``. By default what is an equilibrium whichever of them each actor is.

        Returns
        -------
        ndarray of int64
            The codes of the equilibria, ascending.

        Raises
        ------
        UnknownName
            If the concept or the type was not solved.
        """
        return self.conflict.states[self.equilibrium(concept, type=type)]


def solve_unknown(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = LITERAL_CONCEPTS,
    preferences: Mapping[str, Unknown | Relation],
    types: str | Iterable[str] = UNKNOWN_TYPES,
) -> UnknownStability:
    """Return the stability of every state for every actor and type where some preferences are unknown.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 8,192 feasible states.
    concepts : str or iterable of str, default ("nash", "gmr", "smr", "seq")
        Names of concepts, or one of them, out of these four.
    preferences : mapping of str to Unknown or Relation
        Actor → what is not known of it, or any ``Relation``, of which the degrees do not matter. For an actor without an
        entry its ranking in *conflict* counts.
    types : str or iterable of str, default ("a", "b", "c", "d")
        The types, or one of them, see the notes.

    Returns
    -------
    UnknownStability
        The table.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, or an actor has something else than an Unknown or a Relation, or one that does not
        fit the states.
    SizeError
        If there are too many states or moves.
    UnknownName
        If an actor, a state, a concept or a type does not exist.

    See Also
    --------
    solve_strength : Stability where preferences are strong or mild.

    Notes
    -----
    Of two states an actor is known to prefer one, known to be indifferent, or its preference is unknown. How it deals with
    that is its *type*:

    * a, most aggressive: it leaves s for improvements and unknown moves, and is deterred by a state s2 iff it likes s at
      least as well as s2;
    * b: it leaves s for improvements, and is deterred as in a;
    * c: it leaves s as in a, and is deterred by s2 also where its preference between s and s2 is unknown;
    * d, most conservative: it leaves s as in b, and is deterred as in c.

    In SMR every reply has to deter likewise. In SEQ the opponents' sequences are of improvements and unknown moves for all
    four types. a ⊆ b ⊆ d and a ⊆ c ⊆ d; Nash is the same for a and c, and for b and d; within a type Nash ⊆ SMR ⊆ GMR and
    Nash ⊆ SEQ ⊆ GMR. Where nothing is unknown every type is the concept as ``solve`` has it.

    This works on sets of states, by the letter of the definition: some thousands of states.

    References
    ----------
    * K. W. Li, K. W. Hipel, D. M. Kilgour & L. Fang (2004). Preference uncertainty in the graph model for conflict
      resolution. *IEEE Transactions on Systems, Man, and Cybernetics A* 34, 507–520.
    * H. Xu, K. W. Hipel & D. M. Kilgour (2009). Multiple levels of preference in interactive strategic decisions. *Discrete
      Applied Mathematics* 157.
    * H. Xu et al. (2011), on matrix forms of the four types.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> solved = gmcr.solve_unknown(ferry, preferences={"town": gmcr.Unknown([(3, 0)])})
    >>> {kind: solved.equilibria("seq", type=kind).tolist() for kind in solved.types}
    {'a': [0], 'b': [0], 'c': [0, 3], 'd': [0, 3]}
    """
    conflict, names = Conflict.given(conflict), require_literal(concepts)
    kinds = tuple(known_name("type", kind, UNKNOWN_TYPES) for kind in as_names(types, "types"))
    preferences = as_mapping(preferences, "preferences", "actor → what is Unknown of it, or a Relation")
    relations = {actor: Relation.weak_order(conflict, actor) for actor in conflict.actors if actor not in preferences}
    for actor, preference in preferences.items():
        conflict.actor(actor)
        if not isinstance(preference, (Unknown, Relation)):
            raise ModelError(f"{actor} should have an Unknown or a Relation, not {shown(preference)}.", actor=actor)
        relations[actor] = preference.relation(conflict, actor) if isinstance(preference, Unknown) else preference
        if relations[actor].degrees.shape[0] != conflict.states.size:
            raise ModelError(f"{actor}'s relation does not have one row a state.", actor=actor)
    moves = {actor: arcs_of(conflict, actor) for actor in conflict.actors}
    gains, possible = {}, {}
    for actor, (sources, targets) in moves.items():
        degree = relations[actor].degrees[targets, sources]
        gains[actor] = sources[degree > 0], targets[degree > 0]
        possible[actor] = sources[(degree > 0) | (degree == UNKNOWN)], targets[(degree > 0) | (degree == UNKNOWN)]
    game = LiteralGame(conflict, possible)
    table: dict[str, dict[tuple[str, str], NDArray[np.bool_]]] = {actor: {} for actor in conflict.actors}
    for actor in conflict.actors:
        degrees = relations[actor].degrees  # [x, s]: by how much the outcome x is preferred to s
        for unsure, pair in ((False, "ab"), (True, "cd")):  # whether what is unknown deters
            wanted = [kind for kind in kinds if kind in pair]
            if not wanted:
                continue
            deters = (degrees <= 0) if unsure else (degrees <= 0) & (degrees != UNKNOWN)
            answers = game.answers(actor, names, deters)
            for kind in wanted:
                tempting = possible[actor] if kind in "ac" else gains[actor]
                for concept in names:
                    table[actor][concept, kind] = game.stable(tempting, answers.get(concept))
    return UnknownStability(conflict, names, kinds, relations, table)
