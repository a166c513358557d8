"""report: everything on one case, as sections of blocks from which every medium is written."""

from __future__ import annotations

__all__: list[str] = []
