"""inverse: which preferences would make a state an equilibrium."""

from countermove.questions.inverse.found import Inverse, InverseOfState, inverse

__all__ = ["Inverse", "InverseOfState", "inverse"]
