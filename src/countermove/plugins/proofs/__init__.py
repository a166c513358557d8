"""Decisions of stability with proofs, as files that anybody can check."""

from __future__ import annotations

__all__: list[str] = []
