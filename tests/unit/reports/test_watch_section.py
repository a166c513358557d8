"""What to watch in reports and on the page: what indicators are read from, where the file says it."""

from __future__ import annotations

import pytest

from countermove.assessment import loads
from countermove.assessment.schema.conclusions import Events, Series
from countermove.plugins.serve.panels import panel_of
from countermove.plugins.serve.switches import parse
from countermove.plugins.serve.workspace import opened
from countermove.presentation.blocks import Table
from countermove.questions.watch.text import feed_text
from countermove.reports.report.compute import report_case
from countermove.reports.report.evidence import watch_section
from gmcr.base.tasks import run_to_end
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

PLAIN = FERRY + "indicators:\n  I1: {watch: passengers, moves: {demand: up}}\n"
FED = PLAIN.replace("up}}", "up}, series: {file: trips.csv, value: trips, feeds: demand, scale: [0, 250]}}")


def table(text: str) -> Table:
    section = watch_section(report_case(loads(text), draws=5))
    assert section is not None
    (found,) = section.blocks
    assert isinstance(found, Table)
    return found


def test_what_an_indicator_is_read_from_stands_beside_it() -> None:
    found = table(FED)
    assert [column.title for column in found.columns] == ["", "Sign", "What it moves", "Read from"]
    assert found.rows[0][3] == "trips.csv, column trips; feeds demand, 0 to 250 as its range"


def test_where_nothing_is_read_nothing_is_said_of_it() -> None:
    found = table(PLAIN)
    assert [column.title for column in found.columns] == ["", "Sign", "What it moves"]
    assert len(found.rows[0]) == 3


def test_the_page_says_the_same() -> None:
    panel = run_to_end(panel_of(opened(FED, parse("ask=forecasts"))))
    assert table(FED) in panel.tables


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        (
            Series.model_validate({"file": "a.csv", "feeds": "d", "where": {"x": "1", "y": "2"}, "lag_days": 1}),
            "a.csv, column value, where x is 1 and y is 2; known one day after its period; feeds d",
        ),
        (
            Series.model_validate({"file": "a.csv", "feeds": "d", "period": "month"}),
            "a.csv, column value, by the month; feeds d",
        ),
        (
            Events.model_validate({"file": "e.tab", "feeds": "d", "format": "icews", "measure": "count", "source": "A"}),
            "e.tab (icews), how many events by A a month; feeds d",
        ),
        (
            Events.model_validate(
                {"file": "e*", "feeds": "d", "format": "polecat", "measure": "share", "codes": ("X", "Y"), "target": "B"}
            ),
            "e* (polecat), the share among events of those of the kinds X and Y towards B a month; feeds d",
        ),
        (
            Events.model_validate(
                {
                    "file": "e",
                    "feeds": "d",
                    "format": "gdelt",
                    "measure": "mean_goldstein",
                    "goldstein": {"file": "g.csv"},
                }
            ),
            "e (gdelt), the mean Goldstein score of events a month, scored by g.csv; feeds d",
        ),
    ],
)  # fmt: skip
def test_in_words(feed: Series | Events, told: str) -> None:
    assert feed_text(feed) == told
