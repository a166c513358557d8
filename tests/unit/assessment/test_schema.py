"""The structure of the file, as pydantic models and as JSON Schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import core_schema

from countermove.assessment import json_schema, load, loads
from countermove.assessment.parser import parse
from countermove.assessment.problems import Report
from countermove.assessment.schema import CHECKS, Document
from countermove.assessment.schema.conflict import conflict_json_schema
from countermove.assessment.schema.document import _tidy, schema_text
from countermove.assessment.schema.kinds import WrittenAs
from countermove.assessment.schema.record import marked
from countermove.assessment.template import published_text
from tests.conftest import in_one_test, require_module
from tests.unit.assessment.files import BASE, broken, edited, problems_of

__all__: list[str] = []

CHECK = "    check:\n      stable: start\n"


def records(kind: type[BaseModel] = Document) -> set[type[BaseModel]]:
    """All record types of the format."""
    found: set[type[BaseModel]] = set(CHECKS)
    waiting: list[Any] = [kind, *CHECKS]
    while waiting:
        each = waiting.pop()
        if isinstance(each, type) and issubclass(each, BaseModel):
            if each not in found or each in CHECKS or each is kind:
                found.add(each)
                waiting += [f.annotation for f in each.model_fields.values() if f.annotation not in found]
        else:
            waiting += list(getattr(each, "__args__", ()))
    return found


def test_every_record_and_every_field_is_described() -> None:
    kinds = records()
    assert len(kinds) > 30
    for kind in kinds:
        assert kind.__doc__
        for name, field in kind.model_fields.items():
            assert field.description, f"{kind.__name__}.{name}"


def test_every_field_of_the_json_schema_is_described() -> None:
    schema = json_schema()
    for name, part in {"": schema, **schema["$defs"]}.items():
        assert part["description"], name
        for key, inner in part["properties"].items():
            assert inner["description"], f"{name}.{key}"
        assert part["additionalProperties"] is False


def test_the_published_schema_is_in_step() -> None:
    stale = "the format is not as it is published: `make schema` writes that anew"
    assert json.loads(published_text()) == json_schema(), stale
    assert published_text() == schema_text(), stale


def test_the_schema_does_not_depend_on_how_pydantic_writes_one() -> None:
    """Before 2.9 it wraps a reference that has a description; early in 2 it hands out what is then written into."""
    assert tidied({"allOf": [{"$ref": "#/$defs/A"}], "description": "b"}) == tidied(
        {"$ref": "#/$defs/A", "description": "b"}
    )
    first, conflict = schema_text(), json.dumps(conflict_json_schema())
    assert schema_text() == first
    assert json.dumps(conflict_json_schema()) == conflict
    for part in conflict_json_schema()["$defs"].values():
        assert not [name for name in part.get("required", ()) if "default" in part["properties"][name]]


def test_a_given_schema_is_handed_out_as_a_copy() -> None:
    given = {"type": "string", "items": {}}
    written = WrittenAs(given)
    handed = written.__get_pydantic_json_schema__(core_schema.any_schema(), _Handler())
    assert handed == given
    assert handed is not given
    assert handed["items"] is not given["items"]


class _Handler(GetJsonSchemaHandler):
    mode = "validation"


def tidied(node: dict[str, Any]) -> list[tuple[str, Any]]:
    _tidy(node)
    return list(node.items())


def plain(text: str) -> Any:
    return parse(text, Report("file.yaml")).data


def schema_errors(text: str) -> list[str]:
    jsonschema = require_module("jsonschema", "the published schema is checked with it")
    jsonschema.Draft202012Validator.check_schema(json_schema())
    return [error.json_path for error in jsonschema.Draft202012Validator(json_schema()).iter_errors(plain(text))]


def test_the_schema_accepts_what_the_program_accepts() -> None:
    assert not schema_errors(load("korea-2021").text)
    assert not schema_errors(BASE)


STRUCTURAL = [
    ("title: Will the two settle?", "titel«: x"),
    ("    name: the first", "    name: «7"),
    ("        one_way: forward", "        one_way: «sideways"),
    ("        kind: strategic", "        kind: «strateic"),
    ("        certainty: high", "        certainty: «1.5"),
    ("    now: 0.2", "    now: «lots"),
    ("    range: [0, 2]", "    range: «[0, 1, 2]"),
    ("start: [us.sanction]", "start: «us.sanction"),
    ('as_of: "2021-08-15"', 'as_of: «"15 August"'),
    ("        at: [1]", "        at: [«one]"),
    ("        at: [1]", "        at: [«0]"),
    ("    default: true", "    default: «yes"),
    ("    via: essay", "    grade: «Z9"),
    ("    chance: [0.8, 0.9]", "    chance: «[0.8]"),
    ("    outcome: came_true", "    outcome: «true"),
    ("moves: {reward: up, ", "moves: {reward: «upp, "),
    (CHECK, "    expect: «folows\n" + CHECK),
    (CHECK, "    check:\n      «stabel: start\n"),
    (CHECK, "    check:\n      «stable: end\n"),
]


@pytest.mark.level("judge", but=5)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize(("old", "new"), STRUCTURAL)
def test_the_schema_refuses_what_the_program_refuses(old: str, new: str) -> None:
    text = edited((old, new.replace("«", "")))
    assert [problem for problem in problems_of(text) if problem.severity == "error"]
    assert schema_errors(text)


def test_keys_of_ones_own_are_accepted_everywhere() -> None:
    text = edited(
        ("title: Will the two settle?", "x-mine: {a: [1, true]}"),
        ("        does: engages", "        does: engages\n        x-colour: red"),
        (CHECK, "    check:\n      stable: start\n      x-why: so\n"),
        ("scenarios:", "scenarios:\n  x-note: hello"),
    )
    assert not problems_of(text)
    assert not schema_errors(text)
    assert loads(text).data["x-mine"] == {"a": [1, True]}
    assert list(loads(text).scenarios) == ["crisis", "hope"]


@in_one_test(
    ("old", "new", "code", "suggestion"),
    [
        ("title: Will the two settle?", "«titel: x", "key", "title"),
        ("        one_way: forward", "        «oneway: forward", "key", "one_way"),
        ("        certainty: high", "        «certanty: high", "key", "certainty"),
        ("        at: [{source: press, para: 2}]", "        at: [{source: press, «pra: 2}]", "key", "para"),
        ("        at: [{source: press, para: 2}]", "        at: «{source: press, para: 2}", "kind", None),
        ("        at: [{source: press, para: 2}]", "        at: [«{para: 1, page: 2}]", "value", None),
        ("      u2: {before: u1}", "      u2: {«befor: u1}", "key", "before"),
        ("      u2: {before: u1}", "      u2: «{before: u1, after: d1}", "move", None),
        ("      u2: {before: u1}", "      u2: «before u1", "kind", None),
        ("        one_way: forward", "        one_way: «forwards", "value", "forward"),
        ("        kind: strategic", "        kind: «strateic", "value", "strategic"),
        ("    name: the first", "    name: «7", "kind", None),
        ("    name: the first", "    name: «[a]", "kind", None),
        ("    now: 0.2", "    now: «high", "kind", None),
        ("    now: 0.2", "    now: «true", "kind", None),
        ("    range: [0, 2]", "    range: «[2, 0]", "range", None),
        ("    chance: [0.8, 0.9]", "    chance: «[0.9, 0.8]", "range", None),
        ("    chance: [0.8, 0.9]", "    chance: «1.2", "range", None),
        ("    chance: [0.8, 0.9]", "    chance: «likly", "value", "likely"),
        ("        certainty: high", "        certainty: «-0.1", "range", None),
        ("        certainty: high", "        certainty: «hihg", "value", "high"),
        ("countermove: 1", "countermove: 1\nscale: «icd230", "value", "icd203"),
        ("countermove: 1", "countermove: 1\nscale: «{high: 2}", "range", None),
        ('as_of: "2021-08-15"', 'as_of: «"2021-02-30"', "date", None),
        ('as_of: "2021-08-15"', "as_of: «20210815", "date", None),
        ("    default: true", "    default: «yes", "kind", None),
        ("    via: essay", "    grade: «B7", "value", None),
        ("      talk:\n", "      «not:\n", "name", None),
        ("  deal: us.engage and dprk.talk", "  «a b: true", "name", None),
        ("  C1:", "  «C 1:", "name", None),
        ("    outcome: came_true", "    outcome: «true", "value", "came_true"),
        ("    outcome: came_true", "    outcome: «came-true", "value", "came_true"),
        ("moves: {reward: up, ", "moves: {reward: «upp, ", "value", "up"),
        (CHECK, "    expect: «folows\n" + CHECK, "value", "follows"),
    ],
)
def test_structural_problems_are_found_at_their_place(old: str, new: str, code: str, suggestion: str | None) -> None:
    found, places = broken((old, new))
    assert (code, *places[0]) in found
    text = edited((old, new.replace("«", "")))
    assert suggestion in [problem.suggestion for problem in problems_of(text) if problem.code == code]


@in_one_test(
    ("check", "words", "suggestion"),
    [
        ("{no_outcom: deal}", "No check is named", "no_outcome"),
        ("{}", "No check is named", None),
        ("{gains: deal, moves: us}", "No check is named", "lever"),
        ("{no_outcome: deal, passes: deal}", "different checks", None),
        ("{stable: start, aftr: []}", "does not belong", None),
        ("{no_outcome: deal, aftr: []}", "does not belong", "after"),
        ("{lever: dprk.talk, moves: us, gains: deal, never_gains: deal}", "not both", None),
        ("{lever: dprk.talk, moves: us, never_gains: deal, exactly_where: risk > 0}", "not both", None),
        ("{lever: dprk.talk, moves: us, gains: deal, vary: [risk]}", "exactly_where", None),
        ("{foresight: deal, after: [dprk.talk]}", "does not belong", None),
        ("[stable]", "mapping", None),
        ("stable", "mapping", None),
    ],
)
def test_a_check_that_is_none_gives_one_clear_problem(check: str, words: str, suggestion: str | None) -> None:
    text = edited((CHECK, f"    check: {check}\n"))
    (problem,) = problems_of(text)
    assert problem.code == "check"
    assert words in problem.message
    assert problem.suggestion == suggestion
    assert (problem.line, problem.column) == (text[: text.index(f"check: {check}")].count("\n") + 1, 12)


@pytest.mark.parametrize(
    ("check", "key"),
    [
        ("{lever: dprk.talk, moves: us}", "gains"),
        ("{lever: dprk.talk, gains: deal}", "moves"),
        ("{lever: dprk.talk, moves: us, gains: deal, exactly_where: risk > 0}", "vary"),
        ("{prefers: us, this: {}}", "to"),
        ("{more_responsible: us}", "than"),
    ],
)
def test_what_a_check_lacks_is_named(check: str, key: str) -> None:
    (problem,) = problems_of(edited((CHECK, f"    check: {check}\n")))
    assert problem.code == "missing"
    assert f"`{key}`" in problem.message


@pytest.mark.level("all", but=10)
@pytest.mark.parametrize("kind", CHECKS, ids=lambda kind: kind.kind)
def test_every_check_has_a_name_and_is_in_the_schema(kind: Any) -> None:
    assert kind.kind
    assert kind.__name__ in json_schema()["$defs"]


def test_the_check_of_a_claim_is_told_by_its_keys() -> None:
    kinds = {name: claim.check.kind for name, claim in load("korea-2021").claims.items()}
    assert kinds["C01"] == "stable"
    assert kinds["C04"] == "lever_gains"
    assert kinds["C05"] == "lever_never_gains"
    assert kinds["C25"] == "lever_exactly_where"
    assert kinds["C16"] == "everywhere"
    assert kinds["C24"] == "stable_in_own_views"
    assert len(set(kinds.values())) == 17


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("countermove: 2", "format 2"),
        ("countermove: 99", "update Countermove"),
        ("countermove: one", "the number 1"),
        ("countermove: 1.0", "the number 1"),
        ("countermove: '1'", "the number 1"),
        ("countermove: 0", "the number 1"),
        ("countermove: true", "the number 1"),
        ("countermove:", "is missing"),
        ("contermove: 1", "'contermove'"),
        ("x-y: 1", "is missing"),
    ],
)
def test_another_version_is_one_clear_problem(line: str, words: str) -> None:
    text = edited(("countermove: 1", line), ("want: deal", "want: dealz"), ("now: 0.2", "now: x"))
    errors = [problem for problem in problems_of(text) if problem.severity == "error"]
    assert [problem.code for problem in errors] == ["version"]
    assert words in errors[0].message


def test_a_missing_section_or_key_is_named_at_its_record() -> None:
    found, places = broken(("      - id: u1\n        want: deal\n", "      - «id: u1\n"))
    assert ("missing", *places[0]) in found
    (problem,) = problems_of("countermove: 1\ntitle: x\n")
    assert (problem.code, problem.line) == ("missing", 1)
    assert "`actors`" in problem.message
    (problem,) = problems_of("countermove: 1\nactors: {}\n")
    assert (problem.code, problem.line) == ("missing", 2)


def test_keys_without_a_value_are_absent_with_a_warning() -> None:
    found, places = broken(("      one: {}", "      «one:"), ("        does: engages", "        «does:"))
    assert found == [("null", *place) for place in places]
    text = edited(("        does: engages", "        does:"))
    assert loads(text).document.actors["us"].options["engage"].does is None


def test_problems_of_structure_and_of_meaning_come_together_in_file_order() -> None:
    found, places = broken(
        ("        certainty: high\n", "        «certainity: high\n"),
        ("        want: not us.engage\n", "        want: not «us.engge\n"),
        ("        want: not dprk.test\n        at: [3]\n", "        want: «[1]\n        at: [«three]\n"),
        ("    range: [0, 2]\n    at: [5]", "    range: [0, 2]\n    at: [«five, {source: «prss}]"),
        ("    now: 0.2", "    «nw: 0.2"),
        ("      no_outcome: deal", "      no_outcome: «dael"),
        ("    from: C1", "    from: «C11"),
    )
    expected = ["key", "unknown", "kind", "kind", "key", "kind", "unknown", "unknown", "unknown"]
    for code, place in zip(expected, places, strict=True):
        assert (code, *place) in found
    assert found == sorted(found, key=lambda problem: problem[1:])


def test_broken_parts_do_not_cause_problems_elsewhere() -> None:
    found, places = broken(
        ("      - id: d2\n        want: us.engage implies dprk.talk\n", "      - id: d2\n        want: «[x]\n"),
        ("  deal: us.engage and dprk.talk", "  deal: us.engage «andd dprk.talk"),
        ("    now: 0.7", "    now: «much"),
    )
    assert found == [("kind", *places[0]), ("formula", *places[1]), ("kind", *places[2])]


def test_formulas_may_be_written_as_yaml_values() -> None:
    text = edited(
        ("        otherwise: us.engage\n", "        otherwise: true\n"),
        ("  gain: reward + 0.5*dprk.talk", "  gain: 1.50"),
    )
    assert not [problem for problem in problems_of(text) if problem.severity == "error"]
    assert loads(text).document.terms["gain"].is_ == "1.50"


def test_every_name_and_formula_of_the_flagship_is_walked() -> None:
    walked = {(path, text) for path, text, _ in marked(load("korea-2021").document)}
    assert (("claims", "C24", "check", "stable_in_own_views", "us"), "washington") in walked
    assert (("claims", "C16", "check", "after_each", 1, 0), "dprk.test") in walked
    assert (("open", "O2", "readings", "talks_first", "move", "c5", "before"), "c3") in walked
    assert (("claims", "C20n", "with", "rewrite", "c3", "want"), "china.press iff not talks") in walked
    assert (("actors", "us", "wants", 5, "at", 0, "source"), "washington") in walked
    assert (("terms", "talks", "is"), "us.engage and dprk.talk") in walked
    assert len(walked) == 289
