"""The work behind each line: *make* what is not counted, and return what is.

The same script runs on other checkouts: what is not there is imported where it is used, and where an older one had another
name for the same work, that name is used instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from inspect import signature
from typing import Any

import numpy as np

import countermove as cm
from benchmarks import cases, models
from benchmarks.growing import GROWN, SMALL, text_of
from benchmarks.touch.pushes import HOW, pushed
from countermove.assessment import bundle, loads, loads_conflict

__all__ = ["ESTIMATED", "FILES", "GROWING", "QUESTIONS", "WORKS"]

Run = Callable[[], object]
Make = Callable[[], Run]

CASE = "korea-2021"


def large(bits: int) -> str:
    """2^bits states and a rule, 40 wants, 12 claims, 8 readings, 3 drivers, a view."""
    return cases.large_case(options=bits, questions=3)


FILES: Mapping[str, Callable[[], str]] = {f"large-{bits}.yaml": partial(large, bits) for bits in (16, 20)}
"""Files that commands are asked about, made for them."""


def _asked(question: str, text: Callable[[], str] | None = None, **given: Any) -> Make:
    """A question about a case just read: nothing is known of it yet."""

    def make() -> Run:
        from countermove.context.answer import function_of

        case = cm.load(CASE) if text is None else loads(text())
        return partial(function_of(question), case, **given)

    return make


def _judged(text: Callable[[], str] | None = None) -> Make:
    def make() -> Run:
        return partial(cm.check, cm.load(CASE) if text is None else loads(text()))

    return make


def _lint_structure() -> Run:
    """The first stage of lint as one types; all that lint asked without solving games, where there were no stages."""
    from countermove.assessment import lint

    text = bundle.content(CASE).decode()
    if hasattr(cm, "lints"):
        return partial(cm.lints, text, stage="structure")
    return lambda: lint(loads(text))


def _linted(text: Callable[[], str]) -> Make:
    """All rules of lint, of a file that was just read."""

    def make() -> Run:
        from countermove.assessment import lint
        from countermove.reports.suspicions import suspicions

        case = loads(text())
        return lambda: (lint(case), suspicions(case))

    return make


def _assessed(text: Callable[[], str]) -> Make:
    """What the first screen tells; all parts, where these could not be left out."""

    def make() -> Run:
        from countermove.reports import assess

        first = {"parts": ()} if "parts" in signature(assess).parameters else {}
        return partial(assess, loads(text()), **first)

    return make


def _solved(bits: int, actors: int) -> Make:
    def make() -> Run:
        return partial(cm.solve, models.lattice(bits, actors))

    return make


def _ensemble(conflict: Callable[[], cm.Conflict], draws: int) -> Make:
    """Five concepts in games with random ranks, on one core."""

    def make() -> Run:
        from gmcr.kernels import Lattice
        from gmcr.stability import solve_ensemble

        game = conflict()
        lattice = Lattice(game.structure)
        rng = np.random.default_rng(1)
        most = min(lattice.rows, 250)
        ranks = [rng.integers(1, most + 1, (lattice.rows, draws)).astype(np.uint8) for _ in game.actors]
        return lambda: solve_ensemble(lattice, ranks, threads=1)

    return make


def _sparse() -> Run:
    return lambda: cm.solve(models.sparse(feasible_bits=20))


_SIX = """\
conflict: 1
title: Six states
actors:
  a: {options: {o: {}, p: {}}, wants: [b.q, not a.o, a.p]}
  b: {options: {q: {}}, wants: [a.o implies b.q, not b.q]}
never: [a.o and a.p]
"""


def _six_states() -> Run:
    return lambda: cm.solve(loads_conflict(_SIX).conflict)


GROWING: Mapping[str, Callable[[Callable[[], str]], Make]] = {"check": _judged, "lint": _linted, "assess": _assessed}
"""What is asked of files of which one thing grows."""

ESTIMATED: Mapping[str, Callable[[], str]] = {
    "korea": lambda: bundle.content(CASE).decode(),
    "64 wants": partial(text_of, SMALL.grown("wants", 64)),
    **{f"2^{bits} states": partial(large, bits) for bits in (8, 12, 16)},
}
"""Files on which what answers take is compared with what is estimated."""

QUESTIONS = (
    "check", "together", "matrix", "tipping", "redteam", "robust", "change", "responsibility", "views", "levers", "roads",
    "coalitions", "longrun",
)  # fmt: skip
"""What is asked of them."""

WORKS: Mapping[str, Make] = {
    **{f"{name}@{file}": _asked(name, text) for name in QUESTIONS for file, text in ESTIMATED.items()},
    **{
        f"live_{how}{'_everywhere' if all_ else ''}": pushed(how, everywhere=all_)
        for how in HOW
        for all_ in (False, True)
    },
    "lint_structure": _lint_structure,
    "check": _judged(),
    "tipping": _asked("tipping"),
    "redteam": _asked("redteam"),
    "responsibility": _asked("responsibility"),
    "robust": _asked("robust"),
    "check_16": _judged(partial(large, 16)),
    "check_20": _judged(partial(large, 20)),
    "assess_16": _assessed(partial(large, 16)),
    "assess_20": _assessed(partial(large, 20)),
    "roads_20": _asked("roads", partial(large, 20)),
    "views_20": _asked("views", partial(large, 20)),
    "levers_20": _asked("levers", partial(large, 20)),
    "solve_20_4": _solved(20, 4),
    "solve_24_4": _solved(24, 4),
    "solve_26_8": _solved(26, 8),
    "ensemble": _ensemble(lambda: models.lattice(7, 4), 100_000),
    "ensemble_korea": _ensemble(lambda: cm.load(CASE).conflict(), 20_000),
    "sparse": _sparse,
    "six_states": _six_states,
    **{
        f"{verb}_{thing}_{size}": make(partial(text_of, SMALL.grown(thing, size)))
        for thing, sizes in GROWN.items()
        for size in sizes
        for verb, make in GROWING.items()
    },
}
