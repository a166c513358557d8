"""Whole report pages as a browser lays them out: nothing runs out or overlaps, all can be read, every picture has its table.

``looking.js`` says what is wrong with a page; here it is asked at the widths of the design note (desk, tablet, telephone), light
and dark, and for print, of the Korean case and of a large one with names in five scripts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import report_html

__all__: list[str] = []

SCRIPT = Path(__file__).with_name("looking.js")
LOOKS = [(width, scheme) for width in (1440, 1000, 760, 390) for scheme in ("light", "dark")]
PAPER = 673
"""A4 without its margins, in CSS pixels."""


@pytest.fixture(scope="module", params=["korea", pytest.param("nations", marks=pytest.mark.level("judge"))])
def page(request: pytest.FixtureRequest, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A report, opened once for all looks."""
    path = tmp_path_factory.mktemp("layout") / f"{request.param}.html"
    path.write_text(report_html(request.param), encoding="utf-8")
    opened = browser.new_page(reduced_motion="reduce")
    opened.goto(path.as_uri())
    yield opened
    opened.close()


def looked_at(page: Any) -> dict[str, Any]:
    """What the script says of the page as it is."""
    return dict(page.evaluate(SCRIPT.read_text(encoding="utf-8")))


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all")
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_nothing_runs_out_or_overlaps_and_all_can_be_read(page: Any, width: int, scheme: str) -> None:
    page.emulate_media(media="screen", color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    found = looked_at(page)
    assert found["faults"] == []
    assert found["texts"] > 500
    assert found["figures"] >= 4


@pytest.mark.level("all")
def test_the_same_with_every_table_open(page: Any) -> None:
    page.emulate_media(media="screen", color_scheme="light")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        assert looked_at(page)["faults"] == []
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = false)")


@pytest.mark.level("all")
def test_the_same_on_paper(page: Any) -> None:
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print", color_scheme="light")
    assert looked_at(page)["faults"] == []
    heights = page.evaluate(
        "[...document.querySelectorAll('.drawing:not(.tall, .narrow) svg')].map(one => one.clientHeight)"
    )
    assert max(heights) <= 900, "a picture fits on a page, unless it would become too small to read"
    page.emulate_media(media="screen")


SMALLEST = """Math.min(...[...document.querySelectorAll('.drawing.narrow svg')].filter(one => one.clientWidth).flatMap(one => {
  const scale = one.getBoundingClientRect().width / one.viewBox.baseVal.width;
  return [...one.querySelectorAll('text')].map(text => text.getAttribute('font-size') * scale);
}))"""


@pytest.mark.level("all")
def test_what_is_drawn_for_telephones_can_be_read_there_and_is_shown_only_there(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    assert 9.99 <= page.evaluate(SMALLEST) < 12
    page.set_viewport_size({"width": 700, "height": 900})
    shown = "[...document.querySelectorAll('.drawing{}')].filter(one => one.clientWidth).length"
    assert page.evaluate(shown.format(".narrow")) == 0 < page.evaluate(shown.format(".wide"))


@pytest.mark.level("all")
def test_tables_of_short_cells_stay_tables_and_keep_their_first_column(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    found = page.evaluate(
        """[...document.querySelectorAll('.across')].map(one => {
          one.scrollLeft = 80;
          const cell = one.querySelector('tbody td'), row = cell.parentElement;
          return [one.tabIndex, one.scrollLeft, cell.getBoundingClientRect().left - one.getBoundingClientRect().left,
            getComputedStyle(row).display, row.parentElement.parentElement.getAttribute('role')];
        })"""
    )
    assert found, "there are such tables"
    for focusable, scrolled, first, display, role in found:
        assert (focusable, display, role) == (0, "table-row", "table")
        assert scrolled == 0 or abs(first) < 1.5
    assert max(scrolled for _, scrolled, *_ in found) == 80
    page.evaluate("document.querySelectorAll('.across').forEach(one => one.scrollLeft = 0)")
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = false)")


SPOILT = {
    "overlap": "document.querySelector('section p + p').style.marginTop = '-26px'",
    "leaves": "document.querySelector('main .part > table').style.cssText = 'width: 110%; max-width: none'",
    "wide in a window": "document.querySelector('main').style.width = '3000px'",
    "contrast": "document.querySelector('main p').style.color = '#ccc'",
    "skips a level": "document.querySelector('main h2').outerHTML = '<h4>too deep</h4>'",
    "no table behind it": "document.querySelector('figure details').remove()",
    "leaves its picture": "document.querySelector('figure svg text').setAttribute('x', '-50')",
    "not one h1": "document.querySelector('main h2').outerHTML = '<h1>again</h1>'",
}


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all")
@pytest.mark.parametrize("fault", list(SPOILT))
def test_what_is_spoilt_is_noticed(browser: Any, tmp_path: Path, fault: str) -> None:
    path = tmp_path / "ferry.html"
    path.write_text(report_html("ferry"), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1000, "height": 900})
    opened.goto(path.as_uri())
    assert looked_at(opened)["faults"] == []
    opened.evaluate(SPOILT[fault])
    assert any(fault in told for told in looked_at(opened)["faults"])
    opened.close()
