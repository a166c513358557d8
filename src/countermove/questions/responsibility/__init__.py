"""responsibility: who could bring the target about, in whose eyes."""

from countermove.questions.responsibility.found import InOneView, Responsibility, responsibility

__all__ = ["InOneView", "Responsibility", "responsibility"]
