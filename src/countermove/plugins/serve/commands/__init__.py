"""The commands of the page."""

from __future__ import annotations

__all__: list[str] = []
