"""How many strict rankings meet a set of needs, without listing them.

Let K be the k states that the needs compare with s. Whether a ranking meets them depends only on which of K it puts
below s (``analysis.requirements``), and of the (k + 1)! orders of K and s, e!·(k − e)! put a given set of e states
below and the rest above. So with N_e the number of sets of size e that meet the needs

    share of all rankings = Σ_e N_e · e!·(k − e)! / (k + 1)!

whatever else is ranked: under Nash N_k = 1 is the only term and the share is 1/(k + 1).

The N_e are the coefficients of a polynomial Σ N_e z^e, computed by Shannon expansion over the states after three
reductions that leave little of most formulas: independent parts are multiplied, states that occur only together become
one ("and"), and so do alternatives that occur only side by side ("or"). A polynomial is one integer, its value at z =
2^(k + 2): no coefficient can carry over into the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import factorial

from gmcr.analysis.rankings.requirements import Need
from gmcr.base.errors import SizeError

__all__ = ["counts_by_size", "share_of_rankings"]

_BUDGET = 50_000
"""The number of parts of a formula examined, at most; fewer if many states make arithmetic slow."""

_WORK = 400_000_000
_DEEPEST = 250

Clause = frozenset[frozenset[int]]
Formula = frozenset[Clause]


def share_of_rankings(needs: Iterable[Need]) -> Fraction:
    """Return the share of all strict rankings that meet *needs*: a Fraction in [0, 1]. Raises SizeError."""
    counts = counts_by_size(needs)
    k = len(counts) - 1
    return Fraction(sum(n * factorial(e) * factorial(k - e) for e, n in enumerate(counts) if n), factorial(k + 1))


def counts_by_size(needs: Iterable[Need]) -> tuple[int, ...]:
    """Return the number of sets that meet *needs*, by their size.

    Entry e, for e = 0, …, k, counts the sets of e states, of the k that the needs mention, that meet them when just
    these are no better than the state in question. Raises SizeError if the needs are too entangled.
    """
    clauses = list(needs)
    states = sorted({state for need in clauses for item in need.alternatives for state in item})
    number = {state: place for place, state in enumerate(states)}
    formula = frozenset(
        frozenset(frozenset(number[state] for state in item) for item in need.alternatives) for need in clauses
    )
    return _Count(len(states)).coefficients(formula)


class _Count:
    """Counts sets by their size. Variables 0 … k − 1 are states; later ones stand for several. ``_yes`` and ``_no``
    have the polynomials of the sets in which a variable is true and false."""

    def __init__(self, states: int) -> None:
        self._shift = states + 2
        self._states = states
        self._yes: list[int] = [1 << self._shift] * states
        self._no: list[int] = [1] * states
        self._budget = min(_BUDGET, 100 + _WORK // max(1, states) ** 2)
        self._width: list[int] = [1] * states
        self._powers: dict[int, int] = {0: 1}
        self._known: dict[Formula, int] = {}

    def coefficients(self, formula: Formula) -> tuple[int, ...]:
        states = _variables(formula)
        remaining, forced = _without_forced(formula)
        merged = self._merged(remaining)
        value = self._whole(merged, _variables(merged), 0) * self._free(states - forced - _variables(remaining))
        value <<= self._shift * len(forced)
        mask = (1 << self._shift) - 1
        return tuple(value >> self._shift * e & mask for e in range(self._states + 1))

    def _whole(self, formula: Formula, over: frozenset[int], depth: int) -> int:
        """The polynomial of *formula* over the variables *over*, which may be more than it mentions."""
        formula, forced = _without_forced(formula)
        formula = _reduced(formula)
        mentioned = _variables(formula)
        value = self._free(over - mentioned - forced)
        for variable in forced:
            value *= self._yes[variable]
        for part in _parts(formula):
            value *= self._part(part, depth)
            if not value:
                return 0
        return value

    def _free(self, variables: Iterable[int]) -> int:
        """The polynomial of all sets of the states that some variables stand for: (1 + z)^states."""
        width = sum(map(self._width.__getitem__, variables))
        if width not in self._powers:
            self._powers[width] = (1 + (1 << self._shift)) ** width
        return self._powers[width]

    def _part(self, formula: Formula, depth: int) -> int:
        """The polynomial of a connected formula, over its own variables."""
        if frozenset() in formula:
            return 0
        if formula not in self._known:
            if len(self._known) > self._budget or depth > _DEEPEST:
                raise SizeError(
                    "The comparisons that this needs are too entangled to count rankings exactly: "
                    "ask about fewer states, or another concept."
                )
            self._known[formula] = self._expanded(self._merged(formula), depth)
        return self._known[formula]

    def _merged(self, formula: Formula) -> Formula:
        """The formula with indistinguishable variables merged until none are left."""
        while (smaller := self._either(self._together(formula))) != formula:
            formula = smaller
        return formula

    def _together(self, formula: Formula) -> Formula:
        """Merge states that are in the same alternatives: the new variable is true when all are."""
        at: dict[int, set[frozenset[int]]] = {}
        for item in {item for clause in formula for item in clause}:
            for variable in item:
                at.setdefault(variable, set()).add(item)
        groups: dict[frozenset[frozenset[int]], list[int]] = {}
        for variable, items in at.items():
            groups.setdefault(frozenset(items), []).append(variable)
        renamed: dict[int, int] = {}
        for group in groups.values():
            name = group[0]
            if len(group) > 1:
                yes = 1
                for variable in group:
                    yes *= self._yes[variable]
                name = self._new(yes, self._free(group) - yes, group)
            renamed |= dict.fromkeys(group, name)
        return frozenset(frozenset(frozenset(map(renamed.__getitem__, item)) for item in clause) for clause in formula)

    def _either(self, formula: Formula) -> Formula:
        """Merge single variables that are alternatives in the same clauses and occur nowhere else: the new variable is
        true when one is."""
        clauses: dict[int, set[Clause]] = {}
        elsewhere: set[int] = set()
        for clause in formula:
            for item in clause:
                if len(item) > 1:
                    elsewhere |= item
                for variable in item:
                    clauses.setdefault(variable, set()).add(clause)
        groups: dict[frozenset[Clause], list[int]] = {}
        for variable, own in clauses.items():
            if variable not in elsewhere:
                groups.setdefault(frozenset(own), []).append(variable)
        renamed: dict[int, int] = {}
        for group in groups.values():
            if len(group) > 1:
                no = 1
                for variable in group:
                    no *= self._no[variable]
                renamed |= dict.fromkeys(group, self._new(self._free(group) - no, no, group))
        return frozenset(
            frozenset(frozenset(renamed.get(variable, variable) for variable in item) for item in clause)
            for clause in formula
        )

    def _new(self, yes: int, no: int, group: Iterable[int]) -> int:
        """A new variable that stands for those of a group."""
        self._yes.append(yes)
        self._no.append(no)
        self._width.append(sum(map(self._width.__getitem__, group)))
        return len(self._yes) - 1

    def _expanded(self, formula: Formula, depth: int) -> int:
        variables = _variables(formula)
        # The variable in most clauses goes first: without it they fall apart.
        spread = Counter(variable for clause in formula for variable in frozenset().union(*clause))
        pivot = min(variables, key=lambda variable: (-spread[variable], variable))
        rest = variables - {pivot}
        value = self._yes[pivot] * self._whole(_when(formula, pivot, true=True), rest, depth + 1)
        return value + self._no[pivot] * self._whole(_when(formula, pivot, true=False), rest, depth + 1)


def _variables(formula: Formula) -> frozenset[int]:
    return frozenset(variable for clause in formula for item in clause for variable in item)


def _without_forced(formula: Formula) -> tuple[Formula, frozenset[int]]:
    """What remains to be met, and the variables that have to be true since clauses have no other alternative."""
    forced: frozenset[int] = frozenset()
    while new := frozenset(variable for clause in formula if len(clause) == 1 for item in clause for variable in item):
        forced |= new
        without = (frozenset(item - new for item in clause) for clause in formula)
        formula = frozenset(clause for clause in without if frozenset() not in clause)
    return formula, forced


def _when(formula: Formula, variable: int, *, true: bool) -> Formula:
    if true:
        changed = (frozenset(item - {variable} for item in clause) for clause in formula)
        return frozenset(clause for clause in changed if frozenset() not in clause)
    return frozenset(frozenset(item for item in clause if variable not in item) for clause in formula)


def _reduced(formula: Formula) -> Formula:
    """The formula without alternatives that contain another one, and without clauses that follow from another one."""
    least: list[Clause] = []
    thinned = {
        frozenset(item for item in clause if not any(other < item for other in clause)) if len(clause) > 1 else clause
        for clause in formula
    }
    for clause in sorted(thinned, key=len):
        if not any(all(any(item <= part for item in clause) for part in other) for other in least):
            least = [other for other in least if not all(any(i <= p for i in other) for p in clause)]
            least.append(clause)
    return frozenset(least)


def _parts(formula: Formula) -> list[Formula]:
    """Clauses grouped so that groups share no variable."""
    groups: list[tuple[set[int], list[Clause]]] = []
    for clause in formula:
        inside = {variable for item in clause for variable in item}
        members = [clause]
        apart = []
        for variables, others in groups:
            if variables.isdisjoint(inside):
                apart.append((variables, others))
            else:
                inside |= variables
                members += others
        groups = [*apart, (inside, members)]
    return [frozenset(members) for _, members in groups]
