"""Nash stability: an improvement is enough, whatever may follow."""

from __future__ import annotations

import pytest

from countermove import Conflict
from tests.unit.stability.conflicts import exchange, holds_at_start


@pytest.mark.parametrize(
    ("conflict", "stable"),
    [
        (exchange(sanction="worse"), False),
        (exchange(sanction="same"), False),
        (exchange(sanction="worse", escape="worse"), False),
    ],
)
def test_leaving_the_start(conflict: Conflict, stable: bool) -> None:
    assert holds_at_start("nash", conflict) == stable
