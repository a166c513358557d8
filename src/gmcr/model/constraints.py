"""What a move has to leave as it is: acts that cannot be taken back, and acts whose needs do not hold.

From a state s actor i may move to the states q ≠ s that agree with s outside i's options, have all that s *holds on* on
and all that it *holds off* off. Held on are i's forward acts that are done; held off its back acts that are undone, and
the acts that are off and need what does not hold in s. States in which the same is held share a *pattern*: few, where the
states are many. Without needs what a move holds is held after it too, so that moves are transitive; with needs, which a
move may bring about or end, they are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.summary import Record
from gmcr.logic import truth
from gmcr.model.enumeration import CodeColumns
from gmcr.model.form import OptionForm

__all__ = ["Held", "held_by"]

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Held(Record):
    """One actor's, among some *states* (codes): the bits held ``on`` and ``off`` in each, and its pattern, a place in
    ``patterns``: pairs (held on, held off)."""

    states: Codes
    on: Codes
    off: Codes
    pattern: NDArray[np.intp]
    patterns: tuple[tuple[int, int], ...]

    def open_to(self, pattern: int) -> NDArray[np.bool_]:
        """The states that keep what a pattern holds: bool (states,)."""
        on, off = self.patterns[pattern]
        kept: NDArray[np.bool_] = (self.states & on == on) & (self.states & off == 0)
        return kept

    def letting(self, code: int) -> NDArray[np.bool_]:
        """The states of which nothing held keeps the actor from a state (a code): bool (states,)."""
        free: NDArray[np.bool_] = (self.on & ~code == 0) & (self.off & code == 0)
        return free


def held_by(form: OptionForm, actor: str, states: Codes) -> Held:
    """What *actor* holds in each of *states* (codes)."""
    forward, back = form.one_way_mask(actor, "forward"), form.one_way_mask(actor, "back")
    if not (form.needing or forward or back):
        none = np.broadcast_to(np.int64(0), states.shape)
        return Held(states, none, none, none, ((0, 0),))
    on, off = states & forward, ~states & back
    if not form.needing:  # what is held says by itself whether it is held on or off
        acts, pattern = np.unique(on | off, return_inverse=True)
        kept = tuple((act & forward, act & back) for act in acts.tolist())
        return Held(states, on, off, pattern.reshape(-1), kept)
    columns = CodeColumns(states, form.bit)
    low, high = form.span[actor]
    for bit in range(low, high):
        needs = form.options[bit].needs
        if needs is not None:
            ready = np.broadcast_to(truth(needs, columns, {}), states.shape)
            off = off | np.where(ready, 0, ~states & np.int64(1 << bit))
    pairs, pattern = np.unique(np.stack((on, off), axis=-1), axis=0, return_inverse=True)
    return Held(states, on, off, pattern.reshape(-1), tuple((on, off) for on, off in pairs.tolist()))
