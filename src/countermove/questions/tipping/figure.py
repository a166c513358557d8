"""The two pictures of tipping: what each driver alone tips, and the plane of two."""

from __future__ import annotations

from countermove.questions.tipping.drivers import drivers
from countermove.questions.tipping.phase import phase

__all__ = ["drivers", "phase"]
