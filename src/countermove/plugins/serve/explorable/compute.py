"""explore: what follows under everything that a page without a server can be pushed to, each setting computed exactly.

In each place (``places``) every reading under every concept has its cell of each claim and key question, and its moment
(``moments``). Most pushes of drivers come to the same as others (``cuts``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import Assessment
from countermove.context.games import games_of, require_assessment, resolve_concepts
from countermove.plugins.serve.explorable.cuts import Cut, Situation
from countermove.plugins.serve.explorable.dials import Dial, dials_of
from countermove.plugins.serve.explorable.moments import Moment, Moments
from countermove.plugins.serve.explorable.places import Order, Place, PlacedGames, mattering_in, orders_of
from countermove.plugins.serve.explorable.pushes import AS_WRITTEN, Push, pushes_of, wanted_by
from countermove.plugins.serve.explorable.stops import Stops, stops_of
from countermove.plugins.serve.explorable.verdict_tables import GroupJudged, Tables, groups_of
from countermove.plugins.serve.explorable.wordings import Wanted, Wordings
from countermove.verdicts.key_questions import KeyQuestionSides, key_questions_of
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.sides import cells_of
from gmcr import Conflict
from gmcr.base.characters import shell_word
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.model import ModelWant

__all__ = ["Explored", "explore", "pushable"]

MOST = 500_000
"""Games that are computed beforehand, at most: places by readings."""

MOST_CELLS = 1 << 16
"""Combinations of options of a case, at most."""

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Explored(Record):
    """What follows in all places. ``places``: push by push and scenario by scenario, then view by view and scenario by
    scenario, and in each by the questions for which it matters whether they are selected (``mattering``, of each push or
    view and scenario). ``tables``: different values (2 × readings × concepts: with all concepts looked at, and with each
    alone), of which ``claims`` has one a place and claim, and ``answers`` one a place and key question; ``moments``:
    different ones, of which a row has one a reading and concept (-1 where the start cannot be), and ``places`` one row
    each; ``dials`` and ``dialled``: of each place, reading and want its dial, or -1; ``wanted``: different tables of what
    everybody wants, of which each place has one."""

    assessment: Assessment
    concepts: tuple[str, ...]
    stops: Stops
    pushes: tuple[Push, ...]
    places: tuple[Place, ...]
    mattering: tuple[tuple[str, ...], ...]
    tables: tuple[NDArray[np.int8], ...]
    claims: tuple[Numbers, ...]
    asked: tuple[KeyQuestionSides, ...]
    answers: tuple[Numbers, ...]
    moments: tuple[Moment, ...]
    rows: tuple[NDArray[np.int32], ...]
    row_of: Numbers
    dials: tuple[Dial, ...]
    dialled: tuple[tuple[Numbers, ...], ...]
    dialled_of: Numbers
    wants: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    wanted_of: Numbers

    def gist(self) -> str:
        """How many settings there are."""
        cells = len(self.places) * len(self.assessment.readings) * len(self.concepts)
        return f"{self.assessment.name}: {len(self.pushes):,} pushes, {cells:,} settings"


@task
def explore(assessment: Assessment) -> Task[Explored]:
    """All of it, in the concepts of the file. Counts pushes. Raises SizeError."""
    stops, pushes = pushable(assessment)
    made = _Exploring(assessment, stops, pushes)
    for number, push in enumerate(pushes):
        yield Progress(number, len(pushes) + 1)
        made.add(number, push)
    yield Progress(len(pushes), len(pushes) + 1)
    return made.explored()


def pushable(assessment: Assessment) -> tuple[Stops, tuple[Push, ...]]:
    """What is going to be pushed: without pairs of drivers where these would be too many games. Raises SizeError where the
    rest is too many too, saying what would be less."""
    assessment = require_assessment(assessment, "explore")
    readings, scenarios = len(assessment.readings), 1 + len(assessment.scenarios)
    name, instead = assessment.name, f"countermove serve {shell_word(assessment.name)} computes what is asked"
    if assessment.conflict().structure.cells > MOST_CELLS:
        raise SizeError(
            f"{name} has over {MOST_CELLS:,} combinations of options, too many for thousands of games: {instead}."
        )
    stops = stops_of(assessment)
    for given in (stops, replace(stops, pairs=())):
        pushes = tuple(pushes_of(assessment, given))
        places = _how_many(assessment, pushes)
        if places * readings <= MOST:
            return given, pushes
    told = f"{len(pushes):,} pushes in {readings:,} readings and {scenarios:,} scenarios"
    raise SizeError(
        f"{name} would take {places * readings:,} games ({told}); {MOST:,} are computed beforehand at most. "
        f"Fewer open questions or scenarios are less, and {instead}."
    )


def _how_many(assessment: Assessment, pushes: Sequence[Push]) -> int:
    """How many places pushes of the author's model are."""
    known: dict[frozenset[str], int] = {}
    for drivers in {frozenset(push.drivers) for push in pushes}:
        known[drivers] = sum(
            1 << len(mattering_in(assessment, scenario, None, drivers)) for scenario in (None, *assessment.scenarios)
        )
    return sum(known[frozenset(push.drivers)] for push in pushes)


