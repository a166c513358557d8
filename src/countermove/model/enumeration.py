"""The feasible states of a large option form, found without looking at all 2^k combinations.

Options are decided one after another, those of a rule close together; after each, a rule all of whose options are
decided strikes out the partial combinations that it forbids. Memory follows the number of partial combinations that
survive, never 2^k.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from countermove.errors import SizeError
from countermove.logic import Formula, options_in, truth
from countermove.model.form import OptionForm

__all__ = ["feasible_codes"]


def feasible_codes(form: OptionForm, *, limit: int) -> NDArray[np.int64]:
    """Codes of all feasible states, ascending: int64. Raises SizeError when more than *limit* partial or whole
    combinations have to be kept."""
    pending: list[tuple[Formula, frozenset[int]]] = [
        (rule.formula, frozenset(form.bit[name] for name in options_in(rule.formula))) for rule in form.never
    ]
    if any(truth(formula, {}, {}) for formula, bits in pending if not bits):
        return np.zeros(0, dtype=np.int64)
    codes = np.zeros(1, dtype=np.int64)
    decided: set[int] = set()
    for bit in _order(len(form.options), [bits for _, bits in pending]):
        codes = np.concatenate((codes, codes | (1 << bit)))
        decided.add(bit)
        due = [formula for formula, bits in pending if bits <= decided]
        pending = [item for item in pending if not item[1] <= decided]
        for formula in due:
            codes = codes[~np.broadcast_to(truth(formula, _columns(form, codes), {}), codes.shape)]
        if codes.size > limit:
            raise SizeError(
                f"More than {limit} feasible combinations of {len(form.options)} options. "
                "Exclude what cannot be with `never` rules, or leave options out."
            )
    codes.sort()
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


def _columns(form: OptionForm, codes: NDArray[np.int64]) -> Mapping[str, NDArray[np.bool_]]:
    return {name: codes >> k & 1 == 1 for k, name in enumerate(form.names)}
