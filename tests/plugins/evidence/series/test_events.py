"""Events month by month, against a count by hand of the same rows."""

from __future__ import annotations

import gzip
import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import countermove as cm
from countermove.plugins.evidence.series import events
from countermove.plugins.evidence.series.compute import fed
from countermove.plugins.evidence.series.events import EventSelection, events_in
from countermove.plugins.evidence.series.rows import scores_in
from countermove.verdicts.feeds import FeedReading
from tests.conftest import require_module
from tests.plugins.evidence.series.test_series import CASE

require_module("duckdb", "it reads events")

TODAY = date(2026, 1, 1)
ICEWS = "Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\tIntensity\tTarget Name\tTarget Country\n"


def gdelt(
    number: int, day: str, source: str, target: str, code: str, score: str, added: str = "", *, cells: int = 61
) -> str:
    row = [""] * cells
    for place, text in {
        0: str(number),
        1: day,
        7: source,
        17: target,
        26: code,
        30: score,
        59: added or f"{day}120000",
    }.items():
        if place < cells:
            row[place] = text
    return "\t".join(row) + "\n"


def read(folder: Path, events: str, day: str = "2021-12-31") -> FeedReading:
    case = cm.loads(
        CASE.replace("series: {file: visits.csv, feeds: trust, SERIES}", f"events: {{feeds: trust, {events}}}")
    )
    [item] = fed(case, folder, date.fromisoformat(day), TODAY)
    return item


def test_gdelt_is_counted_as_by_hand(tmp_path: Path) -> None:
    draw = random.Random(3)
    rows = [
        (
            number,
            f"2021{draw.randrange(1, 13):02}{draw.randrange(1, 29):02}",
            draw.choice(["USA", "PRK", ""]),
            draw.choice(["PRK", "CHN", ""]),
            draw.choice(["010", "036", "190", "193"]),
            draw.choice(["0.0", "4.0", "-2.5", "-10.0"]),
        )
        for number in range(600)
    ]
    written = [gdelt(*row) for row in rows]
    with gzip.open(tmp_path / "b.export.CSV.gz", "wt") as stream:
        stream.writelines(written[300:] + written[:20])  # twenty occur in both
    (tmp_path / "a.export.CSV.gz").write_bytes(gzip.compress("".join(written[:300]).encode()))
    mine = [row for row in rows if (row[2], row[3]) == ("USA", "PRK") and row[1][:6] == "202112"]
    asked = 'format: gdelt, file: "*.export.CSV.gz", source: USA, target: PRK'
    count = read(tmp_path, f"{asked}, measure: count, scale: [0, 100]")
    assert (count.period, count.number) == ("2021-12", str(len(mine)))
    assert count.duplicates == sum((row[2], row[3]) == ("USA", "PRK") for row in rows[:20]) > 0
    assert (count.rows, count.malformed, count.table) == (620, 0, None)
    mean = read(tmp_path, f"{asked}, measure: mean_goldstein, scale: [-10, 10]")
    exact = sum((Fraction(row[5]) for row in mine), Fraction(0)) / len(mine)
    assert Fraction(str(mean.number)) == exact
    assert mean.value == (exact + 10) / 20
    assert mean.table == "GoldsteinScale, as the files have it"
    share = read(tmp_path, f'{asked}, measure: share, codes: ["19"]')
    assert share.value == Fraction(sum(row[4].startswith("19") for row in mine), len(mine))
    fights = read(tmp_path, f'{asked}, measure: count, codes: ["193"], scale: [0, 100]')
    assert fights.number == str(sum(row[4] == "193" for row in mine))


