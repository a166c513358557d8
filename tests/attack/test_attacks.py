"""What is promised of every door holds of a few attacks on it, named ones and others; of all in ``make judge``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.attack.__main__ import FIGURES
from tests.attack.door import Door, attacked
from tests.attack.doors import DOORS
from tests.conftest import FULL, require_module

__all__: list[str] = []

SEED = int(os.environ.get("COUNTERMOVE_ATTACK_SEED", "1"))
"""Another seed is another run: each attack names its number, and ``python -m tests.attack DOOR --only NUMBER`` does it again."""


@pytest.mark.parametrize(
    "door", [pytest.param(door, id=door.name, marks=pytest.mark.level(door.level)) for door in DOORS]
)
def test_nothing_that_comes_in_breaks_a_promise(door: Door, tmp_path: Path) -> None:
    for module in door.needs:
        require_module(module, f"{door.title} need it")
    tally = attacked(door, range(door.full if FULL else door.few), tmp_path, seed=SEED)
    assert tally.wrong == []
    assert len(tally.ends) > 1, "every attack ends alike: they may not reach what they attack"


def test_the_figures_of_the_page_are_those_of_these_doors_in_full() -> None:
    known = json.loads(FIGURES.read_text(encoding="utf-8"))["doors"]
    told = [(own["name"], own["title"], own["promise"], own["tried"]) for own in known]
    assert told == [(door.name, door.title, door.promise, door.full) for door in DOORS]
    assert all(own[name] == 0 for own in known for name in ("exceptions", "hangs", "broken", "lost"))
    assert sum(own["tried"] for own in known) >= 1_000_000
