"""The interface of a propagation kernel, and the conventions that all kernels share.

Arrays are over *cells* with a leading batch axis: shape (B, cells), B games that share states and moves and differ in
preferences. Ranks are unsigned, larger is better, 0 marks an infeasible cell, and the type's maximum is reserved for
+∞. With r_i the rank of a state for actor i and v any array:

* own_best(v, i): the best of v over a state and i's moves from it (with v = r_i the *escape* e_i);
* worst(v, i): the least of v over a state and all states that i's opponents can reach from it by legal sequences of
  moves;
* worst_improving(v, i): the same over legal sequences of improvements, each mover improving on the state it moves from.

A legal sequence is one in which nobody moves twice in a row. Several arrays v share one pass (*lanes*). Values of
infeasible cells in results are meaningless.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Kernel", "Values"]

Values = NDArray[np.unsignedinteger[Any]]


class Kernel(Protocol):
    """The primitives, with actors given by position. ``ranks`` are given once, when the kernel is made."""

    ranks: Sequence[Values]

    def own_best(self, values: Values, actor: int) -> Values: ...
    def worst(self, lanes: Sequence[Values], actor: int) -> list[Values]: ...
    def worst_improving(self, lanes: Sequence[Values], actor: int) -> list[Values]: ...
