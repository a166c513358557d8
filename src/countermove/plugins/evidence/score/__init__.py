"""score: how the forecasts of a case did, and the lessons of what happened."""

from __future__ import annotations

__all__: list[str] = []
