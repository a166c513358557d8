"""A check is said once: a class and a declaration give its validation, compilation, meaning, renaming and JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import jsonschema
import numpy as np
import pytest
import yaml
from pydantic import Field

from countermove import CONCEPTS, check
from countermove.assessment import json_schema, loads
from countermove.assessment.schema import CHECKS, Claim, Document
from countermove.assessment.schema.check import CheckRecord, Resolving, StartChange
from countermove.assessment.schema.kinds import ActorName, Condition, Flag, OptionName
from countermove.inquiry import checks as analysed
from countermove.inquiry.draws import MODELS, Sample
from countermove.questions.robust import robust
from countermove.questions.tipping import tipping
from countermove.reports.suspicions import suspicions
from countermove.verdicts.lines.counterparts import aligned
from countermove.verdicts.settings import setting_of
from gmcr.analysis import Games, Pool
from gmcr.base.errors import AssessmentError
from gmcr.logic import Formula

__all__: list[str] = []

TEXT = """\
countermove: 1
sources: {n: {what: made up, default: true}}
actors:
  a:
    options: {x: {does: comes}}
    wants:
      - {id: a1, want: x, while: d < 0.5, otherwise: not x, could_be: not x, certainty: 0.75, at: [1]}
  b:
    options: {y: {does: comes}}
    wants: [{id: b1, want: x implies y, certainty: 0.5, at: [1]}]
drivers: {d: {now: 0.25, at: [1]}}
claims:
  C1: {says: a comes, at: [1], check: {restless: a, to: x and not y, by: x}}
  C2: {says: b comes, at: [1], check: {restless: b, to: y, after: [x], gladly: true}}
  C3: {says: b stays, at: [1], check: {restless: b, to: "true"}}
