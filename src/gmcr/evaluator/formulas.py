"""Formulas as code: rows of states where no driver is mentioned, linear forms in the drivers where they are compared."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ProgramError
from gmcr.evaluator.operations import Comparison, Truth
from gmcr.logic import (
    And,
    Bool,
    Compare,
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
    truth,
)
from gmcr.model import Structure

__all__ = ["FormulaTables"]

_MOST: Final = 1 << 53
_MENTIONED: Final = 12
"""Options of one comparison: it has a linear form for each way in which they can be."""

_SIGNS: Final = {
    "<": Comparison.BELOW,
    "<=": Comparison.AT_MOST,
    "==": Comparison.EQUAL,
    "!=": Comparison.UNEQUAL,
    ">=": Comparison.AT_LEAST,
    ">": Comparison.ABOVE,
}


class FormulaTables:
    """The tables to which formulas are compiled; equal things are kept once, by number.

    Parameters
    ----------
    structure : Structure
        States and moves, in option form, listed.
    bit : mapping of str to int
        Option → its place.
    drivers : sequence of str
        The drivers, in the order of their numbers.
    """

    SCALE: Final = 10**6
    """Values of drivers are integers over this."""

    def __init__(self, structure: Structure, bit: Mapping[str, int], drivers: Sequence[str]) -> None:
        self._structure, self._bit = structure, bit
        self._states = np.asarray(structure.states, dtype=np.int64)
        self._cells = structure.cells_of(self._states)
        self._driver = {name: number for number, name in enumerate(drivers)}
        self._tables: dict[str, dict[Hashable, int]] = {
            name: {} for name in ("rows", "forms", "comparisons", "formulas")
        }
        self._known: dict[Formula, int] = {}
        self._codes = _codes.setdefault(structure, {}).setdefault(tuple(drivers), {})

    @classmethod
    def scaled(cls, value: Fraction) -> int:
        """Return a driver's value as an integer.

        Parameters
        ----------
        value : Fraction
            The value.

        Returns
        -------
        int
            The value times `SCALE`.

        Raises
        ------
        ProgramError
            If it has more than six decimals, or is too large.
        """
        number = Fraction(value) * cls.SCALE
        if number.denominator != 1 or abs(number) >= _MOST:
            raise ProgramError(
                f"{float(value)} has more than six decimals, or is too large, for a compiled assessment."
            )
        return int(number)

    @property
    def sections(self) -> dict[str, list[list[int]]]:
        """The items of their sections."""
        words = (self._states.size + 63) // 64
        rows = [np.frombuffer(own.ljust(8 * words, b"\0"), "<i8").tolist() for own in self._tables["rows"]]  # type: ignore[attr-defined]
        others = {name: [list(item) for item in self._tables[name]] for name in ("forms", "comparisons", "formulas")}  # type: ignore[call-overload]
        return {"rows": rows, **others}

    @property
    def sizes(self) -> tuple[int, ...]:
        """How much is in each table."""
        return tuple(map(len, self._tables.values()))

    def formula(self, formula: Formula | None) -> int:
        """Return the number of a formula.

        Parameters
        ----------
        formula : Formula or None
            A resolved formula.

        Returns
        -------
        int
            Its number; -1 for None.

        Raises
        ------
        ProgramError
            If it is over a limit.
        """
        if formula is None:
            return -1
        if formula not in self._known:
            if formula not in self._codes:
                code: list[_Step] = []
                self._emit(formula, code)
                self._codes[formula] = tuple(code)
            steps = [n for step, what in self._codes[formula] for n in (step, self._placed(what))]
            self._known[formula] = self._number("formulas", tuple(steps))
        return self._known[formula]

    def _placed(self, what: bytes | _Compared | None) -> int:
        """The number of a row or a comparison; 0 for nothing."""
        if what is None:
            return 0
        if isinstance(what, bytes):
            return self._number("rows", what)
        sign, parts = what
        forms = sorted((self._number("forms", form), row) for form, row in parts)
        pairs = [n for number, row in forms for n in (number, self._number("rows", row))]
        return self._number("comparisons", (sign, *pairs))

    def row(self, formula: Formula) -> int:
        """Return the number of the row where a formula without drivers holds.

        Parameters
        ----------
        formula : Formula
            A resolved formula.

        Returns
        -------
        int
            Its number.
        """
        return self._number("rows", self._where(formula))

    def _where(self, formula: Formula) -> bytes:
        return _packed(np.broadcast_to(self._structure.truth(formula), (self._structure.cells,))[self._cells])

    def _number(self, table: str, item: Hashable) -> int:
        return self._tables[table].setdefault(item, len(self._tables[table]))

    def _emit(self, formula: Formula, code: list[_Step]) -> None:
        if not formula.drivers:  # the same whatever the drivers: one row
            code.append((Truth.WHERE, self._where(formula)))
            return
        match formula:
            case Not(of):
                self._emit(of, code)
                code.append((Truth.NOT, None))
            case And(items) | Or(items):
                for place, item in enumerate(items):
                    self._emit(item, code)
                    if place:
                        code.append((Truth.AND if isinstance(formula, And) else Truth.OR, None))
            case Implies(premise, conclusion):
                self._emit(Or((Not(premise), conclusion)), code)
            case Iff(left, right):
                self._emit(left, code)
                self._emit(right, code)
                code += [(Truth.XOR, None), (Truth.NOT, None)]
            case Compare():
                inner = _counted(formula)
                if inner is None:
                    code.append((Truth.COMPARED, self._compare(formula)))
                else:  # what counts as a number is so, or is not
                    so, not_so = (_replaced(formula, inner, value) for value in (True, False))
                    self._emit(Or((And((inner, so)), And((Not(inner), not_so)))), code)
            case _:
                raise ProgramError(f"A {type(formula).__name__} of drivers is no truth.")

    def _compare(self, formula: Compare) -> _Compared:
        """left - right op 0: the states fall into classes by the options that it mentions, each with one linear form."""
        mentioned = sorted(formula.options)
        if len(mentioned) > _MENTIONED:
            raise ProgramError(f"A comparison of drivers mentions more than {_MENTIONED} options.")
        key = np.zeros(self._states.size, dtype=np.int64)
        for place, name in enumerate(mentioned):
            key |= (self._states >> self._bit[name] & 1) << place
        parts: dict[tuple[int, ...], NDArray[np.bool_]] = {}
        for value in np.unique(key).tolist():
            on = {name: bool(value >> place & 1) for place, name in enumerate(mentioned)}
            form = self._form(_linear(Minus(formula.left, formula.right), on))
            parts[form] = parts.get(form, np.zeros(key.size, dtype=np.bool_)) | (key == value)
        return _SIGNS[formula.op], tuple((form, _packed(met)) for form, met in parts.items())

    def _form(self, form: Mapping[str, Fraction]) -> tuple[int, ...]:
        scale = lcm(*(value.denominator for value in form.values()))
        whole = {name: int(value * scale) for name, value in form.items() if value}
        if any(abs(value) >= _MOST for value in whole.values()):
            raise ProgramError("A number of a formula is too large, or has too many decimals.")
        constant = whole.pop("", 0)
        pairs = sorted((self._driver[name], value) for name, value in whole.items())
        return (constant, *(n for pair in pairs for n in pair))


_Compared: TypeAlias = tuple[Comparison, tuple[tuple[tuple[int, ...], bytes], ...]]
"""A comparison: its sign, and the linear forms that stand at its left, each with the row of where it does."""

_Step: TypeAlias = tuple[Truth, bytes | _Compared | None]

_codes: WeakKeyDictionary[Structure, dict[tuple[str, ...], dict[Formula, tuple[_Step, ...]]]] = WeakKeyDictionary()
"""The code of formulas over some states, by the drivers in their order: what the programs of many assessments share."""


def _packed(met: NDArray[np.bool_]) -> bytes:
    """A row as bits."""
    return np.packbits(met, bitorder="little").tobytes()


def _truths_in(formula: Formula) -> list[Formula]:
    """The comparisons of drivers within a number, the innermost first."""
    return [
        part
        for part in reversed(list(formula.walk()))
        if isinstance(part, Compare) and part.drivers and part is not formula
    ]


def _counted(formula: Compare) -> Formula | None:
    """A comparison of drivers that counts as a number in another, and has none in it itself."""
    return next((part for part in _truths_in(formula) if not _truths_in(part)), None)


def _replaced(formula: Formula, part: Formula, value: bool) -> Formula:
    """A formula with a truth in place of one of its parts."""
    if formula == part:
        return Bool(value)
    match formula:
        case Not(of):
            return Not(_replaced(of, part, value))
        case And(items):
            return And(tuple(_replaced(item, part, value) for item in items))
        case Or(items):
            return Or(tuple(_replaced(item, part, value) for item in items))
        case Implies(premise, conclusion):
            return Implies(_replaced(premise, part, value), _replaced(conclusion, part, value))
        case Iff(left, right):
            return Iff(_replaced(left, part, value), _replaced(right, part, value))
        case Compare(op, left, right):
            return Compare(op, _replaced(left, part, value), _replaced(right, part, value))
        case Sum(left, right):
            return Sum(_replaced(left, part, value), _replaced(right, part, value))
        case Minus(left, right):
            return Minus(_replaced(left, part, value), _replaced(right, part, value))
        case Product(left, right):
            return Product(_replaced(left, part, value), _replaced(right, part, value))
        case Negative(of):
            return Negative(_replaced(of, part, value))
    return formula


def _linear(formula: Formula, on: Mapping[str, bool]) -> dict[str, Fraction]:
    """Driver → coefficient, and "" → the constant, where these options are on."""
    match formula:
        case Number(value):
            return {"": Fraction(value)}
        case DriverAtom(name):
            return {name: Fraction(1)}
        case Sum(left, right) | Minus(left, right):
            one, other = _linear(left, on), _linear(right, on)
            sign = 1 if isinstance(formula, Sum) else -1
            zero = Fraction(0)
            return {name: one.get(name, zero) + sign * other.get(name, zero) for name in {*one, *other}}
        case Negative(of):
            return {name: -value for name, value in _linear(of, on).items()}
        case Product(left, right):
            one, other = _linear(left, on), _linear(right, on)
            if any(value for name, value in other.items() if name):
                one, other = other, one
            factor = other.get("", Fraction(0))
            return {name: value * factor for name, value in one.items()}
        case OptionAtom(name):
            return {"": Fraction(int(on[name]))}
    return {"": Fraction(int(bool(truth(formula, on, {}))))}
