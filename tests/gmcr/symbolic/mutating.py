"""Decisions in which one thing is changed: nearly always something that the proof needs."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from gmcr import CONCEPTS
from gmcr.model import OptionForm
from gmcr.symbolic.proofs import Decision, Deterrence, Sanctioned, Undeterred

__all__ = ["mutated"]


def mutated(draw: random.Random, form: OptionForm, given: Decision) -> Decision:
    """A decision with one change: of the verdict, what it is about, an improvement, a path, or an invariant."""
    kinds = list(_ABOUT)
    if isinstance(given.proof, Undeterred):
        kinds += [*_LEAVING] * 3
    elif isinstance(given.proof, Deterrence) and given.proof.improvements:
        kinds += [*_STAYING] * 3
    return {**_ABOUT, **_LEAVING, **_STAYING}[draw.choice(kinds)](draw, form, given)


Mutation = Callable[[random.Random, OptionForm, Decision], Decision]


def _turned(draw: random.Random, form: OptionForm, code: int) -> int:
    return code ^ 1 << draw.randrange(len(form.options))


_ABOUT: Mapping[str, Mutation] = {
    "verdict": lambda draw, form, given: replace(given, stable=not given.stable),
    "unknown": lambda draw, form, given: replace(given, proof=None),
    "state": lambda draw, form, given: replace(given, state=_turned(draw, form, given.state)),
    "concept": lambda draw, form, given: replace(given, concept=draw.choice(CONCEPTS)),
    "actor": lambda draw, form, given: replace(given, actor=draw.choice(form.actors)),
}


# -- an actor that leaves ----------------------------------------------------------------------------------------------


def _improvement(draw: random.Random, form: OptionForm, given: Decision) -> Decision:
    return replace(given, proof=replace(given.proof, improvement=_turned(draw, form, given.proof.improvement)))


def _invariant(change: Callable[[random.Random, OptionForm, list[list[str]]], None]) -> Mutation:
    def changed(draw: random.Random, form: OptionForm, given: Decision) -> Decision:
        clauses = [list(clause) for clause in given.proof.invariant]
        change(draw, form, clauses)
        return replace(given, proof=replace(given.proof, invariant=tuple(map(tuple, clauses))))

    return changed


def _drop_clause(draw: random.Random, form: OptionForm, clauses: list[list[str]]) -> None:
    if clauses:
        del clauses[draw.randrange(len(clauses))]


def _add_clause(draw: random.Random, form: OptionForm, clauses: list[list[str]]) -> None:
    clauses.append([draw.choice(["", "not "]) + draw.choice(form.names) for _ in range(draw.randint(1, 3))])


def _turn_literal(draw: random.Random, form: OptionForm, clauses: list[list[str]]) -> None:
    if clauses and (clause := draw.choice(clauses)):
        place = draw.randrange(len(clause))
        text = clause[place]
        clause[place] = text.removeprefix("not ") if text.startswith("not ") else f"not {text}"


def _drop_literal(draw: random.Random, form: OptionForm, clauses: list[list[str]]) -> None:
    if clauses and (clause := draw.choice(clauses)):
        del clause[draw.randrange(len(clause))]


_LEAVING: Mapping[str, Mutation] = {
    "improvement": _improvement,
    "drop clause": _invariant(_drop_clause),
    "add clause": _invariant(_add_clause),
    "turn literal": _invariant(_turn_literal),
    "drop literal": _invariant(_drop_literal),
}


# -- an actor that stays -----------------------------------------------------------------------------------------------


def _deterred(change: Callable[[random.Random, OptionForm, list[Sanctioned], int], None]) -> Mutation:
    def changed(draw: random.Random, form: OptionForm, given: Decision) -> Decision:
        items = list(given.proof.improvements)
        change(draw, form, items, draw.randrange(len(items)))
        return replace(given, proof=replace(given.proof, improvements=tuple(items)))

    return changed


def _drop_item(draw: random.Random, form: OptionForm, items: list[Sanctioned], place: int) -> None:
    del items[place]


def _turn_target(draw: random.Random, form: OptionForm, items: list[Sanctioned], place: int) -> None:
    items[place] = replace(items[place], target=_turned(draw, form, items[place].target))


def _other_path(draw: random.Random, form: OptionForm, items: list[Sanctioned], place: int) -> None:
    items[place] = replace(items[place], path=draw.choice(items).path)


def _turn_step(draw: random.Random, form: OptionForm, items: list[Sanctioned], place: int) -> None:
    path = list(items[place].path)
    step = draw.randrange(len(path))
    path[step] = (path[step][0], _turned(draw, form, path[step][1]))
    items[place] = replace(items[place], path=tuple(path))


def _drop_step(draw: random.Random, form: OptionForm, items: list[Sanctioned], place: int) -> None:
    path = list(items[place].path)
    del path[draw.randrange(len(path))]
    items[place] = replace(items[place], path=tuple(path))


def _other_mover(draw: random.Random, form: OptionForm, items: list[Sanctioned], place: int) -> None:
    path = list(items[place].path)
    step = draw.randrange(len(path))
    path[step] = (draw.choice(form.actors), path[step][1])
    items[place] = replace(items[place], path=tuple(path))


_STAYING: Mapping[str, Mutation] = {
    "drop item": _deterred(_drop_item),
    "turn target": _deterred(_turn_target),
    "other path": _deterred(_other_path),
    "turn step": _deterred(_turn_step),
    "drop step": _deterred(_drop_step),
    "other mover": _deterred(_other_mover),
}
