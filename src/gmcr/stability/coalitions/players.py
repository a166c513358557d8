"""Coalitions and partitions by name: tuples of actors in the conflict's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from gmcr.base.arguments import as_integer, as_items
from gmcr.base.errors import ModelError
from gmcr.model import Conflict

__all__ = ["Coalition", "coalitions_of", "partition_named", "partitions_of"]

Coalition = tuple[str, ...]


def partition_named(conflict: Conflict, blocks: str | Iterable[str | Iterable[str]]) -> tuple[Coalition, ...]:
    """A partition of the actors (a text alone is one block). Raises ModelError where an actor is in no block, or in two;
    UnknownName."""
    partition = tuple(conflict.coalition(block) for block in as_items(blocks, "A partition", "a list of blocks"))
    for actor in conflict.actors:
        count = sum(actor in block for block in partition)
        if count != 1:
            where = "no block" if count == 0 else "more than one block"
            raise ModelError(f"{actor} is in {where} of the partition: every actor is in just one.", actor=actor)
    return partition


def coalitions_of(actors: Sequence[str], *, largest: int | None = None) -> tuple[Coalition, ...]:
    """Return all coalitions of some actors.

    Parameters
    ----------
    actors : sequence of str
        The actors.
    largest : int, optional
        The maximum number of members, 1 or more; by default no maximum.

    Returns
    -------
    tuple of tuple of str
        The coalitions, small ones first, the members of each in the order given.

    Raises
    ------
    ModelError
        If *largest* is not a whole number of 1 or more.

    Examples
    --------
    >>> from gmcr.stability import coalitions_of
    >>> coalitions_of(["a", "b", "c"], largest=2)
    (('a',), ('b',), ('c',), ('a', 'b'), ('a', 'c'), ('b', 'c'))
    """
    most = len(actors)
    if largest is not None:
        most = min(most, as_integer(largest, "The size of the largest coalition", least=1))
    return tuple(chosen for size in range(1, most + 1) for chosen in combinations(actors, size))


def partitions_of(actors: Sequence[str]) -> Iterator[tuple[Coalition, ...]]:
    """Yield all partitions of some actors.

    Parameters
    ----------
    actors : sequence of str
        The actors.

    Returns
    -------
    iterator of tuple of tuple of str
        The partitions, each a tuple of blocks; everybody in one block first and everybody alone last.

    Examples
    --------
    >>> from gmcr.stability import partitions_of
    >>> list(partitions_of(["a", "b"]))
    [(('a', 'b'),), (('a',), ('b',))]
    """
    if not actors:
        yield ()
        return
    for size in range(len(actors), 0, -1):
        for mates in combinations(actors[1:], size - 1):
            rest = [actor for actor in actors[1:] if actor not in mates]
            for others in partitions_of(rest):
                yield ((actors[0], *mates), *others)
