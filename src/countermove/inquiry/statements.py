"""What wants say of strength and doubt, as preferences for the engine.

`strength: great` and `unknown: true` on a want say how one state is preferred to another where that want decides
between them. Three ways to read a game follow: by the order alone; with *general* or *strong* stability; and with each
type of actors whose preferences are unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from gmcr import Conflict, Ranking, Relation
from gmcr.base.errors import ModelError, UnknownName
from gmcr.base.record import Record
from gmcr.model import Structure
from gmcr.stability import UNKNOWN_TYPES

__all__ = ["WHATEVER", "Statements", "by_statements", "stays_at_start"]

STRONG = 2
"""The degree of `strength: great`."""

WHATEVER = "a"
"""The type under which what is stable is so under each: a ⊆ b ⊆ d and a ⊆ c ⊆ d."""


@dataclass(frozen=True, slots=True)
class Statements(Record):
    """Who has wants that are ``great``, and who has some that are ``unknown``."""

    great: tuple[str, ...]
    unknown: tuple[str, ...]

    @classmethod
    def of(cls, conflict: Conflict) -> Statements:
        """Those of a game."""
        degrees = {
            actor: () if isinstance(wants, Ranking) else tuple(want.degree for want in wants)
            for actor, wants in conflict.preferences.items()
        }
        great = tuple(actor for actor, own in degrees.items() if STRONG in own)
        return cls(great, tuple(actor for actor, own in degrees.items() if None in own))

    def __bool__(self) -> bool:
        return bool(self.great or self.unknown)

    @property
    def ways(self) -> tuple[tuple[bool, str | None], ...]:
        """Every way to read them: whether sanctions have to be greatly worse, and the type of those in doubt. None without
        any."""
        if not self:
            return ()
        kinds: tuple[str | None, ...] = UNKNOWN_TYPES if self.unknown else (None,)
        return tuple((strongly, kind) for strongly in ((False, True) if self.great else (False,)) for kind in kinds)

    def need(self, strongly: bool, kind: str | None) -> None:
        """Raise UnknownName for a type that does not exist, ModelError where nothing is great, or unknown."""
        if kind is not None and kind not in UNKNOWN_TYPES:
            raise UnknownName("type", kind, UNKNOWN_TYPES)
        if strongly and not self.great:
            raise ModelError(
                "No want of this game has `strength: great`, so nothing is strong in it.", argument="strongly"
            )
        if kind is not None and not self.unknown:
            raise ModelError("No want of this game is `unknown: true`, so there are no types in it.", argument="type")


_MOST_KNOWN = 1 << 14
"""Verdicts and tables that are remembered of one structure."""

_known: WeakKeyDictionary[Structure, dict[Hashable, Any]] = WeakKeyDictionary()
"""What is known of games that share a structure: many of them have the same wants of an actor, as in draws of premises."""


def stays_at_start(conflict: Conflict, actor: str, concept: str, strongly: bool, kind: str | None) -> bool:
    """Whether an actor stays at the start under Nash, GMR, SMR or SEQ, read as in ``by_statements``. Only under SEQ does that
    depend on what the others want."""
    from gmcr.stability import why_relation  # for what few files say

    def found() -> bool:
        needed = conflict.actors if concept == "seq" else (actor,)
        preferences = {
            other: _remembered(
                conflict, ("table", strongly, kind), (other,), partial(_relation, conflict, other, strongly, kind)
            )
            for other in needed
        }
        witness = why_relation(conflict, conflict.start, actor=actor, concept=concept, preferences=preferences)
        return bool(witness.stable)

    whose = (actor, *conflict.actors) if concept == "seq" else (actor,)
    return bool(_remembered(conflict, ("stays", concept, conflict.start, strongly, kind), whose, found))


def _remembered(conflict: Conflict, about: Hashable, whose: tuple[str, ...], find: Callable[[], Any]) -> Any:
    """What is found of a game, once for all games of its structure in which some actors want the same."""
    known = _known.setdefault(conflict.structure, {})
    wants = tuple((actor, conflict.preferences[actor]) for actor in whose)
    key = (about, wants, tuple(sorted(conflict.drivers.items())))
    if key not in known:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[key] = find()
    return known[key]


def by_statements(conflict: Conflict, strongly: bool, kind: str | None) -> dict[str, Relation]:
    """Every actor's preference as its wants say. *strongly*: sanctions have to be greatly worse, for everybody but those in
    doubt, who deal with it as the *kind* of actors has it (None: ``WHATEVER``). Raises ModelError, SizeError."""
    return {actor: _relation(conflict, actor, strongly, kind) for actor in conflict.actors}


def _relation(conflict: Conflict, actor: str, strongly: bool, kind: str | None) -> Relation:
    wants, level = conflict.preferences[actor], STRONG if strongly else 0
    if isinstance(wants, Ranking):
        return Relation.weak_order(conflict, actor, level=level)
    if any(want.degree is None for want in wants):
        return Relation.from_wants(conflict, actor, type=kind or WHATEVER)
    return Relation.from_wants(conflict, actor, level=level)
