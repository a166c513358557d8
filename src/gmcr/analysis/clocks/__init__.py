"""Drivers that drift: what comes first if nobody does anything."""

from __future__ import annotations

__all__: list[str] = []
