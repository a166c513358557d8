"""Option games: a graph whose states are codes of options, and what may be switched where.

An arc says where a move as a whole leads; what deals are made of are parts of moves, so who owns an option, which way it
goes and what it needs are kept one by one. An option in degrees is one option a threshold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.judge.graph import Graph
from tests.judge.options import option_graph

if TYPE_CHECKING:
    from tests.judge.answers.games import Game
    from tests.judge.strategies import PlainConflict

__all__ = ["OptionGame", "game_of_assessment", "game_of_conflict", "option_game", "required"]


@dataclass(frozen=True, slots=True)
class OptionGame:
    """A graph whose states are codes of options, and what says which options may be switched in a state."""

    graph: Graph
    owner: tuple[str, ...]
    """Whose each option is."""
    one_way: Mapping[int, str]
    """Option -> forward (on only) or back (off only)."""
    needs: Mapping[int, frozenset[int]]
    """Option -> the states from which alone it may be switched on."""
    start: int

    def rank(self, actor: str, state: int) -> int:
        return self.graph.ranks[actor][state]

    def gains(self, actor: str, q: int, s: int) -> bool:
        """Whether the actor prefers q to s."""
        return self.rank(actor, q) > self.rank(actor, s)

    def owners(self, options: Iterable[int]) -> tuple[str, ...]:
        """Whose the options are, in file order."""
        whose = {self.owner[k] for k in options}
        return tuple(actor for actor in self.graph.actors if actor in whose)

    def may_switch(self, s: int, k: int) -> bool:
        """Whether option k may be switched in s, whatever state that leads to."""
        is_on = bool(s >> k & 1)
        if is_on:
            return self.one_way.get(k) != "forward"
        return self.one_way.get(k) != "back" and (k not in self.needs or s in self.needs[k])


def option_game(
    *,
    options: Mapping[str, Sequence[str]],
    start: int,
    ranks: Mapping[str, Mapping[int, int]],
    feasible: Iterable[int] | None = None,
    one_way: Mapping[str, str] | None = None,
    needs: Mapping[str, Collection[int]] | None = None,
) -> OptionGame:
    """The game of an option form, given as to `option_graph`; ValueError where the start is not feasible."""
    names = [f"{actor}.{name}" for actor, own in options.items() for name in own]
    graph = option_graph(options=options, feasible=feasible, ranks=ranks, one_way=one_way, needs=needs)
    return OptionGame(
        graph,
        tuple(actor for actor, own in options.items() for _ in own),
        {names.index(name): way for name, way in (one_way or {}).items()},
        {names.index(name): frozenset(ready) for name, ready in (needs or {}).items()},
        required(graph, start),
    )


def game_of_conflict(plain: PlainConflict) -> OptionGame:
    """The game of a random conflict."""
    return option_game(
        options=dict(zip(plain.actors, plain.options, strict=True)),
        start=plain.start,
        ranks=plain.ranks,
        feasible=plain.feasible,
        one_way=plain.one_way,
        needs=plain.needs,
    )


def game_of_assessment(game: Game) -> OptionGame:
    """The game of an assessment, one option a threshold; its codes are those of the form."""
    from tests.judge.answers.roads import world_of  # where the engine is tested alone no files are read

    form, ranks = game.form, world_of(game).ranks
    options: dict[str, list[str]] = {actor: [] for actor in form.actors}
    one_way: dict[str, str] = {}
    needs: dict[str, set[int]] = {}
    for full in form.options:
        for level in range(1, form.height[full] + 1):
            name = f"{full}>={level}"
            options[form.owner[full]].append(name.removeprefix(f"{form.owner[full]}."))
            if form.one_way[full]:
                one_way[name] = form.one_way[full]
            if full in form.needs:
                ready = [state for state in form.states if form.holds(form.needs[full], state, form.now)]
                needs[name] = set(map(form.code, ready))
    return option_game(
        options=options,
        start=form.code(game.start),
        ranks={actor: {form.code(state): rank for state, rank in ranks[actor].items()} for actor in form.actors},
        feasible=map(form.code, form.states),
        one_way=one_way,
        needs=needs,
    )


def required(graph: Graph, state: int) -> int:
    """The state itself; ValueError if it is not feasible."""
    if state not in graph.states:
        raise ValueError(f"{state} is not feasible")
    return state
