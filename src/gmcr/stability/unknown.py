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

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from gmcr.base.arguments import as_items
from gmcr.base.errors import ModelError
from gmcr.model import Conflict
from gmcr.stability.preference import Judgement, Preference, place_of, state_pair
from gmcr.stability.relation import UNKNOWN, Relation, as_type

__all__ = ["Unknown"]


@dataclass(frozen=True, slots=True)
class Unknown(Preference):
    """An unknown says which pairs of states it is not known how an actor ranks; the rest of its ranking is given.

    Parameters
    ----------
    pairs : sequence of (state, state)
        The pairs, each in either order; states as codes or labels.
    type : {"a", "b", "c", "d"}, optional
        How the actor deals with that. Needed to solve.

    Raises
    ------
    ModelError
        If a pair is not two states.
    UnknownName
        If there is no such type.

    See Also
    --------
    solve_relation : Stability under preferences of any kind.

    Notes
    -----
    The four types are:

    * a, most aggressive: it leaves s for improvements and unknown moves, and is deterred by a state s2 iff it likes s at
      least as well as s2;
    * b: it leaves s for improvements, and is deterred as in a;
    * c: it leaves s as in a, and is deterred by s2 also where its preference between s and s2 is unknown;
    * d, most conservative: it leaves s as in b, and is deterred as in c.

    In SEQ it counters by improvements and unknown moves, whatever its type. a ⊆ b ⊆ d and a ⊆ c ⊆ d.

    References
    ----------
    * K. W. Li, K. W. Hipel, D. M. Kilgour & L. Fang (2004). Preference uncertainty in the graph model for conflict
      resolution. *IEEE Transactions on Systems, Man, and Cybernetics A* 34, 507–520.

    Examples
    --------
    >>> import gmcr
    >>> gmcr.Unknown([(3, 0)]).pairs
    ((3, 0),)
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> for kind in "abcd":
    ...     solved = gmcr.solve_relation(ferry, preferences={"town": gmcr.Unknown([(3, 0)], type=kind)})
    ...     print(kind, solved.equilibria("seq").tolist())
    a [0]
    b [0]
    c [0, 3]
    d [0, 3]
    """

    pairs: tuple[tuple[int | str, int | str], ...]
    type: str | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        items = as_items(self.pairs, "The pairs of an Unknown", "pairs of states")
        if len(items) == 2 and all(isinstance(item, (int, str)) for item in items):
            items = (items,)  # a single pair
        object.__setattr__(self, "pairs", tuple(map(state_pair, items)))
        object.__setattr__(self, "type", as_type(self.type))

    @classmethod
    def among(cls, states: Iterable[int | str], *, type: str | None = None) -> Unknown:
        """Return the unknown that holds every pair of some states.

        Parameters
        ----------
        states : iterable of int or str
            The states, as codes or labels.
        type : {"a", "b", "c", "d"}, optional
            How the actor deals with that.

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
        return cls(tuple(combinations(as_items(states, "states", "a list of states"), 2)), type=type)

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
        return Relation(degrees, type=self.type)

    def judgement(self, conflict: Conflict, actor: str) -> Judgement:
        """What *actor* makes of the states."""
        return self.relation(conflict, actor).judgement(conflict, actor)
