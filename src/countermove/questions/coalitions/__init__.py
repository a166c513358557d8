"""coalitions: who could leave a state, or reach the target, together."""

from __future__ import annotations

__all__: list[str] = []
