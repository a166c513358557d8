"""Loading, and the games of an assessment."""

from __future__ import annotations

import hashlib
import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import countermove.assessment
from countermove.assessment import Assessment, cases, load, loads
from countermove.assessment.schema import Locator, Overlay, Term
from gmcr.base.errors import AssessmentError, FormulaError, ModelError, SizeError, UnknownName
from gmcr.logic import And, OptionAtom
from tests.unit.assessment.files import BASE, edited

__all__: list[str] = []


@pytest.fixture(scope="module")
def korea() -> Assessment:
    return load("korea-2021")


def test_the_bundled_case_says_what_the_seed_says(shared: Path, korea: Assessment) -> None:
    seed = load(shared / "seed" / "korea-2021.yaml")
    words = {"name", "article", "aka", "says", "otherwise_says", "means", "does", "note", "is_"}
    words.add("drifts")  # no verdict depends on them, and the seed has none

    def bare(value: Any) -> Any:
        """Without words and sentences, which the bundled case has more of; a term is its formula."""
        if isinstance(value, Locator):
            return value.source, value.para, value.page, value.time
        if isinstance(value, BaseModel):
            fields = {name: bare(getattr(value, name)) for name in type(value).model_fields if name not in words}
            return (value.is_, fields) if isinstance(value, Term) else fields
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items()}
        own = tuple(map(bare, value)) if isinstance(value, tuple) else value
        several = isinstance(value, tuple) and any(
            isinstance(item, Locator) for item in value
        )  # two sentences of one place
        return tuple(dict.fromkeys(own)) if several else own

    # The words of a scenario are read on from "supposing that", those of the seed were not written so.
    assert seed.scenarios["pressure"].why == "the strategists' plan"
    assert korea.scenarios["pressure"].why == "Washington follows the strategists' plan"
    scenarios = {**korea.document.scenarios}
    scenarios["pressure"] = scenarios["pressure"].model_copy(update={"why": seed.scenarios["pressure"].why})
    assert bare(seed.document.scenarios) == bare(scenarios)
    for part in ("actors", "never", "start", "terms", "drivers", "open", "views", "claims", "indicators"):
        assert bare(getattr(seed.document, part)) == bare(getattr(korea.document, part)), part
    assert [want.id for actor in seed.document.actors.values() for want in actor.wants] == [
        want.id for actor in korea.document.actors.values() for want in actor.wants
    ]
    assert list(seed.claims) == list(korea.claims)


def test_the_bundled_cases_are_listed() -> None:
    listed = cases()
    assert [case.name for case in listed] == sorted(case.name for case in listed)
    assert "korea-2021" in [case.name for case in listed]
    for case in listed:
        assert load(case.name).document.title == case.title


def test_what_the_flagship_holds(korea: Assessment) -> None:
    assert korea.name == "korea-2021"
    assert korea.actors == ("dprk", "us", "china", "rok")
    assert list(korea.questions) == ["O1", "O2", "O3", "O4", "O5"]
    assert len(korea.readings) == 32
    assert (
        korea.readings[0]
        == korea.base_reading
        == {
            "O1": "refuses",
            "O2": "leverage_first",
            "O3": "yields",
            "O4": "enough",
            "O5": "tests",
        }
    )
    assert korea.readings[1] == {**korea.base_reading, "O5": "waits"}
    assert korea.readings[16] == {**korea.base_reading, "O1": "answers"}
    assert list(korea.scenarios) == ["crisis", "door_shut", "pressure", "rapprochement", "us_engages"]
    assert list(korea.views) == ["china", "washington", "advocates"]
    assert len(korea.claims) == 36
    assert korea.target == And((OptionAtom("us.engage"), OptionAtom("dprk.talk")))
    assert korea.scale == {"high": Fraction(9, 10), "moderate": Fraction(4, 5), "low": Fraction(11, 20)}
    assert korea.warnings == ()
    assert korea.digest == hashlib.sha256(korea.text.encode()).hexdigest()
    assert korea.form.options[0].one_way == "forward"
    assert korea.form.options[2].kind == "strategic"


