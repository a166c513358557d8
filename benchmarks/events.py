"""Events of others: two million generated rows, as GDELT lays them out, to the months of one directed pair."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks import measure
from benchmarks.figure import Figure
from countermove.plugins.evidence.series.events import EventSelection, events_in

__all__ = ["events"]

ROWS = 2_000_000
COUNTRIES = ("USA", "CHN", "PRK", "KOR", "JPN", "RUS", "")
CODES = ("010", "036", "042", "112", "190", "193")


def events(repeat: int) -> Iterator[Figure]:
    """Two million rows of events to monthly directed dyads."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder).resolve()
        _write(place / "made.export.CSV")
        for name, kept in (
            ("count of one pair", EventSelection("gdelt", "USA", "PRK", (), "count")),
            ("mean Goldstein of one pair", EventSelection("gdelt", "USA", "PRK", (), "mean_goldstein")),
            ("count of all", EventSelection("gdelt", None, None, (), "count")),
        ):
            median, least, most = measure.cold(
                lambda: place,
                lambda _, kept=kept: events_in([place / "made.export.CSV"], place, kept, date(2023, 1, 1)),  # type: ignore[misc]
                repeat=repeat,
            )
            target = 2.0 if kept.source else None
            yield Figure("events", f"2,000,000 rows, {name}", median, "s", (least, most), target)


def _write(path: Path) -> None:
    draw = random.Random(1)
    with path.open("w") as stream:
        for number in range(ROWS):
            month = draw.randrange(60)
            day = f"{2018 + month // 12}{month % 12 + 1:02}{draw.randrange(1, 29):02}"
            row = [""] * 61
            row[0], row[1], row[7], row[17] = str(number), day, draw.choice(COUNTRIES), draw.choice(COUNTRIES)
            row[26], row[30] = draw.choice(CODES), draw.choice(("0.0", "4.0", "-2.0", "-10.0"))
            row[59], row[60] = f"{day}120000", f"http://example.org/{number}"
            stream.write("\t".join(row) + "\n")
