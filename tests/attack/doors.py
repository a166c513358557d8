"""All doors, in the order in which the page names them."""

from __future__ import annotations

from tests.attack import assessments, fragments, requests, wire
from tests.attack.door import Door

__all__ = ["DOORS"]

DOORS: tuple[Door, ...] = (assessments.DOOR, requests.DOOR, wire.DOOR, fragments.DOOR)
