"""What became of the forecasts of a file, and what a crowd said of the same."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from countermove.assessment import loads
from countermove.assessment.schema import Document
from countermove.plugins.evidence.score.compute import score_case
from countermove.plugins.evidence.score.record import Crowd, Scored, TrackRecord, read_crowd, track_record
from countermove.plugins.evidence.score.text import score_page
from countermove.presentation.blocks import Sentence
from countermove.verdicts.forecasts import Score
from gmcr.base.errors import AssessmentError, CountermoveError
from tests.conftest import in_one_test
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

FORECASTS = """
as_of: "2025-01-01"
forecasts:
  early: {says: a, closes: "2025-06-30", chance: 0.9}
  late: {says: b, closes: "2025-12-31", chance: 0.2}
  bare: {says: c, closes: "2025-03-31"}
  never: {says: d, given: it rains, otherwise: dry, closes: "2025-03-31", chance: 0.6}
  dry: {says: e, given: it does not rain, closes: "2025-03-31", chance: 0.3, base_rate: 0.5}
  argued: {says: f, closes: "2025-03-31", chance: likely}
  open: {says: g, closes: "2025-03-31", chance: likely}
  moved:
    says: h
    made: "2025-01-01"
    closes: "2025-01-10"
    chance: 0.5
    updates: [{date: "2025-01-06", chance: 0.9}, {date: "2025-01-09", chance: 0.1}]
resolutions:
  early: {outcome: came_true, date: "2025-02-01", settled: true}
  late: {outcome: did_not, date: "2025-02-01"}
  bare: {outcome: came_true, date: "2025-03-31"}
  never: {outcome: void, date: "2025-02-01"}
  dry: {outcome: did_not, date: "2025-03-31"}
  argued: {outcome: disputed, date: "2025-03-31"}
  moved: {outcome: came_true, date: "2025-01-08"}
