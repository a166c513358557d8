"""All doors, in the order in which the page names them."""

from __future__ import annotations

from tests.attack import assessments, certificates, conflicts, ledgers
from tests.attack.door import Door

__all__ = ["DOORS"]

DOORS: tuple[Door, ...] = (assessments.DOOR, conflicts.DOOR, ledgers.DOOR, certificates.DOOR)
