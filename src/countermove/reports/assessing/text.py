"""assess in words: one screen, or everything."""

from __future__ import annotations

from countermove.presentation.blocks import Page
from countermove.presentation.sketches import WIDTH
from countermove.reports.assessing.compute import AssessRecord
from countermove.reports.assessing.screen import first_screen

__all__ = ["assess_page"]


def assess_page(record: AssessRecord, *, full: bool = False, width: int = WIDTH, typed: bool = True) -> Page:
    """The assessment of a case: its first screen, *width* columns wide, or all of it if *full*. *typed*: whether
    commands can be typed, to ask for more."""
    if not full:
        return first_screen(record, width, typed=typed)
    from countermove.reports.assessing.whole import (
        whole_page,
    )  # imports every question's text, which the first screen does not need

    return whole_page(record)
