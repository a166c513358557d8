"""The minimal changes that an evaluator tells, against the search that they mean: set by set, in readings, scenarios and views,
after pushes, under all concepts, for all kinds of edits."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple, TypedDict

import numpy as np
import pytest

import countermove as cm
from countermove.context.games import games_of
from countermove.questions.change import change
from countermove.questions.responsibility.compute import responsibility
from countermove.verdicts.answers.compute import answers
from countermove.verdicts.edit_search import GamePlace, search_changes, tells_changes
from countermove.verdicts.settings import setting_of
from gmcr import CONCEPTS, Conflict, Edit, MinimalChanges, edits_of, minimal_changes
from gmcr.analysis import Games
from gmcr.base.errors import ProgramError
from gmcr.base.tasks import Task, run_to_end
from gmcr.evaluator import Evaluator, MinimalEdits, Program
from gmcr.logic import And, Formula, Not, Or
from tests.browser.pier import PIER
from tests.conftest import in_one_test, models, require_core, require_module
from tests.unit.program.test_ways import CASES, FILES, Asked, files

__all__: list[str] = []

require_core()
require_module("wasmtime", "the evaluator runs there as WebAssembly")


class Kinds(TypedDict, total=False):
    """Arguments of a search."""

    turn: bool
    stress: bool
    leave_out: bool


KINDS: tuple[Kinds, ...] = (
    {},
    {"turn": True},
    {"stress": True},
    {"turn": True, "stress": True},
    {"leave_out": True},
)


class Question(NamedTuple):
    """A search in a game: from a state (a code), with the arguments of ``Games.changes``."""

    target: Formula
    bound: int
    concept: str
    start: int
    passing: bool
    kinds: Kinds

    def search(self, conflict: Conflict, games: Games) -> MinimalChanges:
        """What it means."""
        start = conflict.structure.cell(self.start)
        search = partial(games.changes, conflict, self.target, self.bound, concept=self.concept, start=start)
        return run_to_end(search(passing=self.passing, **self.kinds))

    def ask(
        self, asked: Asked, conflict: Conflict, evaluator: Evaluator, setting: int, place: int
    ) -> MinimalChanges | None:
        """What the evaluator tells; None where it is beyond it."""
        named = {asked.programmer.changes((edit,)): edit for edit in edits_of(conflict, **self.kinds)}
        try:
            told = evaluator.changes(
                setting,
                place,
                CONCEPTS.index(self.concept),
                target=met_in(self.target, conflict),
                start=self.start,
                bound=self.bound,
                kinds={Program.Operation(kind) for kind, _ in named},
                passing=self.passing,
            )
        except ProgramError as error:
            if "beyond the evaluator" not in str(error):
                raise
            return None
        changes = tuple(tuple(named[edit] for edit in change) for change in told.changes)
        return MinimalChanges(told.holds, self.bound, self.bound, changes)


def met_in(target: Formula, conflict: Conflict) -> Any:
    """Whether each feasible state has a target."""
    structure = conflict.structure
    return structure.at_states(Games(structure).arena.met(target, conflict.drivers))


def questions(asked: Asked, conflict: Conflict, rng: random.Random, bound: int) -> Iterator[Question]:
    """Some searches in a game, one under each concept."""
    vocabulary = asked.assessment.vocabulary
    options = [asked.assessment.formula(name) for name in asked.assessment.form.names]
    assert vocabulary is not None
    for concept in CONCEPTS:
        one, other = (rng.choice([own, Not(own)]) for own in rng.sample(options, 2))
        target = rng.choice([one, And((one, other)), Or((one, other))])
        start = conflict.start
        if rng.random() < 0.3:
            start = rng.choice(conflict.structure.states.tolist())
        yield Question(target, bound, concept, start, rng.random() < 0.4, rng.choice(KINDS))


def compare(asked: Asked, rng: random.Random, *, pushes: int, games: int, most: int = 3) -> Counter[str]:
    """Compare some games on both machines; what was in them."""
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
                continue
            conflict, searched = pushed.assessment.game(calculus), Games(asked.assessment.structure)
            for question in questions(asked, conflict, rng, rng.randint(1, most)):
                expected = question.search(conflict, searched)
                seen += _contents(question, expected)
                for evaluator in asked.evaluators:
                    told = question.ask(asked, conflict, evaluator, setting, place)
                    assert told in (None, expected), (question, scenario, view, place, pushed)
                    seen["beyond" if told is None else "told"] += 1
    return seen


def _contents(question: Question, changes: MinimalChanges) -> Counter[str]:
    """What is in one comparison."""
    seen = Counter({f"of {len(change)}": 1 for change in changes.changes})
    seen += Counter(edit.kind for change in changes.changes for edit in change)
    seen[f"holds {changes.holds}"] += 1
    if changes.changes:
        seen += Counter((question.concept, "passing" if question.passing else "ending"))
    return seen


EVERYTHING = (
    *("of 1", "of 2", "of 3", "holds True", "holds False", "passing", "ending"),
    *(*CONCEPTS, *Edit.KINDS),
)
"""What the first files have among them."""


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("first", models(range(0, 2_000, FILES), (0, 15)))
def test_the_changes_are_those_of_the_search(first: int) -> None:
    rng, seen = random.Random(first), Counter[str]()
    for asked in files(first, claims=1):
        seen += compare(asked, rng, pushes=2, games=2)
    assert seen["told"] > 20 * seen["beyond"]
    assert first or all(seen[name] for name in EVERYTHING), seen


@pytest.fixture(scope="module")
def pier() -> Asked:
    return Asked(cm.loads(PIER))


@pytest.mark.parametrize("place", [0, 1], ids=["compiled", "webassembly"])
def test_a_search_names_what_is_there(pier: Asked, place: int) -> None:
    evaluator, conflict = pier.evaluators[place], pier.assessment.conflict()
    evaluator.push()
    states, start = len(conflict.structure.states), conflict.start
    ask = partial(evaluator.changes, target=np.ones(states, dtype=np.bool_), start=start, bound=1)
    assert ask(0, 0, 0).holds
    for setting, reading, concept in ((-1, 0, 0), (1 << 20, 0, 0), (0, -1, 0), (0, 1 << 20, 0), (0, 0, -1), (0, 0, 5)):
        with pytest.raises(ProgramError, match="name what is not in the program"):
            ask(setting, reading, concept)
    for wrong in (
        {"bound": -1},
        {"kinds": [Program.Operation.MOVE]},
        {"target": np.ones(states + 64, dtype=np.bool_)},
        {"target": np.ones(0, dtype=np.bool_)},
    ):
        with pytest.raises(ProgramError, match="name what is not in the program"):
            ask(0, 0, 0, **wrong)
    for nowhere in (-1, 1 << 40):
        with pytest.raises(ProgramError, match="not feasible"):
            ask(0, 0, 0, start=nowhere)
    with pytest.raises(ProgramError, match="beyond the evaluator"):
        ask(0, 0, 0, bound=4)
    for size in (0, 1, 6, 7, 8, 9):
        assert evaluator._machine.changes(np.zeros(size, dtype=np.int64), 64)[0] in (-1, 2)


@pytest.mark.parametrize("place", [0, 1], ids=["compiled", "webassembly"])
def test_changes_that_have_no_room_are_not_written_over_its_end(pier: Asked, place: int) -> None:
    machine, conflict = pier.evaluators[place]._machine, pier.assessment.conflict()
    assert pier.assessment.target is not None
    row = np.packbits(met_in(pier.assessment.target, conflict), bitorder="little").tobytes()
    words = np.frombuffer(row.ljust(-(-len(row) // 8) * 8, b"\0"), dtype="<i8")
    asked = np.array([0, 0, 0, conflict.start, 0, 1 << Program.Operation.DROP, 3, *words], dtype=np.int64)
    count, numbers = machine.changes(asked, 1 << 12)
    assert count > 2
    assert len(MinimalEdits.read(numbers[:count].tolist()).changes) == numbers[1]
    for room in (0, 1, count // 2, count - 1):
        assert machine.changes(asked, room)[0] == -2
    again, same = machine.changes(asked, count)
    assert (again, same.tolist()) == (count, numbers[:count].tolist())


def refused(*_: object, **__: object) -> None:
    raise AssertionError("the search is asked")


def results(assessment: cm.Assessment) -> list[object]:
    """What questions make of changes."""
    answered = [own for question in answers(assessment).questions for own in question.answers]
    reasons = [(own.changes, own.searched, own.turned, own.turned_searched, str(own.because)) for own in answered]
    degrees = [
        (row.view, row.holds, row.degrees, row.witness, row.sizes.tolist() if row.sizes is not None else None)
        for row in responsibility(assessment).views
    ]
    changes = [change(assessment, stress=stress).by_concept for stress in (False, True)]
    return [reasons, degrees, changes]


def test_questions_are_told_all_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    told = results(cm.loads(PIER))
    with monkeypatch.context() as patch:
        patch.setattr(Games, "changes", refused)
        assert results(cm.loads(PIER)) == told
    monkeypatch.setattr(Evaluator, "available", staticmethod(lambda: False))
    assert results(cm.loads(PIER)) == told


def test_more_than_the_evaluator_holds_is_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """More edits in a change, and more edits in all, than it holds: the same changes as without it."""
    wants = "".join(f"      - {{id: w{k}, want: b.o{k % 3} or not a.o{k % 2}}}\n" for k in range(32))
    more = "".join(f"      - {{id: v{k}, want: a.o{k % 2} or not b.o{k % 3}}}\n" for k in range(32))
    many = (
        'countermove: 1\nas_of: "2024-01-01"\ntarget: a.o0\nactors:\n'
        f"  a:\n    options: {{o0: {{}}, o1: {{}}}}\n    wants:\n{wants}"
        f"  b:\n    options: {{o0: {{}}, o1: {{}}, o2: {{}}}}\n    wants:\n{more}"
    )
    search, asked = Games.changes, list[object]()

    def noted(games: Games, *given: Any, **named: Any) -> Task[MinimalChanges]:
        asked.append(given)
        return search(games, *given, **named)

    monkeypatch.setattr(Games, "changes", noted)
    for text, bound, stress in ((PIER, 4, False), (many, 1, True)):
        assessment = cm.loads(text)
        assert assessment.target is not None
        target, conflict, own = assessment.target, assessment.conflict(), Asked(assessment)
        edits = edits_of(conflict, stress=stress)
        assert tells_changes(assessment, 3, edits) == (len(edits) <= 128)
        assert not tells_changes(assessment, bound, edits)
        beyond = Question(target, bound, "gmr", conflict.start, False, {"stress": stress})
        assert [beyond.ask(own, conflict, evaluator, 0, 0) for evaluator in own.evaluators] == [None, None]
        place, games = GamePlace(assessment), games_of(assessment)
        found = run_to_end(search_changes(place, games, conflict, target, bound, concept="gmr", stress=stress))
        assert found == minimal_changes(conflict, target, bound=bound, concept="gmr", stress=stress)
        assert len(asked) == 1
        asked.clear()


def test_what_the_evaluator_leaves_on_the_way_is_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    tell, sizes = Evaluator.changes, list[int]()

    def told(evaluator: Evaluator, *given: Any, **named: Any) -> MinimalEdits:
        sizes.append(named["bound"])
        if sizes[-1] == 2:
            raise ProgramError("This is beyond the evaluator.")
        return tell(evaluator, *given, **named)

    monkeypatch.setattr(Evaluator, "changes", told)
    assessment = cm.loads(PIER)
    assert assessment.target is not None
    conflict, games = assessment.conflict(), games_of(assessment)
    found = run_to_end(search_changes(GamePlace(assessment), games, conflict, assessment.target, 3, concept="seq"))
    assert found == minimal_changes(conflict, assessment.target, bound=3, concept="seq")
    assert sizes == [0, 1, 2]


def test_an_interrupt_leaves_the_sizes_that_are_through() -> None:
    assessment = cm.loads(PIER)
    assert assessment.target is not None
    games, conflict = games_of(assessment), assessment.conflict()
    whole = run_to_end(games.changes(conflict, assessment.target, 3, concept="nash"))
    work = search_changes(GamePlace(assessment), games, conflict, assessment.target, 3, concept="nash")
    for size, part in enumerate(work):
        assert part.known is not None
        known = part.known()
        assert (part.done, known.holds, known.searched, known.complete) == (size, whole.holds, size, False)
        assert known.changes == tuple(change for change in whole.changes if len(change) <= size)
    assert size == 2


def test_a_game_in_which_wants_are_changed_has_no_place(pier: Asked) -> None:
    setting = setting_of(pier.assessment, next(iter(pier.assessment.claims)))
    assert GamePlace.of(setting, setting.base) == GamePlace(pier.assessment)
    assert GamePlace.of(setting, setting.bare) is None
    assert GamePlace.of(setting, setting.edited[0][1]) is None


def wandering(seed: int) -> str:
    """A file in which roads lead through very many of 256 states: wants that tie options of one actor to those of others."""
    rng, counts = random.Random(seed), {"a": 3, "b": 3, "c": 2}
    lines = ["countermove: 1", 'as_of: "2024-01-01"', "target: a.o0 and not b.o1", "actors:"]

    def option() -> str:
        actor = rng.choice(list(counts))
        return f"{actor}.o{rng.randrange(counts[actor])}"

    for actor, count in counts.items():
        options = ", ".join(f"o{k}: {{}}" for k in range(count))
        lines += [f"  {actor}:", f"    options: {{{options}}}", "    wants:"]
        for place in range(5):
            tied = f"({option()} iff {rng.choice(['', 'not '])}{option()})"
            lines.append(f"      - {{id: {actor}{place}, want: {actor}.o{place % count} iff {tied}}}")
    return "\n".join(lines) + "\n"


@in_one_test("seed", range(6))
def test_roads_may_lead_through_more_states_than_are_kept(seed: int) -> None:
    asked = Asked(cm.loads(wandering(seed)))
    conflict = asked.assessment.conflict()
    assert asked.assessment.target is not None
    question = Question(asked.assessment.target, 2, "nash", conflict.start, False, {})
    expected = question.search(conflict, games_of(asked.assessment))
    assert expected.changes
    for evaluator in asked.evaluators:
        assert question.ask(asked, conflict, evaluator, asked.settings[None, None], 0) == expected


def cases(*, long: str) -> list[Any]:
    """The bundled cases; the one of which it takes long is the judge's."""
    return [pytest.param(name, marks=[pytest.mark.level("judge")] if name == long else []) for name in CASES]


@pytest.mark.level("all")
@pytest.mark.parametrize("name", cases(long="korea-2021"))
def test_the_changes_of_bundled_cases(name: str) -> None:
    seen = compare(Asked(cm.load(name)), random.Random(name), pushes=2, games=2)
    assert seen["told"] > 5 * seen["beyond"]


@pytest.mark.level("all")
@pytest.mark.parametrize("name", cases(long="ukraine-2022"))
def test_questions_about_bundled_cases_have_the_same_results(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = results(cm.load(name))
    monkeypatch.setattr(Evaluator, "available", staticmethod(lambda: False))
    assert results(cm.load(name)) == told
