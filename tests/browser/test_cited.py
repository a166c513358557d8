"""Where a premise is from, in a real browser: its place opens and closes, by mouse and by keyboard, shows the sentence marked,
and leads into the text; wide and narrow, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.lasting import Shelf
from tests.browser.workbench import axe_script, opened, settled
from tests.conftest import require_module
from tests.plugins.serve.sound import SOUND, sound_in

__all__: list[str] = []

THREAT = "So the threat is weaker than it looks."
NAMED = SOUND.replace("at: [8]}", "at: [{para: 8, sentence: 3}]}").replace(
    "An essay on herring, ", "An essay on herring, url: 'https://example.org/?herring=1&sound=2', "
)


REACHED = """(() => {
  const button = document.querySelector('#claim-C1 button.place'), box = button.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return [-11.5, 11.5].every(off => document.elementFromPoint(x, y + off) === button);
})()"""


@pytest.fixture(scope="module")
def served(library: Shelf) -> str:
    case = sound_in(library.folder)
    case.with_name("named.yaml").write_text(NAMED, encoding="utf-8")
    return f"{library.address}/named"


def place(page: Any) -> tuple[Any, Any]:
    """The button beside the first conclusion, and what it opens."""
    return page.locator("#claim-C1 button.place"), page.locator("#place-claim-C1")


@pytest.mark.level("all")
def test_a_place_opens_shows_the_sentence_closes_and_leads_into_the_text(browser: Any, served: str) -> None:
    page, heard = opened(browser, served)
    button, told = place(page)
    assert button.inner_text() == "¶ 8.3"
    assert not told.is_visible()
    button.click()
    assert told.is_visible()
    assert told.locator("mark").inner_text() == THREAT
    assert "An essay on herring: paragraph 8, sentence 3" in told.inner_text()
    assert (
        told.get_by_role("link", name="read the text").get_attribute("href") == "https://example.org/?herring=1&sound=2"
    )
    assert page.locator("[data-panel]").count() == 0, "nothing else was asked"
    page.keyboard.press("Escape")
    assert not told.is_visible()

    button.focus()
    page.keyboard.press("Enter")
    assert told.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "in the text"
    page.keyboard.press("Enter")
    page.locator("#panel .asked-of").wait_for()
    settled(page)
    assert not told.is_visible(), "it does not hide what was asked for"
    assert list(page.locator("#panel .sentence.linked").all_inner_texts()) == [THREAT]
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
@pytest.mark.parametrize("width", [390, 1440])
def test_what_opens_stays_in_the_window_and_axe_finds_nothing(browser: Any, served: str, width: int) -> None:
    require_module("axe_playwright_python", "it ships axe-core")
    page, heard = opened(browser, served, viewport={"width": width, "height": 860})
    if width < 600:
        page.locator("[data-tab-of=why]").click()
    button, told = place(page)
    assert page.evaluate(REACHED), "a target of 24 pixels"
    button.click()
    box = told.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.evaluate(f"{axe_script()}\n;undefined")
    for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("options => axe.run(document, {resultTypes: ['violations'], ...options})", options)
        assert [(item["id"], item["nodes"][0]["html"][:120]) for item in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == []
    page.context.close()
