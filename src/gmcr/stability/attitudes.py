"""Attitudes: Inohara, Hipel & Walker (2007)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gmcr.base.arguments import as_mapping, known_name
from gmcr.base.errors import ModelError
from gmcr.model import Conflict
from gmcr.stability.preference import Judgement, Preference, require_size

__all__ = ["Attitudes"]

SIGNS = ("+", "0", "-")
"""Devoting, neutral, aggressive."""


@dataclass(frozen=True, slots=True)
class Attitudes(Preference):
    """Attitudes say whom an actor wants to fare well or badly.

    It likes s1 as well as s (TRP) if for everybody toward whom it is devoting (+) s1 is at least as good as s, and for
    everybody toward whom it is aggressive (-) s is at least as good as s1. A move to such an s1 tempts, and is made as
    a countermove; s2 deters if it is not such a state, or is s itself.

    Parameters
    ----------
    toward : mapping of str to str
        Actor → "+", "0" or "-". Toward actors without an entry it is neutral ("0"); the one toward itself has to be said.

    Raises
    ------
    ModelError
        If *toward* is not a mapping.
    UnknownName
        If an attitude is not one of the three.

    Notes
    -----
    The preferences are those of the rankings in the conflict. An actor that is devoting toward itself and neutral toward
    the others is crisp if nobody is indifferent; with ties it differs, as what is equally good tempts.

    References
    ----------
    * T. Inohara, K. W. Hipel & S. Walker (2007). Conflict analysis approaches for investigating attitudes and misperceptions in
      the War of 1812. *Journal of Systems Science and Systems Engineering* 16, 181–201.

    Examples
    --------
    A line that wants the town to fare well runs even if the town does not pay.

    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> line = gmcr.Attitudes({"line": "0", "town": "+"})
    >>> gmcr.solve_relation(ferry, preferences={"line": line}).equilibria("nash").tolist()
    [1]
    """

    toward: Mapping[str, str]

    def __post_init__(self) -> None:
        toward = as_mapping(self.toward, "The attitudes of an actor", 'actor → "+", "0" or "-"')
        object.__setattr__(self, "toward", {who: known_name("attitude", sign, SIGNS) for who, sign in toward.items()})

    def judgement(self, conflict: Conflict, actor: str) -> Judgement:
        """What *actor* makes of the states."""
        require_size(Conflict.given(conflict))
        if actor not in self.toward:
            raise ModelError(
                f'The attitudes of {actor} say nothing of {actor} itself: add {{"{actor}": "+"}} if it cares how it fares, '
                'otherwise "0".',
                actor=actor,
            )
        likes = np.ones((conflict.states.size,) * 2, dtype=np.bool_)
        for other, sign in self.toward.items():
            ranks = conflict.ranks(other).astype(np.int16)
            if sign != "0":
                likes &= (ranks[:, None] >= ranks[None, :]) if sign == "+" else (ranks[:, None] <= ranks[None, :])
        np.fill_diagonal(likes, False)
        return Judgement(likes, ~likes, likes)
