"""What formulas say where some options are known and the others open: constants are put in, and what is left becomes clauses.

So all states at once are asked what an actor could do there, and all improvements at once whether a path deters them.
"""

from __future__ import annotations

from gmcr.logic import Bool, Formula
from gmcr.symbolic.moves import Encoded, Gates

__all__ = ["Supposed"]


class Supposed:
    """States that are like *code* in the options of *mask*; ``there``: of which copy the other options are."""

    def __init__(self, encoded: Encoded, gates: Gates, code: int, mask: int, *, there: bool = False) -> None:
        self.encoded, self.gates, self.code, self.there = encoded, gates, code, there
        names = encoded.game.form.names
        self.known = {name: Bool(code >> k & 1 == 1) for k, name in enumerate(names) if mask >> k & 1}

    def literal(self, formula: Formula) -> int:
        """Where a formula over options is true."""
        game, code = self.encoded.game, self.encoded
        mentioned = game.options_of(formula)
        if mentioned <= self.known.keys():
            return self.gates.true if game.holds(formula, self.code) else -self.gates.true
        if mentioned.isdisjoint(self.known) and formula in code.meaning[self.there]:
            return code.meaning[self.there][formula]
        left = formula.replaced(lambda node: self.known.get(getattr(node, "name", "")))
        return self.gates.formula(left, code.options[self.there])

    def meets(self, actor: str) -> list[int]:
        """Where each want of an actor is met."""
        return [self.literal(want) for want in self.encoded.game.wants[actor]]

    def feasible(self, actor: str) -> list[int]:
        """Where no rule excludes them that mentions options of an actor."""
        game = self.encoded.game
        return [-self.literal(rule) for rule in game.never if not game.owned[actor].isdisjoint(game.options_of(rule))]

    def needed(self, actor: str, to: int) -> list[int]:
        """Where options need nothing more that an actor, its own being known, switches on to have them as in *to*."""
        form = self.encoded.game.form
        switched = [form.options[k] for k in range(*form.span[actor]) if to >> k & ~self.code >> k & 1]
        return [self.literal(option.needs) for option in switched if option.needs is not None]

    def may(self, actor: str) -> list[int]:
        """Where an actor may set its options, which are those known, as they are set here: the move is legal and leads to a
        feasible state."""
        form, here = self.encoded.game.form, self.encoded.options[0]
        parts = self.feasible(actor)
        for option in form.options[slice(*form.span[actor])]:
            was, on = here[option.full_name], self.known[option.full_name].value
            if option.one_way == ("back" if on else "forward"):
                parts.append(was if on else -was)
            if on and option.needs is not None:
                parts.append(self.gates.any([was, self.gates.formula(option.needs, here)]))
        return parts
