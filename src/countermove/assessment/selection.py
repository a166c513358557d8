"""A call's selection from an assessment: readings, a scenario, a view, and values of drivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gmcr.base.summary import Record

__all__ = ["BASE", "Selection"]


@dataclass(frozen=True, slots=True)
class Selection(Record):
    """One game of an assessment. Questions that ``reading`` does not name take their first answer; ``drivers`` holds
    exact decimals as text."""

    reading: Mapping[str, str] = field(default_factory=dict)
    scenario: str | None = None
    view: str | None = None
    drivers: Mapping[str, str] = field(default_factory=dict)


BASE = Selection()
"""The author's model in the base reading."""
