"""The page's script tells answers and claims in the words that Python uses, whatever the values of their cells are."""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from countermove.assessment import Assessment, load, loads
from countermove.context.glossary import glossary_of
from countermove.context.selection import Selection
from countermove.plugins.serve.explorable.labels import templates, verdict_labels
from countermove.presentation.escape import shown
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import SENTENCES
from countermove.presentation.words import count
from countermove.questions.answers.text import key_answer_text
from countermove.questions.check.figure import board_groups, board_title
from countermove.questions.check.verdicts import class_note
from countermove.reports.report.first import answer_judgement
from countermove.verdicts.answers.compute import Answered, Answers, KeyAnswer, deciding, word_of
from countermove.verdicts.claims import ClaimVerdict, factors_of, verdict_by_values
from countermove.verdicts.key_questions import KeyQuestionSides, key_questions_of
from countermove.verdicts.settings import setting_of
from countermove.verdicts.sides import UNDEFINED, Values
from countermove.verdicts.turning_points import Condition, Factor
from countermove.verdicts.values import Verdict
from gmcr import CONCEPTS
from tests.conftest import FULL, ROOT, require_bundler
from tests.judge.answers.generate import random_file
from tests.judge.sentences.generate import worded_file

__all__: list[str] = []

BUNDLED = ("korea-2021", "ukraine-2022", "melos-416bc")
BARE, WORDED = ((0, 3, 5), (4, 9)) if not FULL else (range(17), range(12))
"""Random files whose answers have no words, and some whose answers have; those after them are not all valid."""

TABLES = 30 if not FULL else 200
"""Tables a file, of its questions and as many of its claims; five times as many where they are small."""

VERDICTS: tuple[Verdict, ...] = ("vacuous", "contradicted", "not determined", "follows")
"""By number, as the script counts them."""

OWN_SCENARIO = """
countermove: 1
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: x}]}
open:
  O1: {asks: Who, readings: {one: {means: it is one.}, two: {means: 'it is two, or if not; three'}, four: {}}}
  O2: {asks: What, readings: {no: {}, yes: {means: it is so}}}
scenarios: {s1: {why: the case comes (once)., set: {}}, s2: {}}
key_questions:
  K1: {asks: Is it, answer_yes: {claim: C1}}
  K2: {asks: Is it, answer_yes: {claim: C2}}
  K3: {asks: Is it, answer_yes: {claim: C3}}
claims:
  C1: {says: it comes, in: s1, check: {every_outcome: x}}
  C2: {says: it comes, in: s2, check: {every_outcome: x}}
  C3: {says: it comes, check: {every_outcome: x}}
"""
"""Questions with a scenario of their own, words in which those of conditions stand, and answers without words."""


@dataclass(frozen=True)
class Look:
    """What is looked at of a case: the answers and concepts that are left, by number too."""

    factors: tuple[Factor, ...]
    concepts: tuple[str, ...]
    numbers: Mapping[str, Any]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(choices) for _, choices in self.factors)


Plan = Callable[[tuple[int, ...]], int]
"""From the places of some choices to the value of cells."""


def _drawn(rng: random.Random, palette: Sequence[int]) -> Plan:
    return cache(lambda _: rng.choice(palette))


def _base_alone(rng: random.Random, palette: Sequence[int]) -> Plan:
    first, *others = rng.sample(palette, len(palette))
    second = rng.choice(others or palette)
    return lambda picks: second if any(picks) else first


def _by_turns(rng: random.Random, palette: Sequence[int]) -> Plan:
    """What no few conditions decide."""
    values = rng.sample(palette, len(palette))
    return lambda picks: values[sum(picks) % len(values)]


KOREA, OWN = 0, 3
EVERY = range(len(CONCEPTS))

SELDOM: Sequence[tuple[int, int, Sequence[int], Plan]] = (
    (OWN, 2, EVERY, lambda picks: int(picks[0] == 0)),
    (OWN, 0, EVERY, lambda picks: int(picks[0] == 0)),
    (OWN, 2, EVERY, lambda picks: UNDEFINED if not any(picks[:2]) and picks[2] else int(picks[2] == 0)),
    (KOREA, 0, (3,), lambda picks: sum(picks) % 2),
)
"""What is seldom drawn: only if, where a scenario is told and where none is; but no with everybody looking so; not always."""


