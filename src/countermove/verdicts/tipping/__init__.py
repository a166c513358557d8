"""How drivers tip things: the cells into which comparisons cut the driver space, and the answer in each."""

from __future__ import annotations

__all__: list[str] = []
