"""The linear forms by which a formula divides the space of its drivers.

Once the options are known, a comparison ``left op right`` depends on the sign of the linear form left − right. The zero
sets of all these forms are the hyperplanes that cut the space of the varied drivers into cells on which the formula's
truth is constant.

A comparison is a sum of parts; parts that share an option form a group. (A nested comparison that depends on a varied
driver counts as an option: it may be true or false.) Groups are enumerated one by one and their values added as sets,
so that a sum over many options costs as much as it has different values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

import numpy as np

from gmcr.base.errors import FormulaError, SizeError, UnknownName
from gmcr.logic.evaluate import truth
from gmcr.logic.tree import (
    Compare,
    DriverAtom,
    Formula,
    Minus,
    Negative,
    Number,
    OptionAtom,
    Product,
    Sum,
    children,
    truths_within,
)

__all__ = ["LinearForm"]

_MOST_OPTIONS: Final = 20  # in one group: 2^20 combinations
_MOST_FORMS: Final = 100_000


@dataclass(frozen=True, slots=True, order=True)
class LinearForm:
    """A linear form Σ coefficient × driver + constant.

    Parameters
    ----------
    coefficients : tuple of (str, Fraction)
        Drivers and their coefficients, ascending by name. No coefficient is 0, and the first is 1.
    constant : Fraction
        The constant.

    Examples
    --------
    >>> from gmcr.logic import LinearForm, Vocabulary, parse
    >>> formula = Vocabulary(["line.run"], drivers=["cost"]).resolve(parse("2 * cost > 3 - run"))
    >>> [str(form.constant) for form in LinearForm.dividing(formula, {}, ["cost"])]
    ['-3/2', '-1']
    """

    coefficients: tuple[tuple[str, Fraction], ...]
    constant: Fraction

    @classmethod
    def dividing(
        cls, formula: Formula, drivers: Mapping[str, Fraction], vary: Collection[str]
    ) -> tuple[LinearForm, ...]:
        """Return every form left − right that a comparison of a formula takes for some choice of its options.

        Parameters
        ----------
        formula : Formula
            A resolved formula. Comparisons nested in others count too.
        drivers : mapping of str to Fraction
            The values of the drivers that are not varied.
        vary : collection of str
            The drivers that are varied.

        Returns
        -------
        tuple of LinearForm
            The forms in which a varied driver occurs, ascending, without repetition; proportional forms are one.

        Raises
        ------
        UnknownName
            If a driver has no value.
        SizeError
            If one comparison takes more than 10^5 forms, or multiplies together more than 20 options.

        Examples
        --------
        >>> from gmcr.logic import LinearForm, Vocabulary, parse
        >>> formula = Vocabulary(["line.run"], drivers=["cost"]).resolve(parse("cost > 2 and run"))
        >>> LinearForm.dividing(formula, {}, ["cost"])
        (LinearForm(coefficients=(('cost', Fraction(1, 1)),), constant=Fraction(-2, 1)),)
        """
        space = _Space(drivers, tuple(sorted(set(vary))))
        forms: set[LinearForm] = set()
        for node in dict.fromkeys(part for part in formula.walk() if isinstance(part, Compare)):
            if space.varies(node):
                forms |= {form for vector in space.values(node) if (form := space.form(vector))}
        return tuple(sorted(forms))


_Vector: TypeAlias = tuple[Fraction, ...]  # the coefficients of the varied drivers, then the constant
_Bits: TypeAlias = Mapping[Formula, bool]


@dataclass(slots=True)
class _SummandGroup:
    """Parts of a sum that have options in common: their truths, the leaves of these, and the parts with their
    factors."""

    leaves: set[Formula]
    truths: list[Formula]
    parts: list[tuple[Fraction, Formula]]


@dataclass(frozen=True, slots=True)
class _Space:
    drivers: Mapping[str, Fraction]
    vary: tuple[str, ...]

    def varies(self, node: Formula) -> bool:
        return any(isinstance(part, DriverAtom) and part.name in self.vary for part in node.walk())

    def form(self, vector: _Vector) -> LinearForm | None:
        """The vector scaled so that its first coefficient is 1; None without a varied driver."""
        first = next((c for c in vector[:-1] if c), None)
        if first is None:
            return None
        pairs = zip(self.vary, vector[:-1], strict=True)
        return LinearForm(tuple((name, c / first) for name, c in pairs if c), vector[-1] / first)

    def constant(self, value: Fraction) -> _Vector:
        return (*(Fraction(0) for _ in self.vary), value)

    def values(self, node: Compare) -> set[_Vector]:
        """All values that left − right can have."""
        total = {self.constant(Fraction(0))}
        for group in self.groups(node):
            here = {self.group_value(group, bits) for bits in self.patterns(group)}
            if len(total) * len(here) > _MOST_FORMS * 100:
                raise _too_many()
            total = {_plus(a, b) for a in total for b in here}
            if len(total) > _MOST_FORMS:
                raise _too_many()
        return total

    def groups(self, node: Compare) -> list[_SummandGroup]:
        groups: list[_SummandGroup] = []
        for factor, part in _summands(node):
            truths = [*truths_within(part)]
            merged = _SummandGroup({leaf for t in truths for leaf in self.leaves(t)}, truths, [(factor, part)])
            apart = []
            for group in groups:
                if group.leaves & merged.leaves or (not group.leaves and not merged.leaves):
                    merged.leaves |= group.leaves
                    merged.truths[:0] = group.truths
                    merged.parts[:0] = group.parts
                else:
                    apart.append(group)
            groups = [*apart, merged]
        return groups

    def leaves(self, node: Formula) -> Iterator[Formula]:
        """What a truth depends on: options, and comparisons that depend on a varied driver."""
        waiting = [node]
        while waiting:
            part = waiting.pop()
            if isinstance(part, OptionAtom) or (isinstance(part, Compare) and self.varies(part)):
                yield part
            else:
                waiting.extend(children(part))

    def patterns(self, group: _SummandGroup) -> list[dict[Formula, bool]]:
        """The combinations of truth values that the group's truths can have together."""
        truths = list(dict.fromkeys(group.truths))
        if len(group.leaves) > _MOST_OPTIONS or len(truths) > 62:
            raise SizeError(
                f"a comparison with drivers multiplies or repeats {len(group.leaves)} options: "
                f"at most {_MOST_OPTIONS} can be taken together; write it as a sum of smaller parts"
            )
        # No option has such a name.
        leaves: dict[Formula, Formula] = {leaf: OptionAtom(f"#{k}") for k, leaf in enumerate(group.leaves)}
        states = np.arange(1 << len(leaves), dtype=np.int64)
        on = {f"#{k}": (states >> k & 1) == 1 for k in range(len(leaves))}
        codes = np.zeros(len(states), dtype=np.int64)

        def renamed(part: Formula) -> Formula | None:
            return leaves.get(part) if isinstance(part, (OptionAtom, Compare)) else None

        for k, part in enumerate(truths):
            codes |= truth(part.replaced(renamed), on, self.drivers).astype(np.int64) << k
        return [{t: bool(code >> k & 1) for k, t in enumerate(truths)} for code in np.unique(codes).tolist()]

    def group_value(self, group: _SummandGroup, bits: _Bits) -> _Vector:
        total = self.constant(Fraction(0))
        for factor, part in group.parts:
            total = _plus(total, _by(factor, self.vector(part, bits)))
        return total

    def vector(self, node: Formula, bits: _Bits) -> _Vector:
        match node:
            case Number(value):
                return self.constant(value)
            case DriverAtom(name) if name in self.vary:
                return (*(Fraction(int(name == other)) for other in self.vary), Fraction(0))
            case DriverAtom(name):
                if name not in self.drivers:
                    raise UnknownName("driver", name, self.drivers)
                return self.constant(Fraction(self.drivers[name]))
            case Sum(left, right):
                return _plus(self.vector(left, bits), self.vector(right, bits))
            case Minus(left, right):
                return _plus(self.vector(left, bits), _by(Fraction(-1), self.vector(right, bits)))
            case Negative(of):
                return _by(Fraction(-1), self.vector(of, bits))
            case Product(left, right):
                a, b = self.vector(left, bits), self.vector(right, bits)
                if any(b[:-1]):
                    a, b = b, a
                if any(b[:-1]):
                    raise FormulaError("a product of two expressions with drivers is not linear")
                return _by(b[-1], a)
            case _ if node in bits:
                return self.constant(Fraction(bits[node]))
            case _:
                raise FormulaError("the formula is not resolved: resolve it before asking for its comparisons")


def _summands(node: Compare) -> Iterator[tuple[Fraction, Formula]]:
    """left − right as a sum of factor × part."""
    waiting = [(Fraction(1), node.left), (Fraction(-1), node.right)]
    while waiting:
        factor, part = waiting.pop()
        match part:
            case Sum(left, right):
                waiting += [(factor, left), (factor, right)]
            case Minus(left, right):
                waiting += [(factor, left), (-factor, right)]
            case Negative(of):
                waiting.append((-factor, of))
            case Product(Number(value), of) | Product(of, Number(value)):
                waiting.append((factor * value, of))
            case _:
                yield factor, part


def _plus(a: _Vector, b: _Vector) -> _Vector:
    return tuple([x + y for x, y in zip(a, b, strict=True)])


def _by(factor: Fraction, vector: _Vector) -> _Vector:
    return tuple([factor * x for x in vector])


def _too_many() -> SizeError:
    return SizeError(
        f"a comparison with drivers takes more than {_MOST_FORMS} forms: "
        "use fewer options with fewer different factors in it"
    )
