"""longrun: where steps lead in the long run, and what persists as noise vanishes."""

from __future__ import annotations

from countermove.questions.longrun.compute import End, InConcept, Lasting, LongRun, ShareOfTime, longrun

__all__ = ["End", "InConcept", "Lasting", "LongRun", "ShareOfTime", "longrun"]
