"""solve: which states are equilibria, and stable for whom."""

from __future__ import annotations

from countermove.questions.solve.found import Solved, solve

__all__ = ["Solved", "solve"]