def test_a_table_of_the_readers_is_named_and_used(tmp_path: Path) -> None:
    (tmp_path / "e.CSV").write_text(
        gdelt(1, "20210105", "USA", "PRK", "016", "-2.0") + gdelt(2, "20210105", "USA", "PRK", "99", "1.0")
    )
    (tmp_path / "table.csv").write_text("code,text,other\n016,Deny responsibility,3.4\n")
    asked = "format: gdelt, file: e.CSV, measure: mean_goldstein, scale: [-10, 10]"
    own = read(tmp_path, asked, "2021-01-31")
    table = read(tmp_path, f"{asked}, goldstein: {{file: table.csv, value: other}}", "2021-01-31")
    assert (own.number, own.unscored) == ("-1/2", 0)
    assert (table.number, table.table, table.unscored) == ("17/5", "table.csv, other", 1)
    (tmp_path / "table.csv").write_text("code,other\n016,3.4\n016,3.5\n")
    with pytest.raises(cm.AssessmentError, match=r"table\.csv:3:1 .*no one score"):
        read(tmp_path, f"{asked}, goldstein: {{file: table.csv, value: other}}")


def test_nothing_is_known_before_it_is_added_or_its_month_is_over(tmp_path: Path) -> None:
    rows = [gdelt(number, "20210105", "USA", "PRK", "010", "0.0") for number in range(3)]
    (tmp_path / "e.CSV").write_text("".join(rows))
    asked = "format: gdelt, file: e.CSV, measure: count, source: USA, scale: [0, 10]"
    before = read(tmp_path, asked, "2021-01-31")
    planted = [
        gdelt(7, "20210110", "USA", "PRK", "190", "-10.0", "20210201000000"),  # of January, added in February
        gdelt(8, "20210201", "USA", "PRK", "190", "-10.0", "20210131000000"),  # of a month that is not over
    ]
    (tmp_path / "e.CSV").write_text("".join(rows + planted))
    after = read(tmp_path, asked, "2021-01-31")
    assert (before.number, after.number, after.value) == ("3", "3", before.value)
    assert (after.unknown, after.later) == (1, 1)
    assert read(tmp_path, asked, "2021-02-28").period == "2021-02"
    assert read(tmp_path, f"{asked}, lag_days: 1", "2021-01-31").value is None


def test_a_month_without_such_events_has_none_and_one_without_any_is_missing(tmp_path: Path) -> None:
    days = (("20210105", "USA"), ("20210205", "CHN"), ("20210405", "USA"))
    (tmp_path / "e.CSV").write_text(
        "".join(gdelt(n, day, who, "PRK", "010", "0.0") for n, (day, who) in enumerate(days))
    )
    asked = "format: gdelt, file: e.CSV, source: USA, scale: [0, 10]"
    assert read(tmp_path, f"{asked}, measure: count", "2021-02-28").number == "0"
    gap = read(tmp_path, f"{asked}, measure: count", "2021-04-30")
    assert (gap.number, gap.missing) == ("1", ("2021-03",))
    mean = read(tmp_path, f"{asked}, measure: mean_goldstein", "2021-02-28")
    assert (mean.value, mean.missing) == (None, ("2021-02",))


def test_malformed_rows_are_counted_and_listed_with_their_lines(tmp_path: Path) -> None:
    good = gdelt(1, "20210105", "USA", "PRK", "010", "0.0")
    bad = [
        gdelt(2, "20210105", "USA", "PRK", "010", "0.0", cells=30),
        gdelt(3, "20211305", "USA", "PRK", "010", "0.0"),
        gdelt(4, "20210105", "USA", "PRK", "010", "much"),
        gdelt(5, "", "USA", "PRK", "010", "1.0"),
    ]
    (tmp_path / "e.CSV").write_text(good + "".join(bad) + good.replace("1\t", "6\t", 1))
    item = read(tmp_path, "format: gdelt, file: e.CSV, measure: mean_goldstein, scale: [-10, 10]", "2021-01-31")
    assert (item.malformed, item.rows) == (4, 2)
    assert [(row.file, row.line) for row in item.bad] == [("e.CSV", 2), ("e.CSV", 3), ("e.CSV", 4), ("e.CSV", 5)]
    (tmp_path / "e.CSV").write_text(good + bad[1] * 100)
    many = read(tmp_path, "format: gdelt, file: e.CSV, measure: count, scale: [0, 10]", "2021-01-31")
    assert (many.malformed, len(many.bad)) == (100, 20)


