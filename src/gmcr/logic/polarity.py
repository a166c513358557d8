"""In which direction a formula names options: whether it asks for acts, or denies them."""

from __future__ import annotations

from collections.abc import Iterator

from gmcr.logic.names import options_in
from gmcr.logic.tree import And, Formula, Implies, Not, OptionAtom, Or

__all__ = ["only_denies"]


def only_denies(formula: Formula) -> bool:
    """Whether a resolved formula names options, each only as one that is not on: with negations moved inwards each has one."""
    return set(_signs(formula, True)) == {False}


def _signs(node: Formula, sign: bool) -> Iterator[bool]:
    """For every mention of an option whether it is asked for (True) or denied; both where the formula is no such."""
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
        case _ if options_in(node):
            yield from (True, False)
