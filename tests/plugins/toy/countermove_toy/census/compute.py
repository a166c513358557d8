"""census: how many wants each actor has."""

from collections.abc import Mapping
from dataclasses import dataclass

from gmcr.base.summary import Brief
from gmcr.base.tasks import Done, Work, counted


@dataclass(frozen=True, slots=True)
class Census(Brief):
    """How many wants each actor has."""

    wants: Mapping[str, int]
    """Actor: how many."""


@counted
def census(of, *, reading=None, scenario=None, view=None, drivers=None, actors=()) -> Work[Census]:
    """Count them."""
    conflict = of.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)
    names = [name for name in conflict.actors if not actors or name in actors]
    yield Done(0, 1, None)
    return Census({name: len(conflict.preferences[name]) for name in names})
