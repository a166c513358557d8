"""Questions to a game: checks of claims, draws of games, reasons to stay, and who could induce others to move."""

from __future__ import annotations

__all__: list[str] = []
