"""figure: one picture of a case, by name."""

from __future__ import annotations

__all__: list[str] = []
