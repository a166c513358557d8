"""Series and events for ``watch --data``: bombs, damaged and disguised files, hostile numbers and days, and names that would
like to lead out of their folder or into DuckDB."""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, Literal

from typer.testing import CliRunner

import countermove as cm
from countermove.cli import app
from countermove.plugins.evidence.series.compute import fed
from countermove.verdicts.feeds import FeedReading
from gmcr.base.characters import hidden_in
from tests.attack.door import Attempt, Broken, Door
from tests.attack.mischief import damaged, text

__all__ = ["DOOR"]

_CASE = """
countermove: 1
target: come
actors: {N: {options: {come: {}}, wants: [{id: n1, want: come, while: trust >= 0.5, otherwise: not come}]}}
drivers: {trust: {now: 0.2}}
claims: {C1: {says: nothing moves, check: {stable: start}}}
indicators: {I1: {watch: visits, moves: {trust: up}, %s}}
"""
_TODAY = date(2026, 1, 1)
_UNPACKED = 3_000_000
"""What compressed files may unpack to here, in bytes: the same count as for the 500 MB of the default."""

_SECRET = "31.4159"
"""The number of a file outside of the folder."""

_SERIES = "date,value,place\n" + "".join(
    f"{year}-{month:02},{10 * year % 97 + month}.5,{'ab'[month % 2]}\n"
    for year in (2020, 2021)
    for month in range(1, 13)
)
_DAILY = "date\tvalue\n" + "".join(f"2021-12-{day:02}\t{day}\n" for day in range(1, 32))


def _gdelt(number: int, day: str, source: str, target: str, code: str, score: str) -> str:
    row = [""] * 61
    row[0], row[1], row[7], row[17], row[26], row[30], row[59] = (
        str(number),
        day,
        source,
        target,
        code,
        score,
        f"{day}120000",
    )
    return "\t".join(row) + "\n"


_TARGETS = ("CHN", "PRK", "PRK")
_ROWS = [
    (n, f"2021{n % 12 + 1:02}{n % 28 + 1:02}", "USA", _TARGETS[n % 3], f"0{n % 9}", f"{n % 5}.0") for n in range(40)
]
_GDELT = "".join(_gdelt(*row) for row in _ROWS)
_ICEWS = "Event ID\tEvent Date\tSource Country\tCAMEO Code\tIntensity\tTarget Country\n" + "".join(
    f"{number}\t{day[:4]}-{day[4:6]}-{day[6:]}\t{source}\t{code}\t{score}\t{target}\n"
    for number, day, source, target, code, score in _ROWS
)
_POLECAT = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tActor Country\tRecipient Country\n" + "".join(
    f"{number}\t{day[:4]}-{day[4:6]}-{day[6:]}\tCOERCE\tsanctions\t{score}\t{source}\t{target}\n"
    for number, day, source, target, _, score in _ROWS
)
_ACLED = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,notes\n" + "".join(
    f'X{number},{number % 28 + 1:02} January 2021,Protests,March,"{source}, all",{target},"two\nlines"\n'
    for number, _, source, target, _, _ in _ROWS
)
_TABLE = "code,value\n" + "".join(f"0{code},{code}.5\n" for code in range(9))
_EVENTS = {"gdelt": _GDELT, "icews": _ICEWS, "polecat": _POLECAT, "acled": _ACLED}

End = Literal["feeds", "feeds nothing", "refused"]


@dataclass(frozen=True, kw_only=True)
class _Offer:
    """What is offered. ``feed``: of the case, as JSON; ``files``: by name; ``day``: of which is asked; ``ends``: how it may
    end; ``unpacked``: as a setting, in megabytes."""

    feed: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    day: date = date(2021, 12, 31)
    ends: frozenset[End] = frozenset({"feeds", "feeds nothing", "refused"})
    unpacked: float = _UNPACKED / 1e6


def _series(file: str = "s.csv", **more: Any) -> str:
    return f"series: {json.dumps({'file': file, 'feeds': 'trust', 'scale': [0, 200]} | more)}"


def _events(file: str = "e.CSV", form: str = "gdelt", **more: Any) -> str:
    own = {"format": form, "file": file, "feeds": "trust", "measure": "count", "scale": [0, 50]}
    return f"events: {json.dumps(own | more)}"


