"""Symmetric sequential stability: a countermove that each mover gains by and that the actor cannot escape."""

from __future__ import annotations

import pytest

from countermove import Conflict
from tests.unit.stability.conflicts import exchange, holds_at_start


@pytest.mark.parametrize(
    ("conflict", "stable"),
    [
        (exchange(sanction="worse"), True),
        (exchange(sanction="worse", willing=False), False),
        (exchange(sanction="worse", escape="better"), False),
        (exchange(sanction="same", escape="same"), True),
        (exchange(sanction="better"), False),
        (exchange(sanction="worse", opponents=2), True),
        (exchange(sanction="worse", opponents=2, escape="better"), False),
    ],
)
def test_leaving_the_start(conflict: Conflict, stable: bool) -> None:
    assert holds_at_start("symseq", conflict) == stable
