"""new: a file to begin with."""

from __future__ import annotations

__all__: list[str] = []
