"""What becomes of a trade: kept, overtaken, broken, or going round; and whether whoever goes first is answered.

Under a concept c, with s the state where a trade is made and t the one that it leads to: *goes round* if everybody's roads
from t have no outcomes; *broken* if in some outcome a participant is no better off than at s; *kept* if in every outcome
everything is as agreed; otherwise *overtaken*: everybody gains, but something agreed is switched again.

It is *broken by* the first of the steps on roads from t that lead from a state in which all participants gain into one in
which some does not, and from there to an outcome in which some does not: of the fewest steps from t, then by the order of
actors, the number of options switched, the code that it leads to, and the code that it leaves.

The part of a participant, alone, is *answered* if it is feasible and *works*: with its maker bound, the others' steps end
somewhere, and everywhere better for it than s (Schelling 1960; Osgood 1962).

Where states cannot be listed roads are walked for a while; what is not known by then is *unknown*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import thread_time
from typing import Any, Literal, NamedTuple

from gmcr.analysis.agreements.trades import Trade
from gmcr.analysis.own_views import OwnViews
from gmcr.analysis.roads.roads import Roads
from gmcr.base.record import Record
from gmcr.model import OptionForm, OptionStructure

__all__ = ["Breach", "Fate", "Fates", "Kind", "part_alone"]

Kind = Literal["kept", "overtaken", "broken", "goes round", "unknown"]


_SECONDS = 4.0
"""The time for roads from one state where states are not listed …"""

_SECONDS_IN_ALL = 60.0
"""… and for all of them from the trades of one state."""


@dataclass(frozen=True, slots=True)
class Breach(Record):
    """The step that breaks a deal."""

    actor: str
    """Who makes it."""
    before: int
    """The code of the state that it leaves."""
    after: int
    """The code of the state that it leads to."""
    losers: tuple[str, ...]
    """The participants that are then no better off than before the deal."""


@dataclass(frozen=True, slots=True)
class Fate(Record):
    """What becomes of a deal under a concept.

    Attributes
    ----------
    kind : {"kept", "overtaken", "broken", "goes round", "unknown"}
        What becomes of it; unknown where states cannot be listed and roads from it were not walked to their ends.
    outcomes : tuple of int
        The codes of the states in which roads from it end; of those that are known.
    broken_by : Breach or None
        The step that breaks it; None unless it is broken.
    again : tuple of str
        The options of the deal that some outcome has switched away from what was agreed.
    answered : mapping of str to bool or None
        Participant → whether its part alone is answered by the others; None where that is not known.

    Examples
    --------
    >>> import gmcr
    >>> dilemma = gmcr.Conflict.from_options(
    ...     actors={"row": "yield", "column": "yield"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 0, 1]), "column": gmcr.Ranking([1, 3, 0, 2])},
    ...     start=[],
    ... )
    >>> gmcr.deals(dilemma).deals[0].fates["nash"].broken_by
    Breach(actor='row', before=3, after=2, losers=('column',))
    """

    kind: Kind
    outcomes: tuple[int, ...]
    broken_by: Breach | None
    again: tuple[str, ...]
    answered: Mapping[str, bool | None]


class _Step(NamedTuple):
    """A breaking step, in the order in which the first is sought."""

    away: int
    actor: int
    switched: int
    after: int
    before: int


class Fates:
    """What becomes of the trades from one state.

    Parameters
    ----------
    eyes : OwnViews
        The games that the actors see; in option form.
    start : int
        The code of the state that they are made in.
    """

    def __init__(self, eyes: OwnViews, start: int) -> None:
        structure = eyes.games.arena.structure
        assert isinstance(structure, OptionStructure)
        self.eyes, self.structure, self.start = eyes, structure, start
        self._until = thread_time() + _SECONDS_IN_ALL
        self._gains: dict[tuple[int, ...], _Gains] = {}
        self._answered: dict[tuple[str, int, int], bool | None] = {}

    def of(self, trade: Trade, concept: str) -> Fate:
        """What becomes of a trade under a concept, each in the game that it sees."""
        structure, origin = self.structure, self.structure.cell(trade.target)
        gains = self._gains_of(trade.participants)
        roads = self._roads(self.eyes, origin, concept)
        bad = {cell for cell in roads.outcomes if not gains.all(cell)} if roads.whole else set()
        breach = _breach(structure, roads.steps, origin, bad, gains) if bad else None
        ends = tuple(structure.code_of(cell) for cell in roads.outcomes)
        again = 0
        for code in ends:
            again |= (code ^ trade.target) & (self.start ^ trade.target)
        kind: Kind = (
            "unknown"
            if not roads.whole
            else "goes round"
            if not ends
            else "broken"
            if bad
            else "overtaken"
            if again
            else "kept"
        )
        return Fate(
            kind=kind,
            outcomes=tuple(sorted(ends)),
            broken_by=breach,
            again=tuple(name for bit, name in enumerate(structure.form.names) if again >> bit & 1),
            answered={structure.actors[place]: self.answered(trade, place, concept) for place in trade.participants},
        )

    def answered(self, trade: Trade, place: int, concept: str) -> bool | None:
        """Whether the part of a participant, alone, is answered by the others so that it is better off than before."""
        alone = part_alone(self.structure.form, self.start, trade.target, place)
        key = (concept, place, alone)  # many trades have the same part of an actor
        if key not in self._answered:
            self._answered[key] = self._works(alone, place, concept)
        return self._answered[key]

    def _works(self, alone: int, place: int, concept: str) -> bool | None:
        if self.structure.form.against(alone) is not None:
            return False
        roads, gains = (
            self._roads(self.eyes.bound(place), self.structure.cell(alone), concept),
            self._gains_of((place,)),
        )
        if any(not gains.all(cell) for cell in roads.outcomes):
            return False
        return bool(roads.outcomes) if roads.whole else None

    def _roads(self, eyes: OwnViews, origin: int, concept: str) -> Roads:
        """All roads from a cell; where states are not listed, as far as they are walked in the time for that."""
        left = self._until - thread_time()
        with eyes.games.within(max(0.0, min(_SECONDS, left))):
            return eyes.roads(origin, concept)

    def _gains_of(self, participants: tuple[int, ...]) -> _Gains:
        if participants not in self._gains:
            self._gains[participants] = _Gains(self.eyes, self.structure.cell(self.start), participants)
        return self._gains[participants]


def part_alone(form: OptionForm, start: int, target: int, place: int) -> int:
    """The code of the state in which only one participant's part is made; it may be infeasible."""
    return start ^ ((start ^ target) & form.mask(form.actors[place]))


