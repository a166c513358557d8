"""All doors, in the order in which the page names them."""

from __future__ import annotations

from tests.attack import assessments, certificates, commands, conflicts, ledgers, terminal, tools
from tests.attack.door import Door

__all__ = ["DOORS"]

DOORS: tuple[Door, ...] = (
    assessments.DOOR,
    conflicts.DOOR,
    commands.DOOR,
    ledgers.DOOR,
    certificates.DOOR,
    tools.DOOR,
    terminal.DOOR,
)
