"""report: everything on one case, as sections of blocks that every medium can write."""

from __future__ import annotations

__all__: list[str] = []
