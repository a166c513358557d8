"""The improvements of an actor from a state, and for each what deters it, or that nothing does.

An improvement is settled by property-directed reachability. The countermoves found also settle all other improvements
that they deter for the same reasons, so that few improvements have to be examined even where there are very many.

Whether opponents reach a sanction from a state: property-directed reachability (IC3: Bradley 2011; PDR: Eén,
Mishchenko & Brayton 2011).

A *cube* is a set of states given by literals over the opponents' options; all other options stay as they are. Level k
has cubes that no k countermoves from the start lead into. Each sanction still possible at the top level is traced back,
level by level, until a countermove from the start leads into it, or the cube is blocked for the reason that a solver
gives. Two successive equal levels are an inductive invariant.

Sanctions: states no better for an actor than the one that it leaves, from which (under SMR and symmetric SEQ) no
move of its own is better either.

That no reply is better is a statement about all moves of the actor. Replies are found one by one, each excluded with
all states in which it answers, until a state has none (counterexample-guided refinement: Clarke et al. 2003).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple, Protocol

from gmcr.stability import Concept
from gmcr.symbolic.moves import PartialState, SolverSession
from gmcr.symbolic.proofs import Clause, Sanctioned, Undeterred

__all__ = ["CountermoveChain", "Cube", "Departures", "Goal", "Reach", "Sanctions"]


Cube = frozenset[int]

_ATTEMPTS = 6
"""After this many literals that cannot be dropped a cube is no longer generalised."""


class CountermoveChain(NamedTuple):
    """A countermove, and those after it: the actor, and the bits of its options."""

    actor: str
    setting: int
    then: CountermoveChain | None


class Goal(Protocol):
    """The states to be reached."""

    def within(self, assumptions: Sequence[int]) -> Cube | None:
        """Some goal states, at least one of which meets the assumptions; None where no state does."""


class Reach:
    """The states that opponents of *actor* reach from *start*. ``steps``: for each actor the literal of its
    countermoves; ``stepping``: the literal that makes whoever has the turn take one."""

    def __init__(
        self, asking: SolverSession, *, start: int, actor: str, steps: Mapping[str, int], stepping: int, goal: Goal
    ) -> None:
        code = asking.code
        form = code.game.form
        self.asking, self.start, self.steps, self.goal = asking, start, steps, goal
        self.masks = {other: form.mask(other) for other in form.actors if other != actor and form.mask(other)}
        self.moved = sum(self.masks.values())
        unmoved = ((1 << len(form.options)) - 1) & ~self.moved
        self.unmoved = [code.feasible, *code.literals(start, unmoved)]
        self.turned = [-code.turn[actor], stepping]
        self.begin = code.literals(start, self.moved)
        self.holds_at_start = frozenset(self.begin)
        self.levels = [asking.new()]
        self.blocked: list[list[Cube]] = [[]]
        self.order = count()
        self.used: list[int] = []

    def search(self) -> CountermoveChain | list[Cube]:
        """Countermoves that lead to a goal, or an invariant: cubes that are never entered. Raises TimeUp."""
        while True:
            self.levels.append(self.asking.new())
            self.blocked.append([])
            top = len(self.levels) - 1
            while (cube := self.goal.within(self._at(top))) is not None:
                countermoves = self._block(cube, top)
                if countermoves is not None:
                    return countermoves
            level = self._closed(top)
            if level is not None:
                return [cube for own in self.blocked[level:] for cube in own]

    def _at(self, level: int) -> list[int]:
        """Literals that together say that a state belongs to a level."""
        return [*self.unmoved, *(self.levels[level:] if level else self.begin)]

    def _block(self, cube: Cube, level: int) -> CountermoveChain | None:
        """Block a cube of goals at a level, and all that leads into it, or return the countermoves that reach it."""
        waiting: list[tuple[int, int, Cube, CountermoveChain | None]] = []
        heappush(waiting, (level, next(self.order), cube, None))
        while waiting:
            level, _, cube, then = heappop(waiting)
            if self._is_blocked(cube, level):
                continue
            if self._entered(cube, level - 1):
                self.model = self.asking.model()
                before, move = self._before(cube, then)
                if level == 1 or before <= self.holds_at_start:
                    return move
                heappush(waiting, (level - 1, next(self.order), before, move))
                heappush(waiting, (level, next(self.order), cube, then))
                continue
            smaller, level = self._generalised(cube, level)
            self._add(smaller, level)
            if level < len(self.levels) - 1:
                heappush(waiting, (level + 1, next(self.order), cube, then))
        return None

    def _is_blocked(self, cube: Cube, level: int) -> bool:
        return any(other <= cube for own in self.blocked[level:] for other in own)

    def _entered(self, cube: Cube, level: int) -> bool:
        """Whether a countermove leads into a cube from outside it, at a level."""
        for literal in self.used:
            self.asking.say([literal])
        self.used.clear()
        outside = self.asking.new()
        self.asking.say([-outside, *(-literal for literal in cube)])
        inside = self.asking.code.onward(cube)
        entered = self.asking.ask([*self._at(level), *self.turned, outside, *inside])
        if not entered:
            core = self.asking.core()
            self.reason = frozenset(a for a, b in zip(cube, inside, strict=True) if b in core)
        self.used.append(-outside)
        return entered

    def _before(self, cube: Cube, then: CountermoveChain | None) -> tuple[Cube, CountermoveChain]:
        """The states from which the last countermove found leads into a cube, as many as its reasons allow."""
        asking, code = self.asking, self.asking.code
        here, there = asking.state(self.model), asking.state(self.model, there=True)
        mover = next(other for other in self.masks if self.model[code.turn[other] - 1] > 0)
        mask = self.masks[mover]
        own, set_there = code.literals(here, self.moved), code.literals(there, mask, there=True)
        asking.ask([*self.unmoved, code.turn[mover], -self.steps[mover], *set_there, *own])
        core, movers = asking.core(), frozenset(map(abs, code.literals(0, mask)))
        needed = {literal for literal in cube if abs(literal) not in movers}
        return frozenset(needed | (core & set(own))), CountermoveChain(mover, there & mask, then)

    def _generalised(self, cube: Cube, level: int) -> tuple[Cube, int]:
        """A larger cube that is not entered at a level either, and the highest level at which it is not."""
        smaller = self._outside_start(self.reason, cube)
        left = _ATTEMPTS
        for literal in sorted(smaller, key=abs):
            fewer = smaller - {literal}
            if literal not in smaller or fewer <= self.holds_at_start:
                continue
            if not self._entered(fewer, level - 1):
                smaller = self._outside_start(self.reason, fewer)
                continue
            left -= 1
            if not left:
                break
        while level < len(self.levels) - 1 and not self._entered(smaller, level):
            level += 1
        return smaller, level

    def _outside_start(self, reason: Cube, cube: Cube) -> Cube:
        """A reason within a cube, extended if necessary by a literal that excludes the start."""
        if not reason <= self.holds_at_start:
            return reason
        return reason | {next(literal for literal in sorted(cube) if literal not in self.holds_at_start)}

    def _add(self, cube: Cube, level: int) -> None:
        for own in self.blocked[1 : level + 1]:
            own[:] = [other for other in own if not cube <= other]
        self.blocked[level].append(cube)
        self.asking.say([-self.levels[level], *(-literal for literal in cube)])

    def _closed(self, top: int) -> int | None:
        """Propagate cubes upwards; the first level that then equals the next, or None."""
        for level in range(1, top):
            for cube in list(self.blocked[level]):
                if cube in self.blocked[level] and not self._entered(cube, level):
                    self._add(cube, level + 1)
            if not self.blocked[level]:
                return level + 1
        return None


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
