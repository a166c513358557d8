"""The games of one assessment with the cached results about them.

One ``Games`` object serves a whole assessment run: plays by profile, the cells of driver spaces, minimal changes.

Chooses between listing the states of the games on a structure and proving verdicts on them.

States are listed wherever they can be (``model.OptionStructure.unlisted`` says why not): a list answers every
question, and pays the more questions are asked. If they cannot be listed, ``analysis.unlisted`` answers what can be
asked of one state after another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from fractions import Fraction
from typing import Any, Final
from weakref import WeakKeyDictionary

from gmcr.analysis.arena import Arena, Profile
from gmcr.analysis.drivers.cells import Points, Range, cell_points
from gmcr.analysis.edits.calculus import EditSets
from gmcr.analysis.edits.changes import MinimalChanges, minimal_changes
from gmcr.analysis.edits.edits import Edit, with_edits, with_only
from gmcr.analysis.edits.ensemble import GamesEdited
from gmcr.analysis.edits.equilibrium_changes import Cheapest, changes_of_equilibrium, cheapest_of_equilibrium
from gmcr.analysis.orders import FEW_CELLS
from gmcr.analysis.roads.roads import Play
from gmcr.analysis.unlisted.arena import UnlistedArena
from gmcr.analysis.unlisted.play import UnlistedPlay, witness_of
from gmcr.base.tasks import Task
from gmcr.logic import Formula, LinearForm
from gmcr.model import Conflict, OptionStructure, Preference, Ranking, Structure
from gmcr.model.structure import without_moves
from gmcr.stability import Witness
from gmcr.stability import concept as concept_named
from gmcr.stability import why as read_off

__all__ = ["Games", "arena_of", "play_on", "why", "witness_in"]


def arena_of(structure: Structure) -> Arena:
    """Return the arena of the games on a structure."""
    if isinstance(structure, OptionStructure) and not structure.listed:
        return UnlistedArena(structure)
    return Arena(structure)


def witness_in(arena: Arena, conflict: Conflict, state: int, *, actor: str, concept: str) -> Witness:
    """Return why a state (a code) of a game is stable for an actor under a concept, or not."""
    if isinstance(arena, UnlistedArena):
        decision = arena.decision(arena.profile(conflict), state, conflict.actor(actor), concept)
        return witness_of(conflict, decision)
    return read_off(conflict, state, actor=actor, concept=concept)


def why(conflict: Conflict, state: int | str, *, actor: str, concept: str = "nash") -> Witness:
    """Return the witness of a state's stability for an actor: what keeps it there, or moves it out.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : int or str
        The state s: a code, a label (graph form) or the options that are on.
    actor : str
        The actor i.
    concept : str, default "nash"
        The name of a concept, one of ``CONCEPTS``.

    Returns
    -------
    Witness
        The verdict with its proof: the improvements that something deters, each with the countermoves that deter it, and
        the best improvement that nothing deters, if there is one. It is read off the states, or proved if they are too many
        to be listed (``Witness.proof``).

    Raises
    ------
    UnknownName
        If an actor, a concept or an option does not exist.
    ModelError
        If *conflict* is not a Conflict, or the state is infeasible.
    SizeError
        If the states are too many to be listed and an actor is given by a ranking.
    MissingExtra
        If the states are too many to be listed and the extra ``sat`` is not installed.

    See Also
    --------
    solve : The stability of all states, with the definitions.

    Notes
    -----
    A path of countermoves begins at the improvement, consists of opponents' moves (for SEQ and symmetric SEQ of their
    improvements), nobody moving twice in a row, and ends in a state that i likes no better than s; under SMR and symmetric
    SEQ no reply of i from there is better than s either. Paths are shortest; among these the first found in the order of
    actors and codes. Where options need something, anybody may move twice in a row.

    References
    ----------
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict Resolution*.
      Wiley.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> witness = gmcr.why(ferry, "run, pay", actor="town", concept="seq")
    >>> witness
    <Witness: town stays in line.run, town.pay under seq, 1 improvement deterred>
    >>> witness.deterred
    (Deterred(improvement=1, path=(Countermove(actor='line', to=0),)),)
    """
    made = Conflict.given(conflict)
    who, code, chosen = made.actor(actor), made.code(state), concept_named(concept)
    return witness_in(arena_of(made.structure), made, code, actor=made.actors[who], concept=chosen.name)


def play_on(arena: Arena, profile: Profile) -> Play:
    """Return the play of a profile on an arena."""
    return UnlistedPlay(arena, profile) if isinstance(arena, UnlistedArena) else Play(arena, profile)


JUDGED = 1 << 17
"""The number of cached values of checks, a few hundred bytes each."""


class Games:
    """Plays, cells and changes of the games on one structure, each computed once.

    Parameters
    ----------
    structure : Structure
        The states and moves that the games have in common.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Games
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> games = Games(ferry.structure)
    >>> games.play_of(ferry).roads(3, "nash").outcomes
    (0,)
    """

    FEW_CELLS: Final = FEW_CELLS
    """On structures with at most this many cells many games are handled side by side."""

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
        self._edit_sets: dict[Any, EditSets] = {}
        self._calculi_of: dict[tuple[Conflict, bool], list[EditSets]] = {}
        self._bound: dict[int, Games] = {}
        self._judged: dict[tuple[Hashable, Hashable], dict[str, int]] = {}

    def play(self, profile: Profile) -> Play:
        """Return the play of a profile.

        Parameters
        ----------
        profile : tuple of int
            The number of each actor's rank array.

        Returns
        -------
        Play
            The play, the same object each time.
        """
        if profile not in self._plays:
            self._plays[profile] = play_on(self.arena, profile)
        return self._plays[profile]

    def play_of(self, conflict: Conflict) -> Play:
        """Return the play of a game.

        Parameters
        ----------
        conflict : Conflict
            A game on this structure.

        Returns
        -------
        Play
            The play of its profile.
        """
        play = self._of_conflict.get(conflict)
        if play is None:
            play = self._of_conflict[conflict] = self.play(self.arena.profile(conflict))
        return play

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """Limit the time for proofs in a block, where states are not listed.

        Parameters
        ----------
        seconds : float
            The seconds that all proofs in the block may take together.

        Returns
        -------
        context manager
            It has no effect where states are listed.
        """
        return self.arena.within(seconds) if isinstance(self.arena, UnlistedArena) else nullcontext()

    def witness(self, conflict: Conflict, state: int, *, actor: str, concept: str) -> Witness:
        """Return the witness of a state's stability for an actor.

        Parameters
        ----------
        conflict : Conflict
            A game on this structure.
        state : int
            The code of the state.
        actor : str
            The actor.
        concept : str
            One of ``CONCEPTS``.

        Returns
        -------
        Witness
            The verdict with what proves it, as from ``gmcr.why``.

        Raises
        ------
        UnknownName
            If the actor or the concept does not exist.
        ModelError
            If the state is infeasible.
        """
        return witness_in(self.arena, conflict, state, actor=actor, concept=concept)

    def bound(self, actor: int) -> Games:
        """Return the games in which an actor has no moves.

        Parameters
        ----------
        actor : int
            The position of the actor.

        Returns
        -------
        Games
            Games with the same states. A profile has the same ranks there under the same numbers.
        """
        if actor not in self._bound:
            structure = self.arena.structure
            self._bound[actor] = Games(without_moves(structure, structure.actors[actor]))
            self.arena.share_with(self._bound[actor].arena)
        return self._bound[actor]

    def judged(self, check: Hashable, of: Hashable) -> dict[str, int]:
        """Return the cached values of a check, by concept.

        Parameters
        ----------
        check : hashable
            The check.
        of : hashable
            What its value depends on.

        Returns
        -------
        dict of str to int
            Concept → value, for all cases that agree in *of*. The caller adds to it.
        """
        known = self._judged.get((check, of))
        if known is None:
            if len(self._judged) >= JUDGED:
                self._judged.clear()
            known = self._judged[check, of] = {}
        return known

    def edited(self, conflict: Conflict, edits: Sequence[Edit]) -> Conflict:
        """Return the game after a set of edits.

        Parameters
        ----------
        conflict : Conflict
            The game.
        edits : sequence of Edit
            The edits, at most one per want.

        Returns
        -------
        Conflict
            The edited game, cached.
        """
        return self._variant(conflict, tuple(edits), lambda: with_edits(conflict, edits))

    def profile_after(self, conflict: Conflict, edits: Iterable[Edit], *, turn: bool = False) -> Profile:
        """Return the profile of a game after a set of edits.

        Parameters
        ----------
        conflict : Conflict
            The game.
        edits : iterable of Edit
            The edits, at most one per want; those of wants that the game lacks have no effect.
        turn : bool, default False
            Whether the edits may turn wants round.

        Returns
        -------
        tuple of int
            The number of each actor's rank array.

        Raises
        ------
        SizeError
            If an actor has too many sets of edits of that size.
        """
        if (conflict, turn) not in self._calculi_of:
            self._calculi_of[conflict, turn] = self._calculi(conflict, turn=turn)
        own: dict[str, list[Edit]] = {}
        for edit in edits:
            own.setdefault(edit.actor, []).append(edit)
        calculi = zip(conflict.actors, self._calculi_of[conflict, turn], strict=True)
        return tuple(calculus.rank_after(own.get(actor, ())) for actor, calculus in calculi)

    def alone(self, conflict: Conflict, want: str | None) -> Conflict:
        """Return the game in which a single want is kept and all other wants of all actors are dropped.

        Parameters
        ----------
        conflict : Conflict
            The game.
        want : str or None
            The id of the want to keep; None keeps none.

        Returns
        -------
        Conflict
            That game, cached.
        """
        return self._variant(conflict, want, lambda: with_only(conflict, want))

    def _variant(self, conflict: Conflict, which: object, make: Callable[[], Conflict]) -> Conflict:
        key = (conflict, which)
        if key not in self._variants:
            self._variants[key] = make()
        return self._variants[key]

    def comparisons(
        self, formula: Formula, drivers: Mapping[str, Fraction], vary: tuple[str, ...]
    ) -> tuple[LinearForm, ...]:
        """Return the linear forms over the varied drivers that comparisons in a formula can take.

        Parameters
        ----------
        formula : Formula
            A resolved formula.
        drivers : mapping of str to Fraction
            The value of every driver; those of the varied ones do not matter.
        vary : tuple of str
            The varied drivers.

        Returns
        -------
        tuple of LinearForm
            The forms whose signs decide the comparisons; empty if the formula mentions no varied driver.
        """
        names = self.mentioned(formula)
        if not set(names) & set(vary):
            return ()
        key = (formula, tuple(drivers[name] for name in names if name not in vary), vary)
        if key not in self._comparisons:
            self._comparisons[key] = LinearForm.dividing(formula, drivers, vary)
        return self._comparisons[key]

    def mentioned(self, formula: Formula) -> tuple[str, ...]:
        """Return the drivers that a formula mentions.

        Parameters
        ----------
        formula : Formula
            A resolved formula.

        Returns
        -------
        tuple of str
            Their names, ascending.
        """
        if formula not in self._mentions:
            self._mentions[formula] = tuple(sorted(formula.drivers))
        return self._mentions[formula]

    def forms(
        self, preference: Preference, drivers: Mapping[str, Fraction], vary: tuple[str, ...]
    ) -> tuple[LinearForm, ...]:
        """Return the linear forms over the varied drivers that comparisons in an actor's wants can take.

        Parameters
        ----------
        preference : tuple of ModelWant or Ranking
            The actor's preference; a ranking has no comparisons.
        drivers : mapping of str to Fraction
            The value of every driver; those of the varied ones do not matter.
        vary : tuple of str
            The varied drivers.

        Returns
        -------
        tuple of LinearForm
            The different forms.
        """
        if isinstance(preference, Ranking):
            return ()
        fixed = tuple(drivers[name] for name in self.arena.drivers_of(preference) if name not in vary)
        key = (preference, fixed, vary)
        if key not in self._forms:
            parts = (part for want in preference for part in want.parts)
            self._forms[key] = tuple(dict.fromkeys(f for part in parts for f in self.comparisons(part, drivers, vary)))
        return self._forms[key]

    def points(self, forms: tuple[LinearForm, ...], ranges: Mapping[str, Range]) -> Points:
        """Return one exact point of every cell into which linear forms cut the ranges of drivers.

        Parameters
        ----------
        forms : tuple of LinearForm
            Forms over the drivers that have ranges.
        ranges : mapping of str to (Fraction, Fraction)
            Driver → the ends of its closed range.

        Returns
        -------
        Points
            The points, cached.

        Raises
        ------
        SizeError
            If there are too many cells, see ``cell_points``.
        """
        key = (forms, tuple(ranges.items()))
        if key not in self._points:
            self._points[key] = Points(tuple(cell_points(forms, ranges)))
        return self._points[key]

    def profiles_along(self, conflict: Conflict, points: Points) -> Iterator[Profile]:
        """Yield the profile of a game at each of several points.

        Parameters
        ----------
        conflict : Conflict
            The game.
        points : Points
            Values for some of its drivers; the others keep the game's own.

        Returns
        -------
        iterator of tuple of int
            The profiles, in the order of the points.
        """
        return zip(*(self._along(conflict, actor, points) for actor in conflict.actors), strict=True)

    def truths_along(self, formula: Formula, conflict: Conflict, points: Points) -> Iterator[int]:
        """Yield the number of a formula's truth array at each of several points.

        Parameters
        ----------
        formula : Formula
            A resolved formula.
        conflict : Conflict
            The game.
        points : Points
            Values for some of its drivers; the others keep the game's own.

        Returns
        -------
        iterator of int
            The numbers, in the order of the points.
        """
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
        """Compute the minimal changes for a target under the roads of a concept.

        Parameters
        ----------
        conflict : Conflict
            The game.
        target : Formula
            The target, a resolved formula.
        bound : int
            The largest number of edits in a change.
        concept : str, default "nash"
            One of ``CONCEPTS``.
        start : int, optional
            Another cell from which roads lead. By default that of the conflict's start.
        passing : bool, default False
            Whether roads only have to pass the target.
        turn : bool, default False
            Whether wants may be turned round too.
        stress : bool, default False
            Whether wants may be reversed too.
        leave_out : bool, default False
            Whether wants may be dropped only.

        Returns
        -------
        task of MinimalChanges
            The search, part by part; its result is cached. See ``gmcr.minimal_changes`` for definitions and errors.
        """
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
        """Compute the minimal changes that turn over whether a state is an equilibrium.

        Parameters
        ----------
        conflict : Conflict
            The game.
        state : int
            The code of the state.
        bound : int
            The largest number of edits in a change.
        concept : str, default "nash"
            One of ``CONCEPTS``.
        turn : bool, default False
            Whether wants may be turned round too.
        stress : bool, default False
            Whether wants may be reversed too.

        Returns
        -------
        task of MinimalChanges
            The search, part by part; its result is cached. See ``gmcr.changes_of_equilibrium`` for definitions and
            errors.
        """
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
        """Return the cheapest change of any size that turns over whether a state is an equilibrium.

        Parameters
        ----------
        conflict : Conflict
            The game.
        state : int
            The code of the state.
        costs : mapping of Edit to Fraction
            A positive cost for every edit.
        concept : str
            "nash", "gmr" or "smr".
        stress : bool, default False
            Whether wants may be reversed too.

        Returns
        -------
        Cheapest
            The change and its cost, both None if no change does it.

        Raises
        ------
        UnknownName
            If the concept does not exist.
        ModelError
            If the state is infeasible.
        SizeError
            If what the actors need is too much to write out.
        MissingExtra
            If the extra ``sat`` is not installed.
        """
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
        """Return the collection of games whose changes are searched together.

        Parameters
        ----------
        concept : str
            One of ``CONCEPTS``.
        passing : bool, default False
            Whether roads only have to pass a target.
        turn : bool, default False
            Whether wants may be turned round too.
        stress : bool, default False
            Whether wants may be reversed too.
        leave_out : bool, default False
            Whether wants may be dropped only.

        Returns
        -------
        GamesEdited
            The collection, one for each combination of arguments.

        Raises
        ------
        UnknownName
            If the concept does not exist.
        """
        key = (concept, passing, turn, stress, leave_out)
        if key not in self._games_edited:
            self._games_edited[key] = GamesEdited.on(self.arena, concept, passing=passing)
        return self._games_edited[key]

    def edited_number(self, conflict: Conflict, target: Formula, concept: str, *, stress: bool = False) -> int:
        """Return the number of a game with its target in ``games_edited``.

        Parameters
        ----------
        conflict : Conflict
            The game.
        target : Formula
            The target, a resolved formula.
        concept : str
            One of ``CONCEPTS``.
        stress : bool, default False
            Whether wants may be reversed too.

        Returns
        -------
        int
            The number; a new game is added.
        """
        good = self.arena.truth_of_formula(target, conflict.drivers)
        games, start = self.games_edited(concept, stress=stress), conflict.structure.cell(conflict.start)
        return games.number(self._calculi(conflict, stress=stress), start, good)

    def _calculi(
        self, conflict: Conflict, *, turn: bool = False, stress: bool = False, leave_out: bool = False
    ) -> list[EditSets]:
        calculi = []
        for key in self.changing(conflict, turn=turn):
            variant = (key, turn, stress, leave_out)
            if variant not in self._edit_sets:
                self._edit_sets[variant] = EditSets(
                    conflict, self.arena, key[0], turn=turn, stress=stress, leave_out=leave_out
                )
            calculi.append(self._edit_sets[variant])
        return calculi

    def changing(self, conflict: Conflict, *, turn: bool = False) -> tuple[tuple[str, Any], ...]:
        """Return what each actor's edit sets and their effects depend on.

        Parameters
        ----------
        conflict : Conflict
            The game.
        turn : bool, default False
            Whether wants may be turned round too.

        Returns
        -------
        tuple of (str, hashable)
            For each actor its name and a key; games with the same key share the actor's edit sets.
        """
        return tuple((actor, EditSets.signature(conflict, self.arena, actor, turn=turn)) for actor in conflict.actors)
