"""Every figure of every case, in both themes and at two widths, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.desk.game import Game
from countermove.desk.glossary import glossary_of
from countermove.desk.selection import BASE, Selection
from countermove.report.figures import Figure
from countermove.report.figures.catalogue import Request, draw
from tests.unit.report.figures.samples import HOSTILE, MOOR, large

__all__ = ["Drawer", "drawer", "game"]

Drawer = Callable[..., Figure]

TEXTS = {"moor": MOOR, "large": large(), "hostile": HOSTILE}


@cache
def opened(case: str) -> Assessment:
    """A case, read once."""
    return loads(TEXTS[case], file=f"{case}.yaml") if case in TEXTS else load(case)


def game(case: str, selection: Selection = BASE) -> Game:
    """A game of a case."""
    assessment = opened(case)
    return Game(
        assessment.name,
        assessment.digest,
        selection.conflict(assessment),
        glossary_of(assessment, selection),
        selection,
        assessment,
    )


@pytest.fixture
def drawer() -> Drawer:
    """Draw a figure of a case by name."""

    def start(case: str, name: str, *, scenario: str | None = None, **options: object) -> Figure:
        return draw(name, Request(game(case, Selection(scenario=scenario)), **{"draws": 200, **options}))

    return start
