"""roads: what can be reached from the start, by whose moves and why."""

from __future__ import annotations

__all__: list[str] = []