class _Numbered(dict[Hashable, int]):
    """Different things, numbered as they come."""

    def number(self, of: Hashable) -> int:
        return self.setdefault(of, len(self))


@dataclass(eq=False)
class _Part(Record):
    """Something that is the same wherever pushes of drivers come to the same."""

    cutting: Callable[[], Cut]
    make: Callable[[PlacedGames], Numbers]
    known: dict[Hashable, Numbers] = field(default_factory=dict)

    @cached_property
    def cut(self) -> Cut:
        """Which pushes of drivers those are."""
        return self.cutting()

    def of(self, number: int, push: Push, games: PlacedGames) -> Numbers:
        """What it is under a push."""
        key: Hashable = number
        if push.step is None:
            key = self.cut.key(push.drivers) if push.drivers else ()
        if key not in self.known:
            self.known[key] = self.make(games)
        return self.known[key]


@dataclass(eq=False)
class _Judging(Record):
    """What is judged and told in the places of one order. ``sides``: of each key question the places of its yes and its no among
    what is judged; ``judged``: by their places, groups of that in the games of the place, and ``apart``: those with a scenario of
    their own, which stands in the place of the selected one."""

    settings: Sequence[Setting]
    sides: Sequence[tuple[int, int | None]]
    judged: Mapping[tuple[int, ...], _Part]
    apart: Mapping[tuple[int, ...], _Part]
    told: _Part


