"""First-level hypergames by their definitions: stability and roads in own views, and beliefs that nothing tests.

A *line* is a want at its place in an actor's order, with its truth in every state, None where it is dropped. Whoever
holds no view sees the author's model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.judge.assessment_files import Document
from tests.judge.assessment_games import Form, Game, compile_game, want_truth
from tests.judge.assessment_roads import Profile, equilibrium, profile_of, stable, steps

__all__ = ["Line", "OwnViews", "beliefs", "lines", "replies"]


class OwnViews:
    """Who sees which game: ``seen[actor]``."""

    def __init__(self, document: Document, form: Form, held: Mapping[str, str], **options: Any) -> None:
        self.form = form
        self.author = compile_game(document, form, **options)
        self.whole = {v: compile_game(document, form, view=v, **options) for v in document["views"]}
        self.seen = {a: self.whole[held[a]] if a in held else self.author for a in form.actors}

    def profile(self, actor: str) -> Profile:
        return profile_of(self.seen[actor])

    def equilibria(self, concept: str) -> set[int]:
        """States that are stable for everybody in the game that it sees."""
        return {s for s in self.form.states if all(stable(self.profile(a), concept, a, s) for a in self.form.actors)}

    def in_all_eyes(self, concept: str) -> set[int]:
        """Equilibria of the author's model and of every view."""
        games = [profile_of(game) for game in (self.author, *self.whole.values())]
        return {s for s in self.form.states if all(equilibrium(game, concept, s) for game in games)}

    def reached(self, concept: str) -> set[int]:
        """The author's start and all that steps lead to, each mover's as it sees the game."""
        found, waiting = {self.author.start}, [self.author.start]
        while waiting:
            here = waiting.pop()
            for actor in self.form.actors:
                for there in steps(self.profile(actor), concept, actor, here):
                    if there not in found:
                        found.add(there)
                        waiting.append(there)
        return found


@dataclass(frozen=True)
class Line:
    """``met``: its truth in every feasible state; None where it is dropped."""

    id: str
    met: tuple[bool, ...] | None


def lines(document: Document, game: Game, actor: str, dropped: Sequence[str], order: Sequence[str]) -> list[Line]:
    """All lines of an actor in *order*, dropped ones too."""
    wants = {want.id: want for want in game.wants[actor]}
    return [Line(name, None if name in dropped else want_truth(game, wants[name])) for name in order]


def replies(form: Form, actor: str, order: Sequence[Line], state: int) -> frozenset[int]:
    """The best of the state and the actor's moves under ordered lines; the state alone if it is among them."""

    def worth(s: int) -> tuple[bool, ...]:
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
            s
            for s in form.states
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
