"""All doors, in the order in which the page names them."""

from __future__ import annotations

from tests.attack import assessments, commands, terminal, tools
from tests.attack.door import Door

__all__ = ["DOORS"]

DOORS: tuple[Door, ...] = (assessments.DOOR, commands.DOOR, tools.DOOR, terminal.DOOR)
