"""Answers to key questions: what each is in every cell, because of what, and what would change it."""

from __future__ import annotations

__all__: list[str] = []
