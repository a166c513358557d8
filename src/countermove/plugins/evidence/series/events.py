"""Events recorded by others, month by month: how many one country directed at another, their average score, or the
share of a kind.

A file is a DuckDB view: it is read in place and nothing is copied. An event that occurs twice, by its number, counts
once. A month in which the files have events, though none of these, has 0 of them; one in which they have none at all is
missing. Where events record when they were added (GDELT), those added later are unknown.

The layouts of common event files: GDELT 2.0, ICEWS, POLECAT and exports of ACLED.

GDELT has no header, so its columns are addressed by position; those of the others by their headers, wherever they
stand.
"""

from __future__ import annotations

import csv
import gzip
import re
import stat
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.assessment.problems import Position, refuse
from countermove.plugins.evidence.series.rows import LISTED, Period, Row, Rows, Scores, named
from countermove.processes.budget import Budget, OverBudget, budget_of
from countermove.sources.texts import inside
from countermove.verdicts.feeds import BadRow
from gmcr.base.errors import MissingExtra
from gmcr.base.record import Record

if TYPE_CHECKING:
    import duckdb

__all__ = ["FORMATS", "EventSelection", "EventsRead", "Format", "Layout", "events_in", "files_in", "layout_of"]


_HEAD = 1_000_000
"""The largest size of a header with the row below it, in bytes."""

_PACKED = ".gz"
"""How compressed files end: what they unpack to is counted, and DuckDB unpacks no others."""

_OTHERS = {
    b"PAR1": "Parquet",
    b"PK\x03\x04": "a ZIP archive",
    b"\x28\xb5\x2f\xfd": "compressed by Zstandard",
    b"BZh": "compressed by bzip2",
    b"\xfd7zX": "compressed by xz",
    b"\x1f\x8b": "compressed by gzip",
}
"""How files of other kinds begin, and what they are."""


@dataclass(frozen=True, slots=True)
class Format(Record):
    """Headers, or positions as text, of columns. ``codes``: the event codes, ``by_beginning``: a code stands for all
    that begin with it; ``score``: its Goldstein score, as the file has it; ``added``: the time at which it was added.
    ``width``: the number of columns, where there is no header."""

    delimiter: str
    ident: str
    date: str
    source: str
    target: str
    codes: tuple[str, ...]
    by_beginning: bool
    score: str = ""
    added: str = ""
    dates: str = "%Y-%m-%d"
    quoted: bool = True
    width: int = 0


FORMATS: Mapping[str, Format] = {
    "gdelt": Format("\t", "0", "1", "7", "17", ("26",), True, "30", "59", "%Y%m%d", quoted=False, width=61),
    "icews": Format(
        "\t", "Event ID", "Event Date", "Source Country", "Target Country", ("CAMEO Code",), True, "Intensity", quoted=False
    ),
    "polecat": Format(
        "\t", "Event ID", "Event Date", "Actor Country", "Recipient Country", ("Event Type", "Event Mode"), False,
        "Intensity",
    ),
    "acled": Format(
        ",", "event_id_cnty", "event_date", "actor1", "actor2", ("event_type", "sub_event_type"), False
    ),
}  # fmt: skip
"""Name → the layout of its files."""


@dataclass(frozen=True, slots=True)
class Layout(Record):
    """The layout of one file: its number of columns, which is which (by the words of ``Format``), and how dates are
    written.
    """

    width: int
    places: Mapping[str, int]
    dates: str


def layout_of(path: Path, form: Format) -> Layout:
    """The layout of a file. Raises AssessmentError where it is not in this format."""
    columns = {"ident": form.ident, "date": form.date, "source": form.source, "target": form.target}
    columns |= {f"code{place}": name for place, name in enumerate(form.codes)}
    columns |= {"score": form.score} if form.score else {}
    columns |= {"added": form.added} if form.added else {}
    if form.width:
        return Layout(form.width, {word: int(place) for word, place in columns.items()}, form.dates)
    header, first = _head(path, form)
    for name in columns.values():
        if header.count(name) != 1:
            many = "no column" if name not in header else "several columns"
            raise refuse(str(path), "key", f"The header has {many} {name!r}.")
    places = {word: header.index(name) for word, name in columns.items()}
    spelt = len(first) > places["date"] and re.fullmatch(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}", first[places["date"]])
    return Layout(len(header), places, "%d %B %Y" if spelt else form.dates)


