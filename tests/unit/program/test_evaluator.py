"""The evaluator against the literal meaning of each check, on random files with every kind of check: in every reading, without
wants, with one alone, and after changes of wants."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

import countermove as cm
from gmcr.evaluator import Evaluator
from gmcr.evaluator.machines import WebAssembly
from tests.conftest import models, require_core, require_module
from tests.judge.answers.generate import COMPILED, random_file
from tests.unit.program.literal import Twin, cells_of, twin_of, variants_of

__all__: list[str] = []

require_core()
require_module("wasmtime", "the evaluator runs there as WebAssembly")

FILES = 5
"""Files that one test looks at."""

VARIANTS = 8
"""Programs that are made of each: with something selected, set and changed."""


def twins(first: int, rng: random.Random) -> Iterator[Twin]:
    """Random programs, and what they are made of; the few files whose scenario has no feasible start are none."""
    for seed in range(first, first + FILES):
        try:
            assessment = cm.loads(random_file(seed, claims=5, checks=COMPILED))
        except cm.AssessmentError:
            continue
        yield from map(twin_of, variants_of(assessment, rng, VARIANTS))


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("first", models(range(0, 2_500, FILES), (0, 10, 20, 1575)))
def test_values_are_those_that_checks_mean(first: int) -> None:
    seen, rng = set(), random.Random(first)
    for twin in twins(first, rng):
        cells = list(cells_of(twin, rng, edited=1))
        requests = [cell.request for cell in cells]
        evaluator = Evaluator(twin.compiled.program)
        values = evaluator.values(requests)
        for cell, own in zip(cells, values.tolist(), strict=True):
            assert tuple(own) == cell.literal, str(cell)
            seen |= {(type(cell.setting.check).__name__, value) for value in own}
        assert (Evaluator(twin.compiled.program, on=WebAssembly).values(requests) == values).all()
        # Whatever is known of other games, or was forgotten, the values are the same.
        assert (evaluator.values(requests[::-1]) == values[::-1]).all()
        evaluator.forget()
        assert (evaluator.values(requests) == values).all()
        assert evaluator.forgotten == 2
    assert len(seen) > 8
