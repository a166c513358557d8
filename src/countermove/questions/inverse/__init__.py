"""inverse: which preferences would make a state an equilibrium."""

from countermove.questions.inverse.compute import Inverse, InverseOfState, inverse

__all__ = ["Inverse", "InverseOfState", "inverse"]
