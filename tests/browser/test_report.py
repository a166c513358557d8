"""The report in a real browser: no request, no error, no violation that axe-core finds, and an order that keyboards follow.

Debian's Chromium through Playwright. Scripts are injected by evaluation, since the page's own policy allows none.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from countermove.assessment import load
from countermove.media.html import html_of
from countermove.presentation.blocks import Sentence
from countermove.reports.report.blocks import Timeline
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import report_case
from tests.browser.conftest import report_html
from tests.conftest import require_module
from tests.flagship import korea_told

__all__: list[str] = []

LOOKS = [
    ("korea", "light", 1280),
    ("korea", "dark", 1280),
    ("korea", "light", 390),
    ("korea", "dark", 390),
    ("ferry", "light", 1280),
    ("hostile", "dark", 1280),
    ("hostile", "light", 390),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    made = {}
    for name in ("korea", "ferry", "hostile"):
        made[name] = folder / f"{name}.html"
        made[name].write_text(report_html(name), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def axe() -> str:
    require_module("axe_playwright_python", "it ships axe-core")
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def opened(browser: Any, path: Path, *, scheme: str = "light", width: int = 1280) -> tuple[Any, list[str]]:
    """A page, and whatever it asked for or complained of."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: heard.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page, heard


@pytest.mark.level("all")
@pytest.mark.level("judge", but=2)
@pytest.mark.parametrize(("case", "scheme", "width"), LOOKS)
def test_axe_finds_nothing(browser: Any, files: dict[str, Path], axe: str, case: str, scheme: str, width: int) -> None:
    page, heard = opened(browser, files[case], scheme=scheme, width=width)
    page.evaluate(f"{axe}\n;undefined")
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert [(item["id"], item["nodes"][0]["html"][:200]) for item in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "it does not scroll sideways"
    assert heard == []
    page.close()


@pytest.mark.level("all")
def test_the_keyboard_goes_the_way_of_the_argument(browser: Any, files: dict[str, Path]) -> None:
    page, _ = opened(browser, files["korea"])
    focused = "document.activeElement.getAttribute('href') || document.activeElement.tagName"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "#first"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0, "the skip link is seen"
    wanted = page.evaluate(
        "[...document.querySelectorAll('.chapter')].flatMap(chapter => "
        "[chapter.id, ...[...chapter.querySelectorAll(':scope > .part')]"
        ".filter(part => part.querySelector(':scope > h3') && chapter.querySelectorAll('.part').length > 1)"
        ".map(part => part.id)]).map(id => '#' + id)"
    )
    page.evaluate("document.querySelector('nav a').focus()")
    assert page.evaluate(focused) == wanted[0]
    for expected in wanted[1:]:
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == expected
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == wanted[-1] == "#annex"
    page.close()


@pytest.mark.level("all")
def test_an_id_leads_into_what_is_folded_away(browser: Any, files: dict[str, Path]) -> None:
    page, _ = opened(browser, files["korea"])
    assert not page.locator("#want-c3").is_visible()
    page.locator(".first a[href='#want-c3']").first.click()
    assert page.locator("#want-c3").is_visible()
    page.close()


@pytest.mark.level("all")
def test_the_order_for_those_who_hear_it(browser: Any, files: dict[str, Path]) -> None:
    page, _ = opened(browser, files["korea"], width=390)
    headings = page.evaluate("[...document.querySelectorAll('h1, h2')].map(item => item.textContent.trim())")
    assert headings[:5] == [
        "Would China help bring Pyongyang and Washington back to the table?",
        "Would China press Pyongyang to come back?",
        "Could China move Pyongyang if it tried?",
        "Would talks come of it if China pressed?",
        "Is it Washington alone that keeps talks from coming?",
    ]
    assert page.locator("main").count() == page.locator("h1").count() == 1
    grids = page.evaluate("[...document.querySelectorAll('svg.grid')].map(item => item.getAttribute('aria-label'))")
    assert len(grids) == 36
    assert grids[0] == "C16 holds in 0 of 160 cells", "what most needs a look first"
    page.close()


@pytest.mark.level("all")
def test_it_prints_on_white_without_controls(browser: Any, files: dict[str, Path]) -> None:
    page, _ = opened(browser, files["korea"], scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('.drawing.narrow')).display") == "none"
    assert page.pdf(format="A4").startswith(b"%PDF-")
    page.close()


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("case", ["korea-2021", "melos-416bc", "ukraine-2022"])
def test_its_first_page_prints_on_one_side(browser: Any, tmp_path: Path, case: str) -> None:
    pypdf = require_module("pypdf", "it reads the text of a PDF")
    dossier = korea_told() if case == "korea-2021" else dossier_of(report_case(load(case), draws=20))
    for name, told, more in (("whole", dossier, True), ("brief", replace(dossier, chapters=()), False)):
        path = tmp_path / f"{name}.html"
        path.write_text(html_of(told), encoding="utf-8")
        page, _ = opened(browser, path)
        page.pdf(path=str(tmp_path / f"{name}.pdf"), prefer_css_page_size=True)
        pages = pypdf.PdfReader(tmp_path / f"{name}.pdf").pages
        assert (len(pages) > 1) == more
        sides = ["".join(side.extract_text().split()) for side in pages[:2]]
        last = [block for block in told.beside if isinstance(block, Sentence | Timeline)][-1]
        ends = last.text if isinstance(last, Sentence) else f"{last.events[-1].told} {last.events[-1].left}"
        assert "".join(ends.split()) in sides[0]
        if more:
            assert "".join(dossier.chapters[0].title.split()) in sides[1]
        page.close()
