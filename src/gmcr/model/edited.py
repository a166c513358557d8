"""A conflict with options whose moves are edited: states and statements come from the options, moves are arcs.

Published models often fit neither form alone: the states are combinations of options and the preferences statements about
them, but what an actor can do next depends on more than its options, and somebody wrote it down arc by arc. A state keeps
its code here, and everything that is said of options keeps its meaning. Moves are those of graph form: they need not be
transitive, and nobody moves twice running, unless options of the model need something (see ``model.form``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ModelError, SizeError, UnknownName
from gmcr.logic import Formula
from gmcr.model.graph import ArcForm, Arcs
from gmcr.model.ranking import Ranking, Ranks, ranks_from_truths
from gmcr.model.space import Space
from gmcr.model.structure import GraphStructure, OptionStructure, Preference, Structure, code_given, tier_ranks
from gmcr.model.tables import Arc, arcs_given

__all__ = ["MAX_MOVES", "MAX_STATES", "EditedStructure", "edited", "with_arcs"]

MAX_STATES = 1 << 16
"""The moves of options are written out as arcs for up to this many feasible states …"""

MAX_MOVES = 4_000_000
"""… and moves."""


class EditedStructure(GraphStructure):
    """States of an option form with the moves given as arcs.

    Parameters
    ----------
    origin : OptionStructure
        The options and states.
    arcs : mapping of str to (ndarray of int64, ndarray of int64)
        Actor → (sources, targets), positions of states, sorted, without loops.

    See Also
    --------
    Structure : What its methods do.

    Examples
    --------
    >>> import numpy as np
    >>> from gmcr.model import EditedStructure, ModelOption, OptionForm, OptionStructure
    >>> origin = OptionStructure(OptionForm(("line",), (ModelOption("line", "run"),)))
    >>> structure = EditedStructure(origin, {"line": (np.array([0]), np.array([1]))})
    >>> structure.label(1), structure.moves(0, "line").tolist(), structure.moves(1, "line").tolist()
    ('line.run', [1], [])
    """

    def __init__(self, origin: OptionStructure, arcs: Mapping[str, Arcs]) -> None:
        super().__init__(ArcForm(tuple(origin.labels), arcs, origin.repeats))
        self.origin = origin
        self.options, self.acts, self.switches = origin.options, origin.acts, origin.switches

    @property
    def levels(self) -> Mapping[str, tuple[str, ...]]:
        return self.origin.levels

    @cached_property
    def space(self) -> Space:
        """The states as a list, whatever the layout of the option form."""
        origin = self.origin
        return origin.space if origin.layout == "sparse" else Space(origin.form, "sparse")

    @cached_property
    def states(self) -> NDArray[np.int64]:
        return self.space.states

    def on(self, code: int) -> tuple[str, ...]:
        """The options that are on in a state, options in degrees with their level."""
        return self.origin.on(code)

    def label(self, code: int) -> str:
        return self.origin.label(code)

    def code(self, state: str | Iterable[str]) -> int:
        return self.origin.code(state)

    def cell(self, code: int) -> int:
        return self.space.cell(code)

    def cells_of(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self.states, codes)

    def code_of(self, cell: int) -> int:
        return int(self.states[cell])

    def codes_of(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        return self.states[cells]

    def truth(self, formula: Formula) -> NDArray[np.bool_]:
        """Truth of a resolved formula without drivers in every cell."""
        return self.space.truth(formula)

    def ranks(self, actor: str, preference: Preference, drivers: Mapping[str, Fraction]) -> Ranks:
        if isinstance(preference, Ranking):
            return tier_ranks(actor, preference, self)
        space = self.space
        return ranks_from_truths((want.truth(space.columns, drivers) for want in preference), space.shape)

    def moves(self, code: int, actor: str) -> NDArray[np.int64]:
        return self.states[self.form.targets(actor, self.cell(code))]


def with_arcs(structure: Structure, arcs: object, *, add: object, remove: object) -> GraphStructure:
    """Return a structure with arcs replaced, added and removed, in this order. Raises ModelError, SizeError,
    UnknownName."""
    made = edited(structure)
    count = made.cells
    changed: dict[str, NDArray[np.int64]] = {}

    def known(actor: str) -> NDArray[np.int64]:
        if actor not in made.actors:
            raise UnknownName("actor", actor, made.actors)
        if actor not in changed:
            sources, targets = made.form.arcs[actor]
            changed[actor] = sources * count + targets
        return changed[actor]

    for actor, own in arcs_given(arcs, "arcs").items():
        known(actor)
        changed[actor] = _pairs(made, own)
    for actor, own in arcs_given(add, "add").items():
        changed[actor] = np.union1d(known(actor), _pairs(made, own))
    for actor, own in arcs_given(remove, "remove").items():
        before, pairs = known(actor), _pairs(made, own)
        if (missing := np.setdiff1d(pairs, before)).size:
            source, target = (made.label(made.code_of(int(cell))) for cell in divmod(int(missing[0]), count))
            raise ModelError(f"remove: {actor} has no move from {source} to {target}.", actor=actor)
        changed[actor] = np.setdiff1d(before, pairs)
    return made.with_arcs({actor: (pairs // count, pairs % count) for actor, pairs in changed.items()})


def edited(structure: Structure) -> GraphStructure:
    """Return a structure whose moves are arcs; those that follow from options are written out. Raises SizeError."""
    if isinstance(structure, GraphStructure):
        return structure
    assert isinstance(structure, OptionStructure)
    if structure.unlisted:
        raise SizeError(f"Moves are edited where the states can be listed. {structure.unlisted}")
    if structure.states.size > MAX_STATES:
        raise SizeError(
            f"Moves are written out as arcs for up to {MAX_STATES:,} feasible states; here are {structure.states.size:,}."
        )
    arcs: dict[str, Arcs] = {}
    for actor in structure.actors:
        arcs[actor] = _arcs_of(structure, actor, MAX_MOVES - sum(sources.size for sources, _ in arcs.values()))
    return EditedStructure(structure, arcs)


def _arcs_of(structure: OptionStructure, actor: str, most: int) -> Arcs:
    """An actor's moves as positions, sorted."""
    sources, targets, total = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], 0
    for place, code in enumerate(structure.states.tolist()):
        ends = np.searchsorted(structure.states, structure.moves(code, actor))
        total += ends.size
        if total > most:
            raise SizeError(f"Written out as arcs there are more than {MAX_MOVES:,} moves.")
        sources.append(np.full(ends.size, place, dtype=np.int64))
        targets.append(ends.astype(np.int64))
    return np.concatenate(sources), np.concatenate(targets)


def _pairs(structure: GraphStructure, arcs: Iterable[Arc]) -> NDArray[np.int64]:
    """Arcs as numbers, source · states + target, ascending, each once."""
    placed = {arc.placed(lambda state: structure.cell(code_given(structure, state))) for arc in arcs}
    return np.array(sorted(source * structure.cells + target for source, target in placed), dtype=np.int64)