"""


def document(text: str = FORECASTS) -> Document:
    return loads(FERRY + text).document


def by_name(found: TrackRecord) -> dict[str, Scored]:
    return {item.name: item for item in found.forecasts}


def test_only_what_is_past_its_scheduled_close_is_scored() -> None:
    found = by_name(track_record(document()))
    assert {name: item.fate for name, item in found.items()} == {
        "early": "waiting",  # although its rule settled it
        "late": "waiting",
        "bare": "no chance",
        "never": "void",
        "dry": "scored",
        "argued": "disputed",
        "open": "open",
        "moved": "scored",
    }
    later = by_name(track_record(document(), as_of=date(2025, 6, 30)))
    assert (later["early"].fate, later["late"].fate) == ("scored", "waiting")
    assert later["early"].score == Score(Fraction(1, 100), Fraction(1, 100))
    before = by_name(track_record(document(), as_of=date(2025, 1, 31)))
    assert {item.fate for name, item in before.items() if name != "moved"} == {"open"}


def test_a_forecast_that_was_updated_is_averaged_over_the_days_until_it_was_clear() -> None:
    moved = by_name(track_record(document()))["moved"]
    expected = (5 * Fraction(1, 4) + 3 * Fraction(1, 100)) / 8  # 1 to 5 January, and 6 to 8
    assert moved.averaged == Score(expected, expected)
    assert moved.updates == 1  # the second came after it was clear
    assert moved.score == Score(Fraction(1, 4), Fraction(1, 4))
    undated = FORECASTS.replace('as_of: "2025-01-01"\n', "").replace('    made: "2025-01-01"\n', "")
    found = track_record(document(undated))
    assert by_name(found)["moved"].averaged is None
    assert found.averaged is None
    assert found.score is not None


def test_pairs() -> None:
    (pair,) = track_record(document()).pairs
    assert (pair.forecast, pair.otherwise, pair.counted, pair.settled) == ("never", "dry", ("dry",), True)
    (pair,) = track_record(document(), as_of=date(2025, 2, 1)).pairs
    assert (pair.counted, pair.settled) == ((), False)
    both = FORECASTS.replace("never: {outcome: void", "never: {outcome: came_true")
    (pair,) = track_record(document(both)).pairs
    assert pair.counted == ("never", "dry")
    neither = FORECASTS.replace("dry: {outcome: did_not", "dry: {outcome: void")
    (pair,) = track_record(document(neither)).pairs
    assert (pair.counted, pair.settled) == ((), True)


@pytest.mark.parametrize(
    ("old", "new", "tone", "told"),
    [
        (
            "",
            "",
            "item",
            "never or dry: dry came to count; nobody will know whether what never says would have happened.",
        ),
        ("never: {outcome: void", "never: {outcome: came_true", "caution", "never or dry: both are resolved as if"),
        ("dry: {outcome: did_not", "dry: {outcome: void", "item", "never or dry: neither came to count."),
    ],
)
def test_what_became_of_a_pair_is_told(old: str, new: str, tone: str, told: str) -> None:
    page = score_page(score_case(loads(FERRY + FORECASTS.replace(old, new))))
    (found,) = [
        block for block in page.blocks if isinstance(block, Sentence) and block.with_more.startswith("never or dry")
    ]
    assert found.with_more.startswith(told)
    assert found.tone == tone


def test_skill_against_those_who_knew_less() -> None:
    crowd: Crowd = {
        "dry": [(None, Fraction(1, 10))],
        "moved": [(date(2025, 1, 6), Fraction(1, 2)), (date(2025, 1, 7), Fraction(7, 10))],
        "open": [(None, Fraction(1, 2))],
    }
    skills = {item.against: item for item in track_record(document(), crowd=crowd).skills}
    assert list(skills) == ["even odds", "base rates", "crowd"]
    assert skills["even odds"].forecasts == 2
    assert skills["base rates"].low == 1 - Fraction(9, 100) / Fraction(1, 4)
    beside = skills["crowd"]
    assert beside.forecasts == 2
    theirs = (Fraction(1, 100) + (Fraction(1, 4) + 2 * Fraction(9, 100)) / 3) / 2
    ours = (Fraction(9, 100) + Fraction(1, 100)) / 2  # from 6 to 8 January it stood at 0.9
    assert (beside.other.low, beside.own.low) == (theirs, ours)


def test_a_forecast_of_no_day_of_its_own_stands_beside_the_crowd_from_the_day_of_the_file() -> None:
    crowd: Crowd = {"dry": [(date(2024, 12, 1), Fraction(1, 10))]}
    (beside,) = (item for item in track_record(document(), crowd=crowd).skills if item.against == "crowd")
    assert (beside.forecasts, beside.own.low, beside.other.low) == (1, Fraction(9, 100), Fraction(1, 100))
    undated = document(FORECASTS.replace('as_of: "2025-01-01"', ""))
    assert "crowd" not in [item.against for item in track_record(undated, crowd=crowd).skills]


def test_thirty_have_calibration_and_parts() -> None:
    many = "\n".join(f'  f{k}: {{says: a, closes: "2025-01-31", chance: 0.{k % 9 + 1}}}' for k in range(30))
    came = "\n".join(
        f'  f{k}: {{outcome: {"came_true" if k % 3 else "did_not"}, date: "2025-01-31"}}' for k in range(30)
    )
    found = track_record(document(f"forecasts:\n{many}\nresolutions:\n{came}\n"))
    assert found.scored == 30
    assert found.parts is not None
    assert found.score is not None
    assert found.parts.score.value == found.score.low
    assert sum(item.forecasts for item in found.calibration) == 30
    assert [item.against for item in found.skills] == ["even odds", "share that came true"]
    fewer = f"forecasts:\n{many}\nresolutions:\n{came.rpartition(chr(10))[0]}\n"
    assert track_record(document(fewer)).parts is None


# -- the file of a crowd -----------------------------------------------------------------------------------------------

KNOWN = ("F1", "F2")
TODAY = date(2025, 6, 1)


def crowd(path: Path, content: bytes) -> Crowd:
    path.write_bytes(content)
    return read_crowd(path, KNOWN, today=TODAY)


def test_a_crowd_is_read(tmp_path: Path) -> None:
    text = "\ufefffrom,date,chance,forecast\nx,2025-02-01,0.5,F1\nx,2025-01-01,4e-1,F1\ny,,.125,F2\n"
    assert crowd(tmp_path / "crowd.csv", text.encode()) == {
        "F1": [(date(2025, 1, 1), Fraction(2, 5)), (date(2025, 2, 1), Fraction(1, 2))],
        "F2": [(None, Fraction(1, 8))],
    }


@in_one_test(
    ("content", "line", "why"),
    [
        (b"forecast,chance\nF3,0.5\n", 2, "'F3' is not a forecast here"),
        (b"forecast,chance\nF1,1.5\n", 2, "not a probability"),
        (b"forecast,chance\nF1,50%\n", 2, "not a probability"),
        (b"forecast,chance\nF1,nan\n", 2, "not a probability"),
        (b"forecast,chance\nF1,1e-999999999\n", 2, "not a probability"),
        (b"forecast,chance\nF1,0.5\nF1,0.6\n", 3, "appears twice"),
        (b"forecast,chance,date\nF1,0.5,2025-01-01\nF1,0.6,2025-01-01\n", 3, "appears twice"),
        (b"forecast,chance,date\nF1,0.5,2025-01-01\nF1,0.6,\n", 3, "appears twice"),
        (b"forecast,chance,date\nF1,0.5,2025-06-02\n", 2, "after 2025-06-01"),
        (b"forecast,chance,date\nF1,0.5,1 May\n", 2, "is not a day"),
        (b"forecast,chance\nF1\n", 2, "columns"),
        (b"forecast,chance\nF1,0.5,x\n", 2, "columns"),
        (b'forecast,chance\nF1,"0.5\n', 2, "not CSV"),
        (b"forecast,chance\nF1,0.5\n\xff\n", 3, "not UTF-8"),
        ("forecast,chance\nF1,0.5\n".encode("utf-16"), 1, "not text in UTF-8"),
        (b"name,p\nF1,0.5\n", 1, "names the columns"),
        (b"", 1, "names the columns"),
        (b"forecast,chance\nF1," + b"1" * 200_000 + b"\n", 2, "not CSV"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, content: bytes, line: int, why: str) -> None:
    with pytest.raises(AssessmentError) as caught:
        crowd(tmp_path / "crowd.csv", content)
    (problem,) = caught.value.problems
    assert (problem.line, why in problem.message) == (line, True), problem
    assert problem.file.endswith("crowd.csv")


def test_a_gigabyte_is_not_read_and_a_folder_is_none(tmp_path: Path) -> None:
    with open(tmp_path / "crowd.csv", "wb") as stream:
        stream.truncate(1 << 30)
    with pytest.raises(AssessmentError, match="more than"):
        read_crowd(tmp_path / "crowd.csv", KNOWN, today=None)
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CountermoveError) as caught:
            read_crowd(path, KNOWN, today=None)
        assert caught.value.argument == "crowd"
