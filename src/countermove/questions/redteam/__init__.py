"""redteam: the cheapest ways to overturn each claim."""

from __future__ import annotations

from countermove.questions.redteam.found import Attack, Attacked, Move, RedTeam, redteam

__all__ = ["Attack", "Attacked", "Move", "RedTeam", "redteam"]
