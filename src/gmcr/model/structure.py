"""States and moves behind one interface, whether they come from options or from arcs.

A structure is shared by all games that differ only in preferences, drivers and start. ``cells`` number the entries of
the arrays that the kernels work on (see ``model.space``).

A conflict in which one actor is bound to what it has done: that actor has no moves, and everybody else keeps theirs.

States, cells and ranks are unchanged, so what is known of the original conflict holds here too. In option form nobody
owns the options of the bound actor; in graph form it has no arcs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_items, shown
from gmcr.base.errors import CountermoveError, ModelError, SizeError, UnknownName
from gmcr.logic import Formula
from gmcr.model.constraints import HeldActs, held_acts
from gmcr.model.form import OptionForm
from gmcr.model.graph import ArcForm, Arcs
from gmcr.model.ranking import Ranking, Ranks, dense_ranks, rank_type, ranks_from_truths
from gmcr.model.space import MOST_DENSE_OPTIONS, Space, too_wide
from gmcr.model.tables import RankColumn
from gmcr.model.wants import ModelWant

__all__ = [
    "MAX_FIBRE_OPTIONS",
    "NO_OPTION",
    "GraphStructure",
    "OptionStructure",
    "Preference",
    "Structure",
    "code_given",
    "ranking_of_ranks",
    "tier_ranks",
    "without_moves",
]


Preference = tuple[ModelWant, ...] | Ranking
NO_OPTION = "no option on"
"""The label of the state in which no option is on. Where a state is named, "nothing" is understood too."""
_AT_ONCE = 16
"""Up to this many options the states can be counted in negligible time."""
MAX_FIBRE_OPTIONS = 22
"""One actor's moves from a state are listed for at most this many of its options."""


