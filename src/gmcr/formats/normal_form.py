"""Wants as plain truths over options, and as disjunctions of conjunctions.

A *term* is a conjunction of literals, stored as option → on or off. A *disjunctive form* is a list of terms, empty for
what is never true and with the empty term for what always is. Other formats know no drivers and no conditions, so a
want is settled first: drivers take their values, and comparisons become what they mean for the options that they
mention.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np

from gmcr.base.errors import SizeError
from gmcr.logic import And, Bool, Compare, Formula, Iff, Implies, Not, OptionAtom, Or, to_text, truth
from gmcr.model import ModelWant

__all__ = ["MAX_COMPARED", "MAX_TERMS", "Term", "disjunctive", "settled"]

Term = Mapping[str, bool]

MAX_COMPARED = 12
"""The number of options in a comparison that is written out, at most."""

MAX_TERMS = 2000
"""A disjunctive form has at most this many terms."""


def settled(want: ModelWant | Formula, drivers: Mapping[str, Fraction]) -> Formula:
    """Return a formula over options alone that is true exactly where a want is met, or a formula holds.

    Parameters
    ----------
    want : ModelWant or Formula
        The want, or a resolved formula.
    drivers : mapping of str to Fraction
        The value of every driver that it mentions, at which it is to be settled.

    Returns
    -------
    Formula
        The formula, without comparisons.

    Raises
    ------
    SizeError
        If a comparison mentions more than 12 options.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import settled
    >>> from gmcr.logic import to_text
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> to_text(settled(ferry.formula("run + pay >= 2"), {}))
    'line.run and town.pay'
    """
    if not isinstance(want, ModelWant):
        return _settled(want, drivers)
    formula = _settled(want.formula, drivers)
    if want.condition is None:
        return formula
    condition = _settled(want.condition, drivers)
    if condition == Bool(True):
        return formula
    if want.otherwise is None:
        return Bool(True) if condition == Bool(False) else Implies(condition, formula)
    otherwise = _settled(want.otherwise, drivers)
    if condition == Bool(False):
        return otherwise
    return Or((And((condition, formula)), And((Not(condition), otherwise))))


def _settled(formula: Formula, drivers: Mapping[str, Fraction]) -> Formula:
    return formula.replaced(lambda part: _written_out(part, drivers) if isinstance(part, Compare) else None)


def _written_out(comparison: Formula, drivers: Mapping[str, Fraction]) -> Formula:
    """A comparison as the disjunction of the combinations of its options in which it holds."""
    names = sorted(comparison.options)
    if len(names) > MAX_COMPARED:
        raise SizeError(
            f"The comparison {to_text(comparison)} mentions {len(names)} options; at most {MAX_COMPARED} can be "
            "written out. Say it without numbers."
        )
    rows = list(itertools.product((False, True), repeat=len(names)))
    columns = {name: np.array([row[k] for row in rows]) for k, name in enumerate(names)}
    met = np.broadcast_to(truth(comparison, columns, drivers), (len(rows),))
    if met.all() or not met.any():
        return Bool(bool(met.all()))
    return Or(
        tuple(
            And(tuple(OptionAtom(name) if on else Not(OptionAtom(name)) for name, on in zip(names, row, strict=True)))
            for row, holds in zip(rows, met, strict=True)
            if holds
        )
    )


def disjunctive(formula: Formula) -> list[Term]:
    """Return the terms of which a settled formula is the disjunction; no term implies another. Raises SizeError.

    A conjunction, or a disjunction of conjunctions, keeps its terms and their order.
    """
    return [dict(term) for term in _terms(formula, True, formula)]


_Literals = tuple[tuple[str, bool], ...]


def _terms(formula: Formula, positive: bool, whole: Formula) -> list[_Literals]:
    """The terms of *formula*, or of its negation."""
    match formula:
        case Bool(value):
            return [()] if value is positive else []
        case OptionAtom(name):
            return [((name, positive),)]
        case Not(of):
            return _terms(of, not positive, whole)
        case And(items):
            return _all(items, whole) if positive else _any(((item, False) for item in items), whole)
        case Or(items):
            return _any(((item, True) for item in items), whole) if positive else _none(items, whole)
        case Implies(premise, conclusion):
            if positive:
                return _any(((premise, False), (conclusion, True)), whole)
            return _both(_terms(premise, True, whole), _terms(conclusion, False, whole), whole)
        case Iff(left, right):
            same = _both(_terms(left, True, whole), _terms(right, positive, whole), whole)
            other = _both(_terms(left, False, whole), _terms(right, not positive, whole), whole)
            return _irredundant([*same, *other], whole)
    raise TypeError(f"{to_text(formula)} is not settled")


def _any(parts: Iterable[tuple[Formula, bool]], whole: Formula) -> list[_Literals]:
    terms: list[_Literals] = []
    for part, positive in parts:
        terms += _terms(part, positive, whole)
        _bounded(terms, whole)
    return _irredundant(terms, whole)


def _all(items: Iterable[Formula], whole: Formula) -> list[_Literals]:
    terms: list[_Literals] = [()]
    for item in items:
        terms = _both(terms, _terms(item, True, whole), whole)
    return terms


def _none(items: Iterable[Formula], whole: Formula) -> list[_Literals]:
    terms: list[_Literals] = [()]
    for item in items:
        terms = _both(terms, _terms(item, False, whole), whole)
    return terms


def _both(left: list[_Literals], right: list[_Literals], whole: Formula) -> list[_Literals]:
    """Every term of the one with every term of the other, without contradictions."""
    terms: list[_Literals] = []
    for a in left:
        signs = dict(a)
        for b in right:
            if all(signs.get(name, on) is on for name, on in b):
                terms.append((*a, *(literal for literal in b if literal[0] not in signs)))
        _bounded(terms, whole)
    return _irredundant(terms, whole)


def _irredundant(terms: list[_Literals], whole: Formula) -> list[_Literals]:
    """The terms without those that another one makes superfluous, in the order given."""
    _bounded(terms, whole)
    sets = [frozenset(term) for term in terms]
    shortest = sorted(range(len(terms)), key=lambda k: (len(sets[k]), k))
    needed: list[int] = []
    for k in shortest:
        if not any(sets[other] <= sets[k] for other in needed):
            needed.append(k)
    return [terms[k] for k in sorted(needed)]


def _bounded(terms: list[_Literals], whole: Formula) -> None:
    if len(terms) > MAX_TERMS:
        raise SizeError(
            f"{to_text(whole)} becomes more than {MAX_TERMS} conjunctions when written "
            "as a disjunction of conjunctions. Divide it into several wants or rules."
        )
