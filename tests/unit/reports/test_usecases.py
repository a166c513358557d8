from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from countermove import reports
from countermove.assessment import Assessment, load, loads
from gmcr import CONCEPTS
from gmcr.base.errors import AssessmentError, CountermoveError, UnknownName
from gmcr.logic import Not, OptionAtom
from tests.unit.reports.samples import FERRY, QUIET

__all__: list[str] = []


def test_assess_puts_everything_in_one_frozen_record(ferry: Assessment) -> None:
    record = reports.assess(ferry)
    assert record.frame.case == "ferry"
    assert record.frame.digest == ferry.digest
    assert record.frame.assumptions.reading == {"Q": "service_first"}
    assert record.statusquo.start == (0, ())
    assert record.over_readings.holds.tolist() == [[1] * 5, [1] * 5]
    assert record.over_readings.leaves == {actor: dict.fromkeys(CONCEPTS, 0) for actor in ("town", "line")}
    assert record.over_readings.turns_on == ()
    assert [claim.verdict for claim in record.claims] == [
        "follows", "contradicted", "contradicted", "contradicted", "not determined",
    ]  # fmt: skip
    assert record.changes is not None
    assert not record.changes.holds
    assert record.responsibility is not None
    assert [row.view for row in record.responsibility.views] == [None, "pessimist"]
    assert record.observed is None
    assert not record.as_expected
    assert set(record.statusquo.on) >= {0}
    with pytest.raises(FrozenInstanceError):
        record.states = 1  # type: ignore[misc]


def test_assess_in_another_game_tells_of_that_game(ferry: Assessment) -> None:
    record = reports.assess(ferry, reports.select(scenario="gift"), concepts=("nash", "seq"))
    nash, seq = record.statusquo.concepts
    assert not nash.holds
    assert not seq.holds
    assert record.over_readings.holds.tolist() == [[0, 0], [0, 0]]
    assert record.over_readings.leaves["town"] == {"nash": 2, "seq": 2}
    assert record.over_readings.leaves["line"] == {"nash": 2, "seq": 0}


def test_without_target_there_are_no_changes_and_nobody_is_responsible() -> None:
    record = reports.assess(loads(QUIET))
    assert record.changes is None
    assert record.responsibility is None
    assert record.over_readings.foreseen is None
    assert record.over_readings.readings == 1
    assert not any(view.holds for view in record.statusquo.concepts)


def test_facts_narrow_the_readings(ferry: Assessment) -> None:
    told = loads(FERRY + "facts: {in: gift, outcome: not town.pay}\n", file="ferry.yaml")
    record = reports.assess(told)
    assert record.observed is not None
    assert record.observed.survives.shape == (2, 5)
    assert record.observed.survives.any()


def test_check_goes_through_cases_and_chosen_claims(ferry: Assessment) -> None:
    quiet = loads(QUIET, file="quiet.yaml")
    answer = reports.ask("check", (ferry, quiet), claims=["A", "C"])
    first, second = answer.record.cases
    assert [claim.id for claim in first.claims] == ["A", "C"]
    assert answer.as_expected
    assert not reports.ask("check", ferry).as_expected
    assert second.claims == ()
    assert [(item.case, item.readings) for item in answer.record.cases] == [("ferry", 2), ("quiet", 1)]
    assert [glossary.title for glossary in answer.glossaries] == ["Will the ferry run?", "quiet"]
    with pytest.raises(UnknownName):
        reports.ask("check", ferry, claims=["Z"])


def test_solve_lists_everything_or_the_weightiest_part(ferry: Assessment) -> None:
    whole = reports.ask("solve", reports.game_of(ferry)).record
    assert [row.code for row in whole.rows] == [0, 1, 2, 3, 4, 5]
    assert whole.left_out == 0
    found = {name: item.codes for name, item in whole.equilibria.items()}
    assert found == {"nash": (0,), "gmr": (0, 3), "smr": (0, 3), "seq": (0, 3), "symseq": (0, 3)}
    assert whole.rows[3].stable == {"town": ("gmr", "smr", "seq", "symseq"), "line": CONCEPTS}
    assert whole.rows[3].equilibrium == ("gmr", "smr", "seq", "symseq")
    part = reports.ask("solve", reports.game_of(ferry, reports.select(scenario="gift")), limit=2).record
    assert [row.code for row in part.rows] == [0, 1], (
        "the equilibrium under most concepts, and the start, which is none"
    )
    assert part.left_out == 4


def test_a_limit_keeps_the_start_and_counts_what_it_hides(ferry: Assessment) -> None:
    record = reports.ask("solve", reports.game_of(ferry), limit=1).record
    assert [row.code for row in record.rows] == [0]
    gmr = record.equilibria["gmr"]
    assert (gmr.count, gmr.codes, gmr.holds_at_start) == (2, (0,), True)


