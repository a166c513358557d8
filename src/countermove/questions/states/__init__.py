"""states: what is reached from the start, or what would follow if somebody moved, as a graph."""

from __future__ import annotations

__all__: list[str] = []