def _head(path: Path, form: Format) -> tuple[list[str], list[str]]:
    """The header, and the row below it."""
    try:
        with gzip.open(path) if path.suffix == _PACKED else path.open("rb") as stream:
            content = stream.read(_HEAD)
    except (OSError, EOFError, zlib.error) as error:
        raise refuse(str(path), "file", f"The file cannot be read: {error}.") from None
    try:
        text = content[: content.rfind(b"\n") + 1 or None].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"Byte {content[error.start]:#04x} is not UTF-8 text: save the file as UTF-8."
        raise refuse(str(path), "encoding", message, Position(line, 1)) from None
    lines = StringIO(text, newline="")
    if form.quoted:
        rows = csv.reader(lines, delimiter=form.delimiter)
    else:
        rows = csv.reader(lines, delimiter=form.delimiter, quoting=csv.QUOTE_NONE)
    try:
        return [name.strip() for name in next(rows, [])], next(rows, [])
    except csv.Error as error:
        raise refuse(str(path), "syntax", f"{str(error).capitalize()}.", Position(rows.line_num + 1, 1)) from None


_MOST = 20_000
"""The largest number of files."""
_BLOCK, _FIRST = 1_000_000, 10_000


@dataclass(frozen=True, slots=True)
class EventSelection(Record):
    """Which events are meant, and their aggregate: count, mean_goldstein, or the share of *codes*."""

    form: str
    source: str | None
    target: str | None
    codes: tuple[str, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class EventsRead(Record):
    """The content of files. ``table``: which Goldstein table was used; ``unscored``: events without a score;
    ``unknown``: events left out since they were added later."""

    rows: Rows
    table: str | None
    unscored: int
    unknown: int


def files_in(folder: Path, pattern: str) -> tuple[Path, ...]:
    """The files that match a pattern, in which * stands for anything but a slash, in order. Raises AssessmentError."""
    names = (
        sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern)) if "*" in pattern else [pattern]
    )
    if not names:
        raise refuse(str(folder / pattern), "file", "There is no such file.")
    if len(names) > _MOST:
        raise refuse(str(folder / pattern), "large", f"These are over {_MOST:,} files.")
    files = tuple(inside(folder / name, folder, "data") for name in names)
    for path in files:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refuse(str(path), "file", "This is not a regular file.")
        if set("[]?*") & set(str(path)):
            raise refuse(str(path), "file", "A file of events has none of [ ] ? * in its name or folder.")
    return files


def _check_lines(path: Path, budget: Budget, before: int) -> int:
    """Refuse a file of another kind, and one with a line of over two megabytes, which DuckDB can skip silently: each
    block of one megabyte has the end of a line, mostly within its first bytes. Returns what compressed files unpack to,
    with the bytes *before*; refuses more than the budget allows before DuckDB reads any of it."""
    line, unpacked = 1, before
    try:
        if path.suffix != _PACKED:
            with path.open("rb") as stream:
                _check_kind(path, stream.read(4))
                for place in range(0, path.stat().st_size, _BLOCK):
                    stream.seek(place)
                    if (
                        b"\n" not in stream.read(_FIRST)
                        and len(rest := stream.read(_BLOCK - _FIRST)) == _BLOCK - _FIRST
                    ):
                        _check_block(path, rest, _lines_before(path, place))
            return unpacked
        with gzip.open(path) as stream:
            while block := stream.read(_BLOCK):
                unpacked += len(block)
                budget.need("unpacked", unpacked, "What is compressed there")
                if unpacked - before == len(block):
                    _check_kind(path, block[:4])
                if len(block) == _BLOCK:
                    _check_block(path, block, line)
                line += block.count(b"\n")
            return unpacked
    except OverBudget as error:
        raise refuse(str(path), "large", str(error)) from None
    except (OSError, EOFError, zlib.error) as error:
        why = "is it cut short?" if isinstance(error, EOFError) else "is it compressed?"
        raise refuse(str(path), "file", f"The file cannot be read: {why}", Position(line, 1)) from None


def _check_kind(path: Path, begins: bytes) -> None:
    """Refuse what begins as files of other kinds do. DuckDB would read some of them as events that are all malformed."""
    for beginning, kind in _OTHERS.items():
        if begins.startswith(beginning):
            what = f"This is {kind}: files of events are text, or text compressed with gzip in a file that ends in .gz."
            raise refuse(str(path), "binary", what)


def _check_block(path: Path, block: bytes, line: int) -> None:
    if b"\n" not in block:
        raise refuse(str(path), "large", "This line has over 1 MB.", Position(line, 1))


