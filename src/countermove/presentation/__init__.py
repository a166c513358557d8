"""How things are worded and drawn: blocks, words, numbers, states; records as data and schema; the canvas and its
marks."""

from __future__ import annotations

__all__: list[str] = []
