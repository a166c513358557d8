"""The game that an evaluator tells and the ways out of its start, against what an assessment's games and `Ways` say: in
readings, scenarios and views, after pushes and with drivers set by hand."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

import countermove as cm
from countermove.assessment import Assessment
from countermove.assessment.branches import in_force
from countermove.assessment.overlays import Calculus, Selection, WantLine
from countermove.inquiry.reasons import Chain, Place
from countermove.inquiry.ways import Ways, terms_of
from countermove.program import Asked as Question
from countermove.program import Programmer
from countermove.verdicts.settings import setting_of
from gmcr import CONCEPTS, Conflict, Edit, edits_of
from gmcr.analysis import Play
from gmcr.base.errors import ProgramError
from gmcr.evaluator import Evaluator, Program
from gmcr.evaluator.answers import (
    ActOut,
    Comparison,
    Countermove,
    GameState,
    Link,
    MoveOut,
    StateAfter,
    StepOn,
    WantState,
    WaysOut,
)
from gmcr.evaluator.machines import WebAssembly
from gmcr.logic import truth
from gmcr.model import ModelWant
from tests.browser.pier import PIER
from tests.conftest import models, require_core, require_module
from tests.judge.answers.generate import random_file
from tests.unit.program.literal import _several, _value

__all__: list[str] = []

require_core()
require_module("wasmtime", "the evaluator runs there as WebAssembly")

FILES = 5
"""Files that one test looks at."""

CASES = ("melos-416bc", "korea-2021", "ukraine-2022")
"""Bundled cases."""

KINDS = {"better": 1, "indifferent": 0, "worse": -1, "not ready": -2}
BRANCHES = ("want", "otherwise")


class Pushed(NamedTuple):
    """An assessment after pushes, and these as edits of a program of what it was before."""

    assessment: Assessment
    edits: tuple[int, ...] = ()
    set: tuple[int, ...] = ()
    negated: frozenset[str] = frozenset()
    """Wants that are negated, or a branch of which is."""


@dataclass(frozen=True)
class Asked:
    """A program of an assessment with every scenario and view, and the terms of several actors' acts."""

    assessment: Assessment

    @cached_property
    def programmer(self) -> Programmer:
        return Programmer(self.assessment)

    @cached_property
    def settings(self) -> Mapping[tuple[str | None, str | None], int]:
        document = self.assessment.document
        pairs = [(scenario, view) for scenario in (None, *document.scenarios) for view in (None, *document.views)]
        return {pair: self.programmer.setting(*pair, None) for pair in pairs}

    @cached_property
    def terms(self) -> list[int]:
        terms = terms_of(self.assessment.vocabulary).values()
        return [self.programmer.formulas.formula(formula) for formula in terms]

    @cached_property
    def evaluators(self) -> tuple[Evaluator, Evaluator]:
        """Both machines."""
        assert self.settings
        assert self.terms is not None
        for item in map(partial(setting_of, self.assessment), self.assessment.claims):
            self.programmer.add(Question(item.check, item.scenario, item.view, item.with_))
        program = self.programmer.program().program
        return Evaluator(program), Evaluator(program, on=WebAssembly)

    @cached_property
    def words(self) -> Mapping[int, ModelWant]:
        """The words of wants by number."""
        own = self.assessment
        calculi = [own.calculus(scenario=scenario, view=view) for scenario, view in self.settings]
        calculi += [own.calculus(reading=reading) for reading in own.readings]
        wants = [line.want for each in calculi for lines in each.lines.values() for line in lines]
        wants += [want.changed for want in wants if want.changed is not None]
        return {self.programmer.want(want): want for want in wants}

    def pushes(self, rng: random.Random, count: int) -> Iterator[Pushed]:
        """As it is, and so many times with wants changed and drivers set, in the model and by hand."""
        yield Pushed(self.assessment)
        programmer, document = self.programmer, self.assessment.document
        for _ in range(count):
            own, pushes, negated = self.assessment, list[int](), set[str]()  # negated: or one branch is
            values = {name: str(_value(rng, *own.ranges[name])) for name in document.drivers if rng.random() < 0.6}
            for _ in range(rng.randint(0, 3)):
                moved = {name: text for name, text in values.items() if rng.random() < 0.3}
                several = _several(rng, _edits_of(own)) if rng.random() < 0.7 else ()
                own = own.changed({"set": moved}, edits=several)
                pushes += programmer.push(own._further({"set": moved}), several)
                negated |= {edit.want for edit in several if edit.kind in ("turn", "negate")}
            by_hand = {name: text for name, text in values.items() if rng.random() < 0.5}
            chosen = own.selected(Selection(drivers=by_hand)) if by_hand else own
            yield Pushed(chosen, tuple(pushes), _set(programmer, by_hand), frozenset(negated))


