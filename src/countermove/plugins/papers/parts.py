"""The parts of a paper's tables: states by their numbers, options, marks, and the moves of a road.

Preferences in the notation of papers: s3 > s1 ~ s2 ≫ s4, and s1 U s4 where it is unknown which is preferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from gmcr import Conflict, Relation, Strength, Unknown
from gmcr.base.arguments import shown
from gmcr.base.errors import ModelError
from gmcr.stability import Preference

__all__ = ["Chain", "Evolution", "Marks", "OptionRow", "PaperState", "PaperStep", "chain_of"]


class Chain(NamedTuple):
    """The preferences of one actor over the states shown."""

    actor: str
    """The actor."""
    tiers: tuple[tuple[int, ...], ...]
    """Numbers of states, best first; those of a tier are equally preferred."""
    gaps: tuple[int, ...]
    """How much each tier is preferred to the next: 1, 2 (strongly), or more."""
    unknown: tuple[tuple[int, int], ...]
    """Pairs of states of which it is unknown which is preferred, whatever their tiers say."""


def chain_of(conflict: Conflict, actor: str, number: Mapping[int, int], detail: Preference | None) -> Chain:
    """The preferences of an actor over the states that have a *number* (by code). *detail*: their strength, or what is
    unknown of them; otherwise the ranking in the conflict. Raises ModelError, SizeError, UnknownName."""
    place = {code: int(np.searchsorted(conflict.states, code)) for code in number}
    if detail is None:
        ranks = conflict.ranks(actor)
        worth = {code: int(ranks[k]) for code, k in place.items()}
        tiers = tuple(_tiers(worth, number))
        return Chain(actor, tiers, (1,) * (len(tiers) - 1), ())
    if isinstance(detail, Strength):
        degrees = detail.relation(conflict).degrees
        worth = {code: int((degrees[k] > 0).sum()) for code, k in place.items()}
        tiers = tuple(_tiers(worth, number))
        back = {own: place[code] for code, own in number.items()}
        gaps = tuple(int(degrees[back[better[0]], back[worse[0]]]) for better, worse in pairwise(tiers))
        return Chain(actor, tiers, gaps, ())
    if isinstance(detail, Unknown):
        crisp, unknown = chain_of(conflict, actor, number, None), detail.relation(conflict, actor).unknown
        codes = sorted(number, key=number.__getitem__)
        pairs = (
            (number[one], number[other])
            for k, one in enumerate(codes)
            for other in codes[k + 1 :]
            if unknown[place[one], place[other]]
        )
        return crisp._replace(unknown=tuple(pairs))
    hint = " A Relation need not be a chain." if isinstance(detail, Relation) else ""
    raise ModelError(f"{actor} should have a Strength or an Unknown, not {shown(detail)}.{hint}", actor=actor)


def _tiers(worth: Mapping[int, int], number: Mapping[int, int]) -> Iterator[tuple[int, ...]]:
    """Numbers of states by their worth, the best first."""
    for value in sorted(set(worth.values()), reverse=True):
        yield tuple(sorted(number[code] for code, own in worth.items() if own == value))


class PaperState(NamedTuple):
    """A state."""

    number: int
    """Its number here: 1 for s1."""
    code: int
    """Its code: the sum of 2^k over the options that are on; in graph form its position."""
    label: str
    """The options that are on, or in graph form its name."""


class OptionRow(NamedTuple):
    """An option in every state."""

    actor: str
    """Its owner; empty where nobody owns it."""
    option: str
    """Its full name."""
    levels: tuple[str, ...]
    """The levels of an option in degrees, lowest first."""
    values: tuple[str, ...]
    """Y or N, or its level, state by state."""


class Marks(NamedTuple):
    """The stable states under a concept."""

    concept: str
    """The concept."""
    stable: Mapping[str, tuple[int, ...]]
    """Actor → numbers of the states that are stable for it."""
    equilibria: tuple[int, ...]
    """Numbers of the states that are stable for every actor."""


class PaperStep(NamedTuple):
    """A move along the road."""

    actor: str
    """The mover."""
    to: int
    """The number of the state that it leads to."""
    improves: bool
    """Whether the mover prefers that state to the one before."""


class Evolution(NamedTuple):
    """A road from the status quo to a state."""

    way: str
    """How it goes: by improvements, by moves, or by the steps of the concept named."""
    start: int
    """The number of the status quo."""
    steps: tuple[PaperStep, ...]
    """Its moves."""
    equilibrium: tuple[str, ...]
    """The concepts asked for under which its end is an equilibrium."""
