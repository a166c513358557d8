"""outlook: what a case forecasts, which of it is next, and what leans on what does not follow."""

from __future__ import annotations

__all__: list[str] = []
