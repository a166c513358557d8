"""Deals: trades between actors from where a conflict rests, what becomes of them, and who dares to go first."""

from __future__ import annotations

__all__: list[str] = []
