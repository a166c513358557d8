"""Real output against the published schemas, which are closed: an undocumented field fails."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from countermove import reports
from countermove.assessment import Assessment, load, loads
from countermove.catalogue import QUESTIONS
from countermove.extensions import RecordKind
from countermove.media import data_of, envelope, errors_data, record_kinds, record_schema
from countermove.media.output import write_report
from countermove.media.records import KINDS, named
from countermove.plugins.evidence.draft.answer_check import draft_answers
from countermove.plugins.evidence.draft.compute import draft
from countermove.plugins.evidence.draft.coverage import coverage_of
from countermove.plugins.evidence.draft.prompts import draft_ask
from countermove.plugins.evidence.ledger.compute import ledger
from countermove.plugins.evidence.ledger.seal import seal
from countermove.plugins.evidence.score.compute import score_case
from countermove.plugins.evidence.sources.compute import sources_of
from countermove.plugins.papers.output import written_paper
from countermove.plugins.proofs.certify.compute import certificate_text, certified
from countermove.plugins.proofs.verify.compute import verify
from countermove.reports.figure import Request, drawn
from countermove.reports.report.compute import report_case
from gmcr.base.errors import AssessmentError, CountermoveError, FormulaError, ModelError, UnknownName
from tests.conftest import ROOT, in_one_test, require_module
from tests.flagship import korea
from tests.unit.reports.samples import FERRY, QUIET, TWO_DRIVERS, blind

__all__: list[str] = []


POINTING = (
    FERRY.replace("want: line.run}", "want: line.run, at: [1]}") + "sources: {paper: {what: A paper, default: true}}\n"
)


def validate(data: Any, kind: str) -> None:
    jsonschema = require_module("jsonschema", "it checks records against their schemas")
    plain = json.loads(json.dumps(data))
    assert plain == data, "only plain data"
    jsonschema.Draft202012Validator(record_schema(kind)).validate(plain)


def certificate_of(assessment: Assessment, folder: Path) -> Path:
    """A certificate of which one proof does not hold, so that what fails is told too."""
    path = folder / "certificate.json"
    written = certificate_text(certified(reports.game_of(assessment), "start"))
    path.write_text(written.replace('"stable": true', '"stable": false', 1), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder, ferry = tmp_path_factory.mktemp("records"), loads(FERRY, file="ferry.yaml")
    (folder / "bad.yaml").write_text(FERRY.replace("start: []", "start: [pya]"), encoding="utf-8")
    ferry_file = folder / "ferry.yaml"
    texts = folder / "texts"
    texts.mkdir()
    (texts / "paper.txt").write_text("The line may run.", encoding="utf-8")
    ferry_file.write_text(FERRY, encoding="utf-8")
    pointing = folder / "pointing.yaml"
    pointing.write_text(POINTING, encoding="utf-8")
    dated = folder / "dated.yaml"
    dated.write_text(
        f"{FERRY}forecasts: {{F1: {{says: It runs, closes: '2030-01-01', chance: 0.7}}}}\n", encoding="utf-8"
    )
    sealed = seal(dated)
    with_facts = loads(FERRY + "facts: {in: gift, outcome: not town.pay}\n", file="ferry.yaml")
    (folder / "essay.txt").write_text("The pilots may strike. If they do, the ferry stops.", encoding="utf-8")
    digest = hashlib.sha256((folder / "essay.txt").read_bytes()).hexdigest()[:16]
    items = [
        {"id": "c1", "kind": "claim", "paragraph": 1, "quote": "the pilots may strike", "says": "they may"},
        {
            "id": "w1",
            "kind": "want",
            "paragraph": 2,
            "quote": "the ferry will stop",
            "says": "it stops",
            "formula": "(",
        },
    ]
    answers = {"document": digest, "chunk": 1, "answered_by": "A. Colleague", "items": items}
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    made = {
        "answered": draft_answers(folder / "essay.txt", folder / "answers.json", str(folder / "essay.yaml")),
        "ask": draft_ask(folder / "essay.txt", str(folder / "ask.json")),
        "assess": reports.assess(with_facts),
        "cases": reports.list_cases(),
        "suite": reports.list_published(),
        "certificate": certified(reports.game_of(ferry), "start"),
        "convert": reports.convert_case("elmira-1991", str(folder / "elmira.csv")),
        "coverage": coverage_of(folder / "essay.txt", str(pointing)),
        "draft": draft(folder / "essay.txt"),
        "games": reports.list_games(),
        "published": reports.show_case("syria-iraq-1975"),
        "coalitions": reports.ask("coalitions", reports.open_game(str(ferry_file))),
        "deal": reports.ask("deal", reports.open_game("elmira-1991")),
        "drift": reports.ask("drift", load(ROOT / "docs/examples/race.yaml")),
        "change": reports.ask(
            "change", ferry, hold="3", concepts=("nash", "seq"), stress=True, costs={"strategic": "2"}
        ),
        "check": reports.ask("check", ferry),
        "figure": drawn("levers", Request(reports.open_game(str(ferry_file)))),
        "inverse": reports.ask(
            "inverse", reports.open_game("syria-iraq-1975"), state="1", concepts=("smr", "seq"), limit=2
        ),
        "ledger": ledger(dated),
        "lint": reports.lint_files([str(folder / "bad.yaml"), "korea-2021"]),
        "levers": reports.ask("levers", ferry),
        "longrun": reports.ask(
            "longrun", reports.game_of(ferry, reports.select(scenario="gift")), noise="0.1", concepts=("nash", "gmr")
        ),
        "new": reports.new_file(str(folder / "new.yaml")),
        "perception": reports.ask("perception", reports.open_game(str(blind(folder / "blind.gmcr")))),
        "report": write_report(report_case(ferry, draws=20), str(folder / "ferry.md")),
        "paper": written_paper(reports.open_game(str(ferry_file), reports.select(scenario="gift"))),
        "score": score_case(korea(), as_of="2024-01-01"),
        "seal": sealed,
        "responsibility": reports.ask("responsibility", ferry, weights={"author": "2", "Q.purse_first": "3"}),
        "diff": reports.ask("diff", (ferry, loads(FERRY.replace("now: 0.6", "now: 0.4"), file="later.yaml"))),
        "compare": reports.ask("compare", (ferry, loads(FERRY.replace("now: 0.6", "now: 0.4"), file="later.yaml"))),
        "matrix": reports.ask("matrix", ferry),
        "redteam": reports.ask("redteam", ferry, costs={"answer": "2"}),
        "tipping": reports.ask("tipping", loads(TWO_DRIVERS, file="ferry.yaml"), vary=["demand", "tide"]),
        "together": reports.ask("together", ferry),
        "watch": reports.ask("watch", with_facts),
        "roads": reports.ask("roads", reports.open_game(str(ferry_file))),
        "robust": reports.ask("robust", ferry),
        "solve": reports.ask("solve", reports.game_of(ferry)),
        "sources": sources_of(loads(POINTING, file="ferry.yaml"), texts),
        "verify": verify(str(certificate_of(ferry, folder))),
        "views": reports.ask("views", ferry),
        "why": reports.ask("why", reports.game_of(ferry), state="3"),
    }
    return {**{name: reports.ask(name, ferry) for name in QUESTIONS if name not in made}, **made}


@pytest.mark.level("all", but=22)
@pytest.mark.parametrize("kind", record_kinds())
def test_a_record_is_as_its_schema_says(kind: str, records: dict[str, object]) -> None:
    data = envelope(records[kind])
    assert (data["record"], data["version"]) == (kind, 1)
    validate(data, kind)


def test_a_record_without_target_claims_and_facts_is_so_too() -> None:
    quiet = loads(QUIET, file="quiet.yaml")
    data = envelope(reports.assess(quiet))
    validate(data, "assess")
    assert (data["data"]["changes"], data["data"]["responsibility"], data["data"]["observed"]) == (None, None, None)


def test_the_frame_tells_what_was_assumed(ferry: Assessment) -> None:
    selection = reports.select(readings=["Q=purse_first"], scenario="gift", view="pessimist", settings=["demand=0.25"])
    data = envelope(reports.ask("solve", reports.game_of(ferry, selection), concepts=["seq"]))
    assert (data["case"], data["digest"]) == ("ferry", ferry.digest)
    assert data["assumptions"] == {
        "reading": {"Q": "purse_first"},
        "scenario": "gift",
        "view": "pessimist",
        "drivers": {"demand": "0.25"},
        "concepts": ["seq"],
        "bound": None,
        "seed": None,
        "apart": [],
        "unlisted": None,
        "coding": {},
    }
    assert envelope(reports.assess(ferry, bound=2))["assumptions"]["bound"] == 2


def test_several_cases_make_one_record(ferry: Assessment) -> None:
    quiet = loads(QUIET, file="quiet.yaml")
    data = envelope(reports.ask("check", (ferry, quiet)))
    validate(data, "check")
    assert data["case"] == ["ferry", "quiet"]
    assert data["assumptions"]["reading"] is None
    assert not data["data"]["as_expected"]


def test_values_and_conditions_survive(ferry: Assessment) -> None:
    kind, data = data_of(reports.ask("check", ferry))
    assert kind == "check"
    claim = data["claims"][-1]
    assert claim["values"] == [[1, 0, 0, 0, 0]] * 2
    assert claim["turns_on"][0] == {"equations": {"concept": "nash"}, "holds": True}
    assert claim["rests_on"][0]["concepts"]
    assert data["claims"][0]["as_expected"] is True


@pytest.mark.parametrize(
    ("error", "code", "suggestion"),
    [
        (UnknownName("view", "chna", ["china"]), "unknown", "china"),
        (FormulaError("What is this", text="a b", column=3), "formula", None),
        (ModelError("No."), "model", None),
        (CountermoveError("No."), "input", None),
    ],
)
def test_errors_are_data_too(error: CountermoveError, code: str, suggestion: str | None) -> None:
    data = errors_data(error)
    validate(data, "errors")
    assert (data["record"], data["version"]) == ("errors", 1)
    assert (data["errors"][0]["code"], data["errors"][0]["suggestion"]) == (code, suggestion)


def test_every_problem_of_a_file_is_among_its_errors() -> None:
    with pytest.raises(AssessmentError) as caught:
        loads("countermove: 1\nactors: {a: {wants: [{id: w, want: b}]}}\nstart: [c]\n")
    data = errors_data(caught.value)
    validate(data, "errors")
    assert len(data["errors"]) == len(caught.value.problems) > 1


def fields(schema: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(schema, list):
        for item in schema:
            yield from fields(item, path)
    elif isinstance(schema, dict):
        for name, field in schema.get("properties", {}).items():
            yield f"{path}.{name}", field
        for key, value in schema.items():
            for name, inner in value.items() if key == "properties" else [(key, value)]:
                yield from fields(inner, f"{path}.{name}")


@pytest.mark.level("all", but=7)
@pytest.mark.parametrize("kind", [*record_kinds(), "errors"])
def test_schemas_are_sound_closed_and_every_field_has_a_description(kind: str) -> None:
    jsonschema = require_module("jsonschema", "it checks the schemas themselves")
    schema = record_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    found = list(fields(schema, kind))
    assert found
    assert [path for path, field in found if not field.get("description")] == []


@in_one_test("kind", KINDS.values())
def test_a_kind_names_what_there_is(kind: RecordKind) -> None:
    module, _, name = kind.record.partition(":")
    form = getattr(import_module(module), name)
    assert (form.__module__, form.__qualname__) == (module, name)
    taken = next(iter(get_type_hints(named(kind.page), localns={"ReportRecord": object}).values()))
    assert taken is form


def test_an_unknown_kind_has_no_schema() -> None:
    with pytest.raises(UnknownName) as caught:
        record_schema("chek")
    assert caught.value.suggestion == "check"


def test_what_is_no_record_has_no_data() -> None:
    with pytest.raises(TypeError):
        data_of(object())


def test_check_names_the_rows_and_columns_of_values(records: dict[str, object]) -> None:
    data = data_of(records["check"])[1]
    [case] = data["cases"]
    assert case["rows"] == [dict(reading) for reading in loads(FERRY).readings]
    assert case["columns"] == ["nash", "gmr", "smr", "seq", "symseq"]
    for claim in data["claims"]:
        assert len(claim["values"]) == len(case["rows"])
        assert all(len(row) == len(case["columns"]) for row in claim["values"])
