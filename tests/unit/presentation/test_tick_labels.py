"""Labels of a line that is cut at several places: none covers another, none leaves the line, and nothing is left out."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest

from countermove.presentation.tick_labels import tick_labels
from countermove.presentation.words import listed

__all__: list[str] = []


def told(places: list[float]) -> list[str]:
    return [label.told for label in tick_labels(places, lambda some: words(places[some]))]


def words(places: list[float]) -> str:
    if len(places) > 4:
        return f"tips at {len(places)} numbers"
    return f"tips at {listed(f'{place:.2f}' for place in places)}"


def numbers(label: str) -> int:
    """How many numbers a label is about."""
    several = re.search(r"at (\d+) numbers", label)
    return int(several[1]) if several else len(re.findall(r"\d\.\d\d", label))


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        ([], []),
        ([0.3], ["tips at 0.30"]),
        ([0.2, 0.8], ["tips at 0.20", "tips at 0.80"]),
        ([0.3, 0.32, 0.9], ["tips at 0.30 and 0.32", "tips at 0.90"]),
        ([0.4, 0.5, 0.6], ["tips at 0.40, 0.50 and 0.60"]),
        ([0.01, 0.02, 0.03, 0.04, 0.05, 0.95], ["tips at 5 numbers", "tips at 0.95"]),
    ],
)
def test_places_that_are_near_have_one_label(places: list[float], labels: list[str]) -> None:
    assert told(places) == labels


def test_no_label_covers_another_or_leaves_the_line() -> None:
    rng = random.Random(5)
    for _ in range(200):
        places = sorted({round(rng.random(), 2) for _ in range(rng.randint(1, 9))})
        labels = tick_labels(places, lambda some, places=places: words(places[some]))  # type: ignore[misc]
        assert all(one.span[1] < other.span[0] for one, other in pairwise(labels)), places
        assert all(label.span[0] >= -1e-9 and label.span[1] <= 1 + 1e-9 for label in labels), places
        assert sum(numbers(label.told) for label in labels) == len(places), places


def test_a_label_stands_below_its_place_where_it_has_room() -> None:
    [label] = tick_labels([0.5], lambda _: "tips at 0.50")
    assert (label.at, label.anchor) == (0.5, "middle")
    [first] = tick_labels([0.02], lambda _: "tips at 0.02")
    [last] = tick_labels([0.99], lambda _: "tips at 0.99")
    assert (first.at, first.anchor, last.at, last.anchor) == (0.02, "start", 0.99, "end")
