"""drift: what comes first if nobody does anything?"""

from __future__ import annotations

from countermove.questions.drift.compute import drift
from countermove.verdicts.clocks.records import DriftMap

__all__ = ["DriftMap", "drift"]
