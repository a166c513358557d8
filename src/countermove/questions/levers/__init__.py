"""levers: who can move whom to what, by which single act."""

from __future__ import annotations

from countermove.questions.levers.compute import Lever, Levers, LeverSetting, Pull, levers

__all__ = ["Lever", "LeverSetting", "Levers", "Pull", "levers"]
