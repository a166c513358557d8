from __future__ import annotations

import pytest

from gmcr.base.errors import ModelError, UnknownName
from gmcr.model import ArcForm


def test_arcs_are_sorted_places_without_repeats() -> None:
    form = ArcForm.from_labels(["s1", "s2", "s3"], {"A": [("s3", "s1"), ("s1", "s2"), ("s3", "s1")], "B": []})
    sources, targets = form.arcs["A"]
    assert (sources.tolist(), targets.tolist()) == ([0, 2], [1, 0])
    assert form.actors == ("A", "B")
    assert form.targets("A", 2).tolist() == [0]
    assert form.targets("A", 1).tolist() == form.targets("B", 0).tolist() == []
    assert form.code("s3") == 2


def test_targets_are_ascending() -> None:
    form = ArcForm.from_labels(list("abcd"), {"A": [("b", "d"), ("b", "a"), ("b", "c"), ("a", "b")]})
    assert form.targets("A", 1).tolist() == [0, 2, 3]


def test_what_cannot_be_a_graph() -> None:
    with pytest.raises(ModelError, match="at least one state"):
        ArcForm.from_labels([], {"A": []})
    with pytest.raises(ModelError, match="at least one actor"):
        ArcForm.from_labels(["s"], {})
    with pytest.raises(ModelError, match="same label"):
        ArcForm.from_labels(["s", "s"], {"A": []})
    with pytest.raises(ModelError, match="A cannot move from s to itself") as loop:
        ArcForm.from_labels(["s", "t"], {"A": [("s", "s")]})
    assert loop.value.actor == "A"
    with pytest.raises(UnknownName, match="state") as unknown:
        ArcForm.from_labels(["s", "t"], {"A": [("s", "u")]})
    assert unknown.value.name == "u"
    with pytest.raises(UnknownName):
        ArcForm.from_labels(["s", "t"], {"A": []}).code("u")
