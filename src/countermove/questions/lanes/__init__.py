"""lanes: the ways out of the start, and what stops each."""

from __future__ import annotations

__all__: list[str] = []
