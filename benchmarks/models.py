"""Models to measure on, made from a seed."""

from __future__ import annotations

import numpy as np

from gmcr import Conflict, Fuzzy, Ranking, Strength, Unknown
from gmcr.model.space import DENSE_OPTIONS

__all__ = ["fuzzy", "graded", "lattice", "sparse", "unsure"]


def _names(actors: int, bits: int) -> dict[str, list[str]]:
    """*bits* options shared out among *actors*, the first ones getting one more where it does not divide."""
    shares = [bits // actors + (k < bits % actors) for k in range(actors)]
    return {f"a{k}": [f"o{k}_{j}" for j in range(share)] for k, share in enumerate(shares)}


def _wants(rng: np.random.Generator, names: list[str], count: int) -> list[str]:
    """Random wants over three options each, as an analyst's are: a condition and what should follow."""
    found = []
    for _ in range(count):
        parts = [("not " if rng.random() < 0.5 else "") + name for name in rng.choice(names, 3, replace=False)]
        first, second = rng.choice(["and", "or"]), rng.choice(["implies", "or", "and"])
        found.append(f"({parts[0]} {first} {parts[1]}) {second} {parts[2]}")
    return found


def lattice(bits: int, actors: int, *, preferences: str = "wants", wants: int = 10, seed: int = 1) -> Conflict:
    """A full lattice of 2^bits states. ``preferences``: "wants" (random formulas) or "ranks" (all ranks random)."""
    rng = np.random.default_rng(seed)
    own = _names(actors, bits)
    every = [name for options in own.values() for name in options]
    given: dict[str, list[str] | Ranking] = {}
    for actor in own:
        if preferences == "wants":
            given[actor] = _wants(rng, every, wants)
        else:
            given[actor] = Ranking.from_ranks(rng.integers(0, 1 << bits, 1 << bits))
    return Conflict.from_options(actors=own, preferences=given, layout="dense" if bits > DENSE_OPTIONS else None)


def sparse(options: int = 40, actors: int = 4, *, feasible_bits: int = 20, seed: int = 1) -> Conflict:
    """*options* options of which 2^feasible_bits combinations are feasible: the others follow from some by rules."""
    rng = np.random.default_rng(seed)
    own = _names(actors, options)
    every = [f"{actor}.{name}" for actor, names in own.items() for name in names]
    order = [every[k] for k in rng.permutation(options)]
    free, bound = order[:feasible_bits], order[feasible_bits:]
    never = []
    for name in bound:  # each dependent option is a function of two free ones
        one, two = rng.choice(free, 2, replace=False)
        rule = f"({one} and {two})" if rng.random() < 0.5 else f"({one} or not {two})"
        never += [f"{name} and not {rule}", f"not {name} and {rule}"]
    return Conflict.from_options(
        actors=own, preferences={actor: _wants(rng, every, 10) for actor in own}, never=never, start=None
    )


def graded(conflict: Conflict, *, seed: int = 1) -> dict[str, Strength]:
    """Each actor's ranking with gaps that are mild or strong at random, at the strong level."""
    rng = np.random.default_rng(seed)
    found = {}
    for actor in conflict.actors:
        ranks = conflict.ranks(actor)
        tiers = [conflict.states[ranks == rank].tolist() for rank in range(int(ranks.max()), 0, -1)]
        found[actor] = Strength(Ranking(tiers), tuple(rng.integers(1, 3, len(tiers) - 1).tolist()), level=2)
    return found


def unsure(conflict: Conflict, *, states: int = 32, seed: int = 1) -> dict[str, Unknown]:
    """For each actor some states, drawn at random, among which its preference is unknown."""
    rng = np.random.default_rng(seed)
    return {
        actor: Unknown.among(rng.choice(conflict.states, states, replace=False).tolist(), type="c")
        for actor in conflict.actors
    }


def fuzzy(conflict: Conflict, *, seed: int = 1) -> dict[str, Fuzzy]:
    """Each actor's degrees, drawn at random for every pair of states."""
    rng, size = np.random.default_rng(seed), conflict.states.size
    found = {}
    for actor in conflict.actors:
        upper = np.triu(rng.integers(0, 101, (size, size)) / 100, 1)
        found[actor] = Fuzzy(upper + np.tril(1 - upper.T, -1) + np.eye(size) / 2, threshold=0.3)
    return found
