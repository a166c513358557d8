"""lint: whether files are in order, and what in them is probably not meant."""

from __future__ import annotations

__all__: list[str] = []
