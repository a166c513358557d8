"""What ``solve`` says of an actor in a state."""

from __future__ import annotations

from countermove.questions.solve.text import _stable
from gmcr import CONCEPTS
from tests.conftest import in_one_test


@in_one_test(
    "names, said",
    [
        (CONCEPTS, "stays"),
        ((), "-"),
        (CONCEPTS[1:], "not nash"),
        (("nash", "gmr"), "nash gmr"),
    ],
)
def test_concepts_of_a_cell_are_told_as_short_as_can_be(names: tuple[str, ...], said: str) -> None:
    assert _stable(names, CONCEPTS) == said
