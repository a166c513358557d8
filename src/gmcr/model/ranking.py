"""Weak orders as numbers: tiers of states, or ordered wants, turned into small ranks.

A rank is an unsigned integer: larger is better, 1 is that of the worst feasible state, 0 marks infeasible cells. Ranks
are *dense* (every number from 1 to the number of classes occurs) and stored in the smallest type that holds one more
than the largest of them, because the propagation kernels use the type's maximum as +∞.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_items, as_text, shown
from gmcr.base.errors import ModelError, quoted
from gmcr.base.record import Record

__all__ = ["Ranking", "Ranks", "dense_ranks", "rank_type", "ranks_from_truths", "ranks_of_many", "tiers_and_gaps"]

type_of = (np.uint8, np.uint16, np.uint32)
Ranks = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True, init=False, eq=False)
class Ranking(Record):
    """A ranking is a weak order of the states: tiers of state codes (or labels), best first.

    Every feasible state has to occur exactly once; this is checked when the ranks are first needed.

    Parameters
    ----------
    tiers : iterable of int, str or iterable of these
        The tiers, best first. A tier is a single state or a list of states between which the actor is indifferent. A
        state is its code or its label.

    Attributes
    ----------
    tiers : tuple of tuple
        The tiers, each a tuple of codes and labels; empty if the order was given by numbers.
    worth : ndarray of int64 or None
        The order as numbers from 1 without gaps, shape (states,), larger is better, aligned with the feasible states, if it
        was given by numbers (``from_ranks``); None otherwise.

    Raises
    ------
    ModelError
        If a tier is not a list of states, or a state is neither a code nor a label.

    See Also
    --------
    Strength : A ranking with the strength of its gaps.
    Relation : Preferences pair by pair, which need not be transitive.

    Examples
    --------
    >>> import gmcr
    >>> gmcr.Ranking([3, [0, 2], 1]).tiers
    ((3,), (0, 2), (1,))
    """

    tiers: tuple[tuple[int | str, ...], ...]
    worth: NDArray[np.int64] | None

    def __init__(self, tiers: Iterable[Any]) -> None:
        rows: list[tuple[int | str, ...]] = []
        for tier in as_items(tiers, "A Ranking", "tiers of states, best first"):
            rows.append(tuple(map(_state, as_items(tier, "A tier of a Ranking", "states, as codes or labels"))))
        object.__setattr__(self, "tiers", tuple(rows))
        object.__setattr__(self, "worth", None)

    @classmethod
    def from_ranks(cls, worth: NDArray[np.integer[Any]]) -> Ranking:
        """Return the weak order that numbers give.

        Parameters
        ----------
        worth : array_like of int or float, shape (states,)
            One number for each feasible state, in ascending order of the codes. Larger is better, equal numbers are a tie.
            Only the order counts.

        Returns
        -------
        Ranking
            The ranking, with the numbers as dense ranks in ``worth`` and no tiers.

        Raises
        ------
        ModelError
            If *worth* is not a list of numbers, is empty, or contains a NaN.

        Examples
        --------
        >>> import gmcr
        >>> gmcr.Ranking.from_ranks([2.5, 1, 2.5, 10]).worth.tolist()
        [2, 1, 2, 3]
        """
        try:
            numbers = np.asarray(worth)
        except ValueError:  # lists of different lengths
            numbers = np.array(None)
        if numbers.dtype.kind not in "iuf" or numbers.ndim != 1 or not numbers.size or np.isnan(numbers).any():
            raise ModelError(f"Ranks are a list of numbers, one a feasible state, not {shown(worth)}.")
        ranking = cls(())
        object.__setattr__(ranking, "worth", np.unique(numbers, return_inverse=True)[1].astype(np.int64) + 1)
        return ranking

    @classmethod
    def read(cls, text: str) -> Ranking:
        """Return a ranking that is written as in the literature.

        Parameters
        ----------
        text : str
            States between the signs ``>`` (preferred) and ``~`` (indifferent), best first: ``s2 > s1 ~ s3``.

        Returns
        -------
        Ranking
            The ranking. States are texts: labels, or codes in digits.

        Raises
        ------
        ModelError
            If there is a sign without a state on one side of it, or a ``>>``, which only a ``Strength`` has.

        Examples
        --------
        >>> import gmcr
        >>> gmcr.Ranking.read("s2 > s1 ~ s3").tiers
        (('s2',), ('s1', 's3'))
        """
        tiers, gaps = tiers_and_gaps(text, "A Ranking")
        if any(gap > 1 for gap in gaps):
            raise ModelError(f"Ranking {quoted(text)}: how strong a preference is, a Strength says: Strength.read(…).")
        return cls(tiers)


def tiers_and_gaps(text: str, what: str) -> tuple[list[list[str]], list[int]]:
    """Tiers of states, best first, and the degrees of the gaps between them, from a text with ``>``, ``>>`` (or ``≫``) and
    ``~``. Raises ModelError."""
    parts = re.split(r"(>+|~)", as_text(text, what).replace("≫", ">>"))
    states = [part.strip() for part in parts[::2]]
    if not all(states):
        raise ModelError(f"{what.split()[-1]} {quoted(text)}: there is a sign without a state on one side of it.")
    tiers, gaps = [[states[0]]], []
    for sign, state in zip(parts[1::2], states[1:], strict=True):
        if sign == "~":
            tiers[-1].append(state)
        else:
            tiers.append([state])
            gaps.append(len(sign))
    return tiers, gaps


def _state(state: object) -> int | str:
    """A state in a tier: its label or its code."""
    if isinstance(state, str):
        return state
    if isinstance(state, bool) or not isinstance(state, (int, np.integer)):
        raise ModelError(f"A Ranking has states as codes or labels, not {shown(state)}.")
    return int(state)


def rank_type(top: int) -> type[np.unsignedinteger[Any]]:
    """The smallest unsigned type in which *top* is below the maximum."""
    for kind in type_of:
        if top < np.iinfo(kind).max:
            return kind
    return np.uint64


def dense_ranks(keys: NDArray[Any], levels: int, feasible: NDArray[np.bool_] | None = None) -> Ranks:
    """Dense ranks (from 1; 0 where not *feasible*) of integer *keys* in range(levels), larger keys better.

    A bitmap of the keys that occur replaces sorting where the range is small enough; O(N + levels).
    """
    if levels <= max(1 << 16, 4 * keys.size):
        present = np.zeros(levels, dtype=np.bool_)
        present[keys if feasible is None else keys[feasible]] = True
        top = int(present.sum())
        table = np.cumsum(present, dtype=rank_type(top))
        ranks: Ranks = np.take(table, keys)
    else:
        values = np.unique(keys if feasible is None else keys[feasible])
        top = values.size
        ranks = (np.searchsorted(values, keys, side="right")).astype(rank_type(top))
    if feasible is not None:
        ranks *= feasible
    return ranks


def ranks_from_truths(
    truths: Iterable[NDArray[np.bool_]], shape: tuple[int, ...], feasible: NDArray[np.bool_] | None = None
) -> Ranks:
    """Ranks of the lexicographic order of *truths* (most important first), each broadcastable to *shape*.

    Any number of wants: the running key is made dense before it can outgrow its type. ``feasible`` is flat.
    """
    size = int(np.prod(shape))
    limit = max(1 << 16, 4 * size)
    keys: NDArray[Any] = np.zeros(shape, dtype=np.uint16)
    levels = 1
    for met in truths:
        if met.ndim == 0:
            continue
        if 2 * levels > limit:
            flat = dense_ranks(keys.reshape(-1), levels, feasible)
            levels = int(flat.max()) + 1
            keys = flat.reshape(shape)
        levels *= 2
        if levels > np.iinfo(keys.dtype).max:
            keys = keys.astype(np.uint32 if levels <= 1 << 32 else np.uint64)
        elif keys.dtype == np.uint8:
            keys = keys.astype(np.uint16)
        keys <<= 1
        keys |= met
    return dense_ranks(keys.reshape(-1), levels, feasible)


def ranks_of_many(
    truths: Iterable[NDArray[np.bool_]], shape: tuple[int, int], feasible: NDArray[np.bool_] | None = None
) -> list[Ranks]:
    """Ranks of many lexicographic orders over the same cells, sorted together: for small models, where a call for each
    would cost more than the work.

    *truths*: of *shape* (orders, cells), the most important want of every order first. Each order's ranks have their
    own type, as in ``ranks_from_truths``. ``feasible``: (cells,).
    """
    keys: NDArray[np.int64] = np.zeros(shape, dtype=np.int64)
    levels = 1
    for met in truths:
        if levels >= 1 << 61:
            keys = _classes(keys)
            levels = shape[1]
        keys <<= 1
        keys |= met
        levels *= 2
    if feasible is not None:
        keys[:, ~feasible] = -1  # below every feasible cell: class 0, which is rank 0
    ranks = _classes(keys)
    if feasible is None or feasible.all():
        ranks += 1
    return [row.astype(rank_type(int(row.max(initial=0)))) for row in ranks]


def _classes(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """In each row, the position of each value among the row's distinct values, from 0 for the least."""
    short = keys.min(initial=0) >= 0 and keys.max(initial=0) < 1 << 16
    order = np.argsort(keys.astype(np.uint16), axis=1, kind="stable") if short else np.argsort(keys, axis=1)
    ordered = np.take_along_axis(keys, order, axis=1)
    classes = np.zeros_like(keys)
    np.cumsum(ordered[:, 1:] != ordered[:, :-1], axis=1, out=classes[:, 1:])
    numbers = np.empty_like(keys)
    np.put_along_axis(numbers, order, classes, axis=1)
    return numbers
