"""The crux against roads that are walked by definitions alone: what is told is so, and of acts nothing that is so is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

import countermove as cm
from countermove.questions.compare import crux
from gmcr.logic import Formula, OptionAtom
from tests.conftest import models
from tests.judge.answers.checks import Setting, concepts_of
from tests.judge.answers.form import Form, State
from tests.judge.answers.games import Game, readings_of
from tests.judge.answers.roads import World, outcomes, reached, steps, world_of
from tests.judge.assessment_files import Infeasible, loads_document
from tests.judge.assessment_strategies import as_yaml
from tests.unit.questions.planted import planted

KINDS = ("ends", "comes", "may come")


@dataclass(frozen=True)
class Cell:
    """One game under one concept."""

    game: Game
    world: World
    concept: str

    def ends(self, met: Callable[[State], bool]) -> bool:
        found = outcomes(self.world, self.concept, self.game.start)
        return bool(found) and all(map(met, found))

    def may_end(self, met: Callable[[State], bool]) -> bool:
        found = outcomes(self.world, self.concept, self.game.start)
        return any(map(met, found or reached(self.world, self.concept, self.game.start)))

    def passes(self, met: Callable[[State], bool]) -> bool:
        return any(map(met, reached(self.world, self.concept, self.game.start)))

    def comes(self, met: Callable[[State], bool]) -> bool:
        """Road by road: none ends, or comes back to where it was, without a state that is met."""

        def avoids(state: State, road: tuple[State, ...]) -> bool:
            if met(state):
                return False
            onward = {
                after for actor in self.world.form.actors for after in steps(self.world, self.concept, actor, state)
            }
            return not onward or any(after in (*road, state) or avoids(after, (*road, state)) for after in onward)

        return not avoids(self.game.start, ())


class Coding:
    """A coding in which some acts are on at the start."""

    def __init__(self, *on: str) -> None:
        self.acts = on

    def on(self, formula: Formula) -> bool:
        return formula in {OptionAtom(act) for act in self.acts}


def test_acts_are_asked_as_they_change_the_start() -> None:
    acts = {"a.x": OptionAtom("a.x"), "a.y": OptionAtom("a.y"), "a.z": OptionAtom("a.z")}
    pair: Any = (Coding("a.x", "a.z"), Coding("a.x"))
    assert crux._acts(acts, pair) == ["not a.x", "a.y", "a.z", "not a.z"]


def cells(setting: Setting, scenario: str | None, concepts: Sequence[str]) -> list[Cell]:
    games = [setting.game(reading, scenario=scenario) for reading in readings_of(setting.document)]
    return [Cell(game, world_of(game), concept) for game in games for concept in concepts]


def differ(sides: Sequence[Setting], formula: str, scenario: str | None, *, every: bool) -> tuple[str, int] | None:
    """How two codings differ about something, and which of them predicts it."""
    found = [cells(side, scenario, side.concepts if every else side.concepts[:1]) for side in sides]

    def met(cell: Cell) -> Callable[[State], bool]:
        return lambda state: cell.game.holds(formula, state)

    for k in (0, 1):
        if all(cell.ends(met(cell)) for cell in found[k]) and not any(cell.may_end(met(cell)) for cell in found[1 - k]):
            return "ends", k
    for k in (0, 1):
        if all(cell.passes(met(cell)) for cell in found[k]) and not any(
            cell.passes(met(cell)) for cell in found[1 - k]
        ):
            return ("comes" if all(cell.comes(met(cell)) for cell in found[k]) else "may come"), k
    return None


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("number", models(range(200), (2, 6, 22, 26, 42, 54)))
def test_what_is_told_is_so_and_no_act_is_left_out(number: int) -> None:
    pair = planted(number)
    texts = [as_yaml(pair.after(chosen)) for chosen in ((), range(len(pair.edits)))]
    first, second = (cm.loads(text, file=f"{name}.yaml") for name, text in zip("ab", texts, strict=True))
    found = cm.compare(first, second, bound=1)
    sides = []
    for text in texts:
        document = loads_document(text)
        concepts = concepts_of(document)
        sides.append(Setting(document, Form(document), concepts, concepts[0]))
    assert found.crux is not None
    for item in found.crux:
        place = "ab".index(item.predicts)
        assert item.excludes == "ba"[place]
        assert differ(sides, item.formula, item.scenario, every=item.every) == (item.kind, place), (number, item)
        if not item.every:
            assert differ(sides, item.formula, item.scenario, every=True) is None
    order = [(not item.lines, KINDS.index(item.kind), not item.every) for item in found.crux]
    assert order == sorted(order)
    single = {(item.formula, item.scenario) for item in found.crux}
    scenarios = {item.scenario for item in found.carried or () if item.id} | {None}
    try:
        starts = {
            scenario: [[cell.game for cell in cells(side, scenario, ("nash",))] for side in sides]
            for scenario in scenarios
        }
    except Infeasible:
        return
    if len(found.crux) < 24 and found.lines:
        for option, scenario in product(plain_options(first), scenarios):
            on = [own[0].holds(option, own[0].start) for own in starts[scenario]]
            acts = ([] if all(on) else [option]) + ([f"not {option}"] if any(on) else [])
            for act in acts:
                so = any(differ(sides, act, scenario, every=every) for every in (True, False))
                assert ((act, scenario) in single) == so, (number, act, scenario)


def plain_options(assessment: cm.Assessment) -> list[str]:
    return [name for name in assessment.names.options if name not in assessment.names.levels]
