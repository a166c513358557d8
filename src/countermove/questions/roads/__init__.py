"""roads: what can be reached from the start, by whose moves and why."""

from __future__ import annotations

from countermove.questions.roads.compute import RoadMap, roads

__all__ = ["RoadMap", "roads"]
