"""What solve finds: equilibria under each concept, and the stability of states for each actor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from countermove.verdicts.concepts import Player
from gmcr.base.record import INTERNAL, Key
from gmcr.base.summary import Record

__all__ = ["Equilibria", "EquilibriumWith", "Solved", "SolvedState", "StayTogether"]


@dataclass(frozen=True, slots=True)
class Equilibria(Record):
    """Equilibria under one concept; of coalitions, the states stable for all that were asked about."""

    count: int | None
    """How many there are; null where states are too many to be listed."""
    codes: tuple[int, ...]
    """Codes, ascending; all of them only with --all. Where states are not listed, the start if it is one."""
    holds_at_start: Annotated[bool | None, Key("start")]
    """Whether the start is one; null where there is none, and where that was not decided in the time given."""


@dataclass(frozen=True, slots=True)
class EquilibriumWith(Record):
    """Whether there is an equilibrium with a formula under one concept."""

    verdict: Literal["found", "none", "not decided"]
    """Whether there is one; not decided where the time given was over, or nothing is known that settles it."""
    state: int | None
    """The code of one."""
    count: int | None
    """How many there are; null where states are too many to be listed."""


@dataclass(frozen=True, slots=True)
class StayTogether(Record):
    """A coalition."""

    coalition: Player
    """Its members."""
    concepts: tuple[str, ...]
    """Where it stays."""


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
    """Actor: the concepts of single actors under which it stays."""
    together: tuple[StayTogether, ...]
    """The coalitions asked about."""
    equilibrium: tuple[str, ...]
    """The concepts under which everybody stays."""
    undecided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Actor: the concepts under which it was not decided in the time given whether it stays; only where states are not listed."""


@dataclass(frozen=True, slots=True)
class Solved(Record):
    """The stability of a game."""

    layout: Literal["dense", "sparse", "graph", "unlisted"]
    """How the states are kept: one cell for each combination, one for each feasible state, or states and arcs; unlisted where they
    are too many, so that the start alone is looked at."""
    states: int | None
    """How many states are feasible; null where they are too many to be listed."""
    start: int | None
    """The start's code; null where the file has none."""
    actors: tuple[str, ...]
    """Names."""
    options: tuple[str, ...]
    """Full names, in bit order."""
    single: Annotated[tuple[str, ...], INTERNAL]
    """The concepts of single actors."""
    joint: Annotated[tuple[str, ...], INTERNAL]
    """The concepts of coalitions."""
    coalitions: tuple[Player, ...]
    """Coalitions that were asked about; none: all of them."""
    partition: bool
    """Whether these are a partition of the actors, whose blocks answer one another."""
    own: Annotated[bool, INTERNAL]
    """Whether that partition is the file's."""
    equilibria: Mapping[str, Equilibria]
    """Concept: its equilibria; of coalitions, the states stable for all that were asked about."""
    rows: tuple[SolvedState, ...]
    """States, ascending by code; all of them only with --all. Where states are not listed, the start alone."""
    left_out: int
    """How many states are not among the rows; 0 where they are not listed."""
    names: Annotated[Mapping[int, str], INTERNAL]
    """Code → label, of the equilibria listed."""
    where: str | None = None
    """The formula that equilibria were looked for with; null where none was asked for."""
    having: Mapping[str, EquilibriumWith] = field(default_factory=dict)
    """Concept: whether there is an equilibrium with it."""
    having_on: Annotated[Mapping[int, tuple[str, ...]], INTERNAL] = field(default_factory=dict)
    """Code → the options that are on, of those."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """All concepts asked for, in that order."""
        return tuple(self.equilibria)

    @property
    def alone(self) -> bool:
        """Whether single actors are asked about: coalitions of the file then stand apart."""
        return bool(self.single)

    def gist(self) -> str:
        """How many equilibria there are, concept by concept."""
        if self.states is None:
            held = [name for name, item in self.equilibria.items() if item.holds_at_start]
            return f"2^{len(self.options)} combinations, the start is an equilibrium under {', '.join(held) or 'none'}"
        told = ", ".join(f"{name} {item.count}" for name, item in self.equilibria.items())
        return f"{self.states:,} states, equilibria: {told}"