def _lines_before(path: Path, place: int) -> int:
    """The number of the line at an offset of a file."""
    with path.open("rb") as stream:
        return 1 + sum(stream.read(_BLOCK).count(b"\n") for _ in range(0, place, _BLOCK))


def events_in(
    files: Sequence[Path], folder: Path, selection: EventSelection, until: date, scores: Scores | None = None
) -> EventsRead:
    """The months of files in one format, as known on a day. Raises AssessmentError, and MissingExtra without DuckDB."""
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("data", "To read events") from None
    form = FORMATS[selection.form]
    budget, unpacked = budget_of("watch"), 0
    for path in files:
        unpacked = _check_lines(path, budget, unpacked)
    layouts = {path: layout_of(path, form) for path in files}
    # No spill folder: it would be the current one.
    config: dict[str, Any] = {
        "memory_limit": f"{budget.memory}B",
        "preserve_insertion_order": "false",
        "temp_directory": "",
    }
    with duckdb.connect(":memory:", config=config) as base:
        for setting in (f"allowed_directories = [{_text(str(folder))}]", "enable_external_access = false"):
            base.execute(f"SET {setting}")
        base.execute("SET lock_configuration = true")
        scored = scores is None and selection.measure == "mean_goldstein"
        try:
            base.execute(f"CREATE TEMP VIEW events AS {' UNION ALL '.join(_views(layouts, form, scored))}")
            if scores is not None:
                base.execute("CREATE TEMP TABLE scores (code VARCHAR, score DECIMAL(9, 4))")
                base.executemany("INSERT INTO scores VALUES (?, ?)", [list(item) for item in scores.of.items()])
            months = base.execute(
                _grouped(selection, form, scores is not None), _parameters(selection, until)
            ).fetchall()
            malformed, bad = _rejected(base, folder)
        except duckdb.OutOfMemoryException:
            why = OverBudget("memory", budget.memory, None, "What is counted there")
            raise refuse(str(files[0]), "large", str(why)) from None
        except duckdb.Error as error:
            message = " ".join(str(error).split("\n\n")[0].split())[:300]
            raise refuse(str(files[0]), "syntax", f"The events cannot be read: {message}") from None
    return _read(months, selection, malformed, bad, scores.name if scores else _own(selection, form))


def _own(selection: EventSelection, form: Format) -> str | None:
    if selection.measure != "mean_goldstein":
        return None
    return f"{'GoldsteinScale' if selection.form == 'gdelt' else form.score}, as the files have it"


# -- queries -----------------------------------------------------------------------------------------------------------


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _views(layouts: Mapping[Path, Layout], form: Format, scored: bool) -> list[str]:
    """For each layout a query that gives its files the same columns. Columns are addressed by position, never by a
    file's own names."""
    groups: dict[tuple[int, tuple[tuple[str, int], ...], str, bool], list[Path]] = {}
    for path, layout in layouts.items():
        alike = (layout.width, tuple(layout.places.items()), layout.dates, path.suffix == _PACKED)
        groups.setdefault(alike, []).append(path)
    return [
        _view(files, width, dict(places), dates, packed, form, scored)
        for (width, places, dates, packed), files in groups.items()
    ]


def _view(
    files: Sequence[Path], width: int, places: Mapping[str, int], dates: str, packed: bool, form: Format, scored: bool
) -> str:
    kinds = dict.fromkeys(range(width), "VARCHAR") | {places["date"]: "DATE"}
    if scored:
        kinds[places["score"]] = "DECIMAL(9, 4)"
    columns = ", ".join(f"'c{place}': '{kind}'" for place, kind in kinds.items())
    names = {word: f"c{place}" for word, place in places.items()}
    chosen = [f"{names[word]} AS {word}" for word in ("ident", "date", "source", "target")]
    chosen += [f"{names[f'code{place}']} AS code{place}" for place in range(len(form.codes))]
    chosen += [f"{names['score'] if scored else 'NULL'} AS score"]
    chosen += [f"substring({names['added']}, 1, 8) AS added" if "added" in names else "NULL AS added"]
    quotes = "quote = '\"', escape = '\"'" if form.quoted else "quote = '', escape = ''"
    delimiter = "\\t" if form.delimiter == "\t" else form.delimiter
    return (
        f"SELECT {', '.join(chosen)} FROM read_csv([{', '.join(_text(str(path)) for path in files)}], "  # noqa: S608
        f"columns = {{{columns}}}, delim = {_text(delimiter)}, header = {'false' if form.width else 'true'}, {quotes}, "
        f"dateformat = {_text(dates)}, force_not_null = ['c{places['date']}', 'c{places['ident']}'], auto_detect = false, "
        f"compression = '{'gzip' if packed else 'none'}', hive_partitioning = false, store_rejects = true)"
    )


