"""What an assessment's evidence is, and a record of its forecasts that cannot be rewritten unnoticed."""

from __future__ import annotations

__all__: list[str] = []
