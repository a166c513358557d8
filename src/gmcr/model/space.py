"""The feasible states of an option form, and the layout of arrays over them.

There are two layouts with one interface. *Dense*: one cell for each of the 2^k combinations, infeasible ones included
(``feasible`` marks the others); a cell's number is the code. *Sparse*: one cell for each feasible state, ascending by
code. Every array over cells in the kernels has this layout; ``at_states`` turns it into one aligned with ``states``.

Whether partial combinations of options can be completed, decided by a satisfiability solver.

Checking one rule at a time (``logic.partial``) does not show that several together exclude everything. Whether a
partial combination has a feasible completion is a question for SAT. Each takes some microseconds, much more than an
array operation, so a sample is checked first, and the rest only where at least half of the sample cannot be completed.
Optional: the extra ``sat`` (python-sat).

The feasible states of a large option form, listed without visiting all 2^k combinations.

Options are decided one after another, those of one rule close together. After each step the rules that mention the
option eliminate the partial combinations in which they hold whatever the open options will be (``logic.partial``).
Memory follows the number of partial combinations that survive, never 2^k. Where too many survive, because rules bind
only together, the enumeration is repeated with a satisfiability solver that drops combinations that cannot be completed
(``model.space``, if the extra ``sat`` is installed). That is slower, by a factor of ten and more on random rules,
but it is the only remaining way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ModelError, SizeError, install_command
from gmcr.logic import Formula, Not, certain_truth, clauses, truth
from gmcr.model.form import OptionForm

__all__ = [
    "DENSE_OPTIONS",
    "MAX_LISTED",
    "MOST_DENSE_OPTIONS",
    "NEEDING_STATES",
    "SAMPLE",
    "SPARSE_STATES",
    "UNLISTED",
    "WATCHED",
    "CodeColumns",
    "Extending",
    "Space",
    "extending",
    "feasible_codes",
    "too_wide",
]


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


MAX_LISTED = 62
"""State codes in lists have 64 bits, so states can be listed for at most this many options."""

UNLISTED = "`solve`, `why`, `deal`, `check` and `assess` answer questions that need no list of states."
"""The remedy suggested where there are too many states."""

WATCHED = 1 << 14
"""From this many partial combinations on, a solver, where one is needed, checks a sample of them."""


class CodeColumns(Mapping[str, NDArray[np.bool_]]):
    """Option columns of *codes*, made on demand: the columns of 40 options times 10^6 states need not be stored.
    ``bit``: full option name → bit number, for the options to include. ``fresh``: no array is returned twice."""

    fresh = True

    def __init__(self, codes: NDArray[np.int64], bit: Mapping[str, int]) -> None:
        self._bytes = np.ascontiguousarray(codes, dtype="<i8").view(np.uint8).reshape(-1, 8)
        self._bit = bit

    def __getitem__(self, name: str) -> NDArray[np.bool_]:
        byte, place = divmod(self._bit[name], 8)  # one byte of each code: intermediate arrays are an eighth of the size
        column: NDArray[np.bool_] = self._bytes[:, byte] & np.uint8(1 << place) != 0
        return column

    def __iter__(self) -> Iterator[str]:
        return iter(self._bit)

    def __len__(self) -> int:
        return len(self._bit)


def feasible_codes(form: OptionForm, *, limit: int, watched: int = WATCHED) -> NDArray[np.int64]:
    """Codes of all feasible states, ascending: int64. Raises SizeError for more than ``MAX_LISTED`` options, and when
    more than *limit* partial or whole combinations would have to be stored, even with a solver, which is used from
    *watched* partial combinations on."""
    if len(form.options) > MAX_LISTED:
        raise SizeError(
            f"The states of {len(form.options)} options cannot be listed, only those of up to {MAX_LISTED}: merge or leave out "
            f"some. {UNLISTED}"
        )
    rules = [(rule.formula, frozenset(form.bit[name] for name in rule.formula.options)) for rule in form.never]
    if any(truth(formula, {}, {}) for formula, bits in rules if not bits):
        return np.zeros(0, dtype=np.int64)
    count = len(form.options)
    order = _order(count, [bits for _, bits in rules])
    codes, decided = _grown(form, order, rules, limit)
    helped = False
    if codes.size > limit and _some_open(rules, order[:decided]):
        with extending(form) as solver:
            if solver is not None:
                helped = True
                codes, decided = _grown(form, order, rules, limit, solver, watched)
    if codes.size > limit:
        raise _too_many(count, limit, decided if _some_open(rules, order[:decided]) else None, helped=helped)
    codes.sort()
    return codes


def _some_open(rules: Sequence[tuple[Formula, frozenset[int]]], decided: Sequence[int]) -> bool:
    """Whether some rule has an undecided option, so that combinations may still be eliminated."""
    known = set(decided)
    return any(not bits <= known for _, bits in rules)


def _grown(
    form: OptionForm,
    order: Sequence[int],
    rules: Sequence[tuple[Formula, frozenset[int]]],
    limit: int,
    solver: Extending | None = None,
    watched: int = 0,
) -> tuple[NDArray[np.int64], int]:
    """The combinations that survive, and how many options are decided in them: all, unless there are more than
    *limit*."""
    codes = np.zeros(1, dtype=np.int64)
    known: dict[str, int] = {}
    for place, bit in enumerate(order, 1):
        codes = np.concatenate((codes, codes | (1 << bit)))
        known[form.names[bit]] = bit
        codes = _struck(codes, known, [formula for formula, bits in rules if bit in bits])
        if solver is not None and codes.size > watched:
            codes = solver.filtered(codes, order[:place])
        if codes.size > limit:
            return codes, place
    return codes, len(order)


def _struck(codes: NDArray[np.int64], known: Mapping[str, int], rules: Sequence[Formula]) -> NDArray[np.int64]:
    """*codes* without those in which a rule holds whatever the values of the options missing from *known*."""
    for rule in rules:
        if codes.size:
            columns = {name: known[name] for name in rule.options if name in known}
            codes = codes[~np.broadcast_to(certain_truth(rule, CodeColumns(codes, columns)), codes.shape)]
    return codes


def _order(count: int, rules: list[frozenset[int]]) -> list[int]:
    """The bits in an order that completes rules early: always the rule with the fewest undecided options next."""
    order: list[int] = []
    left = list(rules)
    while left:
        left = [bits for bits in left if not bits <= set(order)]
        if not left:
            break
        known = set(order)
        nearest = min(left, key=lambda bits: (len(bits - known), len(bits), min(bits)))
        order += sorted(nearest - known)
    return order + [bit for bit in range(count) if bit not in set(order)]


def _too_many(count: int, limit: int, decided: int | None, *, helped: bool) -> SizeError:
    """*decided*: how many options are decided while rules remain to be applied; None where all have been applied."""
    if decided is None:
        return SizeError(
            f"More than {limit:,} feasible combinations of {count} options. "
            f"Exclude impossible states with `never` rules, or leave options out. {UNLISTED}"
        )
    way = "" if helped else f"Install the extra that looks at them together ({install_command('sat')}), "
    more = "exclude more with rules about few options each, or leave options out."
    return SizeError(
        f"More than {limit:,} combinations of the first {decided} of {count} options have to be kept: the `never` rules "
        f"exclude too little, or only together. {way}{more if way else more.capitalize()} {UNLISTED}"
    )


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
        "Let the layout be chosen, and exclude impossible states with `never` rules."
    )


def _few_codes(form: OptionForm) -> NDArray[np.int64]:
    """The feasible states where options need something. Raises SizeError for more than ``NEEDING_STATES``."""
    try:
        return feasible_codes(form, limit=NEEDING_STATES)
    except SizeError:
        raise SizeError(
            f"Options with `needs` are for at most {NEEDING_STATES:,} feasible states, and here are more. Exclude "
            f"impossible states with `never` rules, leave options out, or do without `needs`. {UNLISTED}"
        ) from None