def _grouped(selection: EventSelection, form: Format, joined: bool) -> str:
    """Months, with all rows in each, the selected events, those with a score and its sum, and the duplicates among
    them. Only selected events are held individually while the files are read."""
    pair = " AND ".join(
        [f"{side} = ${side}" for side in ("source", "target") if getattr(selection, side) is not None] or ["true"]
    )
    codes = [f"code{place}" for place in range(len(form.codes))]
    one = "starts_with({}, item)" if form.by_beginning else "{} = item"
    of_kind = " OR ".join(f"len(list_filter($codes, lambda item: {one.format(code)})) > 0" for code in codes)
    kind = f"coalesce({of_kind}, false)" if selection.codes else "true"
    meant = pair if selection.measure == "share" else f"{pair} AND {kind}"
    return f"""
        WITH seen AS (
            SELECT date, ident, coalesce({meant}, false) AS meant, {kind} AS kind, code0, score,
                   coalesce(added > $until, false) AS late
            FROM events
        ), each_one AS (
            SELECT date_trunc('month', min(date)) AS month, late, meant, count(*) AS many,
                   any_value(kind) AS kind, any_value(code0) AS code, min(score) AS own
            FROM seen
            GROUP BY late, meant, CASE WHEN meant THEN ident END, CASE WHEN meant THEN NULL ELSE date_trunc('month', date) END
        )
        SELECT month, late, sum(many)::BIGINT, count(*) FILTER (meant), count(*) FILTER (meant AND kind),
               sum(many - 1) FILTER (meant), count(*) FILTER (meant AND {"scores.score" if joined else "own"} IS NOT NULL),
               sum({"scores.score" if joined else "own"}) FILTER (meant)
        FROM each_one {"LEFT JOIN scores ON scores.code = each_one.code" if joined else ""}
        GROUP BY month, late ORDER BY month, late
    """  # noqa: S608  # names are ours; values are quoted, or parameters


def _parameters(selection: EventSelection, until: date) -> dict[str, Any]:
    parameters: dict[str, Any] = {"until": f"{until:%Y%m%d}"}
    parameters |= {side: value for side in ("source", "target") if (value := getattr(selection, side)) is not None}
    return parameters | ({"codes": list(selection.codes)} if selection.codes else {})


def _rejected(base: duckdb.DuckDBPyConnection, folder: Path) -> tuple[int, tuple[BadRow, ...]]:
    [(many,)] = base.execute("SELECT count(DISTINCT (scan_id, file_id, line)) FROM reject_errors").fetchall()
    rows = base.execute(
        "SELECT file_path, line, min(error_message) FROM reject_errors JOIN reject_scans USING (scan_id, file_id) "  # noqa: S608
        f"GROUP BY ALL ORDER BY ALL LIMIT {LISTED}"
    ).fetchall()
    return many, tuple(BadRow(_inside(path, folder), int(line), _why(message)) for path, line, message in rows)


def _inside(path: str, folder: Path) -> str:
    return Path(path).relative_to(folder).as_posix() if Path(path).is_relative_to(folder) else Path(path).name


def _why(message: str) -> str:
    return " ".join(message.split("\n")[0].split())[:120].rstrip(".")


# -- results -----------------------------------------------------------------------------------------------------------


def _read(
    months: Sequence[tuple[Any, ...]],
    selection: EventSelection,
    malformed: int,
    bad: tuple[BadRow, ...],
    table: str | None,
) -> EventsRead:
    values: dict[Period, Row] = {}
    read = duplicates = unscored = unknown = 0
    for month, late, rows, meant, of_kind, again, scored, total in months:
        if late:
            unknown += meant
            continue
        read, duplicates, unscored = read + rows, duplicates + int(again or 0), unscored + meant - scored
        period = named(date(month.year, month.month, 1), "month")
        value = _measured(selection.measure, meant, of_kind, scored, total)
        if value is not None:
            values[period] = Row(period, value, str(value), None)
    own = unscored if selection.measure == "mean_goldstein" else 0
    return EventsRead(Rows(read, values, malformed, bad, 0, duplicates, (), False), table, own, unknown)


def _measured(measure: str, meant: int, of_kind: int, scored: int, total: Decimal | None) -> Fraction | None:
    if measure == "count":
        return Fraction(meant)
    if measure == "share":
        return Fraction(of_kind, meant) if meant else None
    return Fraction(total) / scored if scored and total is not None else None
