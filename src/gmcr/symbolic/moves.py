"""Moves as clauses: a game encoded once, in two copies of its options, *here* before a move and *there* after it.

Everything that a question may need has a literal that is equivalent to it, so that all questions use one encoding and
differ in assumptions alone (Eén & Sörensson 2003): whose turn it is, whether the move is legal, whether it leads to a
feasible state, whether its mover gains. Option k is variable k + 1 here, and n + k + 1 there.

Formulas where some options are known and the others open: constants are substituted, and the remainder becomes
clauses.

In this way one query covers all states in which an actor could make a move, or all improvements that a path may deter.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from threading import local
from time import thread_time
from typing import Any
from weakref import WeakSet

from gmcr.base.errors import CountermoveError, MissingExtra
from gmcr.base.tasks import deadline
from gmcr.logic import And, Bool, Formula, Implies, Not, OptionAtom, clauses
from gmcr.symbolic.game import SymbolicGame

__all__ = ["Encoded", "Gates", "PartialState", "SolverSession", "TimeUp", "encoded"]


_SOLVER = "minisat22"
"""Questions are many and small. CaDiCaL 1.5.3 and 1.9.5, Glucose 3 and 4 and MapleChrono take 0.9 to 1.4 times as long over
models of 100 and 200 options; CaDiCaL cannot be interrupted from Python."""
_CONFLICTS = 2000
"""The number of conflicts between two checks of the clock."""


_GROWN = 8
"""A solver that has grown by this factor is not reused."""

_KEPT = local()
_ALIVE: WeakSet[SolverSession] = WeakSet()


@atexit.register
def _freed() -> None:
    """Free solvers while their library is still loaded."""
    for asking in list(_ALIVE):
        asking.close()


class TimeUp(CountermoveError):
    """Raised when the time limit expires."""

    def __init__(self) -> None:
        super().__init__("The time given is over.")


@dataclass(slots=True)
class Gates:
    """Clauses that define literals."""

    free: int
    clauses: list[list[int]] = field(default_factory=list)
    true: int = 0

    def __post_init__(self) -> None:
        if not self.true:
            self.true = self.new()
            self.clauses.append([self.true])

    def new(self) -> int:
        self.free += 1
        return self.free - 1

    def all(self, literals: Sequence[int]) -> int:
        """A literal that is true where all of *literals* are."""
        literals = [literal for literal in literals if literal != self.true]
        if -self.true in literals:
            return -self.true
        if len(literals) < 2:
            return literals[0] if literals else self.true
        gate = self.new()
        self.clauses += [[-gate, literal] for literal in literals]
        self.clauses.append([gate, *(-literal for literal in literals)])
        return gate

    def any(self, literals: Sequence[int]) -> int:
        """A literal that is true where at least one of *literals* is."""
        return -self.all([-literal for literal in literals])

    def formula(self, formula: Formula, variables: Mapping[str, int]) -> int:
        """A literal that is true where a formula over options is."""
        if isinstance(formula, OptionAtom):
            return variables[formula.name]
        if isinstance(formula, Not):
            return -self.formula(formula.of, variables)
        gate, itself = self.new(), OptionAtom(_ITSELF)
        both = And((Implies(itself, formula), Implies(formula, itself)))
        used = {name: variables[name] for name in formula.options}
        parts, self.free = clauses(both, {**used, _ITSELF: gate}, first_free=self.free)
        self.clauses += parts
        return gate

    def above(self, meets: Sequence[int], word: Sequence[bool], *, equal: bool = False) -> int:
        """A literal for: the wants met form a lexicographically larger word than a given one or, with *equal*, the same
        one."""
        gate = self.true if equal else -self.true
        for literal, met in zip(reversed(meets), reversed(word), strict=True):
            gate = self.all([literal, gate]) if met else self.any([literal, gate])
        return gate

    def larger(self, left: Sequence[int], right: Sequence[int]) -> int:
        """A literal for: one word is lexicographically larger than another. Built from the last want on: a want that
        only one side meets decides, otherwise the later wants do."""
        gate = -self.true
        for a, b in zip(reversed(left), reversed(right), strict=True):
            gate = self.any([self.all([a, -b]), self.all([gate, self.any([a, -b])])])
        return gate


_ITSELF = "#"
"""No option has such a name."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A game as clauses, with the literals that have a meaning."""

    game: SymbolicGame
    clauses: tuple[list[int], ...]
    free: int
    """The first unused variable."""
    options: tuple[Mapping[str, int], Mapping[str, int]]
    """Option → whether it is on here, and there."""
    meaning: tuple[Mapping[Formula, int], Mapping[Formula, int]]
    """Want → whether it is met here, and there."""
    true: int
    feasible: int
    """Whether the state here is feasible."""
    turn: Mapping[str, int]
    """Actor → whether it is its turn. Options of others, and those that nobody owns, are the same there as here."""
    moves: Mapping[str, int]
    """Actor → whether its change is a legal move to a feasible state, or no change."""
    gains: Mapping[str, int]
    """Actor → whether its change is such a move, and better for the actor."""
    moving: int
    """Where it holds, whoever has the turn moves …"""
    gaining: int
    """… or gains."""
    here: Mapping[str, tuple[int, ...]]
    """Actor → which of its wants the state here meets …"""
    there: Mapping[str, tuple[int, ...]]
    """… and the state there."""

    def literals(self, code: int, mask: int, *, there: bool = False) -> list[int]:
        """Literals that together say that the options in *mask* are as in a state."""
        first = len(self.game.form.options) * there + 1
        literals = []
        while mask:
            low = mask & -mask
            variable = low.bit_length() - 1 + first
            literals.append(variable if code & low else -variable)
            mask ^= low
        return literals

    def onward(self, literals: Iterable[int]) -> list[int]:
        """Literals over the copy here, translated to the copy there."""
        count = len(self.game.form.options)
        return [literal + count if literal > 0 else literal - count for literal in literals]


