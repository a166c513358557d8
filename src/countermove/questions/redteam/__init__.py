"""redteam: the cheapest ways to overturn each claim."""

from __future__ import annotations

from countermove.questions.redteam.compute import Attack, Attacked, DriverMove, RedTeam, redteam

__all__ = ["Attack", "Attacked", "DriverMove", "RedTeam", "redteam"]
