"""What questions share: values and classes of claims, answers, settings, observations, prices, how drivers tip,
smallest changes, responsibility, lines in which files differ; and words for these."""

from __future__ import annotations

__all__: list[str] = []
