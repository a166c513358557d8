"""The ledger: what a case file said about its forecasts and their results, line by line, as it was sealed."""

from __future__ import annotations

__all__: list[str] = []
