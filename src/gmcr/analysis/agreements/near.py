"""Where no deal is open: the joint switch that fails by least, and at whom.

Of all feasible states in which at least two actors have switched options of their own by legal moves, the one with the fewest
of them that do not gain; then the fewest options switched, the first participants in the order of actors, the lowest code.
Where all gain it is an offer but no trade: some would rather make their parts alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.agreements.trades import States, acts_of, feasible, locked
from gmcr.analysis.agreements.vicinity import around
from gmcr.analysis.own_views import OwnViews
from gmcr.base.record import Record
from gmcr.model import OptionStructure

__all__ = ["NearOffer", "nearest_offer"]


@dataclass(frozen=True, slots=True)
class NearOffer(Record):
    """The joint switch that fails by least.

    Attributes
    ----------
    target : int
        The code of the state that it leads to.
    participants : tuple of str
        Who takes part.
    refused : tuple of str
        Those of them who do not gain.
    alone : tuple of str
        Where all gain: the first who would rather make their parts without the others.

    Examples
    --------
    >>> from gmcr.analysis import NearOffer
    >>> NearOffer(3, ("row", "column"), ("row",), ()).refused
    ('row',)
    """

    target: int
    participants: tuple[str, ...]
    refused: tuple[str, ...]
    alone: tuple[str, ...]


def nearest_offer(
    eyes: OwnViews,
    start: int,
    *,
    participants: Sequence[str] | None = None,
    met: NDArray[np.bool_] | None = None,
    acts: int | None = None,
) -> NearOffer | None:
    """Return the joint switch that fails by least.

    Parameters
    ----------
    eyes : OwnViews
        The games that the actors see; in option form.
    start : int
        The code of the state in which it would be made.
    participants : sequence of str, optional
        Only switches of exactly these actors.
    met : ndarray of bool, shape (cells,), optional
        The cells that it may lead to. By default all.
    acts : int, optional
        The largest number of options that it switches. By default any, or 4 where states cannot be listed.

    Returns
    -------
    NearOffer or None
        The switch; None where nobody could switch anything together.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Games, OwnViews, nearest_offer
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["not pay", "run"]},
    ...     start=[],
    ... )
    >>> games = Games(ferry.structure)
    >>> nearest_offer(OwnViews(games, [games.arena.profile(ferry)] * 2), 0)
    NearOffer(target=3, participants=('line', 'town'), refused=('town',), alone=())
    """
    structure, ranks = around(eyes, start, acts)
    codes = structure.states
    cells = structure.cells_of(codes)
    switched = codes ^ start
    fits = (switched & locked(structure.form, start)) == 0
    if met is not None:
        fits &= met[cells] if isinstance(structure, OptionStructure) else met[codes.tolist()]
    if acts is not None:
        fits &= acts_of(switched) <= acts
    takes_part = np.stack([(switched & structure.form.mask(actor)) != 0 for actor in structure.actors], axis=1)
    gains = np.stack([own[cells] > own[structure.cell(start)] for own in ranks], axis=1)
    fits &= takes_part.sum(axis=1) >= 2
    if participants is not None:
        fits &= (takes_part == [actor in participants for actor in structure.actors]).all(axis=1)
    places = np.flatnonzero(fits)
    if not places.size:
        return None
    refused = (takes_part & ~gains)[places].sum(axis=1)
    fewest = places[refused == refused.min()]
    order = [
        (int(switched[k]).bit_count(), np.flatnonzero(takes_part[k]).tolist(), int(codes[k])) for k in fewest.tolist()
    ]
    best = fewest[min(range(len(order)), key=order.__getitem__)]
    who = np.flatnonzero(takes_part[best]).tolist()
    return NearOffer(
        target=int(codes[best]),
        participants=tuple(structure.actors[place] for place in who),
        refused=tuple(structure.actors[place] for place in who if not gains[best, place]),
        alone=() if refused.min() else _content(ranks, structure, start, int(codes[best]), who),
    )


def _content(
    ranks: Sequence[NDArray[Any]], structure: States, start: int, target: int, who: list[int]
) -> tuple[str, ...]:
    """The fewest participants, the first in their order, who all gain by their own parts alone; none if nobody does."""
    for size in range(1, len(who)):
        for group in combinations(who, size):
            mask = sum(structure.form.mask(structure.actors[place]) for place in group)
            alone = np.array([start ^ ((start ^ target) & mask)], dtype=np.int64)
            if feasible(structure, alone)[0]:
                cell, here = structure.cell(int(alone[0])), structure.cell(start)
                if all(ranks[place][cell] > ranks[place][here] for place in group):
                    return tuple(structure.actors[place] for place in group)
    return ()
