"""responsibility: who could bring the target about, in whose eyes."""

from __future__ import annotations

from countermove.questions.responsibility.found import InOneView, Responsibility, responsibility

__all__ = ["InOneView", "Responsibility", "responsibility"]
