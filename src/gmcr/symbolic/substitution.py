"""Formulas where some options are known and the others open: constants are substituted, and the remainder becomes
clauses.

In this way one query covers all states in which an actor could make a move, or all improvements that a path may deter.
"""

from __future__ import annotations

from gmcr.logic import Bool, Formula
from gmcr.symbolic.moves import Encoded, Gates

__all__ = ["PartialState"]


class PartialState:
    """States that agree with *code* in the options of *mask*; ``there``: whether the other options are those of the
    copy there."""

    def __init__(self, encoded: Encoded, gates: Gates, code: int, mask: int, *, there: bool = False) -> None:
        self.encoded, self.gates, self.code, self.there = encoded, gates, code, there
        names = encoded.game.form.names
        self.known = {name: Bool(code >> k & 1 == 1) for k, name in enumerate(names) if mask >> k & 1}

    def literal(self, formula: Formula) -> int:
        """The literal for: a formula over options is true."""
        game, code = self.encoded.game, self.encoded
        mentioned = game.options_of(formula)
        if mentioned <= self.known.keys():
            return self.gates.true if game.holds(formula, self.code) else -self.gates.true
        if mentioned.isdisjoint(self.known) and formula in code.meaning[self.there]:
            return code.meaning[self.there][formula]
        left = formula.replaced(lambda node: self.known.get(getattr(node, "name", "")))
        return self.gates.formula(left, code.options[self.there])

    def meets(self, actor: str) -> list[int]:
        """For each want of an actor, the literal for: it is met."""
        return [self.literal(want) for want in self.encoded.game.wants[actor]]

    def feasible(self, actor: str) -> list[int]:
        """Literals that together say that no rule that mentions an actor's options excludes the states."""
        game = self.encoded.game
        return [-self.literal(rule) for rule in game.never if not game.owned[actor].isdisjoint(game.options_of(rule))]

    def needed(self, actor: str, to: int) -> list[int]:
        """Literals that together say that the needs of all options hold that an actor, whose own options are known,
        switches on to reach *to*."""
        form = self.encoded.game.form
        switched = [form.options[k] for k in range(*form.span[actor]) if to >> k & ~self.code >> k & 1]
        return [self.literal(option.needs) for option in switched if option.needs is not None]

    def may(self, actor: str) -> list[int]:
        """Literals that together say that an actor may set its own options, which are known, as they are here: the move
        is legal and leads to a feasible state."""
        form, here = self.encoded.game.form, self.encoded.options[0]
        parts = self.feasible(actor)
        for option in form.options[slice(*form.span[actor])]:
            was, on = here[option.full_name], self.known[option.full_name].value
            if option.one_way == ("back" if on else "forward"):
                parts.append(was if on else -was)
            if on and option.needs is not None:
                parts.append(self.gates.any([was, self.gates.formula(option.needs, here)]))
        return parts
