"""Formulas as trees.

A formula is a *truth* (options, ``true``, ``not``, ``and``, ``or``, ``implies``, ``iff``, comparisons) or a *number*
(decimals, drivers, ``+ - *``). A truth counts as 0 or 1 where a number is needed; a number never counts as a truth.

:class:`Symbol` is a name as written; :class:`OptionAtom` and :class:`DriverAtom` are what it means, and occur only
after :meth:`Vocabulary.resolve <gmcr.logic.Vocabulary.resolve>`. Nodes are immutable, hashable (the hash is computed
once), and equal when they say the same: the position in the text does not count.

Options in degrees: levels L_0 < L_1 < … < L_n, of which each from L_1 on is a *threshold* that is passed or not.

The threshold L_k of an option o is an option of its own, named as the formula that says it is passed: ``o >= L_k``.
Every statement about levels becomes a truth over thresholds; the bare name o means that the first threshold is passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from operator import attrgetter
from typing import Any, Literal, TypeAlias, TypeVar, cast, dataclass_transform

from gmcr.base.record import Record

__all__ = [
    "And",
    "Bool",
    "Compare",
    "Comparison",
    "Degrees",
    "DriverAtom",
    "Formula",
    "Iff",
    "Implies",
    "Minus",
    "Negative",
    "Not",
    "Number",
    "OptionAtom",
    "Or",
    "Product",
    "Sum",
    "Symbol",
    "at_level",
    "children",
    "column_of",
    "is_graded",
    "truths_within",
]


Comparison: TypeAlias = Literal["<", "<=", "==", "!=", ">=", ">", "="]

_FLIPPED: dict[Comparison, Comparison] = {
    "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=", "=": "=",
}  # fmt: skip
_OPPOSITE: dict[Comparison, Comparison] = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==", "=": "!=",
}  # fmt: skip


class _Node:
    """The methods of every node, about the formula below it."""

    __slots__ = ("_hash",)
    _hash: int

    def walk(self) -> Iterator[Formula]:
        """Yield the formula and all its parts, each before its own parts, from left to right (without recursion).

        Returns
        -------
        iterator of Formula
            The nodes.
        """
        waiting = [cast("Formula", self)]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(children(node)))

    @property
    def options(self) -> frozenset[str]:
        """The full names of the options that a resolved formula mentions."""
        return frozenset(node.name for node in self.walk() if isinstance(node, OptionAtom))

    @property
    def drivers(self) -> frozenset[str]:
        """The names of the drivers that a resolved formula mentions."""
        return frozenset(node.name for node in self.walk() if isinstance(node, DriverAtom))

    @property
    def is_truth(self) -> bool:
        """Whether a resolved formula is a truth rather than a number."""
        return isinstance(self, (Bool, OptionAtom, Not, And, Or, Implies, Iff, Compare))

    @property
    def only_denies(self) -> bool:
        """Whether a resolved formula mentions options, and each only negatively once negations are moved inwards."""
        return set(_signs(cast("Formula", self), True)) == {False}

    def replaced(self, by: Callable[[Formula], Formula | None]) -> Formula:
        """Return the formula with some of its parts replaced.

        Parameters
        ----------
        by : callable
            Given a part, returns its replacement, or None to keep the part and look inside it. Outer parts come first.

        Returns
        -------
        Formula
            The new formula.
        """
        return _replaced(cast("Formula", self), by)


_Kind = TypeVar("_Kind", bound=type[_Node])


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _node(kind: _Kind) -> _Kind:
    """A frozen dataclass that caches its hash: formulas are keys of many tables, and their trees are deep."""
    cls: Any = dataclass(frozen=True, slots=True)(kind)
    key = attrgetter(*(item.name for item in fields(cls) if item.compare))

    def remembered(self: _Node) -> int:
        try:
            return self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", hash((cls, key(self))))
            return self._hash

    cls.__hash__ = remembered
    typed: _Kind = cls
    return typed


@_node
class Bool(_Node):
    """``true`` or ``false``."""

    value: bool


@_node
class Number(_Node):
    """An exact number. ``column`` is where it was written (from 1; 0: not from a text)."""

    value: Fraction
    column: int = field(default=0, compare=False, repr=False)


@_node
class Symbol(_Node):
    """A name as written: an option (full or bare), a term or a driver. ``column`` counts from 1 (0: not from a
    text)."""

    name: str
    column: int = field(default=0, compare=False)


@_node
class OptionAtom(_Node):
    """An option by its full name, ``actor.option``: true in the states where it is on."""

    name: str

    @property
    def comparison(self) -> Compare | None:
        """The comparison as which a threshold is named (``logic.tree``); None for a plain option."""
        option, _, level = self.name.partition(" >= ")
        return Compare(">=", OptionAtom(option), Symbol(level)) if level else None


@_node
class DriverAtom(_Node):
    """A number that the model leaves open, by its name."""

    name: str


@_node
class Not(_Node):
    """``not of``."""

    of: Formula


@_node
class And(_Node):
    """All of ``items``; none: true."""

    items: tuple[Formula, ...]


@_node
class Or(_Node):
    """Any of ``items``; none: false."""

    items: tuple[Formula, ...]


@_node
class Implies(_Node):
    """``premise implies conclusion``: false only where the premise holds and the conclusion does not."""

    premise: Formula
    conclusion: Formula


@_node
class Iff(_Node):
    """``left iff right``: both or neither."""

    left: Formula
    right: Formula


@_node
class Compare(_Node):
    """``left op right`` over numbers. Before it is resolved also of an option and one of its levels, and then ``=``
    too."""

    op: Comparison
    left: Formula
    right: Formula

    @property
    def opposite(self) -> Compare:
        """The comparison that holds where this one does not."""
        return Compare(_OPPOSITE[self.op], self.left, self.right)

    @property
    def flipped(self) -> Compare:
        """The equivalent comparison with its sides exchanged."""
        return Compare(_FLIPPED[self.op], self.right, self.left)


@_node
class Sum(_Node):
    """``left + right``."""

    left: Formula
    right: Formula


@_node
class Minus(_Node):
    """``left - right``."""

    left: Formula
    right: Formula


@_node
class Product(_Node):
    """``left * right``."""

    left: Formula
    right: Formula


@_node
class Negative(_Node):
    """``-of``."""

    of: Formula


Formula: TypeAlias = (
    Bool
    | Number
    | Symbol
    | OptionAtom
    | DriverAtom
    | Not
    | And
    | Or
    | Implies
    | Iff
    | Compare
    | Sum
    | Minus
    | Product
    | Negative
)


def children(formula: Formula) -> tuple[Formula, ...]:
    """Return the parts directly below a node.

    Parameters
    ----------
    formula : Formula
        The node.

    Returns
    -------
    tuple of Formula
        The parts, from left to right; empty for a name, a number or a constant.

    Examples
    --------
    >>> from gmcr.logic import children, parse
    >>> children(parse("run and not pay"))
    (Symbol(name='run', column=1), Not(of=Symbol(name='pay', column=13)))
    """
    match formula:
        case And(items) | Or(items):
            return items
        case Not(of) | Negative(of):
            return (of,)
        case Implies(left, right) | Iff(left, right) | Sum(left, right) | Minus(left, right) | Product(left, right):
            return (left, right)
        case Compare(_, left, right):
            return (left, right)
        case _:
            return ()


def _replaced(formula: Formula, by: Callable[[Formula], Formula | None]) -> Formula:
    new = by(formula)
    if new is not None:
        return new
    parts = []
    for part in children(formula):  # a loop, since a comprehension would cost one more frame per level
        parts.append(_replaced(part, by))
    match formula:
        case And() | Or():
            return type(formula)(tuple(parts))
        case Compare(op):
            return Compare(op, *parts)
        case Bool() | Number() | Symbol() | OptionAtom() | DriverAtom():
            return formula
        case _:
            return type(formula)(*parts)


def truths_within(*formulas: Formula) -> Iterator[Formula]:
    """The outermost truths in resolved formulas, from left to right, with repetitions: the parts that count as 0 or 1
    in a number."""
    waiting = [*formulas[::-1]]
    while waiting:
        part = waiting.pop()
        if part.is_truth:
            yield part
        else:
            waiting.extend(children(part)[::-1])


def column_of(formula: Formula) -> int:
    """The leftmost column known in a formula (from 1; 1 where none is known)."""
    return next((n.column for n in formula.walk() if isinstance(n, (Symbol, Number)) and n.column), 1)


def _signs(node: Formula, sign: bool) -> Iterator[bool]:
    """For every mention of an option, whether it is affirmed (True) or denied (False); both where its sign is not
    determined."""
    match node:
        case OptionAtom():
            yield sign
        case Not(of):
            yield from _signs(of, not sign)
        case And(items) | Or(items):
            for item in items:
                yield from _signs(item, sign)
        case Implies(premise, conclusion):
            yield from _signs(premise, not sign)
            yield from _signs(conclusion, sign)
        case _ if node.options:
            yield from (True, False)


@dataclass(frozen=True, slots=True)
class Degrees(Record):
    """An option in degrees.

    Parameters
    ----------
    option : str
        The full name of the option.
    levels : sequence of str
        Its levels, lowest first.

    Examples
    --------
    >>> from gmcr.logic import Degrees
    >>> strike = Degrees("athens.strike", ["none", "some", "heavy"])
    >>> strike.thresholds
    ('athens.strike >= some', 'athens.strike >= heavy')
    >>> strike.at("some")
    'athens.strike = some'
    """

    option: str
    levels: Sequence[str]

    @staticmethod
    def option_of(name: str) -> str:
        """Return the option to which a threshold or a level belongs.

        Parameters
        ----------
        name : str
            The name of a threshold, of an option at a level, or of a plain option.

        Returns
        -------
        str
            The name of the option; a plain option's name is returned unchanged.
        """
        return name.partition(" >= ")[0].partition(" = ")[0]

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The names of all thresholds, lowest first."""
        return tuple(map(self.passed, self.levels[1:]))

    def passed(self, level: str) -> str:
        """Return the name of a threshold.

        Parameters
        ----------
        level : str
            A level above the lowest.

        Returns
        -------
        str
            ``option >= level``.
        """
        return f"{self.option} >= {level}"

    def at(self, level: str) -> str:
        """Return the name of the option at a level.

        Parameters
        ----------
        level : str
            Any level.

        Returns
        -------
        str
            ``option = level``.
        """
        return f"{self.option} = {level}"


def is_graded(name: str) -> bool:
    """Whether a name is that of a threshold or of an option at a level, rather than of a plain option."""
    return Degrees.option_of(name) != name


def at_level(option: str, levels: Sequence[str], op: str, level: str) -> Formula:
    """A comparison of an option with one of its levels, as a formula over thresholds."""
    place = levels.index(level)
    match op:
        case ">=":
            return OptionAtom(Degrees(option, levels).passed(level)) if place else Bool(True)
        case ">":
            return at_level(option, levels, ">=", levels[place + 1]) if place + 1 < len(levels) else Bool(False)
        case "<" | "<=":
            return _negated(at_level(option, levels, ">=" if op == "<" else ">", level))
        case "!=":
            return Not(at_level(option, levels, "=", level))
    reached, beyond = at_level(option, levels, ">=", level), _negated(at_level(option, levels, ">", level))
    if beyond == Bool(True):
        return reached
    return beyond if reached == Bool(True) else And((reached, beyond))


def _negated(formula: Formula) -> Formula:
    return Bool(not formula.value) if isinstance(formula, Bool) else Not(formula)
