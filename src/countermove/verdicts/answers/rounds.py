"""What cycles where a key question is unsettled: a round of the game in which its cell was judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from countermove.inquiry.checks import CheckedGame, GameCheck
from countermove.inquiry.no_value import RESTLESS
from countermove.inquiry.rounds import RoundStep
from countermove.verdicts.sides import UNSETTLED, Sides, Values
from countermove.verdicts.values import truths_in
from gmcr.base.record import BY_NAME
from gmcr.base.summary import Record

__all__ = ["Unsettled", "unsettled_in"]


@dataclass(frozen=True, slots=True)
class Unsettled(Record):
    """A cell in which nothing comes to rest, and what cycles there."""

    reading: Annotated[tuple[tuple[str, str], ...], BY_NAME]
    """The reading, question by question."""
    concept: str
    """The concept."""
    steps: tuple[RoundStep, ...]
    """A round of its steps, each beginning where the previous one ends; the last ends where the first begins."""
    leads: bool
    """Whether it is the base reading under the lead concept."""


def unsettled_in(sides: Sides, values: Values) -> Unsettled | None:
    """The first unsettled cell of a question's table, that of the base reading under the lead concept if it is one;
    None if everything settles."""
    cells = np.argwhere(values == UNSETTLED).tolist()
    if not cells:
        return None
    row, place = cells[0]
    concept, reading = sides.concepts[place], sides.readings[row]
    for side, case in sides.pairs(row):
        if truths_in(side, case, (concept,)) == (RESTLESS,):
            return Unsettled(tuple(reading.items()), concept, _round(side.check, case, concept), row == place == 0)
    raise AssertionError("a side of what is unsettled asks for outcomes where there are none")


def _round(check: GameCheck, case: CheckedGame, concept: str) -> tuple[RoundStep, ...]:
    """A round in the first of the games that a check examines, from the first of its starts: nothing comes to rest in
    any."""
    play, (start, *_) = next(iter(check.plays(case)))
    return RoundStep.round_from(play, start, concept)
