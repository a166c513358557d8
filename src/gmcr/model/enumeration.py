"""The feasible states of a large option form, listed without visiting all 2^k combinations.

Options are decided one after another, those of one rule close together. After each step the rules that mention the
option eliminate the partial combinations in which they hold whatever the open options will be (``logic.partial``).
Memory follows the number of partial combinations that survive, never 2^k. Where too many survive, because rules bind
only together, the enumeration is repeated with a satisfiability solver that drops combinations that cannot be completed
(``model.feasibility``, if the extra ``sat`` is installed). That is slower, by a factor of ten and more on random rules,
but it is the only remaining way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import SizeError, install_command
from gmcr.logic import Formula, certain_truth, truth
from gmcr.model.feasibility import Extending, extending
from gmcr.model.form import OptionForm

__all__ = ["MAX_LISTED", "UNLISTED", "WATCHED", "CodeColumns", "feasible_codes"]

MAX_LISTED = 62
"""State codes in lists have 64 bits, so states can be listed for at most this many options."""

UNLISTED = "`solve`, `why`, `check` and `assess` answer what needs no list of states."
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
            f"Exclude what cannot be with `never` rules, or leave options out. {UNLISTED}"
        )
    way = "" if helped else f"Install the extra that looks at them together ({install_command('sat')}), "
    more = "exclude more with rules about few options each, or leave options out."
    return SizeError(
        f"More than {limit:,} combinations of the first {decided} of {count} options have to be kept: the `never` rules "
        f"exclude too little, or only together. {way}{more if way else more.capitalize()} {UNLISTED}"
    )
