"""Checks about the stability of the start."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from countermove.inquiry.checks.case import CheckedGame
from countermove.inquiry.checks.check import Factor, GameCheck
from countermove.inquiry.statements import stays_at_start
from gmcr import Conflict
from gmcr.analysis import Play
from gmcr.base.errors import Undecided
from gmcr.model import OptionForm
from gmcr.stability import LITERAL_CONCEPTS, concepts_named

__all__ = ["ContentCheck", "OwnViewsCheck", "StableByStatements", "StableStart"]


class _Stability(GameCheck):
    """The start is stable for some actors, each in a game of its own."""

    __slots__ = ()

    @property
    def denies(self) -> bool:
        return True

    @abstractmethod
    def whose(self, case: CheckedGame) -> Iterator[tuple[str, Conflict]]:
        """The actors, and the game of each that counts."""

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        undecided: Undecided | None = None
        for actor, conflict in self.whose(case):
            try:
                if not _stable(case, conflict, actor, concept):
                    return False
            except Undecided as error:
                undecided = error
        if undecided is not None:
            raise undecided
        return True

    def factors(self, case: CheckedGame, concept: str) -> tuple[Factor, ...] | None:
        if not concepts_named(concept)[0].own_only:
            return None
        return tuple((actor, conflict, ContentCheck(actor)) for actor, conflict in self.whose(case))


@dataclass(frozen=True, slots=True)
class StableStart(_Stability):
    """The start is an equilibrium."""

    plain: ClassVar[bool] = True

    def whose(self, case: CheckedGame) -> Iterator[tuple[str, Conflict]]:
        return ((actor, case.conflict) for actor in case.conflict.actors)


@dataclass(frozen=True, slots=True)
class StableByStatements(GameCheck):
    """The start is an equilibrium by what wants say of strength and doubt (``inquiry.statements``): where only sanctions count
    that are greatly worse (``strongly``), and actors deal with what is unknown as the ``type`` has it. Undefined under
    concepts that have no such form."""

    about_statements: ClassVar[bool] = True

    strongly: bool
    type: str | None

    @property
    def denies(self) -> bool:
        return True

    def lists(self, form: OptionForm) -> bool:
        return True

    def depends_on(self, case: CheckedGame) -> Hashable:
        return case.conflict

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        if concept not in LITERAL_CONCEPTS:
            return None
        conflict = case.conflict
        return all(stays_at_start(conflict, actor, concept, self.strongly, self.type) for actor in conflict.actors)


@dataclass(frozen=True, slots=True)
class ContentCheck(_Stability):
    """The start is stable for the actor."""

    plain: ClassVar[bool] = True

    actor: str

    def whose(self, case: CheckedGame) -> Iterator[tuple[str, Conflict]]:
        yield self.actor, case.conflict


@dataclass(frozen=True, slots=True)
class OwnViewsCheck(_Stability):
    """The start is stable for each actor in the game that it sees (``CheckedGame.own``); ``held``: actor → view."""

    held: tuple[tuple[str, str], ...]

    @property
    def views(self) -> Mapping[str, str]:
        return dict(self.held)

    def whose(self, case: CheckedGame) -> Iterator[tuple[str, Conflict]]:
        return zip(case.conflict.actors, case.seen, strict=True)

    def depends_on(self, case: CheckedGame) -> Hashable:
        return tuple((case.games.play_of(seen).profile, seen.start) for seen in case.seen)

    def plays(self, case: CheckedGame) -> Iterator[tuple[Play, Sequence[int]]]:
        return ((case.games.play_of(seen), (_start(seen),)) for seen in case.seen)


def _start(conflict: Conflict) -> int:
    return conflict.structure.cell(conflict.start)


def _stable(case: CheckedGame, conflict: Conflict, actor: str, concept: str) -> bool:
    play = case.play if conflict is case.conflict else case.games.play_of(conflict)
    return play.stable(_start(conflict), concept, conflict.actor(actor))
