"""One game whose states nobody lists: who stays where, where steps lead, as far as it is decided in time."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gmcr.analysis.arena import Profile
from gmcr.analysis.roads.roads import Play, Roads
from gmcr.analysis.unlisted.arena import UnlistedArena
from gmcr.analysis.unlisted.find import Finding
from gmcr.base.errors import SizeError, Undecided
from gmcr.logic import Formula, truth
from gmcr.model import Conflict
from gmcr.stability import Path
from gmcr.symbolic.proofs import Undeterred
from gmcr.symbolic.steps import followed

__all__ = ["UnlistedPlay"]

_MOST = 2000
"""States that roads are followed through, at most …"""

_WALK = 15.0
"""… and seconds …"""

_PART = 4
"""… and this part of the time that is left."""


class UnlistedPlay(Play):
    """A profile whose verdicts are proved. Cells are codes. What is not decided in time raises Undecided."""

    LISTED: Final = 16
    """The moves of an actor with so many options, at most, are listed for its best replies."""

    arena: UnlistedArena

    def __init__(self, arena: UnlistedArena, profile: Profile) -> None:
        super().__init__(arena, profile)
        self._walks: dict[tuple[int, str], tuple[float | None, Roads]] = {}

    def ranks(self, actor: int) -> Any:
        return self.arena.words(self.profile[actor])

    def movers(self, cell: int) -> tuple[int, ...]:
        """The actors of which it is not known that they have no improvement."""
        actors = range(len(self.profile))
        return tuple(actor for actor in actors if self.arena.stays(self.profile, cell, actor, "nash") is not True)

    def verdict(self, cell: int, concept: str, actor: int) -> bool | None:
        """Whether an actor stays; None where it is not decided in time."""
        return self.arena.stays(self.profile, cell, actor, concept)

    def stable(self, cell: int, concept: str, actor: int | None = None) -> bool:
        actors = range(len(self.profile)) if actor is None else (actor,)
        verdicts = []
        for who in actors:
            verdicts.append(self.verdict(cell, concept, who))
            if verdicts[-1] is False:
                return False
        if None in verdicts:
            raise Undecided(f"Whether the state holds under {concept}")
        return True

    def steps(self, cell: int, actor: int, concept: str) -> tuple[int, ...]:
        found, whole = self._onward(cell, actor, concept)
        if not whole:
            raise Undecided(f"Where {self.arena.actors[actor]} steps under {concept}")
        return found

    def _onward(self, cell: int, actor: int, concept: str) -> tuple[tuple[int, ...], bool]:
        """Where an actor steps, and whether that is all."""
        if self.verdict(cell, concept, actor):
            return (), True
        found = self.arena.stepped(self.profile, cell, actor, concept)
        return found.targets, found.whole

    def roads(self, start: int, concept: str) -> Roads:
        """What steps lead to, as far as it is found in time and within some states (``Roads.whole``)."""
        known = self._walks.get((start, concept))
        if known is not None and (known[1].whole or known[0] == self.arena.until):
            return known[1]
        with self.arena.within(min(_WALK, self.arena.left / _PART)):
            walked = followed(
                start,
                range(len(self.profile)),
                lambda cell, actor: self._onward(cell, actor, concept),
                most=_MOST,
                over=lambda: self.arena.left <= 0,
            )
        found = Roads(walked.reached, walked.outcomes, walked.steps, walked.whole)
        self._walks[start, concept] = self.arena.until, found  # with more time there may be more
        return found

    def countered(self, cell: int, actor: int, target: int, concept: str) -> Path | None:
        """The countermoves that deter an improvement (the code that it leads to); None where nothing does. Raises Undecided."""
        return self.arena.countered(self.profile, cell, actor, target, concept)

    def leaving(self, cell: int, actor: int, concept: str) -> int | None:
        """The best improvement of an actor that nothing deters; None where there is none, or that is not decided in time."""
        found = self.arena.decision(self.profile, cell, actor, concept).proof
        return found.improvement if isinstance(found, Undeterred) else None

    def equilibria_with(self, conflict: Conflict, formula: Formula) -> Finding:
        """Equilibria of the game, that of a conflict, in which a formula holds, to be looked for concept by concept."""
        return Finding(self.arena, conflict, formula)

    def undeterred(self, cell: int, actor: int, target: int, concept: str) -> bool:
        raise SizeError(self.arena.structure.unlisted)

    def best_replies(self, cell: int, actor: int) -> tuple[int, ...]:
        """As where states are listed; raises SizeError for an actor with too many options."""
        form, name = self.arena.form, self.arena.actors[actor]
        low, high = form.span[name]
        if high - low > self.LISTED:
            raise SizeError(
                f"{name} has {high - low} options: its best replies are looked for among the moves of {self.LISTED}.",
                actor=name,
            )
        own, mask = np.arange(1 << (high - low)), form.mask(name)
        here = (cell & mask) >> low
        columns: dict[str, Any] = dict(form.columns(cell))
        columns |= {option: own >> k & 1 == 1 for k, option in enumerate(form.names[low:high])}
        legal = np.ones(own.shape, dtype=np.bool_)
        for k, option in enumerate(form.options[low:high]):
            ready = option.needs is None or form.holds(option.needs, cell)
            if here >> k & 1 and option.one_way == "forward":
                legal &= columns[option.full_name]
            elif not here >> k & 1 and (option.one_way == "back" or not ready):
                legal &= ~columns[option.full_name]
        for rule in form.never:
            legal &= ~truth(rule.formula, columns, {})
        for want in self.arena.game(self.profile).wants[name]:  # lexicographic: what meets the next want, where some do
            met = legal & truth(want, columns, {})
            legal = met if met.any() else legal
        if legal[here]:
            return (cell,)
        return tuple((cell & ~mask) | (code << low) for code in np.flatnonzero(legal).tolist())
