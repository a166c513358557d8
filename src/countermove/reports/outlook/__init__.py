"""outlook: what a case forecasts, which forecast is next, and which are drawn from claims that do not follow."""

from __future__ import annotations

__all__: list[str] = []
