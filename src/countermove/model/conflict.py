"""A conflict: actors, states, moves, preferences and a start (Kilgour, Hipel & Fang 1987; Fang, Hipel & Kilgour 1993).

G = ⟨N, S, {A_i}, {≿_i}⟩. In option form the states and moves follow from the options (``OptionForm``) and preferences
are ordered wants or a ranking; in graph form states, arcs and rankings are given one by one. Both are used alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.errors import ModelError, UnknownName
from countermove.logic import Vocabulary, parse, resolve
from countermove.model.form import ModelOption, NeverRule, OptionForm
from countermove.model.graph import ArcForm
from countermove.model.ranking import Ranking, Ranks
from countermove.model.structure import GraphStructure, OptionStructure, Preference, Structure
from countermove.model.wants import Want

__all__ = ["Conflict"]

State = int | str | Iterable[str]


@dataclass(frozen=True, eq=False)
class Conflict:
    """One game. Make it with ``from_options`` or ``from_arcs``, or get it from an assessment.

    ``structure`` holds states and moves (shared between games that differ in preferences only), ``preferences`` each
    actor's ordered wants or ``Ranking``, ``drivers`` the exact values of the numbers that wants mention, ``start``
    the status quo's code. Arrays over states are aligned with ``states`` (codes, ascending).
    """

    structure: Structure
    preferences: Mapping[str, Preference]
    start: int
    drivers: Mapping[str, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for actor in self.preferences:
            if actor not in self.actors:
                raise UnknownName("actor", actor, self.actors)
        missing = [actor for actor in self.actors if actor not in self.preferences]
        if missing:
            raise ModelError(f"No preferences are given for {', '.join(missing)}.", actor=missing[0])
        object.__setattr__(self, "preferences", MappingProxyType(dict(self.preferences)))
        self.structure.cell(self.start)

    # -- how conflicts are made ------------------------------------------------------------------------------------

    @classmethod
    def from_options(
        cls,
        *,
        actors: Mapping[str, Sequence[str]],
        preferences: Mapping[str, Sequence[str] | Ranking],
        never: Sequence[str] = (),
        one_way: Sequence[str] | Mapping[str, str] = (),
        start: Iterable[str] | None = (),
        layout: str | None = None,
    ) -> Conflict:
        """A conflict in option form.

        ``actors``: actor → option names. ``preferences``: actor → wants (formulas, most important first) or a
        ``Ranking`` of state codes, every feasible state exactly once. ``never``: formulas that exclude states.
        ``one_way``: options that can be switched on only, or option → "forward" / "back". ``start``: the options that
        are on (None: the first feasible state). ``layout``: None to let the program choose, or "dense" (at most 2^22
        combinations) / "sparse" (at most 2^22 feasible states). Raises FormulaError, ModelError, SizeError, UnknownName.

        Options are counted in the order given: option k is bit k of a state's code. Wants make a weak order: of two
        states the one that meets the first want in which they differ is preferred (option prioritisation: Hipel et al.
        1997; Fang et al. 2003).
        """
        directions = dict(one_way) if isinstance(one_way, Mapping) else dict.fromkeys(one_way, "forward")
        plain = OptionForm(
            tuple(actors), tuple(ModelOption(actor, name) for actor, names in actors.items() for name in names)
        )
        turned = {plain.full_name(name): direction for name, direction in directions.items()}
        for name, direction in turned.items():
            if direction not in ("forward", "back"):
                raise ModelError(f"{name}: one_way is 'forward' or 'back', not {direction!r}.", rule=name)
        vocabulary = Vocabulary(plain.names, {}, ())
        form = OptionForm(
            plain.actors,
            tuple(replace(option, one_way=turned.get(option.full_name, "")) for option in plain.options),
            tuple(NeverRule(text, resolve(parse(text), vocabulary, kind="truth")) for text in never),
        )
        chosen: dict[str, Preference] = {
            actor: given
            if isinstance(given, Ranking)
            else tuple(
                Want(resolve(parse(text), vocabulary, kind="truth"), id=f"{actor} {k}")
                for k, text in enumerate(given, 1)
            )
            for actor, given in preferences.items()
        }
        structure = OptionStructure(form, layout)
        code = int(structure.states[0]) if start is None else form.code(start)
        return cls(structure, chosen, code)

    @classmethod
    def from_arcs(
        cls,
        *,
        states: Sequence[str],
        arcs: Mapping[str, Iterable[tuple[str, str]]],
        ranks: Mapping[str, Ranking],
        start: str | None = None,
    ) -> Conflict:
        """A conflict in graph form: labels of states, each actor's arcs (moves need not be transitive) and ranking.

        Codes are positions in ``states``; ``start`` defaults to the first. Raises ModelError, UnknownName.
        """
        form = ArcForm.from_labels(states, arcs)
        return cls(GraphStructure(form), dict(ranks), 0 if start is None else form.code(start))

    def with_preferences(self, preferences: Mapping[str, Preference]) -> Conflict:
        """The same conflict with some actors' preferences replaced."""
        return replace(self, preferences={**self.preferences, **preferences})

    def with_drivers(self, drivers: Mapping[str, Fraction]) -> Conflict:
        """The same conflict with all drivers at other values."""
        return replace(self, drivers=drivers)

    def with_start(self, start: int) -> Conflict:
        """The same conflict from another start."""
        return replace(self, start=start)

    # -- what it consists of ---------------------------------------------------------------------------------------

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors' names, in order."""
        return self.structure.actors

    @property
    def options(self) -> tuple[str, ...]:
        """Full option names, ``actor.option``, in bit order; empty in graph form."""
        return self.structure.options

    @property
    def layout(self) -> str:
        """How arrays are kept: "dense", "sparse" or "graph"."""
        return self.structure.layout

    @property
    def states(self) -> NDArray[np.int64]:
        """Codes of the feasible states, ascending: int64 (states,). In graph form 0, 1, 2, …

        Raises SizeError where there are too many, ModelError where there are none.
        """
        return self.structure.states

    @property
    def labels(self) -> Sequence[str]:
        """One label a state, aligned with ``states``: its name in graph form, the options that are on otherwise."""
        return self.structure.labels

    def label(self, state: State) -> str:
        """The label of one state. Raises as ``code``."""
        return self.structure.label(self.code(state))

    def actor(self, name: str) -> int:
        """An actor's position; raises UnknownName."""
        if name not in self.actors:
            raise UnknownName("actor", name, self.actors)
        return self.actors.index(name)

    def code(self, state: State) -> int:
        """A state's code, from the code itself, a label (graph form) or the options that are on (names, or one text
        with commas). Raises UnknownName, and ModelError, naming the rule, where the state is infeasible."""
        code = int(state) if isinstance(state, (int, np.integer)) else self.structure.code(state)
        self.structure.cell(code)
        return code

    def ranks(self, actor: str) -> NDArray[np.int64]:
        """The actor's ranks, aligned with ``states``: int64 (states,), larger is better, from 1 without gaps. They are
        ordinal: a difference of two ranks means nothing. Raises UnknownName, and ModelError for a ranking that has a
        state twice, or lacks one."""
        self.actor(actor)
        return self.structure.at_states(self.cell_ranks[self.actors.index(actor)]).astype(np.int64)

    @cached_property
    def cell_ranks(self) -> tuple[Ranks, ...]:
        """Each actor's ranks over cells (see ``model.space``), 0 where infeasible, in the smallest types that do."""
        return tuple(self.structure.ranks(actor, self.preferences[actor], self.drivers) for actor in self.actors)

    def moves(self, state: State, *, actor: str, improvements: bool = False) -> NDArray[np.int64]:
        """R_i(s), or with *improvements* R_i⁺(s): codes, ascending, int64, of the states to which *actor* can move from
        *state* in one move (and that it prefers to *state*). Raises UnknownName, ModelError, and SizeError for an actor
        of more than 22 options, whose moves are too many to list."""
        who, code = self.actor(actor), self.code(state)
        targets = self.structure.moves(code, actor)
        if improvements and targets.size:
            ranks = self.cell_ranks[who]
            cells = self.structure.cells_of(targets)
            targets = targets[ranks[cells] > ranks[self.structure.cell(code)]]
        return targets

    def __repr__(self) -> str:
        size = f"{len(self.options)} options, {self.states.size} states, {self.layout}"
        return f"<Conflict of {', '.join(self.actors)}: {size}>"

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        state["preferences"] = dict(self.preferences)
        return state
