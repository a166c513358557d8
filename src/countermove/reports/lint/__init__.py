"""lint: whether files are in order, and what in them is probably unintended."""

from __future__ import annotations

__all__: list[str] = []