@lru_cache(maxsize=8)
def encoded(game: SymbolicGame) -> Encoded:
    """A game as clauses; cached."""
    form, count = game.form, len(game.form.options)
    here = {name: k for k, name in enumerate(form.names, 1)}
    there = {name: k + count for name, k in here.items()}
    gates = Gates(2 * count + 1)
    allowed = And(tuple(Not(rule) for rule in game.never))
    feasible, feasible_there = gates.formula(allowed, here), gates.formula(allowed, there)
    wants = dict.fromkeys(want for own in game.wants.values() for want in own)
    meaning = (
        {want: gates.formula(want, here) for want in wants},
        {want: gates.formula(want, there) for want in wants},
    )
    meets_here, meets_there = (
        {actor: tuple(literals[want] for want in own) for actor, own in game.wants.items()} for literals in meaning
    )
    turn = {actor: gates.new() for actor in form.actors}
    moving, gaining = gates.new(), gates.new()
    gates.clauses += [[-a, -b] for a, b in combinations(turn.values(), 2)]
    moves, gains = {}, {}
    for actor in form.actors:
        moves[actor] = gates.all([feasible_there, *_legal(game, actor, gates, here, there)])
        changing = [p for p, want in enumerate(game.wants[actor]) if want.options & game.owned[actor]]
        better = gates.larger(
            [meets_there[actor][p] for p in changing], [meets_here[actor][p] for p in changing]
        )  # the other wants are met there as they are here
        gains[actor] = gates.all([moves[actor], better])
        gates.clauses += [[-moving, -turn[actor], moves[actor]], [-gaining, -turn[actor], gains[actor]]]
    for option in form.options:
        a, b, mine = here[option.full_name], there[option.full_name], [turn[option.actor]] if option.actor else []
        gates.clauses += [[-a, b, *mine], [a, -b, *mine]]
    return Encoded(
        game,
        tuple(gates.clauses),
        gates.free,
        (here, there),
        meaning,
        gates.true,
        feasible,
        turn,
        moves,
        gains,
        moving,
        gaining,
        meets_here,
        meets_there,
    )


def _legal(
    game: SymbolicGame, actor: str, gates: Gates, here: Mapping[str, int], there: Mapping[str, int]
) -> list[int]:
    """The conditions of an actor's move: one-way options, and the needs of options where they are switched on."""
    conditions = []
    for k in range(*game.form.span[actor]):
        option = game.form.options[k]
        a, b = here[option.full_name], there[option.full_name]
        if option.one_way:
            conditions.append(gates.any([-a, b] if option.one_way == "forward" else [a, -b]))
        if option.needs is not None:
            conditions.append(gates.any([a, -b, gates.formula(option.needs, here)]))
    return conditions


class SolverSession:
    """A solver with an encoded game in it, and a time limit."""

    def __init__(self, game: SymbolicGame, seconds: float) -> None:
        try:
            from pysat.solvers import Solver
        except ModuleNotFoundError:
            raise MissingExtra("sat", "Proving stability") from None
        self.until = deadline(thread_time(), seconds)
        self.code = encoded(game)
        self._solver: Any = Solver(name=_SOLVER, bootstrap_with=self.code.clauses)
        self._free = self.code.free

    def __enter__(self) -> SolverSession:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the solver's memory."""
        self._solver.delete()

    @classmethod
    @contextmanager
    def again(cls, game: SymbolicGame, seconds: float) -> Iterator[SolverSession]:
        """A solver that is reused for the next question on the same game in this thread, which saves most of the cost
        of an easy one. Results must not depend on which of several answers it gives."""
        asking: SolverSession | None = getattr(_KEPT, "asking", None)
        _KEPT.asking = None
        if asking is None or asking.code.game is not game or asking._free > _GROWN * asking.code.free:
            asking = cls(game, seconds)
            _ALIVE.add(asking)
        asking.until = deadline(thread_time(), seconds)
        yield asking  # after an exception the solver is not reused
        _KEPT.asking = asking

    def new(self) -> int:
        """A new variable."""
        self._free += 1
        return self._free - 1

    def say(self, clause: Sequence[int]) -> None:
        """Add a clause."""
        self._solver.add_clause(clause)

    @contextmanager
    def gates(self) -> Iterator[Gates]:
        """More literals with a meaning, added on exit."""
        gates = Gates(self._free, true=self.code.true)
        yield gates
        self._free = gates.free
        self._solver.append_formula(gates.clauses)

    def ask(self, assumptions: Sequence[int]) -> bool:
        """Whether all clauses and the assumptions can hold together. Raises TimeUp."""
        while True:
            if thread_time() > self.until:
                raise TimeUp
            self._solver.conf_budget(_CONFLICTS)
            # Python handles an interrupt, after the call.
            satisfiable = self._solver.solve_limited(assumptions=assumptions, expect_interrupt=True)
            if satisfiable is not None:
                return bool(satisfiable)

    def core(self) -> set[int]:
        """Assumptions that could not hold together."""
        return set(self._solver.get_core() or ())

    def model(self) -> list[int]:
        """The satisfying assignment: literals by variable, from 1."""
        literals: list[int] = self._solver.get_model()
        return literals

    def state(self, model: Sequence[int], *, there: bool = False) -> int:
        """The code of the state here, or there."""
        count = len(self.code.game.form.options)
        first = count * there
        return sum(1 << k for k in range(count) if model[first + k] > 0)


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
