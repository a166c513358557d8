"""solve: which states are equilibria, and stable for whom."""

from countermove.questions.solve.found import Solved, solve

__all__ = ["Solved", "solve"]
