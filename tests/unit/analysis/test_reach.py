"""How far roads lead, against the words themselves."""

from __future__ import annotations

import numpy as np

from countermove.inquiry.outcomes import Reach
from gmcr import CONCEPTS
from gmcr.analysis import Play
from tests.gmcr.stability.conflicts import conflict_of
from tests.gmcr.stability.samples import plain_options
from tests.judge.inducement import outcomes, steps
from tests.judge.strategies import conflict_graph


def test_the_first_that_applies() -> None:
    rng, seen = np.random.default_rng(5), set()
    for plain in plain_options(60, 31):
        conflict, graph = conflict_of(plain, "dense"), conflict_graph(plain)
        play = Play.of(conflict)
        for concept in CONCEPTS:
            ends = outcomes(graph, concept, plain.start, options=True)
            known, waiting = {plain.start}, [plain.start]
            while waiting:
                here = waiting.pop()
                for actor in graph.actors:
                    fresh = set(steps(graph, concept, actor, here, options=True)) - known
                    known |= fresh
                    waiting += fresh
            for share in (0.1, 0.5, 0.9):
                met = rng.random(conflict.structure.cells) < share
                there = {state for state in known if met[state]}
                if ends and ends <= there:
                    expected = "ends there"
                elif ends & there:
                    expected = "may end there"
                elif there:
                    expected = "passes there"
                else:
                    expected = "nobody goes there"
                found = Reach.of(play.roads(plain.start, concept), met)
                assert found == expected
                assert found.ends == bool(ends & there)
                seen.add(found)
    assert seen == set(Reach)
