"""change: what would have to change in somebody's mind."""

from __future__ import annotations

__all__: list[str] = []
