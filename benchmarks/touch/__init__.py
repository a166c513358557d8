"""The table of what has to be fast enough to touch: each line with its target, and as a ratio against another checkout."""

from __future__ import annotations

from benchmarks.touch.compare import touch
from benchmarks.touch.estimates import effort
from benchmarks.touch.growth import growth
from benchmarks.touch.table import ROWS, Row

__all__ = ["ROWS", "Row", "effort", "growth", "touch"]
