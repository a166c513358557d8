"""A conflict: actors, states, moves, preferences and a start (Kilgour, Hipel & Fang 1987; Fang, Hipel & Kilgour 1993).

G = ⟨N, S, {A_i}, {≿_i}⟩. In option form the states and moves follow from the options (``OptionForm``) and preferences
are ordered wants or a ranking; in graph form states, arcs and rankings are given one by one. Both are used alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.brief import LONGEST, Brief, cut
from gmcr.base.errors import ModelError, UnknownName, quoted
from gmcr.base.given import items_given, known_name, names_given, shown, table_given, yes_given
from gmcr.logic import Formula, Vocabulary, parse, resolve
from gmcr.model.form import ModelOption, NeverRule, OptionForm
from gmcr.model.graph import ArcForm
from gmcr.model.levels import leveled_form, levels_checked
from gmcr.model.ranking import Ranking, Ranks
from gmcr.model.structure import GraphStructure, OptionStructure, Preference, Structure
from gmcr.model.wants import ModelWant

__all__ = ["Conflict", "conflict_given", "wants_of"]

State = int | str | Iterable[str]
Wanted = str | Sequence[str | ModelWant] | Ranking
"""Preferences as people give them: wants, most important first (one alone as a text), or a ranking."""


@dataclass(frozen=True, eq=False)
class Conflict(Brief):
    """One game. Make it with ``from_options`` or ``from_arcs``, or get it from an assessment.

    ``structure`` holds states and moves (shared between games that differ in preferences only), ``preferences`` each
    actor's ordered wants or ``Ranking``, ``drivers`` the exact values of the numbers that wants mention, ``start``
    the status quo's code. Arrays over states are aligned with ``states`` (codes, ascending), which are listed when first
    asked for: a conflict may have more of them than can be.
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
        self.structure.need(self.start)

    # -- how conflicts are made ------------------------------------------------------------------------------------

    @classmethod
    def from_options(
        cls,
        *,
        actors: Mapping[str, str | Sequence[str]],
        preferences: Mapping[str, str | Sequence[str] | Ranking],
        never: str | Sequence[str] = (),
        one_way: str | Sequence[str] | Mapping[str, str] = (),
        needs: Mapping[str, str] | None = None,
        levels: Mapping[str, Sequence[str]] | None = None,
        start: State | None = (),
        layout: str | None = None,
    ) -> Conflict:
        """A conflict in option form.

        ``actors``: actor → option names. ``preferences``: actor → wants (formulas, most important first) or a
        ``Ranking`` of state codes, every feasible state exactly once. ``never``: formulas that exclude states.
        ``one_way``: options that can be switched on only, or option → "forward" / "back". ``needs``: option → the formula
        that has to hold in the state from which it is switched on (at most 2^14 feasible states then). ``levels``: option
        in degrees → its levels, lowest first; each above the lowest is a bit. ``start``: the options that are on (in
        degrees: ``option = level``), or the state's code (None: the first feasible state). ``layout``: None to let the
        program choose, or "dense" (at most 2^26 combinations) / "sparse" (at most 2^22 feasible states). Wherever a list
        is meant, a text alone is its one item. Raises FormulaError, ModelError, SizeError, UnknownName.

        Options are counted in the order given: option k is bit k of a state's code. Wants make a weak order: of two
        states the one that meets the first want in which they differ is preferred (option prioritisation: Hipel et al.
        1997; Fang et al. 2003).
        """
        owned = {
            actor: names_given(names, f"The options of {actor}")
            for actor, names in table_given(actors, "actors", "actor → option names").items()
        }
        if isinstance(one_way, Mapping):
            directions = table_given(one_way, "one_way", 'option → "forward" or "back"')
        else:
            directions = dict.fromkeys(names_given(one_way, "one_way"), "forward")
        if layout is not None:
            known_name("layout", layout, ("dense", "sparse"))
        plain = OptionForm(
            tuple(owned), tuple(ModelOption(actor, name) for actor, names in owned.items() for name in names)
        )
        turned = {plain.full_name(name): direction for name, direction in directions.items()}
        for name, direction in turned.items():
            if direction not in ("forward", "back"):
                raise ModelError(f"{name}: one_way is 'forward' or 'back', not {quoted(direction)}.", rule=name)
        scales = {
            plain.full_name(name): levels_checked(plain.full_name(name), names_given(own, f"The levels of {name}"))
            for name, own in table_given(levels or {}, "levels", "option → levels").items()
        }
        vocabulary = Vocabulary(plain.names, {}, (), scales)
        asked = {
            plain.full_name(name): resolve(parse(text), vocabulary, kind="truth")
            for name, text in table_given(needs or {}, "needs", "option → a formula").items()
        }
        form = leveled_form(
            plain.actors,
            [
                replace(option, one_way=turned.get(option.full_name, ""), needs=asked.get(option.full_name))
                for option in plain.options
            ],
            [
                NeverRule(str(text), resolve(parse(text), vocabulary, kind="truth"))
                for text in items_given(never, "never", "a formula, or a list of formulas")
            ],
            scales,
        )
        given = table_given(preferences, "preferences", "actor → wants or a Ranking")
        chosen = {actor: _preference(actor, wants, lambda: vocabulary) for actor, wants in given.items()}
        structure = OptionStructure(form, layout)
        return cls(structure, chosen, _start(structure, start))

    @classmethod
    def from_arcs(
        cls,
        *,
        states: str | Sequence[str],
        arcs: Mapping[str, Iterable[tuple[str, str]]],
        ranks: Mapping[str, Ranking],
        start: int | str | None = None,
    ) -> Conflict:
        """A conflict in graph form: labels of states, each actor's arcs (moves need not be transitive) and ranking.

        Codes are positions in ``states``; ``start`` (a label, or a code) defaults to the first. Raises ModelError,
        UnknownName.
        """
        structure = GraphStructure(ArcForm.from_labels(states, arcs))
        given = table_given(ranks, "ranks", "actor → its Ranking of states")
        chosen = {actor: _preference(actor, wants, None) for actor, wants in given.items()}
        return cls(structure, chosen, _start(structure, start))

    def with_preferences(self, preferences: Mapping[str, Wanted]) -> Conflict:
        """The same conflict with some actors' preferences replaced: wants (formulas, over its drivers too) or a
        ``Ranking``, as ``from_options`` takes them, or the ``preferences`` of another conflict. Raises FormulaError,
        ModelError, UnknownName."""
        given = table_given(preferences, "preferences", "actor → wants or a Ranking")
        graph = isinstance(self.structure, GraphStructure)
        vocabulary = None if graph else lambda: self._vocabulary
        changed = {actor: _preference(actor, wants, vocabulary) for actor, wants in given.items()}
        return replace(self, preferences={**self.preferences, **changed})

    def with_drivers(self, drivers: Mapping[str, Fraction]) -> Conflict:
        """The same conflict with all drivers at other values."""
        return replace(self, drivers=drivers)

    def with_start(self, start: State | None) -> Conflict:
        """The same conflict from another start: a code, a label (graph form) or the options that are on; None for the
        first feasible state. Raises ModelError, UnknownName."""
        return replace(self, start=_start(self.structure, start))

    # -- what it consists of ---------------------------------------------------------------------------------------

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors' names, in order."""
        return self.structure.actors

    @property
    def options(self) -> tuple[str, ...]:
        """Full option names, ``actor.option``, in bit order, one in degrees once; empty in graph form."""
        return self.structure.acts

    @property
    def layout(self) -> str:
        """How arrays are kept: "dense", "sparse" or "graph". Raises SizeError where states cannot be listed."""
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

    def formula(self, text: str) -> Formula:
        """A formula over this conflict's options (and drivers), resolved. Raises FormulaError, and ModelError in graph
        form, where there are no options to speak of."""
        if not self.options:
            raise ModelError(
                "A conflict in graph form has no options, so no formula can say what is meant: name states."
            )
        return resolve(parse(text), self._vocabulary, kind="truth")

    @property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.options, {}, tuple(self.drivers), self.structure.levels)

    def actor(self, name: str) -> int:
        """An actor's position; raises UnknownName."""
        return self.actors.index(known_name("actor", name, self.actors))

    def code(self, state: State) -> int:
        """A state's code, from the code itself, a label (graph form) or the options that are on (names, or one text
        with commas). Raises UnknownName, and ModelError, naming the rule, where the state is infeasible."""
        return _code(self.structure, state)

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
        of more than 22 options, whose moves are too many to list, and for states that are."""
        who, code = self.actor(actor), self.code(state)
        targets = self.structure.moves(code, actor)
        if yes_given(improvements, "improvements") and targets.size:
            ranks = self.cell_ranks[who]
            cells = self.structure.cells_of(targets)
            targets = targets[ranks[cells] > ranks[self.structure.cell(code)]]
        return targets

    def __repr__(self) -> str:
        structure, size = self.structure, f"{len(self.options)} options, "
        if isinstance(structure, OptionStructure) and not structure.known:
            size += f"2^{len(structure.form.options)} combinations"
        else:
            size += f"{self.states.size} states, {self.layout}"
        return f"<Conflict of {cut(', '.join(self.actors), LONGEST - len(size) - 20)}: {size}>"

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        state["preferences"] = dict(self.preferences)
        return state


def conflict_given(given: object) -> Conflict:
    """A conflict where one is needed. Raises ModelError, saying how to have one, for what is none."""
    if isinstance(given, Conflict):
        return given
    hint = ""
    if isinstance(given, str):
        hint = " Load a case by its name first: load_conflict(name).conflict, or load(name).conflict()."
    elif callable(getattr(given, "conflict", None)):
        hint = " Choose one of its games: .conflict()."
    elif isinstance(getattr(given, "conflict", None), Conflict):
        hint = " It has one: .conflict."
    raise ModelError(f"This question is asked of a Conflict, not of {shown(given)}.{hint}")


def wants_of(conflict: Conflict, actors: Iterable[str] | None = None) -> Iterator[ModelWant]:
    """All wants of some actors, or of all, in order; an actor given by a ranking has none."""
    for actor in conflict.preferences if actors is None else actors:
        if not isinstance(wants := conflict.preferences[actor], Ranking):
            yield from wants


def _preference(actor: str, given: object, vocabulary: Callable[[], Vocabulary] | None) -> Preference:
    """Preferences as they are kept. *vocabulary*: what formulas may mention, made for texts only; None in graph form."""
    if isinstance(given, Ranking):
        return given
    if vocabulary is None:
        raise ModelError(
            f"In graph form {actor}'s preferences are a Ranking of states, not {shown(given)}.", actor=actor
        )
    wants = items_given(given, f"The preferences of {actor}", "wants (formulas, most important first) or a Ranking")
    return tuple(
        want
        if isinstance(want, ModelWant)
        else ModelWant(resolve(parse(want), vocabulary(), kind="truth"), id=f"{actor} {k}")
        for k, want in enumerate(wants, 1)
    )


def _code(structure: Structure, state: object) -> int:
    """The code of a state however it is given; feasible."""
    if isinstance(state, (int, np.integer)) and not isinstance(state, bool):
        code = int(state)
    else:
        what = "A state is its code, its label or the options that are on"
        code = structure.code(state if isinstance(state, str) else items_given(state, what, "one of these"))
    structure.need(code)
    return code


def _start(structure: Structure, start: object) -> int:
    """The start's code; None is the first feasible state."""
    return int(structure.states[0]) if start is None else _code(structure, start)