def test_why_has_a_witness_for_each_actor_and_concept(ferry: Assessment) -> None:
    record = reports.ask("why", reports.game_of(ferry), state="pay,run", actors=["town"], concepts=["nash", "seq"])
    nash, seq = record.record.witnesses
    assert (nash.stable, nash.improvement) == (False, 2)
    assert (seq.stable, seq.deterred) == (True, ((2, (("line", 0),)),))
    assert record.on == {0: (), 2: ("line.run",), 3: ("town.pay", "line.run")}
    assert {act.actor for act in record.record.acts} == {"town"}


def test_why_knows_its_actors(ferry: Assessment) -> None:
    with pytest.raises(UnknownName) as caught:
        reports.ask("why", reports.game_of(ferry), state="start", actors=["twon"])
    assert caught.value.suggestion == "town"


def test_the_glossary_has_the_words_of_the_selected_game(ferry: Assessment) -> None:
    words = reports.ask("solve", reports.game_of(ferry, reports.select(settings=["demand=0.2"]))).glossary
    assert words.actors == {"town": "Town", "line": "Line"}
    assert words.games[None].wants["l2"].condition == words.formula("demand >= 0.5")
    assert words.games["pessimist"].wants["l2"].condition is None
    assert words.games["pessimist"].wants["l2"].could_be == words.formula("not run") == Not(OptionAtom("line.run"))
    assert words.games[None].drivers["demand"] * 5 == 1
    assert words.claims["C"].by_name == "Line"


def test_lint_reads_good_files_and_broken_ones(tmp_path: Path) -> None:
    good, broken = tmp_path / "good.yaml", tmp_path / "broken.yaml"
    good.write_text(FERRY, encoding="utf-8")
    broken.write_text(FERRY.replace("want: line.run}", "want: line.rum}"), encoding="utf-8")
    record = reports.lint_files([str(good), str(broken), str(tmp_path / "none.yaml")])
    assert [file.errors for file in record.files] == [0, 1, 1]
    assert not record.usable
    lines = [problem.line for problem in record.files[0].problems]
    assert lines == sorted(lines)
    assert {"unsourced"} <= {problem.code for problem in record.files[0].problems}


def test_lint_includes_what_takes_solving(tmp_path: Path) -> None:
    file = tmp_path / "restated.yaml"
    file.write_text(QUIET + "claims:\n  C:\n    says: It acts\n    check: {every_outcome: one.act}\n", encoding="utf-8")
    (linted,) = reports.lint_files([str(file)]).files
    assert "restates" in {problem.code for problem in linted.problems}


def test_several_cases_tell_the_problems_of_all(tmp_path: Path) -> None:
    with pytest.raises(AssessmentError) as caught:
        reports.open_cases([str(tmp_path / "a.yaml"), "korea-2021", str(tmp_path / "b.yaml")])
    assert [Path(problem.file).name for problem in caught.value.problems] == ["a.yaml", "b.yaml"]


def test_the_bundled_cases_are_listed_with_their_claims() -> None:
    (korea,) = (case for case in reports.list_cases().cases if case.name == "korea-2021")
    assert korea.readings == 32
    assert korea.digest == load("korea-2021").digest
    assert [claim.id for claim in korea.claims] == list(load("korea-2021").claims)


def test_a_new_file_is_sound_and_never_takes_anothers_place(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    record = reports.new_file(str(file), title="Who: wins?")
    assert load(str(file)).document.title == "Who: wins?"
    assert record.lines == len(file.read_text(encoding="utf-8").splitlines())
    with pytest.raises(CountermoveError, match="exists already; force overwrites it"):
        reports.new_file(str(file))
    assert load(str(file)).document.title == "Who: wins?"
    reports.new_file(str(file), source="korea-2021", force=True)
    assert load(str(file)).digest == load("korea-2021").digest
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["countermove.schema.json", "new.yaml"], "nothing half-written is left"


@pytest.mark.parametrize(
    ("file", "message"),
    [("", "is a folder"), ("none/new.yaml", "does not exist: make it first"), ("a\0b", "cannot be written")],
)
def test_a_new_file_that_cannot_be_written_says_why(tmp_path: Path, file: str, message: str) -> None:
    with pytest.raises(CountermoveError, match=message):
        reports.new_file(f"{tmp_path}/{file}")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_keeps_its_title(tmp_path: Path) -> None:
    with pytest.raises(CountermoveError, match="not both"):
        reports.new_file(str(tmp_path / "x.yaml"), title="T", source="korea-2021")
    with pytest.raises(CountermoveError, match="name a source or ask for all, not both"):
        reports.new_file(str(tmp_path / "x.yaml"), full=True, source="korea-2021")


def test_a_new_file_may_show_the_whole_format(tmp_path: Path) -> None:
    file = tmp_path / "full.yaml"
    reports.new_file(str(file), title="T", full=True)
    assert load(str(file)).document.title == "T"
    assert load(str(file)).document.forecasts