def test_an_event_of_the_last_month_of_all_is_later(tmp_path: Path) -> None:
    (tmp_path / "e.CSV").write_text(
        gdelt(1, "20210105", "USA", "PRK", "010", "0.0") + gdelt(2, "99991205", "USA", "", "", "")
    )
    item = read(tmp_path, "format: gdelt, file: e.CSV, measure: count, scale: [0, 10]", "2021-01-31")
    assert (item.number, item.later, item.malformed) == ("1", 0, 0)


def test_wrong_encoding_is_malformed(tmp_path: Path) -> None:
    good = gdelt(1, "20210105", "USA", "PRK", "010", "0.0").encode()
    (tmp_path / "e.CSV").write_bytes(good + good.replace(b"PRK", b"P\xffK") + good.replace(b"1\t", b"3\t", 1))
    item = read(tmp_path, "format: gdelt, file: e.CSV, target: PRK, measure: count, scale: [0, 10]", "2021-01-31")
    assert (item.malformed, item.number) == (1, "2")


@pytest.mark.parametrize(
    ("name", "form", "content", "asked", "number"),
    [
        (
            "i.tab",
            "icews",
            ICEWS
            + '1\t2021-01-05\tMr "X\tUnited States\t193\t-10.0\tY\tNorth Korea\n'
            + "2\t2021-01-06\tX\tUnited States\t036\t4.0\tY\tNorth Korea\n",
            "source: United States, target: North Korea, measure: mean_goldstein, scale: [-10, 10]",
            "-3",
        ),
        (
            "p.txt",
            "polecat",
            ("Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tActor Country\tRecipient Country\n"
            "a\t2021-01-05\tCOERCE\tsanctions\t-5.0\tUSA\tPRK\nb\t2021-01-06\tCONSULT\tvisit\t2.0\tUSA\tPRK\n"),
            "source: USA, codes: COERCE, measure: share",
            "1/2",
        ),
        (
            "a.csv",
            "acled",
            ("event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,notes\n"
            'X1,05 January 2021,Protests,Peaceful protest,"Us, all",,"two\nlines"\nX2,6 January 2021,Riots,Mob violence,A,B,\n'),
            'source: "Us, all", codes: [Peaceful protest], measure: count, scale: [0, 10]',
            "1",
        ),
    ],
)  # fmt: skip
def test_the_other_formats(tmp_path: Path, name: str, form: str, content: str, asked: str, number: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    item = read(tmp_path, f"format: {form}, file: {name}, {asked}", "2021-01-31")
    assert (item.number, item.malformed) == (number, 0)
    (tmp_path / name).write_text(content.replace("vent_", "vent-").replace("Event ID", "Nr"), encoding="utf-8")
    with pytest.raises(cm.AssessmentError, match="The header has no column"):
        read(tmp_path, f"format: {form}, file: {name}, {asked}")


def test_files_that_are_no_events_are_refused(tmp_path: Path) -> None:
    asked = "format: gdelt, measure: count, scale: [0, 10]"
    whole = gzip.compress("".join(gdelt(n, "20210105", "USA", "PRK", "010", "0.0") for n in range(5000)).encode())
    (tmp_path / "cut.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "none.gz").write_bytes(b"this is not compressed\n")
    for name in ("cut.gz", "none.gz"):
        with pytest.raises(cm.AssessmentError, match=name):
            read(tmp_path, f"{asked}, file: {name}")
    with pytest.raises(cm.AssessmentError, match="no such file"):
        read(tmp_path, f'{asked}, file: "*.CSV"')
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "e.CSV").write_text(gdelt(1, "20210105", "USA", "PRK", "010", "0.0"))
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "e.CSV").symlink_to(outside / "e.CSV")
    with pytest.raises(cm.AssessmentError, match="leads out of the folder"):
        read(inside, f'{asked}, file: "*.CSV"')


