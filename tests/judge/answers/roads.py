"""Who prefers what, the five concepts, steps, what is reached and where it ends.

With ``needs`` moves are not transitive: the focal actor moves once, and whoever answers it may take several own moves
in a row. So what opponents reach is a plain closure of their moves; without ``needs`` that is what legal sequences
reach, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tests.judge.answers.form import Form, State
from tests.judge.answers.games import Game

__all__ = ["CONCEPTS", "World", "best_replies", "equilibrium", "foreseen", "outcomes", "reach_word", "reached"]
__all__ += ["closure", "deterred", "improvements", "numbers_of", "stable", "steps", "undeterred", "world_of"]

CONCEPTS = ("nash", "gmr", "smr", "seq", "symseq")

Ranks = Mapping[State, int]


class World:
    """Moves and preferences: a form, every actor's rank of every state (larger is better), and who is bound."""

    def __init__(self, form: Form, ranks: Mapping[str, Ranks], bound: str | None = None) -> None:
        self.form = form
        self.ranks = ranks
        self.bound = bound
        """An actor that has no moves."""
        self.kept: dict[tuple[object, ...], list[State]] = {}

    def moves(self, actor: str, state: State) -> list[State]:
        """An actor's moves from a state; none for a bound one."""
        return [] if actor == self.bound else self.form.moves[actor][state]

    def binding(self, actor: str) -> World:
        """The game in which the actor has no moves."""
        key = ("bound", id(self), actor)
        if key not in self.form.kept:
            self.form.kept[key] = World(self.form, self.ranks, actor)
        found: World = self.form.kept[key]
        return found


def world_of(game: Game) -> World:
    """The moves and preferences of a game. Games with the same preferences share one, to save time."""
    form = game.form
    ranks = {actor: _ranks(game, actor) for actor in form.actors}
    # What is kept is never let go, so that nothing else can come to stand at its place in memory.
    key = ("world", *map(id, ranks.values()))
    if key not in form.kept:
        form.kept[key] = World(form, ranks)
    found: World = form.kept[key]
    return found


def numbers_of(game: Game) -> int:
    """A number that games with the same values of drivers share, and no others."""
    kept = game.form.kept
    known = kept.get(("drivers", id(game.drivers)))
    if known is None:
        number = kept.setdefault(("values", tuple(game.drivers.items())), len(kept))
        known = kept["drivers", id(game.drivers)] = game.drivers, number
    found: int = known[1]
    return found


def _ranks(game: Game, actor: str) -> Ranks:
    """Lexicographic: an earlier want outweighs all later ones. Equal ranks are the same object."""
    kept, numbers = game.form.kept, numbers_of(game)
    line = tuple((want.want, want.while_, want.otherwise, numbers) for want in game.wants[actor])
    if ("line", line) not in kept:
        columns = []
        for want, key in zip(game.wants[actor], line, strict=True):
            if key not in kept:
                kept[key] = [game.met(want, state) for state in game.form.states]
            columns.append(kept[key])
        vectors = list(zip(*columns, strict=True)) if columns else [()] * len(game.form.states)
        place = {vector: place for place, vector in enumerate(sorted(set(vectors)))}
        order = tuple(place[vector] for vector in vectors)
        if ("order", order) not in kept:
            kept["order", order] = dict(zip(game.form.states, order, strict=True))
        kept["line", line] = kept["order", order]
    found: Ranks = kept["line", line]
    return found


def _led_to(start: State, onward: Callable[[State], Iterable[State]]) -> list[State]:
    """The start and everything that it leads to, step by step."""
    found, known = [start], {start}
    for here in found:  # grows while it is read
        for there in onward(here):
            if there not in known:
                known.add(there)
                found.append(there)
    return found


# --- stability ---


def improvements(world: World, actor: str, state: State) -> list[State]:
    """The actor's moves that it prefers."""
    rank = world.ranks[actor]
    return [other for other in world.moves(actor, state) if rank[other] > rank[state]]


