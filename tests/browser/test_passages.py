"""Sources in a real browser: a premise is clicked and its passage is marked; evidence in reports, wide and narrow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.workbench import opened, serving
from tests.conftest import require_module
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


def test_a_premise_is_clicked_and_its_passage_is_marked(browser: Any, case: Path) -> None:
    for name in ("starlette", "uvicorn"):
        require_module(name, "the page is served with it")
    with serving(case, "--texts", str(case.parent / "texts")) as address:
        page, heard = opened(browser, f"{address}/?ask=evidence")
        premise = page.locator('#panel a[data-of="t1"]')
        premise.wait_for()
        assert page.locator("#panel mark").count() == 0
        premise.click()
        mark = page.locator("#panel mark")
        mark.wait_for()
        assert mark.all_inner_texts() == ["The second."]
        assert page.url.endswith("?ask=evidence&of=t1")
        box = mark.bounding_box()
        assert 0 <= box["y"] < 900
        page.locator('#panel a[data-of="l1"]').click()
        page.locator("#panel mark", has_text="script").wait_for()
        assert page.locator("#panel script").count() == 0
        page.go_back()
        page.locator("#panel mark", has_text="The second.").wait_for()
        assert heard == []
        page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_report_has_its_evidence_and_passages_at_any_width(browser: Any, run: Run, case: Path, width: int) -> None:
    file = case.with_name("report.html")
    texts = ("--texts", str(case.parent / "texts"))
    case.write_text(CASE + FORECAST, encoding="utf-8")
    assert run("seal", str(case)).exit_code == 0
    head = json.loads(run("ledger", str(case), "--json").stdout)["data"]["head"]
    assert run("report", str(case), "-o", str(file), "--draws", "5", *texts).exit_code == 0
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
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
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()
