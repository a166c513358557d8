"""The judge's own reader and evaluator of formulas.

A formula is a tree of tuples: ``("number", Fraction)``, ``("name", text)``, ``("true",)``, ``("false",)``,
``("not", x)``, ``("minus", x)`` and ``(word, left, right)`` for ``and or implies iff``, the six comparisons
and ``+ - *``. Precedence, tightest first: ``*``; ``+ -``; comparisons; ``not``; ``and``; ``or``; ``implies``
(to the right); ``iff``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

__all__ = ["COMPARISONS", "Tree", "compare", "evaluate", "parse", "truth"]

Tree = tuple[Any, ...]
Value = bool | Fraction

COMPARISONS = ("<", "<=", "==", "!=", ">=", ">")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)"
    r"|(?P<sign><->|->|<=|>=|==|!=|[<>()+*-]))"
)


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"cannot read {text!r} at column {place + 1}")
        token = match.group().strip()
        found.append({"->": "implies", "<->": "iff"}.get(token, token))
        place = match.end()
    return found


class _Reader:
    """Recursive descent, one method per level of precedence, loosest first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)

    def next(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self) -> str:
        if not self.tokens:
            raise ValueError(f"{self.text!r} ends too early")
        return self.tokens.pop(0)

    def iff(self) -> Tree:
        left = self.implies()
        while self.next() == "iff":
            self.take()
            left = ("iff", left, self.implies())
        return left

    def implies(self) -> Tree:
        left = self.either()
        if self.next() == "implies":
            self.take()
            return ("implies", left, self.implies())
        return left

    def either(self) -> Tree:
        left = self.both()
        while self.next() == "or":
            self.take()
            left = ("or", left, self.both())
        return left

    def both(self) -> Tree:
        left = self.negation()
        while self.next() == "and":
            self.take()
            left = ("and", left, self.negation())
        return left

    def negation(self) -> Tree:
        if self.next() == "not":
            self.take()
            return ("not", self.negation())
        return self.comparison()

    def comparison(self) -> Tree:
        left = self.sum()
        if self.next() in COMPARISONS:
            sign = self.take()
            left = (sign, left, self.sum())
        return left

    def sum(self) -> Tree:
        left = self.product()
        while self.next() in ("+", "-"):
            sign = self.take()
            left = (sign, left, self.product())
        return left

    def product(self) -> Tree:
        left = self.atom()
        while self.next() == "*":
            self.take()
            left = ("*", left, self.atom())
        return left

    def atom(self) -> Tree:
        token = self.take()
        if token == "(":
            inside = self.iff()
            if self.take() != ")":
                raise ValueError(f"a parenthesis is not closed in {self.text!r}")
            return inside
        if token == "-":
            return ("minus", self.atom())
        if token in ("true", "false"):
            return (token,)
        if token[0].isdigit() or token[0] == ".":
            return ("number", Fraction(token))
        if token[0].isalpha() or token[0] == "_":
            if token in ("not", "and", "or", "implies", "iff"):
                raise ValueError(f"{token!r} is out of place in {self.text!r}")
            return ("name", token)
        raise ValueError(f"{token!r} is out of place in {self.text!r}")


@cache
def parse(text: str) -> Tree:
    """The tree of a formula; ValueError where it cannot be read."""
    reader = _Reader(text)
    tree = reader.iff()
    if reader.tokens:
        raise ValueError(f"{reader.next()!r} is out of place in {text!r}")
    return tree


def compare(sign: str, left: Fraction, right: Fraction) -> bool:
    """One of the six comparisons, exactly."""
    match sign:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case "==":
            return left == right
        case "!=":
            return left != right
        case ">=":
            return left >= right
        case _:
            return left > right


def evaluate(
    tree: Tree, options: Mapping[str, bool], drivers: Mapping[str, Fraction], terms: Mapping[str, Tree]
) -> Value:
    """The value of a formula in one state: a bool, or a Fraction where it is a number."""

    def value(part: Tree) -> Value:
        word = part[0]
        if word == "name":
            name = part[1]
            if name in options:
                return options[name]
            if name in drivers:
                return drivers[name]
            if name in terms:
                return value(terms[name])
            raise ValueError(f"unknown name {name!r}")
        if word == "number":
            return Fraction(part[1])
        if word in ("true", "false"):
            return bool(word == "true")
        if word == "not":
            return not logical(part[1])
        if word == "and":
            return logical(part[1]) and logical(part[2])
        if word == "or":
            return logical(part[1]) or logical(part[2])
        if word == "implies":
            return not logical(part[1]) or logical(part[2])
        if word == "iff":
            return logical(part[1]) == logical(part[2])
        if word == "minus":
            return -number(part[1])
        left, right = number(part[1]), number(part[2])
        if word == "+":
            return left + right
        if word == "-":
            return left - right
        if word == "*":
            return left * right
        return compare(word, left, right)

    def logical(part: Tree) -> bool:
        found = value(part)
        if not isinstance(found, bool):
            raise ValueError(f"a truth value is needed, not the number {part}")
        return found

    def number(part: Tree) -> Fraction:
        return Fraction(value(part))

    return value(tree)


def truth(tree: Tree, options: Mapping[str, bool], drivers: Mapping[str, Fraction], terms: Mapping[str, Tree]) -> bool:
    """The truth of a formula in one state; ValueError if it is a number."""
    found = evaluate(tree, options, drivers, terms)
    if not isinstance(found, bool):
        raise ValueError(f"a truth value is needed, not the number {tree}")
    return found
