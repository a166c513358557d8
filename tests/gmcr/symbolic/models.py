"""Random models in option form: wants of one to three literals, with conditions and comparisons, rules across actors, levels,
one-way acts, needs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from gmcr import Conflict
from gmcr.logic import And, Compare, Formula, Iff, Implies, Not, Number, OptionAtom, Or, Product, Sum
from gmcr.model import ModelOption, ModelWant, NeverRule, OptionForm, OptionStructure
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.moves import SolverSession

__all__ = ["random_conflict", "random_formula", "random_game", "random_state"]

Wants = dict[str, tuple[ModelWant, ...]]


def _literal(rng: Random, names: list[str]) -> Formula:
    atom = OptionAtom(rng.choice(names))
    return atom if rng.random() < 0.5 else Not(atom)


def _formula(rng: Random, own: list[str], names: list[str]) -> Formula:
    literals = [_literal(rng, own if own and rng.random() < 0.5 else names) for _ in range(rng.randint(1, 3))]
    if len(literals) == 1:
        return literals[0]
    match rng.choices(range(5), (40, 35, 10, 8, 7))[0]:
        case 0:
            return And(tuple(literals))
        case 1:
            return Or(tuple(literals))
        case 2:
            return Implies(literals[0], Or(tuple(literals[1:])))
        case 3:
            return Iff(literals[0], And(tuple(literals[1:])))
        case _:
            total: Formula = Number(Fraction(0))
            for literal in literals:
                total = Sum(total, Product(Number(Fraction(rng.randint(1, 3), 10)), literal))
            return Compare(">", total, Number(Fraction(rng.randint(1, 4), 10)))


def _want(rng: Random, own: list[str], names: list[str]) -> ModelWant:
    want = ModelWant(_formula(rng, own, names))
    if rng.random() < 0.2:
        return replace(want, condition=_literal(rng, names), otherwise=_formula(rng, own, names))
    return want


def _parts(
    rng: Random, options: int, actors: int, wants: tuple[int, int], rules: int, needs: float
) -> tuple[OptionForm, Wants]:
    who = [f"a{k}" for k in range(actors)]
    owners = sorted(rng.choices(who, k=options), key=who.index)
    unowned = [ModelOption("", "weather")] if rng.random() < 0.2 else []
    options -= len(unowned)
    made, scales, bits, places = [], {}, 0, 0
    while bits < options:
        option = ModelOption(owners[bits], f"x{places}", rng.choice(("forward", "back")) if rng.random() < 0.1 else "")
        if bits + 1 < options and owners[bits + 1] == owners[bits] and rng.random() < 0.1:
            scales[option.full_name], bits = ("low", "mid", "high"), bits + 1
        made.append(option)
        bits, places = bits + 1, places + 1
    made += unowned
    names = list(OptionForm.leveled(who, made, (), scales).names)
    never = [
        NeverRule(f"r{k}", And(tuple(_literal(rng, names) for _ in range(rng.choice((2, 2, 3)))))) for k in range(rules)
    ]
    made = [replace(each, needs=_formula(rng, [], names) if rng.random() < needs else None) for each in made]
    preferences = {
        actor: tuple(
            _want(rng, [name for name in names if name.startswith(f"{actor}.")], names)
            for _ in range(rng.randint(*wants))
        )
        for actor in who
    }
    return OptionForm.leveled(who, made, never, scales), preferences


def random_conflict(rng: Random, *, options: int, actors: int, needs: float = 0.0) -> Conflict:
    """A conflict that can be listed, with a feasible state."""
    while True:
        rules = rng.randint(0, options // 3)
        form, wants = _parts(rng, options, actors, (1, 6), rules, needs)
        structure = OptionStructure(form)
        if any(structure.states.tolist()):
            return Conflict(structure, wants, int(rng.choice(structure.states.tolist())))


def random_game(rng: Random, *, options: int, actors: int) -> SymbolicGame:
    """A game of any size."""
    form, wants = _parts(rng, options, actors, (5, 10), options // 3, 0.0)
    whole = {actor: tuple(want.whole for want in own) for actor, own in wants.items()}
    return SymbolicGame(form, whole, tuple(rule.formula for rule in form.never))


def random_formula(rng: Random, game: SymbolicGame) -> Formula:
    """A formula over options of a game."""
    return _formula(rng, [], list(game.form.names))


def random_state(rng: Random, game: SymbolicGame) -> int:
    """A feasible state: drawn, and what cannot stay so is let go."""
    count = len(game.form.options)
    with SolverSession(game, 60.0) as asking:
        drawn = asking.code.literals(rng.getrandbits(count), (1 << count) - 1)
        while not asking.ask([asking.code.feasible, *drawn]):
            drawn.remove(rng.choice([literal for literal in drawn if literal in asking.core()]))
        return asking.state(asking.model())
