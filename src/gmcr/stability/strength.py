"""Strength of preference: Hamouda, Kilgour & Hipel (2004, 2006); degrees: Xu, Hipel & Kilgour (2009).

s ≫ q strongly, s > q mildly, s ~ q. Improvements, also those of the opponents in SEQ, are mild or strong. For GMR, SMR
and SEQ a state is stable at *level* k for i iff it is stable when only sanctions s2 count (and, in SMR, replies s3)
that are worse for i than s by at least k degrees:

* level 0, *general*: s2 ≾ s, the crisp concept;
* level 2, *strong*: s ≫ s2; *weak*: general but not strong;
* any other level for preferences of more degrees (level 1: s > s2 or s ≫ s2).

Strong ⊆ general, strong SMR ⊆ strong GMR, strong SEQ ⊆ strong GMR. Nash has no strength: where nothing is an
improvement there is nothing to sanction, and every level is reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_instance, as_integer, as_items, as_mapping, as_text, known_name, shown
from gmcr.base.errors import ModelError, quoted
from gmcr.base.record import Record
from gmcr.model import Conflict, Ranking
from gmcr.stability.arcs import arcs_of
from gmcr.stability.literal import LITERAL_CONCEPTS, LiteralGame, require_literal
from gmcr.stability.relation import MAX_DEGREE, Relation, place_of, require_size
from gmcr.stability.solution import Solution

__all__ = ["GENERAL", "STRONG", "Strength", "StrengthStability", "solve_strength"]

GENERAL = 0
"""The level of general stability."""

STRONG = 2
"""The level of strong stability."""


@dataclass(frozen=True, slots=True)
class Strength(Record):
    """A strength is a ranking that says how strong the preference across each gap between its tiers is.

    A state is preferred to another by the greatest degree among the gaps between them. So everything above a strong gap is
    strongly preferred to everything below it.

    Parameters
    ----------
    ranking : Ranking
        The ranking, given by tiers.
    gaps : sequence of int
        One degree for each gap between neighbouring tiers, best first: ``gaps[k]`` is that of the gap below tier k, 1 for
        mild, 2 for strong, up to 100.

    Raises
    ------
    ModelError
        If there is not one gap fewer than there are tiers, a tier is empty, or a degree is not a whole number in its range.

    See Also
    --------
    solve_strength : General, strong and weak stability.

    References
    ----------
    * L. Hamouda, D. M. Kilgour & K. W. Hipel (2004). Strength of preference in the graph model for conflict resolution.
      *Group Decision and Negotiation* 13, 449–462.
    * H. Xu, K. W. Hipel & D. M. Kilgour (2009). Multiple levels of preference in interactive strategic decisions. *Discrete
      Applied Mathematics* 157.

    Examples
    --------
    >>> import gmcr
    >>> gmcr.Strength(gmcr.Ranking([3, [0, 2], 1]), (1, 2)).gaps
    (1, 2)
    """

    ranking: Ranking
    gaps: tuple[int, ...]

    def __post_init__(self) -> None:
        as_instance(self.ranking, Ranking, "The ranking of a Strength", "a Ranking")
        gaps = as_items(self.gaps, "The gaps of a Strength", "whole numbers")
        object.__setattr__(self, "gaps", tuple(as_integer(gap, "The degree of a gap") for gap in gaps))
        if len(self.gaps) != len(self.ranking.tiers) - 1 or not all(self.ranking.tiers):
            raise ModelError(
                f"{len(self.ranking.tiers)} tiers have {len(self.ranking.tiers) - 1} gaps between them, not "
                f"{len(self.gaps)}; and no tier is empty."
            )
        if not all(1 <= gap <= MAX_DEGREE for gap in self.gaps):
            raise ModelError(f"The degree of a gap is 1 (mild), 2 (strong), or more, up to {MAX_DEGREE}.")

    @classmethod
    def of(cls, *groups: Sequence[Any]) -> Strength:
        """Return a strength from groups of tiers.

        Parameters
        ----------
        *groups : sequence of tiers
            The groups, best first, each a list of tiers as ``Ranking`` takes them. Between groups the preference is strong,
            within them mild.

        Returns
        -------
        Strength
            The strength.

        Raises
        ------
        ModelError
            If a group is not a list of tiers, or a tier is empty.

        Examples
        --------
        This is 3 > 1 ~ 2 ≫ 0:

        >>> import gmcr
        >>> found = gmcr.Strength.of([3, [1, 2]], [0])
        >>> found.ranking.tiers, found.gaps
        (((3,), (1, 2), (0,)), (1, 2))
        """
        items = [as_items(group, "A group of tiers", "tiers of states, best first") for group in groups]
        tiers = [tier for group in items for tier in group]
        ends = {sum(map(len, items[: k + 1])) - 1 for k in range(len(items))}
        return cls(Ranking(tiers), tuple(STRONG if k in ends else 1 for k in range(len(tiers) - 1)))

    @classmethod
    def read(cls, text: str) -> Strength:
        """Return a strength that is written as in the literature.

        Parameters
        ----------
        text : str
            States between the signs ``>`` (mildly preferred), ``>>`` or ``≫`` (strongly) and ``~`` (indifferent), best first:
            ``s3 > s1 ~ s2 >> s4``. A further ``>`` is a further degree. States are labels in graph form and codes in option form.

        Returns
        -------
        Strength
            The strength.

        Raises
        ------
        ModelError
            If there is a sign without a state on one side of it.

        Examples
        --------
        >>> import gmcr
        >>> found = gmcr.Strength.read("3 > 0 ~ 2 >> 1")
        >>> found.ranking.tiers, found.gaps
        ((('3',), ('0', '2'), ('1',)), (1, 2))
        """
        parts = re.split(r"(>+|~)", as_text(text, "A Strength").replace("≫", ">>"))
        states = [part.strip() for part in parts[::2]]
        if not all(states):
            raise ModelError(f"Strength {quoted(text)}: there is a sign without a state on one side of it.")
        tiers: list[list[str]] = [[states[0]]]
        gaps = []
        for sign, state in zip(parts[1::2], states[1:], strict=True):
            if sign == "~":
                tiers[-1].append(state)
            else:
                tiers.append([state])
                gaps.append(len(sign))
        return cls(Ranking(tiers), tuple(gaps))

    def relation(self, conflict: Conflict) -> Relation:
        """Return by how much each state is preferred to each other state.

        Parameters
        ----------
        conflict : Conflict
            The conflict, with at most 8,192 feasible states.

        Returns
        -------
        Relation
            The relation, aligned with the states of the conflict.

        Raises
        ------
        ModelError
            If some state does not occur exactly once.
        SizeError
            If there are too many states for a table of pairs.
        UnknownName
            If a state does not exist.
        """
        require_size(Conflict.given(conflict))
        size = conflict.states.size
        tier = np.full(size, -1)
        for number, states in enumerate(self.ranking.tiers):
            for state in states:
                place = place_of(conflict, state)
                if tier[place] >= 0:
                    raise ModelError(f"The ranking has state {state} twice.")
                tier[place] = number
        if (tier < 0).any():
            missing = conflict.states[tier < 0]
            first = conflict.label(missing[0]) if conflict.layout == "graph" else missing[0]
            raise ModelError(f"The ranking lacks {missing.size} states, the first of them {first}.")
        between = np.zeros((len(self.gaps) + 1,) * 2, dtype=np.int8)  # [better tier, worse tier]
        for number in range(len(self.gaps)):
            between[number, number + 1 :] = np.maximum.accumulate(self.gaps[number:])
        between -= between.T
        return Relation(between[tier[:, None], tier[None, :]])


@dataclass(frozen=True, slots=True, eq=False)
class StrengthStability(Solution):
    """Strength stability says at which level each state is stable for each actor.

    ``solve_strength`` returns it. Arrays are aligned with ``conflict.states``.

    Attributes
    ----------
    conflict : Conflict
        The conflict that was solved.
    concepts : tuple of str
        The names of the concepts asked for.
    relations : mapping of str to Relation
        Actor → the preferences used.
    table : mapping of str to mapping of str to ndarray of int8
        Actor → concept → the highest level at which each state is stable, shape (states,): -1 where it is not stable at all,
        100 (``MAX_DEGREE``) where nothing is an improvement.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> solved = gmcr.solve_strength(ferry, preferences={"town": gmcr.Strength.read("1 > 3 >> 0 > 2")})
    >>> solved.level("seq", "town").tolist()
    [100, 100, -1, 2]
    >>> solved.stable("seq", "town", strength="strong").tolist()
    [True, True, False, True]
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    relations: Mapping[str, Relation]
    table: Mapping[str, Mapping[str, NDArray[np.int8]]]

    def level(self, concept: str, actor: str) -> NDArray[np.int8]:
        """Return the highest level at which an actor is stable under a concept.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        actor : str
            The actor.

        Returns
        -------
        ndarray of int8, shape (states,)
            The levels: -1 where it is not stable at all, 100 where nothing is an improvement.

        Raises
        ------
        UnknownName
            If the concept was not solved, or there is no such actor.
        """
        self.conflict.actor(actor)
        return self.table[actor][self.solved(concept)]

    def stable(self, concept: str, actor: str, *, strength: str | int = "general") -> NDArray[np.bool_]:
        """Return where an actor is stable under a concept, at a strength.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        actor : str
            The actor.
        strength : {"general", "strong", "weak"} or int, default "general"
            The strength, or a level: where the highest level is at least as high. "weak" is general but not strong.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state is stable for the actor.

        Raises
        ------
        UnknownName
            If the concept was not solved, or there is no such actor or strength.
        """
        level = self.level(concept, actor)
        if isinstance(strength, str) and strength == "weak":
            return (level >= GENERAL) & (level < STRONG)
        stable: NDArray[np.bool_] = level >= _level(strength)
        return stable

    def equilibrium(self, concept: str, *, strength: str | int = "general") -> NDArray[np.bool_]:
        """Return where every actor is stable under a concept, at a strength.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        strength : {"general", "strong"} or int, default "general"
            The strength, or a level. "weak" is said of one actor only.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state is an equilibrium.

        Raises
        ------
        UnknownName
            If the concept was not solved, or there is no such strength.
        """
        wanted = _level(strength)
        parts = [self.level(concept, actor) >= wanted for actor in self.conflict.actors]
        stable: NDArray[np.bool_] = np.logical_and.reduce(parts)
        return stable

    def equilibria(self, concept: str, *, strength: str | int = "general") -> NDArray[np.int64]:
        """Return the equilibria under a concept, at a strength.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        strength : {"general", "strong"} or int, default "general"
            The strength, or a level.

        Returns
        -------
        ndarray of int64
            The codes of the equilibria, ascending.

        Raises
        ------
        UnknownName
            If the concept was not solved, or there is no such strength.
        """
        return self.conflict.states[self.equilibrium(concept, strength=strength)]


