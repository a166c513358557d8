"""Where moves lead, for up to 64 questions at once: every cell holds a word, bit k of it the answer to question k.

``onward(words, actor)`` gives every cell the bits of all cells from which the actor can get there by one move, and its
own. Dense: at once over the actor's fibre, or, where it has one-way options, bit by bit over these; infeasible cells are passed through and cleared by the caller. Sparse: fibres by sorting the codes with the
actor's bits masked out. Graph form: along the arcs.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from countermove.model import GraphStructure, OptionForm, OptionStructure, Structure

__all__ = ["Lanes", "Words", "lanes_of", "word_type"]

Words = NDArray[Any]
"""Unsigned integers, (cells,)."""

_NARROW = 16


class Lanes(Protocol):
    """The moves of all actors on one structure."""

    def onward(self, words: Words, actor: int) -> Words:
        """What comes to each cell by one move of an actor, or by staying."""
        ...


def word_type(bits: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest unsigned type with so many bits, at most 64."""
    return next(kind for kind in (np.uint8, np.uint16, np.uint32, np.uint64) if bits <= np.dtype(kind).itemsize * 8)


def lanes_of(structure: Structure) -> Lanes:
    """The lanes that fit a structure's layout."""
    if isinstance(structure, GraphStructure):
        return _ArcLanes(structure)
    assert isinstance(structure, OptionStructure)
    return _DenseLanes(structure.form) if structure.layout == "dense" else _SparseLanes(structure)


class _DenseLanes:
    def __init__(self, form: OptionForm) -> None:
        self.spans = [form.span[actor] for actor in form.actors]
        self.one_way = [option.one_way for option in form.options]

    def onward(self, words: Words, actor: int) -> Words:
        low, high = self.spans[actor]
        if low == high:
            return words
        if not any(self.one_way[low:high]):
            fibres = words.reshape(-1, 1 << (high - low), 1 << low)
            together = np.bitwise_or.reduce(fibres, axis=1, keepdims=True)
            return np.broadcast_to(together, fibres.shape).reshape(-1)
        result = words.copy()
        for bit in range(low, high):
            view = result.reshape(-1, 2, 1 << bit)
            # Along short inner axes NumPy's loops cost more than what they do.
            for part in range(1 << bit) if 1 << bit < _NARROW else [slice(None)]:
                off, on = view[:, 0, part], view[:, 1, part]
                if self.one_way[bit] == "forward":
                    on |= off
                elif self.one_way[bit] == "back":
                    off |= on
                else:
                    off |= on
                    on[...] = off
        return result


class _SparseLanes:
    def __init__(self, structure: OptionStructure) -> None:
        self.fibres = [_Fibres(structure.form, actor, structure.states) for actor in structure.actors]

    def onward(self, words: Words, actor: int) -> Words:
        return self.fibres[actor].onward(words)


class _Fibres:
    """``done``: the one-way acts of the actor that are done in each state; a move may add to them only."""

    def __init__(self, form: OptionForm, actor: str, states: NDArray[np.int64]) -> None:
        masked = states & ~np.int64(form.mask(actor))
        self.order = np.argsort(masked, kind="stable")
        fresh = np.diff(masked[self.order], prepend=-1) != 0
        self.number = np.empty(states.size, dtype=np.int64)
        self.number[self.order] = np.cumsum(fresh) - 1
        self.start = np.flatnonzero(fresh)
        self.done = states & form.one_way_mask(actor, "forward") | ~states & form.one_way_mask(actor, "back")
        self.patterns = np.unique(self.done)

    def onward(self, words: Words) -> Words:
        result = words.copy()
        for pattern in self.patterns:
            open_ = np.where(self.done & ~pattern == 0, words, words.dtype.type(0))
            spread = np.bitwise_or.reduceat(open_[self.order], self.start)[self.number]
            np.copyto(result, spread, where=self.done == pattern)
        return result


class _ArcLanes:
    def __init__(self, structure: GraphStructure) -> None:
        self.arcs = [structure.form.arcs[actor] for actor in structure.actors]

    def onward(self, words: Words, actor: int) -> Words:
        sources, targets = self.arcs[actor]
        result = words.copy()
        np.bitwise_or.at(result, targets, words[sources])
        return result