class _Exploring:
    """What is found, push by push."""

    def __init__(self, assessment: Assessment, stops: Stops, pushes: tuple[Push, ...]) -> None:
        self.assessment, self.stops, self.pushes = assessment, stops, pushes
        self.concepts = resolve_concepts(assessment, None)
        self.tables, self.rows, self.dials, self.dialled = _Numbered(), _Numbered(), _Numbered(), _Numbered()
        self.moments: dict[Moment, int] = {}
        self.wants = tuple(line.want.id for own in assessment.own_calculus.lines.values() for line in own)
        self.known_dials: dict[tuple[ModelWant, int], Dial | None] = {}
        self.known_pairs: dict[tuple[int, int], int] = {}
        self.known_tables: dict[Hashable, dict[Hashable, Tables]] = {}
        self.dialled_in: dict[Order, int] = {}
        self.judging_in: dict[Order, _Judging] = {}
        self.orders_in: dict[frozenset[str], list[list[Order]]] = {}
        self.first_in: dict[Order, Order] = {}
        self.told = Moments(assessment, self.concepts)
        self.wordings, self.wanted = Wordings(assessment, self.wants), dict[Wanted, int]()
        self.places: list[Place] = []
        self.mattering: list[tuple[str, ...]] = []
        self.claims: list[Numbers] = []
        self.answers: list[Numbers] = []
        self.row_of: list[int] = []
        self.wanted_of: list[int] = []
        self.dialled_of: list[int] = []

    def _judging(self, order: Order) -> _Judging:
        """What is judged where something is selected: claims first, then the sides of key questions."""
        if order not in self.judging_in:
            games = PlacedGames(self.assessment, {}, order)
            settings = [setting_of(games.base, name) for name in self.assessment.claims]
            sides = []
            for question in key_questions_of(games.base):
                yes, no = next(iter(question.sides.values()))
                sides.append((len(settings), None if no is None else len(settings) + 1))
                settings += [yes] if no is None else [yes, no]
            judged, apart = dict[tuple[int, ...], _Part](), dict[tuple[int, ...], _Part]()
            for group in groups_of(settings, self.concepts, self.known_tables):
                if order.scenario is None or group.first.scenario is None:
                    judged[group.places] = _Part(partial(group.cut, games), partial(self._tables, group))
                else:
                    apart[group.places] = self._judging(replace(order, scenario=None)).judged[group.places]
            told = _Part(partial(self._cut, games), self._row)
            self.judging_in[order] = _Judging(settings, sides, judged, apart, told)
        return self.judging_in[order]

    def _tables(self, group: GroupJudged, games: PlacedGames) -> Numbers:
        return tuple(self.tables.number(table.tobytes()) for table in group.tables(games))

    def _row(self, games: PlacedGames) -> Numbers:
        nothing = (-1,) * len(self.concepts)
        row = tuple(
            tuple(self.moments.setdefault(moment, len(self.moments)) for moment in own) or nothing
            for own in self.told.row(games)
        )
        wanted = self.wordings.row(games)
        return self.rows.number(row), self.wanted.setdefault(wanted, len(self.wanted))

    def _cut(self, games: PlacedGames) -> Cut:
        """What pushes turn in the games of a place, and at the start of the file, by which its words are chosen."""
        here, file = self._situated(games), self._situated(PlacedGames(self.assessment, {}, Order()))[:1]
        wants = dict.fromkeys(want for conflict, _ in (*here, *file) for want in conflict.wants())
        formulas = [part for want in wants for part in want.parts]
        formulas += self.told.terms.values()
        return Cut(games_of(self.assessment), formulas, [situation for _, situation in (*here, *file)])

    def _situated(self, games: PlacedGames) -> list[tuple[Conflict, Situation]]:
        return [
            (conflict, Situation(tuple(conflict.drivers.items()), games.locked(reading)))
            for reading, conflict in zip(games.readings, games.conflicts(), strict=True)
            if conflict is not None
        ]

    # -- place by place ------------------------------------------------------------------------------------------------

    def add(self, number: int, push: Push) -> None:
        """What follows under one push of the author's model."""
        author, drivers = wanted_by(self.assessment, push), frozenset(push.drivers)
        if drivers not in self.orders_in:
            self.orders_in[drivers] = list(orders_of(self.assessment, drivers))
        for orders in self.orders_in[drivers]:
            self._add(number, push, author, orders)

    def _add(self, number: int, push: Push, author: Assessment, orders: Sequence[Order]) -> None:
        self.mattering.append(orders[-1].chosen)
        for order in orders:
            judging, games = self._judging(order), PlacedGames(author, push.texts, order, pushed=number > 0)
            tables = self._judged(judging, number, push, games)
            self.places.append(Place(number, order))
            self.claims.append(tables[: len(self.assessment.claims)])
            self.answers.append(self._cells(judging, tables))
            moments, wanted = judging.told.of(number, push, games)
            self.row_of.append(moments)
            self.wanted_of.append(wanted)
            self.dialled_of.append(self._dials(push, games))

    def _judged(self, judging: _Judging, number: int, push: Push, games: PlacedGames) -> Numbers:
        tables = [0] * len(judging.settings)
        without = PlacedGames(games.author, games.drivers, replace(games.order, scenario=None), pushed=games.pushed)
        for parts, own in ((judging.judged, games), (judging.apart, without)):
            for places, part in parts.items():
                for place, table in zip(places, part.of(number, push, own), strict=True):
                    tables[place] = table
        return tuple(tables)

    def _cells(self, judging: _Judging, tables: Numbers) -> Numbers:
        """The tables of the key questions, from those of their sides."""
        return tuple(tables[yes] if no is None else self._paired(tables[yes], tables[no]) for yes, no in judging.sides)

    def _paired(self, yes: int, no: int) -> int:
        if (yes, no) not in self.known_pairs:
            known = list(self.tables)
            cells = cells_of(self._table(known[yes]), self._table(known[no]))
            self.known_pairs[yes, no] = self.tables.number(cells.astype(np.int8).tobytes())
        return self.known_pairs[yes, no]

    def _table(self, packed: Hashable) -> NDArray[np.int8]:
        assert isinstance(packed, bytes)
        return np.frombuffer(packed, dtype=np.int8).reshape(2, len(self.assessment.readings), len(self.concepts))

    def _dials(self, push: Push, games: PlacedGames) -> int:
        """The dials of a place: what a want's condition is, and where the start, no driver changes."""
        order = games.order
        if order not in self.first_in:
            first = mattering_in(self.assessment, order.scenario, order.view)
            self.first_in[order] = replace(order, chosen=tuple(name for name in order.chosen if name in first))
        same = self.first_in[order]
        if push.step is not None or same not in self.dialled_in:
            rows = []
            for conflict in games.conflicts():
                own = {} if conflict is None else dials_of(conflict, self.known_dials)
                rows.append(tuple(self.dials.number(own[want]) if want in own else -1 for want in self.wants))
            found = self.dialled.number(tuple(rows))
            if push.step is not None:
                return found
            self.dialled_in[same] = found
        return self.dialled_in[same]

    def explored(self) -> Explored:
        """All of it, with views, in which nothing is pushed."""
        for view in self.assessment.views:
            for orders in orders_of(self.assessment, view=view):
                self._add(0, AS_WRITTEN, self.assessment, orders)
        return Explored(
            assessment=self.assessment,
            concepts=self.concepts,
            stops=self.stops,
            pushes=self.pushes,
            places=tuple(self.places),
            mattering=tuple(self.mattering),
            tables=tuple(map(self._table, self.tables)),
            claims=tuple(self.claims),
            asked=key_questions_of(self.assessment),
            answers=tuple(self.answers),
            moments=tuple(self.moments),
            rows=tuple(np.array(row, dtype=np.int32) for row in self.rows),
            row_of=tuple(self.row_of),
            dials=tuple(self.dials),  # type: ignore[arg-type]
            dialled=tuple(self.dialled),  # type: ignore[arg-type]
            dialled_of=tuple(self.dialled_of),
            wants=self.wants,
            wanted=tuple(self.wanted),
            wanted_of=tuple(self.wanted_of),
        )
