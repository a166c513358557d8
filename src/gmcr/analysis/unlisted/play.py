"""One game with too many states to list: who stays where and where steps lead, as far as that is decided in time.

An equilibrium with a formula, where states are not listed.

Under Nash, GMR and SMR it is searched (``symbolic.decisions``). Under SEQ and symmetric SEQ those searches may settle it:
an equilibrium found is proved to be one under them too, or there is none since there is none under a concept that they
imply.

Proofs as witnesses: the countermoves that deter, or the improvement that nothing deters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from gmcr.analysis.arena import Profile
from gmcr.analysis.roads.roads import Play, Roads
from gmcr.analysis.unlisted.arena import IMPLIED, UnlistedArena
from gmcr.base.errors import SizeError, Undecided
from gmcr.logic import Formula, truth
from gmcr.model import Conflict
from gmcr.stability.witness import Countermove, Deterred, Path, Witness
from gmcr.symbolic.decisions import FINDABLE, Found, find, followed
from gmcr.symbolic.game import valued
from gmcr.symbolic.proofs import Decision, Deterrence, Undeterred

__all__ = ["Finding", "UnlistedPlay", "witness_of"]


class Finding:
    """The equilibria found in one game for one formula, concept by concept."""

    def __init__(self, arena: UnlistedArena, conflict: Conflict, formula: Formula) -> None:
        self._arena, self._profile = arena, arena.profile(conflict)
        self._formula = valued(formula, conflict.drivers)
        self._found: dict[str, Found] = {}

    def under(self, concept: str) -> tuple[bool, int | None]:
        """Return whether it is known if there is one, and its code. Raises SizeError for a concept that needs a list
        of states."""
        if concept not in IMPLIED:
            raise SizeError(self._arena.structure.unlisted)
        if concept in FINDABLE:
            result = self._look(concept)
            return result.known, result.state
        for weaker in IMPLIED[concept]:
            if weaker in FINDABLE and (known := self._look(weaker)).known and known.state is None:
                return True, None
        for name in FINDABLE:
            state = self._look(name).state
            if state is not None and self._stays(state, concept):
                return True, state
        return False, None

    def _look(self, concept: str) -> Found:
        if concept not in self._found:
            game, left = self._arena.game(self._profile), max(0.0, self._arena.left)
            self._found[concept] = find(game, self._formula, concept=concept, seconds=left)
        return self._found[concept]

    def _stays(self, state: int, concept: str) -> bool:
        actors = range(len(self._profile))
        return all(self._arena.stays(self._profile, state, actor, concept) for actor in actors)


def witness_of(conflict: Conflict, decision: Decision) -> Witness:
    """Return the witness in a decision. Improvements that the same countermoves deter appear once."""
    proof = decision.proof
    improvement: int | None = None
    deterred: tuple[Deterred, ...] = ()
    if isinstance(proof, Undeterred):
        improvement = proof.improvement
    elif isinstance(proof, Deterrence):
        paths = (Deterred(item.target, _path(item.path)) for item in proof.improvements)
        deterred = tuple(sorted(paths, key=lambda item: item.improvement))
    return Witness(
        state=decision.state,
        actor=decision.actor,
        concept=decision.concept,
        stable=decision.stable,
        improvement=improvement,
        deterred=deterred,
        labels=_labels(conflict, decision.state, improvement, deterred),
        proof="paths" if isinstance(proof, Deterrence) else "invariant" if proof is not None else "none",
        invariant=proof.invariant if isinstance(proof, Undeterred) else (),
    )


def _path(moves: tuple[tuple[str, int], ...]) -> Path:
    return tuple(Countermove(actor, code) for actor, code in moves)


def _labels(
    conflict: Conflict, state: int, improvement: int | None, deterred: tuple[Deterred, ...]
) -> Mapping[int, str]:
    mentioned = {state, *([] if improvement is None else [improvement])}
    for target, path in deterred:
        mentioned |= {target, *(there for _, there in path)}
    return {code: conflict.structure.label(code) for code in sorted(mentioned)}


_MOST = 2000
"""The number of states that roads are followed through, at most …"""

_WALK = 15.0
"""… the seconds for that, at most …"""

_PART = 4
"""… and the divisor of the time left for it."""


class UnlistedPlay(Play):
    """The steps, roads and stabilities of a game whose verdicts are proved.

    Parameters
    ----------
    arena : UnlistedArena
        The arena of the game's structure.
    profile : tuple of int
        The number of each actor's order in it.

    Notes
    -----
    Cells are codes. What is not decided within the arena's time limit raises ``Undecided``, or is None where a method
    says so.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Games, UnlistedPlay
    >>> large = gmcr.Conflict.from_options(
    ...     actors={"line": [f"run{k}" for k in range(60)]}, preferences={"line": "run0"}, never="run0 and run1"
    ... )
    >>> isinstance(Games(large.structure).play_of(large), UnlistedPlay)
    True
    """

    LISTED: Final = 16
    """The number of options of an actor whose moves are listed for its best replies, at most."""

    arena: UnlistedArena

    def __init__(self, arena: UnlistedArena, profile: Profile) -> None:
        super().__init__(arena, profile)
        self._walks: dict[tuple[int, str], tuple[float | None, Roads]] = {}

    def ranks(self, actor: int) -> Any:
        """Return an actor's order of the states.

        Parameters
        ----------
        actor : int
            The position of the actor.

        Returns
        -------
        Words
            Code → which of the actor's wants the state meets, in order; the lexicographically larger word is better.
        """
        return self.arena.words(self.profile[actor])

    def movers(self, cell: int) -> tuple[int, ...]:
        """Return the actors that are not known to have no improvement from a cell.

        Parameters
        ----------
        cell : int
            The code of the state.

        Returns
        -------
        tuple of int
            The positions of the actors, ascending.
        """
        actors = range(len(self.profile))
        return tuple(actor for actor in actors if self.arena.stays(self.profile, cell, actor, "nash") is not True)

    def verdict(self, cell: int, concept: str, actor: int) -> bool | None:
        """Return whether an actor stays in a state.

        Parameters
        ----------
        cell : int
            The code of the state.
        concept : str
            One of ``CONCEPTS``.
        actor : int
            The position of the actor.

        Returns
        -------
        bool or None
            Whether it stays; None if that is not decided in time.
        """
        return self.arena.stays(self.profile, cell, actor, concept)

    def stable(self, cell: int, concept: str, actor: int | None = None) -> bool:
        actors = range(len(self.profile)) if actor is None else (actor,)
        verdicts = []
        for who in actors:
            verdicts.append(self.verdict(cell, concept, who))
            if verdicts[-1] is False:
                return False
        if None in verdicts:
            raise Undecided(f"Whether the state holds under {concept}")
        return True

    def steps(self, cell: int, actor: int, concept: str) -> tuple[int, ...]:
        targets, whole = self._onward(cell, actor, concept)
        if not whole:
            raise Undecided(f"Where {self.arena.actors[actor]} steps under {concept}")
        return targets

    def _onward(self, cell: int, actor: int, concept: str) -> tuple[tuple[int, ...], bool]:
        """Where an actor steps, and whether that is all."""
        if self.verdict(cell, concept, actor):
            return (), True
        steps = self.arena.stepped(self.profile, cell, actor, concept)
        return steps.targets, steps.whole

    def roads(self, start: int, concept: str) -> Roads:
        """Return what steps lead to from a state, as far as that is found.

        Parameters
        ----------
        start : int
            The code of the state.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        Roads
            The codes reached, at most about 2,000; ``whole`` says whether that is all.
        """
        known = self._walks.get((start, concept))
        if known is not None and (known[1].whole or known[0] == self.arena.until):
            return known[1]
        with self.arena.within(min(_WALK, self.arena.left / _PART)):
            walked = followed(
                start,
                range(len(self.profile)),
                lambda cell, actor: self._onward(cell, actor, concept),
                most=_MOST,
                over=lambda: self.arena.left <= 0,
            )
        roads = Roads(walked.reached, walked.outcomes, walked.steps, walked.whole)
        self._walks[start, concept] = self.arena.until, roads  # with more time there may be more
        return roads

    def countered(self, cell: int, actor: int, target: int, concept: str) -> Path | None:
        """Return the countermoves that deter an improvement.

        Parameters
        ----------
        cell : int
            The code of the state.
        actor : int
            The position of the actor.
        target : int
            The code that the improvement leads to.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        tuple of Countermove, or None
            The countermoves; None if nothing deters it.

        Raises
        ------
        Undecided
            If that is not decided in time.
        """
        return self.arena.countered(self.profile, cell, actor, target, concept)

    def leaving(self, cell: int, actor: int, concept: str) -> int | None:
        """Return an improvement of an actor that nothing deters.

        Parameters
        ----------
        cell : int
            The code of the state.
        actor : int
            The position of the actor.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        int or None
            The code of the best one; None if there is none, or that is not decided in time.
        """
        proof = self.arena.decision(self.profile, cell, actor, concept).proof
        return proof.improvement if isinstance(proof, Undeterred) else None

    def equilibria_with(self, conflict: Conflict, formula: Formula) -> Finding:
        """Return a search for equilibria in which a formula holds.

        Parameters
        ----------
        conflict : Conflict
            The conflict of this play.
        formula : Formula
            A resolved formula.

        Returns
        -------
        Finding
            The search, concept by concept.
        """
        return Finding(self.arena, conflict, formula)

    def undeterred(self, cell: int, actor: int, target: int, concept: str) -> bool:
        raise SizeError(self.arena.structure.unlisted)

    def best_replies(self, cell: int, actor: int) -> tuple[int, ...]:
        """Return an actor's best replies at a state.

        Parameters
        ----------
        cell : int
            The code of the state.
        actor : int
            The position of the actor.

        Returns
        -------
        tuple of int
            The codes of the best states among *cell* and those that the actor's moves lead to; *cell* alone if it is
            among them.

        Raises
        ------
        SizeError
            If the actor has more than 16 options.
        """
        form, name = self.arena.form, self.arena.actors[actor]
        low, high = form.span[name]
        if high - low > self.LISTED:
            raise SizeError(
                f"{name} has {high - low} options: its best replies are looked for among the moves of {self.LISTED}.",
                actor=name,
            )
        own, mask = np.arange(1 << (high - low)), form.mask(name)
        here = (cell & mask) >> low
        columns: dict[str, Any] = dict(form.columns(cell))
        columns |= {option: own >> k & 1 == 1 for k, option in enumerate(form.names[low:high])}
        legal = np.ones(own.shape, dtype=np.bool_)
        for k, option in enumerate(form.options[low:high]):
            ready = option.needs is None or form.holds(option.needs, cell)
            if here >> k & 1 and option.one_way == "forward":
                legal &= columns[option.full_name]
            elif not here >> k & 1 and (option.one_way == "back" or not ready):
                legal &= ~columns[option.full_name]
        for rule in form.never:
            legal &= ~truth(rule.formula, columns, {})
        for want in self.arena.game(self.profile).wants[
            name
        ]:  # lexicographic: keep what meets the next want, if anything does
            met = legal & truth(want, columns, {})
            legal = met if met.any() else legal
        if legal[here]:
            return (cell,)
        return tuple((cell & ~mask) | (code << low) for code in np.flatnonzero(legal).tolist())
