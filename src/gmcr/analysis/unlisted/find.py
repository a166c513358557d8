"""An equilibrium with a formula, where states are not listed.

Under Nash, GMR and SMR it is searched (``symbolic.find``). Under SEQ and symmetric SEQ those searches may settle it:
an equilibrium found is proved to be one under them too, or there is none since there is none under a concept that they
imply.
"""

from __future__ import annotations

from gmcr.analysis.unlisted.arena import IMPLIED, UnlistedArena
from gmcr.base.errors import SizeError
from gmcr.logic import Formula
from gmcr.model import Conflict
from gmcr.symbolic.find import FINDABLE, Found, find
from gmcr.symbolic.game import valued

__all__ = ["Finding"]


class Finding:
    """The equilibria found in one game for one formula, concept by concept."""

    def __init__(self, arena: UnlistedArena, conflict: Conflict, formula: Formula) -> None:
        self._arena, self._profile = arena, arena.profile(conflict)
        self._formula = valued(formula, conflict.drivers)
        self._found: dict[str, Found] = {}

    def under(self, concept: str) -> tuple[bool, int | None]:
        """Return whether it is known if there is one, and its code. Raises SizeError for a concept that needs a list
        of states."""
        if concept not in IMPLIED:
            raise SizeError(self._arena.structure.unlisted)
        if concept in FINDABLE:
            result = self._look(concept)
            return result.known, result.state
        for weaker in IMPLIED[concept]:
            if weaker in FINDABLE and (known := self._look(weaker)).known and known.state is None:
                return True, None
        for name in FINDABLE:
            state = self._look(name).state
            if state is not None and self._stays(state, concept):
                return True, state
        return False, None

    def _look(self, concept: str) -> Found:
        if concept not in self._found:
            game, left = self._arena.game(self._profile), max(0.0, self._arena.left)
            self._found[concept] = find(game, self._formula, concept=concept, seconds=left)
        return self._found[concept]

    def _stays(self, state: int, concept: str) -> bool:
        actors = range(len(self._profile))
        return all(self._arena.stays(self._profile, state, actor, concept) for actor in actors)
