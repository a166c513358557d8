"""The parts of a paper's tables: states by their numbers, options, marks, and the moves of a road."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["Evolution", "Marks", "OptionRow", "PaperState", "PaperStep"]


class PaperState(NamedTuple):
    """A state."""

    number: int
    """Its number here: 1 for s1."""
    code: int
    """Its code: the sum of 2^k over the options that are on; in graph form its position."""
    label: str
    """The options that are on, or in graph form its name."""


class OptionRow(NamedTuple):
    """An option in every state."""

    actor: str
    """Its owner; empty where nobody owns it."""
    option: str
    """Its full name."""
    levels: tuple[str, ...]
    """The levels of an option in degrees, lowest first."""
    values: tuple[str, ...]
    """Y or N, or its level, state by state."""


class Marks(NamedTuple):
    """The stable states under a concept."""

    concept: str
    """The concept."""
    stable: Mapping[str, tuple[int, ...]]
    """Actor → numbers of the states that are stable for it."""
    equilibria: tuple[int, ...]
    """Numbers of the states that are stable for every actor."""


class PaperStep(NamedTuple):
    """A move along the road."""

    actor: str
    """The mover."""
    to: int
    """The number of the state that it leads to."""
    improves: bool
    """Whether the mover prefers that state to the one before."""


class Evolution(NamedTuple):
    """A road from the status quo to a state."""

    way: str
    """How it goes: by improvements, by moves, or by the steps of the concept named."""
    start: int
    """The number of the status quo."""
    steps: tuple[PaperStep, ...]
    """Its moves."""
    equilibrium: tuple[str, ...]
    """The concepts asked for under which its end is an equilibrium."""
