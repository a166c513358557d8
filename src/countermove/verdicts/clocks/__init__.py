"""What comes first if nobody does anything, as drivers drift: the storyline of a game of an assessment."""

from __future__ import annotations

__all__: list[str] = []
