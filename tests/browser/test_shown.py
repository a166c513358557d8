"""A case that hides and turns text, and links that do, in a real browser: every text, title, attribute and name of a download."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from countermove.assessment import loads
from countermove.media.html import html_of
from countermove.plugins.serve.explorable.page import explorable_html
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import report_case
from tests.attack.fragments import HIDING_LINKS
from tests.browser.lasting import Shelf
from tests.browser.test_explorable import opened_in
from tests.browser.workbench import GO, opened, settled
from tests.shown import HIDING, NAME, WORDS, WRITTEN_OUT, hidden_in_page
from tests.unit.presentation.hostile import HOSTILE, NASTY

__all__: list[str] = []

pytestmark = pytest.mark.level("all")

PUSHED = ("", "set=d:0.2", "do=drop:a1", "do=turn:a2", "if=z", "eyes=v", "read=Q:two", "by=nash", "if=z&set=d:0.2")
"""Settings that can be followed."""

SHOW = """async hash => {
  history.replaceState(null, '', '#' + hash);
  dispatchEvent(new PopStateEvent('popstate'));
  while (document.querySelector('[data-explorable] [aria-busy=true]')) await new Promise(done => setTimeout(done));
}"""


def link(query: str) -> str:
    """A query as a link has it."""
    return quote(query, safe="=&:,")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the case: as it is read, and one that argues back."""
    folder = tmp_path_factory.mktemp("shown")
    assessment = loads(HIDING, file=f"{NAME}.yaml")
    record = report_case(assessment, draws=20)
    (folder / "report.html").write_text(html_of(dossier_of(record)), encoding="utf-8")
    (folder / "explorable.html").write_text(explorable_html(record, assessment), encoding="utf-8")
    return folder


def test_a_report_hides_nothing(browser: Any, files: Path) -> None:
    page = browser.new_page()
    page.goto((files / "report.html").as_uri())
    assert hidden_in_page(page) == []
    assert WRITTEN_OUT in page.evaluate("document.body.textContent")
    page.close()


def test_a_report_that_argues_back_hides_nothing_pushed_or_not(browser: Any, files: Path) -> None:
    page, heard = opened_in(browser, files / "explorable.html")
    for query in PUSHED:
        page.evaluate(SHOW, link(query))
        assert hidden_in_page(page) == [], query
        shown = page.locator("[data-explorable]").evaluate("part => part.innerText")
        assert WRITTEN_OUT in shown, query
        assert page.locator("[data-changed]").is_visible() == ("set=" in query or "do=" in query), query
    page.locator("[data-copy]").click()
    assert hidden_in_page(page) == []
    assert heard == []
    page.close()


def test_a_link_hides_nothing_in_what_it_offers(browser: Any, files: Path) -> None:
    page, heard = opened_in(browser, files / "explorable.html")
    commands = {}
    for query in (*HIDING_LINKS, "do=drop:a1&set=\U0010ffff", "set=dd"):
        page.evaluate(SHOW, link(query))
        assert hidden_in_page(page) == [], ascii(query)
        commands[query] = page.locator("[data-command]").text_content()
        if (undo := page.locator("[data-pushes] [data-undo]").first).is_visible():
            undo.click()
            assert hidden_in_page(page) == [], ascii(query)
    assert heard == []
    case = "$'x\\u202efdp'"
    assert commands["set=d:0.5\u202e\x1b[2J"] == f"countermove assess {case} --set $'d=0.5\\u202e\\u001b[2J'"
    assert commands["set=d:\x00"] == f"countermove assess {case} --set $'d=\\u0000'"
    assert commands["set=d:0.2\nrm -rf x"] == f"countermove assess {case} --set $'d=0.2\\nrm -rf x'"
    assert commands["if=\u202ez"] == f"countermove assess {case} --scenario $'\\u202ez'"
    assert commands["read=Q:\u200btwo"] == f"countermove assess {case} --reading $'Q=\\u200btwo'"
    assert commands["do=drop:\u202ea1"] == f"countermove serve {case}"
    assert commands["\u202e=\u202e"] == ""
    assert commands["set=dd"] == f"countermove assess {case} --set dd="
    page.close()


PARAGRAPHS = ("The first.", WORDS.replace("\n", " "), " ".join(NASTY), f"A {WORDS}", "The fifth.")
"""A source that hides, turns, and would like to be markup."""


