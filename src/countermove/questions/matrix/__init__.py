"""matrix: which premise bears on which claim."""

from __future__ import annotations

from countermove.questions.matrix.compute import Bearing, Matrix, Premise, matrix

__all__ = ["Bearing", "Matrix", "Premise", "matrix"]
