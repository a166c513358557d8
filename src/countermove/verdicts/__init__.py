"""What questions share: values and classes of claims, answers, settings, what was observed, prices, how drivers tip, smallest
changes, responsibility, lines in which files differ; and the words of these."""

from __future__ import annotations

__all__: list[str] = []
