"""Claims as a small picture for terminals: a row a claim, a column a reading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from countermove.questions.check.judged import ClaimVerdict
from countermove.questions.check.verdicts import cells_text
from countermove.telling.blocks import Sketch
from countermove.telling.sketches import CELLS, sketch

__all__ = ["strips_sketch"]


def strips_sketch(claims: Sequence[ClaimVerdict]) -> Sketch | None:
    """A row a claim and a column a reading: filled where it holds under every concept, half where under some; None with
    one reading, or more than fit."""
    if not claims or not 1 < claims[0].values.shape[0] <= CELLS:
        return None
    wide = max(len(claim.id) for claim in claims)
    lines = [f"{claim.id:<{wide}} {_strip(claim.values)}  {cells_text(claim)}" for claim in claims]
    return sketch(
        lines,
        "Where each claim holds, a column a reading (full: under every concept, half: under some, dot: under none)",
    )


def _strip(values: NDArray[np.int8]) -> str:
    signs = []
    for row in values.tolist():
        defined = [value for value in row if value != -1]
        signs.append("?" if not defined else "█" if all(defined) else "▒" if any(defined) else "·")
    return "".join(signs)
