"""The games of one assessment, with everything about them that is worth keeping.

One ``Games`` object serves a whole assessment run: plays by profile, the cells of driver spaces, minimal changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from fractions import Fraction
from typing import Any, Final
from weakref import WeakKeyDictionary

from gmcr.analysis.arena import Profile
from gmcr.analysis.dispatch import arena_of, play_on, witness_in
from gmcr.analysis.drivers.cells import Range, cell_points
from gmcr.analysis.drivers.points import Points
from gmcr.analysis.edits.calculus import EditSets
from gmcr.analysis.edits.changes import MinimalChanges, minimal_changes
from gmcr.analysis.edits.edits import Edit, with_edits, with_only
from gmcr.analysis.edits.ensemble import GamesEdited
from gmcr.analysis.edits.equilibrium_changes import Cheapest, changes_of_equilibrium, cheapest_of_equilibrium
from gmcr.analysis.orders import FEW_CELLS
from gmcr.analysis.roads.roads import Play
from gmcr.analysis.unlisted.arena import UnlistedArena
from gmcr.base.tasks import Task
from gmcr.logic import Formula, LinearForm
from gmcr.model import Conflict, Preference, Ranking, Structure
from gmcr.model.bound import bound
from gmcr.stability import Witness

__all__ = ["Games"]

JUDGED = 1 << 17
"""Values that are kept at most, a few hundred bytes each."""


class Games:
    """Plays, cells and changes of the games on one structure, each made once."""

    FEW_CELLS: Final = FEW_CELLS
    """On structures with no more cells than this many games are looked at side by side."""

    def __init__(self, structure: Structure) -> None:
        self.arena = arena_of(structure)
        self._plays: dict[Profile, Play] = {}
        self._of_conflict: WeakKeyDictionary[Conflict, Play] = WeakKeyDictionary()
        self._variants: dict[tuple[Conflict, object], Conflict] = {}
        self._mentions: dict[Formula, tuple[str, ...]] = {}
        self._comparisons: dict[Any, tuple[LinearForm, ...]] = {}
        self._points: dict[Any, Points] = {}
        self._forms: dict[Any, tuple[LinearForm, ...]] = {}
        self._ranks_along: dict[Any, tuple[int, ...]] = {}
        self._changes: dict[Any, MinimalChanges] = {}
        self._games_edited: dict[tuple[str, bool, bool, bool, bool], GamesEdited] = {}
        self._kept: dict[Any, EditSets] = {}
        self._calculi_of: dict[tuple[Conflict, bool], list[EditSets]] = {}
        self._bound: dict[int, Games] = {}
        self._judged: dict[tuple[Hashable, Hashable], dict[str, int]] = {}

    def play(self, profile: Profile) -> Play:
        """The play of a profile."""
        if profile not in self._plays:
            self._plays[profile] = play_on(self.arena, profile)
        return self._plays[profile]

    def play_of(self, conflict: Conflict) -> Play:
        """The play of a game on this structure."""
        found = self._of_conflict.get(conflict)
        if found is None:
            found = self._of_conflict[conflict] = self.play(self.arena.profile(conflict))
        return found

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """Prove what is asked meanwhile within so many seconds, where states are not listed; it makes no difference where they
        are."""
        return self.arena.within(seconds) if isinstance(self.arena, UnlistedArena) else nullcontext()

    def witness(self, conflict: Conflict, state: int, *, actor: str, concept: str) -> Witness:
        """The witness of a state's (a code's) stability for an actor under a concept, in a game on this structure. Raises
        UnknownName, ModelError."""
        return witness_in(self.arena, conflict, state, actor=actor, concept=concept)

    def bound(self, actor: int) -> Games:
        """The games in which an actor has no moves; a profile there has the same ranks by the same numbers."""
        if actor not in self._bound:
            structure = self.arena.structure
            self._bound[actor] = Games(bound(structure, structure.actors[actor]))
            self.arena.share_with(self._bound[actor].arena)
        return self._bound[actor]

    def judged(self, check: Hashable, of: Hashable) -> dict[str, int]:
        """Concept → the value of a check in all cases in which what it depends on is the same; to be added to."""
        known = self._judged.get((check, of))
        if known is None:
            if len(self._judged) >= JUDGED:
                self._judged.clear()
            known = self._judged[check, of] = {}
        return known

    def edited(self, conflict: Conflict, edits: Sequence[Edit]) -> Conflict:
        """The game after a set of edits; claims about one game share its variants."""
        return self._variant(conflict, tuple(edits), lambda: with_edits(conflict, edits))

    def profile_after(self, conflict: Conflict, edits: Iterable[Edit], *, turn: bool = False) -> Profile:
        """The profile of a game after a set of edits, *turn*: with wants turned round among them; those that are none of its own
        have no effect."""
        if (conflict, turn) not in self._calculi_of:
            self._calculi_of[conflict, turn] = self._calculi(conflict, turn=turn)
        own: dict[str, list[Edit]] = {}
        for edit in edits:
            own.setdefault(edit.actor, []).append(edit)
        calculi = zip(conflict.actors, self._calculi_of[conflict, turn], strict=True)
        return tuple(calculus.rank_after(own.get(actor, ())) for actor, calculus in calculi)

    def alone(self, conflict: Conflict, want: str | None) -> Conflict:
        """The game with a single want kept, all other wants of all actors dropped; or with none."""
        return self._variant(conflict, want, lambda: with_only(conflict, want))

    def _variant(self, conflict: Conflict, which: object, make: Callable[[], Conflict]) -> Conflict:
        key = (conflict, which)
        if key not in self._variants:
            self._variants[key] = make()
        return self._variants[key]

    def comparisons(
        self, formula: Formula, drivers: Mapping[str, Fraction], vary: tuple[str, ...]
    ) -> tuple[LinearForm, ...]:
        """The linear forms over the varied drivers that comparisons in a formula can take."""
        names = self.mentioned(formula)
        if not set(names) & set(vary):
            return ()
        key = (formula, tuple(drivers[name] for name in names if name not in vary), vary)
        if key not in self._comparisons:
            self._comparisons[key] = LinearForm.dividing(formula, drivers, vary)
        return self._comparisons[key]

    def mentioned(self, formula: Formula) -> tuple[str, ...]:
        """The drivers that a formula mentions, ascending."""
        if formula not in self._mentions:
            self._mentions[formula] = tuple(sorted(formula.drivers))
        return self._mentions[formula]

    def forms(
        self, preference: Preference, drivers: Mapping[str, Fraction], vary: tuple[str, ...]
    ) -> tuple[LinearForm, ...]:
        """The same of all wants of an actor, without repetition."""
        if isinstance(preference, Ranking):
            return ()
        fixed = tuple(drivers[name] for name in self.arena.drivers_of(preference) if name not in vary)
        key = (preference, fixed, vary)
        if key not in self._forms:
            parts = (part for want in preference for part in want.parts)
            self._forms[key] = tuple(dict.fromkeys(f for part in parts for f in self.comparisons(part, drivers, vary)))
        return self._forms[key]

    def points(self, forms: tuple[LinearForm, ...], ranges: Mapping[str, Range]) -> Points:
        """One exact point of every cell."""
        key = (forms, tuple(ranges.items()))
        if key not in self._points:
            self._points[key] = Points(tuple(cell_points(forms, ranges)))
        return self._points[key]

    def profiles_along(self, conflict: Conflict, points: Points) -> Iterator[Profile]:
        """The profile of a game at each point, at which some of its drivers have other values."""
        return zip(*(self._along(conflict, actor, points) for actor in conflict.actors), strict=True)

    def truths_along(self, formula: Formula, conflict: Conflict, points: Points) -> Iterator[int]:
        """The number of a formula's truth array at each point."""
        firsts, which = points.along(self.mentioned(formula))
        numbers = [self.arena.truth_of_formula(formula, {**conflict.drivers, **point}) for point in firsts]
        return (numbers[place] for place in which)

    def _along(self, conflict: Conflict, actor: str, points: Points) -> tuple[int, ...]:
        """The number of an actor's rank array at each point."""
        wants = conflict.preferences[actor]
        if isinstance(wants, Ranking):
            return (self.arena.rank(actor, wants, conflict),) * len(points)
        mentioned = self.arena.drivers_of(wants)
        key = (wants, points, tuple(conflict.drivers[name] for name in mentioned))
        if key not in self._ranks_along:
            firsts, which = points.along(mentioned)
            numbers = [self.arena.rank_of_wants(wants, {**conflict.drivers, **point}) for point in firsts]
            self._ranks_along[key] = tuple(numbers[place] for place in which)
        return self._ranks_along[key]

    def changes(
        self,
        conflict: Conflict,
        target: Formula,
        bound: int,
        *,
        concept: str = "nash",
        start: int | None = None,
        passing: bool = False,
        turn: bool = False,
        stress: bool = False,
        leave_out: bool = False,
    ) -> Task[MinimalChanges]:
        """Minimal changes for a target under the roads of a concept, from the start or another cell; *passing*: they only have to
        pass it."""
        good = self.arena.truth_of_formula(target, conflict.drivers)  # a target may mention drivers
        begins = conflict.structure.cell(conflict.start) if start is None else start
        kinds = (passing, turn, stress, leave_out)
        key = ("roads", self.changing(conflict, turn=turn), begins, good, bound, concept, kinds)
        if key not in self._changes:
            self._changes[key] = yield from minimal_changes.work(
                conflict,
                target,
                bound=bound,
                concept=concept,
                calculi=self._calculi(conflict, turn=turn, stress=stress, leave_out=leave_out),
                among=self.games_edited(concept, passing=passing, turn=turn, stress=stress, leave_out=leave_out),
                start=begins,
                passing=passing,
                turn=turn,
                stress=stress,
                leave_out=leave_out,
            )
        return self._changes[key]

    def changes_of_equilibrium(
        self,
        conflict: Conflict,
        state: int,
        bound: int,
        *,
        concept: str = "nash",
        turn: bool = False,
        stress: bool = False,
    ) -> Task[MinimalChanges]:
        """Minimal changes that turn over whether a state (a code) is an equilibrium of a concept."""
        key = ("equilibrium", self.changing(conflict, turn=turn), state, bound, concept, turn, stress)
        if key not in self._changes:
            calculi = self._calculi(conflict, turn=turn, stress=stress)
            self._changes[key] = yield from changes_of_equilibrium.work(
                conflict, state, bound=bound, concept=concept, calculi=calculi, turn=turn, stress=stress
            )
        return self._changes[key]

    def cheapest_of_equilibrium(
        self, conflict: Conflict, state: int, costs: Mapping[Edit, Fraction], *, concept: str, stress: bool = False
    ) -> Cheapest:
        """The cheapest change of whatever size that turns over whether a state (a code) is an equilibrium, under Nash, GMR and
        SMR; *costs*: of every edit, positive. Raises ModelError, SizeError, MissingExtra."""
        return cheapest_of_equilibrium(conflict, state, costs, concept=concept, arena=self.arena, stress=stress)

    def games_edited(
        self,
        concept: str,
        *,
        passing: bool = False,
        turn: bool = False,
        stress: bool = False,
        leave_out: bool = False,
    ) -> GamesEdited:
        """The games whose changes are looked for under the roads of a concept."""
        key = (concept, passing, turn, stress, leave_out)
        if key not in self._games_edited:
            self._games_edited[key] = GamesEdited.on(self.arena, concept, passing=passing)
        return self._games_edited[key]

    def edited_number(self, conflict: Conflict, target: Formula, concept: str, *, stress: bool = False) -> int:
        """The number of a game with its target among ``games_edited``."""
        good = self.arena.truth_of_formula(target, conflict.drivers)
        games, start = self.games_edited(concept, stress=stress), conflict.structure.cell(conflict.start)
        return games.number(self._calculi(conflict, stress=stress), start, good)

    def _calculi(
        self, conflict: Conflict, *, turn: bool = False, stress: bool = False, leave_out: bool = False
    ) -> list[EditSets]:
        found = []
        for key in self.changing(conflict, turn=turn):
            kept = (key, turn, stress, leave_out)
            if kept not in self._kept:
                self._kept[kept] = EditSets(conflict, self.arena, key[0], turn=turn, stress=stress, leave_out=leave_out)
            found.append(self._kept[kept])
        return found

    def changing(self, conflict: Conflict, *, turn: bool = False) -> tuple[tuple[str, Any], ...]:
        """For each actor what its edit sets and their effects depend on."""
        return tuple((actor, EditSets.signature(conflict, self.arena, actor, turn=turn)) for actor in conflict.actors)
