"""sources: whether premises point at passages that are still there."""

from __future__ import annotations

__all__: list[str] = []
