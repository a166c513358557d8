"""``python -m benchmarks.backtest DATA``: would numbers of the day have said when the status quo of ``korea-2021`` was to
end?

On the last day of each month of 2018 to 2022 each series, read alone as it could be known on that day, gives the driver
``window`` a value. It is an *alarm* where that passes the threshold below which the status quo ends. An alarm is right
if an ICBM or a nuclear test comes in the three months that follow. Scales were not chosen to fit: the ends are the
least and the most of the years before 2018 or, where the data begin then, of 2018, which is not judged.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import yaml

import countermove as cm
from countermove.plugins.evidence.series.compute import fed
from countermove.plugins.evidence.series.rows import Period, Query, Rows, after, between, named, rows_in
from countermove.questions.tipping.compute import tipping
from countermove.verdicts.feeds import FeedReading

__all__ = ["SERIES", "Result", "results", "table"]

FIRST, LAST = named(date(2018, 1, 1), "month"), named(date(2022, 12, 1), "month")
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Tried:
    """A series and how it is read; ``turned``: more of it means a smaller window; ``begins``: data begin with 2018."""

    name: str
    file: str
    query: Query
    lag: int
    turned: bool
    begins: bool = False


SERIES = (
    Tried("launches of missiles", "dprk_tests/monthly_counts.csv", Query("month", "total"), 7, True),
    Tried("geopolitical risk (GPR)", "gpr/gpr_monthly_1985_2025.csv", Query("month", "GPR"), 10, True),
    Tried("geopolitical risk, Korea", "gpr/gpr_monthly_1985_2025.csv", Query("month", "GPRC_KOR"), 10, True),
    Tried(
        "GDELT index, US and DPRK", "gdelt_dyad_index/monthly.csv",
        Query("month", "score_mean_day", {"a": "USA", "b": "PRK"}), 1, False, True,
    ),
    Tried(
        "ICEWS mean Goldstein, US to DPRK", "icews_dyads/monthly_dyads.csv",
        Query("month", "mean_goldstein", {"src": "USA", "tgt": "PRK"}), 7, False, True,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """Of one series: months with a value, those judged, alarms, right ones, and months before a test that had none."""

    name: str
    covered: int
    judged: int
    alarms: int
    right: int
    missed: int

    @property
    def false(self) -> int:
        """Alarms that nothing followed."""
        return self.alarms - self.right


def results(data: Path) -> Iterator[Result]:
    """What comes of each series."""
    korea = cm.load("korea-2021")
    [start] = [tip for tip in tipping(korea, ("window",)).tips if tip.kind == "start"]
    edge = start.lines[0].down
    assert edge is not None
    tests = _tests(data)
    for tried in SERIES:
        rows = rows_in(data / tried.file, tried.query, tried.file)
        case = _case(tried, rows)
        seen = {month: _read(case, data, month) for month in between(FIRST, LAST)}
        judged = [
            month
            for month, item in seen.items()
            if item.value is not None and not (tried.begins and month.first.year == 2018)
        ]
        alarms = {month for month in judged if _passed(seen[month].value, edge.at, edge.with_above)}
        before = {month for month in judged if _followed(month, tests)}
        covered = sum(month in rows.values for month in between(FIRST, LAST))
        yield Result(tried.name, covered, len(judged), len(alarms), len(alarms & before), len(before - alarms))


def table(found: Iterator[Result]) -> str:
    """As the documentation shows it."""
    lines = [
        "| series | months with data | months judged | alarms | right | false | months before a test without alarm |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {item.name} | {item.covered} of 60 | {item.judged} | {item.alarms} | {item.right} | {item.false} | {item.missed} |"
        for item in found
    ]
    return "\n".join(lines) + "\n"


def _case(tried: Tried, rows: Rows) -> cm.Assessment:
    """The smallest case with that driver and that indicator."""
    years = [
        row.value
        for period, row in rows.values.items()
        if (period.first.year == 2018 if tried.begins else period.first.year < 2018)
    ]
    ends = [min(years), max(years)]
    asked = {
        "file": tried.file, "date": tried.query.date, "value": tried.query.value, "where": dict(tried.query.where),
        "lag_days": tried.lag, "feeds": "window", "scale": [float(end) for end in (reversed(ends) if tried.turned else ends)],
    }  # fmt: skip
    return cm.loads(
        yaml.safe_dump({
            "countermove": 1,
            "actors": {"N": {"options": {"test": {}}, "wants": [{"id": "n", "want": "test", "while": "window <= 0.3"}]}},
            "drivers": {"window": {"now": 0.6}},
            "indicators": {"I": {"watch": tried.name, "moves": {"window": "down"}, "series": asked}},
        })
    )  # fmt: skip


def _read(case: cm.Assessment, data: Path, month: Period) -> FeedReading:
    """What the series makes of the window, as known on the last day of a month."""
    [item] = fed(case, data, month.last, date(2026, 1, 1))
    return item


def _passed(value: Fraction | None, edge: Fraction, with_above: bool) -> bool:
    return value is not None and (value < edge or (value == edge and not with_above))


def _tests(data: Path) -> Mapping[Period, Fraction]:
    file = "dprk_tests/monthly_counts.csv"
    icbm, nuclear = (rows_in(data / file, Query("month", kind), file).values for kind in ("ICBM", "NUCLEAR"))
    return {month: icbm[month].value + nuclear[month].value for month in icbm}


def _followed(month: Period, tests: Mapping[Period, Fraction]) -> bool:
    for _ in range(AHEAD):
        month = after(month)
        if tests.get(month):
            return True
    return False


if __name__ == "__main__":
    sys.stdout.write(table(results(Path(sys.argv[1]).resolve())))
