"""What a reader comes for, on the reading screen: with at most two actions each, by mouse, by keyboard and by touch."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from countermove.assessment import load
from countermove.reports.new import new_file
from tests.browser.conftest import explorable
from tests.browser.reader import LOOKS, Reader, named, reading
from tests.conftest import ROOT

pytestmark = pytest.mark.level("all")


@pytest.fixture(scope="module", params=["melos-416bc", "ukraine-2022"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(request.param, tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def korea(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written("korea-2021", tmp_path_factory.getbasetemp())


@cache
def written(name: str, folder: Path) -> Path:
    """The report of a case, once for all readers."""
    assessment = load(name)
    path = folder / f"read-{name}.html"
    path.write_text(explorable(assessment), encoding="utf-8")
    return path


@pytest.fixture(scope="module", params=LOOKS, ids=named)
def reader(browser: Any, request: pytest.FixtureRequest) -> Iterator[Reader]:
    with reading(browser, request.param) as found:
        yield found


def test_the_picture_in_readme_shows_what_the_program_says(browser: Any, korea: Path) -> None:
    sys.path.insert(0, str(ROOT / "docs" / "pictures"))
    from take import SIZE, kept, words

    page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
    page.goto(korea.as_uri(), wait_until="networkidle")
    said = words(page)
    page.close()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for theme in ("light", "dark"):
        picture = f"docs/pictures/reading-{theme}.png"
        assert f'"{picture}"' in readme
        assert kept(ROOT / picture) == said, "it says something else now: python docs/pictures/take.py"


def opened(reader: Reader, path: Path) -> None:
    """The file as it is, from its beginning."""
    page = reader.page
    if not page.url.startswith(path.as_uri()):
        page.goto(path.as_uri())
        page.wait_for_selector(".screen:not([hidden])")
    reader.begin()


def test_why_china_does_not_press(reader: Reader, korea: Path) -> None:
    opened(reader, korea)
    assert "No, in every reading." in reader.sees("[data-answer=K1] .said")
    assert "since it hoards its leverage (c3)" in reader.sees("[data-basis-of=K1]")
    assert reader.actions == 0


def test_one_move_makes_a_conclusion_fail_and_it_is_named(reader: Reader, korea: Path) -> None:
    opened(reader, korea)
    reader.slide("window", 0.15)
    assert "set=window:" in reader.page.url
    told = " ".join(reader.sees(".first-answer .said").split())  # on lines of their own
    assert told.startswith("No, in every reading. Things do not stay as they are: North Korea tests")
    assert "C01" in reader.sees("[data-changed] [data-first]")
    ring = reader.page.locator(".dot.changed[href='#claim-C01']")
    assert ring.get_attribute("title").endswith("true throughout → depends")
    assert reader.actions <= 2


def test_it_is_shared_by_a_link(reader: Reader, korea: Path, browser: Any) -> None:
    opened(reader, korea)
    reader.slide("reward", 0.9)
    reader.press("[data-copy]")
    link = reader.page.locator("[data-link-text]").input_value()
    assert link == reader.page.url
    assert reader.actions <= 2
    if reader.by == "mouse":  # what the link shows is the same for all
        told = reader.page.locator(".first-answer .said").inner_text()
        page = browser.new_page()
        page.goto(link)
        page.wait_for_selector(".screen:not([hidden])")
        assert page.locator(".first-answer .said").inner_text() == told
        page.close()


def test_the_sentence_that_a_premise_came_from(reader: Reader, korea: Path) -> None:
    opened(reader, korea)
    reader.press('[data-decides="number:window"] button.place')
    told = reader.sees(".place-told:popover-open")
    assert "Yun Sun, Stimson Center, August 2021: paragraph 3, sentence 2; paragraph 20, sentence 2" in told
    assert reader.actions <= 2


def test_what_happened_since(reader: Reader, korea: Path) -> None:
    opened(reader, korea)
    reader.page.locator(".since").scroll_into_view_if_needed()
    events = reader.page.locator(".events li").all_inner_texts()
    assert [event.partition("\n")[0] for event in events][1:3] == ["20 January 2022", "24 March 2022"]
    assert "By itself that tips it: North Korea tests" in events[1]
    reader.press('[data-see="window:0.25"]')
    assert "set=window:0.25" in reader.page.url
    assert "North Korea tests" in reader.page.locator(".first-answer .moved").inner_text()
    assert reader.actions <= 2


@pytest.mark.level("judge", but=6)
def test_so_it_is_with_other_cases(reader: Reader, file: Path) -> None:
    """One move changes what happens, it is shared, and where it is from is told."""
    opened(reader, file)
    row = reader.page.locator("[data-decides^='number:']").first
    driver = row.get_attribute("data-decides").removeprefix("number:")
    before = reader.page.locator(".first-answer").inner_text()
    stops = [
        [float(end) for end in pair.split(":")] for pair in row.locator("input").get_attribute("data-stops").split()
    ]
    now = float(row.locator("input").input_value())
    [here] = [place for place, (low, high) in enumerate(stops) if low <= now <= high]
    other = stops[here - 1] if here else stops[here + 1]
    reader.slide(driver, sum(other) / 2)
    assert f"set={driver}:" in reader.page.url
    assert (
        reader.page.locator(".first-answer").inner_text() != before
        or reader.page.locator("[data-differences] li").count()
    )
    reader.press("[data-copy]")
    assert f"set={driver}:" in reader.page.locator("[data-link-text]").input_value()
    assert reader.actions == 2
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= reader.page.viewport_size["width"]


@pytest.mark.level("judge", but=3)
def test_so_it_is_with_a_file_fresh_from_new(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "fresh.yaml"
    new_file(path)
    assessment = load(path)
    page = tmp_path / "fresh.html"
    page.write_text(explorable(assessment), encoding="utf-8")
    opened(reader, page)
    before = reader.page.locator(".first-answer").inner_text()
    assert before
    reader.press(".disagree summary")
    reader.press(".disagree [data-do]")
    assert "do=" in reader.page.url
    assert reader.page.locator("[data-changed]").is_visible()
