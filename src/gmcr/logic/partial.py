"""What is certain about a formula while some of its options are still open: three-valued truth (Kleene), on arrays.

A truth is a pair (sure, possible): where it holds whatever the open options are, and where it may hold. A number is the
pair of its least and greatest value. Both are *sound*: a sure truth holds under every choice of the open options. They
are not complete: each part is evaluated by itself, so that ``a or not a`` with ``a`` open is not sure. Where nothing is
open they are exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import FormulaError
from gmcr.logic.evaluate import Scaled, added, compared, least, multiplied, negated, subtracted
from gmcr.logic.tree import (
    And,
    Bool,
    Compare,
    Formula,
    Iff,
    Implies,
    Minus,
    Negative,
    Not,
    Number,
    OptionAtom,
    Or,
    Product,
    Sum,
)

__all__ = ["certain_truth"]

Truths: TypeAlias = NDArray[np.bool_]
Truth: TypeAlias = bool | Truths
Known: TypeAlias = Mapping[str, Truths]
Amount: TypeAlias = Fraction | Scaled


def certain_truth(formula: Formula, known: Known) -> Truths:
    """Return where a formula holds whatever the open options are.

    Parameters
    ----------
    formula : Formula
        A resolved truth without drivers.
    known : mapping of str to ndarray of bool
        Full option name → where the option is on, in arrays that broadcast against each other. Options without an entry
        are open.

    Returns
    -------
    ndarray of bool
        Where the formula surely holds. The test is sound and not complete: ``a or not a`` is not sure while ``a`` is
        open.

    Raises
    ------
    FormulaError
        If the formula is a number, has drivers or is not resolved.

    References
    ----------
    * S. C. Kleene (1952). *Introduction to Metamathematics*. North-Holland: strong three-valued logic.

    Examples
    --------
    >>> import numpy as np
    >>> from gmcr.logic import Vocabulary, certain_truth, parse
    >>> formula = Vocabulary(["line.run", "town.pay"]).resolve(parse("run or pay"))
    >>> certain_truth(formula, {"line.run": np.array([False, True])}).tolist()
    [False, True]
    """
    return np.asarray(_truth(formula, known)[0])


def _truth(node: Formula, known: Known) -> tuple[Truth, Truth]:
    match node:
        case OptionAtom(name):
            value = known.get(name)
            return (False, True) if value is None else (value, value)
        case Bool(value):
            return value, value
        case Not(of):
            sure, possible = _truth(of, known)
            return _not(possible), _not(sure)
        case And(items):
            return _many(items, known, conjunction=True)
        case Or(items):
            return _many(items, known, conjunction=False)
        case Implies(premise, conclusion):
            before, after = _truth(premise, known), _truth(conclusion, known)
            return _or(_not(before[1]), after[0]), _or(_not(before[0]), after[1])
        case Iff(left, right):
            one, two = _truth(left, known), _truth(right, known)
            same = _or(_and(one[0], two[0]), _and(_not(one[1]), _not(two[1])))
            different = _or(_and(one[0], _not(two[1])), _and(_not(one[1]), two[0]))
            return same, _not(different)
        case Compare(op, left, right):
            a, b = _number(left, known), _number(right, known)
            if op in ("<", "<="):
                return compared(op, a[1], b[0]), compared(op, a[0], b[1])
            if op in (">", ">="):
                return compared(op, a[0], b[1]), compared(op, a[1], b[0])
            same = _and(compared(">=", a[0], b[1]), compared("<=", a[1], b[0]))
            meet = _and(compared("<=", a[0], b[1]), compared(">=", a[1], b[0]))
            return (same, meet) if op == "==" else (_not(meet), _not(same))
    raise FormulaError("only a resolved truth without drivers can be looked at while options are open")


def _many(items: tuple[Formula, ...], known: Known, *, conjunction: bool) -> tuple[Truth, Truth]:
    sure: Truth = conjunction
    possible: Truth = conjunction
    join = _and if conjunction else _or
    for item in items:
        low, high = _truth(item, known)
        sure, possible = join(sure, low), join(possible, high)
    return sure, possible


def _not(value: Truth) -> Truth:
    return not value if isinstance(value, bool) else np.logical_not(value)


def _and(left: Truth, right: Truth) -> Truth:
    if isinstance(left, bool):
        return right if left else False
    if isinstance(right, bool):
        return left if right else False
    return np.logical_and(left, right)


def _or(left: Truth, right: Truth) -> Truth:
    if isinstance(left, bool):
        return True if left else right
    if isinstance(right, bool):
        return True if right else left
    return np.logical_or(left, right)


def _number(node: Formula, known: Known) -> tuple[Amount, Amount]:
    match node:
        case Number(value):
            return value, value
        case Sum(left, right):
            a, b = _number(left, known), _number(right, known)
            return added(a[0], b[0]), added(a[1], b[1])
        case Minus(left, right):
            a, b = _number(left, known), _number(right, known)
            return subtracted(a[0], b[1]), subtracted(a[1], b[0])
        case Product(left, right):
            return _product(_number(left, known), _number(right, known))
        case Negative(of):
            low, high = _number(of, known)
            return negated(high), negated(low)
    if node.is_truth:
        sure, possible = _truth(node, known)
        return _counted(sure), _counted(possible)
    raise FormulaError("only a resolved number without drivers can be looked at while options are open")


def _product(one: tuple[Amount, Amount], two: tuple[Amount, Amount]) -> tuple[Amount, Amount]:
    """The range of a product, which lies between the products of the ends."""
    ends = [multiplied(a, b) for a in one for b in two]
    low, high = ends[0], negated(ends[0])
    for end in ends[1:]:
        low, high = least(low, end), least(high, negated(end))
    return low, negated(high)


def _counted(value: Truth) -> Amount:
    return Fraction(value) if isinstance(value, bool) else Scaled(value.astype(np.int8), 1, 1)
