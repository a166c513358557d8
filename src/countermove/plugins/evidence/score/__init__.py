"""score: how the forecasts of a case did, and what can be learned from what happened."""

from __future__ import annotations

__all__: list[str] = []
