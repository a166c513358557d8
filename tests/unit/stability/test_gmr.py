"""General metarationality: any countermove counts, even one that hurts its maker."""

from __future__ import annotations

import pytest

from countermove import Conflict
from tests.unit.stability.conflicts import exchange, holds_at_start


@pytest.mark.parametrize(
    ("conflict", "stable"),
    [
        (exchange(sanction="worse"), True),
        (exchange(sanction="same"), True),
        (exchange(sanction="better"), False),
        (exchange(sanction="worse", willing=False), True),
        (exchange(sanction="worse", escape="better"), True),
        (exchange(sanction="worse", opponents=2), True),
        (exchange(sanction="same", opponents=2, willing=False), True),
    ],
)
def test_leaving_the_start(conflict: Conflict, stable: bool) -> None:
    assert holds_at_start("gmr", conflict) == stable