def _edits_of(own: Assessment) -> list[Edit]:
    """The edits of the author's model: an answer may give a want something that it could be."""
    could_be = {line.want.id for lines in own.own_calculus.lines.values() for line in lines if line.want.changed}
    every = edits_of(own.conflict(), turn=True, stress=True)
    return [edit for edit in every if edit.kind != "could_be" or edit.want in could_be]


def _set(programmer: Programmer, values: Mapping[str, str]) -> tuple[int, ...]:
    """Drivers and their values as edits."""
    scaled = programmer.formulas.scaled
    each = [(programmer.drivers[name], scaled(Fraction(text))) for name, text in values.items()]
    return tuple(n for driver, value in each for n in (Program.Operation.SET, driver, value))


def game_of(asked: Asked, assessment: Assessment, calculus: Calculus) -> GameState:
    """What the evaluator is to tell of a game; None for the words of a want is left to `means`."""
    code = asked.assessment.form.code(calculus.on)
    feasible = code in asked.assessment.structure.states.tolist()
    drivers = tuple(calculus.drivers[name] for name in assessment.document.drivers)
    return GameState(
        code,
        feasible,
        drivers,
        tuple(tuple(_want_of(asked, line, calculus, feasible) for line in lines) for lines in calculus.lines.values()),
    )


def _want_of(asked: Asked, line: WantLine, calculus: Calculus, feasible: bool) -> WantState:
    options = {name: name in calculus.on for name in asked.assessment.form.names}
    return WantState(
        line=asked.programmer.lines[line.want.id],
        want=asked.programmer.want(line.want),
        could_be=None if line.want.changed is None else asked.programmer.changed(line.want),
        dropped=line.dropped,
        against=False,
        against_otherwise=False,
        branch=BRANCHES.index(in_force(line.want, calculus)) if feasible else None,
        met=bool(line.want.truth(options, calculus.drivers)) if feasible else None,
    )


def _columns(asked: Asked) -> Mapping[str, NDArray[np.bool_]]:
    """Whether each option is on in the feasible states: words that are met in the same ones are the same to a program."""
    codes = asked.assessment.structure.states
    return {name: codes >> bit & 1 == 1 for bit, name in enumerate(asked.assessment.form.names)}


def means(asked: Asked, state: WantState, calculus: Calculus) -> NDArray[np.bool_]:
    """Where a want that the evaluator tells is met, by its words and what of them is negated."""
    columns, own = _columns(asked), asked.words[state.want]
    met = truth(own.formula, columns, calculus.drivers) ^ state.against
    if own.condition is not None:
        otherwise = True if own.otherwise is None else truth(own.otherwise, columns, calculus.drivers)
        holds = truth(own.condition, columns, calculus.drivers)
        met = np.where(holds, met, otherwise ^ np.bool_(state.against_otherwise))
    return np.asarray(met, dtype=np.bool_)


