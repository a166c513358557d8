"""assess in words: one screen, or everything."""

from __future__ import annotations

from countermove.presentation.blocks import Page
from countermove.presentation.sketches import WIDTH
from countermove.reports.assessing.compute import AssessRecord
from countermove.reports.assessing.screen import first_screen

__all__ = ["assess_page"]


def assess_page(record: AssessRecord, *, full: bool = False, width: int = WIDTH, typed: bool = True) -> Page:
    """The assessment of a case: its first screen, in lines of so many columns, or all of it where it is to be told in *full*.
    *typed*: whether there is a command line to ask for more on."""
    if not full:
        return first_screen(record, width, typed=typed)
    from countermove.reports.assessing.whole import whole_page  # tells of every question: the first screen does without

    return whole_page(record)
