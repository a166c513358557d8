"""The published problems are those that the generator draws, and what is expected of the small ones is what listing finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.beyond.problems import CONCEPTS, FOLDER, LISTED, listed, problems, read, text_of

__all__: list[str] = []

PUBLISHED = {file.stem: read(file) for file in sorted(FOLDER.glob("*.json"))}


def test_problems_are_made_as_they_are_published() -> None:
    made = problems()
    assert PUBLISHED.keys() == made.keys()
    assert len(made) >= 60
    assert sum(file.stat().st_size for file in FOLDER.glob("*.json")) < 500_000
    for name, published in PUBLISHED.items():
        assert replace(published, expected={}, judge="") == made[name], name
        assert text_of(published) == (FOLDER / f"{name}.json").read_text(encoding="utf-8"), name
        for words in published.expected.values():
            assert [len(word) for word in words] == [len(published.model["actors"])] * len(published.states), name


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("name", [name for name, problem in PUBLISHED.items() if problem.bits <= 20])
def test_what_is_expected_of_a_small_one_is_what_listing_finds(name: str) -> None:
    problem = PUBLISHED[name]
    assert (problem.judge, problem.bits <= LISTED, set(problem.expected)) == ("listing", True, set(CONCEPTS))
    assert problem.expected == listed(problem.model, problem.states)
