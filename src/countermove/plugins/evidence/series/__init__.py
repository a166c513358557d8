"""Series of numbers, in the reader's files: what was known of them on a day, and which drivers they feed."""

from __future__ import annotations

__all__: list[str] = []
