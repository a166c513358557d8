"""A conflict: actors, states, moves, preferences and a start (Kilgour, Hipel & Fang 1987; Fang, Hipel & Kilgour 1993).

G = ⟨N, S, {A_i}, {≿_i}⟩. In option form the states and moves follow from the options (``OptionForm``) and preferences
are ordered wants or a ranking; in graph form states, arcs and rankings are given one by one. Both are used alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_bool, as_items, as_mapping, as_names, as_text, known_name, shown
from gmcr.base.errors import CountermoveError, ModelError, UnknownName, quoted
from gmcr.base.record import LONGEST, Record, cut
from gmcr.logic import Formula, Vocabulary, parse
from gmcr.model.edited import EditedStructure, with_arcs
from gmcr.model.equality import preference_content, same_structure
from gmcr.model.form import ModelOption, NeverRule, OptionForm
from gmcr.model.ranking import Ranking, Ranks
from gmcr.model.structure import GraphStructure, OptionStructure, Preference, Structure, ranking_of_ranks
from gmcr.model.tables import is_ranks, preferences_given, rank_column
from gmcr.model.wants import ModelWant

__all__ = ["Conflict"]

State = int | str | Iterable[str]


@dataclass(frozen=True, eq=False)
class Conflict(Record):
    """A conflict is one game: actors, states, moves, preferences and a start.

    Make it with ``from_options`` or ``from_arcs``. In *option form* the states and moves follow from the options; in
    *graph form* states, arcs and rankings are given one by one. Both are used alike.

    Attributes
    ----------
    structure : Structure
        The states and moves, shared between games that differ in preferences only.
    preferences : mapping of str to tuple of wants or Ranking
        Actor → its ordered wants, most important first, or its ranking.
    start : int
        The code of the status quo.
    drivers : mapping of str to Fraction
        The exact values of the numbers that wants mention.

    Raises
    ------
    UnknownName
        If preferences are given for a name that is not an actor.
    ModelError
        If an actor has no preferences, or the start is infeasible.

    See Also
    --------
    solve : Which states are stable, and which are equilibria.
    why : Why one state is stable for one actor, or is not.

    Notes
    -----
    A conflict is G = (N, S, (A_i), (≿_i)): the actors N, the feasible states S, and of each actor i its arcs A_i between
    states and its weak order ≿_i of the states. Only the order of preference counts: there are no utilities and no
    probabilities.

    A state's *code* is a whole number. In option form option k is bit k of it, options being counted in the order given;
    in graph form it is the position in the list of labels. Arrays over states are aligned with ``states`` (codes,
    ascending). These are listed when they are first asked for: a conflict may have more of them than can be listed.

    Two conflicts are equal (``==``, and as keys) if every question has the same answer in both: they have the same actors,
    options, feasible states, moves, start and drivers, and each actor has the same wants, or the same ranking of the states.
    How rules are written and how arrays are kept does not count. Conflicts whose wants differ are not equal, even where
    they rank all states alike: what a change of a want does, differs. Compare ``ranks`` where only these matter.

    References
    ----------
    * D. M. Kilgour, K. W. Hipel & L. Fang (1987). The graph model for conflicts. *Automatica* 23, 41–55.
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict
      Resolution*. Wiley.

    Examples
    --------
    A ferry line may run, and the town may pay for it.

    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> ferry
    <Conflict of line, town: 2 options, 4 states, dense>
    >>> list(ferry.labels)
    ['no option on', 'line.run', 'town.pay', 'line.run, town.pay']
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

    # -- constructors -----------------------------------------------------------------------------------------------

    @classmethod
    def from_options(
        cls,
        *,
        actors: Mapping[str, str | Sequence[str]],
        preferences: object,
        never: str | Sequence[str] = (),
        one_way: str | Sequence[str] | Mapping[str, str] = (),
        needs: Mapping[str, str] | None = None,
        levels: Mapping[str, Sequence[str]] | None = None,
        arcs: object = None,
        start: State | None = (),
        layout: str | None = None,
    ) -> Conflict:
        """Return a conflict in option form.

        Wherever a list is meant, a text alone is its one item.

        Parameters
        ----------
        actors : mapping of str to str or sequence of str
            Actor → the names of its options.
        preferences : mapping of str to wants or ranking, pandas.DataFrame or path
            Actor → its wants (formulas over the options, most important first), or a ranking with every feasible state exactly
            once, as ``from_arcs`` takes it. A list of texts alone is wants; states in a list are codes. Or a table of ranks, as
            there.
        never : str or sequence of str, optional
            Formulas that exclude the states in which they are true.
        one_way : str, sequence of str or mapping of str to str, optional
            Options that can be switched on but not off; or option → "forward" (on only) or "back" (off only).
        needs : mapping of str to str, optional
            Option → the formula that has to hold in the state from which it is switched on. There may then be at most 2^14
            feasible states.
        levels : mapping of str to sequence of str, optional
            Option that has degrees → its levels, lowest first. Each level above the lowest is one bit of the code.
        arcs : mapping, iterable of (str, state, state), pandas.DataFrame or path, optional
            Moves in place of those that follow from the options, as ``with_arcs`` takes them.
        start : int, str, iterable of str or None, optional
            The status quo: the options that are on (an option in degrees as ``option = level``) or the code of the state. By
            default no option is on; None is the first feasible state.
        layout : {None, "dense", "sparse"}, optional
            How arrays are kept: "dense" for at most 2^26 combinations of options, "sparse" for at most 2^22 feasible states.
            None leaves the choice to the program.

        Returns
        -------
        Conflict
            The conflict. Option k, counted in the order given, is bit k of a state's code.

        Raises
        ------
        FormulaError
            If a formula cannot be read, or mentions an option that does not exist.
        ModelError
            If the conflict cannot be as it is given: no state is feasible, the start is infeasible, an actor has no
            preferences, a direction is neither "forward" nor "back", or the levels of an option are not two or more different
            names.
        SizeError
            If the layout asked for cannot hold the states.
        UnknownName
            If an actor, an option outside formulas, or the layout does not exist.

        See Also
        --------
        Conflict.from_arcs : A conflict in graph form.
        Conflict.with_arcs : Edit moves one by one.

        Notes
        -----
        Wants make a weak order (option prioritisation): of two states an actor prefers the one that meets the first want in
        which they differ. So an earlier want outweighs all later ones together. States that meet the same wants are a tie.

        References
        ----------
        * Hipel et al. (1997) and Fang, Hipel, Kilgour & Peng (2003), on option prioritisation.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ...     start="run, pay",
        ... )
        >>> ferry.start, ferry.options
        (3, ('line.run', 'town.pay'))
        >>> ferry.ranks("line").tolist()
        [2, 1, 2, 3]

        Options may exclude each other, and may have degrees:

        >>> pressure = gmcr.Conflict.from_options(
        ...     actors={"athens": ["strike", "leave"], "melos": "submit"},
        ...     preferences={"athens": ["submit", "strike < heavy"], "melos": "not submit"},
        ...     never="strike >= some and leave",
        ...     levels={"strike": ["none", "some", "heavy"]},
        ...     start="strike = some",
        ... )
        >>> pressure.label(pressure.start), pressure.states.size
        ('athens.strike = some', 8)
        """
        owned = {
            actor: as_names(names, f"The options of {actor}")
            for actor, names in as_mapping(actors, "actors", "actor → option names").items()
        }
        if isinstance(one_way, Mapping):
            directions = as_mapping(one_way, "one_way", 'option → "forward" or "back"')
        else:
            directions = dict.fromkeys(as_names(one_way, "one_way"), "forward")
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
            plain.full_name(name): OptionForm.levels_given(
                plain.full_name(name), as_names(own, f"The levels of {name}")
            )
            for name, own in as_mapping(levels or {}, "levels", "option → levels").items()
        }
        vocabulary = Vocabulary(plain.names, {}, (), scales)
        needed = {
            plain.full_name(name): vocabulary.resolve(parse(text), kind="truth")
            for name, text in as_mapping(needs or {}, "needs", "option → a formula").items()
        }
        form = OptionForm.leveled(
            plain.actors,
            [
                replace(option, one_way=turned.get(option.full_name, ""), needs=needed.get(option.full_name))
                for option in plain.options
            ],
            [
                NeverRule(str(text), vocabulary.resolve(parse(text), kind="truth"))
                for text in as_items(never, "never", "a formula, or a list of formulas")
            ],
            scales,
        )
        structure: Structure = OptionStructure(form, layout)
        chosen = _preferences(structure, preferences, lambda: vocabulary)
        if arcs is not None:
            structure = with_arcs(structure, arcs, add=None, remove=None)
        return cls(structure, chosen, _start(structure, start))

    @classmethod
    def from_arcs(
        cls,
        *,
        states: str | Sequence[str],
        arcs: object,
        preferences: object,
        start: int | str | None = None,
    ) -> Conflict:
        """Return a conflict in graph form.

        Parameters
        ----------
        states : str or sequence of str
            The labels of the states, all different. A state's code is its position.
        arcs : mapping of str to iterable of (str, str), iterable of (str, str, str), pandas.DataFrame or path
            Actor → its moves in one step, as pairs of labels (from, to); or triples (actor, from, to); or a table with columns
            of these names, as a DataFrame or a ``.csv`` file. Moves need not be transitive.
        preferences : mapping of str to ranking, pandas.DataFrame or path
            Actor → its ranking of the states, every state exactly once: a ``Ranking``; a list of states, best first, with
            lists for ties; a text as in ``"s2 > s1 ~ s3"``; or state → rank, larger being better (a mapping or a Series). Or a
            table of such ranks, one row a state and one column an actor, as a DataFrame (the states in its index or in a column
            ``state``) or a ``.csv`` file. Where arcs are a table, who stands here alone is an actor without moves.
        start : int, str or None, optional
            The status quo, a label or a code; by default the first state.

        Returns
        -------
        Conflict
            The conflict, with no options.

        Raises
        ------
        ModelError
            If there is no state or no actor, two states have the same label, an arc is not a pair of two different states, or
            an actor's preferences are missing or no ranking; a table lacks a state, has it twice, or has something else than a
            number for it. The message names row and column.
        UnknownName
            If an arc or the start names a state that does not exist, or *preferences* an actor that *arcs* does not have.

        See Also
        --------
        Conflict.from_options : A conflict in option form.

        Examples
        --------
        A claimant can go to court, and nobody can undo that.

        >>> import gmcr
        >>> dispute = gmcr.Conflict.from_arcs(
        ...     states=["talks", "court", "deal"],
        ...     arcs={"claimant": [("talks", "court")], "owner": [("talks", "deal"), ("deal", "talks")]},
        ...     preferences={"claimant": "deal > court > talks", "owner": ["talks", "deal", "court"]},
        ... )
        >>> gmcr.solve(dispute).equilibria("nash").tolist(), dispute.label(1)
        ([1], 'court')
        """
        table = preferences_given(preferences)
        structure = GraphStructure.from_labels(states, arcs, actors=() if isinstance(arcs, Mapping) else tuple(table))
        chosen = _preferences(structure, table, lambda: Vocabulary(()))
        return cls(structure, chosen, _start(structure, start))

    @classmethod
    def given(cls, given: object) -> Conflict:
        """Return a value that has to be a conflict.

        Parameters
        ----------
        given : object
            The argument of a function that takes a conflict.

        Returns
        -------
        Conflict
            The same object.

        Raises
        ------
        ModelError
            If it is not a conflict; the message says how to make one.

        Examples
        --------
        >>> import gmcr
        >>> gmcr.Conflict.given("chicken")
        Traceback (most recent call last):
        ...
        gmcr.base.errors.ModelError: This question is asked of a Conflict, not of 'chicken'. Load a case by its name
        first: ...
        """
        if isinstance(given, cls):
            return given
        hint = ""
        if isinstance(given, str):
            hint = " Load a case by its name first: load_conflict(name).conflict, or load(name).conflict()."
        elif callable(getattr(given, "conflict", None)):
            hint = " Choose one of its games: .conflict()."
        elif isinstance(getattr(given, "conflict", None), cls):
            hint = " It has one: .conflict."
        raise ModelError(f"This question is asked of a Conflict, not of {shown(given)}.{hint}")

    def wants(self, actors: Iterable[str] | None = None) -> Iterator[ModelWant]:
        """Yield all wants of some actors.

        Parameters
        ----------
        actors : iterable of str, optional
            The actors. By default all.

        Returns
        -------
        iterator of ModelWant
            Their wants, in order; an actor given by a ranking has none.
        """
        for actor in self.preferences if actors is None else actors:
            if not isinstance(wants := self.preferences[actor], Ranking):
                yield from wants

    def with_preferences(self, preferences: object) -> Conflict:
        """Return the same conflict with the preferences of some actors replaced.

        Parameters
        ----------
        preferences : mapping of str to wants or ranking, pandas.DataFrame or path
            Actor → its wants (formulas, over the conflict's drivers too) or its ranking, as ``from_options`` takes them, or
            the ``preferences`` of another conflict. Actors without an entry keep theirs.

        Returns
        -------
        Conflict
            The conflict, with the same structure and start.

        Raises
        ------
        FormulaError
            If a formula cannot be read, or mentions what the conflict does not have.
        ModelError
            If something is neither wants nor a ranking; in graph form, if it is no ranking.
        UnknownName
            If an actor does not exist.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> generous = ferry.with_preferences({"town": "run"})
        >>> gmcr.solve(generous).equilibria("nash").tolist()
        [0, 3]
        """
        changed = _preferences(self.structure, preferences, lambda: self._vocabulary)
        return replace(self, preferences={**self.preferences, **changed})

    def with_arcs(self, arcs: object = None, *, add: object = None, remove: object = None) -> Conflict:
        """Return the same conflict with moves edited one by one.

        Parameters
        ----------
        arcs : mapping of str to iterable of (state, state), iterable of (str, state, state), pandas.DataFrame or path, optional
            All moves of the actors that are named: actor → its moves in one step, as pairs (from, to); or triples (actor, from,
            to); or a table with columns of these names, as a DataFrame or a ``.csv`` file. Actors that are not named keep
            theirs. A state is its code (as a number, or in digits), its label, or the options that are on.
        add, remove : as *arcs*, optional
            Moves that actors have beside the others, and moves that they do not have, in this order.

        Returns
        -------
        Conflict
            The conflict, with the same states, options, preferences and start. Its moves are arcs, as in graph form: they need
            not be transitive, and nobody moves twice running (unless an option needs something: then anybody may, as before).

        Raises
        ------
        ModelError
            If an arc leads from a state to itself, or from or to a state that cannot be (the message names the row and column
            of a table), or a move to remove does not exist.
        SizeError
            If there are more than 65,536 feasible states or 4,000,000 moves, or the states are too many to be listed.
        UnknownName
            If an actor, or without a table a state, does not exist.

        See Also
        --------
        as_perceived : Take the moves away that touch states which an actor does not perceive.

        Examples
        --------
        The line stops only once nobody pays, and it cannot begin again.

        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> final = ferry.with_arcs({"line": [("run", [])]})
        >>> final
        <Conflict of line, town: 2 options, 4 states, arcs edited>
        >>> gmcr.solve(ferry).equilibria("nash").tolist(), gmcr.solve(final).equilibria("nash").tolist()
        ([0], [0])
        >>> final == ferry.with_arcs(remove=[("line", 0, 1), ("line", 2, 3), ("line", 3, 2)])
        True
        """
        return replace(self, structure=with_arcs(self.structure, arcs, add=add, remove=remove))

    def with_drivers(self, drivers: Mapping[str, Fraction]) -> Conflict:
        """Return the same conflict with all drivers at other values.

        Parameters
        ----------
        drivers : mapping of str to Fraction
            The value of each driver.

        Returns
        -------
        Conflict
            The conflict, with the same structure, preferences and start.
        """
        return replace(self, drivers=drivers)

    def with_start(self, start: State | None) -> Conflict:
        """Return the same conflict from another start.

        Parameters
        ----------
        start : int, str, iterable of str or None
            A code, a label (graph form) or the options that are on; None for the first feasible state.

        Returns
        -------
        Conflict
            The conflict, with the same structure and preferences.

        Raises
        ------
        ModelError
            If the state is infeasible.
        UnknownName
            If an option or a label does not exist.
        """
        return replace(self, start=_start(self.structure, start))

    # -- contents ---------------------------------------------------------------------------------------------------

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors' names, in order."""
        return self.structure.actors

    @property
    def options(self) -> tuple[str, ...]:
        """Full option names, ``actor.option``, in bit order, an option in degrees once; empty in graph form."""
        return self.structure.acts

    @property
    def layout(self) -> str:
        """How arrays are laid out: "dense", "sparse" or "graph". Raises SizeError where states cannot be listed."""
        return self.structure.layout

    @property
    def states(self) -> NDArray[np.int64]:
        """Codes of the feasible states, ascending: int64 (states,). In graph form 0, 1, 2, …

        Raises SizeError where there are too many, ModelError where there are none.
        """
        return self.structure.states

    @property
    def labels(self) -> Sequence[str]:
        """One label for each state, aligned with ``states``: its name in graph form, the options that are on
        otherwise."""
        return self.structure.labels

    def label(self, state: State) -> str:
        """Return the label of one state.

        Parameters
        ----------
        state : int, str or iterable of str
            The state, as ``code`` takes it.

        Returns
        -------
        str
            Its name in graph form, the options that are on otherwise ("no option on" if none is).

        Raises
        ------
        UnknownName, ModelError
            As ``code`` raises them.
        """
        return self.structure.label(self.code(state))

    def formula(self, text: str) -> Formula:
        """Return a formula over this conflict's options (and drivers), resolved.

        Parameters
        ----------
        text : str
            The formula, as in "run and not pay". The name of an option is enough where no other actor has one of that name;
            its full name is ``actor.option``.

        Returns
        -------
        Formula
            The formula, as ``minimal_changes`` takes it.

        Raises
        ------
        FormulaError
            If it cannot be read, or mentions what the conflict does not have.
        ModelError
            If the conflict is in graph form, which has no options to speak of.
        """
        if not self.options:
            raise ModelError(
                "A conflict in graph form has no options, so no formula can say what is meant: name states."
            )
        return self._vocabulary.resolve(parse(text), kind="truth")

    @property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.options, {}, tuple(self.drivers), self.structure.levels)

    def actor(self, name: str) -> int:
        """Return an actor's position.

        Parameters
        ----------
        name : str
            The actor.

        Returns
        -------
        int
            Its position in ``actors``, from 0.

        Raises
        ------
        UnknownName
            If there is no such actor.
        """
        return self.actors.index(known_name("actor", name, self.actors))

    def coalition(self, members: str | Iterable[str]) -> tuple[str, ...]:
        """Return a coalition by its members' names.

        Parameters
        ----------
        members : str or iterable of str
            The names, as "A,B" or one by one.

        Returns
        -------
        tuple of str
            The members in the order of the conflict's actors, each once.

        Raises
        ------
        ModelError
            If there is nobody in it.
        UnknownName
            If somebody is no actor.
        """
        items = members.split(",") if isinstance(members, str) else as_items(members, "A coalition", "names of actors")
        if not items:
            raise ModelError("A coalition needs at least one actor.")
        places = {self.actor(as_text(name, "A coalition", "names of actors").strip()) for name in items}
        return tuple(self.actors[place] for place in sorted(places))

    def code(self, state: State) -> int:
        """Return a state's code.

        Parameters
        ----------
        state : int, str or iterable of str
            The code itself, a label (graph form) or the options that are on: their names, or one text with commas.

        Returns
        -------
        int
            The code.

        Raises
        ------
        UnknownName
            If there is no such option or label.
        ModelError
            If the state is infeasible; the message names the rule that excludes it.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> ferry.code("run, pay"), ferry.code(["pay"]), ferry.code(0)
        (3, 2, 0)
        """
        return _code(self.structure, state)

    def ranks(self, actor: str) -> NDArray[np.int64]:
        """Return an actor's ranks.

        Parameters
        ----------
        actor : str
            The actor.

        Returns
        -------
        ndarray of int64, shape (states,)
            The ranks, aligned with ``states``: larger is better, from 1 without gaps. They are ordinal: a difference of two
            ranks means nothing.

        Raises
        ------
        UnknownName
            If there is no such actor.
        ModelError
            If its ranking has a state twice, or lacks one.
        """
        self.actor(actor)
        return self.structure.at_states(self.cell_ranks[self.actors.index(actor)]).astype(np.int64)

    @cached_property
    def cell_ranks(self) -> tuple[Ranks, ...]:
        """Each actor's ranks over cells (see ``model.space``), 0 where infeasible, in the smallest types that hold
        them."""
        return tuple(self.structure.ranks(actor, self.preferences[actor], self.drivers) for actor in self.actors)

    def moves(self, state: State, *, actor: str, improvements: bool = False) -> NDArray[np.int64]:
        """Return where an actor can move from a state.

        Parameters
        ----------
        state : int, str or iterable of str
            The state s, as ``code`` takes it.
        actor : str
            The actor i.
        improvements : bool, default False
            Whether to return only the moves to states that the actor prefers to s.

        Returns
        -------
        ndarray of int64
            R_i(s), or with *improvements* R_i⁺(s): the codes, ascending, of the states that the actor reaches from s in one
            move. Their number depends on the state.

        Raises
        ------
        UnknownName
            If there is no such actor, option or label.
        ModelError
            If the state is infeasible, or *improvements* is not True or False.
        SizeError
            If the actor has more than 22 options, whose moves are too many to list, or the states are.

        Examples
        --------
        >>> import gmcr
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> ferry.moves("run, pay", actor="town", improvements=True).tolist()
        [1]
        """
        who, code = self.actor(actor), self.code(state)
        targets = self.structure.moves(code, actor)
        if as_bool(improvements, "improvements") and targets.size:
            ranks = self.cell_ranks[who]
            cells = self.structure.cells_of(targets)
            targets = targets[ranks[cells] > ranks[self.structure.cell(code)]]
        return targets

    def __repr__(self) -> str:
        structure, size = self.structure, f"{len(self.options)} options, "
        if isinstance(structure, OptionStructure) and not structure.known:
            size += f"2^{len(structure.form.options)} combinations"
        else:
            edited = isinstance(structure, EditedStructure)
            size += f"{self.states.size} states, {'arcs edited' if edited else self.layout}"
        return f"<Conflict of {cut(', '.join(self.actors), LONGEST - len(size) - 20)}: {size}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Conflict) or self is other:
            return self is other
        if hash(self) != hash(other) or not same_structure(self.structure, other.structure):
            return False
        return self._content() == other._content()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.actors, self.options, *self._content()))

    def _content(self) -> tuple[object, ...]:
        """What two conflicts on one structure may differ in."""
        said = (preference_content(self.preferences[actor], partial(self.ranks, actor)) for actor in self.actors)
        return (self.start, frozenset(self.drivers.items()), *said)

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        state.pop("_hash", None)  # hashes of texts differ between processes
        state["preferences"] = dict(self.preferences)
        return state