@pytest.mark.parametrize(
    ("begins", "kind"),
    [
        (b"PAR1\x15\x04", "Parquet"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x28\xb5\x2f\xfd", "compressed by Zstandard"),
        (gzip.compress(b"", mtime=0), "compressed by gzip"),
    ],
)
@pytest.mark.parametrize("name", ["e.CSV", "e.parquet", "e.zst", "e.GZ"])
def test_files_of_other_kinds_are_refused_whatever_they_are_called(
    tmp_path: Path, begins: bytes, kind: str, name: str
) -> None:
    (tmp_path / name).write_bytes(begins + b"\n" * 20)
    (tmp_path / "e.gz").write_bytes(gzip.compress(begins + b"\n" * 20))
    with pytest.raises(cm.AssessmentError, match=f"This is {kind}: files of events are text"):
        read(tmp_path, "format: gdelt, file: e.gz, measure: count, scale: [0, 10]")
    with pytest.raises(cm.AssessmentError, match=f"This is {kind}: files of events are text"):
        read(tmp_path, f"format: gdelt, file: {name}, measure: count, scale: [0, 10]")


def test_a_parquet_file_as_duckdb_writes_it_is_refused(tmp_path: Path) -> None:
    import duckdb

    with duckdb.connect(":memory:") as base:
        base.execute(f"COPY (SELECT range AS x FROM range(9)) TO '{tmp_path / 'e.parquet'}' (FORMAT parquet)")
    with pytest.raises(cm.AssessmentError, match="This is Parquet"):
        read(tmp_path, "format: icews, file: e.parquet, measure: count, scale: [0, 10]")


@pytest.mark.parametrize("name", ["e.zst", "e.CSV.zst", "month=1/e.CSV"])
def test_how_a_file_is_called_makes_duckdb_do_nothing_of_its_own(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(gdelt(1, "20210105", "USA", "PRK", "010", "0.0"))
    (tmp_path / "e.gz").write_bytes(gzip.compress(gdelt(2, "20210105", "USA", "PRK", "010", "0.0").encode()))
    item = read(tmp_path, f'format: gdelt, file: "{name}", measure: count, scale: [0, 10]', "2021-01-31")
    assert (item.number, item.rows, item.malformed) == ("1", 1, 0)
    packed = read(tmp_path, 'format: gdelt, file: "e.*", measure: count, scale: [0, 10]', "2021-01-31")
    assert packed.number == ("2" if "/" not in name and name.startswith("e.") else "1")


@pytest.mark.parametrize("bytes_", [2_500_000, 1_000_000_000])
def test_an_endless_line_is_refused_with_its_place(tmp_path: Path, bytes_: int) -> None:
    with (tmp_path / "e.CSV").open("wb") as stream:
        stream.write(gdelt(1, "20210105", "USA", "PRK", "010", "0.0").encode() * 2)
        stream.truncate(bytes_)
    with pytest.raises(cm.AssessmentError, match=r"e\.CSV:3:1 .*over 1 MB"):
        read(tmp_path, "format: gdelt, file: e.CSV, measure: count, scale: [0, 10]", "2021-01-31")


def test_an_endless_line_is_refused_where_it_is_compressed_too(tmp_path: Path) -> None:
    good = gdelt(1, "20210105", "USA", "PRK", "010", "0.0").encode()
    (tmp_path / "e.gz").write_bytes(gzip.compress(good + b"x" * 3_000_000 + b"\n" + good, 1))
    with pytest.raises(cm.AssessmentError, match=r"e\.gz:2:1 .*over 1 MB"):
        read(tmp_path, "format: gdelt, file: e.gz, measure: count, scale: [0, 10]", "2021-01-31")


def test_what_memory_has_no_room_for_is_refused_and_written_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, here = tmp_path / "data", tmp_path / "here"
    data.mkdir()
    here.mkdir()
    rows = (gdelt(n, "20210105", "USA", "PRK", "010", "0.0") for n in range(60_000))
    (data / "e.CSV").write_text("".join(rows))
    monkeypatch.chdir(here)
    monkeypatch.setenv("COUNTERMOVE_MEMORY", "0.012")
    told = r"e\.CSV:1:1 error \[large\] What is counted there takes more than 0\.012 GB of memory: allow more with COUN"
    with pytest.raises(cm.AssessmentError, match=told):
        read(data, "format: gdelt, file: e.CSV, measure: count, scale: [0, 10]", "2021-01-31")
    assert list(here.iterdir()) == []


def test_texts_of_the_case_are_never_part_of_a_query(tmp_path: Path) -> None:
    (tmp_path / "it's.CSV").write_text(gdelt(1, "20210105", "U'S", "PRK", "010", "0.0"))
    asked = """format: gdelt, file: "it's.CSV", source: "U'S", measure: count, codes: ["010'); DROP VIEW events; --", "01"]"""
    assert read(tmp_path, f"{asked}, scale: [0, 10]", "2021-01-31").number == "1"


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ("format: gdelt, file: a, measure: share", "give `codes`"),
        ("format: acled, file: a, measure: mean_goldstein", "have no scores"),
        ("format: polecat, file: a, measure: mean_goldstein, goldstein: {file: t.csv}", "scores CAMEO codes"),
        ("format: gdelt, file: a, measure: count, goldstein: {file: t.csv}", "goes with"),
        ("format: gdelt, file: '*/a', measure: count", "stands for part of the name"),
        ("format: gdelt, file: ../a, measure: count", "does not name a file below"),
        ("format: other, file: a, measure: count", "format is one of"),
        ("format: gdelt, file: a, measure: sum", "measure is one of"),
    ],
)
def test_what_the_case_cannot_ask_of_events(tmp_path: Path, events: str, message: str) -> None:
    with pytest.raises(cm.AssessmentError, match=message):
        read(tmp_path, events)