def assert_same_game(asked: Asked, pushed: Pushed, calculus: Calculus, told: GameState) -> None:
    expected = game_of(asked, pushed.assessment, calculus)
    lines = [line for own in calculus.lines.values() for line in own]
    for line, own in zip(lines, (want for wants in told.wants for want in wants), strict=True):
        met = line.want.truth(_columns(asked), calculus.drivers)
        assert (means(asked, own, calculus) == met).all(), line.want.id
    kept = {asked.programmer.lines[name] for name in pushed.negated}

    def without_words(game: GameState) -> GameState:
        each = tuple(
            tuple(
                own._replace(want=-1, against=False, against_otherwise=False) if own.line in kept else own
                for own in wants
            )
            for wants in game.wants
        )
        return replace(game, wants=each)

    assert without_words(told) == without_words(expected)


def ways_of(asked: Asked, conflict: Conflict, concept: str) -> WaysOut:
    """What the evaluator is to tell of the ways out of a game."""
    play, terms = Play.of(conflict), terms_of(asked.assessment.vocabulary)
    ways = Ways(conflict, play, concept, terms)
    actors, lines = {name: place for place, name in enumerate(conflict.actors)}, asked.programmer.lines

    def comparison(place: Place | None, chain: Chain) -> Comparison:
        assert place is not None
        links = [Link(lines[str(own.want)], own.sign, *map(BRANCHES.index, own.branches)) for own in chain.links]
        return Comparison(*place, chain.end, tuple(links))

    acts, taken = [], set()
    for act in ways.acts:
        if act.target is None or act.result not in KINDS:
            continue
        way = ways._single(act)
        taken |= {way.actor} if way.taken else set()
        compared = None if act.result == "not ready" else comparison(act.place, act.chain)
        path = tuple(Countermove(actors[name], code) for name, code in way.deterred)
        bit = (conflict.start ^ act.target).bit_length() - 1
        acts.append(ActOut(actors[act.actor], bit, act.on, KINDS[act.result], act.target, compared, path))
    together = [
        MoveOut(actors[way.actor], way.target, comparison(way.place, way.chain)) for way in ways._together(taken)
    ]
    targets = [act.target for act in acts if act.kind != KINDS["not ready"]] + [move.target for move in together]
    waiting = list(dict.fromkeys([conflict.start, *targets]))
    states = []
    for code in waiting:  # grows during the iteration
        own = [(actors[name], there) for name, there in ways.walk.onward(code)]
        waiting += dict.fromkeys(there for _, there in own if there not in waiting)
        cell = conflict.structure.cell
        steps = tuple(StepOn(actor, there, int(play.ranks(actor)[cell(there)])) for actor, there in own)
        states.append(StateAfter(code, tuple(list(terms).index(name) for name in ways._holding(code)), steps))
    return WaysOut(not ways.walk.onward(conflict.start), tuple(acts), tuple(together), tuple(states))


def compare(asked: Asked, rng: random.Random, *, pushes: int, games: int) -> Counter[str]:
    """Compare some games, under all concepts and on both machines; what was in them."""
    seen: Counter[str] = Counter()
    readings, asked_for = asked.assessment.readings, list(asked.settings.items())
    for pushed in asked.pushes(rng, pushes):
        for evaluator in asked.evaluators:
            evaluator.push(pushed.edits, set=pushed.set)
        compiled, other = asked.evaluators
        every = [(setting, place) for setting in asked_for for place in range(len(readings))]
        for ((scenario, view), setting), place in rng.sample(every, min(len(every), games)):
            calculus = pushed.assessment.calculus(reading=readings[place], scenario=scenario, view=view)
            game = compiled.game(setting, place)
            assert_same_game(asked, pushed, calculus, game)
            assert other.game(setting, place) == game
            seen["games"] += 1
            if not game.feasible:
                seen["infeasible"] += 1
                with pytest.raises(ProgramError, match="not feasible"):
                    compiled.ways(setting, place, 0)
                continue
            conflict = pushed.assessment.game(calculus)
            for number, concept in enumerate(CONCEPTS):
                ways = compiled.ways(setting, place, number, terms=asked.terms)
                assert ways == ways_of(asked, conflict, concept), (scenario, view, place, concept, pushed)
                assert other.ways(setting, place, number, terms=asked.terms) == ways
                seen += _contents(ways)
            compiled.forget()
            assert compiled.ways(setting, place, number, terms=asked.terms) == ways
            assert compiled.game(setting, place) == game
    return seen


