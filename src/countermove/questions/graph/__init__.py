"""graph: every feasible state, every move between them, and where everybody stays: the integrated graph of a small conflict."""

from __future__ import annotations

__all__: list[str] = []