@pytest.mark.parametrize(("score", "beyond"), [("10", "10.1"), ("-10.0", "-10.01")])
def test_a_score_may_be_as_large_as_the_scale_and_no_larger(tmp_path: Path, score: str, beyond: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"code,value\n016,{score}\n")
    assert scores_in(path, "table.csv", "code", "value").of == {"016": Decimal(score)}
    path.write_text(f"code,value\n016,{beyond}\n")
    with pytest.raises(cm.AssessmentError, match=r"table\.csv:2:1 .*no one score from -10 to 10"):
        scores_in(path, "table.csv", "code", "value")


def test_what_compressed_files_unpack_to_is_counted_together_before_any_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb")
    rows = "".join(gdelt(number, "20210105", "USA", "PRK", "010", "0.0") for number in range(2000)).encode()
    for name in ("a.gz", "b.gz"):
        (tmp_path / name).write_bytes(gzip.compress(rows))
    chosen = EventSelection("gdelt", "USA", "PRK", (), "count")
    both = [tmp_path / "a.gz", tmp_path / "b.gz"]
    monkeypatch.setenv("COUNTERMOVE_UNPACKED", f"{1.5 * len(rows) / 1e6}")
    assert events_in(both[:1], tmp_path, chosen, date(2022, 1, 1)).rows.values
    monkeypatch.setattr(events, "layout_of", pytest.fail)
    with pytest.raises(cm.AssessmentError) as error:
        events_in(both, tmp_path, chosen, date(2022, 1, 1))
    assert "b.gz" in str(error.value)
    assert "MB unpacked: allow more with COUNTERMOVE_UNPACKED=" in str(error.value)
