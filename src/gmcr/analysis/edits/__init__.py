"""Changes of calculus: what an edit is, sets of them, and the smallest that turn something over."""

from __future__ import annotations

__all__: list[str] = []
