"""A game by its formulas, where actors rank states: each step of a ranking is a want.

A ranking of k tiers is k - 1 wants, *it is among the best*, *among the best two tiers*, and so on: of two states the
first want in which they differ is the step between them, and the better one meets it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gmcr import Conflict, Ranking
from gmcr.analysis import SymbolicGame
from gmcr.logic import And, Formula, Not, OptionAtom, Or
from gmcr.model import ModelWant, OptionForm, OptionStructure

__all__ = ["MAX_RANKED", "symbolic_of"]

MAX_RANKED = 128
"""The maximum number of states whose rankings are written out as formulas."""


def symbolic_of(conflict: Conflict) -> SymbolicGame:
    """A conflict by its formulas, with rankings of few states as wants. Raises ModelError (graph form, rankings of more
    states), UnknownName."""
    structure = conflict.structure
    ranked = [actor for actor in conflict.actors if isinstance(conflict.preferences[actor], Ranking)]
    if isinstance(structure, OptionStructure) and ranked and 0 < conflict.states.size <= MAX_RANKED:
        conflict = conflict.with_preferences({actor: [*_wants(conflict, structure.form, actor)] for actor in ranked})
    return SymbolicGame.of(conflict)


def _wants(conflict: Conflict, form: OptionForm, actor: str) -> Iterator[ModelWant]:
    ranks, states = conflict.ranks(actor), conflict.states
    for least in range(int(ranks.max()), 1, -1):
        better, worse = states[ranks >= least].tolist(), states[ranks < least].tolist()
        among = _among(form, better) if len(better) <= len(worse) else Not(_among(form, worse))
        yield ModelWant(among, id=f"{actor} {least}")


def _among(form: OptionForm, codes: Iterable[int]) -> Formula:
    """That the state is one of these."""
    return Or(tuple(And(tuple(_literal(name, code >> k & 1) for k, name in enumerate(form.names))) for code in codes))


def _literal(name: str, on: int) -> Formula:
    return OptionAtom(name) if on else Not(OptionAtom(name))
