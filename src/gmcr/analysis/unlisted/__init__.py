"""Games whose states nobody lists: verdicts are proved, state by state (``symbolic``), under a limit of time."""

from __future__ import annotations

__all__: list[str] = []
