"""What became of forecasts."""

from __future__ import annotations

__all__: list[str] = []
