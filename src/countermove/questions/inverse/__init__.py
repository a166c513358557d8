"""inverse: which preferences would make a state an equilibrium."""

from __future__ import annotations

__all__: list[str] = []
