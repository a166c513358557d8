"""solve: which states are equilibria, and stable for whom."""

from __future__ import annotations

from countermove.questions.solve.compute import Solved, solve

__all__ = ["Solved", "solve"]