def _preferences(structure: Structure, given: object, vocabulary: Callable[[], Vocabulary]) -> dict[str, Preference]:
    """The preferences given for actors, as stored. *vocabulary*: the names that formulas may mention, made for texts
    only."""
    return {
        actor: _preference(structure, actor, value, vocabulary) for actor, value in preferences_given(given).items()
    }


def _preference(structure: Structure, actor: str, value: object, vocabulary: Callable[[], Vocabulary]) -> Preference:
    if isinstance(value, Ranking):
        return value
    if is_ranks(value):
        return ranking_of_ranks(structure, actor, rank_column(value, actor))
    graph = isinstance(structure, GraphStructure) and not isinstance(structure, EditedStructure)
    what = "a ranking of states" if graph else "wants (formulas, most important first) or a ranking"
    if isinstance(value, str) and (graph or _is_order(structure, value, vocabulary)):
        return Ranking.read(value)
    items = as_items(value, f"The preferences of {actor}", what)
    if graph or not all(isinstance(item, (str, ModelWant)) for item in items):
        return Ranking(items)
    return tuple(
        want
        if isinstance(want, ModelWant)
        else ModelWant(vocabulary().resolve(parse(want), kind="truth"), id=f"{actor} {k}")
        for k, want in enumerate(items, 1)
    )


def _is_order(structure: Structure, text: str, vocabulary: Callable[[], Vocabulary]) -> bool:
    """Whether a text ranks states, as in "3 > 1 ~ 2 > 0" or "run, pay > run", rather than saying one want. Where it could do
    both, as a comparison of levels could, it is the want."""
    parts = [part.strip() for part in re.split("[>~≫]+", text)]
    if len(parts) < 2 or all(part.isdecimal() for part in parts):
        return len(parts) > 1
    with suppress(CountermoveError):
        vocabulary().resolve(parse(text), kind="truth")
        return False
    with suppress(CountermoveError):
        return all(structure.code(part) >= 0 for part in parts)
    return False


def _code(structure: Structure, state: object) -> int:
    """The code of a state, however the state is given. Raises ModelError where it is infeasible."""
    if isinstance(state, (int, np.integer)) and not isinstance(state, bool):
        code = int(state)
    else:
        what = "A state is its code, its label or the options that are on"
        code = structure.code(state if isinstance(state, str) else as_items(state, what, "one of these"))
    structure.need(code)
    return code


def _start(structure: Structure, start: object) -> int:
    """The start's code; None is the first feasible state."""
    return int(structure.states[0]) if start is None else _code(structure, start)
