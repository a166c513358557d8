"""What everybody wants in thousands of games: each want by the branch in force where a game begins, in words, told once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import TypeAlias

from countermove.assessment import Assessment
from countermove.assessment.branches import in_doubt, in_force
from countermove.assessment.overlays import Calculus, WantLine
from countermove.context.glossary import GameText, glossary_of, want_text
from countermove.plugins.serve.explorable.places import PlacedGames
from countermove.plugins.serve.lanes import WantWords, measured_by, worded
from countermove.presentation.phrases import Phrasing
from gmcr.base.record import Record

__all__ = ["WantTold", "Wanted", "Wordings"]


@dataclass(frozen=True, slots=True)
class WantTold(Record):
    """A want where one game begins. ``drivers``: those that its condition compares."""

    words: WantWords
    met: bool
    dropped: bool
    drivers: tuple[str, ...]


Wanted: TypeAlias = tuple[tuple[WantTold, ...], ...]
"""For each reading, every want in the order of the file."""


class Wordings:
    """The wants of all games of a case, place by place."""

    def __init__(self, assessment: Assessment, wants: tuple[str, ...]) -> None:
        self.glossary, self.wants = glossary_of(assessment), wants
        self.names = assessment.form.names
        self._told: dict[Hashable, WantTold] = {}
        self._measured: dict[Hashable, tuple[int, tuple[str, ...]]] = {}
        self._lines: dict[int, tuple[WantLine, int, tuple[str, ...]]] = {}

    def row(self, games: PlacedGames) -> Wanted:
        """What is wanted in every reading of a place."""
        return tuple(
            self._in_game(selected, selected.calculus(reading=reading))
            for reading, selected in zip(games.readings, map(games.selected, games.readings), strict=True)
        )

    def _in_game(self, assessment: Assessment, calculus: Calculus) -> tuple[WantTold, ...]:
        first = None if assessment.branched else assessment.begun
        found = {
            line.want.id: self._want(actor, line, calculus, first is not None and in_doubt(line, first))
            for actor, own in calculus.lines.items()
            for line in own
        }
        return tuple(found[want] for want in self.wants)

    def _want(self, actor: str, line: WantLine, calculus: Calculus, silent: bool) -> WantTold:
        if id(line) not in self._lines:  # lines are kept, so that no other can have the same address
            said = (actor, line.want, line.shown, line.dropped, line.says, line.otherwise_says)
            if said not in self._measured:
                mentioned = frozenset().union(*(part.drivers for part in line.want.parts))
                self._measured[said] = len(self._measured), tuple(sorted(mentioned))
            self._lines[id(line)] = line, *self._measured[said]
        _, number, measured = self._lines[id(line)]
        key = (number, tuple(calculus.drivers[name] for name in measured), calculus.on, silent)
        if key not in self._told:
            self._told[key] = self._made(actor, line, calculus, silent)
        return self._told[key]

    def _made(self, actor: str, line: WantLine, calculus: Calculus, silent: bool) -> WantTold:
        text = replace(
            want_text(actor, line.shown),
            says=None if silent else line.says,
            otherwise_says=line.otherwise_says,
            part=in_force(line.want, calculus),
        )
        phrasing = Phrasing(self.glossary, own=GameText({text.id: text}, calculus.drivers))
        met = bool(line.want.truth({name: name in calculus.on for name in self.names}, calculus.drivers))
        return WantTold(worded(phrasing, text.id), met, line.dropped, tuple(measured_by(phrasing, text.id)))
