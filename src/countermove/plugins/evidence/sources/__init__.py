"""Texts of sources: where premises point, whether it is still there, and what is kept to tell that without keeping a sentence."""

from __future__ import annotations

__all__: list[str] = []
