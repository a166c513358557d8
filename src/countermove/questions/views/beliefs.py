"""Beliefs that nothing puts to the test: where a view and the author's model predict different replies.

A view v, held by an actor (or by somebody who does not play), differs from the author's model in some *lines*: wants
that it drops, brings back, rewrites or moves, or that a driver which it sets makes true elsewhere. A line w of an actor
j other than the holder is a *belief* of v about j. With G the author's model and G_v the game as v sees it,

* G_v and G *disagree* about j at s iff the best replies of j at s in them set j's options differently (best replies:
  the highest-ranked among s and j's moves; s alone if s is among them);
* w *accounts* for it at s iff one line alone is enough, either way: with w as the author has it, and all else as in
  G_v, the reply of j at s is no longer that of G_v; or with w as v has it, and all else as in G, it is no longer that
  of G;
* D(w) = the states at which G_v and G disagree about j and w accounts for it. Only lines with D(w) ≠ ∅ are beliefs
  here: others differ in words that make no difference to any reply;
* a state is *put to the test* under a concept iff it is reached on the roads of play in own views
  (``inquiry.outcomes``) from the start; the outcomes are among those states;
* w is **self-confirming** under a concept iff D(w) is not empty and none of it is put to the test: whatever happens,
  nobody sees j answer otherwise than v has it (self-confirming equilibrium: Fudenberg & Levine 1993).

A line replaces its counterpart by taking over its truth in every state (drivers as in its own model) and, if it was
moved, its place: directly after the nearest want that precedes it there.

That a belief is self-confirming does not say that it alone keeps the roads away. ``corrected`` says under which
concepts play in own views would put it to the test if its holder had this one line right; ``ahead``, whether movers who
look to the end (``analysis.foresight``) get from the start to the assessment's target in G_v as it is, and with this
one line right.

Best replies in all states at once, in option form.

An actor's best replies at s are the highest-ranked among s and its moves; s alone if s is among them. A reply leads to
a *strategy* of the actor: a setting of its own options. Two preferences predict different replies at s iff the sets of
strategies differ.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from countermove.assessment.overlays import Calculus, WantLine
from gmcr import foreseen
from gmcr.analysis import Games, OwnViews, Profile
from gmcr.base.errors import SizeError
from gmcr.base.record import Record, derived
from gmcr.model import OptionStructure

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["MAX_TABLE", "Ahead", "Belief", "BeliefGames", "Codes", "Move", "beliefs_in", "reply_table"]


Ranks = NDArray[np.unsignedinteger[Any]]

MAX_TABLE = 1 << 28
"""The largest number of strategies × states."""


def reply_table(structure: OptionStructure, ranks: Ranks, actor: str) -> NDArray[np.bool_]:
    """bool (strategies, states): which settings of the actor's options are best replies in each feasible state.

    *ranks*: the actor's, over cells. Strategy t has the actor's k-th option on iff bit k of t is set. Raises SizeError.
    """
    low, high = structure.form.span[actor]
    strategies, states = 1 << (high - low), structure.states
    if strategies * states.size > MAX_TABLE:
        raise SizeError(
            f"{actor} has {strategies} strategies in {states.size} states: too many to compare the replies of. "
            "Exclude impossible states with `never` rules.",
            actor=actor,
        )
    form = structure.form
    if structure.layout == "dense" and not (form.one_way_mask(actor, "forward") or form.one_way_mask(actor, "back")):
        return structure.at_states(_free(ranks.reshape(-1, strategies, 1 << low)).T).T
    here = ranks[structure.cells_of(states)]
    best = here.copy()
    for _, legal, cells in _moves(structure, actor):
        np.maximum(best, np.where(legal, ranks[cells], 0), out=best)
    stays = here == best
    table = np.zeros((strategies, states.size), dtype=np.bool_)
    own = (states & structure.form.mask(actor)) >> low
    table[own[stays], np.flatnonzero(stays)] = True
    for strategy, legal, cells in _moves(structure, actor):
        table[strategy] |= legal & ~stays & (ranks[cells] == best)
    return table


def _free(ranks: Ranks) -> NDArray[np.bool_]:
    """The table over cells, (strategies, cells), of an actor that can always move to each of its strategies. *ranks*:
    (bits above its own, strategies, bits below)."""
    outer, strategies, inner = ranks.shape
    best = ranks.max(axis=1, keepdims=True)
    stays = ranks == best
    table = np.empty((strategies, outer, strategies, inner), dtype=np.bool_)
    for strategy in range(strategies):
        np.logical_and(~stays, ranks[:, strategy, None] == best, out=table[strategy])
        table[strategy, :, strategy] = stays[:, strategy]
    return table.reshape(strategies, -1)


def _moves(structure: OptionStructure, actor: str) -> Iterator[tuple[int, NDArray[np.bool_], NDArray[np.int64]]]:
    """For each strategy: in which states the actor can move to it, and the cells that this leads to (arbitrary if it
    cannot)."""
    form, states = structure.form, structure.states
    low, high = form.span[actor]
    mask = form.mask(actor)
    held = structure.held(actor)
    for strategy in range(1 << (high - low)):
        targets = (states & ~mask) | strategy << low
        places = np.minimum(np.searchsorted(states, targets), states.size - 1)
        legal = (states[places] == targets) & (targets != states)
        legal &= (held.on & ~targets == 0) & (held.off & targets == 0)
        yield strategy, legal, structure.cells_of(states[places])


_CACHED_BYTES = 1 << 29
"""The number of bytes up to which reply tables are cached."""


Change = Literal["dropped", "brought back", "rewritten", "moved", "revalued"]
Codes = np.ndarray[tuple[int], np.dtype[np.int64]]


class Ahead(NamedTuple):
    """Whether far-sighted movers get to the target in the view."""

    as_seen: bool
    """With the line as the view has it."""
    corrected: bool
    """With the line as the author has it."""


class Move(NamedTuple):
    """A move."""

    actor: str
    """The mover."""
    to: int
    """The code that it leads to."""


@dataclass(frozen=True, slots=True, eq=False)
class Belief(Record):
    """A line of a view about another actor that predicts other replies than the author's model."""

    view: str
    """The view."""
    holder: str | None
    """Its holder; null for a view without one."""
    plays: bool
    """Whether its holder acts by it."""
    actor: str
    """The actor that it is about."""
    want: str
    """The want."""
    change: Change
    """What the view does to it; revalued: by a driver alone."""
    differs: Codes
    """Codes, ascending, of the states at which the predicted replies differ because of it."""
    nearest: int
    """The one of these that is the fewest moves from the start."""
    road: tuple[Move, ...]
    """A shortest way there, regardless of what its movers want."""
    believed: tuple[int, ...]
    """Codes of the actor's best replies there, in the view."""
    modelled: tuple[int, ...]
    """Codes of the actor's best replies there, in the author's model."""
    tested: Mapping[str, tuple[int, ...]]
    """Concept → codes of the states on the roads in own views where it is put to the test."""
    corrected: tuple[str, ...]
    """Concepts under which play in own views would test it if its holder had this one line right."""
    ahead: Ahead | None
    """Whether far-sighted movers get to the target in the view; null without a target."""

    @derived
    def self_confirming(self) -> tuple[str, ...]:
        """Concepts under which nothing puts it to the test."""
        return tuple(concept for concept, codes in self.tested.items() if not codes)


