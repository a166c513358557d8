"""Series of numbers: what is read of a file, what could be known on a day, and what that makes of drivers."""

from __future__ import annotations

import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.cli import app
from countermove.plugins.evidence.series.compute import fed
from countermove.plugins.evidence.series.rows import Query, Rows, after, between, named, period_of, rows_in
from countermove.questions.watch import watch
from countermove.verdicts.feeds import FeedReading

CASE = """
countermove: 1
concepts: [nash]
target: come
actors:
  N: {options: {come: {}}, wants: [{id: n1, want: come, while: trust >= 0.5, otherwise: not come}]}
drivers: {trust: {now: 0.2}}
claims:
  C1: {says: nothing moves, check: {stable: start}}
indicators:
  I1: {watch: visits, moves: {trust: up}, series: {file: visits.csv, feeds: trust, SERIES}}
"""
MONTHS = "date,value\n2021-01,10\n2021-02,20\n2021-03,60\n"


def case(series: str = "scale: [0, 100]") -> cm.Assessment:
    return cm.loads(CASE.replace("SERIES", series))


def found(folder: Path, text: str, day: str, series: str = "scale: [0, 100]") -> FeedReading:
    (folder / "visits.csv").write_text(text, encoding="utf-8")
    [item] = fed(case(series), folder, date.fromisoformat(day), date(2026, 1, 1))
    return item


def rows(folder: Path, text: str | bytes, name: str = "s.csv", query: Query | None = None) -> Rows:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return rows_in(path, query or Query("date", "value"), name)


# -- what could be known -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "series", "period"),
    [
        ("2021-02-27", "", "2021-01"),
        ("2021-02-28", "", "2021-02"),  # a month counts from its last day,
        ("2021-03-30", "", "2021-02"),
        ("2021-03-31", "", "2021-03"),
        ("2021-04-13", "lag_days: 14", "2021-02"),  # and its lag later
        ("2021-04-14", "lag_days: 14", "2021-03"),
    ],
)
def test_a_period_counts_from_its_end_and_its_lag(tmp_path: Path, day: str, series: str, period: str) -> None:
    item = found(tmp_path, MONTHS, day, f"scale: [0, 100], {series}".rstrip(", "))
    assert item.period == period
    assert item.value == {"2021-01": Fraction(1, 10), "2021-02": Fraction(1, 5), "2021-03": Fraction(3, 5)}[period]


def test_tomorrows_value_changes_nothing_today(tmp_path: Path) -> None:
    """Whatever is planted that could not be known: tomorrow's day, a period that ends later, one whose lag has not passed."""
    known = "date,value\n2021-08-13,10\n2021-08-14,20\n"
    asked = "scale: [0, 100], lag_days: 1"
    before = found(tmp_path, known, "2021-08-15", asked)
    for planted in ("2021-08-15,90", "2021-08-16,90", "2022-01-01,90"):
        after_it = found(tmp_path, f"{known}{planted}\n", "2021-08-15", asked)
        assert (after_it.value, after_it.period, after_it.later) == (before.value, before.period, 1)
    months = found(tmp_path, MONTHS, "2021-03-30")
    assert (months.number, months.later) == ("20", 1)
    assert found(tmp_path, MONTHS, "2021-03-31").number == "60"
    # a day that is said to stand for its month ends with the month, as a year with the year
    first = "date,value\n2021-01-01,10\n2021-02-01,90\n"
    assert found(tmp_path, first, "2021-02-01", "scale: [0, 100], period: month").number == "10"
    assert found(tmp_path, "date,value\n2020,10\n2021,90\n", "2021-12-30").number == "10"


