"""The texts of sources, and the places in them that a case points at."""

from __future__ import annotations

__all__: list[str] = []