def test_the_base_game_of_the_flagship(korea: Assessment) -> None:
    conflict = korea.conflict()
    assert conflict.options[0] == "dprk.test"
    assert conflict.label(conflict.start) == "china.press_us, china.aid, rok.broker"
    assert conflict.start == conflict.code(["china.press_us", "china.aid", "rok.broker"])
    assert len(korea.calculus().wants("dprk")) == 8
    assert conflict.drivers["salience"] == Fraction(2, 5)


def test_games_share_the_wants_that_say_the_same(korea: Assessment) -> None:
    """So that what is known of a want is known in every game."""
    overlay = {"rewrite": {"c5": {"want": "china.aid"}}}
    one, other = (korea.conflict(with_=overlay).preferences["china"] for _ in range(2))
    assert one == other
    assert one != korea.conflict().preferences["china"]
    assert korea.formula("not (china.aid)") is korea.formula("not china.aid")


def test_a_game_of_the_flagship_with_everything(korea: Assessment) -> None:
    conflict = korea.conflict(
        reading={"O3": "resists", "O4": "too_little"},
        scenario="crisis",
        view="advocates",
        drivers={"strain": 0.1},
        with_=korea.claims["C20n"].with_,
    )
    wants = {want.id: want for actor in conflict.actors for want in conflict.preferences[actor]}  # type: ignore[union-attr]
    assert "d4" not in wants
    assert [want.id for want in conflict.preferences["dprk"]][:3] == ["d1", "d2", "d3"]  # type: ignore[union-attr]
    assert [want.id for want in conflict.preferences["china"]][2] == "c3"  # type: ignore[union-attr]
    assert conflict.drivers["strain"] == Fraction(1, 10)
    assert conflict.drivers["salience"] == Fraction(1, 10)
    assert "dprk.test" in conflict.label(conflict.start)


def test_all_games_share_one_form_and_one_set_of_states(korea: Assessment) -> None:
    one, other = korea.conflict(), korea.conflict(reading={"O1": "answers"}, scenario="crisis")
    assert one.structure is other.structure
    assert one.structure.form is korea.form  # type: ignore[attr-defined]
    assert one.states is other.states or (one.states == other.states).all()


def test_equal_formulas_are_one_object(korea: Assessment) -> None:
    assert korea.formula("us.engage and dprk.talk") is korea.formula("us.engage and dprk.talk")
    assert korea.formula("talks") == korea.formula("engage and talk") == korea.target


@pytest.mark.parametrize(
    ("asked", "kind", "suggestion"),
    [
        ({"reading": {"O9": "x"}}, "question", None),
        ({"reading": {"O1": "answer"}}, "reading of O1", "answers"),
        ({"scenario": "crises"}, "scenario", "crisis"),
        ({"view": "chian"}, "view", "china"),
        ({"drivers": {"windw": 1}}, "driver", "window"),
        ({"with_": {"drop": ["c33"]}}, "want", "c3"),
        ({"with_": {"happens": ["dprk.tets"]}}, "option", "dprk.test"),
        ({"with_": {"set": {"windw": 1}}}, "driver", "window"),
    ],
)
def test_unknown_names_are_told_with_the_nearest(
    korea: Assessment, asked: dict[str, object], kind: str, suggestion: str | None
) -> None:
    with pytest.raises(UnknownName) as caught:
        korea.conflict(**asked)  # type: ignore[arg-type]
    assert caught.value.kind == kind
    if suggestion:
        assert caught.value.suggestion == suggestion


def test_drivers_are_exact_however_they_come(korea: Assessment) -> None:
    for value in (0.1, "0.1", Decimal("0.1"), Fraction(1, 10), " .1 "):
        assert korea.conflict(drivers={"window": value}).drivers["window"] == Fraction(1, 10)
    assert korea.conflict(drivers={"window": 1}).drivers["window"] == 1
    assert korea.conflict(with_={"set": {"window": 0.1}}).drivers["window"] == Fraction(1, 10)


