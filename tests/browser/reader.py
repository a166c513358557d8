"""Somebody who reads the reading screen: by mouse, by keyboard or by touch, on a desk and on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

__all__ = ["LOOKS", "By", "Reader", "named", "reading"]

By = Literal["mouse", "keyboard", "touch"]
WAYS: tuple[By, ...] = ("mouse", "keyboard", "touch")
LOOKS: list[tuple[By, int]] = [(by, width) for by in WAYS for width in (1440, 390)]
"""How somebody reads, and on how wide a screen."""


def named(look: tuple[By, int]) -> str:
    """The name of a look among tests."""
    return f"{look[0]}-{look[1]}"


class Reader:
    """Somebody at a page, who counts what they do."""

    def __init__(self, page: Any, by: By) -> None:
        self.page, self.by, self.actions = page, by, 0

    def begin(self) -> None:
        """Bring the page back to where nothing is pushed, open or counted."""
        self.page.evaluate("""() => {
          document.activeElement?.blur();
          for (const own of document.querySelectorAll(":popover-open")) own.hidePopover();
          for (const own of document.querySelectorAll("details[open]")) own.open = false;
          document.querySelector("[data-copied]").hidden = true;
          history.replaceState(null, "", location.pathname);
          dispatchEvent(new PopStateEvent("popstate"));
          scrollTo({top: 0, behavior: "instant"});
        }""")
        self.actions = 0

    def press(self, selector: str) -> None:
        """Press a button or a link."""
        place = self.page.locator(selector).first
        self.actions += 1
        if self.by == "mouse":
            place.click()
        elif self.by == "touch":
            place.tap()
        else:
            place.focus()
            self.page.keyboard.press("Enter")

    def slide(self, driver: str, value: float) -> None:
        """Bring a number to a value, or with an arrow key to where something else happens on that side."""
        slider = self.page.locator(f'[data-decides="number:{driver}"] input')
        self.actions += 1
        slider.scroll_into_view_if_needed()
        now, low, high = (float(slider.evaluate(f"own => own.{name}")) for name in ("value", "min", "max"))
        if self.by == "keyboard":
            slider.focus()
            self.page.keyboard.press("ArrowLeft" if value < now else "ArrowRight")
            return
        box, thumb = slider.bounding_box(), 24.0

        def at(number: float) -> tuple[float, float]:
            return box["x"] + thumb / 2 + (box["width"] - thumb) * (number - low) / (high - low), box["y"] + box[
                "height"
            ] / 2

        if self.by == "touch":
            self.page.touchscreen.tap(*at(value))
            return
        self.page.mouse.move(*at(now))
        self.page.mouse.down()
        self.page.mouse.move(*at((now + value) / 2), steps=3)
        self.page.mouse.move(*at(value), steps=3)
        self.page.mouse.up()

    def sees(self, selector: str) -> str:
        """The words of something that can be read without scrolling."""
        place = self.page.locator(selector).first
        box, height = place.bounding_box(), self.page.viewport_size["height"]
        assert box is not None, selector
        assert -box["height"] < box["y"] < height, f"{selector} is off the screen"
        return str(place.inner_text())


@contextmanager
def reading(browser: Any, look: tuple[By, int]) -> Iterator[Reader]:
    """A reader at an empty page, on which nothing may go wrong."""
    by, width = look
    height = 900 if width > 500 else 844
    # Nothing scrolls smoothly: what is seen is where it comes to stand, not where it passes.
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=by == "touch", reduced_motion="reduce"
    )
    page = context.new_page()
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield Reader(page, by)
    assert heard == []
    context.close()
