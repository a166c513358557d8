"""why: what makes a state stable or not, actor by actor."""

from __future__ import annotations

from countermove.questions.why.compute import Why, why

__all__ = ["Why", "why"]
