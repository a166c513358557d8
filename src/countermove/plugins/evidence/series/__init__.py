"""Series of numbers, in files of the reader's: what could be known of them on a day, and which drivers they feed."""

from __future__ import annotations

__all__: list[str] = []
