"""One line of the table of figures."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Figure"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``value`` in ``unit``; ``spread``: least and most of the runs; ``target``: what it should
    not exceed (``at_least``: not fall below)."""

    group: str
    name: str
    value: float
    unit: str
    spread: tuple[float, float] | None = None
    target: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target
