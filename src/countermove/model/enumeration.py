"""The feasible states of a large option form, found without looking at all 2^k combinations.

Options are decided one after another, those of a rule close together. After each, the rules that mention it strike out
the partial combinations in which they hold whatever the open options will be (``logic.partial``). Where rules bind only
together, a satisfiability solver drops what cannot be completed (``model.extending``, if the extra ``sat`` is there).
Memory follows the number of partial combinations that survive, never 2^k.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack

import numpy as np
from numpy.typing import NDArray

from countermove.errors import SizeError
from countermove.logic import Formula, options_in, surely, truth
from countermove.model.extending import Extending, extending
from countermove.model.form import OptionForm

__all__ = ["WATCHED", "CodeColumns", "feasible_codes"]

WATCHED = 1 << 14
"""From so many partial combinations on the solver is asked about a sample of them."""


class CodeColumns(Mapping[str, NDArray[np.bool_]]):
    """Option columns of *codes*, made when asked for: 40 options times 10^6 states need not be kept. ``bit``: full
    option name → bit number, of those options that there are to be."""

    def __init__(self, codes: NDArray[np.int64], bit: Mapping[str, int]) -> None:
        self._codes, self._bit = codes, bit

    def __getitem__(self, name: str) -> NDArray[np.bool_]:
        column: NDArray[np.bool_] = self._codes >> self._bit[name] & 1 == 1
        return column

    def __iter__(self) -> Iterator[str]:
        return iter(self._bit)

    def __len__(self) -> int:
        return len(self._bit)


def feasible_codes(form: OptionForm, *, limit: int, watched: int = WATCHED) -> NDArray[np.int64]:
    """Codes of all feasible states, ascending: int64. Raises SizeError when more than *limit* partial or whole
    combinations have to be kept. *watched*: from so many on a solver is asked, where there is one."""
    rules = [(rule.formula, frozenset(form.bit[name] for name in options_in(rule.formula))) for rule in form.never]
    if any(truth(formula, {}, {}) for formula, bits in rules if not bits):
        return np.zeros(0, dtype=np.int64)
    codes = np.zeros(1, dtype=np.int64)
    order = _order(len(form.options), [bits for _, bits in rules])
    rows = {bit: name for name, bit in form.bit.items()}
    known: dict[str, int] = {}
    with ExitStack() as stack:
        solver: Extending | None = None
        for place, bit in enumerate(order, 1):
            codes = np.concatenate((codes, codes | (1 << bit)))
            known[rows[bit]] = bit
            codes = _struck(codes, known, [formula for formula, bits in rules if bit in bits])
            open_rules = any(not bits <= set(order[:place]) for _, bits in rules)
            if codes.size > watched and open_rules:
                solver = solver or stack.enter_context(extending(form))
                if solver is not None:
                    codes = solver.filtered(codes, order[:place])
            if codes.size > limit:
                raise _too_many(form, limit, place, helped=solver is not None or not open_rules)
    codes.sort()
    return codes


def _struck(codes: NDArray[np.int64], known: Mapping[str, int], rules: Sequence[Formula]) -> NDArray[np.int64]:
    """*codes* without those in which a rule holds whatever the options are that *known* lacks."""
    for rule in rules:
        if codes.size:
            columns = {name: known[name] for name in options_in(rule) if name in known}
            codes = codes[~np.broadcast_to(surely(rule, CodeColumns(codes, columns)), codes.shape)]
    return codes


def _order(count: int, rules: list[frozenset[int]]) -> list[int]:
    """Bits in an order that completes rules early: always the rule with the fewest undecided options next."""
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


def _too_many(form: OptionForm, limit: int, decided: int, *, helped: bool) -> SizeError:
    count = len(form.options)
    if decided == count or helped:
        return SizeError(
            f"More than {limit} feasible combinations of {count} options. "
            "Exclude what cannot be with `never` rules, or leave options out."
        )
    return SizeError(
        f"More than {limit} combinations of the first {decided} of {count} options have to be kept, as the `never` "
        "rules exclude them only together. Install the extra that finds those: pip install 'countermove[sat]'. Or "
        "exclude more with rules about few options, or leave options out."
    )
