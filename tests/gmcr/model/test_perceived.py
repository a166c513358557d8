"""Conflicts as their actors perceive them."""

from __future__ import annotations

import pytest

from gmcr import Conflict, ModelError, UnknownName, as_perceived


def game() -> Conflict:
    return Conflict.from_options(
        actors={"A": ["a"], "B": ["b"]}, preferences={"A": ["a"], "B": ["not b"]}, never=["a and b"], start=["b"]
    )


def test_nobody_moves_to_or_from_what_it_does_not_perceive() -> None:
    whole = game()
    seen = as_perceived(whole, {"A": [["a"]], "B": []})
    assert (seen.layout, seen.start, list(seen.labels)) == ("graph", 2, list(whole.labels))
    assert seen.moves(0, actor="A").tolist() == []
    assert seen.moves(1, actor="A").tolist() == []
    assert seen.moves(0, actor="B").tolist() == [2]
    for actor in whole.actors:
        assert seen.ranks(actor).tolist() == whole.ranks(actor).tolist()
    everything = as_perceived(whole, {})
    assert everything.moves(0, actor="A").tolist() == [1]


def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = game()
    with pytest.raises(UnknownName):
        as_perceived(whole, {"C": []})
    with pytest.raises(ModelError, match="option form"):
        as_perceived(Conflict.from_arcs(states=["s", "t"], arcs={"A": []}, preferences={"A": "s > t"}), {})
    with pytest.raises(ModelError):
        as_perceived(whole, {"A": [3]})
