"""diff: what two cases differ in, and what that changes."""

from __future__ import annotations

__all__: list[str] = []
