"""The lines of the table: what is measured, what it should cost with the compiled core and with NumPy alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from benchmarks.growing import GROWN
from benchmarks.touch.pushes import PUSHES

__all__ = ["ROWS", "Row"]

Unit = Literal["s", "states/s", "draws/s"]


@dataclass(frozen=True, slots=True)
class Row:
    """A line. ``work``: its name in ``works``, or the words of a command whose whole process is measured. ``core``, ``numpy``:
    the targets, in ``unit``; rates should not fall below them, seconds not exceed them. ``amount``: how much is done in one
    run, of which a rate counts all and seconds are those of one. ``memory``: gigabytes that the process may take. ``before``:
    whether another checkout is asked too: what takes it an hour is not. ``numpy_too``: whether it is measured without the
    core."""

    name: str
    work: str | tuple[str, ...]
    core: float | None
    numpy: float | None
    unit: Unit = "s"
    amount: float = 1.0
    memory: float | None = None
    before: bool = True
    numpy_too: bool = True


_EVERY = "all readings and concepts"

ROWS = (
    Row("an edit: answers, claims, outcomes", "live_edit", 0.04, 0.06, amount=PUSHES),
    Row("a driver: the same", "live_driver", 0.04, 0.06, amount=PUSHES),
    Row("a reordering: the same", "live_order", 0.04, 0.06, amount=PUSHES),
    Row(f"an edit, {_EVERY}", "live_edit_everywhere", 0.3, 0.5, amount=PUSHES),
    Row(f"a driver, {_EVERY}", "live_driver_everywhere", 0.3, 0.5, amount=PUSHES),
    Row(f"a reordering, {_EVERY}", "live_order_everywhere", 0.3, 0.5, amount=PUSHES),
    Row("lint, structure", "lint_structure", 0.05, 0.05),
    Row("lint, whole process", ("lint", "korea-2021"), 0.5, 0.7),
    Row("assess, whole process", ("assess", "korea-2021"), 1.0, 1.2),
    Row("assess --full, whole process", ("assess", "korea-2021", "--full"), 1.4, 2.0),
    Row("check", "check", 0.6, None),
    Row("tipping", "tipping", 0.8, None),
    Row("redteam, all claims", "redteam", 1.5, None),
    Row("responsibility over readings", "responsibility", 0.5, None),
    Row("robust, 2,000 draws, all claims", "robust", 3.0, 7.0),
    Row("check, 2^16 states", "check_16", 3.0, 8.0),
    Row("assess, first screen, 2^16 states", "assess_16", 3.0, 8.0),
    Row("check, 2^20 states", "check_20", 30.0, 90.0, before=False),
    Row("assess, first screen, 2^20 states", "assess_20", 30.0, 90.0, before=False),
    Row("roads, 2^20 states", "roads_20", 1.0, None),
    Row("views, 2^20 states", "views_20", 2.0, None),
    Row("levers, 2^20 states", "levers_20", 0.5, None),
    Row("2^20 states, 4 actors, five concepts", "solve_20_4", 8e6, 0.7e6, "states/s", 1 << 20),
    Row("2^24 states, 4 actors, five concepts", "solve_24_4", 4.0, None, memory=0.6),
    Row("2^26 states, 8 actors, five concepts", "solve_26_8", 40.0, None, memory=4.0, before=False, numpy_too=False),
    Row("ensemble, 7 options, 4 actors", "ensemble", 500_000, 100_000, "draws/s", 100_000),
    Row("ensemble, korea-2021", "ensemble_korea", 150_000, 10_000, "draws/s", 20_000),
    Row("10^6 feasible of 2^40, five concepts", "sparse", 2.0, 4.0),
    Row("six states, five concepts from a file", "six_states", 0.001, 0.001),
    *(
        Row(f"check, {sizes[-1]:,} {thing}", f"check_{thing}_{sizes[-1]}", 10.0, 10.0)
        for thing, sizes in GROWN.items() if thing != "states"
    ),
)  # fmt: skip
"""The table of the issue "Fast enough to touch"; korea-2021 unless said otherwise."""
