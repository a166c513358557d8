"""Degrees of responsibility for a target, and blame."""

from __future__ import annotations

__all__: list[str] = []
