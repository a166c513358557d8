"""Whether partial combinations of options can be completed, decided by a satisfiability solver.

Checking one rule at a time (``logic.partial``) does not show that several together exclude everything. Whether a
partial combination has a feasible completion is a question for SAT. Each takes some microseconds, much more than an
array operation, so a sample is checked first, and the rest only where at least half of the sample cannot be completed.
Optional: the extra ``sat`` (python-sat).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.logic import Not, clauses
from gmcr.model.form import OptionForm

__all__ = ["SAMPLE", "Extending", "extending"]

SAMPLE = 64
"""The number of partial combinations checked before all are."""

_CONFLICTS = 100
"""The solver abandons a question after this many conflicts; the combination is then retained."""

_BLOCK = 1 << 14


class Extending:
    """The rules of a form in a solver."""

    def __init__(self, form: OptionForm, solver: Any) -> None:
        variables = {name: k for k, name in enumerate(form.names, 1)}
        free = len(variables) + 1
        for rule in form.never:
            parts, free = clauses(Not(rule.formula), variables, first_free=free)
            for part in parts:
                solver.add_clause(part)
        self._solver = solver

    def filtered(self, codes: NDArray[np.int64], decided: Sequence[int]) -> NDArray[np.int64]:
        """*codes*, in which only the bits *decided* count, without those that no feasible state completes; all of them
        where more than half of a sample can be completed."""
        sample = codes[:: max(1, codes.size // SAMPLE)]
        if 2 * int(self._completable(sample, decided).sum()) > sample.size:
            return codes
        return codes[self._completable(codes, decided)]

    def _completable(self, codes: NDArray[np.int64], decided: Sequence[int]) -> NDArray[np.bool_]:
        bits = np.array(decided, dtype=np.int64)
        completable = np.empty(codes.size, dtype=np.bool_)
        for low in range(0, codes.size, _BLOCK):
            block = codes[low : low + _BLOCK]
            literals = np.where(block[:, None] >> bits & 1 == 1, bits + 1, -bits - 1).tolist()
            completable[low : low + _BLOCK] = [self._possible(literal) for literal in literals]
        return completable

    def _possible(self, literals: list[int]) -> bool:
        self._solver.conf_budget(_CONFLICTS)
        return self._solver.solve_limited(assumptions=literals, expect_interrupt=True) is not False


@contextmanager
def extending(form: OptionForm) -> Iterator[Extending | None]:
    """The rules of *form* in a solver that is freed on exit; None where the extra ``sat`` is not installed."""
    try:
        from pysat.solvers import Solver
    except ModuleNotFoundError:
        yield None
        return
    with Solver(name="minisat22") as solver:
        yield Extending(form, solver)
