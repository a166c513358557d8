"""paper: the content of the tables of a paper on one game: states with their numbers, options, preferences, stability,
evolution.

*Numbers.* Papers call states s1 to sm. Here s1 to sm are the states shown, by ascending code, which is the one place
where codes become numbers. All feasible states are shown where there are at most ``MOST`` of them; otherwise the status
quo, the states that improvements lead to from there, and the equilibria; or those that are named.

*Evolution* is a shortest road from the status quo to a state: by steps of the lead concept (``analysis.roads``) where
they lead there, otherwise by improvements, otherwise by any moves; to the nearest equilibrium where no state is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from countermove.context.context import game_context
from countermove.context.frame import Frame
from countermove.context.game import Game
from countermove.context.glossary import Glossary
from countermove.plugins.papers.further import FURTHER, FurtherTable, further_table
from countermove.plugins.papers.parts import Chain, Evolution, Marks, OptionRow, PaperState, PaperStep, chain_of
from countermove.presentation.words import listed
from gmcr import Conflict, Ranking, Stability, Strength, Unknown, solve
from gmcr.analysis import Paths, Play
from gmcr.base.errors import CountermoveError, SizeError, UnknownName
from gmcr.base.record import INTERNAL, Record
from gmcr.stability import Preference

__all__ = ["MOST", "TABLES", "USUAL", "Graded", "Paper", "paper_of"]

USUAL: Final = ("options", "preferences", "stability", "evolution")
"""The tables that are made unless some are asked for."""

TABLES: Final = (*USUAL, *FURTHER)
"""All tables, in the order in which they are printed."""

_GIVEN = ("preferences", "strength", "unknown", "fuzzy")
"""The tables that count preferences which are given."""

Why: TypeAlias = Literal["no start", "start holds", "no way", "too large"]

MOST: Final = 64
"""The largest number of states shown."""


class Graded(NamedTuple):
    """A want that is of great strength, or unknown."""

    actor: str
    """Whose it is."""
    want: str
    """Its id."""
    unknown: bool
    """Whether it is unknown what is preferred where it decides; otherwise that is strong."""


@dataclass(frozen=True, slots=True)
class Paper(Record):
    """The content of the tables of a paper."""

    frame: Annotated[Frame, INTERNAL]
    glossary: Annotated[Glossary, INTERNAL]
    tables: tuple[str, ...]
    """The tables asked for."""
    feasible: int
    """The number of feasible states."""
    shown: Literal["all", "reached", "named"]
    """Which of them are shown: all; the status quo, what improvements lead to from there, and equilibria; or those
    named.
    """
    start: int | None
    """The number of the status quo; null where the file has none, or it is not shown."""
    states: tuple[PaperState, ...]
    """The states, by number."""
    options: tuple[OptionRow, ...]
    """The options, in the order of the file; none in graph form."""
    moves: Mapping[str, tuple[tuple[int, int], ...]]
    """Actor → its moves among the states shown, as pairs of numbers; in graph form alone."""
    preferences: tuple[Chain, ...]
    """The preferences of every actor, over the states shown."""
    stability: tuple[Marks, ...]
    """The stable states, concept by concept."""
    evolution: Evolution | None
    """A road from the status quo; null where none was requested, or none can be shown."""
    lead: Annotated[str, INTERNAL]
    """The lead concept."""
    left_out: Mapping[str, Why]
    """Table → why it is missing, though not deselected."""
    further: tuple[FurtherTable, ...] = ()
    """The further tables."""
    graded: tuple[Graded, ...] = ()
    """The wants of great strength and the unknown ones."""
    repeats: Annotated[bool, INTERNAL] = False
    """Whether an actor may move twice in a row, since options need something."""

    def gist(self) -> str:
        """Its size."""
        return f"{', '.join(self.tables)} of {len(self.states)} of {self.feasible:,} states"


def paper_of(
    game: Game,
    *,
    tables: Sequence[str] = (),
    concepts: Sequence[str] | None = None,
    to: str | None = None,
    states: Sequence[str] = (),
    preferences: Mapping[str, Preference] | None = None,
    over: Sequence[tuple[str, str]] = (),
) -> Paper:
    """The content of the *tables* (default: all of ``USUAL`` that the game has) of a game.

    ``to``: the state to which the evolution leads, or that the inverse is about; ``states``: the states to show; both as a
    person writes them. ``preferences``: actor → its preferences, for the tables that count them; ``over``: the thresholds to
    sweep. Raises UnknownName, ModelError, CountermoveError (a requested table that cannot be made), SizeError (more than ``MOST``
    states to show).
    """
    for name in tables:
        if name not in TABLES:
            raise UnknownName("table", name, TABLES)
    if preferences and not (tables and set(tables) <= set(_GIVEN)):
        raise CountermoveError(
            f"Preferences that are given count in the tables of {listed(_GIVEN)}, and in no others: ask for some of these alone.",
            argument="tables",
        )
    for actor in preferences or ():
        game.conflict.actor(actor)
    context = game_context(game.asked, concepts)
    names = context.concepts
    making = _Making(game, names, names[0] if concepts else context.lead)
    return making.paper(tuple(dict.fromkeys(tables)), to, states, preferences or {}, tuple(over))


class _Making:
    """Makes the tables of one game."""

    def __init__(self, game: Game, concepts: tuple[str, ...], lead: str) -> None:
        self.game, self.conflict, self.concepts, self.lead = game, game.conflict, concepts, lead
        self.solved: Stability = solve(game.conflict, concepts=tuple(dict.fromkeys((*concepts, lead))))
        self.play = Play.of(game.conflict)
        self.left_out: dict[str, Why] = {}
        self._ways: dict[str, Paths] = {}

    def paper(
        self,
        tables: tuple[str, ...],
        to: str | None,
        states: Sequence[str],
        preferences: Mapping[str, Preference],
        over: tuple[tuple[str, str], ...] = (),
    ) -> Paper:
        end = None if to is None else self.state(to)
        wanted = tuple(name for name in TABLES if name in (tables or USUAL))
        road = None
        if "evolution" in wanted or (to is not None and "inverse" not in wanted):
            road = self.road(end, needed="evolution" in tables or to is not None)
        if "evolution" not in wanted:
            road, self.left_out = None, {}
        along = () if road is None else (self.conflict.start, *(code for _, code in road[1]))
        codes, shown = self.shown(states, along)
        number = {code: place for place, code in enumerate(codes, start=1)}
        structure = self.conflict.structure
        return Paper(
            frame=self.game.frame(self.concepts),
            glossary=self.game.glossary,
            tables=tuple(name for name in wanted if name not in self.left_out),
            feasible=int(self.conflict.states.size),
            shown=shown,
            start=None if self.game.start is None else number.get(self.game.start),
            states=tuple(PaperState(place, code, structure.label(code)) for code, place in number.items()),
            options=_options(self.conflict, codes),
            moves={} if structure.acts else {actor: _moves(self.conflict, actor, number) for actor in structure.actors},
            preferences=tuple(
                chain_of(self.conflict, actor, number, self.detail(preferences, actor, wanted))
                for actor in self.conflict.actors
            ),
            stability=tuple(self.marks(name, codes) for name in self.concepts),
            evolution=None if road is None else self.evolution(*road, number),
            lead=self.lead,
            left_out=dict(self.left_out),
            further=tuple(
                further_table(
                    name,
                    self.conflict,
                    concepts=self.concepts,
                    number=number,
                    preferences=preferences,
                    over=over,
                    to=end,
                )
                for name in wanted
                if name in FURTHER
            ),
            graded=() if preferences else tuple(_graded(self.conflict)),
            repeats=structure.repeats,
        )

    def detail(self, preferences: Mapping[str, Preference], actor: str, wanted: Sequence[str]) -> Preference | None:
        """What the table of preferences tells of an actor beyond its ranking."""
        kind = preferences.get(actor) if "preferences" in wanted else None
        return kind if kind is None or wanted == ("preferences",) or isinstance(kind, (Strength, Unknown)) else None

    # -- states ----------------------------------------------------------------------------------------------------

    def state(self, text: str) -> int:
        """The code of a state as a person writes it: here also s3, where all states are shown."""
        match, states = re.fullmatch(r"s([1-9][0-9]{0,3})", text.strip()), self.conflict.states
        if match and self.conflict.options and int(match[1]) <= states.size <= MOST:
            return int(states[int(match[1]) - 1])
        return self.game.state(text)

    def shown(self, named: Sequence[str], along: Iterable[int]) -> tuple[list[int], Literal["all", "reached", "named"]]:
        """Codes of the states to show, ascending, and which selection this is."""
        if named:
            codes = {*map(self.state, named), *along}
            return self.few(codes, "the states named"), "named"
        if self.conflict.states.size <= MOST:
            return self.conflict.states.tolist(), "all"
        codes = {code for name in self.concepts for code in self.solved.equilibria(name)[: MOST + 1].tolist()}
        if self.game.start is not None:
            cells = self.way("improvements").cells[: MOST + 1].tolist()
            codes |= {self.game.start, *map(self.conflict.structure.code_of, cells), *along}
        return self.few(codes, "the status quo, what improvements lead to and the equilibria"), "reached"

    def few(self, codes: set[int], what: str) -> list[int]:
        if len(codes) <= MOST:
            return sorted(codes)
        raise SizeError(
            f"{self.game.name} has {self.conflict.states.size:,} feasible states, and {what} are more than {MOST}, too many "
            "for a table. Name the states to show, or ask for fewer concepts.",
            argument="state",
        )

    # -- stability -------------------------------------------------------------------------------------------------

    def marks(self, concept: str, codes: Sequence[int]) -> Marks:
        places = np.searchsorted(self.conflict.states, codes)

        def numbers(holds: NDArray[np.bool_]) -> tuple[int, ...]:
            return tuple((np.flatnonzero(holds[places]) + 1).tolist())

        stable = {actor: numbers(self.solved.stable(concept, actor)) for actor in self.conflict.actors}
        return Marks(concept, stable, numbers(self.solved.equilibrium(concept)))

    def holds(self, concept: str, code: int) -> bool:
        """Whether a state is an equilibrium."""
        return bool(self.solved.equilibrium(concept)[np.searchsorted(self.conflict.states, code)])

    # -- evolution -------------------------------------------------------------------------------------------------

    def way(self, mode: str) -> Paths:
        if mode not in self._ways:
            self._ways[mode] = Paths(self.play, self.conflict.structure.cell(self.conflict.start), mode)
        return self._ways[mode]

    def road(self, end: int | None, *, needed: bool) -> tuple[str, list[tuple[str, int]]] | None:
        """The way taken and the moves (actor, code) to a state, or to the nearest equilibrium. None where there is none, unless
        it is *needed*: then CountermoveError."""
        if needed:
            self.game.need_start()
        start, way = self.conflict.start, None
        why: Why = "no start"
        if self.game.begins:
            try:
                holds = end is None and self.holds(self.lead, start)
                way, why = (None, "start holds") if holds else (self.nearest(end), "no way")
            except SizeError:
                if needed:
                    raise
                why = "too large"
        if way is None:
            if needed:
                reason = "the status quo is an equilibrium" if why == "start holds" else "no moves lead there"
                raise CountermoveError(
                    f"There is no evolution to show: {reason}. Name a state to lead to.", argument="to"
                )
            self.left_out["evolution"] = why
        return way

    def nearest(self, end: int | None) -> tuple[str, list[tuple[str, int]]] | None:
        structure, actors = self.conflict.structure, self.conflict.actors
        ends = self.solved.equilibria(self.lead) if end is None else self.conflict.states[self.conflict.states == end]
        cells = set(structure.cells_of(ends).tolist())
        for mode in (self.lead, "improvements", "moves"):
            way = self.way(mode)
            near = [(int(n), int(c)) for c, n in zip(way.cells, way.lengths, strict=True) if int(c) in cells]
            if near:
                path = way.to(min(near)[1]) or ()
                return mode, [(actors[actor], structure.code_of(cell)) for actor, cell in path]
        return None

    def evolution(self, way: str, path: Sequence[tuple[str, int]], number: Mapping[int, int]) -> Evolution:
        steps, here = [], self.conflict.start
        for actor, code in path:
            gains = code in self.conflict.moves(here, actor=actor, improvements=True).tolist()
            steps.append(PaperStep(actor, number[code], gains))
            here = code
        under = tuple(name for name in self.concepts if self.holds(name, here))
        return Evolution(way, number[self.conflict.start], tuple(steps), under)


def _graded(conflict: Conflict) -> Iterator[Graded]:
    for actor, wants in conflict.preferences.items():
        for want in () if isinstance(wants, Ranking) else wants:
            if want.degree != 1:
                yield Graded(actor, want.id, want.degree is None)


def _moves(conflict: Conflict, actor: str, number: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (own, number[code])
        for here, own in number.items()
        for code in conflict.moves(here, actor=actor).tolist()
        if code in number
    )


def _options(conflict: Conflict, codes: Sequence[int]) -> tuple[OptionRow, ...]:
    structure, rows = conflict.structure, []
    on = [set(structure.on(code)) for code in codes] if structure.acts else []
    for option in structure.acts:
        levels = structure.levels.get(option, ())
        if levels:
            at = [next((level for level in levels if f"{option} = {level}" in own), levels[0]) for own in on]
        else:
            at = ["Y" if option in own else "N" for own in on]
        rows.append(OptionRow(option.rpartition(".")[0], option, levels, tuple(at)))
    return tuple(rows)
