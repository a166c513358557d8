"""Finite Markov chains: closed classes, absorption, expected time, stationary shares.

A chain has states 0 … n-1, each with its possible successors and their probabilities. A *class* is a set of states
that lead to one another; it is *closed* when nothing leads out of it (an absorbing state is a closed class of one).
With Q the part of the transition matrix inside a class that is not closed and R what leads out of it,

* absorption: P = (I - Q)⁻¹ R P_out, P(s, c) being the probability that the chain from s ends in the closed class c;
* expected time: h = (I - Q)⁻¹ (1 + R h_out), the number of steps until some closed class is entered;
* stationary shares π of a closed class: π = πP, Σπ = 1, the long-run share of time in each state.

Classes are solved one after another, those that lead nowhere else first, so a chain without circles is never a system
of equations. Small classes are solved exactly, in fractions, if all probabilities are fractions. Stationary shares are
computed by state reduction (Grassmann, Taksar & Heyman 1985), which never subtracts and so loses no digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import SizeError
from gmcr.base.record import Record

__all__ = [
    "EXACT",
    "LARGEST",
    "MOST_SUMS",
    "Absorption",
    "Chain",
    "Number",
    "classes_of",
    "closed_classes",
    "solve_chain",
    "stationary",
]

EXACT = 24
"""The number of states of a class that is solved in fractions, at most."""

LARGEST = 3000
"""The number of states of a class, at most: a larger one would need the square of that many numbers."""

MOST_SUMS = 1 << 23
"""The limit on transitions times ends, since the chance of each end is a sum over every transition."""

_BLOCK = 64
"""The number of states eliminated from a chain together."""

Number = Fraction | float


@dataclass(frozen=True, slots=True)
class Chain(Record):
    """``targets[s]`` has the successors of s, each once, and ``chances[s]`` their probabilities, which add up to 1."""

    targets: tuple[tuple[int, ...], ...]
    chances: tuple[tuple[Number, ...], ...]


@dataclass(frozen=True, slots=True)
class Absorption(Record):
    """Where a chain from one state ends. ``closed`` has the states of each closed class that it can end in, ``ends``
    the probability of each, ``time`` the expected steps until one is entered, ``within`` the stationary shares of each
    class in the order of its states; ``exact`` says whether all of it is in fractions."""

    closed: tuple[tuple[int, ...], ...]
    ends: tuple[Number, ...]
    time: Number
    within: tuple[tuple[Number, ...], ...]
    exact: bool

    def shares(self) -> dict[int, Number]:
        """Return the long-run share of time in each state."""
        return {
            state: end * own
            for states, end, shares in zip(self.closed, self.ends, self.within, strict=True)
            for state, own in zip(states, shares, strict=True)
        }


def classes_of(targets: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Strongly connected components (Tarjan 1972), a component after all that it leads to; states ascending."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    components = []
    for root in range(len(targets)):
        if root in index:
            continue
        work = [(root, iter(targets[root]))]
        index[root] = low[root] = len(index)
        path.append(root)
        on_path.add(root)
        while work:
            state, onward = work[-1]
            for target in onward:
                if target not in index:
                    index[target] = low[target] = len(index)
                    path.append(target)
                    on_path.add(target)
                    work.append((target, iter(targets[target])))
                    break
                if target in on_path:
                    low[state] = min(low[state], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[state])
                if low[state] == index[state]:
                    members: list[int] = []
                    while not members or members[-1] != state:
                        members.append(path.pop())
                        on_path.discard(members[-1])
                    components.append(tuple(sorted(members)))
    return components


def closed_classes(targets: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the classes that nothing leads out of; states ascending."""
    components = classes_of(targets)
    home = {state: number for number, members in enumerate(components) for state in members}
    return [
        members
        for number, members in enumerate(components)
        if all(home[target] == number for state in members for target in targets[state])
    ]


def solve_chain(chain: Chain, start: int) -> Absorption:
    """Return where the chain ends from *start*. Raises SizeError if a class has more than LARGEST states, and beyond
    MOST_SUMS."""
    components = classes_of(chain.targets)
    home = {state: number for number, members in enumerate(components) for state in members}
    closed = [
        number
        for number, members in enumerate(components)
        if all(home[target] == number for state in members for target in chain.targets[state])
    ]
    transitions = sum(map(len, chain.targets))
    if transitions * (1 + len(closed)) > MOST_SUMS:
        raise SizeError(
            f"{len(closed):,} ends, with {transitions:,} transitions on the way to them, are too many to compute the chance of "
            "each. Ask for a simulation."
        )
    place = {number: column for column, number in enumerate(closed)}
    answers: dict[int, list[Number]] = {}  # state → (probability of each closed class …, expected time)
    exact = True
    for number, members in enumerate(components):
        if number in place:
            row: list[Number] = [Fraction(int(k == place[number])) for k in range(len(closed))]
            answers |= {state: [*row, Fraction(0)] for state in members}
            continue
        exact &= _pass_through(chain, members, answers, 1 + len(closed))
    reached = [k for k in range(len(closed)) if answers[start][k]]
    within = [stationary(chain, components[closed[k]]) for k in reached]
    exact &= all(isinstance(share, Fraction) for shares in within for share in shares)
    ends = [answers[start][k] for k in reached]
    certain = sum(ends)  # 1, up to rounding
    return Absorption(
        closed=tuple(components[closed[k]] for k in reached),
        ends=tuple(end / certain for end in ends),
        time=answers[start][-1],
        within=tuple(within),
        exact=exact and all(isinstance(value, Fraction) for value in answers[start]),
    )


