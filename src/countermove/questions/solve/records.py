"""The records of solve: equilibria under each concept, and the stability of states for each actor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from countermove.verdicts.concepts import Player
from gmcr.base.record import INTERNAL, Key, Record

__all__ = ["ByStatements", "Equilibria", "EquilibriumWith", "Solved", "SolvedState", "StayTogether"]


@dataclass(frozen=True, slots=True)
class Equilibria(Record):
    """Equilibria under one concept; for coalitions, the states stable for all coalitions examined."""

    count: int | None
    """Their number; null if there are too many states to list."""
    codes: tuple[int, ...]
    """Codes, ascending; all of them only with --full. If states are not listed, the start if it is one."""
    holds_at_start: Annotated[bool | None, Key("start")]
    """Whether the start is one; null if there is no start, and if that was not decided within the time limit."""


@dataclass(frozen=True, slots=True)
class EquilibriumWith(Record):
    """Whether there is an equilibrium with a formula under one concept."""

    verdict: Literal["found", "none", "not decided"]
    """Whether there is one; not decided if the time limit expired, or no known result settles it."""
    state: int | None
    """The code of one."""
    count: int | None
    """The number of such equilibria; null if there are too many states to list."""


@dataclass(frozen=True, slots=True)
class ByStatements(Record):
    """The equilibria, if what wants say of strength and doubt is read in one way."""

    strongly: bool
    """Whether sanctions have to be greatly worse."""
    type: str | None
    """The type of actors with unknown preferences; null if nothing is unknown."""
    equilibria: Mapping[str, Equilibria]
    """Concept → its equilibria."""


@dataclass(frozen=True, slots=True)
class StayTogether(Record):
    """A coalition."""

    coalition: Player
    """Its members."""
    concepts: tuple[str, ...]
    """The concepts under which it stays."""


@dataclass(frozen=True, slots=True)
class SolvedState(Record):
    """A state and its stability."""

    code: int
    """The code of a state."""
    label: str
    """The options that are on, or in graph form its name."""
    on: tuple[str, ...]
    """Full names of the options that are on."""
    stable: Mapping[str, tuple[str, ...]]
    """Actor → the concepts for single actors under which it stays."""
    together: tuple[StayTogether, ...]
    """The coalitions examined."""
    equilibrium: tuple[str, ...]
    """The concepts under which everybody stays."""
    undecided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Actor → the concepts under which it was not decided within the time limit whether it stays; only if states are
    not listed."""


@dataclass(frozen=True, slots=True)
class Solved(Record):
    """The stability of a game."""

    layout: Literal["dense", "sparse", "graph", "unlisted"]
    """How the states are stored: one cell for each combination, one for each feasible state, or states and arcs;
    unlisted if there are too many, so that the start alone is examined."""
    states: int | None
    """The number of feasible states; null if there are too many to list."""
    start: int | None
    """The start's code; null if the file has none."""
    actors: tuple[str, ...]
    """The names of the actors."""
    options: tuple[str, ...]
    """Full names, in bit order."""
    single: Annotated[tuple[str, ...], INTERNAL]
    """The concepts for single actors."""
    joint: Annotated[tuple[str, ...], INTERNAL]
    """The concepts of coalitional stability."""
    coalitions: tuple[Player, ...]
    """The coalitions examined; empty for all of them."""
    partition: bool
    """Whether these are a partition of the actors, whose blocks answer one another."""
    own: Annotated[bool, INTERNAL]
    """Whether that partition is the file's."""
    equilibria: Mapping[str, Equilibria]
    """Concept → its equilibria; for coalitions, the states stable for all coalitions examined."""
    rows: tuple[SolvedState, ...]
    """States, ascending by code; all of them only with --full. If states are not listed, the start alone."""
    left_out: int
    """The number of states that are not among the rows; 0 if states are not listed."""
    names: Annotated[Mapping[int, str], INTERNAL]
    """Code → label, for the equilibria listed."""
    where: str | None = None
    """The formula that equilibria should satisfy; null if none was given."""
    having: Mapping[str, EquilibriumWith] = field(default_factory=dict)
    """Concept → whether there is an equilibrium that satisfies it."""
    having_on: Annotated[Mapping[int, tuple[str, ...]], INTERNAL] = field(default_factory=dict)
    """Code → the options that are on, for those equilibria."""
    great: tuple[str, ...] = ()
    """The actors with wants of great strength."""
    unknown: tuple[str, ...] = ()
    """The actors of whom it is partly unknown what they prefer."""
    strongly: bool = False
    """Whether sanctions have to be greatly worse."""
    type: str | None = None
    """The type of actors with unknown preferences: what was asked for, otherwise a, which holds for each; null if nothing is
    unknown."""
    ways: tuple[ByStatements, ...] = ()
    """All equilibria in every way to read strength and doubt, if none was asked for."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """All requested concepts, in that order."""
        return tuple(self.equilibria)

    @property
    def graded(self) -> bool:
        """Whether wants say anything of strength or doubt."""
        return bool(self.great or self.unknown)

    @property
    def alone(self) -> bool:
        """Whether single actors are examined: coalitions of the file are then listed separately."""
        return bool(self.single)

    def gist(self) -> str:
        """The number of equilibria, concept by concept."""
        if self.states is None:
            held = [name for name, item in self.equilibria.items() if item.holds_at_start]
            return f"2^{len(self.options)} combinations, the start is an equilibrium under {', '.join(held) or 'none'}"
        text = ", ".join(f"{name} {item.count}" for name, item in self.equilibria.items())
        return f"{self.states:,} states, equilibria: {text}"
