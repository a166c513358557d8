"""What takes more memory than may be taken is refused, and how to allow more is said."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove import SizeError
from gmcr.base.memory import GIGABYTE, UNASKED, need_memory


def test_what_may_be_taken_is_taken() -> None:
    need_memory(UNASKED * GIGABYTE, "This", "do less")


@pytest.mark.parametrize(("allowed", "size"), [("", 2.1), ("8", 9), ("0.5", 0.6), ("nothing", 2.1), ("-1", 2.1)])
def test_more_is_refused_and_what_would_be_enough_is_said(
    monkeypatch: pytest.MonkeyPatch, allowed: str, size: float
) -> None:
    monkeypatch.setenv("COUNTERMOVE_MEMORY", allowed)
    with pytest.raises(SizeError, match=r"^This takes about .* GB .*: do less, or allow more with") as refused:
        need_memory(size * GIGABYTE, "This", "do less")
    enough = str(refused.value).partition("COUNTERMOVE_MEMORY=")[2].partition(" ")[0]
    monkeypatch.setenv("COUNTERMOVE_MEMORY", enough)
    need_memory(size * GIGABYTE, "This", "do less")


def test_a_game_that_is_too_large_to_solve_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    game = cm.Conflict.from_options(actors={"a": ["o"], "b": ["p"]}, preferences={"a": ["b.p"], "b": ["a.o"]}, start=[])
    monkeypatch.setenv("COUNTERMOVE_MEMORY", "1e-8")
    with pytest.raises(SizeError, match=r"Solving 4 states for 2 actors .*`never` rules"):
        cm.solve(game)
