"""What several actors reach together, in option form.

R_H(s) is all that legal sequences of moves of the members of H lead to. Their moves change their own options alone, so
only the feasible states that agree with s outside these matter. If all combinations are feasible and no option is
one-way or needs something, all of them are reached. If no option is one-way or needs something, every move can be
undone, and what is reached is the connected part of s. Otherwise moves are followed along the members' fibres until
nothing new is reached. A single member moves once; whether several may each move several times in a row makes a
difference only where options need something.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.lanes import Fibres
from gmcr.model import OptionStructure

__all__ = ["JointFibre"]

_LISTED = 20
"""With at most this many options between them combinations are listed; with more, the states are searched for them."""

Codes = NDArray[np.int64]


class JointFibre:
    """The *members* of a coalition among the states that agree with *state* outside their options."""

    def __init__(self, structure: OptionStructure, state: int, members: Sequence[str]) -> None:
        self.form = structure.form
        self.members = tuple(members)
        mask = sum(self.form.mask(member) for member in members)
        bits = [bit for bit in range(len(self.form.options)) if mask >> bit & 1]
        self._undone = not any(self.form.options[bit].one_way or self.form.options[bit].needs for bit in bits)
        self.codes, self._every = _around(structure, state & ~mask, bits, mask)

    def reached(self, state: int, *, answering: bool = False) -> Codes:
        """Return R_H(s) without s itself: codes, ascending. With *answering*, H answers others and a single member
        moves on, too."""
        if not self._undone:
            near = self._followed(state, once=len(self.members) == 1 and not answering)
        elif self._every:
            near = self.codes
        else:
            near = self.codes[self._parts == self._parts[np.searchsorted(self.codes, state)]]
        others: Codes = near[near != state]
        return others

    def shortest(self, state: int, goal: NDArray[np.bool_]) -> tuple[tuple[str, int], ...] | None:
        """Return a shortest sequence of moves of single members from a state to one of ``codes`` marked in *goal*, as
        (member, code) pairs, or None if there is none. It is traced from the first in the order of actors, then of
        codes."""
        here = (self.codes == state).astype(np.uint8)
        layers, seen = [here == 1], here
        while True:
            reached = seen.copy()
            for fibre in self._fibres:
                reached |= fibre.onward(layers[-1].astype(np.uint8))
            layers.append((reached == 1) & (seen == 0))
            if not layers[-1].any():
                return None
            if (layers[-1] & goal).any():
                return self._trace(layers, goal)
            seen = reached

    def _trace(self, layers: list[NDArray[np.bool_]], goal: NDArray[np.bool_]) -> tuple[tuple[str, int], ...]:
        """Trace a path backwards through the layers."""
        steps: list[tuple[str, int]] = []
        aims = layers[-1] & goal
        for before in reversed(layers[:-1]):
            for member, fibre in zip(self.members, self._fibres, strict=True):
                there = aims & (fibre.onward(before.astype(np.uint8)) == 1)
                if there.any():
                    place = int(np.argmax(there))
                    steps.append((member, int(self.codes[place])))
                    aims = before & fibre.leading_to(place)
                    break
        return tuple(reversed(steps))

    def _followed(self, state: int, *, once: bool) -> Codes:
        words = (self.codes == state).astype(np.uint8)
        if once:
            near: Codes = self.codes[self._fibres[0].onward(words) == 1]
            return near
        quiet, turn = 0, 0
        while quiet < len(self._fibres):
            onward = self._fibres[turn % len(self._fibres)].onward(words)
            quiet = quiet + 1 if np.array_equal(onward, words) else 0
            words, turn = onward, turn + 1
        reached: Codes = self.codes[words == 1]
        return reached

    @cached_property
    def _fibres(self) -> list[Fibres]:
        return [Fibres(self.form, member, self.codes) for member in self.members]

    @cached_property
    def _parts(self) -> NDArray[np.int64]:
        """For each state the first one of its connected part."""
        first = np.arange(self.codes.size)
        quiet, turn = 0, 0
        while quiet < len(self._fibres):
            least = self._fibres[turn % len(self._fibres)].least(first)
            quiet = quiet + 1 if np.array_equal(least, first) else 0
            first, turn = least, turn + 1
        return first


def _around(structure: OptionStructure, base: int, bits: Sequence[int], mask: int) -> tuple[Codes, bool]:
    """The feasible states that agree with *base* outside a mask, and whether these are all combinations."""
    if structure.layout == "sparse" and len(bits) > _LISTED:
        states = structure.states
        return states[states & ~np.int64(mask) == base], False
    codes = np.array([base], dtype=np.int64)
    for bit in bits:
        codes = np.concatenate([codes, codes | 1 << bit])
    if structure.layout == "dense":
        feasible = structure.space.feasible
        met = None if feasible is None else feasible[codes]
    else:
        states = structure.states
        met = states[np.minimum(np.searchsorted(states, codes), states.size - 1)] == codes
    return (codes, True) if met is None or met.all() else (codes[met], False)
