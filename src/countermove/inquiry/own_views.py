"""Play in a first-level hypergame: every actor acts in the game that it sees (Bennett 1977; Wang, Hipel & Fraser 1988).

H = (G_i), one game for each actor, all on one structure. A state is *stable in own views* under a concept iff it is
stable for every actor i in G_i. A *step* of i is a step of i in G_i, so roads, what they reach and their outcomes are
those of ``analysis.roads`` with each mover's steps taken from its own game.
"""

from __future__ import annotations

from collections.abc import Sequence

from gmcr import Roads
from gmcr.analysis import Games, Profile

__all__ = ["OwnViews"]


class OwnViews:
    """``profiles``: for each actor, in order, the profile of the game that it sees."""

    def __init__(self, games: Games, profiles: Sequence[Profile]) -> None:
        self.games = games
        self.profiles = tuple(profiles)

    def steps(self, cell: int, actor: int, concept: str) -> tuple[int, ...]:
        """Where an actor steps from a cell in the game that it sees; empty iff it is stable there."""
        return self.games.play(self.profiles[actor]).steps(cell, actor, concept)

    def stable(self, cell: int, concept: str) -> bool:
        """Whether a cell is stable in own views."""
        return not any(self.steps(cell, actor, concept) for actor in range(len(self.profiles)))

    def roads(self, start: int, concept: str) -> Roads:
        """Everything that steps in own views lead to from *start*; outcomes are stable in own views."""
        everybody = range(len(self.profiles))
        return Roads.walked(start, lambda _: everybody, lambda cell, actor: self.steps(cell, actor, concept))
