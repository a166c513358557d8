"""pacts: what a coalition could agree upon, what each member gains, and who would depart from there.

``questions.coalitions``, which computes them, defines the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countermove.inquiry.reasons import Reason
from gmcr.analysis import Answer
from gmcr.base.record import Record, derived

__all__ = ["Able", "Coalition", "Pact"]

Members = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pact(Record):
    """A state that all members prefer and that their moves lead to."""

    state: int
    """The code of the state."""
    gains: tuple[Reason, ...]
    """Each member's reasons."""
    lean: bool
    """Whether every move in it matters."""
    answers: Mapping[str, Answer | None]
    """Concept of coalitional stability → the countermoves that deter it; null if nothing does."""
    target: bool | None
    """Whether it satisfies the target; null without one."""
    holds: tuple[str, ...]
    """The concepts for single actors under which that state is an equilibrium."""
    defecting: tuple[Members, ...]
    """Smaller coalitions of its members that would depart from there."""
    upset: tuple[Members, ...]
    """Coalitions of any actors that would improve on it."""
    outcomes: Mapping[str, tuple[int, ...]]
    """Concept → where steps of single actors lead from there."""

    @derived
    def undeterred(self) -> tuple[str, ...]:
        """The concepts of coalitional stability under which nothing deters it."""
        return tuple(name for name, answer in self.answers.items() if answer is None)

    @derived
    def self_enforcing(self) -> bool:
        """Whether no smaller coalition of its members would depart from there."""
        return not self.defecting


@dataclass(frozen=True, slots=True)
class Able(Record):
    """A coalition whose moves could reach the target."""

    members: Members
    """Its members."""
    state: int
    """The code of the target state in which the most of them gain."""
    gains: tuple[Reason, ...]
    """Each member's reasons."""

    @derived
    def unwilling(self) -> tuple[str, ...]:
        """Members that do not gain."""
        return tuple(reason.actor for reason in self.gains if reason.sign <= 0)


@dataclass(frozen=True, slots=True)
class Coalition(Record):
    """A coalition."""

    members: Members
    """Its members."""
    stable: tuple[str, ...]
    """The concepts of coalitional stability under which the state is stable for it."""
    pacts: tuple[Pact, ...]
    """Its improvements, lean ones first, then by code."""
