"""The ledger: what a case file said of its forecasts and of what came of them, line by line, as it was sealed."""

from __future__ import annotations

__all__: list[str] = []
