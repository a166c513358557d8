"""The space of the drivers, exactly: lines, cells, faces, nearest points, projections, polygons."""

from __future__ import annotations

__all__: list[str] = []
