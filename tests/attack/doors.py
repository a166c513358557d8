"""All doors, in the order in which the page names them."""

from __future__ import annotations

from tests.attack import (
    answers,
    assessments,
    certificates,
    commands,
    conflicts,
    documents,
    fragments,
    ledgers,
    requests,
    series,
    terminal,
    tools,
    wire,
)
from tests.attack.door import Door

__all__ = ["DOORS"]

DOORS: tuple[Door, ...] = (
    assessments.DOOR,
    conflicts.DOOR,
    commands.DOOR,
    documents.DOOR,
    answers.DOOR,
    ledgers.DOOR,
    certificates.DOOR,
    requests.DOOR,
    wire.DOOR,
    fragments.DOOR,
    tools.DOOR,
    series.DOOR,
    terminal.DOOR,
)
