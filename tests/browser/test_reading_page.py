"""What a reader comes for, on the page of `serve`: with at most two actions each, by mouse, by keyboard and by touch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.lasting import Shelf
from tests.browser.reader import LOOKS, Reader, named, reading
from tests.browser.workbench import let_in, settled
from tests.conftest import in_one_test

pytestmark = pytest.mark.level("all")


@pytest.fixture(scope="module")
def served(shelf: Shelf) -> str:
    return f"{shelf.address}/korea-2021"


@pytest.fixture(scope="module", params=LOOKS, ids=named)
def reader(browser: Any, served: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    with reading(browser, request.param) as found:
        let_in(found.page.context, served)
        found.page.goto(served)
        settled(found.page)
        found.page.locator("html[data-ahead]").wait_for(state="attached")
        yield found


def begins(reader: Reader) -> None:
    """The page as it is without pushes, from its beginning."""
    reader.begin()
    settled(reader.page)


@pytest.mark.level("judge", but=3)
def test_why_china_does_not_press(reader: Reader) -> None:
    begins(reader)
    assert "No, in every reading." in reader.sees("[data-answer=K1] .said")
    assert "since it hoards its leverage (c3)" in reader.sees("[data-basis-of=K1]")
    assert reader.actions == 0


@pytest.mark.level("judge", but=3)
def test_one_move_makes_a_conclusion_fail_and_it_is_named(reader: Reader) -> None:
    begins(reader)
    reader.slide("window", 0.15)
    assert "set=window:" in reader.page.url
    reader.page.locator(".strip .differs", has_text="C01").wait_for()
    assert "North Korea tests" in reader.sees(".first .then")
    assert "No, in every reading." in reader.sees(".first .said")
    assert "C01" in reader.sees(".strip .differs")
    ring = reader.page.locator("[data-dot=C01].changed")
    ring.wait_for()
    settled(reader.page)
    assert ring.get_attribute("title").endswith("follows, as long as nobody wants otherwise → depends")
    assert reader.page.evaluate(IN_SIGHT) <= reader.page.viewport_size["height"] / 3
    assert reader.actions <= 2


IN_SIGHT = """() => {
  const box = document.querySelector(".sight").getBoundingClientRect(), row = document.activeElement.closest("[data-decides]");
  if (row && row.getBoundingClientRect().top < box.bottom - 1) throw new Error("it covers what is touched");
  if (box.top < -1) throw new Error("it has scrolled away");
  if (document.documentElement.scrollWidth > innerWidth) throw new Error("it scrolls sideways");
  return box.height;
}"""
"""How high what stays in sight is."""


@pytest.mark.level("judge", but=3)
def test_it_is_shared_by_a_link(reader: Reader, browser: Any, served: str) -> None:
    begins(reader)
    reader.slide("reward", 0.9)
    reader.press("[data-copy]")
    reader.page.wait_for_function("document.querySelector('[data-link-text]').value")  # a tap is heard a moment later
    link = reader.page.locator("[data-link-text]").input_value()
    assert link == reader.page.url
    assert reader.actions <= 2
    settled(reader.page)
    told = reader.page.locator(".first").inner_text()
    if reader.by == "mouse":  # what the link shows is the same for all
        page = reader.page.context.new_page()
        page.goto(link)
        assert page.locator(".first").inner_text() == told
        page.close()


@pytest.mark.level("judge", but=3)
def test_the_sentence_that_a_premise_came_from(reader: Reader) -> None:
    begins(reader)
    reader.press('[data-decides="number:window"] button.place')
    told = reader.sees(".place-told:popover-open")
    assert "Yun Sun, Stimson Center, August 2021: paragraph 3, sentence 2; paragraph 20, sentence 2" in told
    assert reader.actions <= 2


@pytest.mark.level("judge", but=3)
def test_what_happened_since(reader: Reader) -> None:
    begins(reader)
    reader.page.locator(".since").scroll_into_view_if_needed()
    events = reader.page.locator(".events li").all_inner_texts()
    assert [event.partition("\n")[0] for event in events][1:3] == ["20 January 2022", "24 March 2022"]
    assert "By itself that tips it: North Korea tests" in events[1]
    reader.press('[data-see="window:0.25"]')
    assert "set=window:0.25" in reader.page.url
    assert "North Korea tests" in reader.sees(".first .then")
    assert reader.actions <= 2


@pytest.fixture(scope="module")
def let_in_once(browser: Any, served: str) -> Iterator[Reader]:
    with reading(browser, ("keyboard", 1440)) as found:
        let_in(found.page.context, served)
        yield found


@pytest.fixture
def desk(let_in_once: Reader, served: str) -> Reader:
    """The page with a panel open."""
    let_in_once.page.goto(f"{served}?ask=levers")
    settled(let_in_once.page)
    return let_in_once


# -- what is folded ----------------------------------------------------------------------------------------------------


OPEN = "[...document.querySelectorAll('[data-group][open]')].map(own => own.dataset.group)"


def test_a_panel_opened_by_its_address_opens_its_group_and_another_one_its_own(desk: Reader) -> None:
    assert desk.page.evaluate(OPEN) == ["change"]
    assert "Levers" in desk.sees("#group-change .asks [aria-current]")
    desk.sees("#panel h2")
    assert desk.page.locator("#group-change #panel").count() == 1
    desk.page.locator("#group-why > summary").click()
    desk.press("#group-why [data-ask=why]")
    desk.page.locator("#group-why #panel [data-panel=why]").wait_for()
    desk.page.go_back()
    desk.page.locator("#group-change #panel [data-panel=levers]").wait_for()
    settled(desk.page)


def test_keys_lead_into_the_groups_and_what_is_linked_unfolds(desk: Reader) -> None:
    page = desk.page
    page.locator("h1").click()
    for key, group, inside in (
        ("1", "why", "#lanes"),
        ("3", "eyes", "select"),
        ("4", "did", "a"),
        ("2", "change", "#panel"),
    ):
        page.evaluate("for (const own of document.querySelectorAll('[data-group]')) own.open = false")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(key)
        assert page.evaluate(OPEN) == [group]
        assert page.evaluate(f"document.activeElement.matches('[data-group={group}] {inside}')")
    page.evaluate("for (const own of document.querySelectorAll('[data-group]')) own.open = false")
    desk.press("[data-dot=C01]")
    assert page.evaluate(OPEN) == ["why"]
    assert page.evaluate("document.activeElement.id") == "claim-C01"
    desk.sees("#claim-C01 .says")
    assert "#" not in page.url


def test_what_would_change_it_begins_with_what_they_want(desk: Reader) -> None:
    page = desk.page
    page.keyboard.press("Escape")
    settled(page)
    assert "ask=" not in page.url
    page.locator("#group-change").evaluate("own => { own.open = false; }")
    page.locator("#group-change > summary").click()
    page.locator("#group-change #panel [data-wants]").first.wait_for()
    assert page.url.endswith("?ask=document")


# -- what stays in sight -----------------------------------------------------------------------------------------------


TRACK = "document.querySelector('.track').getBoundingClientRect().width"


@in_one_test("width, height, track", [(1440, 900, 480), (1000, 800, 480), (760, 900, 480), (390, 844, 300)])
def test_the_answer_stays_in_sight_at_every_width(desk: Reader, width: int, height: int, track: int) -> None:
    page = desk.page
    page.set_viewport_size({"width": width, "height": height})
    for driver in ("window", "campaign"):
        slider = page.locator(f'[data-decides="number:{driver}"] input')
        slider.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        assert page.evaluate(IN_SIGHT) <= height / 3
        assert "No, in every reading." in desk.sees(".first .said")
    page.evaluate("document.querySelector('.since').scrollIntoView()")
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate(IN_SIGHT) <= height / 3
    assert page.evaluate(TRACK) >= track
    page.set_viewport_size({"width": 1440, "height": 900})
