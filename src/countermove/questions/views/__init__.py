"""views: what holds when everybody acts by its own view."""

from __future__ import annotations

__all__: list[str] = []
