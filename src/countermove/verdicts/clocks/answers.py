"""What a file answers where drivers are just beyond a value: the answers to its key questions and its verdicts, each in all its
cells, as ``assess`` gives them with these drivers set and the file's own start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, cast

from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.record import marked
from countermove.assessment.validate import overlays_of
from countermove.context.context import Context
from countermove.context.selection import BASE
from countermove.verdicts.answers.compute import word_of
from countermove.verdicts.clocks.records import ChangedThere
from countermove.verdicts.conclusions import Place, conclusions_of
from countermove.verdicts.evaluation import forget
from countermove.verdicts.values import verdict_of
from gmcr import Conflict
from gmcr.logic import DriverAtom, Formula, Number

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["AnswersThere"]

Words = tuple[str | None, ...]


class AnswersThere:
    """The answers and verdicts of an assessment as some drivers drift.

    Called with a game it gives them at that game's drivers, in a word each.
    """

    def __init__(self, context: Context, drifting: Sequence[str]) -> None:
        self._context, self._drifting = context, tuple(drifting)
        self._places: tuple[Place, ...] = ()
        self._claims: tuple[str, ...] = ()
        base = conclusions_of(context.assessment, context.concepts, clocks=False)
        self._places, self._claims = tuple(base.answers), tuple(base.claims)

    def __call__(self, game: Conflict) -> Words:
        own = self._at({name: game.drivers[name] for name in self._drifting})
        found = conclusions_of(own, self._context.concepts, clocks=False)
        if own is not self._context.assessment:
            forget(own)
        answers = [found.answers[place] for place in self._places]
        claims = [found.claims[name] for name in self._claims]
        return (
            *(None if isinstance(table, str) else word_of(table) for table in answers),
            *(None if isinstance(table, str) else verdict_of(table) for table in claims),
        )

    def _at(self, values: Mapping[str, Fraction]) -> Assessment:
        """The assessment with some drivers set, as a call sets them."""
        assessment, chosen = self._context.assessment, self._context.selection
        if replace(chosen, coding={}) == BASE:
            return assessment.at(values)  # the same, and what is known of the file serves it
        drivers = cast("Mapping[str, str]", {**chosen.drivers, **values})  # not all have a decimal
        return assessment.selected(replace(chosen, drivers=drivers), concepts=self._context.concepts)

    def changes(self, before: Words, after: Words) -> Iterator[ChangedThere]:
        """What is another one."""
        answers = [ChangedThere("answer", *place, "", "") for place in self._places]
        claims = [ChangedThere("claim", name, None, "", "") for name in self._claims]
        for thing, old, new in zip(answers + claims, before, after, strict=True):
            if old is not None and new is not None and old != new:
                yield replace(thing, before=old, after=new)

    @property
    def watched(self) -> tuple[Formula, ...]:
        """Every formula of the file that compares a drifting driver, with the others at each value that they take in some game
        of the file."""
        assessment = self._context.assessment
        values: dict[str, set[Fraction]] = {name: {value} for name, value in assessment.conflict().drivers.items()}
        for name, driver in assessment.document.drivers.items():
            values[name].add(driver.now)
        for _, overlay in overlays_of(assessment.document):
            for name, value in overlay.set.items():
                values[name].add(value)
        found: dict[Formula, None] = {}
        for path, text, mark in marked(assessment.document):
            if isinstance(mark, FormulaMark) and mark.drivers and path[0] != "terms":
                formula = assessment.formula(text, mark.kind)
                if not formula.drivers.isdisjoint(self._drifting):
                    found |= dict.fromkeys(_with_values(formula, self._drifting, values))
        return tuple(found)


def _with_values(formula: Formula, drifting: Sequence[str], values: Mapping[str, set[Fraction]]) -> Iterator[Formula]:
    """A formula with every driver that stays at each of its values."""
    others = sorted(formula.drivers.difference(drifting))
    for chosen in product(*(sorted(values[name]) for name in others)):
        numbers = {name: Number(value) for name, value in zip(others, chosen, strict=True)}
        yield formula.replaced(partial(_number, numbers))


def _number(numbers: Mapping[str, Formula], node: Formula) -> Formula | None:
    return numbers.get(node.name) if isinstance(node, DriverAtom) else None
