"""How drivers tip what is watched: the cells into which comparisons cut them, and what is answered in each."""

from __future__ import annotations

__all__: list[str] = []
