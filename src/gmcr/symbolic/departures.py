"""The improvements of an actor from a state, and for each what deters it, or that nothing does.

An improvement is settled by property-directed reachability. The countermoves found also settle all other improvements
that they deter for the same reasons, so that few improvements have to be examined even where there are very many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from gmcr.stability import Concept
from gmcr.symbolic.moves import SolverSession
from gmcr.symbolic.proofs import Clause, Sanctioned, Undeterred
from gmcr.symbolic.reach import CountermoveChain, Cube, Reach
from gmcr.symbolic.sanctions import Sanctions
from gmcr.symbolic.substitution import PartialState

__all__ = ["Departures"]


class Departures:
    """Departures of *actor* from *state* under a concept."""

    def __init__(self, asking: SolverSession, *, state: int, actor: str, concept: Concept) -> None:
        code = asking.code
        self.asking, self.state, self.actor, self.concept = asking, state, actor, concept
        self.own = code.game.form.mask(actor)
        moves = concept.sanctions == "moves"
        self.steps, self.stepping = (code.moves, code.moving) if moves else (code.gains, code.gaining)
        self.open = asking.new()
        every = (1 << len(code.game.form.options)) - 1
        self.leaving = [*code.literals(state, every), code.turn[actor], code.gains[actor]]

    @cached_property
    def sanctions(self) -> Sanctions:
        """The sanctions against the actor; made once there is an improvement."""
        return Sanctions(self.asking, state=self.state, actor=self.actor, reply=self.concept.reply)

    def best(self, assumptions: Iterable[int] = ()) -> int | None:
        """The best unsettled improvement whose literals there meet the assumptions; None where none is left."""
        asking = self.asking
        assumed = [*self.leaving, self.open, *assumptions]
        if not asking.ask(assumed):
            return None
        model = asking.model()
        for want in asking.code.there[self.actor]:
            if model[abs(want) - 1] == want:
                assumed.append(want)
            elif asking.ask([*assumed, want]):
                assumed.append(want)
                model = asking.model()
            else:
                assumed.append(-want)
        return asking.state(model, there=True)

    def settled(self, target: int) -> Sanctioned | Undeterred:
        """Settle an improvement: the countermoves that deter it, in which case all others that they deter are excluded
        too, or the proof that nothing does."""
        if self.concept.sanctions == "none":
            return Undeterred(target, ())
        reach = Reach(
            self.asking,
            start=target,
            actor=self.actor,
            steps=self.steps,
            stepping=self.stepping,
            goal=self.sanctions,
        )
        result = reach.search()
        if isinstance(result, list):
            return Undeterred(target, tuple(sorted(self._clauses(result))))
        sanctioned = Sanctioned(target, tuple(self._path(target, result)))
        self.asking.say([-self.open, -self._deters(sanctioned)])
        return sanctioned

    def _path(self, target: int, moves: CountermoveChain | None) -> list[tuple[str, int]]:
        """The countermoves from a target as codes. Where moves are transitive, consecutive ones of the same actor
        become one."""
        form = self.asking.code.game.form
        path: list[tuple[str, int]] = []
        here = target
        while moves is not None:
            actor, setting, moves = moves
            there = here & ~form.mask(actor) | setting
            if path and path[-1][0] == actor and not form.needing:
                path.pop()
                here = path[-1][1] if path else target
            if there != here:
                path.append((actor, there))
            here = there
        return path

    def _deters(self, sanctioned: Sanctioned) -> int:
        """The literal there for the improvements that a path deters. The path is carried over to all of them at once:
        the opponents' options are as on the path, the actor's own are open."""
        asking, code = self.asking, self.asking.code
        fixed = self.sanctions.every & ~self.own
        parts: list[int] = []
        if self.concept.reply:
            end = code.literals(sanctioned.path[-1][1], self.sanctions.every)
            own = set(code.literals(sanctioned.target, self.own))
            parts += code.onward((self.sanctions.unreplied(end) or set()) & own)
        with asking.gates() as gates:
            here = PartialState(code, gates, sanctioned.target, fixed, there=True)
            for mover, to in sanctioned.path:
                there = PartialState(code, gates, to, fixed, there=True)
                parts += [*there.feasible(self.actor), *here.needed(mover, to)]
                if self.concept.sanctions == "improvements":
                    parts.append(gates.larger(there.meets(mover), here.meets(mover)))
                here = there
            parts.append(-gates.above(here.meets(self.actor), self.sanctions.word))
            return gates.all(parts)

    def _clauses(self, cubes: Iterable[Cube]) -> Iterator[Clause]:
        names = self.asking.code.game.form.names
        for cube in cubes:
            literals = sorted(cube, key=abs)
            yield tuple(f"not {names[literal - 1]}" if literal > 0 else names[-literal - 1] for literal in literals)
