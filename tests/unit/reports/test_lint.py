"""lint: files too large to be judged, and how much is done."""

from __future__ import annotations

from pathlib import Path

import pytest

import countermove as cm
from countermove.assessment import RULES, Assessment
from countermove.assessment.rules.registry import Context
from countermove.reports import lint_files
from countermove.reports.lint import lint_summary
from countermove.reports.suspicions import suspicions
from tests.conftest import ROOT
from tests.counting import calls_in

HEAD = """
countermove: 1
title: Large
"""


def linted(text: str, folder: Path) -> dict[str, tuple[str, int, int, str]]:
    """Of each code the last problem: severity, line, column, message."""
    path = folder / "f.yaml"
    path.write_text(text, encoding="utf-8")
    [file] = lint_files([str(path)]).files
    return {item.code: (item.severity, item.line, item.column, item.message) for item in file.problems}


def two_sides(options: int) -> str:
    """Two actors, each wanting to differ from the other in every option: roads lead through most states."""
    text = HEAD + "actors:\n"
    for own, other in (("a", "b"), ("b", "a")):
        text += f"  {own}:\n    options:\n" + "".join(f"      {own}{k}: {{does: acts}}\n" for k in range(options))
        text += "    wants:\n"
        text += "".join(f"      - {{id: {own}w{k}, want: {own}{k} iff not {other}{k}}}\n" for k in range(options))
    return text + "claims:\n  C1: {says: It may come., check: {some_outcome: a0}}\n"


def questions(count: int) -> str:
    text = HEAD + "actors:\n  a: {options: {x: {does: comes}}, wants: [{id: a1, want: x}, {id: a1, want: x}]}\n"
    text += "drivers:\n" + "".join(f"  d{k}: {{now: 0.1}}\n" for k in range(count)) + "open:\n"
    text += "".join(
        f"  Q{k}: {{asks: which?, readings: {{no: {{}}, yes: {{set: {{d{k}: 0.9}}}}}}}}\n" for k in range(count)
    )
    return text + "claims:\n  C1: {says: a comes., check: {some_outcome: x}}\n"


SPOILT = """\
countermove: 1
title: Spoilt
actors:
  a:
    options: {x: {does: comes}}
    wants:
      - {id: a1, want: x or not x, at: [1]}
      - {id: a2, want: x, while: d >= 2, could_be: x}
      - {id: a3, want: x, at: [3]}
sources: {S: {title: It, default: true}}
drivers: {d: {now: 0.5, at: [2]}}
claims: {C1: {says: a comes., check: {some_outcome: x}}}
"""


def test_structure_is_what_stands_in_the_file_and_meaning_what_follows() -> None:
    assessment = cm.loads(SPOILT)
    structure, meaning = (cm.lint(assessment, stage=stage) for stage in ("structure", "meaning"))
    assert [problem.code for problem in structure] == ["unsourced"]
    assert {problem.code for problem in meaning} >= {
        "unsourced",
        "powerless",
        "idle-condition",
        "idle-driver",
        "restates",
    }
    assert set(structure) <= set(meaning)
    assert cm.lint(assessment) == cm.lints(SPOILT) == meaning
    with pytest.raises(cm.UnknownName, match="stage of lint"):
        cm.lints(SPOILT, stage="all")  # type: ignore[arg-type]


def test_what_cannot_be_read_is_the_same_in_both_stages(tmp_path: Path) -> None:
    broken = SPOILT.replace("want: x, while", "want: y, while")
    path = tmp_path / "broken.yaml"
    path.write_text(broken, encoding="utf-8")
    for stage in ("structure", "meaning"):
        [problem] = cm.lints(broken, stage=stage)
        assert (problem.severity, problem.code, problem.line) == ("error", "unknown", 8)
        assert [item.code for item in cm.lint(path, stage=stage)] == ["unknown"]
        assert lint_files([str(path)], stage=stage).usable is False