@dataclass
class Case:
    """A case under all concepts, and ways to look at it."""

    assessment: Assessment
    rng: random.Random
    concepts: tuple[str, ...] = CONCEPTS
    _looks: dict[tuple[tuple[str, str], ...], Assessment] = field(default_factory=dict)

    @cached_property
    def phrasing(self) -> Phrasing:
        return Phrasing(glossary_of(self.assessment))

    @cached_property
    def asked(self) -> tuple[KeyQuestionSides, ...]:
        return key_questions_of(self.assessment)

    def look(self) -> Look:
        """Some answers selected, none of them the base's, and all concepts or one."""
        chosen = {
            name: self.rng.choice(answers[1:])
            for name, answers in self.assessment.questions.items()
            if self.rng.random() < 0.3 and len(answers) > 1
        }
        columns = list(range(len(self.concepts)))
        return self.look_at(chosen, [self.rng.choice(columns)] if self.rng.random() < 0.3 else columns)

    def look_at(self, chosen: Mapping[str, str], columns: Sequence[int]) -> Look:
        """The readings with some answers, under some concepts."""
        narrowed = self._looks.setdefault(tuple(chosen.items()), self.assessment.selected(Selection(chosen)))
        every, left = self.assessment.questions, narrowed.questions
        numbers = [[every[name].index(answer) for answer in left[name]] for name in every]
        concepts = tuple(self.concepts[column] for column in columns)
        return Look(tuple(factors_of(left, concepts)), concepts, {"left": numbers, "columns": list(columns)})

    def values(self, look: Look, palette: Sequence[int]) -> Values:
        """Cells that differ by some of the factors, or by all, with some of them undefined or drawn."""
        rng, shape = self.rng, look.shape
        axes = rng.sample(range(len(shape)), min(len(shape), rng.choice((0, 1, 1, 2, 2, 3, len(shape)))))
        kind = rng.choice((_drawn, _drawn, _base_alone, _by_turns))
        plan = kind(rng, palette)
        if kind is _by_turns:
            axes = list(range(len(shape)))
        cells = np.array([plan(tuple(place[axis] for axis in axes)) for place in np.ndindex(shape)], dtype=np.int8)
        noise = np.array([rng.random() for _ in cells]) < rng.choice((0, 0, 0.02, 0.2))
        cells[noise] = UNDEFINED if rng.random() < 0.5 else rng.choices(palette, k=int(noise.sum()))
        table: Values = cells.reshape(-1, len(look.concepts))
        if rng.random() < 0.1:  # of the first reading one concept alone, or none, has something to say
            table[0, rng.randrange(len(look.concepts)) :] = UNDEFINED
        return table

    # -- what Python says ------------------------------------------------------------------------------------------

    def answer(self, question: int, values: Values, look: Look, infeasible: bool) -> str:
        asked = self.asked[question]
        found = KeyAnswer(
            scenario=next(iter(asked.sides)),
            answer=word_of(values),
            base=word_of(values[:1]),
            values=values,
            turns_on=deciding(values, look.factors),
            rests_on=None,
            changes=None,
            searched=0,
            shares=(),
            since=None,
            unsettled=None,
            infeasible=infeasible,
        )
        answered = Answered(asked.id, asked.asks, asked.default, asked.view, (found,), asked.acts)
        whole = Answers(look.concepts, look.concepts[0], (answered,), None, True)
        return answer_judgement(key_answer_text(answered, whole, self.phrasing)).text

    def claim(self, values: Values, look: Look) -> tuple[str, int]:
        claim = verdict_by_values(
            setting_of(self.assessment, next(iter(self.assessment.claims))), values, look.concepts, look.factors
        )
        if claim.verdict != "not determined":
            return "", 0
        names = {name for item in claim.turns_on for name, _ in item.equations}
        return class_note(claim, self.phrasing.glossary), ("concept" in names) + 2 * bool(names - {"concept"})


PALETTES = (
    (0, 1),
    (0, 1),
    (0, 1, 2),
    (0, 1, 3),
    (0, 3),
    (1, 3),
    (1, 2, 3),
    (2, 3),
    (0, 1, 2, 3),
    (2,),
    (3,),
    (0,),
    (1,),
    (-1,),
)
CLAIMED = ((0, 1), (0, 1), (0, 1, -1), (0, 0, 0, 1), (1, -1))


