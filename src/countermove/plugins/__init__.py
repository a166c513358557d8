"""The annexes: what the product does without, each found by its entry point. None knows another."""

from __future__ import annotations

__all__: list[str] = []
