"""Games whose states are too many to list: verdicts are proved, state by state (``symbolic``), under a time limit."""

from __future__ import annotations

__all__: list[str] = []