"""


@dataclass(frozen=True, slots=True)
class Restless(analysed.GameCheck):
    """The actor has a step from the start, switched, to a state with the formula; ``by`` one that switches an option on."""

    actor: str
    to: Formula
    by: str | None
    after: analysed.SwitchedStart
    gladly: bool

    def holds(self, case: analysed.CheckedGame, concept: str) -> bool | None:
        start, met = case.start(self.after), case.where(self.to)
        code = case.conflict.structure.code_of
        bit = 0 if self.by is None else case.conflict.structure.code([self.by])  # type: ignore[union-attr]
        steps = case.play.steps(start, case.conflict.actor(self.actor), concept)
        return any(bool(met[cell]) and code(cell) & ~code(start) & bit == bit for cell in steps)


@pytest.fixture(autouse=True)
def declared() -> Iterator[type[CheckRecord]]:
    """The declaration; the format is made anew with it, and without it afterwards."""

    class Restlessness(CheckRecord):
        """The actor has a step from the start to a state with the formula."""

        discriminators = ("restless",)
        restless: ActorName = Field(description="The actor.")
        to: Condition = Field(description="Where the step leads.")
        by: OptionName | None = Field(None, description="An option that it switches on.")
        after: tuple[OptionName, ...] = Field((), description="Options that are switched on first.")
        gladly: Flag = Field(False, description="Nothing depends on it.")

        def compiled(self, given: Resolving) -> analysed.GameCheck:
            by = None if self.by is None else given.option(self.by)
            after = analysed.SwitchedStart(tuple(map(given.option, self.after)))
            return Restless(self.restless, given.formula(self.to), by, after, self.gladly)

        def starts(self) -> Iterator[StartChange]:
            yield StartChange(("after",), self.after)

    _make_anew()
    yield Restlessness
    CHECKS.remove(Restlessness)
    _make_anew()


def _make_anew() -> None:
    Claim.model_rebuild(force=True)
    Document.model_rebuild(force=True)


@pytest.mark.level("all", but=5)
@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("restless: a,", "restless: c,", "unknown", "'c' is not an actor here"),
        ("by: x}", "by: z}", "unknown", "'z' is not an option here"),
        ("to: x and not y", "to: x and", "formula", "ends after 'and'"),
        ("to: x and not y, ", "", "missing", "`to`"),
        ("gladly: true", "gladly: 3", "kind", "true or false"),
        ("gladly: true", "sadly: true", "check", "'sadly' does not belong to this check, which has restless, to, by"),
        ("restless: a,", "restles: a,", "check", "restless"),
        ("restless: a, to: x and not y, by: x", "gladly: true", "check", "restless"),
        ("after: [x]", "after: [x], stable: start", "check", "are different checks"),
        ("claims:", "never: {r: {never: x and not y, at: [1]}}\nclaims:", "infeasible", "The changed start"),
    ],
)
def test_it_is_validated(old: str, new: str, code: str, words: str) -> None:
    with pytest.raises(AssessmentError) as refused:
        loads(TEXT.replace(old, new))
    told = [(problem.code, f"{problem.message} {problem.suggestion}") for problem in refused.value.problems]
    assert any(problem == code and words in text for problem, text in told), told


def test_it_is_compiled() -> None:
    assessment = loads(TEXT)
    found = [setting_of(assessment, name).check for name in assessment.claims]
    assert found == [
        Restless("a", assessment.formula("a.x and not b.y"), "a.x", analysed.SwitchedStart(), False),
        Restless("b", assessment.formula("b.y"), None, analysed.SwitchedStart(on=("a.x",)), True),
        Restless("b", assessment.formula("true"), None, analysed.SwitchedStart(), False),
    ]
    assert found[0].formulas == (assessment.formula("a.x and not b.y"),)


def test_it_is_judged_in_a_case() -> None:
    assessment = loads(TEXT)
    assert [item.verdict for item in check(assessment)] == ["follows", "follows", "contradicted"]
    assert [[edit.edit.want for edit in item.rests_on] for item in check(assessment)] == [["a1", "a1"], ["b1"], []]
    assert {problem.code for problem in suspicions(assessment)} == {"restates"}
    (tip,) = [tip for tip in tipping(assessment, claims=["C1"]).tips if tip.claim == "C1"]
    assert tip.tips, "the want that it rests on is another from d = 0.5"


@pytest.mark.parametrize("model", MODELS)
def test_it_is_judged_in_a_sample(model: str) -> None:
    assessment = loads(TEXT)
    truths = np.array([[a, b] for a in (True, False) for b in (True, False)])
    for name in assessment.claims:
        setting = setting_of(assessment, name)
        sample = Sample(Pool.of(Games(setting.base.conflict.structure).arena), truths, {"a1": 0, "b1": 1}, model)
        values = setting.check.values_in(sample, setting.base, CONCEPTS)
        held = {"C1": truths[:, 0], "C2": truths[:, 1], "C3": np.zeros(4)}[name]
        assert values.tolist() == [held.astype(int).tolist()] * len(CONCEPTS)
    found = [item for item in robust(assessment, draws=400).findings if item.kind == "claim" and item.model == model]
    chances = {item.name: float(item.chance.value) for item in found if item.chance}
    assert chances == pytest.approx({"C1": 0.75, "C2": 0.5, "C3": 0}, abs=0.1)


def test_it_is_renamed() -> None:
    names = {("actor", "", "a"): "c", ("option", "c", "x"): "z", ("driver", "", "d"): "e", ("claim", "", "C1"): "D1"}
    again = aligned(yaml.safe_load(TEXT), names)
    assert again["claims"]["D1"]["check"] == {"restless": "c", "to": "c.z and not y", "by": "c.z"}
    assert again["claims"]["C2"]["check"]["after"] == ["c.z"]
    assert again["actors"]["c"]["wants"][0]["while"] == "e < 0.5"


def test_it_is_in_the_json_schema(declared: type[CheckRecord]) -> None:
    schema = json_schema()
    assert set(schema["$defs"]["Restlessness"]["properties"]) == {"restless", "to", "by", "after", "gladly"}
    assert {"$ref": "#/$defs/Restlessness"} in schema["$defs"]["Claim"]["properties"]["check"]["oneOf"]
    jsonschema.validate(yaml.safe_load(TEXT), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(TEXT.replace("gladly", "sadly")), schema)
    assert declared.kind == "restless"
