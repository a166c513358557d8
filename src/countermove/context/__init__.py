"""The context of a question: a case with the game selected from it, its frame, its words, and the answer."""

from __future__ import annotations

__all__: list[str] = []
