"""One line of the table of figures."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Figure"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``value`` in ``unit``, None where it could not be taken (``why``); ``spread``: least and most of the
    runs; ``target``: what it should not exceed (``at_least``: not fall below). ``core``: with which it was taken. ``before``: the
    same in another checkout. ``gigabytes``: the peak of the process, of ``most_gigabytes`` that it may take. ``size``:
    of what grew, where it is one of a series."""

    group: str
    name: str
    value: float | None
    unit: str
    spread: tuple[float, float] | None = None
    target: float | None = None
    at_least: bool = False
    core: str = ""
    before: float | None = None
    gigabytes: float | None = None
    most_gigabytes: float | None = None
    why: str = ""
    size: int | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        if self.value is None:
            return False
        kept = self.most_gigabytes is None or self.gigabytes is None or self.gigabytes <= self.most_gigabytes
        return kept and (self.value >= self.target if self.at_least else self.value <= self.target)

    @property
    def ratio(self) -> float | None:
        """How many times better than before: as fast, or as much."""
        if not self.value or not self.before:
            return None
        return self.value / self.before if self.at_least else self.before / self.value
