"""pacts: what a coalition could agree upon, what each member makes of it, and who would go on from there.

What the fields mean is defined in ``questions.coalitions``, which finds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countermove.analysis.reasons import Reason
from countermove.analysis.roads.departures import Answer
from countermove.brief import Brief

__all__ = ["Able", "Coalition", "Pact"]

Members = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pact(Brief):
    """One improvement of a coalition. ``gains``: one for each member. ``lean``: nothing in it is idle. ``answers``:
    coalition concept → the countermoves that deter it, None where nothing does. ``target``: whether it satisfies the
    target (None without one). For the rest see ``questions.coalitions``."""

    state: int
    gains: tuple[Reason, ...]
    lean: bool
    answers: Mapping[str, Answer | None]
    target: bool | None
    holds: tuple[str, ...]
    defecting: tuple[Members, ...]
    upset: tuple[Members, ...]
    outcomes: Mapping[str, tuple[int, ...]]

    @property
    def undeterred(self) -> tuple[str, ...]:
        """The coalition concepts under which nothing deters it."""
        return tuple(name for name, answer in self.answers.items() if answer is None)

    @property
    def self_enforcing(self) -> bool:
        """Whether no smaller coalition of its members would go on from there."""
        return not self.defecting


@dataclass(frozen=True, slots=True)
class Able(Brief):
    """A coalition whose moves could reach the target, the state where the most of its members gain, and what each makes
    of it."""

    members: Members
    state: int
    gains: tuple[Reason, ...]

    @property
    def unwilling(self) -> tuple[str, ...]:
        """The members that do not gain."""
        return tuple(found.actor for found in self.gains if found.sign <= 0)


@dataclass(frozen=True, slots=True)
class Coalition(Brief):
    """``stable``: the coalition concepts under which the state is stable for it. ``pacts``: its improvements, lean ones
    first, by code."""

    members: Members
    stable: tuple[str, ...]
    pacts: tuple[Pact, ...]
