"""Play in which every actor acts in the game that it sees: a first-level hypergame (Bennett 1977; Wang, Hipel & Fraser 1988).

H = (G_i), one game for each actor, all on one structure. A state is *stable in own views* under a concept iff it is stable
for every actor i in G_i. A *step* of i is a step of i in G_i, so roads, what they reach and their outcomes are those of
``analysis.roads`` with each mover's steps taken from its own game. Where all see the same game, everything is as in that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from gmcr.analysis.games import Games
from gmcr.analysis.orders import Profile
from gmcr.analysis.roads.roads import Roads

__all__ = ["OwnViews"]


class OwnViews:
    """Play in own views.

    Parameters
    ----------
    games : Games
        The games on the structure.
    profiles : sequence of tuple of int
        For each actor, in order, the profile of the game that it sees.

    Notes
    -----
    Cells, not codes, identify states, and actors are given by their positions (see ``foreseen``).

    Examples
    --------
    Whoever thinks that the town would not mind goes on running.

    >>> import gmcr
    >>> from gmcr.analysis import Games, OwnViews
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> games = Games(ferry.structure)
    >>> seen = games.arena.profile(ferry.with_preferences({"line": ["run"]}))
    >>> eyes = OwnViews(games, [seen, games.arena.profile(ferry)])
    >>> eyes.stable(1, "nash"), eyes.roads(3, "nash").outcomes
    (True, (1,))
    """

    def __init__(self, games: Games, profiles: Sequence[Profile]) -> None:
        self.games = games
        self.profiles = tuple(profiles)
        self._roads: dict[tuple[int, str], Roads] = {}

    def ranks(self, actor: int) -> NDArray[Any]:
        """Return an actor's ranks in the game that it sees.

        Parameters
        ----------
        actor : int
            The position of the actor.

        Returns
        -------
        ndarray of unsigned int, shape (cells,)
            The ranks; larger is better, 0 where infeasible.
        """
        return self.games.play(self.profiles[actor]).ranks(actor)

    def steps(self, cell: int, actor: int, concept: str) -> tuple[int, ...]:
        """Return where an actor steps from a cell in the game that it sees.

        Parameters
        ----------
        cell : int
            The cell.
        actor : int
            The position of the actor.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        tuple of int
            The cells; none iff the cell is stable for the actor.
        """
        return self.games.play(self.profiles[actor]).steps(cell, actor, concept)

    def stable(self, cell: int, concept: str) -> bool:
        """Return whether a cell is stable in own views.

        Parameters
        ----------
        cell : int
            The cell.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        bool
            Whether nobody has a step from it in the game that it sees.
        """
        return not any(self.steps(cell, actor, concept) for actor in range(len(self.profiles)))

    def roads(self, start: int, concept: str) -> Roads:
        """Return everything that steps in own views lead to.

        Parameters
        ----------
        start : int
            The cell from which roads lead.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        Roads
            What is reached; its outcomes are stable in own views.
        """
        if len(set(self.profiles)) == 1:
            return self.games.play(self.profiles[0]).roads(start, concept)
        known = self._roads.get((start, concept))
        if known is None:
            everybody = range(len(self.profiles))
            known = self._roads[start, concept] = Roads.walked(
                start, lambda _: everybody, lambda cell, actor: self.steps(cell, actor, concept)
            )
        return known

    def bound(self, actor: int) -> OwnViews:
        """Return the play in which an actor has no moves.

        Parameters
        ----------
        actor : int
            The position of the actor.

        Returns
        -------
        OwnViews
            The play, on the same states.
        """
        return OwnViews(self.games.bound(actor), self.profiles)