def _of(content: str | bytes, end: End | None = None, **more: Any) -> _Offer:
    own = content.encode() if isinstance(content, str) else content
    return _Offer(feed=_series(**more), files={more.get("file", "s.csv"): own}, **_ending(end))


def _on(content: bytes, end: End | None = None, *, file: str = "e.gz", **more: Any) -> _Offer:
    return _Offer(feed=_events(file, **more), files={file: content}, **_ending(end))


def _ending(end: End | None) -> dict[str, Any]:
    return {} if end is None else {"ends": frozenset({end})}


def _rows_of(*rows: str) -> str:
    return "date,value\n2021-11,5\n" + "".join(f"{row}\n" for row in rows)


def _packed(
    content: bytes, *, flags: int = 0, extra: bytes = b"", crc: int | None = None, size: int | None = None
) -> bytes:
    """A member of gzip, whatever its header says."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    own = packer.compress(content) + packer.flush()
    check = zlib.crc32(content) if crc is None else crc
    length = len(content) if size is None else size
    return b"\x1f\x8b\x08" + bytes([flags]) + b"\0" * 6 + extra + own + struct.pack("<II", check, length & 0xFFFFFFFF)


def _parquet() -> bytes:
    """The beginning and the end of Parquet; the columns would unpack to two gigabytes."""
    footer = b"\x15\x04\x19\x3c" + b"\x16\x80\xa8\xd6\xb9\x0f" * 20
    return b"PAR1" + b"\x15\x00\x15\x80\x80\x80\x80\x08" * 40 + footer + struct.pack("<I", len(footer)) + b"PAR1"


def _named() -> tuple[_Offer, ...]:
    """Attacks on readers of series and events that are known by name."""
    good, whole = _GDELT.encode(), gzip.compress(_GDELT.encode(), mtime=0)
    line = _gdelt(1, "20210105", "USA", "PRK", "010", "0.0").encode()
    refused: End = "refused"
    return (
        # compressed, and what only seems so
        _on(gzip.compress(b"\n" * (_UNPACKED + 1)), refused),
        _on(gzip.compress(b"\n" * (_UNPACKED // 2)) * 3, refused),
        _Offer(feed=_events("*.gz"), files={f"{name}.gz": gzip.compress(b"\n" * 2 * 10**6) for name in "ab"}, **_ending(refused)),
        _on(gzip.compress(gzip.compress(b"\n" * 10**6)), refused),
        _on(gzip.compress(_parquet()), refused),
        _on(gzip.compress(b"") * 2_000 + whole, "feeds"),
        _on(whole + gzip.compress(line.replace(b"1\t", b"901\t", 1)), "feeds"),
        _on(whole + b"\0" * 512, None),
        _on(whole + b"garbage", refused),
        _on(whole[: len(whole) // 2], refused),
        _on(whole[:12], refused),
        _on(b"", None),
        _on(good, refused),
        _on(_packed(good, crc=0), refused),
        _on(_packed(good, size=10), refused),
        _on(_packed(good, flags=4, extra=struct.pack("<H", 60_000) + b"x" * 60_000), None),
        _on(_packed(good, flags=8, extra=b"../../../etc/passwd\0"), None),
        _on(_packed(good, flags=0xE0), None),
        _on(_packed(good, flags=2, extra=b"\0\0"), None),
        _on(gzip.compress(good + b"x" * 2_500_000), refused),
        _on(whole, refused, file="e.GZ"),
        _on(whole, refused, file="e.CSV"),
        # other kinds
        _on(_parquet(), refused, file="e.parquet"),
        _on(_parquet(), refused, file="e.CSV"),
        _of(_parquet(), refused),
        _of(_parquet(), refused, file="s.parquet"),
        _on(b"PK\x03\x04" + good, refused, file="e.export.CSV.zip"),
        _on(b"\x28\xb5\x2f\xfd" + good, refused, file="e.zst"),
        _on(good, "feeds", file="e.zst"),
        _on(b"SQLite format 3\0" + good, None, file="e.CSV"),
        # texts that are none, or without an end
        _of(b"\x00", refused),
        _of(_SERIES.replace("value", "va\x00ue"), refused),
        _of(_SERIES.encode("utf-16"), refused),
        _of(b"\xff" + _SERIES.encode(), refused),
        _of("\ufeff" + _SERIES, "feeds"),
        _of(_SERIES.replace("\n", "\r"), "feeds"),
        _of(_rows_of('2021-12,"9'), refused),
        _of(_rows_of('2021-12,"' + "9\n" * 100_000), refused),
        _of("date,value," + ",".join(f"c{n}" for n in range(1_000)) + "\n", refused),
        _of("date,date,value\n2021-12,2021-12,1\n", refused),
        _of("date;value\n2021-12;1\n", refused),
        _of(b"date,value\n" + b"2021-12,9\n" * 500_001, refused),
        _of("", refused),
        _of(_rows_of("2021-12," + "9" * 140_000), refused),
        _on(line.replace(b"USA", b"U\0A"), None, file="e.CSV"),
        _on(good + b"x" * 2_200_000, refused, file="e.CSV"),
        # numbers and days
        *(_of(_rows_of(f"2021-12,{value}"), "feeds nothing") for value in ("inf", "nan", "1e999", "=1+1", "٣", "1_0", "9" * 41)),
        _of(_rows_of("9999-12,5", "0001-01,5", "0000-01,5", "2021-13,5", "2021-02-30,5", "10000-01,5"), "feeds nothing"),
        _Offer(feed=_series(lag_days=9_000), files={"s.csv": _SERIES.encode()}, day=date.min, ends=frozenset({"feeds nothing"})),
        _on(good.replace(b"20211", b"99991"), file="e.CSV"),
        _on(good.replace(b"\t0.0\t", b"\t1e30\t"), None, file="e.CSV", measure="mean_goldstein", scale=[-10, 10]),
        # names
        *(_Offer(feed=_series(name), **_ending(refused)) for name in _OUTSIDE),
        *(_Offer(feed=_events(name), **_ending(refused)) for name in _OUTSIDE),
        *(_on(good, end, file=name) for name, end in _ODD.items()),
        *(_of(_SERIES, "refused" if "?" in name else "feeds", file=name) for name in tuple(_ODD)[-4:]),
    )  # fmt: skip


_OUTSIDE = (
    *("../secret.csv", "link.csv", "folder/secret.csv", "loop.csv", "pipe.csv", "door.csv", "zero.csv", "nowhere.csv"),
    *("sub", ".", "/etc/passwd", "~/secret.csv", "sub/../../secret.csv", "file:///etc/passwd", "a" * 300, "a/" * 2_000),
    *(
        "http://127.0.0.1:9/s.csv",
        "s3://bucket/s.csv",
        "\\\\host\\share",
        "sub/link.csv",
        "../secret.CSV",
        "link.CSV",
        "folder/secret.CSV",
        "folder/*.CSV",
    ),
)
"""Names that lead out of the folder, to no regular file, or nowhere."""

_ODD: dict[str, End | None] = {
    "read_csv('secret.csv').csv": "feeds",
    "it's.csv": "feeds",
    "'); COPY (SELECT 1) TO 'made.csv'; --.csv": "feeds",
    "$HOME.csv": "feeds",
    "{a,b}.csv": "feeds",
    "year=2021.csv": "feeds",
    "a;b, c.csv": "feeds",
    "--as-of.csv": "feeds",
    "é\u202e.csv": None,
    "[a].csv": "refused",
    "a?.csv": "refused",
}
"""Names of files that are there, and how events in them end: a series is read whatever it is called, but for a ? in its name."""


def _placed(folder: Path) -> None:
    """What stands beside the data, and leads out of the folder."""
    (folder / "sub").mkdir(parents=True)
    (folder.parent / "secret.csv").write_text(f"date,value\n2021-12,{_SECRET}\n", encoding="utf-8")
    (folder.parent / "secret.CSV").write_text(_GDELT, encoding="utf-8")
    (folder / "link.CSV").symlink_to(folder.parent / "secret.CSV")
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    (folder / "sub" / "link.csv").symlink_to("../../secret.csv")
    (folder / "folder").symlink_to(folder.parent, target_is_directory=True)
    (folder / "loop.csv").symlink_to("loop.csv")
    (folder / "zero.csv").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.csv")
    door = socket.socket(socket.AF_UNIX)
    try:
        here = os.getcwd()
        os.chdir(folder)  # an address has 107 bytes at most
        door.bind("door.csv")
    finally:
        os.chdir(here)
        door.close()


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    data = folder / "data"
    _placed(data)
    named, there = _named(), sorted(os.listdir(data))
    before = os.environ.get("COUNTERMOVE_UNPACKED")

    def attempt(rng: Random, number: int) -> str:
        offer = named[number] if number < len(named) else _LATER.get(number) or _drawn(rng)
        for name, content in offer.files.items():
            (data / name).write_bytes(content)
        os.environ["COUNTERMOVE_UNPACKED"] = repr(offer.unpacked)
        try:
            end = _judged(offer, data)
            if number % 100 == 7:
                _typed(offer, data, folder / "case.yaml", end)
            for name, content in offer.files.items():
                if (data / name).read_bytes() != content:
                    raise Broken(f"{name!a} is changed", lost=True)
        finally:
            for name in offer.files:
                (data / name).unlink(missing_ok=True)
        if sorted(os.listdir(data)) != there:
            raise Broken("something is written among the data", lost=True)
        if end not in offer.ends:
            raise Broken(f"it ends otherwise: {end}")
        return end

    try:
        yield attempt
    finally:
        os.environ.pop("COUNTERMOVE_UNPACKED", None)
        if before is not None:
            os.environ["COUNTERMOVE_UNPACKED"] = before


# -- what is drawn -----------------------------------------------------------------------------------------------------

_NUMBERS = (
    "inf",
    "-inf",
    "nan",
    "1e999",
    "1e99",
    "1e-99",
    "-0",
    "0x10",
    "\uff11\uff12",
    "1_000",
    "1,5",
    "+5",
    ".5",
    "5.",
    "9" * 60,
    "",
)
_DAYS = (
    "infinity",
    "epoch",
    "99999-01-01",
    "0000-01",
    "0001-01-01",
    "9999-12-31",
    "9999",
    "2021-13",
    "2021-02-30",
    "2021-1",
    "\uff12021-12",
    "20211301",
    "99991231",
)


def _drawn(rng: Random) -> _Offer:
    day = rng.choice((date(2021, 12, 31), date(2021, 12, 31), date(2022, 1, 15), date(2021, 6, 30), date.min))
    if rng.random() < 0.65:
        file, content = rng.choice((("s.csv", _SERIES), ("s.csv", _SERIES), ("s.tsv", _DAILY)))
        more = rng.choice(
            ({}, {}, {"where": {"place": "a"}}, {"period": "year"}, {"lag_days": 40}, {"where": {"place": text(rng)}})
        )
        return _Offer(feed=_series(file, **_safe(more)), files={file: _changed(content.encode(), rng)}, day=day)
    form, measure = rng.choice(tuple(_EVENTS)), rng.choice(("count", "share", "mean_goldstein"))
    more = {"measure": measure, "scale": [-10, 10]}
    if measure == "share" or rng.random() < 0.3:
        more["codes"] = [rng.choice(("0", "01", "COERCE", "March", "'", text(rng)))]
    if form == "acled" and measure == "mean_goldstein":
        more["measure"] = "count"
    if rng.random() < 0.5:
        more["source"] = rng.choice(("USA", "USA, all", "' OR 1=1 --", text(rng)))
    files = {}
    if form in ("gdelt", "icews") and measure == "mean_goldstein" and rng.random() < 0.4:
        more["goldstein"] = {"file": "t.csv"}
        files["t.csv"] = _changed(_TABLE.encode(), rng)
    content = _EVENTS[form].encode()
    if rng.random() < 0.4:
        file = "e.gz"
        content = _packed(_changed(content, rng)) if rng.random() < 0.6 else damaged(_packed(content), rng)
    else:
        file, content = "e.CSV", _changed(content, rng)
    return _Offer(feed=_events(file, form, **_safe(more)), files=files | {file: content}, day=day)


def _safe(more: Mapping[str, Any]) -> dict[str, Any]:
    """Without half characters and controls, with which no case is read at all."""
    own: dict[str, Any] = json.loads(re.sub(r"\\ud[89a-f]..|\\u00[01].|\\u00[89].", "", json.dumps(more)))
    return own


def _changed(content: bytes, rng: Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 4))):
        if rng.random() < 0.5:
            content = damaged(content, rng)
            continue
        rows = content.split(b"\n")
        at = rng.randrange(len(rows))
        mark = b"\t" if b"\t" in rows[at] else b","
        cells = rows[at].split(mark)
        cells[rng.randrange(len(cells))] = rng.choice((*_NUMBERS, *_DAYS, text(rng))).encode("utf-8", "surrogatepass")
        rows[at] = mark.join(cells)
        content = b"\n".join(rows)
    return content


# -- what holds --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _case(feed: str) -> cm.Assessment:
    return cm.loads(_CASE % feed)


def _judged(offer: _Offer, data: Path) -> End:
    try:
        [reading] = fed(_case(offer.feed), data, offer.day, _TODAY)
    except cm.AssessmentError as error:
        errors = [problem for problem in error.problems if problem.severity == "error"]
        if len(errors) != 1:
            raise Broken(f"it is refused with {len(errors)} messages") from error
        if "\n" in str(errors[0]) or any(hidden_in(str(error))) or len(str(error)) > 3_000:
            raise Broken(f"a message hides something, or has several lines: {str(error)!a}"[:300]) from error
        if _SECRET in str(error):
            raise Broken("a message holds what is outside of the folder") from error
        return "refused"
    _check_reading(reading, offer)
    return "feeds nothing" if reading.value is None else "feeds"


def _check_reading(reading: FeedReading, offer: _Offer) -> None:
    if reading.number is not None and _SECRET in reading.number:
        raise Broken("a file outside of the folder is read")
    if reading.value is not None and not 0 <= reading.value <= 1:
        raise Broken("the value is not in the range of the driver")
    if reading.value is None and not reading.why_not:
        raise Broken("it feeds nothing, and does not say why")
    if reading.ended is not None and (offer.day - reading.ended).days < reading.lag_days:
        raise Broken("it knows what could not be known by then")
    content = offer.files.get(reading.file, b"")
    if reading.line is not None and reading.number is not None:
        rows = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if reading.number not in " ".join(rows[reading.line - 1 : reading.line + 1]):
            raise Broken(f"{reading.number} does not stand in line {reading.line}")
    if len(reading.bad) > 20 or reading.malformed < len(reading.bad):
        raise Broken("more malformed rows are listed than there are, or than are to be")
    unpacked = content.count(b"\n") + content.count(b"\r") + 1 if not reading.file.endswith(".gz") else None
    if unpacked is not None and max(reading.rows, reading.malformed) > unpacked:
        raise Broken("there are more rows than lines")


def _typed(offer: _Offer, data: Path, case: Path, end: End) -> None:
    """The same, as the command line tells it."""
    case.write_text(_CASE % offer.feed, encoding="utf-8")
    told = CliRunner().invoke(app, ["watch", str(case), "--data", str(data), "--as-of", str(offer.day)])
    if told.exception is not None and not isinstance(told.exception, SystemExit):
        raise told.exception
    if (told.exit_code == 2) != (end == "refused") or told.exit_code not in (0, 1, 2):
        raise Broken(f"the command ends with {told.exit_code}, and the reading: {end}")
    if any(found[0] not in "\u2068\u2069" for found in hidden_in(told.output)) or "Traceback" in told.output:
        raise Broken("the command shows a traceback, or what is hidden as it is")


_LATER = {
    1_000: _Offer(
        feed=_events("e.gz"), files={"e.gz": gzip.compress(b"\n" * 10_000_000) * 51}, unpacked=500, **_ending("refused")
    ),
    1_001: _Offer(feed=_series(), files={"s.csv": _SERIES.encode()}, day=date.max),
    1_002: _Offer(feed=_events(), files={"e.CSV": _GDELT.replace("20211", "99991").encode()}, day=date.max),
}
"""What takes longer, and ``make test`` leaves out: a bomb against the default, and all months of the calendar."""

DOOR = Door(
    name="series",
    title="Series and events for watch --data",
    promise="read in their folder and no other, counted unpacked before they are used, or one message",
    open=_opened,
    full=20_000,
    few=108,
    level="all",
    needs=("duckdb",),
)
