"""Acts and states in words: who moves where, and which states a description fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.judge.answers.form import State
from tests.judge.assessment_formula import Tree
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import Reader

__all__ = ["act_meant", "actor_of", "described", "does", "fitting"]


def actor_of(reader: Reader, told: str) -> tuple[str, str]:
    """Who is named first, and the rest of a text."""
    english = reader.english
    for called in sorted(english.called, key=len, reverse=True):
        for name in (called, f"{called[:1].upper()}{called[1:]}"):
            if told.startswith(f"{name} "):
                return english.called[called], told[len(name) + 1 :]
    raise Unknown(f"no actor: {told!r}")


def act_meant(reader: Reader, told: str, start: State | None = None) -> tuple[str, State]:
    """Who moves where from a state (the start) by an act: "Alba plays ax and no longer plays ay"."""
    english, form = reader.english, reader.world.setting.form
    base = start or reader.world.base.start
    actor, rest = actor_of(reader, told)
    trees = english.formulas(f"{english.the[actor]} {rest}")
    goals = {state for state in form.moves[actor][base] if does(reader, trees, base, state)}
    # "no longer plays it a lot": a degree less, not none; "no longer plays it a little": not at all, rather than more
    lower = [sum(state) for state in goals if sum(state) < sum(base)]
    level = max(lower) if lower else min(map(sum, goals), default=0)
    nearest = {state for state in goals if sum(state) == level}
    if len(nearest) == 1:
        return actor, nearest.pop()
    raise Unknown(f"{len(goals)} moves are {told!r}")


def does(reader: Reader, trees: Sequence[Tree], here: State, there: State) -> bool:
    """Whether a move does what is told, and nothing else."""
    form = reader.world.setting.form
    changed = {full for full, a, b in zip(form.options, here, there, strict=True) if a != b}
    drivers = reader.world.base.drivers
    return any(set(_named(tree)) == changed and form.holds(tree, there, drivers) for tree in trees)


def _named(tree: Tree) -> Iterator[str]:
    if tree[0] == "name" and "." in tree[1]:
        yield tree[1]
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from _named(part)


def fitting(reader: Reader, told: str, states: Sequence[State]) -> list[State]:
    """Those of some states that a description fits: what it names is on, and nothing else."""
    form = reader.world.setting.form
    if told == "no act is on":
        return [state for state in states if not any(state)]
    found = []
    for tree in reader.english.formulas(told):
        named = set(_named(tree))
        for state in states:
            on = {full for full, level in zip(form.options, state, strict=True) if level}
            if on == named and form.holds(tree, state, reader.world.base.drivers) and state not in found:
                found.append(state)
    return found


def described(reader: Reader, told: Sequence[str], states: Sequence[State]) -> bool:
    """Whether descriptions fit all of some states, and each one of them."""
    fit = [fitting(reader, one, states) for one in told]
    return all(fit) and {state for own in fit for state in own} == set(states)
