"""What is promised of every door holds of a few attacks on it, named ones and others; of all in ``make judge``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
