"""What wants say of strength and doubt, as preferences for the engine.

`strength: great` and `unknown: true` on a want say how one state is preferred to another where that want decides
between them. Three ways to read a game follow: by the order alone; with *general* or *strong* stability; and with each
type of actors whose preferences are unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

from gmcr import Conflict, Ranking, Relation
from gmcr.base.errors import ModelError, UnknownName
from gmcr.base.record import Record
from gmcr.stability import UNKNOWN_TYPES

__all__ = ["WHATEVER", "Statements", "by_statements"]

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
        """Every way to read them: whether sanctions have to be greatly worse, and the type of those in doubt."""
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


def by_statements(conflict: Conflict, strongly: bool, kind: str | None) -> dict[str, Relation]:
    """Every actor's preference as its wants say. *strongly*: sanctions have to be greatly worse, for everybody but those in
    doubt, who deal with it as the *kind* of actors has it (None: ``WHATEVER``). Raises ModelError, SizeError."""
    statements, level = Statements.of(conflict), STRONG if strongly else 0
    preferences = {}
    for actor, wants in conflict.preferences.items():
        if actor in statements.unknown:
            preferences[actor] = Relation.from_wants(conflict, actor, type=kind or WHATEVER)
        elif isinstance(wants, Ranking):
            preferences[actor] = Relation.weak_order(conflict, actor, level=level)
        else:
            preferences[actor] = Relation.from_wants(conflict, actor, level=level)
    return preferences
