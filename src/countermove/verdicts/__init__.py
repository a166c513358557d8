"""What questions share: values and classes of claims, cells of answers, settings, the days observed, prices."""

from __future__ import annotations

__all__: list[str] = []
