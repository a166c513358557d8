"""explore: what follows under everything that a page without a server can be pushed to, each setting computed exactly.

A *place* is what is looked at: a push in the author's model in one scenario, or a view in one scenario with nothing pushed.
In each place every reading under every concept has its cell of each key question, and its moment (``moments``); claims have
scenarios and views of their own, so that only pushes count to them. Most pushes of drivers come to the same as others (``cuts``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.games import assessment_given, concepts_asked, games_of
from countermove.errors import SizeError
from countermove.model import Conflict, ModelWant, wants_of
from countermove.questions.answers.asked import Asked, asked_in
from countermove.questions.answers.sides import cells_of
from countermove.questions.check.settings import setting_of
from countermove.web.explorable.cuts import Cut, Situation, locked_in
from countermove.web.explorable.dials import Dial, dials_of
from countermove.web.explorable.judged import GroupJudged, PushedGames, groups_of
from countermove.web.explorable.moments import Moment, Moments
from countermove.web.explorable.pushes import AS_WRITTEN, Push, pushed_by, pushes_of
from countermove.web.explorable.stops import Stops, stops_of
from countermove.web.explorable.wordings import Wanted, Wordings
from countermove.work import Done, Work, counted

__all__ = ["Explored", "Place", "explore", "pushable"]

MOST = 500_000
"""Games that are computed beforehand, at most: pushes by scenarios by readings."""

MOST_CELLS = 1 << 16
"""Combinations of options of a case, at most."""

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place(Brief):
    """``push``: its number; ``scenario``, ``view``: None for none."""

    push: int
    scenario: str | None
    view: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Explored(Brief):
    """What follows in all places. ``tables``: different values (readings × concepts), of which ``claims`` has one a push and
    claim, and ``answers`` one a place and key question; ``moments``: different ones, of which a row has one a reading and
    concept (-1 where the start cannot be), and ``places`` one row each; ``dials`` and ``dialled``: of each place, reading and
    want its dial, or -1; ``wanted``: different tables of what everybody wants, of which each place has one."""

    assessment: Assessment
    concepts: tuple[str, ...]
    stops: Stops
    pushes: tuple[Push, ...]
    places: tuple[Place, ...]
    tables: tuple[NDArray[np.int8], ...]
    claims: tuple[Numbers, ...]
    asked: Mapping[tuple[str | None, str | None], tuple[Asked, ...]]
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


@counted
def explore(assessment: Assessment) -> Work[Explored]:
    """All of it, in the concepts of the file. Counts pushes. Raises SizeError."""
    stops, pushes = pushable(assessment)
    made = _Exploring(assessment, stops, pushes)
    for number, push in enumerate(pushes):
        yield Done(number, len(pushes) + 1)
        made.add(number, push)
    yield Done(len(pushes), len(pushes) + 1)
    return made.explored()


def pushable(assessment: Assessment) -> tuple[Stops, tuple[Push, ...]]:
    """What is going to be pushed: without pairs of drivers where these would be too many games. Raises SizeError where the
    rest is too many too, saying what would be less."""
    assessment = assessment_given(assessment, "explore")
    places = (1 + len(assessment.scenarios)) * len(assessment.readings)
    name, instead = assessment.name, f"countermove serve {assessment.name} computes what is asked"
    if assessment.conflict().structure.cells > MOST_CELLS:
        raise SizeError(
            f"{name} has over {MOST_CELLS:,} combinations of options, too many for thousands of games: {instead}."
        )
    stops = stops_of(assessment)
    for given in (stops, replace(stops, pairs=())):
        pushes = tuple(pushes_of(assessment, given))
        if len(pushes) * places <= MOST:
            return given, pushes
    told = f"{len(pushes):,} pushes in {len(assessment.readings):,} readings and {1 + len(assessment.scenarios):,} scenarios"
    raise SizeError(
        f"{name} would take {len(pushes) * places:,} games ({told}); {MOST:,} are computed beforehand at most. "
        f"Fewer open questions or scenarios are less, and {instead}."
    )


class _Numbered(dict[Hashable, int]):
    """Different things, numbered as they come."""

    def number(self, of: Hashable) -> int:
        return self.setdefault(of, len(self))


@dataclass(eq=False)
class _Part(Brief):
    """Something that is the same wherever pushes of drivers come to the same."""

    cut: Cut
    make: Callable[[PushedGames], Numbers]
    known: dict[Hashable, Numbers] = field(default_factory=dict)

    def of(self, number: int, push: Push, games: Callable[[], PushedGames]) -> Numbers:
        """What it is under a push."""
        key = self.cut.key(push.drivers) if push.step is None else number
        if key not in self.known:
            self.known[key] = self.make(games())
        return self.known[key]


class _Exploring:
    """What is found, push by push."""

    def __init__(self, assessment: Assessment, stops: Stops, pushes: tuple[Push, ...]) -> None:
        self.assessment, self.stops, self.pushes = assessment, stops, pushes
        self.concepts = concepts_asked(assessment, None)
        self.now = {name: driver.now for name, driver in assessment.document.drivers.items()}
        self.scenarios = (None, *assessment.scenarios)
        self.tables, self.rows, self.dials, self.dialled = _Numbered(), _Numbered(), _Numbered(), _Numbered()
        self.moments: dict[Moment, int] = {}
        self.wants = tuple(line.want.id for own in assessment.own_calculus.lines.values() for line in own)
        self.asked = {
            (scenario, view): asked_in(assessment, scenario=scenario, view=view)
            for view in (None, *assessment.views)
            for scenario in self.scenarios
        }
        self.known_dials: dict[tuple[ModelWant, int], Dial | None] = {}
        self.known_pairs: dict[tuple[int, int], int] = {}
        self.told = Moments(assessment, self.concepts)
        self.wordings, self.wanted = Wordings(assessment, self.wants), dict[Wanted, int]()
        self.claims: list[Numbers] = []
        self.answers: list[Numbers] = []
        self.row_of: list[int] = []
        self.wanted_of: list[int] = []
        self.dialled_of: list[int] = []
        self._judging(None)
        self.told_in = [_Part(self._cut(scenario), partial(self._row, scenario, None)) for scenario in self.scenarios]

    def _judging(self, view: str | None) -> None:
        """What is judged in the author's model, or in one view: claims first, then sides of key questions, scenario by
        scenario."""
        settings = [setting_of(self.assessment, name) for name in self.assessment.claims] if view is None else []
        self.sides: list[list[tuple[int, int | None]]] = []
        for scenario in self.scenarios:
            places = []
            for question in self.asked[scenario, view]:
                yes, no = next(iter(question.sides.values()))
                places.append((len(settings), None if no is None else len(settings) + 1))
                settings += [yes] if no is None else [yes, no]
            self.sides.append(places)
        self.settings = settings
        groups = groups_of(settings, self.concepts)
        self.judged = [(group.places, _Part(group.cut, partial(self._tables, group))) for group in groups]

    def _tables(self, group: GroupJudged, games: PushedGames) -> Numbers:
        return tuple(self.tables.number(table.tobytes()) for table in group.tables(games))

    def _row(self, scenario: str | None, view: str | None, games: PushedGames) -> Numbers:
        nothing = (-1,) * len(self.concepts)
        row = tuple(
            tuple(self.moments.setdefault(moment, len(self.moments)) for moment in own) or nothing
            for own in self.told.row(games.assessment, scenario, view)
        )
        wanted = self.wordings.row(games.assessment, scenario, view)
        return self.rows.number(row), self.wanted.setdefault(wanted, len(self.wanted))

    def _cut(self, scenario: str | None) -> Cut:
        """What pushes turn in the games of a scenario, and at the start of the file, by which its words are chosen."""
        assessment, games = self.assessment, PushedGames(self.assessment)
        here = [(reading, conflict) for reading, conflict in self._each(games, scenario) if conflict is not None]
        first = [(assessment.base_reading, conflict) for _, conflict in list(self._each(games, None))[:1] if conflict]
        wants = dict.fromkeys(want for _, conflict in (*here, *first) for want in wants_of(conflict))
        formulas = [part for want in wants for part in want.parts]
        formulas += self.told.terms.values()
        situations = [
            *(
                Situation(tuple(conflict.drivers.items()), locked_in(assessment, reading, scenario, None))
                for reading, conflict in here
            ),
            *(
                Situation(tuple(conflict.drivers.items()), locked_in(assessment, reading, None, None))
                for reading, conflict in first
            ),
        ]
        return Cut(games_of(assessment), formulas, situations, self.now)

    def _each(
        self, games: PushedGames, scenario: str | None, view: str | None = None
    ) -> Iterator[tuple[Mapping[str, str], Conflict | None]]:
        return zip(games.assessment.readings, games.under(scenario, view), strict=True)

    # -- push by push --------------------------------------------------------------------------------------------------

    def add(self, number: int, push: Push) -> None:
        """What follows under one push of the author's model."""
        made: list[PushedGames] = []

        def games() -> PushedGames:
            if not made:
                made.append(PushedGames(pushed_by(self.assessment, push)))
            return made[0]

        tables = self._judged(number, push, games)
        self.claims.append(tables[: len(self.assessment.claims)])
        for place, scenario in enumerate(self.scenarios):
            self.answers.append(self._cells(place, tables))
            self._placed(self.told_in[place].of(number, push, games))
            # What a want's condition is, and where the start, no driver changes.
            same = push.step is None and number > 0
            self.dialled_of.append(self.dialled_of[place] if same else self._dials(games(), scenario, None))

    def _placed(self, row: Numbers) -> None:
        """A place has this row of moments, and this of wants."""
        moments, wanted = row
        self.row_of.append(moments)
        self.wanted_of.append(wanted)

    def _judged(self, number: int, push: Push, games: Callable[[], PushedGames]) -> Numbers:
        tables = [0] * len(self.settings)
        for places, part in self.judged:
            for place, table in zip(places, part.of(number, push, games), strict=True):
                tables[place] = table
        return tuple(tables)

    def _cells(self, scenario: int, tables: Numbers) -> Numbers:
        """The tables of the key questions, from those of their sides."""
        return tuple(
            tables[yes] if no is None else self._paired(tables[yes], tables[no]) for yes, no in self.sides[scenario]
        )

    def _paired(self, yes: int, no: int) -> int:
        if (yes, no) not in self.known_pairs:
            known = list(self.tables)
            cells = cells_of(self._table(known[yes]), self._table(known[no]))
            self.known_pairs[yes, no] = self.tables.number(cells.astype(np.int8).tobytes())
        return self.known_pairs[yes, no]

    def _table(self, packed: Hashable) -> NDArray[np.int8]:
        assert isinstance(packed, bytes)
        return np.frombuffer(packed, dtype=np.int8).reshape(len(self.assessment.readings), len(self.concepts))

    def _dials(self, games: PushedGames, scenario: str | None, view: str | None) -> int:
        rows = []
        for _, conflict in self._each(games, scenario, view):
            own = {} if conflict is None else dials_of(conflict, self.known_dials)
            rows.append(tuple(self.dials.number(own[want]) if want in own else -1 for want in self.wants))
        return self.dialled.number(tuple(rows))

    # -- views, in which nothing is pushed -----------------------------------------------------------------------------

    def explored(self) -> Explored:
        """All of it, with views."""
        places = [Place(number, scenario, None) for number in range(len(self.pushes)) for scenario in self.scenarios]
        games = PushedGames(self.assessment)
        for view in self.assessment.views:
            self._judging(view)
            tables = self._judged(0, AS_WRITTEN, lambda: games)
            for place, scenario in enumerate(self.scenarios):
                places.append(Place(0, scenario, view))
                self.answers.append(self._cells(place, tables))
                self._placed(self._row(scenario, view, games))
                self.dialled_of.append(self._dials(games, scenario, view))
        return Explored(
            assessment=self.assessment,
            concepts=self.concepts,
            stops=self.stops,
            pushes=self.pushes,
            places=tuple(places),
            tables=tuple(map(self._table, self.tables)),
            claims=tuple(self.claims),
            asked=self.asked,
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
