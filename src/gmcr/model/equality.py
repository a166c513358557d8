"""When two conflicts are equal: if their content is, so that every question has the same answer in both.

Content is the actors, options (with their directions, levels and needs), feasible states, moves, start, drivers, and of each
actor what is written: a ranking by its order of the states, wants one by one. Rules count by the states that they leave, where
these can be listed; how arrays are kept does not count. Wants that differ are different content even where they rank all states
alike: what changes of them do, differs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import CountermoveError
from gmcr.model.edited import EditedStructure
from gmcr.model.graph import ArcForm
from gmcr.model.ranking import Ranking
from gmcr.model.structure import GraphStructure, OptionStructure, Preference, Structure
from gmcr.model.wants import ModelWant

__all__ = ["preference_content", "same_structure"]

_want_content: Callable[[ModelWant], tuple[Any, ...]] = attrgetter(*(item.name for item in fields(ModelWant)))


def preference_content(preference: Preference, ranks: Callable[[], NDArray[np.int64]]) -> object:
    """What an actor's preferences say, to be compared and hashed: a ranking its *ranks*, wants what is written. A ranking
    that does not fit the conflict is equal to itself alone: the error is for whoever needs its ranks."""
    if not isinstance(preference, Ranking):
        return tuple(map(_want_content, preference))
    try:
        return ranks().tobytes()
    except CountermoveError:
        return preference


def same_structure(one: Structure, other: Structure) -> bool:
    """Whether two structures have the same actors, options, states and moves."""
    if one is other:
        return True
    if isinstance(one, OptionStructure) and isinstance(other, OptionStructure):
        mine, its = one.form, other.form
        if (mine.actors, mine.options, mine.levels) != (its.actors, its.options, its.levels):
            return False
        return mine.never == its.never or (one.listed and other.listed and np.array_equal(one.states, other.states))
    if isinstance(one, GraphStructure) and isinstance(other, GraphStructure):
        ends = [item.origin if isinstance(item, EditedStructure) else None for item in (one, other)]
        return _same_origin(*ends) and _same_arcs(one.form, other.form)
    return False


def _same_origin(one: Structure | None, other: Structure | None) -> bool:
    """Whether the states are combinations of the same options, or of none."""
    return one is other or (one is not None and other is not None and same_structure(one, other))


def _same_arcs(one: ArcForm, other: ArcForm) -> bool:
    if (one.actors, one.labels, one.repeats) != (other.actors, other.labels, other.repeats):
        return False
    return all(np.array_equal(one.arcs[actor], other.arcs[actor]) for actor in one.actors)
