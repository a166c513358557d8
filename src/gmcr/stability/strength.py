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

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gmcr.base.arguments import as_integer, as_items
from gmcr.base.errors import ModelError
from gmcr.model import Conflict, Ranking
from gmcr.model.ranking import tiers_and_gaps
from gmcr.stability.preference import Judgement, Preference, place_of, require_size
from gmcr.stability.relation import MAX_DEGREE, Relation, as_level

__all__ = ["Strength"]

STRONG = 2
"""The degree of a strong preference."""


@dataclass(frozen=True, slots=True)
class Strength(Preference):
    """A strength is a ranking that says how strong the preference across each gap between its tiers is.

    A state is preferred to another by the greatest degree among the gaps between them. So everything above a strong gap is
    strongly preferred to everything below it.

    Parameters
    ----------
    preferences : Ranking, list of tiers or str
        The ranking, given by tiers, as a list of them, or as a text ("s2 > s1 ~ s3").
    gaps : sequence of int
        One degree for each gap between neighbouring tiers, best first: ``gaps[k]`` is that of the gap below tier k, 1 for
        mild, 2 for strong, up to 100.
    level : int, default 0
        By how many degrees a sanction (and, in SMR, a reply to it) has to be worse for the actor: 0 for general stability,
        2 for strong, any other for preferences of more degrees.

    Raises
    ------
    ModelError
        If there is not one gap fewer than there are tiers, a tier is empty, or a degree or the level is not
        a whole number in its range.

    See Also
    --------
    solve_relation : Stability under preferences of any kind.

    Notes
    -----
    Improvements, those of the opponents in SEQ too, are mild or strong. General stability is the crisp concept. What is
    general but not strong is *weak*. Nash has no strength: where nothing is an improvement there is nothing to sanction.
    Strong ⊆ general, strong SMR ⊆ strong GMR, strong SEQ ⊆ strong GMR.

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

    In Chicken, suppose that the crash (state 0) is strongly worse than all else.

    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> for level in (0, 2):
    ...     row, column = (gmcr.Strength.read(text, level=level) for text in ("2 > 3 > 1 >> 0", "1 > 3 > 2 >> 0"))
    ...     print(gmcr.solve_relation(chicken, preferences={"row": row, "column": column}).equilibria("smr").tolist())
    [1, 2, 3]
    [1, 2]
    """

    preferences: Ranking
    gaps: tuple[int, ...]
    level: int = field(default=0, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", as_level(self.level))
        if isinstance(self.preferences, str):
            object.__setattr__(self, "preferences", Ranking.read(self.preferences))
        elif not isinstance(self.preferences, Ranking):
            object.__setattr__(self, "preferences", Ranking(self.preferences))
        gaps = as_items(self.gaps, "The gaps of a Strength", "whole numbers")
        object.__setattr__(self, "gaps", tuple(as_integer(gap, "The degree of a gap") for gap in gaps))
        if len(self.gaps) != len(self.preferences.tiers) - 1 or not all(self.preferences.tiers):
            raise ModelError(
                f"{len(self.preferences.tiers)} tiers have {len(self.preferences.tiers) - 1} gaps between them, not "
                f"{len(self.gaps)}; and no tier is empty."
            )
        if not all(1 <= gap <= MAX_DEGREE for gap in self.gaps):
            raise ModelError(f"The degree of a gap is 1 (mild), 2 (strong), or more, up to {MAX_DEGREE}.")

    @classmethod
    def of(cls, *groups: Sequence[Any], level: int = 0) -> Strength:
        """Return a strength from groups of tiers.

        Parameters
        ----------
        *groups : sequence of tiers
            The groups, best first, each a list of tiers as ``Ranking`` takes them. Between groups the preference is strong,
            within them mild.
        level : int, default 0
            The level.

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
        >>> found.preferences.tiers, found.gaps
        (((3,), (1, 2), (0,)), (1, 2))
        """
        items = [as_items(group, "A group of tiers", "tiers of states, best first") for group in groups]
        tiers = [tier for group in items for tier in group]
        ends = {sum(map(len, items[: k + 1])) - 1 for k in range(len(items))}
        return cls(Ranking(tiers), tuple(STRONG if k in ends else 1 for k in range(len(tiers) - 1)), level=level)

    @classmethod
    def read(cls, text: str, *, level: int = 0) -> Strength:
        """Return a strength that is written as in the literature.

        Parameters
        ----------
        text : str
            States between the signs ``>`` (mildly preferred), ``>>`` or ``≫`` (strongly) and ``~`` (indifferent), best first:
            ``s3 > s1 ~ s2 >> s4``. A further ``>`` is a further degree. States are labels in graph form and codes in option form.
        level : int, default 0
            The level.

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
        >>> found.preferences.tiers, found.gaps
        ((('3',), ('0', '2'), ('1',)), (1, 2))
        """
        tiers, gaps = tiers_and_gaps(text, "A Strength")
        return cls(Ranking(tiers), tuple(gaps), level=level)

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
        for number, states in enumerate(self.preferences.tiers):
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
        return Relation(between[tier[:, None], tier[None, :]], level=self.level)

    def judgement(self, conflict: Conflict, actor: str) -> Judgement:
        """What *actor* makes of the states."""
        return self.relation(conflict).judgement(conflict, actor)