def closure(world: World, movers: Iterable[str], state: State, *, improving: bool) -> list[State]:
    """The state and all that moves (or improvements) of the movers lead to, each as often as it likes."""
    movers = tuple(movers)
    key = ("closure", movers, state, improving)
    if key not in world.kept:
        world.kept[key] = _led_to(
            state,
            lambda here: (
                there
                for actor in movers
                for there in (improvements(world, actor, here) if improving else world.moves(actor, here))
            ),
        )
    return world.kept[key]


def deterred(world: World, concept: str, actor: str, state: State, improvement: State) -> bool:
    """Whether the opponents have a sanction against the actor's improvement from the state."""
    if concept == "nash":
        return False
    rank = world.ranks[actor]
    opponents = [other for other in world.form.actors if other != actor]
    for answer in closure(world, opponents, improvement, improving=concept in ("seq", "symseq")):
        if rank[answer] <= rank[state]:
            if concept in ("gmr", "seq"):
                return True
            if all(rank[escape] <= rank[state] for escape in world.moves(actor, answer)):
                return True
    return False


def undeterred(world: World, concept: str, actor: str, state: State) -> list[State]:
    """The improvements that the concept does not deter."""
    key = ("undeterred", concept, actor, state)
    if key not in world.kept:
        world.kept[key] = [
            other for other in improvements(world, actor, state) if not deterred(world, concept, actor, state, other)
        ]
    return world.kept[key]


def stable(world: World, concept: str, actor: str, state: State) -> bool:
    """Every improvement of the actor is deterred."""
    return not undeterred(world, concept, actor, state)


def equilibrium(world: World, concept: str, state: State) -> bool:
    """Stable for every actor."""
    return all(stable(world, concept, actor, state) for actor in world.form.actors)


# --- roads ---


def steps(world: World, concept: str, actor: str, state: State) -> list[State]:
    """Undeterred improvements that are lean: none that changes a strict subset of the same thresholds is as good."""
    key = ("steps", concept, actor, state)
    if key not in world.kept:
        able, rank, changed = undeterred(world, concept, actor, state), world.ranks[actor], world.form.changed
        lean = []
        for one in able:
            rivals = [other for other in able if changed(state, other) < changed(state, one)]
            if not any(rank[other] >= rank[one] for other in rivals):
                lean.append(one)
        world.kept[key] = lean
    return world.kept[key]


def reached(world: World, concept: str, start: State) -> list[State]:
    """The start and all that steps of any actors lead to."""
    key = ("reached", concept, start)
    if key not in world.kept:
        world.kept[key] = sorted(
            _led_to(
                start,
                lambda here: (there for actor in world.form.actors for there in steps(world, concept, actor, here)),
            )
        )
    return world.kept[key]


def outcomes(world: World, concept: str, start: State) -> list[State]:
    """The equilibria of the concept among the states reached."""
    return [state for state in reached(world, concept, start) if equilibrium(world, concept, state)]


def reach_word(game: Game, world: World, concept: str, formula: object) -> str:
    """Whether a formula is reached from the start, in the page's four words."""
    ends = [game.holds(formula, state) for state in outcomes(world, concept, game.start)]
    if ends and all(ends):
        return "ends there"
    if any(ends):
        return "may end there"
    if any(game.holds(formula, state) for state in reached(world, concept, game.start)):
        return "passes there"
    return "nobody goes there"


# --- best replies, foresight ---


def best_replies(world: World, actor: str, state: State) -> list[State]:
    """The best of the state and the actor's moves; the state alone if it is among them."""
    rank = world.ranks[actor]
    choices = [state, *world.moves(actor, state)]
    best = max(rank[choice] for choice in choices)
    return [state] if rank[state] == best else [choice for choice in choices if rank[choice] == best]


def foreseen(world: World, start: State) -> list[State]:
    """The Nash equilibria other than the start that indirectly dominate it."""
    return [
        goal
        for goal in world.form.states
        if goal != start and equilibrium(world, "nash", goal) and _dominates(world, goal, start)
    ]


def _dominates(world: World, goal: State, start: State) -> bool:
    return goal in _led_to(
        start,
        lambda here: (
            there
            for actor in world.form.actors
            if world.ranks[actor][goal] > world.ranks[actor][here]
            for there in world.moves(actor, here)
        ),
    )
