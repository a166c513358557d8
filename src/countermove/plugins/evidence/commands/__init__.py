"""The commands of evidence."""

from __future__ import annotations

__all__: list[str] = []
