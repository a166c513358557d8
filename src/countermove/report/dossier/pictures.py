"""Figures for a dossier, drawn once for wide and once for narrow screens."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.desk.report import ReportRecord
from countermove.report.dossier.blocks import Picture
from countermove.report.figures.ladders import ladders

__all__ = ["NARROW", "WIDE", "ladders_picture"]

WIDE, NARROW = 760, 350
"""Widths in pixels at which figures are drawn."""


def ladders_picture(record: ReportRecord) -> Iterator[Picture]:
    """What every actor wants, as ladders."""
    claims = record.assess.claims
    yield Picture(
        ladders(record.ladders, claims=claims, width=WIDE), ladders(record.ladders, claims=claims, width=NARROW)
    )
