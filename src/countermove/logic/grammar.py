"""Reading formulas.

Precedence, tightest first: ``-x``; ``*``; ``+ -``; comparisons (not chained); ``not``; ``and``; ``or``;
``implies`` (to the right); ``iff``. ``->`` and ``<->`` are ``implies`` and ``iff``. A name is an identifier
or two of them joined by a dot; keywords are lowercase. Numbers are exact decimals without exponent and become
fractions, never binary floats.

Columns count characters of the text from 1. The scanner is ours, so that what is foreign (``&&``, ``=``,
``AND``) gets an answer in plain words; the grammar is LALR(1), and its parser keeps its stack on the heap, so
that no input can exhaust Python's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from countermove.errors import FormulaError, nearest, quoted
from countermove.logic.tree import (
    And,
    Bool,
    Compare,
    Comparison,
    Difference,
    Formula,
    Iff,
    Implies,
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

if TYPE_CHECKING:
    from lark import Lark, Token

__all__ = ["KEYWORDS", "LONGEST", "NESTING", "parse"]

KEYWORDS = ("and", "false", "iff", "implies", "not", "or", "true")
"""Words that cannot be bare names."""

LONGEST = 100_000
"""The most characters in one formula."""

NESTING = 200
"""The most levels in one formula, as written and again once its terms are written out."""

_DIGITS = 100  # in one number: beyond any judgement, and short of what makes integers slow
_SMALLEST = 1e-80  # with a float's 17 digits this still prints within _DIGITS

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

_WORDS = {word: f"_{word.upper()}" for word in KEYWORDS} | {"true": "TRUE", "false": "FALSE"}
_SIGNS = {
    "->": "_IMPLIES",
    "<->": "_IFF",
    "(": "_OPEN",
    ")": "_CLOSE",
    "+": "_PLUS",
    "-": "_MINUS",
    "*": "_TIMES",
}
_SIGNS |= dict.fromkeys(("<", "<=", "==", "!=", ">=", ">"), "CMP")

# What other notations write, and what it is called here (None: there is no such thing).
_FOREIGN: dict[str, str | None] = {
    "&": "and",
    "&&": "and",
    "∧": "and",
    "|": "or",
    "||": "or",
    "∨": "or",
    "!": "not",
    "~": "not",
    "¬": "not",
    "=": "==",
    "===": "==",
    "<>": "!=",
    "≠": "!=",
    "=<": "<=",
    "≤": "<=",
    "≥": ">=",
    "=>": "implies",
    "⇒": "implies",
    "→": "implies",
    "<=>": "iff",
    "⇔": "iff",
    "↔": "iff",
    "−": "-",
    "–": "-",
    "×": "*",
    "·": "*",
    "**": None,
    "^": None,
    "/": None,
    "÷": None,
    "%": None,
}
_MISSING = {"**": "powers", "^": "powers", "/": "division", "÷": "division", "%": "percentages"}


def _any_of(signs: list[str]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


_SCAN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?![\w.]))
    | (?P<bad_number>\.?[0-9][\w.]*)
    | (?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)?(?![\w.]))
    | (?P<bad_name>[^\W\d][\w.]*)
    | (?P<sign>{_any_of([*_FOREIGN, *_SIGNS])})
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class _Piece(NamedTuple):
    """One token: its terminal in the grammar, what was written, and where (from 0)."""

    terminal: str
    text: str
    start: int


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
    from lark.exceptions import UnexpectedToken

    try:
        formula = cast(Formula, _parser().parse(text))
    except UnexpectedToken as unexpected:
        raise _explain(text, unexpected.token) from None
    _check_nesting(text, formula)
    return formula


# --- the scanner


def _scan(text: str) -> Iterator[_Piece]:
    """The tokens of a text; raises where something is written that no formula contains, or where it nests too
    deeply."""
    open_parentheses = prefixes = 0
    for found in _SCAN.finditer(text):
        written, start, kind = found.group(), found.start(), found.lastgroup
        if kind == "space":
            continue
        if kind == "number" and len(written.lstrip("0")) <= _DIGITS:
            terminal = "NUMBER"
        elif kind == "name":
            terminal = _WORDS.get(written, "NAME")
            if terminal == "NAME" and written.lower() in _WORDS:
                raise _error(text, start, f"{quoted(written)}: keywords are written in lowercase", written.lower())
        elif kind == "sign" and written in _SIGNS:
            terminal = _SIGNS[written]
        else:
            raise _foreign(text, start, written, kind)
        if terminal == "_OPEN":
            open_parentheses += 1
        elif terminal == "_CLOSE":
            open_parentheses -= 1
        prefixes = prefixes + 1 if terminal in ("_NOT", "_MINUS") else 0
        if open_parentheses + prefixes > NESTING:
            raise _too_deep(text, start)
        yield _Piece(terminal, written, start)


def _foreign(text: str, start: int, written: str, kind: str | None) -> FormulaError:
    if kind == "number":
        return _error(text, start, f"a number with more than {_DIGITS} digits is not read")
    if kind == "bad_number":
        return _error(text, start, f"{quoted(written)} is not a number: write a decimal such as 0.25")
    if kind == "bad_name":
        return _error(text, start, f"{quoted(written)} is not a name: a name is written option or actor.option")
    if kind == "sign":
        if meant := _FOREIGN[written]:
            note = " ('at least' is written >=)" if written == "=>" else ""
            return _error(text, start, f"{quoted(written)} is not used in formulas{note}", meant)
        return _error(
            text, start, f"{quoted(written)}: formulas have no {_MISSING[written]}; multiply by a decimal instead"
        )
    return _error(text, start, f"{quoted(written)} has no place in a formula")


def _error(text: str, start: int, reason: str, suggestion: str | None = None) -> FormulaError:
    return FormulaError(reason, text=text, column=start + 1, suggestion=suggestion)


def _too_deep(text: str, start: int) -> FormulaError:
    reason = f"the formula is nested more than {NESTING} levels deep: name its parts as terms or write it flatter"
    return _error(text, start, reason)


def _check_nesting(text: str, formula: Formula) -> None:
    """Refuse trees that recursion should not walk: chains of ``implies`` or ``+`` nest without
    parentheses."""
    level = [formula]
    for _ in range(NESTING):
        level = [part for node in level for part in children(node)]
        if not level:
            return
    raise _too_deep(text, column_of(level[0]) - 1)


# --- what went wrong, in words

_OPERANDS = frozenset({"NAME", "NUMBER", "TRUE", "FALSE"})
_BEGINS = _OPERANDS | {"_OPEN", "_NOT"}
_OPERATOR = "an operator (and, or, implies, iff, a comparison, + - *)"
_OPERAND = "a name, a number, 'not' or '('"


def _explain(text: str, token: Token) -> FormulaError:
    """The error for the first token that the grammar cannot place (``$END`` for the end of the text)."""
    pieces = list(_scan(text))
    at_end = token.type == "$END"
    index = len(pieces) if at_end else next(i for i, p in enumerate(pieces) if p.start == token.start_pos)
    for piece in pieces[: index + 1]:  # a word of English that stands where a name could
        if piece.terminal == "NAME" and (reason := other_wording(piece.text)):
            return _error(text, piece.start, reason)
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
    return _error(text, piece.start, reason)


def _explain_end(text: str, pieces: list[_Piece], complete: bool) -> FormulaError:
    if not complete:
        return _error(
            text,
            len(text.rstrip()),
            f"the formula ends after {quoted(pieces[-1].text)}, where {_OPERAND} is expected",
        )
    unclosed: list[_Piece] = []
    for piece in pieces:
        if piece.terminal == "_OPEN":
            unclosed.append(piece)
        elif piece.terminal == "_CLOSE":
            unclosed.pop()
    return _error(text, unclosed[-1].start, "this '(' is never closed: add ')'")


def _explain_operator(text: str, before: _Piece, piece: _Piece) -> FormulaError:
    """Something complete is followed by *piece*, which does not go on from there."""
    if piece.terminal == "CMP":
        reason = f"comparisons cannot be chained at {quoted(piece.text)}: write 'a < b and b < c' for 'a < b < c'"
        return _error(text, piece.start, reason)
    if piece.terminal == "_CLOSE":
        return _error(text, piece.start, "this ')' has no '(' before it")
    for word in (before, piece):  # a misspelt keyword reads as a name beside something else
        if word.terminal == "NAME" and (meant := nearest(word.text, KEYWORDS)):
            return _error(text, word.start, f"{quoted(word.text)} is not an operator", meant)
    return _error(text, piece.start, f"{_OPERATOR} is missing before {quoted(piece.text)}")


# --- the parser


class _Builder:
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
        return Difference(parts[0], parts[1])

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
    """The parser, built once; only here is the library needed, which takes longer to load than the rest of
    the package."""
    from lark import Lark, Token
    from lark.lexer import Lexer

    class Scanner(Lexer):
        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, text: Any, parser_state: Any = None) -> Iterator[Token]:
            return (Token(piece.terminal, piece.text, piece.start) for piece in _scan(text))

    return Lark(_GRAMMAR, parser="lalr", lexer=Scanner, transformer=cast(Any, _Builder()))
