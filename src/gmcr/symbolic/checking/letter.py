"""States and moves evaluated literally by their definitions: one at a time, or all moves of an actor with few
options.

A game in a solver: a state x, and a state y after a move of one actor, or x itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from gmcr.logic import Formula, truth
from gmcr.model import ModelOption
from gmcr.symbolic.checking.clauses import Clauses, StateLiterals
from gmcr.symbolic.game import SymbolicGame

__all__ = ["DirectEvaluation", "Pairs"]


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


class Pairs:
    """All feasible x and y of a game. Raises NotChecked where time or size is exceeded."""

    def __init__(self, letter: DirectEvaluation, clauses: Clauses) -> None:
        self.letter, self.form, self.clauses = letter, letter.form, clauses
        self.x, self.y = self.any_state(), self.any_state()
        self._movers = {actor: clauses.new() for actor in self.form.actors}
        for option in self.form.options:
            x, y = self.x.options[option.full_name], self.y.options[option.full_name]
            moving = [self._movers[option.actor]] if option.actor else []
            clauses.add(*moving, -x, y)
            clauses.add(*moving, x, -y)
            clauses.add(self.legal(option, self.x, self.y))
        for seen in (self.x, self.y):
            for rule in letter.game.never:
                clauses.add(-clauses.literal(rule, seen))

    # -- states --------------------------------------------------------------------------------------------------------

    def any_state(self, actor: str | None = None) -> StateLiterals:
        """An unconstrained state; with *actor*, over that actor's options alone."""
        options = (option for option in self.form.options if actor in (None, option.actor))
        return StateLiterals({option.full_name: self.clauses.new() for option in options})

    def joined(self, actor: str, own: StateLiterals | int, others: StateLiterals | int) -> StateLiterals:
        """A state with an actor's options from one state and all others from another; a state given by its code is
        constant."""
        here, there = (self._constant(state) if isinstance(state, int) else state.options for state in (own, others))
        return StateLiterals(
            {**there, **{option.full_name: here[option.full_name] for _, option in self.letter.own[actor]}}
        )

    def _constant(self, code: int) -> Mapping[str, int]:
        true = self.clauses.true
        return {name: true if code >> bit & 1 else -true for bit, name in enumerate(self.form.names)}

    def at(self, seen: StateLiterals, code: int, mask: int = -1) -> list[int]:
        """Literals that together say that a state has this code, in the bits of a mask."""
        named = enumerate(seen.options.values())
        return [literal if code >> bit & 1 else -literal for bit, literal in named if mask >> bit & 1]

    def code(self, seen: StateLiterals, model: set[int]) -> int:
        """The code of a state in a model."""
        return sum(1 << bit for bit, literal in enumerate(seen.options.values()) if literal in model)

    # -- moves ---------------------------------------------------------------------------------------------------------

    def only(self, mover: str | None) -> list[int]:
        """Literals that together say that nobody but *mover* moves, or nobody at all."""
        return [literal if actor == mover else -literal for actor, literal in self._movers.items()]

    def legal(self, option: ModelOption, x: StateLiterals, y: StateLiterals) -> int:
        """The literal for: an option may go from its value in x to its value in y."""
        here, to = x.options[option.full_name], y.options[option.full_name]
        rules = []
        if option.one_way == "forward":
            rules.append(self.clauses.any((-here, to)))
        if option.one_way == "back":
            rules.append(self.clauses.any((here, -to)))
        if option.needs is not None:
            rules.append(self.clauses.any((here, -to, self.clauses.literal(option.needs, x))))
        return self.clauses.all(rules)

    def broken(self, actor: str, seen: StateLiterals) -> list[int]:
        """Literals, one for each rule that mentions an actor's options and excludes a state. Where all other options
        are those of a feasible state, no other rule excludes it."""
        own = {option.full_name for _, option in self.letter.own[actor]}
        bearing = [rule for rule in self.letter.game.never if own & self.letter.mentioned(rule)]
        return self._literals(bearing, seen)

    # -- preferences ---------------------------------------------------------------------------------------------------

    def better(self, actor: str, seen: StateLiterals, than: StateLiterals | int) -> int:
        """The literal for: an actor prefers a state to another."""
        wants, true = self.letter.game.wants[actor], self.clauses.true
        if isinstance(than, int):
            other: Sequence[int] = [true if met else -true for met in self.letter.word(actor, than)]
        else:
            other = self._literals(wants, than)
        return self.clauses.better(self._literals(wants, seen), other)

    def _literals(self, formulas: Sequence[Formula], seen: StateLiterals) -> list[int]:
        return [self.clauses.literal(formula, seen) for formula in formulas]
