"""What a side of a key question asks about: its formula, the start of its check, and the acts that the formula needs.

The acts that a formula *needs* are the options that have one value in all its feasible states and the other at the
start of the check.
"""

from __future__ import annotations

import numpy as np

from countermove.inquiry.checks import (
    CheckedGame,
    EverywhereCheck,
    ForesightCheck,
    GameCheck,
    OutcomesCheck,
    PassesCheck,
    SwitchedStart,
)
from gmcr.logic import Formula

__all__ = ["formula_of", "needed_acts", "start_of"]


def formula_of(check: GameCheck) -> Formula | None:
    """The formula that a check asks of states; None if it asks about something else."""
    return check.formula if isinstance(check, OutcomesCheck | PassesCheck | EverywhereCheck | ForesightCheck) else None


def start_of(check: GameCheck, case: CheckedGame) -> int:
    """The code of the state in which a check starts; the first if there are several."""
    switched = SwitchedStart()
    if isinstance(check, OutcomesCheck | PassesCheck):
        switched = check.after
    elif isinstance(check, EverywhereCheck):
        switched = check.after_each[0]
    return case.conflict.structure.code_of(case.start(switched))


def needed_acts(check: GameCheck, case: CheckedGame) -> tuple[tuple[str, bool], ...]:
    """The options (and thresholds of those in degrees), by full name, that a check's formula needs toggled, each with
    whether it has to be on."""
    formula, structure = formula_of(check), case.conflict.structure
    if formula is None or not structure.listed:
        return ()
    codes = structure.states
    met = codes[case.where(formula)[structure.cells_of(codes)]]
    if not met.size:
        return ()
    always, ever = int(np.bitwise_and.reduce(met)), int(np.bitwise_or.reduce(met))
    start = start_of(check, case)
    names = structure.options
    on = [(name, True) for bit, name in enumerate(names) if always >> bit & 1 and not start >> bit & 1]
    off = [(name, False) for bit, name in enumerate(names) if not ever >> bit & 1 and start >> bit & 1]
    return (*on, *off)
