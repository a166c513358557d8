"""The published problems are those that the generator draws, and what is expected of the small ones is what listing finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.beyond.problems import CONCEPTS, FOLDER, LISTED, listed, problems, read, text_of
from tests.conftest import in_one_test

__all__: list[str] = []

PROBLEMS = problems()


def test_there_is_a_file_for_each_and_none_besides() -> None:
    assert sorted(file.stem for file in FOLDER.glob("*.json")) == sorted(PROBLEMS)
    assert len(PROBLEMS) >= 60
    assert sum(file.stat().st_size for file in FOLDER.glob("*.json")) < 500_000


@in_one_test("name", PROBLEMS)
def test_a_problem_is_made_as_it_is_published(name: str) -> None:
    made, published = PROBLEMS[name], read(FOLDER / f"{name}.json")
    assert replace(published, expected={}, judge="") == made
    assert text_of(published) == (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    for words in published.expected.values():
        assert [len(word) for word in words] == [len(made.model["actors"])] * len(made.states)


@pytest.mark.parametrize("name", [name for name, problem in PROBLEMS.items() if problem.bits <= 20])
def test_what_is_expected_of_a_small_one_is_what_listing_finds(name: str) -> None:
    problem = read(FOLDER / f"{name}.json")
    assert (problem.judge, problem.bits <= LISTED, set(problem.expected)) == ("listing", True, set(CONCEPTS))
    assert problem.expected == listed(problem.model, problem.states)
