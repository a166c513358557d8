"""The deals that an evaluator tells, against those of ``gmcr.deals``: with their fates and the steps that break them, in
readings, scenarios and views, after pushes, under all concepts, on both machines."""

from __future__ import annotations

import random
from collections import Counter

import pytest

import countermove as cm
from gmcr import CONCEPTS, Conflict, Deal, deals
from gmcr.base.errors import ProgramError
from gmcr.evaluator.answers import DealsFrom, DealTold
from tests.browser.pier import PIER
from tests.conftest import in_one_test, models, require_core, require_module
from tests.unit.program.test_ways import CASES, FILES, Asked, files

__all__: list[str] = []

require_core()
require_module("wasmtime", "the evaluator runs there as WebAssembly")


def told_of(conflict: Conflict, concept: str) -> tuple[DealsFrom, ...]:
    """What the evaluator is to tell of the deals in a game."""
    actors = {name: place for place, name in enumerate(conflict.actors)}
    options = {name: bit for bit, name in enumerate(conflict.structure.options)}

    def told(own: Deal) -> DealTold:
        fate = own.fates[concept]
        step = fate.broken_by
        return DealTold(
            own.state,
            own.target,
            tuple(actors[name] for name in own.participants),
            fate.kind,
            tuple(options[name] for name in fate.again),
            tuple(actors[name] for name in own.participants if fate.answered[name]),
            None if step is None else (actors[step.actor], step.before, step.after),
        )

    every = deals(conflict, concepts=concept)
    by_target = sorted(every.told, key=lambda own: own.target)
    return tuple(
        DealsFrom(state, tuple(told(own) for own in by_target if own.state == state)) for state in every.rests[concept]
    )


def compare(asked: Asked, rng: random.Random, *, pushes: int, games: int) -> Counter[str]:
    """Compare some games, under all concepts and on both machines; what was in them."""
    seen: Counter[str] = Counter()
    readings, settings = asked.assessment.readings, list(asked.settings.items())
    for pushed in asked.pushes(rng, pushes):
        for evaluator in asked.evaluators:
            evaluator.push(pushed.edits, set=pushed.set)
        for _ in range(games):
            (scenario, view), setting = rng.choice(settings)
            place = rng.randrange(len(readings))
            calculus = pushed.assessment.calculus(reading=readings[place], scenario=scenario, view=view)
            if asked.assessment.form.code(calculus.on) not in asked.assessment.structure.states.tolist():
                with pytest.raises(ProgramError, match="not feasible"):
                    asked.evaluators[0].deals(setting, place, 0)
                seen["infeasible"] += 1
                continue
            conflict = pushed.assessment.game(calculus)
            for number, concept in enumerate(CONCEPTS):
                expected = told_of(conflict, concept)
                for evaluator in asked.evaluators:
                    assert evaluator.deals(setting, place, number) == expected, (concept, scenario, view, place, pushed)
                seen += _contents(expected)
    return seen


def _contents(found: tuple[DealsFrom, ...]) -> Counter[str]:
    """What is in one comparison."""
    seen = Counter({"goes round": int(not found), "no deal": sum(not own.deals for own in found)})
    for deal in (deal for own in found for deal in own.deals):
        seen[deal.fate] += 1
        seen[f"of {len(deal.participants)}"] += 1
        seen["answered"] += bool(deal.answered)
        seen["later breach"] += deal.broken_by is not None and deal.broken_by[1] != deal.target
    return seen


CONTENTS = {
    25: ("no deal", "kept", "overtaken", "broken"),
    75: ("of 2", "of 3"),
    185: ("goes round", "later breach", "answered"),
}
"""What some files have among them."""


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("first", models(range(0, 2_000, FILES), tuple(CONTENTS)))
def test_the_deals_are_those_of_the_game(first: int) -> None:
    rng, seen = random.Random(first), Counter[str]()
    for asked in files(first, claims=1):
        seen += compare(asked, rng, pushes=2, games=6)
    assert all(seen[name] for name in CONTENTS.get(first, ())), seen


@in_one_test("case", CASES)
def test_the_deals_of_bundled_cases(case: str) -> None:
    compare(Asked(cm.load(case)), random.Random(case), pushes=2, games=3)


@pytest.mark.parametrize("place", [0, 1], ids=["compiled", "webassembly"])
def test_a_question_about_deals_names_what_is_there(place: int) -> None:
    evaluator = Asked(cm.loads(PIER)).evaluators[place]
    assert evaluator.deals(0, 0, 0)
    for asked in ((-1, 0, 0), (1 << 20, 0, 0), (0, -1, 0), (0, 1 << 20, 0), (0, 0, -1), (0, 0, 5)):
        with pytest.raises(ProgramError, match="name what is not in the program"):
            evaluator.deals(*asked)
