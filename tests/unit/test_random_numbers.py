"""Random numbers as SPEC 7 of Scientific Python has them: ``rng``, by keyword, whatever NumPy makes a generator of; and the
result names the seed that gives it again."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import countermove as cm
import gmcr
import gmcr.analysis
from countermove import reports
from countermove.plugins.evidence.score.compute import score_case
from gmcr.base.arguments import as_seed
from gmcr.base.errors import CountermoveError


def public() -> Iterator[Callable[..., Any]]:
    """Functions, and methods of classes, of the faces, but those that write down the seed with which something was drawn."""
    for face in (cm, gmcr, gmcr.analysis, reports):
        for name in face.__all__:
            thing = getattr(face, name)
            yield from (
                (item for _, item in inspect.getmembers(thing, inspect.isfunction)) if inspect.isclass(thing) else ()
            )
            if inspect.isfunction(inspect.unwrap(thing)):
                yield thing
    yield score_case


def test_what_draws_at_random_takes_rng_by_keyword() -> None:
    drawing = []
    for function in public():
        parameters = inspect.signature(function).parameters
        assert function.__name__ in ("__init__", "frame") or not {"seed", "random_state", "generator"} & set(
            parameters
        ), function
        if "rng" in parameters:
            assert parameters["rng"].kind is inspect.Parameter.KEYWORD_ONLY, function
            drawing.append(function.__qualname__)
    assert {"robust", "longrun", "multiverse", "assess", "score_case", "Dynamics.simulated"} <= set(drawing)


def test_a_seed_is_itself_and_others_are_drawn() -> None:
    assert [as_seed(given) for given in (0, 7, np.int64(7), (1 << 64) - 1)] == [0, 7, 7, (1 << 64) - 1]
    for source in (np.random.default_rng, np.random.SeedSequence, np.random.PCG64, lambda seed: [seed, 1]):
        assert as_seed(source(5)) == as_seed(source(5)) != as_seed(source(6))
        assert 0 <= as_seed(source(5)) < 1 << 53
    assert as_seed(None) != as_seed(None)
    rng = np.random.default_rng(5)
    assert as_seed(rng) != as_seed(rng)  # it goes on


@pytest.mark.parametrize("given", [-1, 1 << 64, True, "7", b"7", 1.5, {"a": 1}, object(), [-1], ["x"], np.zeros(2)])
def test_what_is_no_source_is_refused(given: object) -> None:
    with pytest.raises(CountermoveError, match="seed"):
        as_seed(given)


def test_the_record_names_the_seed_that_gives_it_again() -> None:
    korea = cm.load("korea-2021")
    asked: dict[str, Any] = {"claims": ["C04"], "concepts": ["nash"], "draws": 20}
    for rng in (np.random.default_rng(3), np.random.SeedSequence(3), None):
        drawn = cm.robust(korea, **asked, rng=rng)
        assert drawn.seed is not None
        assert drawn == cm.robust(korea, **asked, rng=drawn.seed)
