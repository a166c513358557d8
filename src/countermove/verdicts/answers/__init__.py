"""Answers to key questions: the answer in every cell, its reasons, and what would change it."""

from __future__ import annotations

__all__: list[str] = []