def solve_strength(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = LITERAL_CONCEPTS,
    preferences: Mapping[str, Strength | Relation],
) -> StrengthStability:
    """Return general, strong and weak stability of every state for every actor, and stability at each further level.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 8,192 feasible states.
    concepts : str or iterable of str, default ("nash", "gmr", "smr", "seq")
        Names of concepts, or one of them, out of these four.
    preferences : mapping of str to Strength or Relation
        Actor → its ``Strength``, or any ``Relation`` without unknown pairs. For an actor without an entry its ranking in
        *conflict* counts, every preference mild.

    Returns
    -------
    StrengthStability
        The table of levels.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, an actor has something else than a Strength or a Relation, or one that does not fit
        the states or has unknown pairs.
    SizeError
        If there are too many states or moves.
    UnknownName
        If an actor, a state or a concept does not exist.

    See Also
    --------
    solve_unknown : Stability where some preferences are not known.

    Notes
    -----
    An actor may prefer one state to another strongly (≫) or mildly (>). Improvements, those of the opponents in SEQ too,
    are mild or strong. For GMR, SMR and SEQ a state s is stable at *level* k for actor i iff it is so with every sanction
    (and, in SMR, every reply) being worse for i than s by at least k degrees:

    * level 0, *general*: the concept as ``solve`` has it;
    * level 2, *strong*: every sanction is strongly worse than s; *weak* is general but not strong;
    * any other level for preferences of more degrees.

    Strong ⊆ general, strong SMR ⊆ strong GMR, strong SEQ ⊆ strong GMR. Nash has no strength: where nothing is an
    improvement there is nothing to sanction, and every level is reached.

    This works on sets of states, by the letter of the definition: some thousands of states.

    References
    ----------
    * L. Hamouda, D. M. Kilgour & K. W. Hipel (2004). Strength of preference in the graph model for conflict resolution.
      *Group Decision and Negotiation* 13, 449–462.
    * Hamouda, Kilgour & Hipel (2006).
    * H. Xu, K. W. Hipel & D. M. Kilgour (2009). Multiple levels of preference in interactive strategic decisions. *Discrete
      Applied Mathematics* 157.

    Examples
    --------
    In Chicken, suppose that the crash (state 0) is strongly worse than all else.

    >>> import gmcr
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> solved = gmcr.solve_strength(
    ...     chicken,
    ...     preferences={
    ...         "row": gmcr.Strength.read("2 > 3 > 1 >> 0"),
    ...         "column": gmcr.Strength.read("1 > 3 > 2 >> 0"),
    ...     },
    ... )
    >>> solved.equilibria("smr").tolist(), solved.equilibria("smr", strength="strong").tolist()
    ([1, 2, 3], [1, 2])
    """
    conflict, names = Conflict.given(conflict), require_literal(concepts)
    preferences = as_mapping(preferences, "preferences", "actor → its Strength or Relation")
    relations = {actor: Relation.weak_order(conflict, actor) for actor in conflict.actors if actor not in preferences}
    for actor, preference in preferences.items():
        conflict.actor(actor)
        if not isinstance(preference, (Strength, Relation)):
            raise ModelError(f"{actor} should have a Strength or a Relation, not {shown(preference)}.", actor=actor)
        relations[actor] = preference.relation(conflict) if isinstance(preference, Strength) else preference
        if relations[actor].degrees.shape[0] != conflict.states.size:
            raise ModelError(f"{actor}'s relation does not have one row a state.", actor=actor)
        if not relations[actor].known:
            raise ModelError(f"{actor}'s relation has unknown pairs: these are what solve_unknown is for.", actor=actor)
    moves = {actor: arcs_of(conflict, actor) for actor in conflict.actors}
    improvements = {}
    for actor, (sources, targets) in moves.items():
        gains = relations[actor].degrees[targets, sources] > 0
        improvements[actor] = sources[gains], targets[gains]
    game = LiteralGame(conflict, improvements)
    top = max(relation.top for relation in relations.values())  # nothing deters beyond it
    table: dict[str, dict[str, NDArray[np.int8]]] = {}
    for actor in conflict.actors:
        degrees, tempting = relations[actor].degrees, improvements[actor]  # [x, s]: by how much x is preferred to s
        highest = {name: np.full(conflict.states.size, -1, dtype=np.int8) for name in names}
        for level in range(top + 1):
            for name, answers in game.answers(actor, names, degrees <= -level).items():
                highest[name] += game.stable(tempting, answers)
        content = game.stable(tempting, None)
        for levels in highest.values():
            levels[content] = MAX_DEGREE
        table[actor] = highest
    return StrengthStability(conflict, names, relations, table)


def _level(strength: str | int) -> int:
    if isinstance(strength, Integral) and not isinstance(strength, bool):
        return int(strength)
    levels = {"general": GENERAL, "strong": STRONG}
    return levels[known_name("strength of an equilibrium", strength, levels)]
