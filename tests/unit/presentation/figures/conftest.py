"""Every figure of every case, in both themes and at two widths, made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.context.game import Game, game_of
from countermove.context.selection import BASE, Selection
from countermove.presentation.figure import Figure
from countermove.reports import figure as request
from countermove.reports.figure import Request, draw
from gmcr.base.tasks import Task
from tests.unit.presentation.figures.samples import HOSTILE, MOOR, RIVER, large, nations

__all__ = ["Drawer", "drawer", "game"]

Drawer = Callable[..., Figure]

TEXTS = {"moor": MOOR, "large": large(), "hostile": HOSTILE, "nations": nations(), "river": RIVER}


@cache
def opened(case: str) -> Assessment:
    """A case, read once."""
    return loads(TEXTS[case], file=f"{case}.yaml") if case in TEXTS else load(case)


def game(case: str, selection: Selection = BASE) -> Game:
    """A game of a case."""
    return game_of(opened(case), selection)


def told_apart(item: object) -> object:
    """What tells an argument apart from others of its kind, as long as it is kept."""
    if isinstance(item, Game):
        return (id(item.conflict.structure), item.selection)  # one structure, one file
    return id(item) if isinstance(item, Assessment) else item


@pytest.fixture(autouse=True, scope="session")
def computed_once() -> Iterator[None]:
    """What is costly to compute is computed once for all themes and widths. The arguments are kept with what was computed, so that
    nothing takes their place in memory and is taken for them."""
    kept: dict[str, tuple[object, object]] = {}
    put = request.put

    def known(*args: object, **options: object) -> Task[object]:
        key = repr((list(map(told_apart, args)), options))
        if key not in kept:
            kept[key] = args, (yield from put(*args, **options))  # type: ignore[arg-type]
        return kept[key][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(request, "put", known)
        yield


@pytest.fixture
def drawer() -> Drawer:
    """Draw a figure of a case by name."""

    def start(case: str, name: str, *, scenario: str | None = None, **options: object) -> Figure:
        return draw(name, Request(game(case, Selection(scenario=scenario)), **{"draws": 200, **options}))

    return start
