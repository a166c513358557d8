"""The checker of stability proofs. It shares nothing with the code that decides except formulas, the option form, what
defines the concepts and the records of proofs, so whoever doubts a decision need not read that code.

With s the state and i the actor, the conditions are:

* *state*: s is feasible. *verdict*: the proof is one of the claimed verdict.
* *improvement*: each claimed improvement is a move of i from s that i prefers to s.
* Of each path of countermoves: an actor other than i moves (*mover*), legally (*move*), under SEQ and symmetric SEQ to
  a state that it prefers (*gain*); the end is no better than s for i (*sanction*), and under SMR and symmetric SEQ no
  move of i from there is (*reply*). *whole*: these paths deter every improvement.
* Of an invariant: each clause is about options of opponents (*clause*); the improvement meets it (*contains*); no
  opponent leaves it (*closed*); it contains no sanction (*free*).

States that are named are checked literally; statements about all states go to a solver, in which x is a state and y a
state after a move of one actor, or x itself. That every state of an invariant has a reply (∀x ∃y) is decided by
searching for a refutation: a known state without a reply. A reply found in one state also answers others; all states in
which it does are excluded from then on (Clarke et al. 2003), until none is left or one has no reply at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from time import thread_time
from typing import Final, Literal, TypeAlias

from gmcr.base.arguments import known_name
from gmcr.base.record import Record
from gmcr.base.tasks import deadline
from gmcr.stability.catalogue import CONCEPTS, concepts_named
from gmcr.symbolic.checking.clauses import Clauses, NotChecked, StateLiterals
from gmcr.symbolic.checking.letter import DirectEvaluation, Pairs
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.proofs import Decision, Deterrence, Sanctioned, Undeterred

__all__ = ["Condition", "Fault", "Verified", "verify"]

Condition: TypeAlias = Literal[
    "state", "verdict", "improvement", "mover", "move", "gain", "sanction", "reply", "whole",
    "clause", "contains", "closed", "free", "time", "size",
]  # fmt: skip
"""The condition that a proof fails, see above; ``time``: it could not be checked in time; ``size``: it is too large to
be checked."""

_PROVOKED: Final = tuple(item.name for item in concepts_named(CONCEPTS) if item.sanctions == "improvements")
"""Concepts under which countermoves are improvements of the actors who make them."""

_REPLYING: Final = tuple(item.name for item in concepts_named(CONCEPTS) if item.reply)
"""Concepts under which the actor replies to countermoves."""

_LISTED: Final = 16
"""The maximum number of an actor's options for which its moves are listed; beyond it the solver is used."""


@dataclass(frozen=True, slots=True)
class Fault(Record):
    """The condition that fails, and where."""

    condition: Condition
    """The condition."""
    improvement: int | None = None
    """The improvement concerned: the code to which it leads."""
    number: int | None = None
    """The number of the countermove on its path, or of the clause, from 1."""
    actor: str | None = None
    """The actor whose move fails."""
    at: int | None = None
    """The code of the state where the condition fails."""
    to: int | None = None
    """The code to which a move leads: an improvement that the proof does not cover, a reply, or a way out of the
    invariant."""


@dataclass(frozen=True, slots=True)
class Verified(Record):
    """Whether a proof holds.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import SymbolicGame, Verified, decide
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> game = SymbolicGame.of(ferry)
    >>> Verified.of(game, [decide(game, 3, actor="town", concept="seq")])
    (Verified(holds=True, fault=None),)
    """

    holds: bool | None
    """Whether it does; null where it could not be checked. A decision that claims nothing has nothing to prove, and
    holds."""
    fault: Fault | None
    """The condition that fails; null where the proof holds."""

    @classmethod
    def of(cls, game: SymbolicGame, decisions: Sequence[Decision], *, seconds: float = 60.0) -> tuple[Verified, ...]:
        """Check the proofs of decisions of one game.

        Parameters
        ----------
        game : SymbolicGame
            The game.
        decisions : sequence of Decision
            The decisions.
        seconds : float, default 60.0
            The limit of processor time for all of them together, in seconds.

        Returns
        -------
        tuple of Verified
            For each decision whether its proof holds.

        Raises
        ------
        UnknownName
            If an actor or a concept does not exist.
        MissingExtra
            If the extra ``sat`` is not installed.

        Examples
        --------
        >>> import gmcr
        >>> from gmcr.analysis import SymbolicGame, Verified, decide
        >>> ferry = gmcr.Conflict.from_options(
        ...     actors={"line": "run", "town": "pay"},
        ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
        ... )
        >>> game = SymbolicGame.of(ferry)
        >>> Verified.of(game, [decide(game, 3, actor="town", concept="seq")])
        (Verified(holds=True, fault=None),)
        """
        for decision in decisions:
            known_name("actor", decision.actor, game.form.actors)
            known_name("concept", decision.concept, CONCEPTS)
        clauses = Clauses(deadline(thread_time(), seconds))
        try:
            checker = _Checker(game, clauses)
            return tuple(checker.verified(decision) for decision in decisions)
        except NotChecked as reason:  # the game itself
            return (_not_checked(reason),) * len(decisions)
        finally:
            clauses.close()


