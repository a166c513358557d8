"""Crisp preferences: one ranking (Fang, Hipel & Kilgour 1993)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gmcr.model import Conflict
from gmcr.stability.preference import Judgement, Preference, require_size

__all__ = ["Crisp"]


@dataclass(frozen=True, slots=True)
class Crisp(Preference):
    """Crisp preferences are a ranking: of two states one is better, or they are equally good.

    A move to s1 tempts from s if s1 is better; s2 deters if it is not better than s; a countermove is made if it is to
    something better. An actor without an entry in ``solve_relation`` is crisp, with its ranking in the conflict.

    Parameters
    ----------
    preferences : Ranking or list of wants, optional
        The ranking, as ``Conflict.with_preferences`` takes it. By default the one in the conflict.

    References
    ----------
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict Resolution*.
      Wiley.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.stability import Crisp
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> other = Crisp(["pay", "run"])
    >>> gmcr.solve_relation(ferry, preferences={"town": other}).equilibria("nash").tolist()
    [3]
    """

    preferences: Any = None

    def judgement(self, conflict: Conflict, actor: str) -> Judgement:
        """What *actor* makes of the states."""
        require_size(Conflict.given(conflict))
        if self.preferences is not None:
            conflict = conflict.with_preferences({actor: self.preferences})
        ranks = conflict.ranks(actor).astype(np.int16)  # at most MAX_STATES of them
        better = ranks[:, None] > ranks[None, :]
        return Judgement(better, ~better, better)
