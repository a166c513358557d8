"""A state: its code, and the options that are on."""

from __future__ import annotations

from typing import NamedTuple

from gmcr import Conflict

__all__ = ["State", "state_in"]


class State(NamedTuple):
    """A state."""

    code: int
    """A state's code: the sum of 2^k over the options that are on."""
    on: tuple[str, ...]
    """Full names of the options that are on."""


def state_in(conflict: Conflict, code: int) -> State:
    """The state of a code in option form."""
    return State(code, conflict.structure.on(code))
