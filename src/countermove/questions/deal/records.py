"""The records of deals: what is switched, what each gains, what becomes of it, and what fails by least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from countermove.inquiry.reasons import Reason
from countermove.verdicts.turning_points import Condition
from gmcr import Edit
from gmcr.analysis import DealPart
from gmcr.base.record import INTERNAL, Key, Record
from gmcr.stability import Countermove

__all__ = ["DealFate", "DealMap", "NearDeal", "OpenDeal", "Switch"]


@dataclass(frozen=True, slots=True)
class Switch(Record):
    """An option that a deal switches."""

    option: str
    """Its full name; of an option in degrees, a threshold."""
    before: Annotated[bool, Key("from")]
    """Whether it was on."""
    after: Annotated[bool, Key("to")]
    """Whether it is on then."""


@dataclass(frozen=True, slots=True)
class DealFate(Record):
    """What becomes of a deal under a concept."""

    fate: str
    """kept, overtaken, broken, or goes round; unknown where states cannot be listed and roads were not walked to their ends."""
    outcomes: tuple[int, ...]
    """Codes of the states in which roads from it end."""
    broken_by: Reason | None
    """The step that breaks it, and why its maker takes it; null unless it is broken."""
    losers: tuple[str, ...]
    """Participants that are then no better off than before the deal."""
    again: tuple[str, ...]
    """Options of the deal that are switched again where roads end."""
    answered: Mapping[str, bool | None]
    """Participant → whether its part alone is answered by the others, it being bound to it; null where that is not known."""
    deterred: Mapping[str, tuple[Countermove, ...]]
    """Where the breaking step leaves the deal itself: each other concept asked about under which it is deterred → the
    countermoves that deter it."""


@dataclass(frozen=True, slots=True)
class OpenDeal(Record):
    """A trade."""

    state: Annotated[int, Key("from")]
    """The code of the state in which it is made."""
    target: Annotated[int, Key("to")]
    """The code of the state that it leads to."""
    participants: tuple[str, ...]
    """Who takes part."""
    told: bool
    """Whether it is lean and undominated."""
    meets: bool | None
    """Whether the states asked for are reached by it; null where none are asked for."""
    switches: tuple[Switch, ...]
    """What is switched, by actor and option in order."""
    gains: Mapping[str, str | None]
    """Participant → the want that decides for it; null where an actor ranks states directly."""
    concepts: Mapping[str, DealFate]
    """Concept → what becomes of it; of the concepts under which its state is at rest."""
    hands: int | None
    """The fewest actors that have to act at once; null where too many states lie between to tell."""
    order: tuple[DealPart, ...]
    """A sound order in that many hands."""
    forced_by: str | None
    """The rule that alone makes so many act at once."""
    alone: Mapping[str, Reason | None]
    """Participant → what its part alone is to it; null where that is infeasible."""
    excluded: Mapping[str, str]
    """Participant → the rule by which its part alone is infeasible."""
    others: Mapping[str, int]
    """Actor that takes no part → 1, 0 or -1: better off, as well off, or worse off."""
    preferred: tuple[str, ...]
    """Participants that like no other told deal of the same participants from the same state better."""
    reasons: Annotated[tuple[Reason, ...], INTERNAL] = field(default=(), compare=False)

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        codes = {self.state, self.target, *(part.to for part in self.order)}
        codes |= {item.after for item in self.alone.values() if item is not None}
        for fate in self.concepts.values():
            codes |= {*fate.outcomes, *(code for path in fate.deterred.values() for _, code in path)}
            if fate.broken_by is not None:
                codes |= {fate.broken_by.before, fate.broken_by.after}
        return codes


@dataclass(frozen=True, slots=True)
class NearDeal(Record):
    """The joint switch that fails by least."""

    state: Annotated[int, Key("from")]
    """The code of the state in which it would be made."""
    target: Annotated[int, Key("to")]
    """The code of the state that it would lead to."""
    participants: tuple[str, ...]
    """Who would take part."""
    refused: tuple[Reason, ...]
    """Those who do not gain by it, and why."""
    alone: tuple[str, ...]
    """Where all gain: those who would rather make their part alone, so that it is no trade."""


@dataclass(frozen=True, slots=True, eq=False)
class DealMap(Record):
    """The deals of a conflict."""

    start: int | None
    """The start's code; null if a state was named instead."""
    rests: Mapping[str, tuple[int, ...]]
    """Concept → codes of its resting states; none where steps go round."""
    target: str | None
    """The formula asked for; null without one."""
    own_views: Mapping[str, str]
    """Actor → the view by which it judges and moves; empty where all do so as the author sees it."""
    acts: int | None
    """The largest number of options that deals switch, an option in degrees counting for each threshold passed; null where
    any do."""
    deals: tuple[OpenDeal, ...]
    """All trades, told or not."""
    readings: int
    """The number of readings gone through; 1 where there are no open questions."""
    unasked: int
    """The number of readings that are not gone through since they are too many; else 0."""
    open_in: Mapping[str, int]
    """Concept → the number of readings in which a told deal is open (that leads to the states asked for)."""
    by_views: Mapping[str, int] | None
    """The same in own views, where actors hold some and these were not asked for; else null."""
    turns_on: Mapping[str, tuple[Condition, ...]]
    """Concept → the answers to open questions on which that turns, simplest first; empty where it is the same in all."""
    opened_by: tuple[tuple[Edit, ...], ...]
    """Where none is open under the first concept: the changes of mind after which one is, each a set of edits of which no
    smaller part would do, smallest first."""
    searched: int
    """The number of edits up to which all sets were looked at; 0 where none were."""
    bound: Annotated[int, INTERNAL]
    """The number of edits asked for; 0 where changes of mind are not asked."""
    nearest: NearDeal | None
    """Where none is open under the first concept: the joint switch that fails by least."""
    steady: Annotated[Mapping[str, bool], INTERNAL]
    """Concept → whether nobody has a step from the state named, where that is known."""
    listed: Annotated[bool, INTERNAL]
    complete: bool
    """Whether the computation ran to its end; otherwise readings and changes of mind are missing."""
    labels: Annotated[Mapping[int, str], INTERNAL]

    @property
    def told(self) -> tuple[OpenDeal, ...]:
        """The deals that are told: lean, undominated, and leading to the states asked for."""
        return tuple(item for item in self.deals if item.told and item.meets is not False)

    def gist(self) -> str:
        """Which deals are open."""
        where = "; ".join(f"{' and '.join(item.participants)}: {self.labels[item.target]}" for item in self.told)
        return where or "no deal is open"