def _contents(ways: WaysOut) -> Counter[str]:
    """How much there is of what is compared."""
    seen = Counter({"stable": int(ways.stable), "together": len(ways.together), "states": len(ways.states)})
    for act in ways.acts:
        seen[f"kind {act.kind}"] += 1
        seen["deterred"] += bool(act.countermoves)
        seen["long paths"] += len(act.countermoves) > 1
        if act.comparison is not None:
            seen[f"end {act.comparison.end}"] += 1
            seen["long chains"] += len(act.comparison.links) > 1
            seen["otherwise"] += any(link.here or link.there for link in act.comparison.links)
    seen["terms"] += sum(len(state.terms) for state in ways.states)
    return seen


EVERYTHING = (
    *("stable", "together", "kind 1", "kind 0", "kind -1", "kind -2", "deterred", "long paths"),
    *("end 1", "end 0", "end -1", "long chains", "otherwise", "terms"),
)
"""What the first files have among them."""


def files(first: int, claims: int) -> Iterator[Asked]:
    """Random assessments; the few files whose scenario has no feasible start are none."""
    for seed in range(first, first + FILES):
        with suppress(cm.AssessmentError):
            yield Asked(cm.loads(random_file(seed, claims=claims)))


@pytest.mark.parametrize("first", models(range(0, 2_000, FILES), (0, 165)))
def test_the_game_and_its_ways_are_those_of_the_assessment(first: int) -> None:
    rng, seen = random.Random(first), Counter[str]()
    for asked in files(first, claims=1):
        seen += compare(asked, rng, pushes=2, games=1)
    assert seen["states"]
    assert first or all(seen[name] for name in EVERYTHING)


@pytest.mark.parametrize("first", models(range(0, 1_000, FILES), (0,)))
def test_values_after_pushes_are_those_of_the_changed_assessment(first: int) -> None:
    """Several pushes, one after another, and drivers that are set by hand."""
    rng, moved = random.Random(first), 0
    for asked in files(first, claims=4):
        numbers, readings = range(len(asked.assessment.claims)), range(len(asked.assessment.readings))
        requests = [Evaluator.Request(number, place) for number in numbers for place in readings]
        before = None
        for pushed in asked.pushes(rng, 2):
            changed = Asked(pushed.assessment).evaluators[0].values(requests)
            before = changed if before is None else before
            for evaluator in asked.evaluators:
                evaluator.push(pushed.edits, set=pushed.set)
                assert (evaluator.values(requests) == changed).all(), pushed
            moved += bool((changed != before).any())
    assert moved or first  # of five files chance may move nothing


def test_exchanges_of_two_pushes_follow_one_another() -> None:
    """An exchange, and one of the want that came down by it: together they would be another order."""
    asked = Asked(cm.loads(PIER))
    own, pushes = asked.assessment, list[int]()
    for _ in range(2):
        edit = next(edit for edit in edits_of(own.conflict()) if edit.kind == "swap")
        own = own.changed(edits=(edit,))
        pushes += asked.programmer.push(own._further({}), (edit,))
    evaluator = asked.evaluators[0]
    before = evaluator.game(0)
    evaluator.push(pushes)
    assert evaluator.game(0) == before == game_of(asked, own, own.calculus())
    evaluator.push([n for n in pushes if n != Program.Operation.HAPPEN][:2])
    assert evaluator.game(0) != before


