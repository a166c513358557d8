"""Where moves lead, for all cells at once: what reaches each cell by one move of an actor.

``onward(words, actor)`` answers up to 64 questions at once: every cell holds a word, bit k of it the answer to
question k, and receives the bits of all cells from which the actor can get there, and its own. ``least`` does the same
with the least of some values. The dense layout works at once over the actor's fibre, or, where it has one-way options,
bit by bit over these; infeasible cells are passed through and cleared by the caller. The sparse layout sorts the codes
with the actor's bits masked out to get the fibres, as is done wherever options need something. Graph form goes along
the arcs. One call is one move: where moves are not transitive, following an actor to the end takes several calls.

Lean moves: those that switch no option idly.

Among some moves of one actor from one state, a move is *lean* iff no other of them, changing a strict subset of the
same options, is at least as good. What counts for each move is the best worth among the moves within it. Over all sets
of the options that change this is a maximum over subsets, computed option by option in k·2^k steps for k options
(Yates 1937) rather than in the 3^k pairs of a set and a subset.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from gmcr.model import GraphStructure, OptionForm, OptionStructure, Structure, held_acts

__all__ = ["Fibres", "Lanes", "Words", "lanes_of", "lean_moves", "reachable", "word_type"]


Words = NDArray[Any]
"""Unsigned integers, (cells,)."""

_NARROW = 16


class Lanes(Protocol):
    """The moves of all actors on one structure."""

    def onward(self, words: Words, actor: int) -> Words:
        """Return the bits that reach each cell by one move of an actor, or by staying."""
        ...

    def least(self, values: Words, actor: int) -> Words:
        """Return the least of the values that reach each cell by one move of an actor, or by staying."""
        ...


def word_type(bits: int) -> type[np.unsignedinteger[Any]]:
    """Return the narrowest unsigned type with a number of bits, at most 64."""
    return next(kind for kind in (np.uint8, np.uint16, np.uint32, np.uint64) if bits <= np.dtype(kind).itemsize * 8)


def lanes_of(structure: Structure, *, backward: bool = False) -> Lanes:
    """Return the lanes that fit a structure's layout; with *backward* every move is reversed."""
    if isinstance(structure, GraphStructure):
        return _ArcLanes(structure, backward)
    assert isinstance(structure, OptionStructure)
    if structure.layout == "sparse":
        return _SparseLanes(structure.form, structure.states, backward)
    return _DenseLanes(_turned(structure.form) if backward else structure.form)


def reachable(structure: Structure, start: int) -> NDArray[np.bool_]:
    """Return the feasible cells to which moves of any actors lead from a cell, itself included: bool (cells,)."""
    feasible = np.zeros(structure.cells, dtype=np.uint8)
    feasible[structure.cells_of(structure.states)] = 1
    lanes, actors = lanes_of(structure), len(structure.actors)
    words = np.zeros_like(feasible)
    words[start] = 1
    quiet, turn = 0, 0
    while quiet < actors:
        onward = lanes.onward(words, turn % actors) * feasible
        quiet = quiet + 1 if np.array_equal(onward, words) else 0
        words, turn = onward, turn + 1
    reached: NDArray[np.bool_] = words == 1
    return reached


def _turned(form: OptionForm) -> OptionForm:
    """The form in which one-way options go the other way."""
    other = {"forward": "back", "back": "forward", "": ""}
    return replace(form, options=tuple(replace(option, one_way=other[option.one_way]) for option in form.options))


class _DenseLanes:
    def __init__(self, form: OptionForm) -> None:
        self.spans = [form.span[actor] for actor in form.actors]
        self.one_way = [option.one_way for option in form.options]

    def onward(self, words: Words, actor: int) -> Words:
        return self._gathered(np.bitwise_or, words, actor)

    def least(self, values: Words, actor: int) -> Words:
        return self._gathered(np.minimum, values, actor)

    def _gathered(self, pick: np.ufunc, words: Words, actor: int) -> Words:
        low, high = self.spans[actor]
        if low == high:
            return words
        if not any(self.one_way[low:high]):
            fibres = words.reshape(-1, 1 << (high - low), 1 << low)
            together = pick.reduce(fibres, axis=1, keepdims=True)
            return np.broadcast_to(together, fibres.shape).reshape(-1)
        result = words.copy()
        for bit in range(low, high):
            view = result.reshape(-1, 2, 1 << bit)
            # Along short inner axes the overhead of NumPy's loops exceeds their work.
            for part in range(1 << bit) if 1 << bit < _NARROW else [slice(None)]:
                off, on = view[:, 0, part], view[:, 1, part]
                if self.one_way[bit] == "forward":
                    pick(on, off, out=on)
                elif self.one_way[bit] == "back":
                    pick(off, on, out=off)
                else:
                    pick(off, on, out=off)
                    on[...] = off
        return result


class _SparseLanes:
    def __init__(self, form: OptionForm, states: NDArray[np.int64], backward: bool) -> None:
        self.fibres = [Fibres(form, actor, states, backward=backward) for actor in form.actors]

    def onward(self, words: Words, actor: int) -> Words:
        return self.fibres[actor].onward(words)

    def least(self, values: Words, actor: int) -> Words:
        return self.fibres[actor].least(values)