class Structure(Protocol):
    """States and moves: what both forms of a conflict have in common.

    A *code* identifies a state to people, a *cell* is its position in arrays over cells (see ``model.space``). Where the
    states are too many to be listed there are no arrays, and a cell is the code itself.

    See Also
    --------
    OptionStructure, GraphStructure : The implementations.

    Examples
    --------
    >>> from gmcr.model import ModelOption, OptionForm, OptionStructure
    >>> form = OptionForm(("line", "town"), (ModelOption("line", "run"), ModelOption("town", "pay")))
    >>> structure = OptionStructure(form)
    >>> structure.layout, structure.label(3), structure.moves(3, "town").tolist()
    ('dense', 'line.run, town.pay', [1])
    """

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors' names, in order."""

    @property
    def options(self) -> tuple[str, ...]:
        """Full option names in bit order, an option in degrees once for each threshold; empty in graph form."""

    @property
    def acts(self) -> tuple[str, ...]:
        """Full option names in bit order, each once, options in degrees too; empty in graph form."""

    @property
    def switches(self) -> tuple[str, ...]:
        """The name of the act that switches each bit on; empty in graph form."""

    @property
    def levels(self) -> Mapping[str, tuple[str, ...]]:
        """Option in degrees → its levels, lowest first."""

    @property
    def unlisted(self) -> str:
        """Why the states cannot be listed; "" where they can."""

    @property
    def listed(self) -> bool:
        """Whether the states are few enough to be listed."""

    @property
    def layout(self) -> str:
        """How arrays are laid out: "dense", "sparse" or "graph"."""

    @property
    def repeats(self) -> bool:
        """Whether it makes a difference that an opponent may move several times in a row."""

    @property
    def states(self) -> NDArray[np.int64]:
        """Codes of the feasible states, ascending: int64 (states,)."""

    @property
    def labels(self) -> Sequence[str]:
        """One label for each state, aligned with ``states``."""

    @property
    def cells(self) -> int:
        """The length of an array over cells."""

    def on(self, code: int) -> tuple[str, ...]:
        """Return what is on in a state.

        Parameters
        ----------
        code : int
            The code of a state.

        Returns
        -------
        tuple of str
            The full names of the options that are on, options in degrees with their level; in graph form the label alone.
        """

    def label(self, code: int) -> str:
        """Return the label of a state.

        Parameters
        ----------
        code : int
            The code of a state.

        Returns
        -------
        str
            Its name in graph form, the options that are on otherwise ("no option on" if none is).
        """

    def code(self, state: str | Iterable[str]) -> int:
        """Return the code of a state given by name.

        Parameters
        ----------
        state : str or iterable of str
            A label in graph form; otherwise the options that are on, as names or as one text with commas, or the code in
            digits.

        Returns
        -------
        int
            The code. In option form it is not checked that the state is feasible.

        Raises
        ------
        UnknownName
            If there is no such option or label.
        ModelError
            In graph form, if the state is not given as a text.
        """

    def need(self, code: int) -> None:
        """Raise where there is no feasible state of a code.

        Parameters
        ----------
        code : int
            The code.

        Raises
        ------
        ModelError
            In option form; the message names the rule that excludes the state.
        UnknownName
            In graph form.
        """

    def cell(self, code: int) -> int:
        """Return the cell of a feasible state.

        Parameters
        ----------
        code : int
            The code of the state.

        Returns
        -------
        int
            Its cell, from 0.

        Raises
        ------
        ModelError, UnknownName
            As ``need``.
        """

    def cells_of(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the cells of many feasible states.

        Parameters
        ----------
        codes : ndarray of int64
            Codes of feasible states, which is not checked.

        Returns
        -------
        ndarray of int64
            Their cells, in the same order.
        """

    def code_of(self, cell: int) -> int:
        """Return the code of the state at a cell.

        Parameters
        ----------
        cell : int
            The cell of a feasible state.

        Returns
        -------
        int
            Its code.
        """

    def codes_of(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the codes of the states at many cells.

        Parameters
        ----------
        cells : ndarray of int64
            Cells of feasible states.

        Returns
        -------
        ndarray of int64
            Their codes, in the same order.
        """

    def at_states(self, cells: NDArray[Any]) -> NDArray[Any]:
        """Return an array over cells as an array over states.

        Parameters
        ----------
        cells : ndarray, shape (cells,)
            Values over cells.

        Returns
        -------
        ndarray, shape (states,)
            The values aligned with ``states``.
        """

    def truth(self, formula: Formula) -> NDArray[np.bool_]:
        """Return where a formula holds.

        Parameters
        ----------
        formula : Formula
            A resolved truth without drivers.

        Returns
        -------
        ndarray of bool, shape (cells,)
            Whether the formula holds in each cell.

        Raises
        ------
        ModelError
            In graph form, which has no options.
        """

    def ranks(self, actor: str, preference: Preference, drivers: Mapping[str, Fraction]) -> Ranks:
        """Return an actor's ranks over cells.

        Parameters
        ----------
        actor : str
            The actor, for error messages.
        preference : tuple of ModelWant or Ranking
            Its ordered wants, most important first, or its ranking.
        drivers : mapping of str to Fraction
            The values of the drivers that the wants mention.

        Returns
        -------
        ndarray of unsigned integers, shape (cells,)
            Dense ranks from 1, larger is better, 0 in infeasible cells.

        Raises
        ------
        ModelError
            If a ranking has a state twice or lacks one, or, in graph form, if there are wants.
        """

    def moves(self, code: int, actor: str) -> NDArray[np.int64]:
        """Return where an actor can move from a state.

        Parameters
        ----------
        code : int
            The code of a feasible state.
        actor : str
            The actor.

        Returns
        -------
        ndarray of int64
            The codes of the states that it reaches in one move, ascending.

        Raises
        ------
        SizeError
            If the actor has more than 22 options, whose moves are too many to be listed.
        """


class OptionStructure:
    """States and moves of an option form; states are listed on first use.

    Parameters
    ----------
    form : OptionForm
        The option form.
    layout : {None, "dense", "sparse"}, optional
        The layout of arrays; None chooses it by size (see ``model.space``).

    Raises
    ------
    SizeError
        For a dense layout of more than 26 options.

    See Also
    --------
    Structure : What its methods do.

    Examples
    --------
    >>> from gmcr.model import ModelOption, OptionForm, OptionStructure
    >>> form = OptionForm(("line", "town"), (ModelOption("line", "run", "forward"), ModelOption("town", "pay")))
    >>> structure = OptionStructure(form)
    >>> list(structure.labels), structure.moves(1, "line").tolist()
    (['no option on', 'line.run', 'town.pay', 'line.run, town.pay'], [])
    """

    def __init__(self, form: OptionForm, layout: str | None = None) -> None:
        if layout == "dense" and len(form.options) > MOST_DENSE_OPTIONS:
            raise too_wide(len(form.options))
        self.form = form
        self._layout = layout
        self._too_many = ""
        self._held: dict[str, HeldActs] = {}

    @property
    def repeats(self) -> bool:
        """Whether it makes a difference that an opponent may move several times in a row, as it may in option form:
        where options need something, so that moves are not transitive."""
        return self.form.needing

    def held(self, actor: str) -> HeldActs:
        """Return what an actor's moves have to leave unchanged in each feasible state.

        Parameters
        ----------
        actor : str
            The actor.

        Returns
        -------
        Held
            The held acts, aligned with ``states``.
        """
        if actor not in self._held:
            self._held[actor] = held_acts(self.form, actor, self.states)
        return self._held[actor]

    @cached_property
    def space(self) -> Space:
        """All states. Raises SizeError where there are too many to be listed, which is determined once."""
        if self._too_many:
            raise SizeError(self._too_many)
        try:
            return Space(self.form, self._layout)
        except SizeError as error:
            self._too_many = str(error)
            raise

    @property
    def unlisted(self) -> str:
        """Why the states cannot be listed; "" where they can. It is determined once, in seconds at most. Raises
        ModelError where there are none."""
        if "space" not in self.__dict__:
            with suppress(SizeError):
                _ = self.space
        return self._too_many

    @property
    def listed(self) -> bool:
        """Whether the states are few enough to be listed."""
        return not self.unlisted

    @property
    def known(self) -> bool:
        """Whether the states are already listed, or so few that listing them takes no time."""
        return "space" in self.__dict__ or (len(self.form.options) <= _AT_ONCE and self.listed)

    @property
    def actors(self) -> tuple[str, ...]:
        return self.form.actors

    @property
    def options(self) -> tuple[str, ...]:
        return self.form.names

    @property
    def acts(self) -> tuple[str, ...]:
        return self.form.acts

    @property
    def switches(self) -> tuple[str, ...]:
        """The name of the act that switches each bit on."""
        return tuple(option.act for option in self.form.options)

    @property
    def levels(self) -> Mapping[str, tuple[str, ...]]:
        return dict(self.form.levels)

    @property
    def layout(self) -> str:
        return self.space.layout

    @property
    def states(self) -> NDArray[np.int64]:
        return self.space.states

    @property
    def cells(self) -> int:
        return self.space.cells

    @property
    def labels(self) -> Sequence[str]:
        return _OptionLabels(self)

    def on(self, code: int) -> tuple[str, ...]:
        """The options that are on in a state, options in degrees with their level."""
        return self.form.on(code)

    def label(self, code: int) -> str:
        return ", ".join(self.form.on(code)) or NO_OPTION

    def need(self, code: int) -> None:
        """Raise ModelError where there is no feasible state of a code; also, where the states are few, if none is
        feasible at all."""
        if self.known:
            self.space.cell(code)
        else:
            self.form.need(code)

    def code(self, state: str | Iterable[str]) -> int:
        if isinstance(state, str):
            if state.strip().isdecimal() and not self._names_option(state.strip()):
                return int(state)
            state = [] if state.strip() in (NO_OPTION, "nothing") else [part.strip() for part in state.split(",")]
        return self.form.code(state)

    def _names_option(self, text: str) -> bool:
        return any(text in (name, name.partition(".")[2]) for name in self.form.acts)

    def cell(self, code: int) -> int:
        if self.unlisted:
            self.form.need(code)
            return code
        return self.space.cell(code)

    def cells_of(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        return codes if self.layout == "dense" else np.searchsorted(self.states, codes)

    def code_of(self, cell: int) -> int:
        return cell if self.unlisted or self.layout == "dense" else int(self.states[cell])

    def codes_of(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        return cells if self.layout == "dense" else self.states[cells]

    def at_states(self, cells: NDArray[Any]) -> NDArray[Any]:
        return self.space.at_states(cells)

    def truth(self, formula: Formula) -> NDArray[np.bool_]:
        """Truth of a resolved formula without drivers in every cell."""
        return self.space.truth(formula)

    def ranks(self, actor: str, preference: Preference, drivers: Mapping[str, Fraction]) -> Ranks:
        space = self.space
        if isinstance(preference, Ranking):
            return tier_ranks(actor, preference, self)
        truths = [want.truth(space.columns, drivers) for want in preference]
        return ranks_from_truths(truths, space.shape, space.feasible)

    def moves(self, code: int, actor: str) -> NDArray[np.int64]:
        low, high = self.form.span[actor]
        if high - low > MAX_FIBRE_OPTIONS:
            raise SizeError(f"{actor} has {high - low} options: its moves are too many to list.", actor=actor)
        mask = self.form.mask(actor)
        targets = (np.arange(1 << (high - low), dtype=np.int64) << low) | (code & ~mask)
        forward = self.form.one_way_mask(actor, "forward") & code
        back = self.form.one_way_mask(actor, "back") & ~code
        if self.form.needing:
            back |= int(self.held(actor).off[self.cell(code)])
        legal = (targets != code) & (targets & forward == forward) & (targets & back == 0)
        targets = targets[legal]
        if self.layout == "dense":
            feasible = None if self.space.feasible is None else self.space.feasible[targets]
        else:
            places = np.minimum(np.searchsorted(self.states, targets), self.states.size - 1)
            feasible = self.states[places] == targets
        legal_targets: NDArray[np.int64] = targets if feasible is None else targets[feasible]
        return legal_targets


class GraphStructure:
    """States and moves given as arcs.

    Parameters
    ----------
    form : ArcForm
        The graph form.

    See Also
    --------
    Structure : What its methods do.

    Examples
    --------
    >>> from gmcr.model import GraphStructure
    >>> structure = GraphStructure.from_labels(["talks", "court"], {"claimant": [("talks", "court")]})
    >>> structure.cells, structure.moves(0, "claimant").tolist()
    (2, [1])
    """

    layout = "graph"
    unlisted = ""
    listed = True
    options: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()

    def __init__(self, form: ArcForm) -> None:
        self.form = form

    @classmethod
    def from_labels(cls, states: str | Sequence[str], arcs: object, *, actors: Sequence[str] = ()) -> GraphStructure:
        """Return the structure of labelled states and each actor's arcs between them.

        Parameters
        ----------
        states : str or sequence of str
            The labels of the states, all different. A state's code is its position.
        arcs : mapping of str to iterable of (str, str), or table
            Actor → its moves in one step, as pairs of labels (from, to); or a table of triples (actor, from, to).
        actors : sequence of str, optional
            The actors in order, also those without arcs; by default as in *arcs*.

        Returns
        -------
        GraphStructure
            The structure.

        Raises
        ------
        ModelError
            If there is no state or no actor, two states have the same label, or an arc is not a pair of two different
            states.
        UnknownName
            If an arc names a state that does not exist.

        Examples
        --------
        >>> from gmcr.model import GraphStructure
        >>> GraphStructure.from_labels(["talks", "court"], {"claimant": [("talks", "court")]}).labels
        ('talks', 'court')
        """
        return cls(ArcForm.from_labels(states, arcs, actors=actors))

    def with_arcs(self, arcs: Mapping[str, Arcs]) -> GraphStructure:
        """Return the same states with other moves of some actors.

        Parameters
        ----------
        arcs : mapping of str to (ndarray of int64, ndarray of int64)
            Actor → (sources, targets), as the form has them. Actors without an entry keep theirs.

        Returns
        -------
        GraphStructure
            The structure, of the same kind.
        """
        made = copy(self)
        made.form = replace(self.form, arcs={**self.form.arcs, **arcs})
        return made

    @property
    def levels(self) -> Mapping[str, tuple[str, ...]]:
        return {}

    @property
    def repeats(self) -> bool:
        """Whether an opponent may move several times in a row: only where the arcs are those of an option form."""
        return self.form.repeats

    @property
    def actors(self) -> tuple[str, ...]:
        return self.form.actors

    @cached_property
    def states(self) -> NDArray[np.int64]:
        return np.arange(len(self.form.labels), dtype=np.int64)

    @property
    def cells(self) -> int:
        return len(self.form.labels)

    @property
    def labels(self) -> Sequence[str]:
        return self.form.labels

    def on(self, code: int) -> tuple[str, ...]:
        """The state's label alone: there are no options."""
        return (self.form.labels[code],)

    def label(self, code: int) -> str:
        return self.form.labels[code]

    def code(self, state: str | Iterable[str]) -> int:
        if not isinstance(state, str):
            raise ModelError("In graph form a state is named by its label or position.")
        return self.form.code(state)

    def need(self, code: int) -> None:
        """Raise UnknownName where there is no state of that code."""
        self.cell(code)

    def cell(self, code: int) -> int:
        if not 0 <= code < self.cells:
            raise UnknownName("state", code, self.form.labels)
        return code

    def cells_of(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        return codes

    def code_of(self, cell: int) -> int:
        return cell

    def codes_of(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        return cells

    def at_states(self, cells: NDArray[Any]) -> NDArray[Any]:
        return cells

    def truth(self, formula: Formula) -> NDArray[np.bool_]:
        raise ModelError("A conflict in graph form has no options, so formulas about options have no meaning in it.")

    def ranks(self, actor: str, preference: Preference, drivers: Mapping[str, Fraction]) -> Ranks:
        if not isinstance(preference, Ranking):
            raise ModelError(f"In graph form {actor}'s preferences are a Ranking of states.", actor=actor)
        return tier_ranks(actor, preference, self)

    def moves(self, code: int, actor: str) -> NDArray[np.int64]:
        return self.form.targets(actor, code)


class _OptionLabels(Sequence[str]):
    """Labels made on demand: a million strings need not be stored."""

    def __init__(self, structure: OptionStructure) -> None:
        self._structure = structure

    def __len__(self) -> int:
        return self._structure.space.count

    def __getitem__(self, place: Any) -> Any:
        codes = self._structure.states[place]
        if isinstance(place, slice):
            return [self._structure.label(int(code)) for code in codes]
        return self._structure.label(int(codes))


def tier_ranks(actor: str, ranking: Ranking, structure: Structure) -> Ranks:
    """Ranks over cells of a ranking. Raises ModelError unless it has every feasible state exactly once."""
    worth = ranking.worth
    if worth is None:
        codes, worth = _tiers(actor, ranking, structure)
    elif worth.size != structure.states.size:
        raise ModelError(
            f"{actor}'s ranking has {worth.size} numbers for {structure.states.size} feasible states.", actor=actor
        )
    else:
        codes = structure.states
    top = int(worth.max())
    ranks = np.zeros(structure.cells, dtype=rank_type(top))
    ranks[structure.cells_of(codes)] = worth
    return dense_ranks(ranks, top + 1, ranks > 0)


def _tiers(actor: str, ranking: Ranking, structure: Structure) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Codes and their worth, from tiers."""
    tiers = [[state if isinstance(state, int) else structure.code(state) for state in tier] for tier in ranking.tiers]
    codes = np.array([code for tier in tiers for code in tier], dtype=np.int64)
    for code in codes:
        structure.cell(int(code))
    values, counts = np.unique(codes, return_counts=True)
    if (counts > 1).any():
        twice = _described(structure, int(values[counts > 1][0]))
        raise ModelError(f"{actor}'s ranking has state {twice} twice.", actor=actor)
    if values.size < structure.states.size:
        missing = np.setdiff1d(structure.states, values)
        raise ModelError(
            f"{actor}'s ranking lacks {missing.size} feasible states, the first of them "
            f"{_described(structure, int(missing[0]))}.",
            actor=actor,
        )
    return codes, np.repeat(np.arange(len(tiers), 0, -1), [len(tier) for tier in tiers])


def code_given(structure: Structure, state: object) -> int:
    """The code of a state as a table gives it: the code, as a number or in digits, the label, or the options that are on.
    In graph form a number is a label where there is one like it. Raises ModelError, UnknownName."""
    if isinstance(state, float) and state.is_integer():  # a column of whole numbers and gaps
        state = int(state)
    if isinstance(state, (int, np.integer)) and not isinstance(state, bool):
        code = int(state)
        if not structure.options and str(code) in structure.labels:
            code = structure.code(str(code))
    else:
        what = "A state is its code, its label or the options that are on"
        code = structure.code(state if isinstance(state, str) else as_items(state, what, "one of these"))
    structure.need(code)
    return code


def ranking_of_ranks(structure: Structure, actor: str, column: RankColumn) -> Ranking:
    """The ranking that a column of ranks gives, larger being better. Raises ModelError, which names row and column."""
    states = structure.states
    worth = np.full(states.size, np.nan)
    for row, state, number in column.rows:
        try:
            place = int(np.searchsorted(states, code_given(structure, state)))
        except CountermoveError as error:
            raise ModelError(f"{column.what}, {row}: {error}", actor=actor) from None
        if not np.isnan(worth[place]):
            raise ModelError(f"{column.what}, {row}: this state stands there twice.", actor=actor)
        real = isinstance(number, (int, float, np.number)) and not isinstance(number, bool)
        if not real or not np.isfinite(number):
            raise ModelError(
                f"{column.what}, {row}: a rank is a number, larger for better, not {shown(number)}.", actor=actor
            )
        worth[place] = float(number)
    if (missing := states[np.isnan(worth)]).size:
        more = f" and for {missing.size - 1} more" if missing.size > 1 else ""
        first = structure.label(int(missing[0]))
        raise ModelError(f"{column.what}: there is no rank for state {first}{more}.", actor=actor)
    return Ranking.from_ranks(worth)


def _described(structure: Structure, code: int) -> str:
    """A state as a message names it: its label in graph form, its code otherwise."""
    return structure.label(code) if structure.layout == "graph" else str(code)


def without_moves(structure: Structure, actor: str) -> Structure:
    """The same states and moves without those of *actor*."""
    if isinstance(structure, GraphStructure):
        nowhere = np.zeros(0, dtype=np.int64)
        return structure.with_arcs({actor: (nowhere, nowhere)})
    assert isinstance(structure, OptionStructure)
    form = structure.form
    options = tuple(
        replace(option, actor="", name=option.full_name, one_way="", needs=None) if option.actor == actor else option
        for option in form.options
    )
    copy = OptionStructure(replace(form, options=options), structure._layout)
    if structure.listed:
        copy.space = structure.space  # names, order and rules are the same, and so are the states
    copy._too_many = structure._too_many
    return copy