@dataclass
class Telling:
    """What is asked of the script, and what Python says of each."""

    cases: list[Case]
    asked: list[dict[str, Any]] = field(default_factory=list)
    said: list[Any] = field(default_factory=list)

    def ask(self, said: Any, **item: Any) -> None:
        self.asked.append(item)
        self.said.append(said)

    def ask_of(self, of: int) -> None:
        case, rng = self.cases[of], self.cases[of].rng
        for _ in range(TABLES if case.assessment.name in BUNDLED else 5 * TABLES):
            look = case.look()
            values, infeasible = case.values(look, rng.choice(PALETTES)), rng.random() < 0.5
            question = rng.randrange(len(case.asked))
            self.ask_answer(of, question, values, look, infeasible)
            look = case.look()
            values = case.values(look, rng.choice(CLAIMED))
            turning, turns = case.claim(values, look)
            # What settles nowhere is undefined to a claim: the evaluator tells it apart, the words do not.
            cells = [rng.choice((3, 4)) if cell == 4 else cell for cell in _cells(values)]
            self.ask([shown(turning), turns], tells="claim", of=of, look=look.numbers, cells=cells)

    def ask_answer(self, of: int, question: int, values: Values, look: Look, infeasible: bool = False) -> None:
        said = shown(self.cases[of].answer(question, values, look, infeasible))
        told = {"of": of, "look": look.numbers, "infeasible": infeasible, "question": question}
        self.ask(said, tells="answer", cells=_cells(values), **told)

    def ask_seldom(self, of: int, question: int, columns: Sequence[int], plan: Plan) -> None:
        look = self.cases[of].look_at({}, columns)
        values: Values = np.array([plan(place) for place in np.ndindex(look.shape)], dtype=np.int8).reshape(
            -1, len(columns)
        )
        self.ask_answer(of, question, values, look)

    def ask_of_boards(self, claim: ClaimVerdict, rng: random.Random) -> None:
        mine = [replace(claim, verdict=verdict) for verdict in (*VERDICTS, COUNTED)]
        others = [replace(own, by="others") for own in mine]
        drawn = [rng.choices((0, 0, 1, 2, 3, 12, 13), k=5) for _ in range(TABLES)]
        for counts in [[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 2, 0], [1200, 0, 1, 0], *drawn]:
            for whose in (mine, others):
                told = [whose[kind] for kind, many in enumerate(counts) for _ in range(many)]
                self.ask(_counting(board_title(told)), tells="title", counts=counts, conclusions=whose is mine)
        concept, question = Condition((("concept", "nash"),), True), Condition((("O1", "a"),), True)
        turning = {0: (), 1: (concept,), 2: (question,), 3: (concept, question)}
        for many in (1, 2, 12, 13, 1200):
            self.ask(f"{count(many, 'claim')} {_counting(UNDECIDED[many > 1])}", tells="counting", many=many)
            self.ask(f"{many:,} {_counting(UNDECIDED[many > 1])}", tells="heading", kind=len(VERDICTS), many=many)
            left = shown(SENTENCES[f"claims.left.{'one' if many == 1 else 'many'}"])
            self.ask(f"{many:,} {left}", tells="heading", kind=len(VERDICTS) + 1, many=many)
            for kind, verdict in enumerate(VERDICTS):
                for turns, on in turning.items():
                    own = replace(claim, verdict=verdict, turns_on=on if verdict == "not determined" else ())
                    if many < 1200 or turns == 0:
                        self.ask(_heading([own] * many), tells="heading", kind=kind, many=many, turns=turns)
            self.ask(_heading([others[0]] * many), tells="heading", kind="others", many=many)
            self.ask(_heading([replace(claim, probe=True)] * many), tells="heading", kind="probes", many=many)


COUNTED: Verdict = "undecided"
"""To the program a claim that the page tells a moment later is one that it does not know yet, in other words."""

UNDECIDED = SENTENCES["claims.undecided.one"], SENTENCES["claims.undecided.many"]


def _counting(told: str) -> str:
    for number, words in zip(("one", "many"), UNDECIDED, strict=True):
        told = told.replace(words, SENTENCES[f"claims.counting.{number}"])
    return shown(told)


def _heading(claims: list[ClaimVerdict]) -> str:
    return shown(next(iter(board_groups(claims)))[0])


def _cells(values: Values) -> list[int]:
    """As the evaluator gives them: 4 where nothing is defined."""
    return [4 if cell == UNDEFINED else cell for cell in values.ravel().tolist()]


def _cases() -> Iterator[Case]:
    texts = [OWN_SCENARIO, *map(random_file, BARE), *map(worded_file, WORDED)]
    for number, assessment in enumerate([*map(load, BUNDLED), *(loads(text) for text in texts)]):
        yield Case(assessment, random.Random(number))


@pytest.fixture(scope="module")
def telling() -> Telling:
    made = Telling([case for case in _cases() if case.assessment.claims])
    for of in range(len(made.cases)):
        made.ask_of(of)
    for of, question, columns, plan in SELDOM:
        made.ask_seldom(of, question, columns, plan)
    korea = made.cases[0]
    look = korea.look()
    setting = setting_of(korea.assessment, next(iter(korea.assessment.claims)))
    plain = verdict_by_values(setting, korea.values(look, (1,)), look.concepts, look.factors)
    made.ask_of_boards(replace(plain, by=None, probe=False), korea.rng)
    return made


@pytest.fixture(scope="module")
def told(telling: Telling) -> dict[str, Any]:
    """What the script says of all that is asked, and the labels of the templates that it fills for that."""
    (node, _), frontend = require_bundler(), str(ROOT / "frontend")
    given = {
        "templates": templates(),
        "cases": [
            verdict_labels(case.assessment, case.concepts, glossary_of(case.assessment)) for case in telling.cases
        ],
        "asked": telling.asked,
    }
    found = subprocess.run(
        [node, str(Path(__file__).with_name("telling.mjs")), frontend],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    answer: dict[str, Any] = json.loads(found.stdout)
    return answer


def test_the_script_says_what_python_says(telling: Telling, told: dict[str, Any]) -> None:
    for item, said, own in zip(telling.asked, telling.said, told["told"], strict=True):
        assert own == said, item


def test_whatever_the_script_can_say_is_said(told: dict[str, Any]) -> None:
    """No label of its source is without a table that shows it."""
    source = (ROOT / "frontend" / "src" / "explorable" / "verdicts.ts").read_text(encoding="utf-8")
    written = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)+)"', source))
    named = {label for label in templates() if label.removesuffix(".one").removesuffix(".many") in written}
    assert len(named) > 40
    assert named - set(told["labels"]) == set()
