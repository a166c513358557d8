"""A longer answer, step by step: what is found, and why the rest is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gmcr.base.errors import ModelError
from gmcr.base.summary import Record

__all__ = ["Found", "PartStep", "PartSteps"]

Found = Mapping[str, Any]
"""Name of a step → what came of it."""


def _always(_: Found) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class PartStep(Record):
    """One part of an answer. ``make``: makes it of what is found before; ``where``: whether there is a reason for it.
    ``too_long``: why it is not asked for. Where it is ``needed`` its ModelError is raised, which else is why it is missing."""

    name: str
    make: Callable[[Found], Any]
    where: Callable[[Found], bool] = _always
    too_long: str = ""
    needed: bool = False


class PartSteps:
    """Steps that are taken one after another. ``found``: what came of those that had a reason and could be taken."""

    def __init__(self, steps: Sequence[PartStep]) -> None:
        self.found: dict[str, Any] = {}
        self._steps, self._taken = tuple(steps), 0
        self._missing: list[tuple[str, str]] = []

    def __len__(self) -> int:
        return len(self._steps)

    def each(self) -> Iterator[None]:
        """Take them, and stop after each."""
        for step in self._steps:
            self._take(step)
            self._taken += 1
            yield

    @property
    def interrupted(self) -> bool:
        """Whether some were not taken."""
        return self._taken < len(self._steps)

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """What is missing and why, in order; those that were not taken are interrupted."""
        left = [step.name for step in self._steps[self._taken :] if step.where(self.found)]
        return (*self._missing, *((name, "interrupted") for name in left))

    def _take(self, step: PartStep) -> None:
        if not step.where(self.found):
            return
        if step.too_long:
            self._missing.append((step.name, step.too_long))
            return
        try:
            self.found[step.name] = step.make(self.found)
        except ModelError as error:  # say, somebody holds two views: the rest can still be told
            if step.needed:
                raise
            self._missing.append((step.name, str(error)))
