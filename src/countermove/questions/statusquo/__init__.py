"""statusquo: how the start fares, in one game and over all readings."""

from __future__ import annotations

from countermove.questions.statusquo.compute import ConceptView, StatusQuo, statusquo

__all__ = ["ConceptView", "StatusQuo", "statusquo"]
