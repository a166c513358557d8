"""States and moves behind one interface, whether they come from options or from arcs.

A structure is shared by all games that differ only in preferences, drivers and start. ``cells`` number the entries of
the arrays that the kernels work on (see ``model.space``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ModelError, SizeError, UnknownName
from gmcr.logic import Formula
from gmcr.model.constraints import Held, held_by
from gmcr.model.form import OptionForm
from gmcr.model.graph import ArcForm
from gmcr.model.ranking import Ranking, Ranks, dense_ranks, rank_type, ranks_from_truths
from gmcr.model.space import MOST_DENSE_OPTIONS, Space, too_wide
from gmcr.model.wants import ModelWant

__all__ = ["MAX_FIBRE_OPTIONS", "GraphStructure", "OptionStructure", "Preference", "Structure"]

Preference = tuple[ModelWant, ...] | Ranking
NOTHING = "nothing"
"""The label of the state in which no option is on."""
_AT_ONCE = 16
"""Up to so many options states are counted in no time."""
MAX_FIBRE_OPTIONS = 22
"""One actor's moves from a state are listed only up to this many of its options."""


class Structure(Protocol):
    """States and moves. Codes are what people see; cells index arrays. Where states are too many to be listed there are no
    arrays, and a cell is the code itself."""

    @property
    def actors(self) -> tuple[str, ...]: ...
    @property
    def options(self) -> tuple[str, ...]: ...
    @property
    def acts(self) -> tuple[str, ...]: ...
    @property
    def switches(self) -> tuple[str, ...]: ...
    @property
    def levels(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def unlisted(self) -> str: ...
    @property
    def listed(self) -> bool: ...
    @property
    def layout(self) -> str: ...
    @property
    def repeats(self) -> bool: ...
    @property
    def states(self) -> NDArray[np.int64]: ...
    @property
    def labels(self) -> Sequence[str]: ...
    @property
    def cells(self) -> int: ...
    def on(self, code: int) -> tuple[str, ...]: ...
    def label(self, code: int) -> str: ...
    def code(self, state: str | Iterable[str]) -> int: ...
    def need(self, code: int) -> None: ...
    def cell(self, code: int) -> int: ...
    def cells_of(self, codes: NDArray[np.int64]) -> NDArray[np.int64]: ...
    def code_of(self, cell: int) -> int: ...
    def codes_of(self, cells: NDArray[np.int64]) -> NDArray[np.int64]: ...
    def at_states(self, cells: NDArray[Any]) -> NDArray[Any]: ...
    def truth(self, formula: Formula) -> NDArray[np.bool_]: ...
    def ranks(self, actor: str, preference: Preference, drivers: Mapping[str, Fraction]) -> Ranks: ...
    def moves(self, code: int, actor: str) -> NDArray[np.int64]: ...


class OptionStructure:
    """States and moves of an option form. States are listed when they are first asked for. Raises SizeError for a dense
    layout of more than 26 options."""

    def __init__(self, form: OptionForm, layout: str | None = None) -> None:
        if layout == "dense" and len(form.options) > MOST_DENSE_OPTIONS:
            raise too_wide(len(form.options))
        self.form = form
        self._layout = layout
        self._too_many = ""
        self._held: dict[str, Held] = {}

    @property
    def repeats(self) -> bool:
        """Whether it makes a difference that an opponent may move several times in a row, as it may in option form:
        where options need something, so that moves are not transitive."""
        return self.form.needing

    def held(self, actor: str) -> Held:
        """What an actor's moves have to leave as it is in each feasible state."""
        if actor not in self._held:
            self._held[actor] = held_by(self.form, actor, self.states)
        return self._held[actor]

    @cached_property
    def space(self) -> Space:
        """All states. Raises SizeError where there are too many to be listed, which is found out once."""
        if self._too_many:
            raise SizeError(self._too_many)
        try:
            return Space(self.form, self._layout)
        except SizeError as error:
            self._too_many = str(error)
            raise

    @property
    def unlisted(self) -> str:
        """Why the states cannot be listed, "" where they can be: found out once, in seconds at most. Raises ModelError where
        there are none."""
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
        """Whether the states are listed already, or so few that they are at once."""
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
        """What switching each bit on is called."""
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
        """What is on in a state, options in degrees with their level."""
        return self.form.on(code)

    def label(self, code: int) -> str:
        return ", ".join(self.form.on(code)) or NOTHING

    def need(self, code: int) -> None:
        """Raise ModelError where there is no feasible state of that code, or none at all, as is seen where they are few."""
        if self.known:
            self.space.cell(code)
        else:
            self.form.need(code)

    def code(self, state: str | Iterable[str]) -> int:
        if isinstance(state, str):
            state = [] if state.strip() == NOTHING else [part.strip() for part in state.split(",")]
        return self.form.code(state)

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
        """Truth of a driver-free resolved formula in every cell."""
        return self.space.truth(formula)

    def ranks(self, actor: str, preference: Preference, drivers: Mapping[str, Fraction]) -> Ranks:
        space = self.space
        if isinstance(preference, Ranking):
            return _tier_ranks(actor, preference, self)
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
        found: NDArray[np.int64] = targets if feasible is None else targets[feasible]
        return found


class GraphStructure:
    """States and moves given as arcs."""

    layout = "graph"
    unlisted = ""
    listed = True
    options: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()

    def __init__(self, form: ArcForm) -> None:
        self.form = form

    @classmethod
    def from_labels(cls, states: str | Sequence[str], arcs: Mapping[str, Iterable[tuple[str, str]]]) -> GraphStructure:
        """States by their labels, and each actor's arcs between them. Raises ModelError."""
        return cls(ArcForm.from_labels(states, arcs))

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
        return _tier_ranks(actor, preference, self)

    def moves(self, code: int, actor: str) -> NDArray[np.int64]:
        return self.form.targets(actor, code)


class _OptionLabels(Sequence[str]):
    """Labels made when asked for: a million strings need not be kept."""

    def __init__(self, structure: OptionStructure) -> None:
        self._structure = structure

    def __len__(self) -> int:
        return self._structure.space.count

    def __getitem__(self, place: Any) -> Any:
        codes = self._structure.states[place]
        if isinstance(place, slice):
            return [self._structure.label(int(code)) for code in codes]
        return self._structure.label(int(codes))


def _tier_ranks(actor: str, ranking: Ranking, structure: Structure) -> Ranks:
    """Ranks over cells of a ranking; every feasible state exactly once, or ModelError."""
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
        twice = _told(structure, int(values[counts > 1][0]))
        raise ModelError(f"{actor}'s ranking has state {twice} twice.", actor=actor)
    if values.size < structure.states.size:
        missing = np.setdiff1d(structure.states, values)
        raise ModelError(
            f"{actor}'s ranking lacks {missing.size} feasible states, the first of them "
            f"{_told(structure, int(missing[0]))}.",
            actor=actor,
        )
    return codes, np.repeat(np.arange(len(tiers), 0, -1), [len(tier) for tier in tiers])


def _told(structure: Structure, code: int) -> str:
    """A state in a message: its label in graph form, its code otherwise."""
    return structure.label(code) if structure.layout == "graph" else str(code)