@pytest.fixture(scope="module")
def folder(library: Shelf) -> Path:
    """Cases, one that hides and one that would like to be markup, and a source of theirs."""
    folder = library.folder
    (folder / "texts" / "s.txt").write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    (folder / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    (folder / f"{NAME}.yaml").write_text(HIDING, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path, library: Shelf) -> str:
    return library.address


def test_the_page_hides_nothing_pushed_or_not(browser: Any, address: str) -> None:
    page, _ = opened(browser, f"{address}/{quote(NAME)}")
    settled(page)
    assert hidden_in_page(page) == []
    assert WRITTEN_OUT in page.title()
    for query in (*PUSHED[1:], "ask=document", "ask=check", "ask=lanes", "ask=evidence"):
        page.evaluate(GO, query)
        settled(page)
        assert query == page.url.partition("?")[2]
        assert hidden_in_page(page) == [], query
    for query in (PUSHED[-1], *HIDING_LINKS):
        page.goto(f"{address}/{quote(NAME)}?{link(query)}")
        if not page.locator("main.plain").count():  # which says that the link cannot be read
            settled(page)
        assert hidden_in_page(page) == [], ascii(query)
    page.close()


def test_the_editor_writes_out_what_is_hidden(browser: Any, address: str) -> None:
    page, _ = opened(browser, f"{address}/{quote(NAME)}?ask=text")
    page.locator(".cm-content").wait_for()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("# \u202etxet\u2066\n")
    page.wait_for_load_state("networkidle")
    line = page.locator(".cm-line").first.text_content()
    assert line == "# \\u202etxet\\u2066"
    assert hidden_in_page(page) == []
    page.close()


@pytest.mark.parametrize("case", [NAME, "hostile"])
def test_the_text_of_a_source_hides_nothing_and_is_no_markup(browser: Any, address: str, case: str) -> None:
    page, heard = opened(browser, f"{address}/{quote(case)}?ask=source")
    told = page.locator("#panel").text_content()
    assert WRITTEN_OUT in told
    assert NASTY[0] in told
    assert hidden_in_page(page) == []
    for part in ("K", "a1", "s:2", "s:3.1", "s:4"):
        page.goto(f"{address}/{quote(case)}?ask=source&of={part}")
        settled(page)
        assert hidden_in_page(page) == [], part
    for sentence in page.locator("#panel .sentence").all()[:6]:
        sentence.click()
        settled(page)
        assert hidden_in_page(page) == []
    assert page.locator("#panel :is(script, img, a[href^=javascript])").count() == 0
    assert heard == []
    page.context.close()


def test_both_versions_of_a_conflict_hide_nothing_and_are_no_markup(browser: Any, address: str, folder: Path) -> None:
    file, nasty = folder / "conflict.yaml", " ".join(NASTY)
    file.write_text(HOSTILE, encoding="utf-8")
    page, heard = opened(browser, f"{address}/conflict?ask=text")
    page.route("**/api/changes*", lambda route: route.abort())  # this one has not looked yet
    page.get_by_label("Text of the assessment").click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("# mine \u202etxet\u2066 <img src=x onerror=alert(1)>\n")
    settled(page)
    theirs = f"# theirs {WORDS} {nasty}\n{HOSTILE}"
    file.write_text(theirs, encoding="utf-8")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog", name="The file has changed")
    dialog.wait_for()
    assert hidden_in_page(page) == []
    left, right = (dialog.get_by_role("region", name=name).text_content() for name in ("The file now", "Yours"))
    assert WRITTEN_OUT in left
    assert NASTY[0] in left
    assert "# mine \\u202etxet\\u2066 <img" in right
    assert dialog.locator("img, script, a").count() == 0
    assert file.read_text(encoding="utf-8") == theirs
    dialog.get_by_role("button", name="Write mine over it").click()
    page.locator("[data-save]:disabled").wait_for()
    assert file.read_text(encoding="utf-8") == f"# mine \u202etxet\u2066 <img src=x onerror=alert(1)>\n{HOSTILE}"
    assert hidden_in_page(page) == []
    assert [text for text in heard if "409" not in text and "ERR_FAILED" not in text] == []
    page.context.close()


@pytest.mark.parametrize("case", [NAME, "hostile"])
def test_what_is_jumped_to_hides_nothing_and_is_no_markup(browser: Any, address: str, case: str) -> None:
    page, heard = opened(browser, f"{address}/{quote(case)}")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Jump or ask")
    field, listed = dialog.get_by_role("combobox"), ""
    for word in ("", "claim", "want", "way out", "answer", "open", "if", "seen", "read", "by", "3", "script"):
        field.fill(word)
        assert hidden_in_page(page) == [], word
        listed += dialog.text_content()
    assert (WRITTEN_OUT if case == NAME else NASTY[0]) in listed
    assert dialog.locator("img, script, a").count() == 0
    field.fill("claim")
    field.press("Enter")
    dialog.wait_for(state="detached")
    settled(page)
    assert hidden_in_page(page) == []
    assert heard == []
    page.context.close()
