"""A longer answer, step by step: the results, and why the others are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gmcr.base.errors import ModelError
from gmcr.base.record import Record

__all__ = ["PartStep", "PartSteps", "Results"]

Results = Mapping[str, Any]
"""Name of a step → its result."""


def _always(_: Results) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class PartStep(Record):
    """One part of an answer. ``make`` makes it from earlier results; ``where``: whether there is a reason for it;
    ``too_long``: why it is not computed. A ModelError is raised if the part is ``needed``; otherwise it is the reason
    why the part is missing."""

    name: str
    make: Callable[[Results], Any]
    where: Callable[[Results], bool] = _always
    too_long: str = ""
    needed: bool = False


class PartSteps:
    """Runs steps one after another. ``found``: results of those that had a reason and succeeded."""

    def __init__(self, steps: Sequence[PartStep]) -> None:
        self.results: dict[str, Any] = {}
        self._steps, self._taken = tuple(steps), 0
        self._missing: list[tuple[str, str]] = []

    def __len__(self) -> int:
        return len(self._steps)

    def each(self) -> Iterator[None]:
        """Run the steps, yielding after each."""
        for step in self._steps:
            self._take(step)
            self._taken += 1
            yield

    @property
    def interrupted(self) -> bool:
        """Whether some steps did not run."""
        return self._taken < len(self._steps)

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """The missing parts and why, in order; those that did not run are interrupted."""
        names = [step.name for step in self._steps[self._taken :] if step.where(self.results)]
        return (*self._missing, *((name, "interrupted") for name in names))

    def _take(self, step: PartStep) -> None:
        if not step.where(self.results):
            return
        if step.too_long:
            self._missing.append((step.name, step.too_long))
            return
        try:
            self.results[step.name] = step.make(self.results)
        except ModelError as error:  # such as an actor with two views: the other parts are still possible
            if step.needed:
                raise
            self._missing.append((step.name, str(error)))
