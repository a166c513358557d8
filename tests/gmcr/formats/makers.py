"""Conflicts and ``.gmcr`` files at random, and the plainest possible reading of such a file.

`plain_reading` follows the page on the format word by word, on Python sets and unbounded integers, and shares no code
with the reader that it judges.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from gmcr import Conflict, Ranking, solve
from gmcr.logic import Vocabulary, parse
from gmcr.model import ModelWant

__all__ = [
    "Plain",
    "plain_reading",
    "random_conflict",
    "random_gmcr",
    "same_conflict",
    "same_game",
    "with_conditions",
]


def random_formula(rng: np.random.Generator, names: Sequence[str], depth: int = 3) -> str:
    if depth == 0 or rng.random() < 0.25:
        return str(rng.choice(names))
    kind = rng.choice(["not", "and", "or", "implies", "iff"])
    if kind == "not":
        return f"not ({random_formula(rng, names, depth - 1)})"
    return f"({random_formula(rng, names, depth - 1)}) {kind} ({random_formula(rng, names, depth - 1)})"


def random_conflict(
    rng: np.random.Generator, *, actors: int | None = None, options: int = 2, free: bool = False, ranked: float = 0.2
) -> Conflict:
    """A conflict in option form; ``free``: all combinations feasible, nothing one-way."""
    count = actors or int(rng.integers(2, 4))
    own = {f"p{k}": [f"o{j}" for j in range(int(rng.integers(1, options + 1)))] for k in range(count)}
    names = [f"{actor}.{name}" for actor, each in own.items() for name in each]
    never = [] if free else [f"({' and '.join(rng.choice(names, 2))}) and ({random_formula(rng, names, 1)})"]
    one_way = {} if free else {name: str(rng.choice(["forward", "back"])) for name in names if rng.random() < 0.25}
    bare = Conflict.from_options(actors=own, preferences={key: [] for key in own}, never=never, one_way=one_way)
    preferences: dict[str, Any] = {}
    for actor in own:
        if rng.random() < ranked:
            tiers: dict[int, list[int]] = {}
            for code in bare.states.tolist():
                tiers.setdefault(int(rng.integers(bare.states.size)), []).append(code)
            preferences[actor] = Ranking([tiers[key] for key in sorted(tiers)])
        else:
            preferences[actor] = [random_formula(rng, names) for _ in range(int(rng.integers(1, 6)))]
    start = bare.label(int(rng.choice(bare.states)))
    return Conflict.from_options(
        actors=own,
        preferences=preferences,
        never=never,
        one_way=one_way,
        start=[] if start == "no option on" else start.split(", "),
    )


def with_conditions(rng: np.random.Generator, conflict: Conflict) -> Conflict:
    """The same states, with wants that have conditions and name drivers."""
    vocabulary = Vocabulary(conflict.options, {}, ("x", "y"))
    drivers = {name: Fraction(int(rng.integers(0, 11)), 10) for name in ("x", "y")}

    def formula() -> Any:
        text = random_formula(rng, conflict.options, 2)
        number = rng.choice(["x", "y + 0.1", f"x * ({rng.choice(conflict.options)})", "1 - y"])
        text += rng.choice(["", f" and {number} < 0.5", f" or {number} >= ({rng.choice(conflict.options)}) * 0.6"])
        return vocabulary.resolve(parse(text))

    preferences = {
        actor: tuple(
            ModelWant(
                formula(),
                condition=formula() if rng.random() < 0.6 else None,
                otherwise=formula() if rng.random() < 0.5 else None,
                id=f"{actor} {k}",
            )
            for k in range(4)
        )
        for actor in conflict.actors
    }
    preferences = {
        actor: tuple(want if want.condition is not None else replace(want, otherwise=None) for want in wants)
        for actor, wants in preferences.items()
    }
    return Conflict(conflict.structure, preferences, conflict.start, drivers)


def same_game(one: Conflict, other: Conflict) -> bool:
    """Equal states by position, ranks, moves and stabilities; names and start may differ."""
    if one.states.size != other.states.size or len(one.actors) != len(other.actors):
        return False
    first, second = solve(one), solve(other)
    for a, b in zip(one.actors, other.actors, strict=True):
        if one.ranks(a).tolist() != other.ranks(b).tolist() or first.bits[a].tolist() != second.bits[b].tolist():
            return False
        for left, right in zip(one.states.tolist(), other.states.tolist(), strict=True):
            ends = np.searchsorted(one.states, one.moves(left, actor=a)).tolist()
            if ends != np.searchsorted(other.states, other.moves(right, actor=b)).tolist():
                return False
    return True


def same_conflict(one: Conflict, other: Conflict) -> bool:
    """As `same_game`, and with the same names, codes and start."""
    names = (one.actors, one.options, one.start, list(one.labels), one.states.tolist())
    return names == (
        other.actors,
        other.options,
        other.start,
        list(other.labels),
        other.states.tolist(),
    ) and same_game(one, other)


def random_gmcr(rng: np.random.Generator, *, misperceived: bool = False, manual: bool = False) -> dict[str, Any]:
    """The content of a ``.gmcr`` file: options in any order, some unowned, statements of all kinds."""
    count, makers = int(rng.integers(3, 6)), int(rng.integers(2, 4))

    def literals() -> list[list[Any]]:
        chosen = rng.choice(count, size=int(rng.integers(1, 4)))
        return [[int(k), str(rng.choice(["Y", "N"]))] for k in chosen]

    def condition() -> Any:
        if rng.random() < 0.4:
            return {"compound": True, "members": [literals() for _ in range(int(rng.integers(1, 4)))]}
        return literals()

    owner = rng.integers(0, makers + 1, size=count)  # the last number: nobody
    order = rng.permutation(count)
    data: dict[str, Any] = {
        "program": "another",
        "version": 7,
        "options": [
            {"name": str(rng.choice(["Attack", "Release water", "and", ""])), "permittedDirection": direction}
            for direction in rng.choice(["both", "both", "fwd", "back"], size=count).tolist()
        ],
        "decisionMakers": [
            {
                "name": f"Side {k}",
                "options": [int(o) for o in order if owner[o] == k],
                "preferences": [condition() for _ in range(int(rng.integers(0, 6)))],
                "payoffs": "ignored",
            }
            for k in range(makers)
        ],
        "infeasibles": [literals()] if rng.random() < 0.5 else [],
        "useManualPreferenceRanking": manual,
        "coalitionsFull": ["ignored"],
    }
    if misperceived:
        for maker in data["decisionMakers"][: int(rng.integers(1, makers + 1))]:
            maker["misperceptions"] = [condition()]
    if manual:
        size = len(plain_reading({**data, "useManualPreferenceRanking": False}).states)
        for maker in data["decisionMakers"]:
            maker["preferenceRanking"] = random_tiers(rng, size)
    return data


def random_tiers(rng: np.random.Generator, size: int) -> list[Any]:
    tiers: list[Any] = []
    for number in rng.permutation(size).tolist():
        if tiers and rng.random() < 0.3:
            tiers[-1] = [*tiers[-1], number + 1] if isinstance(tiers[-1], list) else [tiers[-1], number + 1]
        else:
            tiers.append(number + 1)
    return tiers


@dataclass(frozen=True)
class Plain:
    """Feasible states as tuples of 0 and 1, ordered; moves and worth of each decision maker by ordered number. ``codes``: of
    each state with the options in the order of the decision makers, those that nobody owns last."""

    states: list[tuple[int, ...]]
    moves: list[dict[int, set[int]]]
    worth: list[dict[int, int]]
    codes: list[int]


def plain_reading(data: Mapping[str, Any]) -> Plain:
    makers, options = data["decisionMakers"], data["options"]
    owned = [k for maker in makers for k in maker["options"]]
    by_maker = iter(owned)
    order = [next(by_maker) if k in owned else k for k in range(len(options))]
    place = {old: new for new, old in enumerate(order)}

    def holds(condition: Any, state: tuple[int, ...]) -> bool:
        members = condition["members"] if isinstance(condition, dict) else [condition]
        return any(all((state[place[k]] == 1) is (sign == "Y") for k, sign in member) for member in members)

    every = [bits[::-1] for bits in product((0, 1), repeat=len(options))]  # option 0 is the lowest bit
    states = [s for s in every if not any(holds(condition, s) for condition in data.get("infeasibles", []))]
    manual = data.get("useManualPreferenceRanking", data.get("useManualPreferenceVectors", False))
    moves, worth = [], []
    for maker in makers:
        own = {place[k] for k in maker["options"]}
        way = {place[k]: options[k].get("permittedDirection", "both") for k in maker["options"]}

        def legal(a: tuple[int, ...], b: tuple[int, ...], own: Any = own, way: Any = way, maker: Any = maker) -> bool:
            changed = {k for k in range(len(a)) if a[k] != b[k]}
            if not changed or not changed <= own:
                return False
            if any((way[k] == "fwd" and b[k] == 0) or (way[k] == "back" and b[k] == 1) for k in changed):
                return False
            unseen = maker.get("misperceptions", [])
            return not any(holds(condition, s) for condition in unseen for s in (a, b))

        moves.append({n: {m for m, t in enumerate(states) if legal(s, t)} for n, s in enumerate(states)})
        if manual:
            tiers = maker.get("preferenceRanking", maker.get("preferenceVector"))
            worth.append(
                {number - 1: -k for k, tier in enumerate(tiers) for number in (tier if type(tier) is list else [tier])}
            )
        else:
            wants = maker["preferences"]
            weigh = [1 << (len(wants) - 1 - i) for i in range(len(wants))]
            worth.append(
                {
                    n: sum(w for w, want in zip(weigh, wants, strict=True) if holds(want, s))
                    for n, s in enumerate(states)
                }
            )
    last = owned + [k for k in range(len(options)) if k not in owned]
    codes = [sum(state[place[old]] << bit for bit, old in enumerate(last)) for state in states]
    return Plain(states, moves, worth, codes)
