"""The truth of a resolved formula in many states at once.

Options are Boolean arrays with one entry per state, of any shapes that broadcast against each other: a dense lattice
passes the options of its high bits as (H, 1) and those of its low bits as (1, L), and every intermediate result keeps
the smallest shape it can. Constants fold before an array is touched.

Comparisons are exact. A comparison with few 0/1 parts is evaluated in fractions for each of their combinations and
becomes Boolean algebra. Any other is computed in integers over a common denominator, in the narrowest type for which a
bound on every intermediate value proves that nothing overflows; beyond 64 bits these are Python integers.

Arrays of exact numbers: integers over a common denominator.

Every array has a bound on the size of its integers and is stored in the narrowest type for which that bound proves that
nothing overflows; beyond 64 bits these are Python integers. A number that depends on no option is a plain fraction.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import FormulaError, UnknownName
from gmcr.logic.tree import (
    And,
    Bool,
    Compare,
    Comparison,
    DriverAtom,
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
    Symbol,
    truths_within,
)

__all__ = ["Scaled", "added", "compared", "least", "multiplied", "negated", "number", "subtracted", "truth"]


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


Options: TypeAlias = Mapping[str, bool | Truths]
Drivers: TypeAlias = Mapping[str, Fraction]

_FEW: Final = 3  # 0/1 parts of a comparison up to which tabulating their 2^n combinations is cheaper


def truth(formula: Formula, options: Options, drivers: Drivers) -> Truths:
    """Return where a resolved formula holds.

    Parameters
    ----------
    formula : Formula
        A resolved truth.
    options : mapping of str to bool or ndarray of bool
        Full option name → where the option is on, in arrays that broadcast against each other; for one state, whether
        it is on.
    drivers : mapping of str to Fraction
        The value of each driver.

    Returns
    -------
    ndarray of bool
        A new array in the broadcast shape of the options that matter, which are those left once constants have folded;
        0-d where none are.

    Raises
    ------
    UnknownName
        If an option or a driver has no value.
    FormulaError
        If the formula is a number or is not resolved.

    Examples
    --------
    >>> import numpy as np
    >>> from gmcr.logic import Vocabulary, parse, truth
    >>> formula = Vocabulary(["line.run", "town.pay"]).resolve(parse("run and not pay"))
    >>> run, pay = np.array([False, True]), np.array([[False], [True]])
    >>> truth(formula, {"line.run": run, "town.pay": pay}, {}).tolist()
    [[False, True], [False, False]]
    """
    value = _truth(formula, options, drivers)
    if isinstance(value, bool):
        return np.array(value)
    if getattr(options, "fresh", False):  # the columns are made on demand: looking at all of them would make them all
        return np.asarray(value)
    return value.copy() if any(value is array for array in options.values()) else np.asarray(value)


def number(formula: Formula, options: Mapping[str, bool], drivers: Drivers) -> Fraction:
    """Return the value of a resolved formula in one state; a truth counts as 1 or 0.

    Parameters
    ----------
    formula : Formula
        A resolved formula.
    options : mapping of str to bool
        Full option name → whether the option is on.
    drivers : mapping of str to Fraction
        The value of each driver.

    Returns
    -------
    Fraction
        The exact value.

    Raises
    ------
    UnknownName
        If an option or a driver has no value.
    FormulaError
        If the formula is not resolved.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gmcr.logic import Vocabulary, number, parse
    >>> formula = Vocabulary(["line.run"], drivers=["cost"]).resolve(parse("2 * cost + run"), kind="number")
    >>> number(formula, {"line.run": True}, {"cost": Fraction(1, 4)})
    Fraction(3, 2)
    """
    bits = {part: _truth(part, options, drivers) for part in truths_within(formula)}
    value = _amount(formula, bits, drivers)
    assert isinstance(value, Fraction), "every option is on or off"
    return value


def _truth(node: Formula, options: Options, drivers: Drivers) -> bool | Truths:
    match node:
        case OptionAtom(name):
            if name not in options:
                raise UnknownName("option", name, options)
            return options[name]
        case Bool(value):
            return value
        case Not(of):
            return _negation(_truth(of, options, drivers))
        case And(items):
            return _many(items, options, drivers, neutral=True)
        case Or(items):
            return _many(items, options, drivers, neutral=False)
        case Implies(premise, conclusion):
            return _implication(_truth(premise, options, drivers), conclusion, options, drivers)
        case Iff(left, right):
            return _equivalence(_truth(left, options, drivers), _truth(right, options, drivers))
        case Compare():
            return _comparison(node, options, drivers)
        case Symbol(name):
            raise _unresolved(name)
        case _:
            raise FormulaError("a number has no truth: compare it")


# --- Boolean algebra with constants


def _negation(value: bool | Truths) -> bool | Truths:
    return not value if isinstance(value, bool) else np.logical_not(value)


def _equivalence(left: bool | Truths, right: bool | Truths) -> bool | Truths:
    if isinstance(left, bool):
        return right if left else _negation(right)
    if isinstance(right, bool):
        return left if right else _negation(left)
    return np.equal(left, right)


def _implication(premise: bool | Truths, conclusion: Formula, options: Options, drivers: Drivers) -> bool | Truths:
    if premise is False:
        return True
    then = _truth(conclusion, options, drivers)
    if isinstance(premise, bool) or then is True:
        return then
    return np.logical_not(premise) if isinstance(then, bool) else np.less_equal(premise, then)


def _many(items: Sequence[Formula], options: Options, drivers: Drivers, *, neutral: bool) -> bool | Truths:
    """The conjunction (``neutral`` true) or disjunction: equal shapes first, then from small to large."""
    operation = np.logical_and if neutral else np.logical_or
    by_shape: dict[tuple[int, ...], Truths] = {}
    for item in items:
        value = _truth(item, options, drivers)
        if isinstance(value, bool):
            if value is not neutral:
                return value
            continue
        held = by_shape.get(value.shape)
        by_shape[value.shape] = value if held is None else operation(held, value)
    if not by_shape:
        return neutral
    first, *others = sorted(by_shape.values(), key=_size) if len(by_shape) > 1 else by_shape.values()
    for other in others:
        first = operation(first, other)
    return first


def _size(array: Truths) -> int:
    return array.size


def _choice(of: Truths, high: bool | Truths, low: bool | Truths) -> bool | Truths:
    """``high`` where ``of`` holds, else ``low``."""
    if isinstance(high, bool):
        if isinstance(low, bool):
            return high if high is low else _equivalence(of, high)
        return np.logical_or(of, low) if high else np.less(of, low)
    if isinstance(low, bool):
        return np.less_equal(of, high) if low else np.logical_and(of, high)
    return np.logical_or(np.logical_and(of, high), np.less(of, low))


# --- comparisons


def _comparison(node: Compare, options: Options, drivers: Drivers) -> bool | Truths:
    bits: dict[Formula, bool | Truths] = {}
    open_bits: list[Formula] = []
    for part in truths_within(node.left, node.right):
        if part not in bits:
            bits[part] = value = _truth(part, options, drivers)
            if not isinstance(value, bool):
                open_bits.append(part)
    if len(open_bits) <= _FEW:
        return _tabulate(node, open_bits, bits, drivers)
    return compared(node.op, _amount(node.left, bits, drivers), _amount(node.right, bits, drivers))


def _tabulate(
    node: Compare, open_bits: list[Formula], bits: Mapping[Formula, bool | Truths], drivers: Drivers
) -> bool | Truths:
    """The comparison as a decision tree over its open 0/1 parts, built from its leaves (one per combination)
    upwards."""
    known: dict[Formula, bool | Truths] = {part: value for part, value in bits.items() if isinstance(value, bool)}
    values: list[bool | Truths] = []
    for code in range(1 << len(open_bits)):
        for k, part in enumerate(open_bits):
            known[part] = bool(code >> k & 1)
        values.append(compared(node.op, _amount(node.left, known, drivers), _amount(node.right, known, drivers)))
    for part in open_bits:
        of = bits[part]
        assert not isinstance(of, bool)
        values = [_choice(of, values[i + 1], values[i]) for i in range(0, len(values), 2)]
    return values[0]


def _value(name: str, drivers: Drivers) -> Fraction:
    if name not in drivers:
        raise UnknownName("driver", name, drivers)
    return Fraction(drivers[name])


def _amount(node: Formula, bits: Mapping[Formula, bool | Truths], drivers: Drivers) -> Fraction | Scaled:
    """The value of a number, given where its truths hold: a fraction where it is the same in all states."""
    match node:
        case Number(value):
            return value
        case DriverAtom(name):
            return _value(name, drivers)
        case Sum(left, right):
            return added(_amount(left, bits, drivers), _amount(right, bits, drivers))
        case Minus(left, right):
            return subtracted(_amount(left, bits, drivers), _amount(right, bits, drivers))
        case Product(left, right):
            return multiplied(_amount(left, bits, drivers), _amount(right, bits, drivers))
        case Negative(of):
            return negated(_amount(of, bits, drivers))
        case Symbol(name):
            raise _unresolved(name)
        case _:
            bit = bits[node]
            return Fraction(bit) if isinstance(bit, bool) else Scaled(bit.astype(np.int8), 1, 1)


def _unresolved(name: str) -> FormulaError:
    return FormulaError(f"{name!r} is not resolved: resolve the formula before evaluating it")