@pytest.mark.parametrize(
    "value", [1.5, -0.1, "2", float("nan"), float("inf"), "high", "", "1e400", "9" * 100, True, None]
)
def test_drivers_outside_their_range_or_no_numbers(korea: Assessment, value: object) -> None:
    with pytest.raises(ModelError, match="window"):
        korea.conflict(drivers={"window": value})  # type: ignore[dict-item]


def test_a_further_overlay_that_is_none(korea: Assessment) -> None:
    overlays: tuple[dict[str, Any], ...] = ({"dorp": []}, {"set": {"window": "much"}}, {"rewrite": {"c3": {}}})
    for wrong in overlays:
        with pytest.raises(AssessmentError):
            korea.conflict(with_=wrong)
    with pytest.raises(FormulaError):
        korea.conflict(with_={"rewrite": {"c3": {"want": "china.pres"}}})
    with pytest.raises(ModelError):
        korea.conflict(with_=Overlay.model_validate({"set": {"window": 7}}))


def test_an_infeasible_start_names_its_rule(korea: Assessment) -> None:
    with pytest.raises(ModelError) as caught:
        korea.conflict(with_={"happens": ["china.crisis"]})
    assert caught.value.rule == "f1"


def test_arguments_are_named(korea: Assessment) -> None:
    with pytest.raises(TypeError):
        korea.conflict({"O1": "answers"})  # type: ignore[call-arg]


def test_too_many_readings_are_not_listed() -> None:
    questions = "open:\n" + "".join(f"  Q{k}:\n    readings: {{a: {{}}, b: {{}}}}\n" for k in range(200))
    assessment = loads("countermove: 1\nactors:\n  a:\n    options: {x: {}}\n" + questions)
    with pytest.raises(SizeError):
        _ = assessment.readings
    assert set(assessment.base_reading.values()) == {"a"}
    assert assessment.conflict().start == 0


def test_an_assessment_cannot_be_changed(korea: Assessment) -> None:
    with pytest.raises(AttributeError):
        korea.file = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        korea.claims["C01"] = korea.claims["C02"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        korea.document.title = "x"


def test_an_assessment_can_be_pickled(korea: Assessment) -> None:
    again = pickle.loads(pickle.dumps(korea))
    assert (again.digest, again.file, again.document) == (korea.digest, korea.file, korea.document)


def test_files_and_texts(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.encode())
    assessment = load(path)
    assert (assessment.file, assessment.name) == (str(path), "mine")
    assert assessment.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert assessment.text == BASE
    assert loads(BASE).file == "<text>"
    assert loads(BASE.encode(), file="x").document == assessment.document


def test_a_file_goes_before_a_bundled_case_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "korea-2021").write_text(BASE)
    assert load("korea-2021").document.title == "Will the two settle?"


@pytest.mark.parametrize("name", ["", "/", "../cases/korea-2021", "korea-2021.yaml", "no\0where", "x" * 5000, "."])
def test_names_that_lead_nowhere(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssessmentError) as caught:
        load(name)
    assert [problem.code for problem in caught.value.problems] == ["file"]


def test_a_misspelt_case_is_told_the_nearest() -> None:
    with pytest.raises(AssessmentError) as caught:
        load("korea-2022")
    assert caught.value.problems[0].suggestion == "korea-2021"


def test_a_text_that_is_no_unicode() -> None:
    with pytest.raises(AssessmentError):
        loads("title: \ud800")


def test_all_problems_are_in_the_message() -> None:
    with pytest.raises(AssessmentError) as caught:
        loads(edited(("target: deal", "target: dael"), ("    now: 0.2", "    now: 7")), file="f.yaml")
    assert len(caught.value.problems) == 2
    assert "f.yaml:5:9 error [unknown]" in str(caught.value)


def test_public_names_are_sorted_and_exist() -> None:
    names = countermove.assessment.__all__
    assert all(hasattr(countermove.assessment, name) for name in names)
