"""Whether some states are reached from a start, under a concept: four cases, the first that applies.

* *ends there*: there are outcomes, and all of them are among the states;
* *may end there*: some outcomes are, not all;
* *passes there*: no outcome is, and some state reached is;
* *nobody goes there*: no state reached is.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from gmcr import Roads

__all__ = ["Reach"]


class Reach(StrEnum):
    """How far the roads of a concept lead to some states."""

    ENDS = "ends there"
    MAY_END = "may end there"
    PASSES = "passes there"
    NOBODY = "nobody goes there"

    @property
    def ends(self) -> bool:
        """Whether some outcome is among them, as a target requires."""
        return self in (Reach.ENDS, Reach.MAY_END)

    @classmethod
    def of(cls, roads: Roads, met: NDArray[np.bool_]) -> Reach:
        """How far *roads* lead to the cells that are *met*."""
        ends = met[list(roads.outcomes)]
        if ends.any():
            return cls.ENDS if ends.all() else cls.MAY_END
        return cls.PASSES if met[list(roads.reached)].any() else cls.NOBODY