class _Gains:
    """Who of some participants is better off than at a cell."""

    def __init__(self, eyes: OwnViews, here: int, participants: tuple[int, ...]) -> None:
        self._ranks: list[tuple[int, Any, Any]] = [
            (place, ranks, ranks[here]) for place in participants for ranks in (eyes.ranks(place),)
        ]
        self._all: dict[int, bool] = {}

    def all(self, cell: int) -> bool:
        """Whether all are."""
        known = self._all.get(cell)
        if known is None:
            known = self._all[cell] = not self.losers(cell)
        return known

    def losers(self, cell: int) -> tuple[int, ...]:
        """Those who are not."""
        return tuple(place for place, ranks, before in self._ranks if ranks[cell] <= before)


def _breach(
    structure: OptionStructure, steps: tuple[tuple[int, int, int], ...], origin: int, bad: set[int], gains: _Gains
) -> Breach:
    """The first step out of the states in which all gain that leads on to a bad outcome."""
    onward: dict[int, list[int]] = {}
    back: dict[int, list[int]] = {}
    for before, _, after in steps:
        onward.setdefault(before, []).append(after)
        back.setdefault(after, []).append(before)
    away, doomed = _distances([origin], onward), _distances(sorted(bad), back)
    breaking = []
    for before, actor, after in steps:
        if gains.all(before) and not gains.all(after) and after in doomed:
            codes = structure.code_of(before), structure.code_of(after)
            breaking.append(_Step(away[before], actor, (codes[0] ^ codes[1]).bit_count(), codes[1], codes[0]))
    first = min(breaking)
    names = structure.actors
    losers = tuple(names[place] for place in gains.losers(structure.cell(first.after)))
    return Breach(names[first.actor], first.before, first.after, losers)


def _distances(origins: list[int], onward: Mapping[int, list[int]]) -> dict[int, int]:
    """The least number of steps to each cell from some cells."""
    away = dict.fromkeys(origins, 0)
    waiting = list(origins)
    for here in waiting:  # grows while it is walked: breadth first
        for cell in onward.get(here, ()):
            if cell not in away:
                away[cell] = away[here] + 1
                waiting.append(cell)
    return away
