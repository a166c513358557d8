"""Projections of linear forms: eliminating drivers, so that signs over the remaining ones settle what holds above a
point.

A statement "for every (for some) y in a box …" about signs of linear forms f_k(x, y) has one truth value wherever the
forms of a *projection* keep their signs. One driver y is eliminated by keeping the forms without it and adding, for
each two forms with it (the two ends of its range among them), the combination in which it cancels: the order of the
roots in y, and so everything above x, is then the same throughout a cell (cylindrical decomposition, Collins 1975, for
linear forms). Several drivers are eliminated one after another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import combinations

from gmcr.base.errors import SizeError
from gmcr.logic import LinearForm

__all__ = ["MAX_FORMS", "projected"]

MAX_FORMS = 5_000
"""The largest number of forms in a projection."""


def projected(
    forms: Iterable[LinearForm], without: Collection[str], ranges: Mapping[str, tuple[Fraction, Fraction]]
) -> tuple[LinearForm, ...]:
    """Forms over the other drivers whose signs settle all that the *forms* and the ranges of the drivers *without* say.

    Raises SizeError beyond MAX_FORMS.
    """
    remaining = set(forms)
    for name in sorted(without):
        bound_by = {form for form in remaining if _coefficient(form, name)}
        remaining -= bound_by
        if not bound_by:
            continue
        ends = {LinearForm(((name, Fraction(1)),), -end) for end in ranges[name]}
        mixed = (_without(one, other, name) for one, other in combinations(sorted(bound_by | ends), 2))
        remaining |= {form for form in mixed if form is not None}
        if len(remaining) > MAX_FORMS:
            raise SizeError(f"Taking out {name} leaves more than {MAX_FORMS} comparisons: vary fewer drivers at once.")
    return tuple(sorted(remaining))


def _coefficient(form: LinearForm, name: str) -> Fraction:
    return next((value for driver, value in form.coefficients if driver == name), Fraction(0))


def _without(one: LinearForm, other: LinearForm, name: str) -> LinearForm | None:
    """The combination in which a driver cancels, scaled so that its first coefficient is 1; None without drivers."""
    a, b = _coefficient(one, name), _coefficient(other, name)
    left, right = dict(one.coefficients), dict(other.coefficients)
    mixed = {
        driver: left.get(driver, Fraction(0)) / a - right.get(driver, Fraction(0)) / b
        for driver in sorted({*left, *right})
    }
    pairs = [(driver, value) for driver, value in mixed.items() if value]
    if not pairs:
        return None
    lead = pairs[0][1]
    constant = (one.constant / a - other.constant / b) / lead
    return LinearForm(tuple((driver, value / lead) for driver, value in pairs), constant)
