"""Many games on one structure with too many states to list; games share the proofs of what they have in common.

Truths and orders have numbers, as where states are listed (``analysis.orders``), but stand for formulas. Whether a
state is stable is proved on request, each time within ``SECONDS`` and, inside ``within``, within the rest of a budget.
Under Nash, GMR and SMR it depends on the wants of the actor alone, so games that differ in others' wants share it. A
verdict under one concept settles those under concepts that it implies or that imply it (Fang, Hipel & Kilgour 1989;
Rêgo & Vieira 2017).

Truth and order of states, evaluated on request, in place of the arrays over cells where states are listed.

A cell is a code here, of any size.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from time import thread_time
from typing import Any, NoReturn, overload

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena, Profile
from gmcr.analysis.orders import Orders
from gmcr.base.errors import SizeError, Undecided
from gmcr.base.tasks import deadline
from gmcr.logic import Formula, truth
from gmcr.model import Conflict, ModelWant, OptionForm, OptionStructure, Preference, Ranking
from gmcr.stability import CONCEPTS, Path, concepts_named
from gmcr.stability import concept as concept_named
from gmcr.stability.witness import Countermove
from gmcr.symbolic.decisions import Steps, decide, steps
from gmcr.symbolic.departures import Departures
from gmcr.symbolic.game import SymbolicGame, valued
from gmcr.symbolic.moves import SolverSession, TimeUp
from gmcr.symbolic.proofs import Decision, Undeterred

__all__ = ["IMPLIED", "SECONDS", "Met", "UnlistedArena", "Words"]


class Met:
    """The states in which a formula without drivers is met."""

    def __init__(self, form: OptionForm, formula: Formula) -> None:
        self._formula = formula
        self._bits = tuple((name, form.bit[name]) for name in formula.options)
        self._known: dict[tuple[bool, ...], bool] = {}

    def _met(self, code: int) -> bool:
        here = tuple(code >> bit & 1 == 1 for _, bit in self._bits)
        if here not in self._known:
            columns = {name: on for (name, _), on in zip(self._bits, here, strict=True)}
            self._known[here] = bool(truth(self._formula, columns, {}))
        return self._known[here]

    @overload
    def __getitem__(self, cells: int) -> bool: ...
    @overload
    def __getitem__(self, cells: Sequence[int]) -> NDArray[np.bool_]: ...
    def __getitem__(self, cells: int | Sequence[int]) -> bool | NDArray[np.bool_]:
        if isinstance(cells, int):
            return self._met(cells)
        return np.array([self._met(cell) for cell in cells], dtype=np.bool_)


class Words:
    """How good states are to an actor: a word for each says which of its wants are met, in order. The
    lexicographically larger word is better."""

    def __init__(self, wants: Sequence[Met]) -> None:
        self._wants = tuple(wants)

    def __getitem__(self, cell: int) -> tuple[bool, ...]:
        return tuple(want[cell] for want in self._wants)


SECONDS = 30.0
"""The time limit for one decision."""

_EVERY = concepts_named(CONCEPTS)

IMPLIED: Mapping[str, tuple[str, ...]] = {
    one.name: tuple(other.name for other in reversed(_EVERY) if other is not one and one.implies(other))
    for one in _EVERY
}
"""Maps a concept to those that it implies: who stays under it stays under them too."""

_Key = tuple[Hashable, int, int]


class UnlistedArena(Arena):
    """Formulas and what is proved with them. What needs a list of states is missing; using it raises SizeError."""

    def __init__(self, structure: OptionStructure) -> None:
        self.structure = structure
        self.form = structure.form
        self._drivers = {}
        self._allowed = None
        self._number: dict[Formula | tuple[Formula, ...], int] = {}
        self._truth_of: list[Formula] = []
        self._orders: list[tuple[Formula, ...]] = []
        self._met: dict[Formula, Met] = {}
        self._games: dict[Profile, SymbolicGame] = {}
        self._verdicts: dict[_Key, dict[str, bool]] = {}
        self._decisions: dict[tuple[_Key, str], Decision] = {}
        self._countered: dict[tuple[_Key, str, int], Path | None] = {}
        self._stepped: dict[tuple[_Key, str], Steps] = {}
        self._until: float | None = None

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise SizeError(self.structure.unlisted)

    # -- truths and orders -----------------------------------------------------------------------------------------

    def share_with(self, other: Orders) -> None:
        for name in ("_number", "_truth_of", "_orders", "_met"):
            setattr(other, name, getattr(self, name))

    def rank(
        self, actor: str, preference: Preference, conflict: Conflict, drivers: Mapping[str, Fraction] | None = None
    ) -> int:
        if isinstance(preference, Ranking):
            raise SizeError(f"{actor}'s preferences rank states, which cannot be listed here.", actor=actor)
        return self.rank_of_wants(preference, conflict.drivers if drivers is None else drivers)

    def rank_of_wants(self, wants: tuple[ModelWant, ...], drivers: Mapping[str, Fraction]) -> int:
        order = tuple(valued(want.whole, drivers) for want in wants)
        number = self._number.setdefault(order, len(self._orders))
        if number == len(self._orders):
            self._orders.append(order)
        return number

    def truth_of_formula(self, formula: Formula, drivers: Mapping[str, Fraction]) -> int:
        known = valued(formula, drivers)
        number = self._number.setdefault(known, len(self._truth_of))
        if number == len(self._truth_of):
            self._truth_of.append(known)
        return number

    def truth(self, number: int) -> Any:
        return self._where(self._truth_of[number])

    def words(self, number: int) -> Words:
        """Return how good states are by the order with a number."""
        return Words([self._where(want) for want in self._orders[number]])

    def _where(self, formula: Formula) -> Met:
        if formula not in self._met:
            self._met[formula] = Met(self.form, formula)
        return self._met[formula]

    def game(self, profile: Profile) -> SymbolicGame:
        """Return the game of a profile by its formulas."""
        if profile not in self._games:
            wants = {actor: self._orders[number] for actor, number in zip(self.actors, profile, strict=True)}
            never = tuple(rule.formula for rule in self.form.never)
            self._games[profile] = SymbolicGame(self.form, wants, never)
        return self._games[profile]

    # -- what is proved --------------------------------------------------------------------------------------------

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Limit the time for all decisions in a block to some seconds; later ones stay undecided."""
        before, until = self._until, deadline(thread_time(), seconds)
        self._until = until if before is None else min(before, until)
        try:
            yield
        finally:
            self._until = before

    @property
    def until(self) -> float | None:
        """When the present budget ends, on the clock of this thread (``thread_time``); None without one."""
        return self._until

    @property
    def left(self) -> float:
        """The seconds that the next decision may take."""
        return SECONDS if self._until is None else min(SECONDS, self._until - thread_time())

    def stays(self, profile: Profile, cell: int, actor: int, concept: str) -> bool | None:
        """Return whether an actor stays in a state; None if that is not decided in time."""
        key = self._key(profile, cell, actor, concept)
        known = self._verdicts.setdefault(key, {})
        own = self._verdicts.get(self._key(profile, cell, actor, "nash"), {})
        for name, stable_ in (*own.items(), *known.items()):
            if name == concept or (stable_ and concept in IMPLIED[name]) or (not stable_ and name in IMPLIED[concept]):
                return stable_
        decision = self.decision(profile, cell, actor, concept)
        return decision.stable

    def decision(self, profile: Profile, cell: int, actor: int, concept: str) -> Decision:
        """Return the decision on whether an actor stays in a state, with its proof."""
        key = self._key(profile, cell, actor, concept)
        decision = self._decisions.get((key, concept))
        if decision is None:
            name, seconds_left = self.actors[actor], self.left
            if seconds_left <= 0:
                return Decision(cell, name, concept, None, None, 0.0)
            decision = decide(self.game(profile), cell, actor=name, concept=concept, seconds=seconds_left)
            if decision.stable is not None:  # what was not decided in time may be later
                self._decisions[key, concept] = decision
                self._verdicts.setdefault(key, {})[concept] = decision.stable
        return decision

    def countered(self, profile: Profile, cell: int, actor: int, target: int, concept: str) -> Path | None:
        """Return the countermoves that deter an improvement (the code that it leads to); None if nothing does. Raises
        Undecided."""
        key = (self._key(profile, cell, actor, concept), concept, target)
        if key not in self._countered:
            chosen, name = concept_named(concept), self.actors[actor]
            try:
                with SolverSession(self.game(profile), max(0.0, self.left)) as asking:
                    departures = Departures(asking, state=cell, actor=name, concept=chosen)
                    proof = departures.settled(target)
            except TimeUp:
                raise Undecided(f"What deters {name}") from None
            path = None if isinstance(proof, Undeterred) else tuple(Countermove(*move) for move in proof.path)
            self._countered[key] = path
        return self._countered[key]

    def stepped(self, profile: Profile, cell: int, actor: int, concept: str) -> Steps:
        """Return where an actor steps from a state, as far as that is found in time."""
        key = self._key(profile, cell, actor, concept)
        targets = self._stepped.get((key, concept))
        if targets is None:
            targets = steps(
                self.game(profile), cell, actor=self.actors[actor], concept=concept, seconds=max(0.0, self.left)
            )
            if targets.whole:
                self._stepped[key, concept] = targets
        return targets

    def _key(self, profile: Profile, cell: int, actor: int, concept: str) -> _Key:
        return (profile[actor] if concept_named(concept).own_only else profile), cell, actor

    # -- what needs no preparation ---------------------------------------------------------------------------------

    def prepare(
        self, profiles: Iterable[Profile], concepts: Sequence[str], actors: Collection[int] | None = None
    ) -> None:
        """Do nothing, since proofs are made on request."""

    @property
    def searched(self) -> bool:
        return True
