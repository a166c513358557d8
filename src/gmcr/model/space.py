"""The feasible states of an option form, and the layout of arrays over them.

There are two layouts with one interface. *Dense*: one cell for each of the 2^k combinations, infeasible ones included
(``feasible`` marks the others); a cell's number is the code. *Sparse*: one cell for each feasible state, ascending by
code. Every array over cells in the kernels has this layout; ``at_states`` turns it into one aligned with ``states``.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ModelError, SizeError
from gmcr.logic import Formula, truth
from gmcr.model.enumeration import UNLISTED, CodeColumns, feasible_codes
from gmcr.model.form import OptionForm

__all__ = ["DENSE_OPTIONS", "MOST_DENSE_OPTIONS", "NEEDING_STATES", "SPARSE_STATES", "Space", "too_wide"]

DENSE_OPTIONS = 22
"""The dense layout is chosen for at most 2^22 combinations, …"""

MOST_DENSE_OPTIONS = 26
"""… and holds at most 2^26 where it is requested."""

SPARSE_STATES = 1 << 22
"""The sparse layout holds at most this many feasible states."""


NEEDING_STATES = 1 << 14
"""Where options need something, there are at most this many feasible states."""


class Space:
    """The states of an option form. ``layout`` says which layout was chosen: "dense" or "sparse".

    The choice: dense up to 2^16 combinations, and up to 2^22 while at least one in 16 of them is feasible; sparse
    otherwise, and wherever options need something, which only the kernels of the sparse layout support. Raises
    SizeError where neither fits, ModelError where nothing is feasible.
    """

    def __init__(self, form: OptionForm, layout: str | None = None) -> None:
        self.form = form
        bits = len(form.options)
        if layout == "dense" and bits > MOST_DENSE_OPTIONS:
            raise too_wide(bits)
        if layout == "dense" and form.needing:
            raise ModelError(
                "Options that need something are kept in the sparse layout: leave the layout to be chosen."
            )
        self._codes: NDArray[np.int64] | None = None
        self.feasible: NDArray[np.bool_] | None = None
        if form.needing:
            self._codes = _few_codes(form)
        elif layout == "sparse" or (layout is None and bits > DENSE_OPTIONS):
            self._codes = feasible_codes(form, limit=SPARSE_STATES)
        else:
            self.feasible = self._feasible_cells()
            if layout is None and bits > 16 and self.feasible is not None:
                codes = np.flatnonzero(self.feasible)
                if codes.size * 16 < 1 << bits:
                    self._codes, self.feasible = codes, None
                    # The columns used for feasibility are dense.
                    del self.__dict__["_columns"]
        self.layout = "dense" if self._codes is None else "sparse"
        if self.count == 0:
            rules = ", ".join(rule.id for rule in form.never)
            raise ModelError(
                f"No state is feasible: the rules {rules} exclude everything. Drop or narrow one.", rule=rules
            )

    @property
    def cells(self) -> int:
        """The number of cells in an array over this space."""
        return 1 << len(self.form.options) if self._codes is None else self._codes.size

    @cached_property
    def count(self) -> int:
        """The number of feasible states."""
        return self.cells if self.feasible is None else int(np.count_nonzero(self.feasible))

    @cached_property
    def states(self) -> NDArray[np.int64]:
        """Codes of the feasible states, ascending."""
        if self._codes is not None:
            return self._codes
        if self.feasible is None:
            return np.arange(self.cells, dtype=np.int64)
        return np.flatnonzero(self.feasible).astype(np.int64)

    @cached_property
    def _columns(self) -> Mapping[str, NDArray[np.bool_]]:
        """Option columns. Dense: the low half of the bits lies along the last axis and the high half along the first,
        so that a formula works on small arrays until it mixes the halves."""
        names = self.form.names
        if self._codes is not None:
            return CodeColumns(self._codes, self.form.bit)
        low = len(names) // 2
        inner, outer = np.arange(1 << low), np.arange(1 << (len(names) - low))
        columns = {}
        for k, name in enumerate(names):
            columns[name] = (inner >> k & 1 == 1)[None, :] if k < low else (outer >> (k - low) & 1 == 1)[:, None]
        return columns

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape to which truth arrays broadcast; flattened, it is the cells."""
        if self._codes is not None:
            return (self.cells,)
        low = len(self.form.options) // 2
        return (self.cells >> low, 1 << low)

    def truth_narrow(self, formula: Formula, drivers: Mapping[str, Fraction]) -> NDArray[np.bool_]:
        """Truth of a resolved formula, in a shape that broadcasts to ``shape``."""
        return truth(formula, self._columns, drivers)

    @property
    def columns(self) -> Mapping[str, NDArray[np.bool_]]:
        """Option columns, broadcastable to ``shape``."""
        return self._columns

    def truth(self, formula: Formula, drivers: Mapping[str, Fraction] | None = None) -> NDArray[np.bool_]:
        """Truth of a resolved formula in every cell: bool (cells,)."""
        met = self.truth_narrow(formula, drivers or {})
        return np.broadcast_to(met, self.shape).reshape(-1)

    def _feasible_cells(self) -> NDArray[np.bool_] | None:
        self._codes = None
        excluded: NDArray[np.bool_] = np.array(False)
        for rule in self.form.never:
            excluded = excluded | truth(rule.formula, self._columns, {})
        if not excluded.any():
            return None
        return ~np.broadcast_to(excluded, self.shape).reshape(-1)

    def cell(self, code: int) -> int:
        """The cell of a feasible state; raises ModelError, naming the rule, where the code is infeasible."""
        if 0 <= code < 1 << len(self.form.options):
            if self._codes is None:
                if self.feasible is None or self.feasible[code]:
                    return code
            else:
                place = int(np.searchsorted(self._codes, code))
                if place < self._codes.size and self._codes[place] == code:
                    return place
        self.form.need(code)
        raise AssertionError(f"state {code} is feasible and not listed")

    def at_states(self, cells: NDArray[np.generic]) -> NDArray[np.generic]:
        """An array over cells as one aligned with ``states``."""
        return cells if self.feasible is None else cells[self.feasible]


def too_wide(bits: int) -> SizeError:
    """The error for a dense layout of too many options."""
    return SizeError(
        f"{bits} options make 2^{bits} combinations; the dense layout holds 2^{MOST_DENSE_OPTIONS}. "
        "Leave the layout to be chosen, and exclude what cannot be with `never` rules."
    )


def _few_codes(form: OptionForm) -> NDArray[np.int64]:
    """The feasible states where options need something. Raises SizeError for more than ``NEEDING_STATES``."""
    try:
        return feasible_codes(form, limit=NEEDING_STATES)
    except SizeError:
        raise SizeError(
            f"Options with `needs` are for at most {NEEDING_STATES:,} feasible states, and here are more. Exclude what cannot "
            f"be with `never` rules, leave options out, or do without `needs`. {UNLISTED}"
        ) from None
