"""The parser of formulas.

Precedence, tightest first: ``-x``; ``*``; ``+ -``; comparisons (not chained; between an option and one of its levels
also ``=``); ``not``; ``and``; ``or``; ``implies`` (right-associative); ``iff``. ``->`` and ``<->`` are ``implies`` and
``iff``. A name is an identifier, or two joined by a dot; keywords are lowercase. Numbers are exact decimals without
exponent and become fractions, never binary floats.

Columns count characters of the text from 1. The scanner is our own (``logic.scanner``); the grammar is LALR(1), and its
parser keeps its stack on the heap, so that no input can exhaust Python's.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from gmcr.base.errors import FormulaError, nearest, quoted
from gmcr.logic.scanner import KEYWORDS, NESTING, Piece, error_at, other_wording, scan, too_deep
from gmcr.logic.tree import (
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

if TYPE_CHECKING:
    from lark import Lark, Token

__all__ = ["LONGEST", "parse"]

LONGEST = 100_000
"""The maximum number of characters in one formula."""

_SMALLEST = 1e-80  # a float of this size, with its 17 digits, still prints within the digits that are read

_GRAMMAR = r"""
?start: iff
?iff: implies | iff _IFF implies
?implies: or_ | or_ _IMPLIES implies
?or_: and_ (_OR and_)*
?and_: not_ (_AND not_)*
?not_: comparison | _NOT not_ -> negation
?comparison: sum | sum CMP sum
?sum: product | sum _PLUS product | sum _MINUS product -> difference
?product: factor | product _TIMES factor
?factor: number | signed
?signed: atom | _MINUS NUMBER -> minus_number | _MINUS signed -> minus
?atom: NAME -> name | TRUE -> true | FALSE -> false | _OPEN iff _CLOSE
number: NUMBER
%declare _IFF _IMPLIES _OR _AND _NOT CMP _PLUS _MINUS _TIMES NUMBER NAME TRUE FALSE _OPEN _CLOSE
"""


def parse(text: str | bool | int | float) -> Formula:
    """Parse a formula.

    Parameters
    ----------
    text : str, bool, int or float
        The formula, of at most 100,000 characters and 200 levels. YAML's ``true``, ``false`` and numbers may come as
        Python values; a float is read as its shortest decimal.

    Returns
    -------
    Formula
        The tree, in which every name is a ``Symbol``.

    Raises
    ------
    FormulaError
        If it is not a formula; the error has the column (from 1) and what was expected.

    See Also
    --------
    Vocabulary.resolve : Replace names by what they mean.

    Examples
    --------
    >>> from gmcr.logic import parse
    >>> parse("run and not pay")
    And(items=(Symbol(name='run', column=1), Not(of=Symbol(name='pay', column=13))))
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
    from lark.exceptions import UnexpectedToken

    try:
        formula = cast(Formula, _parser().parse(text))
    except UnexpectedToken as unexpected:
        raise _explain(text, unexpected.token) from None
    _check_nesting(text, formula)
    return formula


def _check_nesting(text: str, formula: Formula) -> None:
    """Reject trees too deep to recurse through: chains of ``implies`` or ``+`` nest without parentheses."""
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


def _explain(text: str, token: Token) -> FormulaError:
    """The error for the first token that the grammar cannot place (``$END`` for the end of the text)."""
    pieces = list(scan(text))
    at_end = token.type == "$END"
    index = len(pieces) if at_end else next(i for i, p in enumerate(pieces) if p.start == token.start_pos)
    for piece in pieces[: index + 1]:  # an English word in the place of a name
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
    """The error where *piece* cannot follow a complete operand."""
    if piece.terminal == "CMP":
        reason = f"comparisons cannot be chained at {quoted(piece.text)}: write 'a < b and b < c' for 'a < b < c'"
        return error_at(text, piece.start, reason)
    if piece.terminal == "_CLOSE":
        return error_at(text, piece.start, "this ')' has no '(' before it")
    for word in (before, piece):  # a misspelt keyword reads as a name next to another operand
        if word.terminal == "NAME" and (keyword := nearest(word.text, KEYWORDS)):
            return error_at(text, word.start, f"{quoted(word.text)} is not an operator", keyword)
    return error_at(text, piece.start, f"{_OPERATOR} is missing before {quoted(piece.text)}")


# --- the parser


class _TreeBuilder:
    """What each rule of the grammar builds from the values of its parts."""

    def name(self, parts: list[Token]) -> Formula:
        return Symbol(str(parts[0]), _column(parts[0]))

    def number(self, parts: list[Token]) -> Formula:
        return Number(Fraction(str(parts[0])), _column(parts[0]))

    def minus_number(self, parts: list[Token]) -> Formula:
        return Number(-Fraction(str(parts[0])), _column(parts[0]))

    def true(self, _parts: list[Token]) -> Formula:
        return Bool(True)

    def false(self, _parts: list[Token]) -> Formula:
        return Bool(False)

    def minus(self, parts: list[Formula]) -> Formula:
        return Negative(parts[0])

    def product(self, parts: list[Formula]) -> Formula:
        return Product(parts[0], parts[1])

    def sum(self, parts: list[Formula]) -> Formula:
        return Sum(parts[0], parts[1])

    def difference(self, parts: list[Formula]) -> Formula:
        return Minus(parts[0], parts[1])

    def comparison(self, parts: list[Any]) -> Formula:
        return Compare(cast(Comparison, str(parts[1])), parts[0], parts[2])

    def negation(self, parts: list[Formula]) -> Formula:
        return Not(parts[0])

    def and_(self, parts: list[Formula]) -> Formula:
        return And(tuple(parts))

    def or_(self, parts: list[Formula]) -> Formula:
        return Or(tuple(parts))

    def implies(self, parts: list[Formula]) -> Formula:
        return Implies(parts[0], parts[1])

    def iff(self, parts: list[Formula]) -> Formula:
        return Iff(parts[0], parts[1])


def _column(token: Token) -> int:
    return (token.start_pos or 0) + 1


@lru_cache(maxsize=1)
def _parser() -> Lark:
    """The parser, built once; only here is its library imported, which takes longer to load than the rest of the
    package."""
    from lark import Lark, Token
    from lark.lexer import Lexer

    class Scanner(Lexer):
        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, text: Any, parser_state: Any = None) -> Iterator[Token]:
            return (Token(piece.terminal, piece.text, piece.start) for piece in scan(text))

    return Lark(_GRAMMAR, parser="lalr", lexer=Scanner, transformer=cast(Any, _TreeBuilder()))
