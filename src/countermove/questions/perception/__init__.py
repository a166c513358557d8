"""perception: what the actors of a GMCR+ file do not perceive, and its consequences."""

from countermove.questions.perception.compute import Perceived, Perception, perception

__all__ = ["Perceived", "Perception", "perception"]
