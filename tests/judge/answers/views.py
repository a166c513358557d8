"""First-level hypergames by their definitions: stability and roads in own views, and beliefs that nothing tests.

A *line* is a want at its place in an actor's order, with its truth in every state, None where it is dropped. Whoever
holds no view sees the author's model. States are told by their codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.judge.answers.checks import Setting
from tests.judge.answers.form import Form, State
from tests.judge.answers.games import Game, laid
from tests.judge.answers.roads import World, equilibrium, stable, steps, world_of

__all__ = ["Line", "OwnViews", "beliefs", "lines", "replies"]


class OwnViews:
    """Who sees which game, ``seen[actor]``; a scenario that is *selected* comes before the first answers."""

    def __init__(self, setting: Setting, held: Mapping[str, str], *, selected: str | None = None) -> None:
        self.form, document = setting.form, setting.document
        overlays: list[Mapping[str, Any]] = [document["scenarios"][selected]] if selected else []
        overlays += [document["open"][q]["readings"][a] or {} for q, a in setting.readings[0].items()]
        self.author = laid(document, self.form, overlays)
        self.whole = {v: laid(document, self.form, [*overlays, view]) for v, view in document["views"].items()}
        self.seen = {a: self.whole[held[a]] if a in held else self.author for a in self.form.actors}

    def world(self, actor: str) -> World:
        return world_of(self.seen[actor])

    def equilibria(self, concept: str) -> set[int]:
        """States that are stable for everybody in the game that it sees."""
        every = self.form.by_code.items()
        return {code for code, s in every if all(stable(self.world(a), concept, a, s) for a in self.form.actors)}

    def in_all_eyes(self, concept: str) -> set[int]:
        """Equilibria of the author's model and of every view."""
        games = [world_of(game) for game in (self.author, *self.whole.values())]
        return {code for code, s in self.form.by_code.items() if all(equilibrium(game, concept, s) for game in games)}

    def reached(self, concept: str) -> set[int]:
        """The author's start and all that steps lead to, each mover's as it sees the game."""
        found, waiting = {self.author.start}, [self.author.start]
        while waiting:
            here = waiting.pop()
            for actor in self.form.actors:
                for there in steps(self.world(actor), concept, actor, here):
                    if there not in found:
                        found.add(there)
                        waiting.append(there)
        return set(self.form.codes(found))


@dataclass(frozen=True)
class Line:
    """``met``: its truth in every feasible state; None where it is dropped."""

    id: str
    met: tuple[bool, ...] | None


def lines(game: Game, actor: str, dropped: Sequence[str], order: Sequence[str]) -> list[Line]:
    """All lines of an actor in *order*, dropped ones too."""
    wants = {want.id: want for want in game.wants[actor]}
    states = game.form.states
    return [Line(n, None if n in dropped else tuple(game.met(wants[n], s) for s in states)) for n in order]


def replies(form: Form, actor: str, order: Sequence[Line], state: State) -> frozenset[State]:
    """The best of the state and the actor's moves under ordered lines; the state alone if it is among them."""

    def worth(s: State) -> tuple[bool, ...]:
        place = form.states.index(s)
        return tuple(line.met[place] for line in order if line.met is not None)

    choices = [state, *form.moves[actor][state]]
    best = max(map(worth, choices))
    return frozenset([state]) if worth(state) == best else frozenset(q for q in choices if worth(q) == best)


def beliefs(
    form: Form, actor: str, seen: Sequence[Line], author: Sequence[Line], moved: Sequence[str]
) -> dict[str, frozenset[int]]:
    """The lines of an actor on which view and author differ in a way that some reply shows: where."""
    found = {}
    for line in author:
        other = next(item for item in seen if item.id == line.id)
        if line == other and line.id not in moved:
            continue
        right = _exchanged(seen, author, line.id, line.id in moved)
        wrong = _exchanged(author, seen, line.id, line.id in moved)
        where = frozenset(
            code
            for code, s in form.by_code.items()
            if (believed := replies(form, actor, seen, s)) != (modelled := replies(form, actor, author, s))
            and (replies(form, actor, right, s) != believed or replies(form, actor, wrong, s) != modelled)
        )
        if where:
            found[line.id] = where
    return found


def _exchanged(base: Sequence[Line], source: Sequence[Line], name: str, moved: bool) -> list[Line]:
    """*base* with one line as in *source*; where it was moved, right behind the one that it follows there."""
    line = next(item for item in source if item.id == name)
    if not moved:
        return [line if item.id == name else item for item in base]
    rest = [item for item in base if item.id != name]
    names = [item.id for item in source]
    if names[0] == name:
        return [line, *rest]
    behind = [item.id for item in rest].index(names[names.index(name) - 1])
    return [*rest[: behind + 1], line, *rest[behind + 1 :]]
