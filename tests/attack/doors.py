"""All doors, in the order in which the page names them."""

from __future__ import annotations

from tests.attack import answers, assessments, documents, series
from tests.attack.door import Door

__all__ = ["DOORS"]

DOORS: tuple[Door, ...] = (assessments.DOOR, documents.DOOR, answers.DOOR, series.DOOR)
