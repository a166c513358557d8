"""States and moves evaluated literally by their definitions: one at a time, or all moves of an actor with few
options."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from gmcr.logic import Formula, truth
from gmcr.model import ModelOption
from gmcr.symbolic.game import SymbolicGame

__all__ = ["DirectEvaluation"]


class DirectEvaluation:
    """A game whose single states are evaluated."""

    def __init__(self, game: SymbolicGame) -> None:
        self.game, self.form = game, game.form
        self.own: Mapping[str, list[tuple[int, ModelOption]]] = {
            actor: [(bit, option) for bit, option in enumerate(game.form.options) if option.actor == actor]
            for actor in game.form.actors
        }
        """Actor → its options with their bits."""
        self._mentioned: dict[Formula, frozenset[str]] = {}

    def holds(self, formula: Formula, code: int) -> bool:
        """Whether a formula is true in a state."""
        options = {name: code >> self.form.bit[name] & 1 == 1 for name in self.mentioned(formula)}
        return bool(truth(formula, options, {}))

    def mentioned(self, formula: Formula) -> frozenset[str]:
        """The options in a formula; cached."""
        if formula not in self._mentioned:
            self._mentioned[formula] = formula.options
        return self._mentioned[formula]

    def in_range(self, code: int) -> bool:
        """Whether a code has no bits beyond the options."""
        return 0 <= code < 1 << len(self.form.options)

    def feasible(self, code: int) -> bool:
        """Whether no rule excludes a state."""
        return not any(self.holds(rule, code) for rule in self.game.never)

    def word(self, actor: str, code: int) -> tuple[bool, ...]:
        """Which wants of an actor a state meets, in order: of two states the one with the lexicographically larger word
        is preferred."""
        return tuple(self.holds(want, code) for want in self.game.wants[actor])

    def kept(self, actor: str, code: int) -> int:
        """The bits that an actor cannot change in a state: those of others, one-way acts that are done, and acts whose
        needs do not hold."""
        fixed = ~self.form.mask(actor)
        for bit, option in self.own[actor]:
            on = code >> bit & 1 == 1
            done = option.one_way == ("forward" if on else "back")
            barred = not on and option.needs is not None and not self.holds(option.needs, code)
            fixed |= (done or barred) << bit
        return fixed

    def moves(self, actor: str, here: int, to: int) -> bool:
        """Whether an actor can move from one state to another."""
        if not self.in_range(to) or here == to:
            return False
        return (here ^ to) & self.kept(actor, here) == 0 and self.feasible(to)

    def raised(self, actor: str, here: int, to: int) -> list[ModelOption]:
        """The options of an actor that a move switches on."""
        return [option for bit, option in self.own[actor] if (to & ~here) >> bit & 1]

    def improvements(self, actor: str, state: int, look: Callable[[], None]) -> Iterator[int]:
        """The codes of all moves of an actor to states that it prefers, in ascending order: 2^(its options) are
        evaluated. *look*, which checks the clock, is called before each formula."""
        form, (low, high) = self.form, self.form.span[actor]
        fixed = (self.kept(actor, state) & form.mask(actor)) >> low
        codes = np.arange(1 << (high - low))
        codes = codes[codes & fixed == state >> low & fixed]
        options: dict[str, bool | NDArray[np.bool_]] = {
            name: codes >> bit - low & 1 == 1 if low <= bit < high else state >> bit & 1 == 1
            for bit, name in enumerate(form.names)
        }
        level, better = np.ones(codes.size, dtype=np.bool_), np.zeros(codes.size, dtype=np.bool_)
        for rule in self.game.never:
            look()
            level &= ~truth(rule, options, {})
        for want, met in zip(self.game.wants[actor], self.word(actor, state), strict=True):
            look()
            here = truth(want, options, {})
            better |= level & here & (not met)
            level &= here == met
        others = state & ~form.mask(actor)
        yield from (others | int(code) << low for code in codes[better])
