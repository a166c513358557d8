"""Sanctions: states no better for an actor than the one that it leaves, from which (under SMR and symmetric SEQ) no
move of its own is better either.

That no reply is better is a statement about all moves of the actor. Replies are found one by one, each excluded with
all states in which it answers, until a state has none (counterexample-guided refinement: Clarke et al. 2003).
"""

from __future__ import annotations

from collections.abc import Sequence

from gmcr.symbolic.moves import SolverSession
from gmcr.symbolic.reach import Cube
from gmcr.symbolic.substitution import PartialState

__all__ = ["Sanctions"]


class Sanctions:
    """The sanctions against *actor* for leaving *state*; *reply*: whether the actor may reply."""

    def __init__(self, asking: SolverSession, *, state: int, actor: str, reply: bool) -> None:
        code, form = asking.code, asking.code.game.form
        word = code.game.word(actor, state)
        self.asking, self.reply, self.actor, self.word = asking, reply, actor, word
        self.every, self.own = (1 << len(form.options)) - 1, form.mask(actor)
        self.moved = sum(form.mask(other) for other in form.actors if other != actor)
        with asking.gates() as gates:
            self.above = gates.above(code.here[actor], word)
            self.answered = gates.all([code.moves[actor], gates.above(code.there[actor], word)])
        self.unanswered = asking.new()

    def within(self, assumptions: Sequence[int]) -> Cube | None:
        """Sanctions over the opponents' options, at least one of which meets the assumptions; None where there is
        none."""
        asking = self.asking
        while asking.ask([*assumptions, -self.above, self.unanswered]):
            cube = self.reasons(asking.state(asking.model()))
            if cube is not None:
                return cube & frozenset(self._both(self.moved))
        return None

    def reasons(self, state: int) -> Cube | None:
        """The reasons why a state no better than the one left is a sanction, as literals; None where a reply is
        better."""
        asking, code = self.asking, self.asking.code
        here = code.literals(state, self.every)
        answers = self.unreplied(here) if self.reply else set()
        if answers is None:
            return None
        asking.ask([code.feasible, *here, self.above])
        return frozenset((asking.core() | answers) & set(here))

    def unreplied(self, here: Sequence[int]) -> set[int] | None:
        """The reasons why no reply is better in a state (given as literals); None where one is, which is then
        excluded."""
        asking, code = self.asking, self.asking.code
        if not asking.ask([code.feasible, *here, code.turn[self.actor], self.answered]):
            return asking.core()
        self._strike(asking.state(asking.model(), there=True) & self.own)
        return None

    def _strike(self, reply: int) -> None:
        """Exclude all states in which a reply answers: it is legal, feasible, and better than the state left."""
        with self.asking.gates() as gates:
            after = PartialState(self.asking.code, gates, reply, self.own)
            answers = [*after.may(self.actor), gates.above(after.meets(self.actor), self.word)]
        self.asking.say([-self.unanswered, *(-part for part in answers)])

    def _both(self, mask: int) -> list[int]:
        own = self.asking.code.literals(0, mask)
        return [*own, *(-literal for literal in own)]
