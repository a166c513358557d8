"""What can be asked of a game: checks of claims, games that are drawn, reasons to stay, and who could induce others to move."""

from __future__ import annotations

__all__: list[str] = []