def test_watch_reads_no_further_than_the_day(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text(MONTHS)
    quiet = watch(case(), as_of="2021-03-30", data=tmp_path)
    assert (quiet.tripped, [item.value for item in quiet.latest]) == (False, [Fraction(1, 5)])
    passed = watch(case(), as_of="2021-03-31", data=tmp_path)
    assert passed.tripped
    [latest], [wire] = passed.latest, passed.passed
    assert (latest.observation, latest.indicator, latest.date) == (None, "I1", date(2021, 3, 31))
    assert (wire.driver, wire.threshold, wire.way) == ("trust", Fraction(1, 2), "up")
    assert "C1" in wire.tips
    assert watch(case(), as_of="2021-03-31").data == ()


def test_the_later_of_an_observation_and_data_counts(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text(MONTHS)
    text = CASE.replace("SERIES", "scale: [0, 100]")
    later = cm.loads(f'{text}\nobservations: {{B1: {{date: "2021-04-02", sets: {{trust: 0.4}}}}}}')
    assert [item.observation for item in watch(later, as_of="2021-04-01", data=tmp_path).latest] == [None]
    assert [item.observation for item in watch(later, as_of="2021-04-02", data=tmp_path).latest] == ["B1"]


# -- what is missing, and what numbers mean ----------------------------------------------------------------------------


def test_missing_months_are_told_and_never_filled(tmp_path: Path) -> None:
    gap = found(tmp_path, "date,value\n2021-01,10\n2021-04,20\n", "2021-05-01")
    assert (gap.missing, gap.number) == (("2021-02", "2021-03"), "20")
    late = found(tmp_path, MONTHS, "2021-06-30")
    assert (late.missing, late.period, late.value) == (("2021-04", "2021-05", "2021-06"), "2021-03", None)
    assert late.why_not == "2021-06 should be known by then, and is missing"
    empty = found(tmp_path, "date,value\n2021-01,10\n2021-02,\n", "2021-03-01")
    assert (empty.empty, empty.missing, empty.value) == (1, ("2021-02",), None)
    days = found(tmp_path, "date,value\n2021-01-05,10\n2021-03-20,30\n", "2021-04-20")
    assert (days.missing, days.number) == (("2021-02",), "30")
    assert found(tmp_path, "date,value\n2021-01-05,10\n", "2021-02-06").why_not == "nothing is there since 2021-01-05"
    assert found(tmp_path, MONTHS, "2020-12-31").why_not == "nothing could be known by then"


def test_scales_are_exact_and_end_with_the_range(tmp_path: Path) -> None:
    def value(number: str, series: str) -> tuple[Fraction | None, bool]:
        item = found(tmp_path, f"date,value\n2021-01,{number}\n", "2021-02-01", series)
        return item.value, item.beyond

    assert value("0.1", "scale: [0, 0.3]") == (Fraction(1, 3), False)
    assert value("3", "scale: [12, 0]") == (Fraction(3, 4), False)  # the other way round
    assert value("-5", "scale: [0, 10]") == (0, True)
    assert value("1e2", "scale: [0, 10]") == (1, True)
    assert value("0.35", "lag_days: 0") == (Fraction(7, 20), False)
    outside = found(tmp_path, "date,value\n2021-01,2\n", "2021-02-01", "lag_days: 0")
    assert outside.value is None
    assert "lies outside of the range of trust" in str(outside.why_not)


# -- files as they are -------------------------------------------------------------------------------------------------


def test_malformed_rows_are_counted_and_the_first_listed(tmp_path: Path) -> None:
    text = "date,value\n2021-01,1\n2021-02\nsoon,3\n2021-13,3\n2021-03-05,3\n2021-04,3.1.2\n2021-05,nan\n2021-06,7\n"
    read = rows(tmp_path, text)
    assert (read.read, read.malformed, len(read.values)) == (8, 6, 2)
    assert [(bad.line, bad.why) for bad in read.bad] == [
        (3, "1 cells where the header has 2"),
        (4, "'soon' is not the date of a month"),
        (5, "'2021-13' is not the date of a month"),
        (6, "'2021-03-05' is a day, and the file has months"),
        (7, "'3.1.2' is not a decimal number"),
        (8, "'nan' is not a decimal number"),
    ]
    many = rows(tmp_path, "date,value\n" + "soon,1\n" * 100)
    assert (many.malformed, len(many.bad)) == (100, 20)


def test_rows_are_told_by_the_line_on_which_they_begin(tmp_path: Path) -> None:
    read = rows(tmp_path, 'date,value,note\n2021-01,1,"two\nlines"\r\n\nsoon,2,x\n')
    assert [(bad.file, bad.line) for bad in read.bad] == [("s.csv", 5)]


def test_duplicates_count_once_and_contradictions_have_no_value(tmp_path: Path) -> None:
    read = rows(tmp_path, "date,value\n2021-01,1\n2021-01,1.0\n2021-02,1\n2021-02,2\n2021-03,3\n")
    assert (read.duplicates, [period.name for period in read.contradictory]) == (1, ["2021-02"])
    assert [period.name for period in read.values] == ["2021-01", "2021-03"]


def test_only_the_rows_asked_for(tmp_path: Path) -> None:
    text = "month\ta\tb\tn\n2021-01\tUSA\tPRK\t1\n2021-01\tUSA\tCHN\t2\n"
    read = rows(tmp_path, text, "s.tsv", Query("month", "n", {"a": "USA", "b": "PRK"}))
    assert (read.read, [row.text for row in read.values.values()]) == (1, ["1"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"date,value\n2021-01,1\n2021-02,\xff\n", r"s\.csv:3:9 .*not UTF-8"),
        ("date,value\n2021-01,1\n".encode("utf-16"), "UTF-16"),
        (b'date,value\n2021-01,1\n2021-02,"1\n2021-03,2\n', r"s\.csv:3:1 .*not closed: is the file cut short"),
        (b"date,value\n2021-01,1\x00\n", r"s\.csv:2:1 .*U\+0000"),
        (b"\ndate,value\n2021-01,1\x00\n", r"s\.csv:3:1 .*U\+0000"),
        (b"", "no column 'date'"),
        (b"day,value\n", "no column 'date'"),
        (b"date,value,value\n", "several columns 'value'"),
        (b"date,value\n2021-01," + b"9" * 200_000 + b"\n", r"s\.csv:2:1 .*[Ff]ield larger"),
        (b"date,value\n" + b"2021-01,1\n" * 500_001, "over 5 MB"),
    ],
)
def test_what_cannot_be_used_is_one_message_with_its_place(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(cm.AssessmentError, match=message) as error:
        rows(tmp_path, content)
    assert len(error.value.problems) == 1


def test_one_line_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    with path.open("wb") as stream:
        stream.write(b"date,value\n")
        stream.truncate(1_000_000_000)
    with pytest.raises(cm.AssessmentError, match="over 5 MB"):
        rows_in(path, Query("date", "value"), "s.csv")


def test_a_file_that_may_be_cut_short_says_so(tmp_path: Path) -> None:
    assert rows(tmp_path, "date,value\n2021-01,12").open_end
    assert not rows(tmp_path, "date,value\n2021-01,12\n").open_end


def test_what_lies_in_the_future_is_counted(tmp_path: Path) -> None:
    item = found(tmp_path, f"{MONTHS}2026-01,5\n2026-02,5\n2999-01,5\n", "2021-04-01")
    assert (item.future, item.later, item.number) == (2, 3, "60")


@pytest.mark.parametrize("name", ["../visits.csv", "/etc/passwd", "a/../b.csv", "", ".", "a\\b.csv", "C:x.csv", "a//b"])
def test_files_are_named_below_the_folder(name: str) -> None:
    with pytest.raises(cm.AssessmentError, match="does not name a file below the folder"):
        cm.loads(CASE.replace("visits.csv", f"'{name}'").replace("SERIES", "lag_days: 0"))


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.csv", tmp_path / "data"
    folder.mkdir()
    outside.write_text(MONTHS)
    (folder / "visits.csv").symlink_to(outside)
    with pytest.raises(cm.AssessmentError, match="leads out of the folder"):
        fed(case(), folder)
    (folder / "visits.csv").unlink()
    with pytest.raises(cm.AssessmentError, match="no such file"):
        fed(case(), folder)
    os.mkfifo(folder / "visits.csv")
    with pytest.raises(cm.AssessmentError, match="not a regular file"):
        fed(case(), folder)
    with pytest.raises(cm.CountermoveError, match="does not exist"):
        fed(case(), tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("series", "message"),
    [
        ("scale: [1, 1]", "two different ends"),
        ("scale: [1]", "A scale is a pair"),
        ("lag_days: -1", "lag_days"),
        ("period: week", "day, month, quarter, year"),
        ("column: x", "column"),
    ],
)
def test_what_the_case_cannot_ask(series: str, message: str) -> None:
    with pytest.raises(cm.AssessmentError, match=message):
        case(series)
    with pytest.raises(cm.AssessmentError, match="driver"):
        cm.loads(CASE.replace("feeds: trust", "feeds: hope").replace("SERIES", "lag_days: 0"))


# -- periods -----------------------------------------------------------------------------------------------------------


def test_periods_end_where_the_calendar_says() -> None:
    ends = {"2020": "2020-12-31", "2020-02": "2020-02-29", "2021-02": "2021-02-28", "2021-12": "2021-12-31"}
    assert {text: str(period_of(text).last) for text in ends} == ends  # type: ignore[union-attr]
    quarter = period_of("2021-08-15", "quarter")
    assert quarter is not None
    assert (quarter.name, str(quarter.first), str(quarter.last)) == ("2021-Q3", "2021-07-01", "2021-09-30")
    assert after(quarter).name == "2021-Q4"
    for none in ("2021-02-30", "21-01", "2021-1", "2021-00", "0000", "2021/01", "2021-01-01T00", "", "٢٠٢١"):
        assert period_of(none) is None, none
    assert period_of("2021", "month") is None


# -- on the command line -----------------------------------------------------------------------------------------------


def test_watch_ends_with_1_when_a_tripwire_is_passed(tmp_path: Path) -> None:
    file, data = tmp_path / "case.yaml", tmp_path / "data"
    data.mkdir()
    file.write_text(CASE.replace("SERIES", "scale: [0, 100], lag_days: 3"))
    (data / "visits.csv").write_text(f"{MONTHS}soon,1\n")
    run = CliRunner()
    quiet = run.invoke(app, ["watch", str(file), "--data", str(data), "--as-of", "2021-04-02"])
    assert quiet.exit_code == 0, quiet.output
    assert "visits.csv:3" in quiet.output
    passed = run.invoke(app, ["watch", str(file), "--data", str(data), "--as-of", "2021-04-03"])
    assert passed.exit_code == 1, passed.output
    said = " ".join(passed.output.split())
    assert "(I1): trust went from 0.20 up to 0.60 and passed 0.50, which by itself tips" in said
    assert "visits.csv: one malformed row: visits.csv:5 'soon' is not the date of a month" in said
    assert "(C1): follows, as long as nobody wants otherwise → contradicted." in said
    refused = run.invoke(app, ["watch", str(file), "--data", str(tmp_path / "none")])
    assert refused.exit_code == 2


def test_no_server_reads_data() -> None:
    from countermove.catalogue import QUESTIONS
    from countermove.plugins.mcp.tools import TOOLS
    from countermove.plugins.serve.serving.parameters import offered

    assert "data" in {option.name for option in QUESTIONS["watch"].options}
    assert "data" not in {name for name, _ in offered(QUESTIONS["watch"])}
    assert not any("data" in tool.parameters for tool in TOOLS.values())


def test_the_last_month_that_a_calendar_has_is_one(tmp_path: Path) -> None:
    assert str(period_of("9999-12").last) == "9999-12-31"  # type: ignore[union-attr]
    assert [period.name for period in between(named(date(9999, 11, 1), "month"), named(date.max, "month"))] == [
        "9999-11",
        "9999-12",
    ]
    item = found(tmp_path, MONTHS + "9999-12,1\n", "9999-12-31")
    assert (item.period, item.future, item.missing[:1]) == ("9999-12", 1, ("2021-04",))
