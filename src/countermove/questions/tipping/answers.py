"""Names and fills in figures for an answer of ``questions.tipping``.

A tip under one of several concepts: the same lines and the same plane, with neighbours joined whose answers differ
only under other concepts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import called_texts
from countermove.presentation.words import concepts_phrase, count
from countermove.verdicts.tippable import Value, Values
from countermove.verdicts.tipping.cell_answers import DriverLine, Interval, Threshold
from countermove.verdicts.tipping.diagrams import Cell, Diagram, Region
from countermove.verdicts.tipping.tips import Tip

__all__ = ["TippingAnswers", "alike", "drivers_now", "tip_under"]


_NAMED = 2
"""The number of outcomes named if there are at least two more; the rest are counted."""


class TippingAnswers:
    """The words for one thing that tips. ``concepts``: those for which it has answers, if these are not all."""

    def __init__(self, tip: Tip, of: Answer, concepts: Sequence[str] = ()) -> None:
        self.tip, self.concepts, self.glossary = tip, tuple(concepts) or of.record.concepts, of.glossary
        self._reached, self._start = frozenset(of.record.reached), of.record.start
        self._teller = Phrasing(of.glossary, of.frame.assumptions.view)
        apart = len(self.concepts) == 1
        codes = _outcomes(tip) if apart else of.on
        self._called = called_texts(codes, of.record.start, of.on, self._teller, apart=apart)

    @property
    def subject(self) -> str:
        """What tips."""
        if self.tip.kind == "claim":
            return f"claim {self.tip.claim}"
        if self.tip.kind == "target":
            return self._teller.target()
        return {"start": "the start", "outcomes": "the outcome"}[self.tip.kind]

    @property
    def named(self) -> str:
        """What tips, in full: for a claim with its text."""
        if self.tip.claim:
            return Phrasing(self.glossary).claim(self.tip.claim)
        return f"whether some outcome reaches {self.subject}" if self.tip.kind == "target" else self.subject

    @property
    def short(self) -> str:
        """What tips, in a list of many: a claim by its id."""
        own = {"start": "the start", "outcomes": "the outcome", "target": self.glossary.target or "the target"}
        return self.tip.claim or own[self.tip.kind]

    def name(self, answer: Values) -> str:
        """An answer in a few words: what most concepts say, followed by those that differ."""
        groups: dict[str, list[int]] = {}
        for place, value in enumerate(answer):
            groups.setdefault(self._of(value), []).append(place)
        true = [place for place, value in enumerate(answer) if value is True]
        if len(groups) == 2 and true and 2 * len(true) < len(answer):
            return f"{self._of(True)} {self._under(true)} only"
        main = self._of(True) if true else max(groups, key=lambda name: len(groups[name]))
        others = "; ".join(self._apart(name, own, answer) for name, own in groups.items() if name != main)
        return f"{main} ({others})" if others else main

    def _apart(self, name: str, own: Sequence[int], answer: Values) -> str:
        """What some concepts say by themselves: "not" if nothing is so under them."""
        idle = all(answer[place] in (False, (self._start,)) for place in own)
        return f"not {self._under(own)}" if idle else f"{self._under(own)}: {name}"

    def _under(self, own: Sequence[int]) -> str:
        return f"under {concepts_phrase([self.concepts[place] for place in own])}"

    def fill(self, answer: Values) -> str:
        """ "" as now, "dots" if the target is reached (or what is now false is true), otherwise "hatch"."""
        if answer == self.tip.answer:
            return ""
        if self.tip.kind in ("target", "start", "claim") and all(value is True for value in answer):
            return "dots"
        ends = {code for value in answer if isinstance(value, tuple) for code in value}
        if self.tip.kind == "outcomes" and ends & self._reached:
            return "dots"
        return "hatch"

    def _of(self, value: Value) -> str:
        if value is None:
            return "undefined"
        if isinstance(value, tuple):
            more = [count(len(value) - _NAMED, "further state")] if len(value) > _NAMED + 1 else []
            named = value[:_NAMED] if more else value
            return ", or ".join([*map(self._state, named), *more]) or "no end: it circles"
        words = {
            "start": ("the start holds", "the start breaks"),
            "target": (f"{self.subject} reached", f"no {self.subject}"),
            "claim": (f"{self.tip.claim} holds", f"{self.tip.claim} fails"),
        }[self.tip.kind]
        return words[0] if value else words[1]

    def _state(self, code: int) -> str:
        return self._called.get(code, f"state {code}")


def _outcomes(tip: Tip) -> list[int]:
    """The states that are outcomes somewhere."""
    answers = [tip.answer, *(part.answer for line in tip.lines for part in line.intervals)]
    answers += [] if tip.diagram is None else [region.answer for region in tip.diagram.regions]
    return [code for answer in answers for value in answer if isinstance(value, tuple) for code in value]


def drivers_now(tip: Tip, glossary: Glossary, view: str | None) -> Mapping[str, Fraction]:
    """The values of all drivers in the game of a thing that tips: a claim has its own."""
    game = glossary.claims[tip.claim].game if tip.claim else glossary.games[view]
    return game.drivers


def alike(tip: Tip, concepts: Sequence[str]) -> list[list[int]]:
    """Indices of concepts, grouped if every cell of the diagram has one answer under them; the first concept's group
    first."""
    groups: dict[tuple[object, ...], list[int]] = {}
    cells = () if tip.diagram is None else tip.diagram.cells
    for place in range(len(concepts)):
        groups.setdefault(tuple(cell.answer[place] for cell in cells), []).append(place)
    return list(groups.values())


def tip_under(tip: Tip, place: int) -> Tip:
    """How a thing tips under the concept at an index, as a tip of that concept alone (without ``nearest`` and
    ``influences``)."""
    return replace(
        tip,
        answer=_one(tip.answer, place),
        lines=tuple(_line(line, place) for line in tip.lines),
        diagram=None if tip.diagram is None else _diagram(tip.diagram, place),
        nearest={},
        influences=(),
    )


def _one(answer: Values, place: int) -> Values:
    return (answer[place],)


def _line(line: DriverLine, place: int) -> DriverLine:
    intervals: list[Interval] = []
    thresholds: list[Threshold] = []
    for number, part in enumerate(line.intervals):
        own = replace(part, answer=_one(part.answer, place))
        if intervals and intervals[-1].answer == own.answer:
            intervals[-1] = replace(intervals[-1], high=own.high, with_high=own.with_high)
            continue
        if intervals:
            thresholds.append(line.thresholds[number - 1])
        intervals.append(own)
    return replace(line, intervals=tuple(intervals), thresholds=tuple(thresholds))


def _diagram(diagram: Diagram, place: int) -> Diagram:
    joined = _joined_regions(diagram, place)
    groups: dict[int, list[int]] = {}
    for region, root in enumerate(joined):
        groups.setdefault(root, []).append(region)
    merged = [_region(diagram, own, place) for own in groups.values()]
    order = sorted(range(len(merged)), key=lambda number: (-merged[number].area, number))
    new = {region: order.index(number) for number, own in enumerate(groups.values()) for region in own}
    cells = tuple(replace(cell, answer=_one(cell.answer, place), region=new[cell.region]) for cell in diagram.cells)
    return replace(diagram, cells=cells, regions=tuple(merged[number] for number in order), here=new[diagram.here])


def _region(diagram: Diagram, own: Sequence[int], place: int) -> Region:
    """Regions joined into one; its relations are known if it consists of a single region."""
    first = diagram.regions[own[0]]
    if len(own) == 1:
        return replace(first, answer=_one(first.answer, place))
    cells = tuple(sorted(cell for region in own for cell in diagram.regions[region].cells))
    area = sum((diagram.regions[region].area for region in own), Fraction(0))
    return Region(_one(first.answer, place), cells, area, (), False)


def _joined_regions(diagram: Diagram, place: int) -> list[int]:
    """For each region the first one that it is joined with: cells touch if the corners of one are corners of the other,
    since lines cut the whole plane."""
    roots = list(range(len(diagram.regions)))

    def root(region: int) -> int:
        while roots[region] != region:
            region = roots[region]
        return region

    corners = [frozenset(cell.corners) for cell in diagram.cells]
    for inner, own in enumerate(diagram.cells):
        for outer, other in enumerate(diagram.cells):
            if own.dimension < other.dimension and _meets(own, other, place) and corners[inner] <= corners[outer]:
                low, high = sorted((root(own.region), root(other.region)))
                roots[high] = low
    return [root(region) for region in range(len(roots))]


def _meets(one: Cell, other: Cell, place: int) -> bool:
    return one.region != other.region and one.answer[place] == other.answer[place]
