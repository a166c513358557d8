"""The Graph Model for Conflict Resolution: conflicts, stability, and what follows from a game."""

from __future__ import annotations

__all__: list[str] = []
