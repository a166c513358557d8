"""matrix: which premise bears on which claim."""

from countermove.questions.matrix.found import Bearing, Matrix, Premise, matrix

__all__ = ["Bearing", "Matrix", "Premise", "matrix"]