def test_a_want_that_was_reversed_as_a_whole_has_one_branch() -> None:
    asked, several = Asked(cm.loads(PIER)), 0
    for actor, lines in asked.assessment.own_calculus.lines.items():
        for want in (line.want.id for line in lines if line.want.condition is not None):
            own, pushes = asked.assessment, list[int]()
            for kind in ("negate", "turn"):
                edit = Edit(actor, want, kind)
                own = own.changed(edits=(edit,))
                pushes += asked.programmer.push(own._further({}), (edit,))
            evaluator, calculus = asked.evaluators[0], own.calculus()
            evaluator.push(pushes)
            assert_same_game(asked, Pushed(own, negated=frozenset({want})), calculus, evaluator.game(0))
            assert evaluator.ways(0, 0, 0, terms=asked.terms) == ways_of(asked, own.conflict(), "nash")
            several += 1
    assert several


@pytest.fixture(scope="module")
def pier() -> Asked:
    return Asked(cm.loads(PIER))


@pytest.mark.parametrize("place", [0, 1], ids=["compiled", "webassembly"])
def test_what_is_not_in_the_program_is_refused(pier: Asked, place: int) -> None:
    evaluator, settings = pier.evaluators[place], len(pier.settings)
    evaluator.push()
    for setting, reading in ((-1, 0), (1 << 20, 0), (0, -1), (0, len(pier.assessment.readings)), (1 << 40, 1 << 40)):
        with pytest.raises(ProgramError, match="name what is not in the program"):
            evaluator.game(setting, reading)
        with pytest.raises(ProgramError, match="name what is not in the program"):
            evaluator.ways(setting, reading, 0)
    for concept, terms in ((-1, ()), (5, ()), (0, (-1,)), (0, (1 << 40,)), (0, (0,) * 63)):
        with pytest.raises(ProgramError, match="name what is not in the program"):
            evaluator.ways(settings - 1, 0, concept, terms=terms)
    assert all(len(state.terms) in (0, 62) for state in evaluator.ways(0, 0, 0, terms=(0,) * 62).states)
    scale = pier.programmer.formulas.SCALE
    evaluator.push(set=(Program.Operation.SET, 0, scale) * 64)
    game = evaluator.game(0)
    assert game.drivers[0] == 1
    for wrong in (
        (Program.Operation.SET, 0, 0) * 65,
        (Program.Operation.DROP, 0),
        (Program.Operation.SET, 0, 0, Program.Operation.HAPPEN, 0, 0),
        (Program.Operation.SET, 64, 0),
        (Program.Operation.SET, 0),
    ):
        with pytest.raises(ProgramError, match="name what is not in the program"):
            evaluator.push((Program.Operation.DROP, 0), set=wrong)
    assert evaluator.game(0) == game  # what does not fit changes nothing


@pytest.mark.parametrize("place", [0, 1], ids=["compiled", "webassembly"])
def test_an_answer_that_has_no_room_is_not_written_over_its_end(pier: Asked, place: int) -> None:
    machine = pier.evaluators[place]._machine
    terms = np.array(pier.terms, dtype=np.int64)
    asks: list[Callable[[int], tuple[int, NDArray[np.int64]]]] = [
        partial(machine.game, 0, 0),
        partial(machine.ways, 0, 0, 1, terms),
    ]
    for ask in asks:
        count, numbers = ask(1 << 12)
        assert count > 0
        for room in (0, 1, count // 2, count - 1):
            assert ask(room)[0] == -2
        again, same = ask(count)
        assert again == count
        assert same.tolist() == numbers[:count].tolist()


def test_numbers_without_room_are_noticed() -> None:
    text = PIER.replace("while: hope >= 0.3", "while: 9000000000000000 * hope >= 2700000000000000")
    for evaluator in Asked(cm.loads(text)).evaluators:
        with pytest.raises(ProgramError, match="beyond the evaluator"):
            evaluator.game(0)
        with pytest.raises(ProgramError, match="beyond the evaluator"):
            evaluator.ways(0, 0, 0)


@pytest.mark.level("all")
@pytest.mark.parametrize("name", CASES)
def test_the_ways_of_bundled_cases(name: str) -> None:
    seen = compare(Asked(cm.load(name)), random.Random(name), pushes=4, games=3)
    assert seen["states"]
