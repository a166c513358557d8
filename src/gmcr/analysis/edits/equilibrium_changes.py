"""Minimal changes after which a state becomes an equilibrium of a concept, or stops being one.

A state is an equilibrium iff it is stable for every actor. Under Nash, GMR and SMR an actor's stability depends on its
own wants alone. So a minimal change that makes the state an equilibrium is one minimal change of the own wants of
every actor that is unstable there, and nothing else: a product. One that ends it is a minimal change of the wants of
one actor alone: a union. Either way each actor is searched by itself. If its edit sets, or states and edit sets
together, are too many to list, a MaxSAT solver finds its minimal changes, smallest first (``analysis.edits.solver``).
The same solver finds the cheapest change of any size: the sum of what is cheapest for each actor that would leave, or
the cheapest that makes one leave. Under SEQ and symmetric SEQ all actors are searched together
(``analysis.edits.calculus``), except where Nash and GMR (SMR) stability settle the verdict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

from gmcr.analysis.arena import Arena, Profile
from gmcr.analysis.edits.calculus import EditSet, EditSets, JointSearch, in_rounds, prepare_own
from gmcr.analysis.edits.changes import EditSearch, MinimalChanges, collect
from gmcr.analysis.edits.edits import Edit, edits_of
from gmcr.analysis.edits.solver import SetSolver, solver_installed
from gmcr.analysis.roads.roads import Play
from gmcr.base.record import Record
from gmcr.base.tasks import Task, task
from gmcr.model import Conflict
from gmcr.model.conflict import State
from gmcr.stability import concept as concept_named

__all__ = ["LISTED_SETS", "Cheapest", "changes_of_equilibrium", "cheapest_of_equilibrium"]

LISTED_SETS = 100_000
"""An actor's edit sets are listed up to this many; beyond, the solver searches."""

_LISTED_CELLS = 1 << 28
"""Under GMR and SMR an actor's edit sets times the states are listed up to about this many if there is a solver."""


@dataclass(frozen=True, slots=True)
class Cheapest(Record):
    """The cheapest change of any size: its ``edits`` in file order and their ``cost``, both None if no change does
    it."""

    edits: tuple[Edit, ...] | None
    cost: Fraction | None


@task
def changes_of_equilibrium(
    conflict: Conflict,
    state: State,
    *,
    concept: str = "nash",
    bound: int = MinimalChanges.BOUND,
    calculi: Sequence[EditSets] | None = None,
    turn: bool = False,
    stress: bool = False,
    listed: int = LISTED_SETS,
) -> Task[MinimalChanges]:
    """Return all minimal changes after which a state becomes an equilibrium, or stops being one.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : int, str or iterable of str
        The state: its code, its label (graph form) or the options that are on.
    concept : str, default "nash"
        The name of the concept, one of ``CONCEPTS``.
    bound : int, default 3
        The largest number of edits in a change.
    calculi : sequence of EditSets, optional
        One for each actor if they are known already, made with the same kinds of edits.
    turn : bool, default False
        Whether wants may be turned round too, see ``edits_of``.
    stress : bool, default False
        Whether wants may be reversed too, see ``edits_of``.
    listed : int, default 100_000
        The number of one actor's sets of edits up to which they are listed; beyond it a solver searches.

    Returns
    -------
    MinimalChanges
        Whether the state is an equilibrium, and all minimal changes up to the bound.

    Raises
    ------
    UnknownName
        If the concept does not exist.
    ModelError
        If the state is infeasible.
    SizeError
        If the states, or the sets of edits, are too many.
    MissingExtra
        If the solver is needed and the extra ``sat`` is not installed.

    See Also
    --------
    minimal_changes : Changes of where roads lead, and the definition of a minimal change.
    inverse_of : The rankings under which a state is an equilibrium.

    Notes
    -----
    Under Nash, GMR and SMR an actor's stability depends on its own wants alone. So a minimal change that makes the state an
    equilibrium is one minimal change of the own wants of every actor that is unstable there, and one that ends it is a
    minimal change of the wants of one actor. Under SEQ and symmetric SEQ all actors are searched together.

    Progress counts the sizes of sets. ``changes_of_equilibrium.work`` takes the same arguments and does it part by part.

    References
    ----------
    * A. Ignatiev, A. Morgado & J. Marques-Silva (2019). RC2: an efficient MaxSAT solver. *Journal on Satisfiability, Boolean
      Modeling and Computation* 11, 53–64. The solver.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> gmcr.changes_of_equilibrium(ferry, ferry.code("run, pay")).changes
    ((Edit(actor='town', want='town 2', kind='drop'),),)
    """
    chosen, state = concept_named(concept), conflict.code(state)
    concept = chosen.name
    if calculi is None:
        arena = Arena(conflict.structure)
        calculi = [EditSets(conflict, arena, actor, turn=turn, stress=stress) for actor in conflict.actors]
    search: EditSearch
    if not chosen.own_only:
        search = _joint(conflict, state, calculi, concept, "smr" if chosen.reply else "gmr")
    else:
        own: list[_Own] = [
            _Listed(conflict, state, calculus, concept)
            if _few(calculus, bound, concept, listed)
            else _Solved(conflict, state, calculus, concept, turn=turn, stress=stress)
            for calculus in calculi
        ]
        search = _ApartSearch(own)
    return (yield from collect(search, edits_of(conflict, turn=turn, stress=stress), bound))


