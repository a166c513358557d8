"""All rankings that make a state stable: what they must put below it, how many there are, which they are."""

from __future__ import annotations

__all__: list[str] = []