def verify(game: SymbolicGame, decision: Decision, *, seconds: float = 60.0) -> Verified:
    """Check the proof of a decision. Raises MissingExtra, and UnknownName for an actor that is not in the game."""
    return Verified.of(game, (decision,), seconds=seconds)[0]


def _not_checked(reason: NotChecked) -> Verified:
    return Verified(None, Fault("size" if reason.args == ("size",) else "time"))


class _Fails(Exception):
    """A condition that a proof does not meet."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _need(met: bool, fault: Fault) -> None:
    if not met:
        raise _Fails(fault)


class _Checker:
    def __init__(self, game: SymbolicGame, clauses: Clauses) -> None:
        self.letter, self.clauses = DirectEvaluation(game), clauses
        self.pairs = Pairs(self.letter, clauses)
        self.form, self.x, self.y = game.form, self.pairs.x, self.pairs.y

    def verified(self, decision: Decision) -> Verified:
        """Whether a proof holds."""
        held = self.clauses.new()  # assumptions of this proof alone hold only where this literal does
        try:
            self._check(decision, held)
        except _Fails as failed:
            return Verified(False, failed.fault)
        except NotChecked as reason:
            return _not_checked(reason)
        finally:
            self.clauses.add(-held)
        return Verified(True, None)

    def _check(self, decision: Decision, held: int) -> None:
        self.clauses.look()
        state = decision.state
        _need(self.letter.in_range(state) and self.letter.feasible(state), Fault("state", at=state))
        match decision.stable, decision.proof:
            case None, None:
                return
            case True, Deterrence():
                self._deterrence(decision, decision.proof, held)
            case False, Undeterred():
                self._undeterred(decision, decision.proof, held)
            case _:
                _need(False, Fault("verdict"))

    def _improvement(self, decision: Decision, to: int) -> None:
        word = self.letter.word
        moves = self.letter.moves(decision.actor, decision.state, to)
        _need(
            moves and word(decision.actor, to) > word(decision.actor, decision.state),
            Fault("improvement", improvement=to),
        )

    def _reply(self, decision: Decision, here: int) -> int | None:
        """A move of the actor from a state to a state that it prefers to s; None where there is none, or where it does
        not get to reply."""
        if decision.concept not in _REPLYING:
            return None
        better = self.pairs.better(decision.actor, self.y, decision.state)
        model = self.clauses.model([*self.pairs.at(self.x, here), *self.pairs.only(decision.actor), better])
        return None if model is None else self.pairs.code(self.y, model)

    # -- an actor that stays -------------------------------------------------------------------------------------------

    def _deterrence(self, decision: Decision, proof: Deterrence, held: int) -> None:
        for item in proof.improvements:
            self.clauses.look()
            self._improvement(decision, item.target)
            self._path(decision, item)
        missing = self._missing(decision, proof, held)
        _need(missing is None, Fault("whole", to=missing))

    def _path(self, decision: Decision, item: Sanctioned) -> None:
        """Check literally that a path of countermoves deters its improvement."""
        here, word = item.target, self.letter.word
        for number, (mover, to) in enumerate(item.path, 1):
            self.clauses.look()
            where = partial(Fault, improvement=item.target, number=number, actor=mover, at=here, to=to)
            others = mover != decision.actor and mover in self.form.actors
            _need(others and decision.concept != "nash", where("mover"))
            _need(self.letter.moves(mover, here, to), where("move"))
            _need(decision.concept not in _PROVOKED or word(mover, to) > word(mover, here), where("gain"))
            here = to
        end = partial(Fault, improvement=item.target, at=here)
        _need(word(decision.actor, here) <= word(decision.actor, decision.state), end("sanction"))
        reply = self._reply(decision, here)
        _need(reply is None, end("reply", to=reply))

    def _missing(self, decision: Decision, proof: Deterrence, held: int) -> int | None:
        """An improvement that no path deters; None where there is none."""
        actor, (low, high) = decision.actor, self.form.span[decision.actor]
        if proof.whole == "listed" and high - low <= _LISTED:
            known = {item.target for item in proof.improvements}
            listed = self.letter.improvements(actor, decision.state, self.clauses.look)
            return next((code for code in listed if code not in known), None)
        for item in proof.improvements:
            if proof.whole == "carried":
                self.clauses.add(-held, *self._failing(decision, item))
            else:
                own = self.pairs.at(self.y, item.target, self.form.mask(actor))
                self.clauses.add(-held, *(-literal for literal in own))
        better = self.pairs.better(actor, self.y, decision.state)
        moved = [*self.pairs.at(self.x, decision.state), *self.pairs.only(actor)]
        model = self.clauses.model([held, *moved, better])
        return None if model is None else self.pairs.code(self.y, model)

    def _failing(self, decision: Decision, item: Sanctioned) -> list[int]:
        """Literals, at least one of which holds where a path does not deter the improvement to the actor's options in
        y: the path is carried over, with the options of others as on the path and the actor's as in y."""
        pairs, actor, here = self.pairs, decision.actor, item.target
        before, failing = pairs.joined(actor, self.y, here), []
        for mover, to in item.path:
            self.clauses.look()
            after = pairs.joined(actor, self.y, to)
            failing += pairs.broken(actor, after)
            failing += self._unmet(mover, here, to, before)
            if decision.concept in _PROVOKED:
                failing.append(-pairs.better(mover, after, before))
            before, here = after, to
        failing.append(pairs.better(actor, before, decision.state))
        if decision.concept in _REPLYING:
            replied = pairs.joined(actor, pairs.any_state(actor), here)
            legal = [pairs.legal(option, before, replied) for _, option in self.letter.own[actor]]
            feasible = [-literal for literal in pairs.broken(actor, replied)]
            failing.append(self.clauses.all([*legal, *feasible, pairs.better(actor, replied, decision.state)]))
        return failing

    def _unmet(self, mover: str, here: int, to: int, before: StateLiterals) -> list[int]:
        """Literals, one for each option that the move switches on without its need being met."""
        raised = self.letter.raised(mover, here, to)
        return [-self.clauses.literal(option.needs, before) for option in raised if option.needs is not None]

    # -- an actor that leaves ------------------------------------------------------------------------------------------

    def _undeterred(self, decision: Decision, proof: Undeterred, held: int) -> None:
        self._improvement(decision, proof.improvement)
        if decision.concept == "nash":
            return
        pairs, form = self.pairs, self.form
        opponents = [actor for actor in form.actors if actor != decision.actor and form.mask(actor)]
        outside = self._invariant(proof, opponents, held)
        free = sum(form.mask(actor) for actor in opponents)
        inside = [held, *pairs.at(self.x, proof.improvement, ~free)]
        for actor in opponents:
            gains = [pairs.better(actor, self.y, self.x)] if decision.concept in _PROVOKED else []
            model = self.clauses.model([*inside, outside, *pairs.only(actor), *gains])
            if model is not None:
                raise _Fails(Fault("closed", actor=actor, at=pairs.code(self.x, model), to=pairs.code(self.y, model)))
        worse = [*inside, *pairs.only(None), -pairs.better(decision.actor, self.x, decision.state)]
        while (model := self.clauses.model(worse)) is not None:
            here = pairs.code(self.x, model)
            reply = self._reply(decision, here)
            if reply is None:
                raise _Fails(Fault("free", at=here))
            self.clauses.add(-held, -self._replying(decision, here, reply))

    def _invariant(self, proof: Undeterred, opponents: Sequence[str], held: int) -> int:
        """Require x to be in the invariant where *held*; returns the literal for y being outside."""
        theirs = {option.full_name for actor in opponents for _, option in self.letter.own[actor]}
        leaving = []
        for number, clause in enumerate(proof.invariant, 1):
            self.clauses.look()
            read = [(text.removeprefix("not "), not text.startswith("not ")) for text in clause]
            _need(all(name in theirs for name, _ in read), Fault("clause", number=number))
            met = any((proof.improvement >> self.form.bit[name] & 1 == 1) is on for name, on in read)
            _need(met, Fault("contains", number=number, at=proof.improvement))
            self.clauses.add(-held, *(self.x.options[name] * (1 if on else -1) for name, on in read))
            leaving.append(self.clauses.all(self.y.options[name] * (-1 if on else 1) for name, on in read))
        return self.clauses.any(leaving)

    def _replying(self, decision: Decision, here: int, reply: int) -> int:
        """The literal for: in x too, with the actor's options as *here*, it can set them as in *reply*, and gains."""
        there = self.pairs.joined(decision.actor, reply, self.x)
        hindered = [*self._unmet(decision.actor, here, reply, self.x), *self.pairs.broken(decision.actor, there)]
        return self.clauses.all(
            [*(-literal for literal in hindered), self.pairs.better(decision.actor, there, decision.state)]
        )