@dataclass(frozen=True, slots=True, eq=False)
class BeliefGames(Record):
    """The data by which beliefs are judged: the author's calculus, each view's, who holds which, and play in own views.
    ``tables``: cached replies by actor and ranks."""

    assessment: Assessment
    games: Games
    start: int
    author: Calculus
    views: Mapping[str, Calculus]
    held: Mapping[str, str]
    own: OwnViews
    concepts: tuple[str, ...]
    tables: dict[tuple[str, int], NDArray[np.bool_]]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every view with every actor that it has beliefs about: all but its holder."""
        known = self.assessment.views
        return tuple(
            (view, actor) for view in self.views for actor in self.assessment.actors if actor != known[view].holder
        )


def beliefs_in(
    setting: BeliefGames, pairs: Sequence[tuple[str, str]] | None = None, *, road: bool = True
) -> tuple[Belief, ...]:
    """Every belief of some views about some actors (``Believing.pairs``; all if None), in file order. ``road``: False
    omits what only descriptions need (the way to the nearest state, ``corrected`` and ``ahead``)."""
    return tuple(
        belief
        for view, actor in (setting.pairs if pairs is None else pairs)
        for belief in _about(setting, view, actor, road)
    )


Order = tuple[tuple[str, int | None], ...]
"""Wants in order: (id, index of the truth array in the arena; None if dropped)."""


def _about(setting: BeliefGames, view: str, actor: str, road: bool) -> list[Belief]:
    seen, author = _order(setting, setting.views[view], actor), _order(setting, setting.author, actor)
    if seen == author:
        return []
    in_view, in_model = _replies(setting, actor, seen), _replies(setting, actor, author)
    disagree = (in_view != in_model).any(axis=0)
    if not disagree.any():
        return []
    lines = []
    moved = setting.assessment.views[view].move
    for want, _ in author:
        if dict(seen)[want] == dict(author)[want] and want not in moved:
            continue
        right, wrong = _with(seen, author, want, want in moved), _with(author, seen, want, want in moved)
        accounts = (_replies(setting, actor, right) != in_view).any(axis=0)
        accounts |= (_replies(setting, actor, wrong) != in_model).any(axis=0)
        differs = setting.games.arena.structure.states[disagree & accounts]
        if differs.size:
            lines.append(_belief(setting, view, actor, want, differs, right, road))
    return lines


def _belief(
    setting: BeliefGames,
    view: str,
    actor: str,
    want: str,
    differs: NDArray[np.int64],
    right: Order,
    road: bool,
) -> Belief:
    games, record = setting.games, setting.assessment.views[view]
    structure, place = games.arena.structure, setting.assessment.actors.index(actor)
    tested = {}
    for concept in setting.concepts:
        reached = [structure.code_of(cell) for cell in setting.own.roads(setting.start, concept).reached]
        tested[concept] = tuple(sorted(set(reached) & set(differs.tolist())))
    nearest, way = _nearest(games, setting.start, differs) if road else (int(differs[0]), ())
    seen = _profile(setting, setting.views[view])
    corrected = tuple(
        games.arena.rank_of_truths(_numbers(right)) if k == place else rank for k, rank in enumerate(seen)
    )

    def replies(profile: Profile) -> tuple[int, ...]:
        cells = games.play(profile).best_replies(structure.cell(nearest), place)
        return tuple(sorted(map(structure.code_of, cells)))

    plays = record.holder is not None and setting.held.get(record.holder) == view
    return Belief(
        view=view,
        holder=record.holder,
        plays=plays,
        actor=actor,
        want=want,
        change=_change(setting, view, actor, want),
        differs=differs,
        nearest=nearest,
        road=way,
        believed=replies(seen),
        modelled=replies(_profile(setting, setting.author)),
        tested=tested,
        corrected=_tested_if(setting, record.holder, corrected, differs) if plays and road else (),
        ahead=_ahead(setting, view, seen, corrected) if road else None,
    )


def _tested_if(
    setting: BeliefGames, holder: str | None, profile: Profile, differs: NDArray[np.int64]
) -> tuple[str, ...]:
    """The concepts under which play in own views reaches some of *differs* if the holder saw this game."""
    assert holder is not None
    place = setting.assessment.actors.index(holder)
    profiles = [profile if k == place else own for k, own in enumerate(setting.own.profiles)]
    own, structure = OwnViews(setting.games, profiles), setting.games.arena.structure
    aim = set(map(structure.cell, differs.tolist()))
    return tuple(c for c in setting.concepts if aim & set(own.roads(setting.start, c).reached))


def _ahead(setting: BeliefGames, view: str, seen: Profile, corrected: Profile) -> Ahead | None:
    target = setting.assessment.target
    if target is None:
        return None
    arena = setting.games.arena
    met = arena.met(target, setting.views[view].drivers)
    before, after = (
        bool(foreseen(setting.games.play(profile), setting.start, met).size) for profile in (seen, corrected)
    )
    return Ahead(before, after)


# -- lines -------------------------------------------------------------------------------------------------------------


def _order(setting: BeliefGames, calculus: Calculus, actor: str) -> Order:
    return tuple(
        (line.want.id, None if line.dropped else setting.games.arena.truth_of(line.want, calculus.drivers))
        for line in calculus.lines[actor]
    )


def _numbers(order: Order) -> tuple[int, ...]:
    return tuple(number for _, number in order if number is not None)


def _profile(setting: BeliefGames, calculus: Calculus) -> Profile:
    arena = setting.games.arena
    return tuple(arena.rank_of_truths(_numbers(_order(setting, calculus, actor))) for actor in arena.actors)


def _with(base: Order, source: Order, want: str, moved: bool) -> Order:
    """*base* with one line as *source* has it."""
    number = dict(source)[want]
    if not moved:
        return tuple((name, number if name == want else own) for name, own in base)
    names = [name for name, _ in source]
    ahead = names[: names.index(want)]
    rest = [item for item in base if item[0] != want]
    place = next((k + 1 for k in range(len(rest) - 1, -1, -1) if ahead and rest[k][0] == ahead[-1]), 0)
    return (*rest[:place], (want, number), *rest[place:])


def _change(setting: BeliefGames, view: str, actor: str, want: str) -> Change:
    def line(calculus: Calculus) -> WantLine:
        return next(item for item in calculus.lines[actor] if item.want.id == want)

    seen, author = line(setting.views[view]), line(setting.author)
    if seen.dropped != author.dropped:
        return "dropped" if seen.dropped else "brought back"
    if any(getattr(seen.want, part) != getattr(author.want, part) for part in ("formula", "condition", "otherwise")):
        return "rewritten"
    return "moved" if want in setting.assessment.views[view].move else "revalued"


def _replies(setting: BeliefGames, actor: str, order: Order) -> NDArray[np.bool_]:
    """Best replies of an actor with these wants in all states: bool (strategies, states)."""
    arena = setting.games.arena
    assert isinstance(arena.structure, OptionStructure)
    number = arena.rank_of_truths(_numbers(order))
    key = (actor, number)
    if key not in setting.tables:
        table = reply_table(arena.structure, arena.ranks[number], actor)
        while setting.tables and sum(own.nbytes for own in setting.tables.values()) + table.nbytes > _CACHED_BYTES:
            del setting.tables[next(iter(setting.tables))]
        setting.tables[key] = table
    return setting.tables[key]


# -- the nearest state -------------------------------------------------------------------------------------------------


def _nearest(games: Games, start: int, goals: NDArray[np.int64]) -> tuple[int, tuple[Move, ...]]:
    """The goal (code) that is the fewest moves of any actors from a cell, and a way there; if no moves lead to any
    goal, the lowest code, and no way."""
    arena = games.arena
    aim: Callable[[int], bool] = set(map(arena.structure.cell, goals.tolist())).__contains__
    came: dict[int, tuple[int, str] | None] = {start: None}
    queue = deque([start])
    while queue:
        cell = queue.popleft()
        if aim(cell):
            return arena.structure.code_of(cell), _way(games, came, cell)
        for place, actor in enumerate(arena.actors):
            for target in _lean_first(arena.moves(cell, place)):
                if target not in came:
                    came[target] = (cell, actor)
                    queue.append(target)
    return int(goals[0]), ()


def _lean_first(moves: tuple[NDArray[np.int64], NDArray[np.int64]]) -> Sequence[int]:
    """Moves by the number of options that they change, so that a shortest way makes no needless changes."""
    targets, changed = moves
    counts = np.array([int(change).bit_count() for change in changed.tolist()], dtype=np.int64)
    ordered: list[int] = targets[np.argsort(counts, kind="stable")].tolist()
    return ordered


def _way(games: Games, came: Mapping[int, tuple[int, str] | None], cell: int) -> tuple[Move, ...]:
    steps: list[Move] = []
    before = came[cell]
    while before is not None:
        steps.append(Move(before[1], games.arena.structure.code_of(cell)))
        cell, before = before[0], came[before[0]]
    return tuple(reversed(steps))
