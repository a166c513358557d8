"""Reading formulas.

Precedence, tightest first: ``-x``; ``*``; ``+ -``; comparisons (not chained; between two names, an option and its level,
also ``=``); ``not``; ``and``; ``or``;
``implies`` (to the right); ``iff``. ``->`` and ``<->`` are ``implies`` and ``iff``. A name is an identifier
or two of them joined by a dot; keywords are lowercase. Numbers are exact decimals without exponent and become
fractions, never binary floats.

Columns count characters of the text from 1. As a grammar, over the terminals of ``logic.scanning``::

    iff:        implies | iff IFF implies
    implies:    or | or IMPLIES implies
    or:         and (OR and)*
    and:        not (AND not)*
    not:        comparison | NOT not
    comparison: sum | sum CMP sum
    sum:        product | sum PLUS product | sum MINUS product
    product:    factor | product TIMES factor
    factor:     NUMBER | signed
    signed:     atom | MINUS NUMBER | MINUS signed
    atom:       NAME | TRUE | FALSE | OPEN iff CLOSE

It is read by the precedence of its operators, with two stacks of our own, so that no input can exhaust Python's (Dijkstra 1961,
the shunting-yard algorithm). Tests read the grammar as it stands here with lark, and compare.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import cast

from countermove.errors import FormulaError, nearest, quoted
from countermove.logic.scanning import KEYWORDS, NESTING, Piece, error_at, scan, too_deep
from countermove.logic.tree import (
    And,
    Bool,
    Compare,
    Comparison,
    Formula,
    Iff,
    Implies,
    Minus,
    Negative,
    Not,
    Number,
    Or,
    Product,
    Sum,
    Symbol,
    children,
    column_of,
)
from countermove.logic.wording import other_wording

__all__ = ["LONGEST", "parse"]

LONGEST = 100_000
"""The most characters in one formula."""

_SMALLEST = 1e-80  # with a float's 17 digits this still prints within the digits that are read


def parse(text: str | bool | int | float) -> Formula:
    """Read a formula; names come out as :class:`~countermove.logic.tree.Symbol`.

    YAML's ``true``, ``false`` and numbers may come in as Python values: a float is read as its shortest
    decimal. Raises :class:`~countermove.errors.FormulaError` with the column (from 1) and what was expected.
    A formula has at most ``LONGEST`` characters and ``NESTING`` levels.
    """
    match text:
        case str():
            return _read(text)
        case bool():
            return Bool(text)
        case int() | float() if text == 0 or _SMALLEST < abs(text) < 1 / _SMALLEST:
            return Number(Fraction(text) if isinstance(text, int) else Fraction(float.__repr__(text)))
        case int() | float():
            raise FormulaError(f"a number is 0 or between {_SMALLEST} and {1 / _SMALLEST} in size, with either sign")
        case _:
            raise FormulaError(f"a formula is a text, a truth value or a number, not {type(text).__name__}")


@lru_cache(maxsize=2048)
def _read(text: str) -> Formula:
    if len(text) > LONGEST:
        raise FormulaError(f"a formula of {len(text)} characters is too long: at most {LONGEST} are read")
    if not text.strip():
        raise FormulaError("the formula is empty: write true where nothing is asked")
    pieces = list(scan(text))
    parser = _Parser()
    for index, piece in enumerate(pieces):
        if not parser.takes(piece):
            raise _explain(text, pieces, index)
    formula = parser.end()
    if formula is None:
        raise _explain(text, pieces, len(pieces))
    _check_nesting(text, formula)
    return formula


def _check_nesting(text: str, formula: Formula) -> None:
    """Refuse trees that recursion should not walk: chains of ``implies`` or ``+`` nest without
    parentheses."""
    level = [formula]
    for _ in range(NESTING):
        level = [part for node in level for part in children(node)]
        if not level:
            return
    raise too_deep(text, column_of(level[0]) - 1)


# --- what went wrong, in words

_OPERANDS = frozenset({"NAME", "NUMBER", "TRUE", "FALSE"})
_BEGINS = _OPERANDS | {"_OPEN", "_NOT"}
_OPERATOR = "an operator (and, or, implies, iff, a comparison, + - *)"
_OPERAND = "a name, a number, 'not' or '('"


def _explain(text: str, pieces: list[Piece], index: int) -> FormulaError:
    """The error for the first token that the grammar cannot place; the end of the text lies behind the last."""
    at_end = index == len(pieces)
    for piece in pieces[: index + 1]:  # a word of English that stands where a name could
        if piece.terminal == "NAME" and (reason := other_wording(piece.text)):
            return error_at(text, piece.start, reason)
    before = pieces[index - 1] if index else None
    complete = before is not None and (before.terminal in _OPERANDS or before.terminal == "_CLOSE")
    if at_end:
        return _explain_end(text, pieces, complete)
    piece = pieces[index]
    if complete and before is not None:
        return _explain_operator(text, before, piece)
    if piece.terminal == "_NOT" and before is not None:
        reason = (
            f"'not' after {quoted(before.text)} needs parentheses: 'not' binds more loosely than {quoted(before.text)}"
        )
    elif piece.terminal == "_CLOSE" and before is not None and before.terminal == "_OPEN":
        reason = "there is nothing between the parentheses"
    else:
        after = f" after {quoted(before.text)}" if before else ""
        reason = f"{_OPERAND} is expected{after}, not {quoted(piece.text)}"
    return error_at(text, piece.start, reason)


def _explain_end(text: str, pieces: list[Piece], complete: bool) -> FormulaError:
    if not complete:
        return error_at(
            text,
            len(text.rstrip()),
            f"the formula ends after {quoted(pieces[-1].text)}, where {_OPERAND} is expected",
        )
    unclosed: list[Piece] = []
    for piece in pieces:
        if piece.terminal == "_OPEN":
            unclosed.append(piece)
        elif piece.terminal == "_CLOSE":
            unclosed.pop()
    return error_at(text, unclosed[-1].start, "this '(' is never closed: add ')'")


def _explain_operator(text: str, before: Piece, piece: Piece) -> FormulaError:
    """Something complete is followed by *piece*, which does not go on from there."""
    if piece.terminal == "CMP":
        reason = f"comparisons cannot be chained at {quoted(piece.text)}: write 'a < b and b < c' for 'a < b < c'"
        return error_at(text, piece.start, reason)
    if piece.terminal == "_CLOSE":
        return error_at(text, piece.start, "this ')' has no '(' before it")
    for word in (before, piece):  # a misspelt keyword reads as a name beside something else
        if word.terminal == "NAME" and (meant := nearest(word.text, KEYWORDS)):
            return error_at(text, word.start, f"{quoted(word.text)} is not an operator", meant)
    return error_at(text, piece.start, f"{_OPERATOR} is missing before {quoted(piece.text)}")


# --- the parser

_TIGHTNESS = {
    "_IFF": 1,
    "_IMPLIES": 2,
    "_OR": 3,
    "_AND": 4,
    "_NOT": 5,
    "CMP": 6,
    "_PLUS": 7,
    "_MINUS": 7,
    "_TIMES": 8,
    "SIGN": 9,
}
"""Operators, the tightest last. ``SIGN``: a minus before what it belongs to."""

_BEFORE_NOT = frozenset({"", "_OPEN", "_IFF", "_IMPLIES", "_OR", "_AND", "_NOT"})
"""After what ``not`` may stand ("": at the beginning); elsewhere it binds too loosely."""

_BUILT: dict[str, Callable[[Formula, Formula], Formula]] = {
    "_IFF": Iff,
    "_IMPLIES": Implies,
    "_PLUS": Sum,
    "_MINUS": Minus,
    "_TIMES": Product,
}


class _Parser:
    """Takes tokens one after another, and knows for each whether it can stand there. Operators wait until one comes that is not
    tighter."""

    def __init__(self) -> None:
        self._values: list[Formula] = []
        self._waiting: list[Piece] = []
        self._before = ""
        self._complete = False  # whether what was taken last ends an operand

    def takes(self, piece: Piece) -> bool:
        """Whether a token goes on from what was taken; then it is taken."""
        taken = self._operator(piece) if self._complete else self._operand(piece)
        self._before = piece.terminal
        return taken

    def end(self) -> Formula | None:
        """The formula; None where it is not complete."""
        if not self._complete:
            return None
        self._build(0)
        return None if self._waiting else self._values[0]

    def _operand(self, piece: Piece) -> bool:
        match piece.terminal:
            case "NAME":
                self._values.append(Symbol(piece.text, piece.start + 1))
            case "NUMBER":
                size = Fraction(piece.text)
                if signed := self._top() == "SIGN" and self._before == "_MINUS":
                    self._waiting.pop()
                self._values.append(Number(-size if signed else size, piece.start + 1))
            case "TRUE" | "FALSE":
                self._values.append(Bool(piece.terminal == "TRUE"))
            case "_MINUS":
                self._waiting.append(piece._replace(terminal="SIGN"))
                return True
            case "_NOT" if self._before in _BEFORE_NOT:
                self._waiting.append(piece)
                return True
            case "_OPEN":
                self._waiting.append(piece)
                return True
            case _:
                return False
        self._complete = True
        return True

    def _operator(self, piece: Piece) -> bool:
        if piece.terminal == "_CLOSE":
            self._build(0)
            if self._waiting:
                self._waiting.pop()
                return True
            return False
        tightness = _TIGHTNESS.get(piece.terminal)
        if tightness is None or piece.terminal == "_NOT":
            return False
        # What binds as tightly is built first where it groups to the left; `and` and `or` have all their parts at once.
        self._build(tightness if piece.terminal in ("_IMPLIES", "_AND", "_OR", "CMP") else tightness - 1)
        if piece.terminal == self._top() == "CMP":
            return False
        self._waiting.append(piece)
        self._complete = False
        return True

    def _top(self) -> str:
        return self._waiting[-1].terminal if self._waiting else ""

    def _build(self, above: int) -> None:
        """Build what waits since the last parenthesis and is tighter than that."""
        while _TIGHTNESS.get(self._top(), 0) > above:
            operator = self._waiting.pop()
            match operator.terminal:
                case "_NOT":
                    self._values.append(Not(self._values.pop()))
                case "SIGN":
                    self._values.append(Negative(self._values.pop()))
                case "_AND" | "_OR":
                    self._values.append(self._joined(operator.terminal))
                case terminal:
                    left, right = self._taken(2)
                    if terminal == "CMP":
                        self._values.append(Compare(cast(Comparison, operator.text), left, right))
                    else:
                        self._values.append(_BUILT[terminal](left, right))

    def _joined(self, terminal: str) -> Formula:
        """All parts of one ``and`` or ``or``, the last operator of which was taken."""
        count = 2
        while self._top() == terminal:
            self._waiting.pop()
            count += 1
        parts = tuple(self._taken(count))
        return And(parts) if terminal == "_AND" else Or(parts)

    def _taken(self, count: int) -> Sequence[Formula]:
        """The last values, which are there no more."""
        parts = self._values[-count:]
        del self._values[-count:]
        return parts
