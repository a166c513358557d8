"""Where moves lead: steps, roads and outcomes, paths, foresight, coalitions, and the long run as a chain."""

from __future__ import annotations

__all__: list[str] = []
