"""Arrays of exact numbers: integers over a common denominator.

Every array has a bound on the size of its integers and is stored in the narrowest type for which that bound proves that
nothing overflows; beyond 64 bits these are Python integers. A number that depends on no option is a plain fraction.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gmcr.logic.tree import Comparison

__all__ = ["Scaled", "added", "compared", "least", "multiplied", "negated", "subtracted"]

Truths: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scaled:
    """``numerators / denominator``, with ``|numerators| <= bound`` and ``bound >= 1``."""

    numerators: NDArray[Any]
    denominator: int
    bound: int


_TYPES: Final = tuple((int(np.iinfo(t).max), np.dtype(t)) for t in (np.int8, np.int16, np.int32, np.int64))


def _fit(value: Any, bound: int) -> Any:
    """An array in a type that holds all integers up to ``bound`` in size (a Python integer stays one)."""
    if isinstance(value, int):
        return value
    needed = next((dtype for largest, dtype in _TYPES if bound <= largest), None)
    if needed is None:
        return value.astype(object, copy=False)
    return value if value.dtype.itemsize >= needed.itemsize else value.astype(needed)


def _aligned(left: Fraction | Scaled, right: Fraction | Scaled) -> tuple[Any, Any, int]:
    """Both numerators over the common denominator, with the sum of their bounds."""
    a, a_denominator, a_bound = _parts(left)
    b, b_denominator, b_bound = _parts(right)
    common = lcm(a_denominator, b_denominator)
    a_factor, b_factor = common // a_denominator, common // b_denominator
    bound = a_bound * a_factor + b_bound * b_factor
    return _times(a, a_factor, bound), _times(b, b_factor, bound), bound


def _parts(value: Fraction | Scaled) -> tuple[Any, int, int]:
    if isinstance(value, Fraction):
        return value.numerator, value.denominator, abs(value.numerator)
    return value.numerators, value.denominator, value.bound


def _times(value: Any, factor: int, bound: int) -> Any:
    return value if factor == 1 else _fit(value, bound) * factor


def added(left: Fraction | Scaled, right: Fraction | Scaled) -> Fraction | Scaled:
    """The sum."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left + right
    a, b, bound = _aligned(left, right)
    denominator = lcm(left.denominator, right.denominator)
    return Scaled(np.asarray(_fit(a, bound) + _fit(b, bound)), denominator, bound)


def subtracted(left: Fraction | Scaled, right: Fraction | Scaled) -> Fraction | Scaled:
    """The difference."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left - right
    return added(left, negated(right))


def multiplied(left: Fraction | Scaled, right: Fraction | Scaled) -> Fraction | Scaled:
    """The product."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left * right
    if left == 0 or right == 0:
        return Fraction(0)
    a, a_denominator, a_bound = _parts(left)
    b, b_denominator, b_bound = _parts(right)
    bound = a_bound * b_bound
    product = np.asarray(_fit(a, bound) * _fit(b, bound))
    return Scaled(product, a_denominator * b_denominator, bound)


def negated(value: Fraction | Scaled) -> Fraction | Scaled:
    """The number with its sign changed."""
    return -value if isinstance(value, Fraction) else multiplied(Fraction(-1), value)


def least(left: Fraction | Scaled, right: Fraction | Scaled) -> Fraction | Scaled:
    """The smaller of the two, element by element."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return min(left, right)
    a, b, bound = _aligned(left, right)
    denominator = lcm(left.denominator, right.denominator)
    return Scaled(np.asarray(np.minimum(_fit(a, bound), _fit(b, bound))), denominator, bound)


_EXACT: Final[Mapping[str, Callable[[Fraction, Fraction], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_UFUNCS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "<": np.less,
    "<=": np.less_equal,
    "==": np.equal,
    "!=": np.not_equal,
    ">=": np.greater_equal,
    ">": np.greater,
}


def compared(op: Comparison, left: Fraction | Scaled, right: Fraction | Scaled) -> bool | Truths:
    """Where ``left op right`` holds."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _EXACT[op](left, right)
    a, b, bound = _aligned(left, right)
    result: Truths = _UFUNCS[op](_fit(a, bound), _fit(b, bound))
    return result
