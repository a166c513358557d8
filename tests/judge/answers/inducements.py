"""Moves made for the answer that they bring."""

from __future__ import annotations

from dataclasses import dataclass

from tests.judge.answers.form import State
from tests.judge.answers.games import Game
from tests.judge.answers.roads import World, outcomes, reached, steps, undeterred

__all__ = ["Act", "Inducement", "acts", "answers_to", "inducements", "is_lean", "move_for_answer"]


@dataclass(frozen=True, slots=True)
class Inducement:
    """An actor's own move from a state, not better for it at once, that works and matters."""

    actor: str
    """Who moves."""
    to: State
    """Where its move leads."""
    answers: tuple[State, ...]
    """Where the others' steps from there end, the actor being bound; all better for it than the state left."""
    credible: bool
    """It works without binding: everybody's roads end, and all ends are better for the actor."""
    outcomes: tuple[State, ...]
    """Where everybody's roads from there end."""


@dataclass(frozen=True, slots=True)
class Act:
    """One option switched at the start by its owner, in a way that is a move."""

    actor: str
    """The owner."""
    option: str
    """Full name."""
    level: int
    """The level to which it is switched; 0 is off."""
    pays: str
    """``at once``, ``at once, not lean``, ``deterred``, ``by its answer``, ``by its answer if bound``, ``never``."""


def answers_to(world: World, concept: str, actor: str, state: State) -> list[State]:
    """The states reached from the state, the actor bound, in which none of the others has a step."""
    bound = world.binding(actor)
    found = []
    for there in reached(bound, concept, state):
        if not any(steps(bound, concept, other, there) for other in world.form.actors):
            found.append(there)
    return found


def _all_better(world: World, actor: str, states: list[State], than: State) -> bool:
    """There are some, and all are better for the actor."""
    rank = world.ranks[actor]
    return bool(states) and all(rank[state] > rank[than] for state in states)


def move_for_answer(world: World, concept: str, actor: str, state: State, to: State) -> Inducement | None:
    """The move as an inducement, or None if it is none."""
    if world.ranks[actor][to] > world.ranks[actor][state]:
        return None
    answers = answers_to(world, concept, actor, to)
    if not _all_better(world, actor, answers, state):
        return None  # it does not work
    ends = outcomes(world, concept, to)
    credible = _all_better(world, actor, ends, state)
    if _all_better(world, actor, outcomes(world, concept, state), state):
        return None  # it does not matter: roads end better anyway
    if not credible and _all_better(world, actor, answers_to(world, concept, actor, state), state):
        return None  # nor does it matter where binding alone does as much
    return Inducement(actor, to, tuple(answers), credible, tuple(ends))


def inducements(world: World, concept: str, actor: str, state: State) -> list[Inducement]:
    """Every inducement of the actor at the state, lean or not."""
    found = []
    for to in world.moves(actor, state):
        inducement = move_for_answer(world, concept, actor, state, to)
        if inducement is not None:
            found.append(inducement)
    return found


def is_lean(world: World, state: State, one: Inducement, everyone: list[Inducement]) -> bool:
    """No strict subset of the switched thresholds is an inducement of the same actor, and credible if this one is."""
    changed = world.form.changed
    for other in everyone:
        if changed(state, other.to) < changed(state, one.to) and (other.credible or not one.credible):
            return False
    return True


def acts(game: Game, world: World, concept: str) -> list[Act]:
    """What every switch of one option at the start pays for its owner."""
    form, start = game.form, game.start
    found = []
    for k, option in enumerate(form.options):
        actor = form.owner[option]
        for level in range(form.height[option] + 1):
            to = (*start[:k], level, *start[k + 1 :])
            if to in world.moves(actor, start):
                found.append(Act(actor, option, level, _pays(world, concept, actor, start, to)))
    return found


def _pays(world: World, concept: str, actor: str, start: State, to: State) -> str:
    if to in steps(world, concept, actor, start):
        return "at once"
    if to in undeterred(world, concept, actor, start):
        return "at once, not lean"
    if world.ranks[actor][to] > world.ranks[actor][start]:
        return "deterred"
    inducement = move_for_answer(world, concept, actor, start, to)
    if inducement is None:
        return "never"
    return "by its answer" if inducement.credible else "by its answer if bound"
