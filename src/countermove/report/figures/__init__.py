"""Figures: deterministic pictures of records as SVG, one source for page, report and notebook."""

from __future__ import annotations

from countermove.report.figures.claims import claims_grid
from countermove.report.figures.figure import Box, Figure

__all__ = ["Box", "Figure", "claims_grid"]
