"""Checks about changes of calculus: who could bring the target about by changing its own wants."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks.case import CheckedGame
from countermove.inquiry.checks.check import GameCheck
from gmcr.analysis import GamesEdited, Profile
from gmcr.model import OptionForm

__all__ = ["MoreResponsibleCheck", "SingleChangesCheck"]

Numbers = NDArray[np.intp]
Bools = NDArray[np.bool_]


class _AboutEdits(GameCheck):
    """A check decided by who takes part in minimal changes for the target."""

    __slots__ = ()

    concept_free: ClassVar[bool] = True
    about_edits: ClassVar[bool] = True

    @abstractmethod
    def judged(self, edited: GamesEdited, games: Numbers, bound: int) -> Bools:
        """Its truth in some games (by number), from the participants in minimal changes of at most *bound* edits."""

    @property
    @abstractmethod
    def looks_for(self) -> tuple[tuple[str, ...], int | None]:
        """The actors at whom the search stops, and the largest number of edits; None: up to the bound."""

    def ask(self, edited: GamesEdited, games: Numbers, bound: int) -> None:
        """Announce the search in some games."""
        actors, most = self.looks_for
        mask = np.array([name in actors for name in edited.arena.actors])
        edited.ask(games, mask, bound if most is None else min(bound, most))

    def profiles(self, case: CheckedGame) -> Iterator[Profile]:
        if not self.known_in(case):
            edited, number = case.edited
            self.ask(edited, np.array([number]), case.bound)
        return iter(())

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        edited, number = case.edited
        return bool(self.judged(edited, np.array([number]), case.bound)[0])

    def lists(self, form: OptionForm) -> bool:
        return True

    def depends_on(self, case: CheckedGame) -> Hashable:
        assert case.target is not None, "a check about changes needs the assessment's target"
        games, conflict = case.games, case.conflict
        wanted = games.arena.truth_of_formula(case.target, conflict.drivers)
        return games.changing(conflict), conflict.start, wanted, case.bound, case.lead


@dataclass(frozen=True, slots=True)
class MoreResponsibleCheck(_AboutEdits):
    """The actor's degree of responsibility for the target is higher than the other's."""

    actor: str
    than: str

    @property
    def looks_for(self) -> tuple[tuple[str, ...], int | None]:
        return (self.actor, self.than), None

    def judged(self, edited: GamesEdited, games: Numbers, bound: int) -> Bools:
        truths = np.zeros(games.size, dtype=np.bool_)
        places = [edited.arena.actors.index(name) for name in (self.actor, self.than)]
        remaining = np.arange(games.size)
        for size in range(1, bound + 1):
            if remaining.size:  # the participant in the smaller change has the higher degree
                own, other = edited.taking_part(games[remaining], size)[:, places].T
                truths[remaining] = own & ~other
                remaining = remaining[~(own | other)]
        return truths


@dataclass(frozen=True, slots=True)
class SingleChangesCheck(_AboutEdits):
    """The target does not hold, and the actors owning a single edit that brings it about are exactly {actor}."""

    actor: str

    @property
    def looks_for(self) -> tuple[tuple[str, ...], int | None]:
        return (), 1

    def judged(self, edited: GamesEdited, games: Numbers, bound: int) -> Bools:
        truths = ~edited.holds(games)
        only = np.array([name == self.actor for name in edited.arena.actors])
        remaining = np.flatnonzero(truths)
        if remaining.size:
            truths[remaining] = (edited.taking_part(games[remaining], 1) == only).all(axis=1)
        return truths
