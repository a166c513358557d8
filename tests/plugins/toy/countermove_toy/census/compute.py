"""census: how many wants each actor has."""

from collections.abc import Mapping
from dataclasses import dataclass

from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, task


@dataclass(frozen=True, slots=True)
class Census(Record):
    """How many wants each actor has."""

    wants: Mapping[str, int]
    """Actor: how many."""


@task
def census(of, *, reading=None, scenario=None, view=None, drivers=None, actors=()) -> Task[Census]:
    """Count them."""
    conflict = of.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)
    names = [name for name in conflict.actors if not actors or name in actors]
    yield Progress(0, 1, None)
    return Census({name: len(conflict.preferences[name]) for name in names})
