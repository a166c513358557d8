"""assess: the first screen on a case, and every question around it in short."""

from __future__ import annotations

__all__: list[str] = []
