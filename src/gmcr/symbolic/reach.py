"""Whether opponents reach a sanction from a state: property-directed reachability (IC3: Bradley 2011; PDR: Eén,
Mishchenko & Brayton 2011).

A *cube* is a set of states given by literals over the opponents' options; all other options stay as they are. Level k
has cubes that no k countermoves from the start lead into. Each sanction still possible at the top level is traced back,
level by level, until a countermove from the start leads into it, or the cube is blocked for the reason that a solver
gives. Two successive equal levels are an inductive invariant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple, Protocol

from gmcr.symbolic.moves import SolverSession

__all__ = ["CountermoveChain", "Cube", "Goal", "Reach"]

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
