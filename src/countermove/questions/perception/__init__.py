"""perception: what the actors of a file of GMCR+ do not perceive, and what that does."""

from countermove.questions.perception.compute import Perceived, Perception, perception

__all__ = ["Perceived", "Perception", "perception"]