def test_structure_builds_no_game_and_looks_at_no_state(monkeypatch: pytest.MonkeyPatch) -> None:
    def used(*_: object, **__: object) -> None:
        raise AssertionError("a game was built")

    monkeypatch.setattr(Assessment, "conflict", used)
    monkeypatch.setattr(Context, "values", used)
    monkeypatch.setattr(Context, "switching", used)
    record = lint_files(["korea-2021"], stage="structure")
    codes = {problem.code for problem in record.files[0].problems}
    assert codes <= {rule.code for rule in RULES if rule.stage == "structure"}
    assert lint_summary(record).endswith("; what follows from it was not checked.")


def test_too_many_readings_are_a_problem_among_the_others(tmp_path: Path) -> None:
    text = questions(17).replace(", {id: a1, want: x}]", "]")
    found = linted(text, tmp_path)
    line = text.splitlines().index("open:") + 1
    assert found["large"][:3] == ("error", line, 1)
    assert "131,072 readings" in found["large"][3]
    assert {"idle-driver", "restates"} <= set(found)  # what one reading is enough for is said all the same
    assert "large" not in linted(text.replace("  Q16: {", "  x-Q16: {"), tmp_path)


def test_too_many_states_are_a_problem_among_the_others(tmp_path: Path) -> None:
    text = two_sides(12)
    found = linted(text, tmp_path)
    assert found["unlisted"][:3] == ("warning", text.splitlines().index("actors:") + 1, 1)
    assert "4,194,304 feasible combinations of 24 options" in found["unlisted"][3]
    assert "`solve`, `why`, `deal`, `check` and `assess` answer" in found["unlisted"][3]
    assert {"unsourced", "biconditional"} <= set(found)


@pytest.mark.level("all")
def test_a_claim_that_is_too_large_is_a_problem_of_the_claim(tmp_path: Path) -> None:
    drivers = [f"d{k}" for k in range(12)]
    wants = "".join(
        f"      - {{id: w{k}, want: x, while: {' + '.join(drivers)} > {k % 7} * d{k % 12}, otherwise: not x}}\n"
        for k in range(40)
    )
    text = HEAD + f"actors:\n  a:\n    options: {{x: {{does: comes}}}}\n    wants:\n{wants}drivers:\n"
    text += "".join(f"  {name}: {{now: 0.1}}\n" for name in drivers)
    check = f"{{everywhere: x, where: d0 >= 0, vary: [{', '.join(drivers)}], after_each: [[]]}}"
    text += f"claims:\n  C1: {{says: s., check: {check}}}\n"
    found = linted(text, tmp_path)
    assert found["large"][:3] == ("error", text.splitlines().index("claims:") + 2, 3)
    assert found["large"][3].startswith("C1 cannot be judged: ")
    assert "unsourced" in found


def test_idle_options_cost_nothing(tmp_path: Path) -> None:
    """The example of the tour with eleven options more, which took a minute."""
    river = (ROOT / "docs" / "examples" / "river.yaml").read_text(encoding="utf-8")
    place = "        does: releases water in the dry months\n"
    assert place in river
    idle = "".join(f"      idle{k}: {{does: nothing}}\n" for k in range(11))
    more = river.replace(place, place + idle)
    assert linted(more, tmp_path)["idle-option"][0] == "warning"
    assert calls_in(lambda: linted(more, tmp_path)) < 1.5 * calls_in(lambda: linted(river, tmp_path))


@pytest.mark.level("judge")
def test_what_would_take_minutes_is_left_and_said(tmp_path: Path) -> None:
    """Roads through a quarter of a million states: how far they lead is not known before they are walked."""
    text = two_sides(9)
    found = linted(text, tmp_path)
    assert found["untried"][:3] == ("warning", text.splitlines().index("claims:") + 1, 1)
    assert "C1" in found["untried"][3]
    assert "262,144 states" in found["untried"][3]
    assert "restates" not in found
    small = suspicions(cm.loads(two_sides(3)))
    assert [item.code for item in small] == ["restates"]
