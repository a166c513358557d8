"""Rules and how they are registered.

What the rules look at: an assessment, its wants, and the values of formulas in its states.

Trying a formula in all states takes work that grows with both; a context does a limited amount of work and counts as
undecided whatever lies beyond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from countermove.assessment.branches import WrittenWant, written_wants
from countermove.assessment.document import Assessment
from countermove.assessment.problems import CODES, Path
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.logic import Formula, LinearForm, truth

__all__ = ["REGISTER", "STAGES", "Context", "Find", "LintFinding", "Rule", "Stage", "rule"]


_SMALL = 16  # options of which all combinations are tried
_WORK = 100_000_000  # truth values that one context computes
_SWITCHES = 8  # options and drivers in a formula whose comparisons are listed


class Context:
    """One assessment under lint."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.document = assessment.document
        self._values: dict[Formula, frozenset[bool]] = {}
        self._switching: dict[Formula, frozenset[str]] = {}
        self._work = 0

    @cached_property
    def wants(self) -> tuple[WrittenWant, ...]:
        """Every want of the file, in overlays too."""
        return tuple(written_wants(self.assessment))

    def values(self, formula: Formula) -> frozenset[bool]:
        """The values that a formula takes in the feasible states, given what one-way options have settled at the start.

        Both values where drivers are mentioned or where deciding would be expensive. In models of over 16 options
        `never` rules are ignored, so that only what holds in all combinations counts as settled.
        """
        if formula not in self._values:
            self._values[formula] = self._tried(formula)
        return self._values[formula]

    def _tried(self, formula: Formula) -> frozenset[bool]:
        both = frozenset((True, False))
        names = self.assessment.form.names if self._small else tuple(sorted(formula.options))
        if formula.drivers or len(names) > _SMALL:
            return both
        self._work += sum(1 for _ in formula.walk()) << len(names)
        if self._work > _WORK:
            return both
        columns = _columns(names)
        possible = self._possible if self._small else self._unsettled(columns)
        values = np.broadcast_to(truth(formula, columns, {}), possible.shape)[possible]
        return frozenset(bool(value) for value in np.unique(values))

    @cached_property
    def _small(self) -> bool:
        form = self.assessment.form
        size = sum(1 for rule in form.never for _ in rule.formula.walk())
        return len(form.names) <= _SMALL and size << len(form.names) <= _WORK

    @cached_property
    def _possible(self) -> NDArray[np.bool_]:
        columns = _columns(self.assessment.form.names)
        possible = self._unsettled(columns)
        for rule in self.assessment.form.never:
            possible &= ~np.broadcast_to(truth(rule.formula, columns, {}), possible.shape)
        return possible

    def _unsettled(self, columns: dict[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
        """The combinations that one-way options, as they are at the start, leave open."""
        on = self.assessment.calculus().on
        possible = np.ones(1 << len(columns), dtype=np.bool_)
        for option in self.assessment.form.options:
            name = option.full_name
            if name in columns and option.one_way == ("forward" if name in on else "back"):
                possible &= columns[name] == (name in on)
        return possible

    def switching(self, formula: Formula) -> frozenset[str]:
        """The drivers that can change a comparison of a formula within the ranges of all its drivers.

        All drivers that it mentions where deciding would be expensive.
        """
        if formula not in self._switching:
            self._switching[formula] = self._switched(formula)
        return self._switching[formula]

    def _switched(self, formula: Formula) -> frozenset[str]:
        drivers = formula.drivers
        self._work += sum(1 for _ in formula.walk()) << 10
        if len(drivers) > _SWITCHES or len(formula.options) > _SWITCHES or self._work > _WORK:
            return drivers
        now = {name: self.document.drivers[name].now for name in drivers}
        try:
            forms = LinearForm.dividing(formula, now, drivers)
        except SizeError:
            return drivers
        switching: set[str] = set()
        for form in forms:
            low = high = form.constant
            for name, factor in form.coefficients:
                ends = [factor * end for end in self.assessment.ranges[name]]
                low, high = low + min(ends), high + max(ends)
            if low <= 0 <= high and low < high:
                switching.update(name for name, _ in form.coefficients)
        return frozenset(switching)


def _columns(names: tuple[str, ...]) -> dict[str, NDArray[np.bool_]]:
    codes = np.arange(1 << len(names))
    return {name: (codes >> k & 1).astype(np.bool_) for k, name in enumerate(names)}


Stage: TypeAlias = Literal["structure", "meaning"]
"""How far lint goes: *structure* covers what stands in the file, *meaning* also what follows from it: the values of its
formulas in its states, and whether its claims say anything."""

STAGES: tuple[Stage, ...] = ("structure", "meaning")
"""The stages, each of which contains those before it."""


@dataclass(frozen=True, slots=True)
class LintFinding(Record):
    """A finding of a rule: where (``key``: at the key, not at the value), and what."""

    path: Path
    message: str
    key: bool = True


Find = Callable[[Context], Iterator[LintFinding]]


@dataclass(frozen=True, slots=True)
class Rule(Record):
    """A rule: its code, what it warns of in one line, the function that finds it (None: found while the file is read),
    and its stage."""

    code: str
    explains: str
    find: Find | None = None
    stage: Stage = "structure"


REGISTER: dict[str, Rule] = {code: Rule(code, CODES[code]) for code in ("hash", "hidden", "lever", "null")}
"""Rules by code; modules of rules add to it when they are imported."""


def rule(code: str, explains: str, *, stage: Stage = "structure") -> Callable[[Find], Find]:
    """Register a function as the rule *code*; its stage is *meaning* if it tries formulas in states, or numbers in
    ranges.
    """

    def register(find: Find) -> Find:
        REGISTER[code] = Rule(code, explains, find, stage)
        return find

    return register
