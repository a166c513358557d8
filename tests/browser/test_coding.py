"""Codings in the page, with one server and one small case: a coding is told ahead of the server too, taken back, and opened from
the curve by keyboard and by mouse; what is pushed is named as an alternative, undone and saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import countermove as cm
from tests.browser.lasting import Shelf
from tests.browser.workbench import GO, axe_script, opened, said, settled
from tests.conftest import require_module
from tests.plugins.serve.test_coded import FERRY

__all__: list[str] = []

COLUMN = ".drawing a.coding"


@pytest.mark.level("all")
@pytest.mark.level("judge", but=1)
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_the_tour_of_codings(browser: Any, shelf: Shelf, width: int, theme: str) -> None:
    require_module("axe_playwright_python", "it ships axe-core")
    file = shelf.folder / "ferry.yaml"
    file.write_text(FERRY, encoding="utf-8")
    view: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": theme}
    page, heard = opened(browser, f"{shelf.address}/ferry?code=purse:purse", **view)
    _ahead(page)
    _chosen(page)
    _curve(page)
    _named(page, file)
    assert heard == []
    page.context.close()


def _ahead(page: Any) -> None:
    """In a coding a push is told before the server answers, and as the server tells it then."""
    assert said(page)[0].startswith("No")
    page.locator("html[data-ahead]").wait_for(state="attached")
    page.route("**/api/view", lambda route: None)  # held, until nothing is routed
    page.evaluate(GO, "code=purse:purse&do=drop:t2")
    page.locator(".first .said", has_text="Yes").wait_for()
    early = said(page)
    page.unroute("**/api/view")
    settled(page)
    assert said(page) == early
    assert "--coding purse=purse" in page.locator("#reading .same").inner_text()


def _chosen(page: Any) -> None:
    """The line says what is in force, with the way back; a switch chooses; what is not asked is listed."""
    page.locator("#coding").get_by_text("As the file is written").click()
    settled(page)
    assert page.url.endswith("?do=drop:t2")
    assert not page.locator("#coding").is_visible()
    page.locator("#group-eyes").get_by_text("coded as").click()
    page.locator('select[data-question="town"]').select_option("nobody")
    settled(page)
    assert "t2" in page.locator("[data-fragment=problems]").inner_text()  # the push is about what is gone
    page.evaluate(GO, "code=town:nobody")
    settled(page)
    assert "Is the town an actor of its own? Nobody" in page.locator("#coding").inner_text()
    page.locator("#coding summary").click()
    assert "Claim “The town pays” (C1): it names town.pay" in page.locator("#coding").inner_text()


def _curve(page: Any) -> None:
    """Columns are links: one stop of Tab, arrows between them, Enter or a click opens, and the current one is marked."""
    page.evaluate(GO, "ask=multiverse")
    page.locator(COLUMN).first.wait_for()
    settled(page)
    assert page.locator(".drawing svg").get_attribute("role") == "group"
    page.evaluate(f"{axe_script()}\n;undefined")
    found = page.evaluate("() => axe.run('#panel', {resultTypes: ['violations']})")
    assert [item["id"] for item in found["violations"]] == []
    assert page.locator(f'{COLUMN}[tabindex="0"]').count() == 1
    assert page.locator(f"{COLUMN}[aria-current]").get_attribute("data-coding") == ""
    order = page.locator(COLUMN).evaluate_all("columns => columns.map(own => own.dataset.coding)")
    page.locator(".drawing").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.coding") == order[1]
    page.keyboard.press("Enter")
    settled(page)
    assert f"code={order[1]}" in page.url
    assert page.locator(f"{COLUMN}[aria-current]").get_attribute("data-coding") == order[1]
    page.locator(f'{COLUMN}[data-coding="{order[-1]}"]').click(position={"x": 4, "y": 40})
    settled(page)
    assert f"code={order[-1]}" in page.url
    assert page.locator("#coding").is_visible()


def _named(page: Any, file: Path) -> None:
    """What is pushed becomes an alternative in a draft: the same answers, undone and done again, and saved."""
    page.evaluate(GO, "do=above:l2:l1")
    settled(page)
    answers = said(page)
    page.locator("#reading [data-alternative]").click()
    page.keyboard.type("Does the line rest first?")
    page.keyboard.press("Enter")
    page.locator(".cm-content").wait_for()
    settled(page)
    assert "code=l2:pushed" in page.url
    assert "Does the line rest first? Pushed" in page.locator("#coding").inner_text()
    assert said(page) == answers
    assert file.read_text(encoding="utf-8") == FERRY
    drafted = "document.documentElement.hasAttribute('data-drafted')"
    page.locator("[data-back]").click()
    settled(page)
    assert "do=above:l2:l1" in page.url
    assert not page.evaluate(drafted)
    page.go_forward()
    settled(page)
    assert page.evaluate(drafted)
    page.locator("[data-save]").click()
    page.locator("html:not([data-drafted])").wait_for(state="attached")
    settled(page)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(FERRY)
    alternative = cm.loads(text).document.alternatives["l2"]
    assert (alternative.asks, list(alternative.other)) == ("Does the line rest first?", ["pushed"])
    assert said(page) == answers
