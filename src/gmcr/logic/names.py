"""What the names in a formula mean, and whether the formula makes sense.

A name is looked up as a full option name, a term or a driver, then as a bare option name that is unique among the
options; next to an option that has levels, as one of these. Terms are expanded where they stand. Whoever builds a
:class:`Vocabulary` ensures that these namespaces are disjoint.

Every part has a *sort*: a truth, a number free of drivers, or a number that is linear in drivers. A truth counts as 0
or 1 where a number is needed; a number never stands for a truth; at most one side of a product may contain a driver
outside comparisons, so that every comparison is linear in the drivers once the options are known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from gmcr.base.errors import FormulaError, nearest, quoted
from gmcr.logic.grammar import LONGEST
from gmcr.logic.scanner import NESTING
from gmcr.logic.tree import (
    And,
    Bool,
    Compare,
    Comparison,
    Degrees,
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
    at_level,
    column_of,
    is_graded,
)

__all__ = ["Vocabulary"]

_TRUTH, _FREE, _LINEAR = 0, 1, 2  # sorts, ordered so that the sort of a sum is the larger one


class _Resolved(NamedTuple):
    formula: Formula
    sort: int
    depth: int  # levels; a term counts as one
    size: int  # nodes, once the terms are expanded


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The names that formulas may use.

    A vocabulary caches the terms that it has resolved, so use one for all formulas of a model.

    Parameters
    ----------
    options : sequence of str
        Full option names, ``actor.option``.
    terms : mapping of str to Formula, optional
        The name of each term → its formula as parsed.
    drivers : collection of str, optional
        The names of the drivers.
    levels : mapping of str to tuple of str, optional
        Full name of an option in degrees → its levels, lowest first.

    Examples
    --------
    >>> from gmcr.logic import Vocabulary, parse, to_text
    >>> vocabulary = Vocabulary(["line.run", "town.pay"], {"deal": parse("run and pay")}, ["cost"])
    >>> to_text(vocabulary.resolve(parse("deal implies cost > 2")))
    'line.run and town.pay implies cost > 2'
    """

    options: Sequence[str]
    terms: Mapping[str, Formula] = field(default_factory=dict)
    drivers: Collection[str] = ()
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _known: dict[str, _Resolved] = field(init=False, repr=False)
    _shared: dict[str, list[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        bare: dict[str, list[str]] = {}
        for name in self.options:
            bare.setdefault(name.rpartition(".")[2], []).append(name)
        known = {short: self._means(full[0]) for short, full in bare.items() if len(full) == 1}
        known |= {name: _Resolved(DriverAtom(name), _LINEAR, 1, 1) for name in self.drivers}
        for name in self.terms:
            known.pop(name, None)
        known |= {name: self._means(name) for name in self.options}
        known |= {
            name: _option(name) for option, own in self.levels.items() for name in Degrees(option, own).thresholds
        }
        object.__setattr__(self, "_known", known)
        object.__setattr__(self, "_shared", {short: full for short, full in bare.items() if len(full) > 1})

    def _means(self, option: str) -> _Resolved:
        """What an option's name means by itself; for an option with levels, that the first threshold is passed."""
        own = self.levels.get(option)
        return _option(option if own is None else Degrees(option, own).thresholds[0])

    def leveled(self, node: Formula) -> str | None:
        """Return the option with levels that a formula consists of.

        Parameters
        ----------
        node : Formula
            A formula, as parsed or as ``named`` returns it.

        Returns
        -------
        str or None
            The full name of the option; None where the formula is anything else.
        """
        if not isinstance(node, Symbol | OptionAtom) or node.name in self.terms or node.name not in self._known:
            return None
        meaning = self._known[node.name].formula
        if not self.levels or not isinstance(meaning, OptionAtom) or is_graded(node.name):
            return None
        option = Degrees.option_of(meaning.name)
        return option if option in self.levels else None

    def compared(self, node: Formula) -> tuple[str, Comparison, Formula] | None:
        """Return the parts of a comparison of an option that has levels.

        Parameters
        ----------
        node : Formula
            A formula, as parsed or as ``named`` returns it.

        Returns
        -------
        tuple of (str, Comparison, Formula) or None
            The full name of the option, the operator as seen from the option, and the other side; None where the
            formula is anything else.
        """
        if not isinstance(node, Compare):
            return None
        if (option := self.leveled(node.left)) is not None:
            return option, node.op, node.right
        if (option := self.leveled(node.right)) is not None:
            return option, node.flipped.op, node.left
        return None

    def resolve(
        self, formula: Formula, *, kind: Literal["truth", "number", "any"] = "truth", text: str = ""
    ) -> Formula:
        """Return a formula with every name replaced by what it means.

        Parameters
        ----------
        formula : Formula
            The formula as parsed. Resolved parts stay as they are.
        kind : {"truth", "number", "any"}, default "truth"
            The sort that is required. A truth is accepted as a number (0 or 1).
        text : str, optional
            The text from which the formula was parsed, for the error message.

        Returns
        -------
        Formula
            The formula over full option names and drivers, with terms expanded.

        Raises
        ------
        FormulaError
            If a name is unknown or ambiguous, a term defines itself, or a sort does not fit. The column is that of the
            name in this formula, even where the mistake is inside a term.
        """
        try:
            resolved = _Resolver(self).resolve(formula, 1)
            if kind == "truth" and resolved.sort != _TRUTH:
                raise _number_for_truth(formula)
        except FormulaError as error:
            if not text or error.text:
                raise
            raise FormulaError(error.reason, text=text, column=error.column, suggestion=error.suggestion) from None
        return resolved.formula

    def named(self, formula: Formula) -> Formula:
        """Return a formula with options by full name and terms by name, as it is shown to people.

        Parameters
        ----------
        formula : Formula
            The formula as parsed.

        Returns
        -------
        Formula
            The formula over full option names (with the levels they are compared with), drivers and the names of terms.
            Unknown names stay.
        """

        def meaning(node: Formula) -> Formula | None:
            if (compared := self.compared(node)) is not None:
                option, op, level = compared
                return Compare(op, OptionAtom(option), level)
            if (leveled := self.leveled(node)) is not None:
                return OptionAtom(leveled)
            if not isinstance(node, Symbol) or node.name in self.terms:
                return None
            known = self._known.get(node.name)
            return None if known is None else known.formula

        return formula.replaced(meaning)

    def bare(self, formula: Formula) -> Formula:
        """Return a formula with options by their bare names, where these mean the same.

        Parameters
        ----------
        formula : Formula
            A formula as ``named`` or ``resolve`` returns it.

        Returns
        -------
        Formula
            The formula, in which an option that shares its bare name keeps its full name.
        """

        def short(node: Formula) -> Formula | None:
            if not isinstance(node, OptionAtom):
                return None
            if (comparison := node.comparison) is not None:
                return self.bare(comparison)
            bare = Symbol(node.name.rpartition(".")[2])
            return bare if self.named(bare) == node else None

        return formula.replaced(short)


def _option(name: str) -> _Resolved:
    return _Resolved(OptionAtom(name), _TRUTH, 1, 1)


class _Circle(FormulaError):
    """Terms that define one another. Outer terms add nothing to the reason, which they would only repeat."""


class _Resolver:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.inside: list[str] = []  # the terms being resolved, outermost first

    def resolve(self, node: Formula, level: int) -> _Resolved:
        if level > NESTING:
            raise _too_deep(node)
        below = level + 1
        match node:
            case Symbol(name):
                resolved = self.vocabulary._known.get(name) or self.term(node, level)
                if level + resolved.depth - 1 > NESTING:
                    raise _too_deep(node)
                return resolved
            case Number():
                return _Resolved(node, _FREE, 1, 1)
            case Bool():
                return _Resolved(node, _TRUTH, 1, 1)
            case Not(of):
                a = self.truth(of, below)
                return _Resolved(Not(a.formula), _TRUTH, a.depth + 1, a.size + 1)
            case And(items):
                parts = self.truths(items, below)
                return _joined(And(tuple([part.formula for part in parts])), parts)
            case Or(items):
                parts = self.truths(items, below)
                return _joined(Or(tuple([part.formula for part in parts])), parts)
            case Implies(left, right):
                a, b = self.truth(left, below), self.truth(right, below)
                return _pair(Implies(a.formula, b.formula), _TRUTH, a, b)
            case Iff(left, right):
                a, b = self.truth(left, below), self.truth(right, below)
                return _pair(Iff(a.formula, b.formula), _TRUTH, a, b)
            case Compare() if (compared := self.vocabulary.compared(node)) is not None:
                return _Resolved(self.at_level(*compared), _TRUTH, 3, 4)
            case Compare("=", _, right):
                reason = "'=' says at which level an option is; that numbers are equal is written =="
                raise FormulaError(reason, column=column_of(node), suggestion="==")
            case Compare(op, left, right):
                a, b = self.resolve(left, below), self.resolve(right, below)
                return _pair(Compare(op, a.formula, b.formula), _TRUTH, a, b)
            case Sum(left, right):
                a, b = self.resolve(left, below), self.resolve(right, below)
                return _pair(Sum(a.formula, b.formula), max(a.sort, b.sort, _FREE), a, b)
            case Minus(left, right):
                a, b = self.resolve(left, below), self.resolve(right, below)
                return _pair(Minus(a.formula, b.formula), max(a.sort, b.sort, _FREE), a, b)
            case Product(left, right):
                a, b = self.resolve(left, below), self.resolve(right, below)
                if a.sort == b.sort == _LINEAR:
                    raise _not_linear(right)
                return _pair(Product(a.formula, b.formula), max(a.sort, b.sort, _FREE), a, b)
            case Negative(of):
                a = self.resolve(of, below)
                return _Resolved(Negative(a.formula), max(a.sort, _FREE), a.depth + 1, a.size + 1)
            case OptionAtom(name) | DriverAtom(name):
                resolved = self.vocabulary._known.get(name) or self.term(Symbol(name), level)
                if resolved.formula != node and self.vocabulary.leveled(node) is None:
                    raise _unknown(Symbol(name), self.vocabulary)
                return resolved

    def at_level(self, option: str, op: Comparison, level: Formula) -> Formula:
        own = self.vocabulary.levels[option]
        if isinstance(level, Symbol) and level.name in own:
            return at_level(option, own, op, level.name)
        near = nearest(level.name, own) if isinstance(level, Symbol) else None
        reason = f"{option} is compared with one of its levels: {', '.join(own)}"
        raise FormulaError(reason, column=column_of(level), suggestion=near)

    def truth(self, node: Formula, level: int) -> _Resolved:
        resolved = self.resolve(node, level)
        if resolved.sort != _TRUTH:
            raise _number_for_truth(node)
        return resolved

    def truths(self, items: Sequence[Formula], level: int) -> list[_Resolved]:
        parts = []
        for item in items:
            parts.append(self.truth(item, level))
        return parts

    def term(self, symbol: Symbol, level: int) -> _Resolved:
        """A name not seen before: a term met for the first time, or a mistake."""
        name, vocabulary = symbol.name, self.vocabulary
        formula = vocabulary.terms.get(name)
        column = symbol.column or 1
        if formula is None:
            raise _unknown(symbol, vocabulary)
        if name in self.inside:
            path = " -> ".join([*self.inside[self.inside.index(name) :], name])
            raise _Circle(f"the term {quoted(name)} defines itself: {path}", column=column)
        self.inside.append(name)
        try:
            resolved = self.resolve(formula, level + 1)
        except _Circle as error:
            raise _Circle(error.reason, column=column) from None
        except FormulaError as error:
            reason = f"in the term {quoted(name)}: {error.reason}"
            raise FormulaError(reason, column=column, suggestion=error.suggestion) from None
        finally:
            self.inside.pop()
        resolved = resolved._replace(depth=resolved.depth + 1)
        vocabulary._known[name] = resolved
        return resolved


def _pair(formula: Formula, sort: int, a: _Resolved, b: _Resolved) -> _Resolved:
    size = a.size + b.size + 1
    if size > LONGEST:
        raise _too_long()
    return _Resolved(formula, sort, max(a.depth, b.depth) + 1, size)


def _joined(formula: Formula, parts: list[_Resolved]) -> _Resolved:
    size = sum([part.size for part in parts]) + 1
    if size > LONGEST:
        raise _too_long()
    return _Resolved(formula, _TRUTH, max([part.depth for part in parts], default=0) + 1, size)


def _unknown(symbol: Symbol, vocabulary: Vocabulary) -> FormulaError:
    name, column = symbol.name, symbol.column or 1
    if shared := vocabulary._shared.get(name):
        return FormulaError(f"{quoted(name)} is ambiguous: write {' or '.join(shared)}", column=column)
    names = [*(known for known in vocabulary._known if " " not in known), *vocabulary.terms]
    full = [other for other in names if "." in other]  # the actor is wrong, so a bare name is no suggestion
    suggestion = ("." in name and nearest(name, full)) or nearest(name, names)
    return FormulaError(f"{quoted(name)} is not an option, term or driver here", column=column, suggestion=suggestion)


def _number_for_truth(node: Formula) -> FormulaError:
    reason = "a number where a truth value is needed: compare it, for example 'window >= 0.5'"
    return FormulaError(reason, column=column_of(node))


def _not_linear(right: Formula) -> FormulaError:
    reason = (
        "both sides of this product contain drivers, which enter linearly: "
        "one side must be a number or a 0/1 expression"
    )
    return FormulaError(reason, column=column_of(right))


def _too_deep(node: Formula) -> FormulaError:
    reason = f"the formula is nested more than {NESTING} levels deep once its terms are written out"
    return FormulaError(reason, column=column_of(node))


def _too_long() -> FormulaError:
    return FormulaError(f"the formula has more than {LONGEST} parts once its terms are written out")
