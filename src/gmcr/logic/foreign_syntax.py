"""Words that people use in formulas but that belong to another language, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gmcr.base.errors import quoted

__all__ = ["other_wording"]

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
