"""inverse: which preferences would make a state an equilibrium."""

from countermove.questions.inverse.found import Inverse, InverseOfActor, InverseOfState, inverse

__all__ = ["Inverse", "InverseOfActor", "InverseOfState", "inverse"]
