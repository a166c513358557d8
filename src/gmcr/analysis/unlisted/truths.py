"""Truth and order of states, evaluated on request, in place of the arrays over cells where states are listed.

A cell is a code here, of any size.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from gmcr.logic import Formula, truth
from gmcr.model import OptionForm

__all__ = ["Met", "Words"]


class Met:
    """The states in which a formula without drivers is met."""

    def __init__(self, form: OptionForm, formula: Formula) -> None:
        self._formula = formula
        self._bits = tuple((name, form.bit[name]) for name in formula.options)
        self._known: dict[tuple[bool, ...], bool] = {}

    def _met(self, code: int) -> bool:
        here = tuple(code >> bit & 1 == 1 for _, bit in self._bits)
        if here not in self._known:
            columns = {name: on for (name, _), on in zip(self._bits, here, strict=True)}
            self._known[here] = bool(truth(self._formula, columns, {}))
        return self._known[here]

    @overload
    def __getitem__(self, cells: int) -> bool: ...
    @overload
    def __getitem__(self, cells: Sequence[int]) -> NDArray[np.bool_]: ...
    def __getitem__(self, cells: int | Sequence[int]) -> bool | NDArray[np.bool_]:
        if isinstance(cells, int):
            return self._met(cells)
        return np.array([self._met(cell) for cell in cells], dtype=np.bool_)


class Words:
    """How good states are to an actor: a word for each says which of its wants are met, in order. The
    lexicographically larger word is better."""

    def __init__(self, wants: Sequence[Met]) -> None:
        self._wants = tuple(wants)

    def __getitem__(self, cell: int) -> tuple[bool, ...]:
        return tuple(want[cell] for want in self._wants)
