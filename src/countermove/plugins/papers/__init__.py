"""paper: the tables that papers on the graph model print."""

from __future__ import annotations

__all__: list[str] = []
