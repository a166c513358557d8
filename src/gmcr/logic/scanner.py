"""The scanner of formulas, which also answers in plain words when a text uses another notation (``&&``, ``=``,
``AND``).

Words that people use in formulas but that belong to another language, and what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from gmcr.base.errors import FormulaError, quoted

__all__ = ["KEYWORDS", "NESTING", "Piece", "error_at", "other_wording", "scan", "too_deep"]


_IF = "write 'a implies b' for 'if a then b' and for 'b if a'"
_WHEN = "write 'a implies b' for 'b when a'; when a want counts is said by its `while`"
_UNLESS = "write 'not a implies b' for 'b unless a'"
_SURE = "leave it out; how sure a want is is said by its `certainty`, how likely a forecast is by its `chance`"
_OUGHT = "leave it out: a formula says what is so; who wants it follows from the list of wants that it is in"
_EITHER = "write 'a or b' for at least one of them, 'not (a iff b)' for exactly one"
_NEITHER = "write 'not a and not b' for 'neither a nor b'"
_NOT = "write 'not a'"
_SO = "leave it out: a name alone says that it is so, 'not' before it that it is not"

_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("if", "then", "else"), _IF),
        **dict.fromkeys(("when", "whenever", "while", "once", "until", "after", "before"), _WHEN),
        **dict.fromkeys(("unless", "except"), _UNLESS),
        **dict.fromkeys(
            ("probably", "likely", "unlikely", "perhaps", "maybe", "possibly", "surely", "certainly", "hardly"), _SURE
        ),
        **dict.fromkeys(("should", "must", "shall", "ought", "wants", "may", "might", "can", "could", "will", "would"), _OUGHT),
        "only": "write 'a implies b' for 'a only if b'",
        "but": "write 'and'",
        "both": "write 'a and b'",
        **dict.fromkeys(("either", "xor"), _EITHER),
        **dict.fromkeys(("neither", "nor"), _NEITHER),
        **dict.fromkeys(("no", "never", "without"), _NOT),
        **dict.fromkeys(("is", "are", "does", "do"), _SO),
    }
)  # fmt: skip


def other_wording(word: str) -> str | None:
    """Return what to write instead of a word that formulas do not have.

    Parameters
    ----------
    word : str
        A word, in upper or lower case.

    Returns
    -------
    str or None
        The reason, without a full stop; None for a word about which nothing is known.

    Examples
    --------
    >>> from gmcr.logic import other_wording
    >>> other_wording("unless")
    "formulas have no 'unless': write 'not a implies b' for 'b unless a'"
    """
    instead = _INSTEAD.get(word.lower())
    return None if instead is None else f"formulas have no {quoted(word)}: {instead}"


KEYWORDS = ("and", "false", "iff", "implies", "not", "or", "true")
"""Words that cannot be bare names."""

NESTING = 200
"""The maximum number of levels in one formula, both as written and once its terms are expanded."""

_DIGITS = 100  # in one number: enough for any judgement, and too few to make integers slow

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

# Signs of other notations → the sign to write here (None: formulas have no such thing).
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
_LEVEL_FOLLOWS = re.compile(r"\s*[^\W\d]\w*")


class Piece(NamedTuple):
    """One token: its terminal in the grammar, its text, and its position (from 0)."""

    terminal: str
    text: str
    start: int


def scan(text: str) -> Iterator[Piece]:
    """The tokens of a text. Raises FormulaError for text that occurs in no formula, and for nesting that is too
    deep."""
    open_parentheses = prefixes = 0
    before = ""
    for match in _SCAN.finditer(text):
        written, start, kind = match.group(), match.start(), match.lastgroup
        if kind == "space":
            continue
        if kind == "number" and len(written.lstrip("0")) <= _DIGITS:
            terminal = "NUMBER"
        elif kind == "name":
            terminal = _WORDS.get(written, "NAME")
            if terminal == "NAME" and written.lower() in _WORDS:
                raise error_at(text, start, f"{quoted(written)}: keywords are written in lowercase", written.lower())
        elif kind == "sign" and written in _SIGNS:
            terminal = _SIGNS[written]
        elif written == "=" and before == "NAME" and _LEVEL_FOLLOWS.match(text, match.end()):
            terminal = "CMP"
        else:
            raise _foreign(text, start, written, kind)
        if terminal == "_OPEN":
            open_parentheses += 1
        elif terminal == "_CLOSE":
            open_parentheses -= 1
        prefixes = prefixes + 1 if terminal in ("_NOT", "_MINUS") else 0
        if open_parentheses + prefixes > NESTING:
            raise too_deep(text, start)
        before = terminal
        yield Piece(terminal, written, start)


def _foreign(text: str, start: int, written: str, kind: str | None) -> FormulaError:
    if kind == "number":
        return error_at(text, start, f"a number with more than {_DIGITS} digits is not read")
    if kind == "bad_number":
        return error_at(text, start, f"{quoted(written)} is not a number: write a decimal such as 0.25")
    if kind == "bad_name":
        return error_at(text, start, f"{quoted(written)} is not a name: a name is written option or actor.option")
    if kind == "sign":
        if sign := _FOREIGN[written]:
            note = " ('at least' is written >=)" if written == "=>" else ""
            return error_at(text, start, f"{quoted(written)} is not used in formulas{note}", sign)
        return error_at(
            text, start, f"{quoted(written)}: formulas have no {_MISSING[written]}; multiply by a decimal instead"
        )
    return error_at(text, start, f"{quoted(written)} has no place in a formula")


def error_at(text: str, start: int, reason: str, suggestion: str | None = None) -> FormulaError:
    """The error at a position of a text (from 0)."""
    return FormulaError(reason, text=text, column=start + 1, suggestion=suggestion)


def too_deep(text: str, start: int) -> FormulaError:
    """The error where a formula nests too deeply."""
    reason = f"the formula is nested more than {NESTING} levels deep: name its parts as terms or write it flatter"
    return error_at(text, start, reason)
