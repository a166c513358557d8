"""What a move has to leave unchanged: acts that cannot be taken back, and acts whose needs do not hold.

From a state s actor i may move to the states q ≠ s that agree with s outside i's options, in which everything that s
*holds on* is on and everything that it *holds off* is off. Held on are i's forward acts that are done; held off are its
back acts that are undone, and the acts that are off and need what does not hold in s. States that hold the same acts
share a *pattern*; patterns are few even where states are many. Without needs the held acts stay held after a move, so
that moves are transitive; with needs, which a move may establish or end, they are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.record import Record
from gmcr.logic import truth
from gmcr.model.form import OptionForm
from gmcr.model.space import CodeColumns

__all__ = ["HeldActs", "held_acts"]

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class HeldActs(Record):
    """The acts that one actor holds in each of some states.

    Parameters
    ----------
    states : ndarray of int64, shape (states,)
        The codes of the states.
    on, off : ndarray of int64, shape (states,)
        The bits held on and held off in each state.
    pattern : ndarray of int, shape (states,)
        The pattern of each state, a position in *patterns*.
    patterns : tuple of (int, int)
        The different pairs (bits held on, bits held off).

    Examples
    --------
    >>> import numpy as np
    >>> from gmcr.model import ModelOption, OptionForm, held_acts
    >>> form = OptionForm(("line", "town"), (ModelOption("line", "run", "forward"), ModelOption("town", "pay")))
    >>> held = held_acts(form, "line", np.arange(4))
    >>> held.patterns, held.pattern.tolist()
    (((0, 0), (1, 0)), [0, 1, 0, 1])
    """

    states: Codes
    on: Codes
    off: Codes
    pattern: NDArray[np.intp]
    patterns: tuple[tuple[int, int], ...]

    def states_keeping(self, pattern: int) -> NDArray[np.bool_]:
        """Return which states keep the acts that a pattern holds.

        Parameters
        ----------
        pattern : int
            A position in ``patterns``.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state has on what the pattern holds on, and off what it holds off.
        """
        on, off = self.patterns[pattern]
        keeps: NDArray[np.bool_] = (self.states & on == on) & (self.states & off == 0)
        return keeps

    def states_allowing(self, code: int) -> NDArray[np.bool_]:
        """Return the states in which no held act keeps the actor from moving to a given state.

        Parameters
        ----------
        code : int
            The code of the state to move to.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state holds nothing that the move would change.
        """
        free: NDArray[np.bool_] = (self.on & ~code == 0) & (self.off & code == 0)
        return free


def held_acts(form: OptionForm, actor: str, states: Codes) -> HeldActs:
    """Return the acts that an actor holds in each of some states.

    Parameters
    ----------
    form : OptionForm
        The option form.
    actor : str
        The actor.
    states : ndarray of int64, shape (states,)
        The codes of the states.

    Returns
    -------
    Held
        The bits held on and off, and the pattern of each state.

    Examples
    --------
    >>> import numpy as np
    >>> from gmcr.model import ModelOption, OptionForm, held_acts
    >>> form = OptionForm(("line", "town"), (ModelOption("line", "run", "forward"), ModelOption("town", "pay")))
    >>> held_acts(form, "line", np.arange(4)).on.tolist()
    [0, 1, 0, 1]
    """
    forward, back = form.one_way_mask(actor, "forward"), form.one_way_mask(actor, "back")
    if not (form.needing or forward or back):
        none = np.broadcast_to(np.int64(0), states.shape)
        return HeldActs(states, none, none, none, ((0, 0),))
    on, off = states & forward, ~states & back
    if not form.needing:  # the bits themselves show whether they are held on or off
        acts, pattern = np.unique(on | off, return_inverse=True)
        patterns = tuple((act & forward, act & back) for act in acts.tolist())
        return HeldActs(states, on, off, pattern.reshape(-1), patterns)
    columns = CodeColumns(states, form.bit)
    low, high = form.span[actor]
    for bit in range(low, high):
        needs = form.options[bit].needs
        if needs is not None:
            ready = np.broadcast_to(truth(needs, columns, {}), states.shape)
            off = off | np.where(ready, 0, ~states & np.int64(1 << bit))
    pairs, pattern = np.unique(np.stack((on, off), axis=-1), axis=0, return_inverse=True)
    return HeldActs(states, on, off, pattern.reshape(-1), tuple((on, off) for on, off in pairs.tolist()))
