"""Rewrites what a formula says of options in degrees in terms of the acts that their levels are.

An act of an option o in degrees is a level above the lowest, and is named ``o = level``: of levels none, some and heavy
`o >= some` is *some or heavy*, and `o = none` is neither.
"""

from __future__ import annotations

from collections.abc import Mapping

from gmcr.logic import And, Bool, Compare, Degrees, Formula, Iff, Implies, Not, OptionAtom, Or, Symbol

__all__ = ["in_acts"]

Scales = Mapping[str, tuple[str, ...]]


def in_acts(formula: Formula, levels: Scales) -> Formula:
    """A formula, rewritten over acts for wording. ``levels``: full option name → levels, lowest first."""
    if not levels:
        return formula
    match formula:
        case OptionAtom(name) if name in levels:
            return _any(name, levels[name], ">", levels[name][0])
        case OptionAtom() if (comparison := formula.comparison) is not None:
            return in_acts(comparison, levels)
        case Compare(op, OptionAtom(name), Symbol(level)) if name in levels:
            return _any(name, levels[name], op, level)
        case Not(of):
            return Not(in_acts(of, levels))
        case And(items):
            return And(tuple(in_acts(item, levels) for item in items))
        case Or(items):
            return Or(tuple(in_acts(item, levels) for item in items))
        case Implies(premise, conclusion):
            return Implies(in_acts(premise, levels), in_acts(conclusion, levels))
        case Iff(left, right):
            return Iff(in_acts(left, levels), in_acts(right, levels))
    return formula


def _any(option: str, own: tuple[str, ...], op: str, level: str) -> Formula:
    """The formula that the option is at one of the levels that compare so with *level*."""
    place = own.index(level)
    meant = [_compares(k, op, place) for k in range(len(own))]
    if meant[0]:
        rest = [k for k, met in enumerate(meant) if not met]
        return Not(_one_of(option, [own[k] for k in rest])) if rest else Bool(True)
    return _one_of(option, [name for name, met in zip(own, meant, strict=True) if met])


def _compares(k: int, op: str, place: int) -> bool:
    return {
        "<": k < place,
        "<=": k <= place,
        ">": k > place,
        ">=": k >= place,
        "!=": k != place,
    }.get(op, k == place)


def _one_of(option: str, names: list[str]) -> Formula:
    acts = tuple(OptionAtom(Degrees(option, names).at(name)) for name in names)
    return acts[0] if len(acts) == 1 else Or(acts) if acts else Bool(False)
