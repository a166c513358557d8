"""The problems of the suite: what each is drawn from, and the file that it is published as.

A problem file is one JSON object: ``record`` "problem", ``version`` 1, ``name``, ``family``, ``seed``, ``model`` (as in a
certificate: ``docs/proofs.md``), ``states`` (names of what is on, the start first) and ``expected``: for each concept one word a
state, one sign an actor: 1 stable, 0 not, ? not known; and who says so, ``listing`` or ``proof``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.beyond.building import BUILT
from benchmarks.beyond.drawing import Shape, drawn
from gmcr import CONCEPTS, Conflict, solve

__all__ = ["FOLDER", "LISTED", "Problem", "conflict_of", "listed", "made", "problems", "read", "shapes", "text_of"]

FOLDER = Path(__file__).parent / "problems"
LISTED = 22
"""Options (thresholds counted) up to which the states are listed to say what is expected."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A model, some of its states, and what is expected of them: concept → one word a state, one sign an actor."""

    name: str
    family: str
    seed: int
    model: Mapping[str, Any]
    states: Sequence[Sequence[str]]
    expected: Mapping[str, Sequence[str]] = field(default_factory=dict)
    judge: str = ""

    @property
    def bits(self) -> int:
        """Options, an option of n levels counted n - 1 times."""
        levels = self.model["levels"]
        return sum(len(levels[option]) - 1 if option in levels else 1 for option in self.model["options"])


def shapes() -> dict[str, Shape]:
    """Name → what is drawn, of all problems that are drawn at random, smallest first."""
    found: dict[str, Shape] = {}
    sizes = [(20, (3, 5, 8)), (21, (3, 5, 8)), (22, (3, 4, 6, 8))]
    sizes += [(30, (3, 6, 10)), (40, (4, 8, 10, 13)), (50, (3, 10, 16)), (60, (5, 10, 20)), (70, (10, 23))]
    sizes += [(80, (4, 8, 16, 26)), (100, (5, 10, 20, 33)), (120, (12, 24, 40)), (150, (5, 15, 30, 40))]
    sizes += [(200, (3, 10, 20, 40))]
    for options, all_actors in sizes:
        for k, actors in enumerate(all_actors):
            levels = 0.15 if k % 2 else 0.0  # every other one has options in degrees
            found[f"o{options:03}-a{actors:02}"] = Shape(options, actors, seed=1000 * options + actors, levels=levels)
    for seed in range(1, 21):  # what the published figure is about: one hundred options of twenty actors
        found[f"o100-a20-{seed:02}"] = Shape(100, 20, seed=seed)
    return found


def made(name: str, shape: Shape) -> Problem:
    """A problem as it is drawn, with nothing expected yet: five states where they can be listed, two elsewhere."""
    model, states = drawn(shape, states=5 if shape.options <= LISTED else 2)
    return Problem(name, "random", shape.seed, model, states)


def problems() -> dict[str, Problem]:
    """Name → problem, of all: those drawn, and those built."""
    drawn_ones = {name: made(name, shape) for name, shape in shapes().items()}
    return drawn_ones | {name: Problem(name, name.split("-")[0], 0, model, [[]]) for name, model in BUILT.items()}


def conflict_of(model: Mapping[str, Any], start: Iterable[str]) -> Conflict:
    """The conflict that a model describes."""
    own: dict[str, list[str]] = {actor: [] for actor in model["actors"]}
    for option in model["options"]:
        actor, _, name = option.partition(".")
        own[actor].append(name)
    return Conflict.from_options(
        actors=own,
        preferences=model["wants"],
        never=model["never"],
        one_way=model["one_way"],
        levels=model["levels"],
        start=start,
    )


def listed(model: Mapping[str, Any], states: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Concept → one word a state, one sign an actor, by solving all states."""
    conflict = conflict_of(model, states[0])
    solved = solve(conflict)
    places = [int(np.searchsorted(conflict.states, conflict.code(state))) for state in states]
    return {
        concept: ["".join("01"[int(solved.stable(concept, actor)[k])] for actor in conflict.actors) for k in places]
        for concept in CONCEPTS
    }


def text_of(problem: Problem) -> str:
    """The file of a problem: a line for each part, and for each actor's wants."""
    head = {"record": "problem", "version": 1, "name": problem.name, "family": problem.family, "seed": problem.seed}
    model = ",\n  ".join(
        f"{json.dumps(key)}: {_by_actor(value) if key == 'wants' else json.dumps(value)}"
        for key, value in problem.model.items()
    )
    expected = {"judge": problem.judge} | {concept: list(problem.expected[concept]) for concept in problem.expected}
    return (
        json.dumps(head)[:-1]
        + ',\n "model": {\n  '
        + model
        + '},\n "states": [\n  '
        + ",\n  ".join(json.dumps(state) for state in problem.states)
        + '],\n "expected": '
        + json.dumps(expected)
        + "}\n"
    )


def _by_actor(wants: Mapping[str, Sequence[str]]) -> str:
    return "{\n   " + ",\n   ".join(f"{json.dumps(actor)}: {json.dumps(own)}" for actor, own in wants.items()) + "}"


def read(path: Path) -> Problem:
    """A problem from its file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    expected = dict(data["expected"])
    judge = expected.pop("judge")
    return Problem(data["name"], data["family"], data["seed"], data["model"], data["states"], expected, judge)
