"""Searching sets of edits size by size for those that turn a truth value over.

A *minimal change* is a non-empty set of edits after which the value is the other one, while no proper non-empty subset
does that. A *smallest* one has least size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Protocol

from gmcr.analysis.edits.calculus import EditSet
from gmcr.analysis.edits.edits import Edit
from gmcr.base.summary import Record
from gmcr.base.tasks import Progress, Task

__all__ = ["EditSearch", "MinimalChanges", "collect"]


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
