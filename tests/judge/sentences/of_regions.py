"""What the picture of a sweep says in its title and its table, recomputed by solving the game at every value that can differ.

A threshold is compared with numbers of pairs only: between two of them that follow one another nothing changes, so that a value
for each of them, and one in between, stand for all values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from math import inf
from typing import Any

from tests.judge.graph import Graph
from tests.judge.preferences import CONCEPTS as LITERAL
from tests.judge.preferences import Kind
from tests.judge.sentences.english import listed_items, number_of
from tests.judge.sentences.grammar import CONCEPTS

__all__ = ["Sweep", "read_regions"]

Values = tuple[Fraction, ...]


@dataclass(frozen=True)
class Sweep:
    """A game with one or two thresholds, each with its name and the numbers that it is compared with."""

    graph: Graph
    axes: Mapping[str, Sequence[Fraction]]
    given: Values
    kinds: Callable[[Values], Mapping[str, Kind]]

    @cached_property
    def cells(self) -> Mapping[tuple[tuple[Fraction, Fraction], ...], Values]:
        """Between which numbers a cell lies (twice the same for one of them) → a value inside it."""
        sides = []
        for numbers in self.axes.values():
            ends = sorted({Fraction(0), Fraction(1), *(number for number in numbers if 0 < number < 1)})
            sides.append([*pairwise(ends), *((end, end) for end in ends if end > 0)])
        return {cell: tuple((low + high) / 2 for low, high in cell) for cell in product(*sides)}

    def equilibria(self, concept: str, values: Values) -> frozenset[int]:
        kinds, literal = self.kinds(values), LITERAL[concept]
        return frozenset(
            s for s in self.graph.states if all(literal(self.graph, kinds, s, actor) for actor in self.graph.actors)
        )

    @cached_property
    def _known(self) -> dict[str, Mapping[Any, frozenset[int]]]:
        return {}

    def everywhere(self, concept: str) -> Mapping[tuple[tuple[Fraction, Fraction], ...], frozenset[int]]:
        """Cell → its equilibria."""
        if concept not in self._known:
            self._known[concept] = {cell: self.equilibria(concept, inside) for cell, inside in self.cells.items()}
        return self._known[concept]

    def margin(self, concept: str, differs: Callable[[frozenset[int], frozenset[int]], bool]) -> float:
        """How far every threshold can move at most before something differs from what it is at the values given."""
        now = self.equilibria(concept, self.given)
        apart = [
            max(
                max(low - value, value - high, Fraction(0)) for (low, high), value in zip(cell, self.given, strict=True)
            )
            for cell, found in self.everywhere(concept).items()
            if differs(found, now)
        ]
        return float(min(apart)) if apart else inf


TITLE = re.compile(
    r"Under (?P<concept>.+?) (?:states? (?P<states>[\d, and]+?)(?: and (?P<more>\S+) more)? (?P<are>is the only equilibrium|are the equilibria)"
    r"|(?P<none>there is no equilibrium)), (?:as long as (?P<moved>.+?) (?P<each>each move|moves) by less than (?P<margin>\S+)"
    r"|whatever (?P<whatever>.+)|which changes at once beyond what is given of (?P<at_once>.+))"
)


def read_regions(sweep: Sweep, title: str, rows: Sequence[Sequence[str]], concept: str) -> Iterator[str]:
    """What is false in the title of a picture under a concept, and in its table, of states by number."""
    match = TITLE.fullmatch(title)
    if match is None:
        yield f"not known: {title}"
        return
    now = sorted(sweep.equilibria(concept, sweep.given))
    if CONCEPTS[match["concept"]] != concept:
        yield f"it is {concept}: {title}"
    told = [int(name) for name in listed_items(match["states"])] if match["states"] else []
    if told != now[: len(told)] or len(told) + (number_of(match["more"] or "no") or 0) != len(now):
        yield f"the equilibria are {now}: {title}"
    if (match["are"] or "") != (
        "" if not now else "is the only equilibrium" if len(now) == 1 else "are the equilibria"
    ):
        yield f"{len(now)} of them: {title}"
    margin = sweep.margin(concept, lambda found, now: found != now)
    said = inf if match["whatever"] else 0.0 if match["at_once"] else float(match["margin"])
    if said != float(f"{margin:g}"):
        yield f"the margin is {margin}: {title}"
    if (match["moved"] or match["whatever"] or match["at_once"]) != " and ".join(sweep.axes):
        yield f"the thresholds are {list(sweep.axes)}: {title}"
    if match["each"] and match["each"] != ("each move" if len(sweep.axes) == 2 else "moves"):
        yield f"{len(sweep.axes)} thresholds: {title}"
    yield from _table(sweep, rows)


def _table(sweep: Sweep, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for name, state, *_, where, holds, margin in rows:
        code = int(state)
        for cell, found in sweep.everywhere(name).items():
            if _within(where, sweep.cells[cell]) is not (code in found):
                yield f"{code} under {name} at {cell}: {where}"
        if (holds == "yes") is not (code in sweep.equilibria(name, sweep.given)):
            yield f"{code} under {name} as given: {holds}"
        known = sweep.margin(name, lambda found, now, code=code: (code in found) is not (code in now))  # type: ignore[misc]
        if (inf if margin == "any" else float(margin)) != float(f"{known:g}"):
            yield f"{code} under {name} has a margin of {known}: {margin}"


def _within(where: str, values: Values) -> bool:
    """Whether values lie in one of some boxes: "(0.4, 1] × (0, 1] or …"."""
    return any(
        all(_between(side, value) for side, value in zip(box.split(" × "), values, strict=True))
        for box in where.split(" or ")
    )


def _between(side: str, value: Fraction) -> bool:
    if match := re.fullmatch(r"([(\[])(\S+), (\S+)([)\]])", side):
        low, high = Fraction(match[2]), Fraction(match[3])
        return (low < value or (low == value and match[1] == "[")) and (
            value < high or (value == high and match[4] == "]")
        )
    return Fraction(side.strip("{}[]")) == value
