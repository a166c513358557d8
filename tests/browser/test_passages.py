"""Sources in reports in a real browser, wide and narrow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run, run
from tests.unit.cli.test_sources import CASE, HOSTILE

__all__ = ["run"]

FORECAST = """
forecasts:
  F1: {says: It runs., closes: "2026-06-30", rule: the timetable, chance: 0.7}
"""

TEXT = ["The first.", "The second.", HOSTILE, "The fourth.", "The fifth."]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.yaml"
    path.write_text(CASE, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "essay.txt").write_text("\n\n".join(TEXT), encoding="utf-8")
    return path


@pytest.mark.level("all")
def test_a_report_has_its_evidence_and_passages_at_any_width(browser: Any, run: Run, case: Path) -> None:
    file = case.with_name("report.html")
    texts = ("--texts", str(case.parent / "texts"))
    case.write_text(CASE + FORECAST, encoding="utf-8")
    assert run("seal", str(case)).exit_code == 0
    head = json.loads(run("ledger", str(case), "--json").stdout)["data"]["head"]
    assert run("report", str(case), "-o", str(file), "--draws", "5", *texts).exit_code == 0
    page = browser.new_page()
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(file.as_uri())
        page.evaluate("for (const part of document.querySelectorAll('details.folded')) part.open = true")
        passage = page.locator("#want-t1 details.passage")
        assert not passage.locator("blockquote").is_visible()
        passage.locator("summary").click()
        assert passage.locator("blockquote").inner_text().strip() == "The second."
        assert page.locator("#evidence table").first.is_visible()
        assert page.locator("#evidence").get_by_text("Passages are quoted from essay.txt").is_visible()
        sealed = page.locator("footer").get_by_text(head)
        for place in (passage, page.locator("#evidence"), sealed):
            box = place.bounding_box()
            assert box["x"] >= 0, width
            assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