def _pass_through(chain: Chain, members: tuple[int, ...], answers: dict[int, list[Number]], width: int) -> bool:
    """Solve a class that is not closed, given the answers of what it leads to. Return whether that was exact."""
    place = {state: k for k, state in enumerate(members)}
    inside: list[list[Number]] = []
    outside: list[list[Number]] = []
    for state in members:
        row: list[Number] = [Fraction(0)] * len(members)
        right: list[Number] = [*[Fraction(0)] * (width - 1), Fraction(1)]
        for target, chance in zip(chain.targets[state], chain.chances[state], strict=True):
            if target in place:
                row[place[target]] += chance
            else:
                right = [value + chance * more for value, more in zip(right, answers[target], strict=True)]
        inside.append(row)
        outside.append(right)
    numbers = [value for row in (*inside, *outside) for value in row]
    if len(members) <= EXACT and all(isinstance(value, Fraction) for value in numbers):
        solved = _solve_exactly(inside, outside)
        answers |= dict(zip(members, solved, strict=True))
        return True
    if len(members) > LARGEST:
        raise SizeError(
            f"{len(members):,} states lead to one another; this is exact up to {LARGEST:,} of them. Ask for a simulation."
        )
    matrix = np.eye(len(members)) - np.array(inside, dtype=np.float64)
    solution = np.linalg.solve(matrix, np.array(outside, dtype=np.float64))
    answers |= {state: list(row) for state, row in zip(members, solution.tolist(), strict=True)}
    return False


def _solve_exactly(inside: list[list[Number]], outside: list[list[Number]]) -> list[list[Number]]:
    """X with (I - inside) X = outside, by elimination; I - inside is regular, as the class is left for certain."""
    size = len(inside)
    rows: list[list[Any]] = [
        [int(i == j) - value for j, value in enumerate(row)] + list(outside[i]) for i, row in enumerate(inside)
    ]
    for k in range(size):
        pivot = next(i for i in range(k, size) if rows[i][k])
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [value / rows[k][k] for value in rows[k]]
        for i in range(size):
            if i != k and rows[i][k]:
                factor = rows[i][k]
                rows[i] = [value - factor * other for value, other in zip(rows[i], rows[k], strict=True)]
    return [row[size:] for row in rows]


def stationary(chain: Chain, members: tuple[int, ...]) -> tuple[Number, ...]:
    """Return the long-run share of time in each state of a closed class. Raises SizeError beyond LARGEST states."""
    if len(members) == 1:
        return (Fraction(1),)
    if len(members) > LARGEST:
        raise SizeError(
            f"{len(members):,} states lead to one another; this is exact up to {LARGEST:,} of them. Ask for a simulation."
        )
    place = {state: k for k, state in enumerate(members)}
    fractions = len(members) <= EXACT and all(
        isinstance(chance, Fraction) for state in members for chance in chain.chances[state]
    )
    matrix: NDArray[Any] = np.zeros((len(members),) * 2, dtype=object if fractions else np.float64)
    if fractions:
        matrix[...] = Fraction(0)
    for state in members:
        for target, chance in zip(chain.targets[state], chain.chances[state], strict=True):
            matrix[place[state], place[target]] += chance
    return tuple(_reduced(matrix).tolist())


def _reduced(matrix: NDArray[Any]) -> NDArray[Any]:
    """Stationary shares by state reduction: states are eliminated from the last to the second, then put back."""
    for high in range(len(matrix), 1, -_BLOCK):
        low = max(1, high - _BLOCK)
        for k in range(high - 1, low - 1, -1):
            matrix[:k, k] = matrix[:k, k] / matrix[k, :k].sum()
            matrix[low:k, :k] = matrix[low:k, :k] + np.outer(matrix[low:k, k], matrix[k, :k])
            matrix[:low, low:k] = matrix[:low, low:k] + np.outer(matrix[:low, k], matrix[k, low:k])
        # What the whole block adds to the rest, as one product.
        matrix[:low, :low] = matrix[:low, :low] + matrix[:low, low:high] @ matrix[low:high, :low]
    shares = matrix[0].copy()
    shares[0] = shares[0] * 0 + 1
    for k in range(1, len(matrix)):
        shares[k] = shares[:k] @ matrix[:k, k]
    total: NDArray[Any] = shares / shares.sum()
    return total
