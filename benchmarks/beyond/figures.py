"""The table of the suite: how long it takes to decide a question, how much is decided, and whether everything is right."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.beyond.deciding import LIMIT, Asked, asked, par2
from benchmarks.beyond.drawing import Shape, drawn
from benchmarks.beyond.problems import FOLDER, Problem, conflict_of, listed, read
from benchmarks.figure import Figure
from gmcr import CONCEPTS
from gmcr.analysis import SymbolicGame
from gmcr.logic import And, Formula
from gmcr.symbolic.decisions import FINDABLE, find

__all__ = ["agreement", "beyond"]

SMALL, LARGER = 1000, 50
"""Models of up to 14 options, and of 20 to 22, whose every verdict is compared with listing."""


def beyond(repeat: int) -> Iterator[Figure]:
    """The published suite: questions decided, each proof checked (once, whatever --repeat says)."""
    found: dict[str, list[Asked]] = defaultdict(list)
    starts: dict[str, float] = {}
    for file in sorted(FOLDER.glob("*.json")):
        problem = read(file)
        answers = list(asked(problem))
        found[problem.family] += answers
        if file.stem.startswith("o100-a20-"):
            starts[file.stem] = sum(answer.seconds for answer in answers if answer.state == 0)
            found["100 options, 20 actors, start"] += [answer for answer in answers if answer.state == 0]
    for family, answers in found.items():
        yield from _told(family, answers, published=family.startswith("100"))
    yield from _equilibria()
    spread = (min(starts.values()), max(starts.values()))
    median = statistics.median(starts.values())
    yield _figure("100 options, 20 actors: a start for all, five concepts", median, "s", spread=spread, target=2.0)


def _equilibria() -> Iterator[Figure]:
    """Equilibria of the models of 100 options and 20 actors: any, and one with two wants of the first actor met."""
    seconds: dict[str, list[float]] = defaultdict(list)
    outcomes: dict[str, list[str]] = defaultdict(list)
    for file in sorted(FOLDER.glob("o100-a20-*.json")):
        problem = read(file)
        conflict = conflict_of(problem.model, problem.states[0])
        game = SymbolicGame.of(conflict)
        first = game.wants[conflict.actors[0]]
        asked_for: tuple[Formula, ...] = (And(()), And(first[:2]))
        for formula in asked_for:
            for concept in FINDABLE:
                begun = time.process_time()
                result = find(game, formula, concept=concept, seconds=LIMIT)
                seconds[concept].append(time.process_time() - begun)
                outcomes[concept].append("?" if not result.known else "none" if result.state is None else "found")
    for concept, taken in seconds.items():
        name = f"100 options, 20 actors, {concept} equilibrium"
        share = 100 * sum(outcome != "?" for outcome in outcomes[concept]) / len(taken)
        found = outcomes[concept].count("found")
        spread, target = (min(taken), max(taken)), 1.0 if concept == "nash" else None
        yield _figure(f"{name}: of {len(taken)}", statistics.median(taken), "s", spread=spread, target=target)
        yield _figure(f"{name}: decided within 30 s ({found} found)", share, "%")


def agreement(repeat: int) -> Iterator[Figure]:
    """Every verdict compared with listing: models drawn anew, 1,000 of up to 14 options and 50 of 20 to 22."""
    for name, shapes in (
        ("4 to 14 options", [_small(seed) for seed in range(SMALL)]),
        ("20 to 22 options", [_larger(seed) for seed in range(LARGER)]),
    ):
        answers: list[Asked] = []
        for shape in shapes:
            model, states = drawn(shape, states=5)
            problem = Problem("", "", shape.seed, model, states, listed(model, states), "listing")
            answers += asked(problem)
        yield from _told(f"{len(shapes)} models of {name}", answers, published=False)


def _small(seed: int) -> Shape:
    """Different in everything: 4 to 14 options of 2 to 5 actors, some in degrees, few rules or many, more that goes one way."""
    return Shape(
        options=4 + seed % 11,
        actors=2 + seed % 3 if seed % 11 else 2 + seed % 2,
        seed=seed,
        wants=(1 + seed % 5, 5 + seed % 6),
        rules=(0.0, 0.2, 0.4)[seed // 3 % 3],
        one_way=(0.1, 0.3)[seed // 2 % 2],
        levels=(0.0, 0.3)[seed // 5 % 2],
        own=(0.5, 0.25)[seed // 7 % 2],
    )


def _larger(seed: int) -> Shape:
    return Shape(options=20 + seed % 3, actors=3 + seed % 6, seed=seed, levels=(0.0, 0.2)[seed % 2])


def _told(name: str, answers: Sequence[Asked], *, published: bool) -> Iterator[Figure]:
    """The lines on some answers; *published*: with the targets set for them."""
    yield _figure(f"{name}: questions", len(answers), "")
    yield _figure(f"{name}: wrong answers or proofs", sum(answer.wrong for answer in answers), "", target=0)
    decided = [answer for answer in answers if answer.sign != "?" and answer.seconds <= LIMIT]
    share = 100 * len(decided) / len(answers)
    yield _figure(f"{name}: decided within 30 s", share, "%", target=99.0 if published else None, at_least=True)
    yield _figure(f"{name}: PAR-2", par2(answers), "s")
    checking = [answer.checking for answer in answers]
    yield _figure(f"{name}: checking a proof", statistics.median(checking), "s", spread=(min(checking), max(checking)))
    for concept in CONCEPTS:
        own = [answer.seconds for answer in answers if answer.concept == concept]
        yield _figure(f"{name}: {concept}", statistics.median(own), "s", spread=(min(own), max(own)))


def _figure(
    name: str,
    value: float,
    unit: str,
    *,
    spread: tuple[float, float] | None = None,
    target: float | None = None,
    at_least: bool = False,
) -> Figure:
    return Figure("beyond", name, value, unit, spread, target, at_least=at_least)