def _few(calculus: EditSets, bound: int, concept: str, listed: int) -> bool:
    """Whether an actor's edit sets are to be listed."""
    count, cells = calculus.count(bound), calculus.arena.structure.cells
    if concept != "nash" and count * cells > _LISTED_CELLS and solver_installed():
        return False
    return count <= listed


def cheapest_of_equilibrium(
    conflict: Conflict,
    state: int,
    costs: Mapping[Edit, Fraction],
    *,
    concept: str = "nash",
    arena: Arena | None = None,
    stress: bool = False,
) -> Cheapest:
    """Return the cheapest change of any size that turns over whether *state* (a code) is an equilibrium.

    Under Nash, GMR and SMR. ``costs`` has a positive cost for every edit. Raises UnknownName, ModelError, SizeError,
    MissingExtra.
    """
    assert concept_named(concept).own_only, "there actors cannot be taken one by one"
    arena = Arena(conflict.structure) if arena is None else arena
    solvers = [
        SetSolver(conflict, arena, state, actor=actor, concept=concept, stress=stress, costs=costs)
        for actor in conflict.actors
    ]
    leaving = [solver for solver in solvers if not solver.stable]
    ways = [solver.first() for solver in leaving or solvers]
    changes = [way for way in ways if way is not None]

    def cost(edits: EditSet) -> Fraction:
        return sum((costs[edit] for edit in edits), Fraction(0))

    if not changes or (leaving and len(changes) < len(ways)):
        return Cheapest(None, None)
    edits = frozenset[Edit]().union(*changes) if leaving else min(changes, key=cost)
    return Cheapest(tuple(edit for edit in edits_of(conflict, stress=stress) if edit in edits), cost(edits))


class _Own:
    """One actor: whether it is ``stable`` in the state, and its minimal changes of exactly *size* edits that end or
    bring about its stability, requested for 1, 2, 3, … in turn."""

    stable: bool

    def __init__(self) -> None:
        self.by_size: list[list[EditSet]] = [[]]

    def of_size(self, size: int) -> list[EditSet]:
        while len(self.by_size) <= size:
            self.by_size.append(self._next(len(self.by_size)))
        return self.by_size[size]

    def _next(self, size: int) -> list[EditSet]:
        raise NotImplementedError


class _Listed(_Own):
    """Lists all edit sets."""

    def __init__(self, conflict: Conflict, state: int, calculus: EditSets, concept: str) -> None:
        super().__init__()
        self._calculus, self._concept, self._cell = calculus, concept, conflict.structure.cell(state)
        self.stable = self._stable()[0]

    def _stable(self) -> list[bool]:
        """For every edit set listed so far, whether the actor has no step from the state."""
        labels, steps = self._calculus.steps(self._cell, self._concept)
        rests = [not targets for targets in steps]
        return [rests[label] for label in labels.tolist()]

    def _next(self, size: int) -> list[EditSet]:
        numbers = self._calculus.up_to(size)
        prepare_own([self._calculus], self._concept)
        stable = self._stable()
        smaller = [change for changes in self.by_size for change in changes]
        return [
            own
            for k in numbers
            if self._calculus.sizes[k] == size and stable[k] != self.stable
            for own in (self._calculus.sets[k],)
            if not any(change < own for change in smaller)
        ]


class _Solved(_Own):
    """Uses a MaxSAT solver."""

    def __init__(
        self, conflict: Conflict, state: int, calculus: EditSets, concept: str, *, turn: bool, stress: bool
    ) -> None:
        super().__init__()
        actor = conflict.actors[calculus.actor]
        self._solver = SetSolver(
            conflict, calculus.arena, state, actor=actor, concept=concept, turn=turn, stress=stress
        )
        self.stable = self._solver.stable

    def _next(self, size: int) -> list[EditSet]:
        return self._solver.of_size(size)


class _ApartSearch:
    """Actors one by one: the product of their minimal changes, or their union."""

    def __init__(self, own: Sequence[_Own]) -> None:
        self._own = own
        self._unstable = [item for item in own if not item.stable]
        self.holds = not self._unstable

    def of_size(self, size: int) -> list[EditSet]:
        """All minimal changes of exactly *size* edits."""
        if self.holds:
            return [change for item in self._own for change in item.of_size(size)]
        changes = []
        most = size - len(self._unstable) + 1
        for split in product(range(1, most + 1), repeat=len(self._unstable)):
            if sum(split) == size:
                parts = (item.of_size(part) for item, part in zip(self._unstable, split, strict=True))
                changes += [frozenset[Edit]().union(*chosen) for chosen in product(*parts)]
        return changes


def _joint(conflict: Conflict, state: int, calculi: Sequence[EditSets], concept: str, weakest: str) -> EditSearch:
    arena, cell = calculi[0].arena, conflict.structure.cell(state)

    @cache
    def alone(actor: int, number: int) -> bool | None:
        """Stability as far as the actor's own ranks settle it."""
        play = Play(arena, (number,) * len(calculi))
        if play.stable(cell, "nash", actor):
            return True
        return None if play.stable(cell, weakest, actor) else False

    def settled(profile: Profile) -> bool | None:
        verdicts = [alone(actor, number) for actor, number in enumerate(profile)]
        if False in verdicts:
            return False
        return None if None in verdicts else True

    def lacking(play: Play) -> list[int]:
        open_ones = (actor for actor, number in enumerate(play.profile) if alone(actor, number) is None)
        return [actor for actor in open_ones if not arena.knows(play.profile, actor, concept)]

    values = in_rounds(arena, concept, lambda play: play.stable(cell, concept), lacking)
    return JointSearch(calculi, values, settled)