class Fibres:
    """One actor's moves among some states (codes, ascending), reversed if *backward*. ``held`` has the options that
    the actor cannot switch in each state."""

    def __init__(self, form: OptionForm, actor: str, states: NDArray[np.int64], *, backward: bool = False) -> None:
        masked = states & ~np.int64(form.mask(actor))
        self.order = np.argsort(masked, kind="stable")
        fresh = np.diff(masked[self.order], prepend=-1) != 0
        self.number = np.empty(states.size, dtype=np.int64)
        self.number[self.order] = np.cumsum(fresh) - 1
        self.start = np.flatnonzero(fresh)
        self.held = held_acts(form, actor, states)
        self.backward = backward

    def onward(self, words: Words) -> Words:
        """Return the bits that reach each state by one move, or by staying."""
        return self._gathered(np.bitwise_or, words, 0)

    def least(self, values: Words) -> Words:
        """Return the least of the values that reach each state by one move, or by staying."""
        return self._gathered(np.minimum, values, np.iinfo(values.dtype).max)

    def leading_to(self, place: int) -> NDArray[np.bool_]:
        """Return the states from which one move, or staying, leads to the state at a position: bool (states,)."""
        free = self.held.states_allowing(int(self.held.states[place]))
        sources: NDArray[np.bool_] = (self.number == self.number[place]) & free
        return sources

    def _gathered(self, pick: np.ufunc, words: Words, neutral: int) -> Words:
        patterns = range(len(self.held.patterns))
        if len(patterns) == 1:
            found: Words = pick.reduceat(words[self.order], self.start)[self.number]
            return found
        result = words.copy()
        for pattern in patterns:
            sources, targets = self.held.pattern == pattern, self.held.states_keeping(pattern)
            if self.backward:
                sources, targets = targets, sources
            leaving = np.where(sources, words, words.dtype.type(neutral))
            spread = pick.reduceat(leaving[self.order], self.start)[self.number]
            pick(result, spread, out=result, where=targets)
        return result


class _ArcLanes:
    def __init__(self, structure: GraphStructure, backward: bool) -> None:
        arcs = [structure.form.arcs[actor] for actor in structure.actors]
        self.arcs = [(targets, sources) for sources, targets in arcs] if backward else arcs

    def onward(self, words: Words, actor: int) -> Words:
        sources, targets = self.arcs[actor]
        result = words.copy()
        np.bitwise_or.at(result, targets, words[sources])
        return result

    def least(self, values: Words, actor: int) -> Words:
        sources, targets = self.arcs[actor]
        result = values.copy()
        np.minimum.at(result, targets, values[sources])
        return result


_ROOM = 1 << 22
"""The number of values held at once."""


def lean_moves(changed: NDArray[np.int64], worth: NDArray[Any], able: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of the moves available in each game are lean: bool (games, moves).

    ``changed`` has the bits of the options that each move changes, (moves,), all different unless 0; ``worth`` whole
    numbers from 0, (games, moves), larger is better; ``able`` says which moves each game has, (games, moves).
    """
    union = int(np.bitwise_or.reduce(changed, initial=0))
    bits = [bit for bit in range(union.bit_length()) if union >> bit & 1]
    if not bits:
        return able
    if len(bits) << len(bits) > changed.size * changed.size:
        return _one_by_one(changed, worth, able)
    places = np.zeros_like(changed)
    for place, bit in enumerate(bits):
        places |= (changed >> bit & 1) << place
    step = max(1, _ROOM >> len(bits))
    parts = [
        _over_subsets(places, worth[first : first + step], able[first : first + step], len(bits))
        for first in range(0, len(able), step)
    ]
    return np.concatenate(parts) if parts else able


def _over_subsets(
    places: NDArray[np.int64], worth: NDArray[Any], able: NDArray[np.bool_], bits: int
) -> NDArray[np.bool_]:
    kind = object if worth.dtype == object else np.int64
    own = np.where(able, worth.astype(kind), -1).T
    best = np.full((1 << bits, len(able)), -1, dtype=kind)
    best[places] = own
    for bit in range(bits):
        halves = best.reshape(-1, 2, 1 << bit, len(able))
        np.maximum(halves[:, 1], halves[:, 0], out=halves[:, 1])
    within = np.full_like(best, -1)  # for each set, the best of the sets that lack one of its options
    for bit in range(bits):
        larger = within.reshape(-1, 2, 1 << bit, len(able))[:, 1]
        np.maximum(larger, best.reshape(-1, 2, 1 << bit, len(able))[:, 0], out=larger)
    lean: NDArray[np.bool_] = able & (within[places] < own).astype(np.bool_).T
    return lean


def _one_by_one(changed: NDArray[np.int64], worth: NDArray[Any], able: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For few moves with many options."""
    lean = able.copy()
    for place, own in enumerate(changed.tolist()):
        fewer = (changed & own == changed) & (changed != own)
        beaten = able[:, fewer] & (worth[:, fewer] >= worth[:, place : place + 1]).astype(np.bool_)
        lean[:, place] &= ~beaten.any(axis=1)
    return lean
