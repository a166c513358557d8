"""Minimal changes of calculus for a target, and the degrees of responsibility that follow.

The target holds iff a road of steps leads from the start, itself included, to an equilibrium with F (*passing*: to a
state with F). Steps and equilibria are those of one concept, Nash by default. A *minimal change* is a non-empty set of
edits after which the target's truth value is the other one while no proper non-empty subset does that. An actor's
*degree of responsibility* is 1/(size of the smallest minimal change in which an edit of its wants takes part), 0 if
there is none within the bound (after Chockler & Halpern 2004).

The search is complete up to the bound. ``analysis.edits.ensemble`` says how it works.

Searching sets of edits size by size for those that turn a truth value over.

A *minimal change* is a non-empty set of edits after which the value is the other one, while no proper non-empty subset
does that. A *smallest* one has least size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Protocol

from gmcr.analysis.arena import Arena
from gmcr.analysis.edits.calculus import EditSet, EditSets
from gmcr.analysis.edits.edits import Edit, edits_of
from gmcr.analysis.edits.ensemble import GamesEdited, OneEdited
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import Formula
from gmcr.model import Conflict

__all__ = ["EditSearch", "MinimalChanges", "collect", "minimal_changes"]


@dataclass(frozen=True, slots=True)
class MinimalChanges(Record):
    """Minimal changes are sets of edits that reverse a truth value while no smaller part of them does.

    ``minimal_changes`` and ``changes_of_equilibrium`` return them.

    Attributes
    ----------
    holds : bool
        The truth value before any change.
    bound : int
        The number of edits asked for.
    searched : int
        The number of edits up to which all sets have been searched; after an interrupt fewer than ``bound``.
    changes : tuple of tuple of Edit
        All minimal changes of at most ``searched`` edits, smallest first, in the order of the conflict within a size.

    References
    ----------
    * H. Chockler & J. Y. Halpern (2004). Responsibility and blame: a structural-model approach. *Journal of Artificial
      Intelligence Research* 22, 93–115.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> result = gmcr.changes_of_equilibrium(ferry, 3)
    >>> result.holds, result.complete, len(result.changes)
    (False, True, 1)
    """

    BOUND: ClassVar[int] = 3
    """The default number of edits up to which changes are searched."""

    holds: bool
    bound: int
    searched: int
    changes: tuple[tuple[Edit, ...], ...]

    @property
    def complete(self) -> bool:
        """Whether all sets of up to ``bound`` edits have been searched."""
        return self.searched == self.bound


class EditSearch(Protocol):
    """``holds`` is the value before any change. ``of_size`` has to be called with 1, 2, 3, … in turn."""

    holds: bool

    def of_size(self, size: int) -> list[EditSet]:
        """Return all minimal changes of exactly *size* edits."""
        ...


def collect(search: EditSearch, order: Sequence[Edit], bound: int) -> Task[MinimalChanges]:
    """Collect all that *search* finds up to *bound* edits, in the *order* of the file. Progress counts sizes, the last
    only at its end."""
    place = {edit: k for k, edit in enumerate(order)}
    changes_found: list[EditSet] = []

    def up_to(size: int, sets: int) -> MinimalChanges:
        rows = sorted(sorted(place[edit] for edit in change) for change in changes_found[:sets])
        changes = sorted((tuple(order[k] for k in row) for row in rows), key=len)
        return MinimalChanges(search.holds, bound, size, tuple(changes))

    for size in range(bound):
        yield Progress(size, bound, partial(up_to, size, len(changes_found)))
        changes_found += search.of_size(size + 1)
    return up_to(bound, len(changes_found))


@task
def minimal_changes(
    conflict: Conflict,
    target: Formula,
    *,
    bound: int = MinimalChanges.BOUND,
    concept: str = "nash",
    calculi: Sequence[EditSets] | None = None,
    among: GamesEdited | None = None,
    start: int | None = None,
    passing: bool = False,
    turn: bool = False,
    stress: bool = False,
    leave_out: bool = False,
) -> Task[MinimalChanges]:
    """Return all minimal changes of wants that change whether roads from the start lead to a target.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    target : Formula
        The target, a resolved formula as ``Conflict.formula`` makes it.
    bound : int, default 3
        The largest number of edits in a change.
    concept : str, default "nash"
        The name of the concept whose roads and equilibria count, one of ``CONCEPTS``.
    calculi : sequence of EditSets, optional
        One for each actor if they are known already, made with the same kinds of edits.
    among : GamesEdited, optional
        Games under the same concept that share the results of searches.
    start : int, optional
        Another cell from which roads lead. By default that of the conflict's start.
    passing : bool, default False
        Whether roads only have to pass the target. By default they have to end there.
    turn : bool, default False
        Whether wants may be turned round too, see ``edits_of``.
    stress : bool, default False
        Whether wants may be reversed too, see ``edits_of``.
    leave_out : bool, default False
        Whether wants may be dropped only.

    Returns
    -------
    MinimalChanges
        Whether the target holds, and all minimal changes up to the bound.

    Raises
    ------
    UnknownName
        If the concept does not exist.
    SizeError
        If the states, or the sets of edits, are too many.

    See Also
    --------
    changes_of_equilibrium : Changes for one state instead of where roads lead.
    edits_of : The edits that changes consist of.

    Notes
    -----
    The target holds iff a road of steps leads from the start, itself included, to an equilibrium where the formula is true
    (*passing*: to a state where it is true). A *step* is an improvement that the concept does not deter and that changes no
    options idly, see ``Roads``. A *minimal change* is a non-empty set of edits, at most one per want, after which the target's
    truth value is the other one, while no proper non-empty subset does that. The degree of responsibility of an actor is
    1/k, k being the size of the smallest minimal change in which an edit of its wants takes part, and 0 if there is none.

    Progress counts the sizes of sets. ``minimal_changes.work`` takes the same arguments and does it part by part.

    References
    ----------
    * H. Chockler & J. Y. Halpern (2004). Responsibility and blame: a structural-model approach. *Journal of Artificial
      Intelligence Research* 22, 93–115.

    Examples
    --------
    The ferry does not run. It would if the line did not insist on being paid, or insisted less.

    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> result = gmcr.minimal_changes(ferry, ferry.formula("run"), bound=1)
    >>> result.holds, [(edit.want, edit.kind) for (edit,) in result.changes]
    (False, [('line 1', 'drop'), ('line 1', 'swap')])
    """
    if calculi is None:
        arena = Arena(conflict.structure)
        calculi = [
            EditSets(conflict, arena, actor, turn=turn, stress=stress, leave_out=leave_out) for actor in conflict.actors
        ]
    arena = calculi[0].arena
    games = GamesEdited.on(arena, concept, passing=passing) if among is None else among
    target_number = arena.truth_of_formula(target, conflict.drivers)
    game = games.number(calculi, conflict.structure.cell(conflict.start) if start is None else start, target_number)
    order = edits_of(conflict, turn=turn, stress=stress, leave_out=leave_out)
    return (yield from collect(OneEdited(games, game), order, bound))
