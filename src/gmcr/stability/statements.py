"""Preferences by statements: of two states, an actor's first want in which they differ decides.

What it says beyond which of the two is better (by how much, or how likely) is said of each want once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_items
from gmcr.base.errors import ModelError
from gmcr.model import Conflict, ModelWant, OptionStructure, Ranking
from gmcr.stability.preference import as_degree, require_size

__all__ = ["compared_by_wants", "one_for_each_want", "share", "wants_of"]

T = TypeVar("T")


def wants_of(conflict: Conflict, actor: str) -> tuple[ModelWant, ...]:
    """An actor's wants, most important first. Raises ModelError where it has a ranking, UnknownName."""
    Conflict.given(conflict).actor(actor)
    preference = conflict.preferences[actor]
    if isinstance(preference, Ranking):
        raise ModelError(f"{actor} has a ranking and no wants: say of pairs of states what holds of them.", actor=actor)
    return preference


def one_for_each_want(
    conflict: Conflict, actor: str, given: object, read: Callable[[Any, str], T], what: str
) -> tuple[T, ...]:
    """What is given of each want, as *read* has it. Raises ModelError, naming the want."""
    wants = wants_of(conflict, actor)
    items = as_items(given, f"The {what}s of {actor}", f"one {what} for each want")
    if len(items) != len(wants):
        raise ModelError(f"{actor} has {len(wants)} wants, so there should be as many {what}s, not {len(items)}.")
    return tuple(read(item, f"The {what} of {want.id}") for item, want in zip(items, wants, strict=True))


def share(given: object, what: str) -> float:
    """A number from 0 to 1. Raises ModelError."""
    return as_degree(given, what, zero=True, one=True)


def compared_by_wants(
    conflict: Conflict, actor: str, values: Sequence[tuple[float, float]], *, even: float, kind: type[Any]
) -> NDArray[Any]:
    """The table of states against states in which each want, where it decides, puts the first of its *values* for the state
    that meets it against the other, and the second for the reverse; *even* where nothing decides. Raises SizeError."""
    require_size(conflict)
    table = np.full((conflict.states.size,) * 2, even, dtype=kind)
    for met, (over, under) in reversed(list(zip(_truths(conflict, actor), values, strict=True))):
        table[np.ix_(met, ~met)] = over
        table[np.ix_(~met, met)] = under
    return table


def _truths(conflict: Conflict, actor: str) -> Iterable[NDArray[np.bool_]]:
    """Where each want is met, over the states."""
    structure = conflict.structure
    assert isinstance(structure, OptionStructure), "wants are about options"
    space = structure.space
    for want in wants_of(conflict, actor):
        cells = np.broadcast_to(want.truth(space.columns, conflict.drivers), space.shape).reshape(-1)
        yield structure.at_states(cells)
