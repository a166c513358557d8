"""The text of a source in a real browser: a claim is clicked and its sentence is marked, a sentence and its premises are; what is
unused is seen to be; by mouse, by keyboard alone, without a script, wide and narrow, light and dark."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.browser.lasting import Shelf
from tests.browser.workbench import KOREA, axe_script, opened, serving, settled
from tests.conftest import require_module
from tests.plugins.serve.sound import SOUND, sound_in
from tests.unit.cli.test_sources import CASE, HOSTILE

__all__: list[str] = []

THREAT = "So the threat is weaker than it looks."


@pytest.fixture(scope="module")
def served(library: Shelf) -> str:
    folder, texts = library.folder, library.folder / "texts"
    sound_in(folder)
    (folder / "ferry.yaml").write_text(
        CASE.replace("essay:", "tract:").replace("via: essay", "via: tract"), encoding="utf-8"
    )
    (texts / "tract.txt").write_text("\n\n".join(["The first.", "The second.", HOSTILE, "D.", "E."]), encoding="utf-8")
    return library.address


def marked(page: Any) -> list[str]:
    """The sentences that are marked, as they stand there."""
    return list(page.locator("#panel .sentence:is(.linked, .held)").all_inner_texts())


def premises(page: Any) -> list[str]:
    """The conclusions and answers that are marked."""
    return list(
        page.locator(":is(#claims, #answers) [data-row]:is(.linked, .held)").evaluate_all(
            "all => all.map(one => one.id)"
        )
    )


def query(page: Any) -> str:
    return str(page.url.partition("?")[2])


def in_view(page: Any, what: str) -> bool:
    """Whether something is seen in the window."""
    box = page.locator(what).first.bounding_box()
    return bool(0 <= box["y"] < page.viewport_size["height"] - 20)


@pytest.mark.level("all")
def test_a_claim_is_clicked_and_its_sentence_is_marked_and_a_sentence_and_its_premises_are(
    browser: Any, served: str
) -> None:
    page, heard = opened(browser, f"{served}/sound")
    page.get_by_role("link", name="Source", exact=True).click()
    settled(page)
    assert query(page) == "ask=source"
    assert marked(page) == premises(page) == []

    page.locator("#claim-C1 .says [data-name]").click()
    page.locator("#panel .asked-of").wait_for()
    settled(page)
    assert query(page) == "ask=source&of=C1"
    assert marked(page) == [THREAT]
    assert in_view(page, "#panel .sentence.linked")
    assert page.locator("#panel .said").inner_text() == "The threat is weaker than it looks (C1)"
    assert "not at sentences" in page.locator("#panel .asked-of").inner_text()
    assert "held" in page.locator("#claim-C1").get_attribute("class")

    page.locator("#panel .sentence", has_text="The road earns the country a tenth").click()
    page.locator("#panel .para .uses li").first.wait_for()
    settled(page)
    assert query(page) == "ask=source&of=essay:8.2"
    assert premises(page) == ["claim-C1", "claim-C2"]
    assert [text.startswith("The road earns") for text in marked(page)] == [True]
    told = page.locator("#panel .uses li a").all_inner_texts()
    assert told == ["The threat is weaker than it looks (C1)", "The sound stays closed (C2)"]

    page.locator("#panel .para", has_text="Who will blink").locator(".sentence").click()
    settled(page)
    assert premises(page) == ["answer-K1"], "a question of the file is a premise too"

    page.go_back()
    settled(page)
    page.locator("#panel .sentence.held", has_text="The road earns").wait_for()
    assert premises(page) == ["claim-C1", "claim-C2"]
    page.locator("h1").hover()
    page.keyboard.press("Escape")
    settled(page)
    assert query(page) == "ask=source", "Esc lets go"
    assert marked(page) == premises(page) == []
    page.keyboard.press("Escape")
    settled(page)
    assert query(page) == "", "and closes"
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_pointing_marks_what_belongs_together_at_once(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/sound?ask=source")
    page.locator("#claim-C1 .says").hover()
    assert marked(page) == [THREAT]
    page.locator("#panel .sentence", has_text=THREAT).hover()
    assert premises(page) == ["claim-C1", "claim-C2"]
    page.locator("#panel .para.cued .words").first.hover()
    assert premises(page) == [], "nothing is made of it"
    page.locator("#claim-C3 .says [data-name]").click()
    settled(page)
    assert marked(page) == []
    assert "points at nothing" in page.locator("#panel .asked-of").inner_text()
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_the_same_by_keyboard(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/sound?ask=source")
    page.keyboard.press("c")
    page.keyboard.press("ArrowDown")
    while page.evaluate("document.activeElement.id") != "claim-C1":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#panel .asked-of").wait_for()
    settled(page)
    assert query(page) == "ask=source&of=C1"
    assert marked(page) == [THREAT]

    tabbed = page.locator("#panel .sentence[tabindex='0']")
    assert tabbed.count() == 1, "one of them is reached by Tab"
    assert tabbed.inner_text() == THREAT, "the one that is marked"
    tabbed.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.innerText").startswith("It gains weight")
    page.keyboard.press("Enter")
    page.locator("#panel .para .uses li").first.wait_for()
    settled(page)
    assert query(page) == "ask=source&of=essay:8.4"
    assert premises(page) == ["claim-C1", "claim-C2"]
    assert page.evaluate("document.activeElement.innerText").startswith("It gains weight"), "the focus stays"
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_the_same_without_a_script(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/sound", java_script_enabled=False)
    page.locator("#group-why > summary").click()
    page.locator("#claim-C1").get_by_role("button", name="¶ 8: where this is from").click()
    page.locator("#claim-C1").get_by_role("link", name="C1 in the text").click()
    assert query(page).startswith("ask=source&of=C1")
    page.wait_for_load_state()  # a page that takes a moment begins with its frame
    assert marked(page) == [THREAT]
    page.locator("#panel .sentence", has_text="The road earns").click()
    assert query(page) == "ask=source&of=essay:8.2#para-8"
    page.wait_for_load_state()
    assert in_view(page, "#para-8 .uses")
    assert page.locator("#panel .uses li a").all_inner_texts()[0] == "The threat is weaker than it looks (C1)"
    page.locator("#panel .uses li a").nth(1).click()
    assert "of=C2" in query(page)
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_what_is_unused_is_seen_and_said(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/sound?ask=source")
    rows = page.locator("#panel .para").evaluate_all(
        """all => all.map(one => {
          const words = one.querySelector('.words'), style = getComputedStyle(words);
          return [one.classList[1], one.querySelector('.uses').innerText, style.color, style.borderLeftStyle];
        })"""
    )
    used = [row for row in rows if row[0] == "used"]
    others = [row for row in rows if row[0] != "used"]
    assert (len(used), len(others)) == (6, 9)
    assert {row[1].partition(" ")[0] for row in used} == {"used"}
    assert all(row[1].startswith("unused") for row in others)
    assert {row[2] for row in used}.isdisjoint({row[2] for row in others}), "pale"
    assert {row[3] for row in used} == {"solid"}
    assert "solid" not in {row[3] for row in others}, "not by colour alone"
    assert any("with cues: " in row[1] for row in others if row[0] == "cued")
    page.locator("#panel").get_by_role("link", name="¶ 10–13").click()
    settled(page)
    assert in_view(page, "#para-10")
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
@pytest.mark.level("judge", but=1)
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_and_nothing_runs_out(browser: Any, served: str, width: int) -> None:
    require_module("axe_playwright_python", "it ships axe-core")
    page, heard = opened(browser, f"{served}/sound?ask=source", viewport={"width": width, "height": 860})
    for asked in ("?ask=source&of=C1", "?ask=source&of=essay:8.2"):
        page.goto(f"{served}/sound{asked}")
        settled(page)
        page.evaluate(f"{axe_script()}\n;undefined")
        for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):  # the rest has no colour
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("options => axe.run(document, {resultTypes: ['violations'], ...options})", options)
            assert [(item["id"], item["nodes"][0]["html"][:120]) for item in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert in_view(page, "#panel .sentence:is(.linked, .held)")
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_on_a_telephone_a_claim_leads_to_its_sentence(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/sound?ask=source", viewport={"width": 390, "height": 844})
    page.locator("[data-tab-of=why]").click()
    page.locator("#claim-C1 .says [data-name]").click()
    page.locator("#panel .asked-of").wait_for()
    settled(page)
    assert in_view(page, "#panel .sentence.linked")
    assert marked(page) == [THREAT]
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_nothing_of_a_text_is_markup(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/ferry?ask=source&of=l1")
    assert any("script" in text for text in marked(page))
    assert page.locator("#panel script").count() == 0
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_a_drag_beside_a_long_text_stays_quick(browser: Any, library: Shelf) -> None:
    """Ways out are told in the first stage, which carries nothing of the text; parts of it are short."""
    text = "\n\n".join(["It goes on and on, as far as anybody can tell. Nobody asked."] * 4000)
    (library.folder / "long.yaml").write_text(SOUND.replace("  essay:", "  tome:"), encoding="utf-8")
    (library.folder / "texts" / "tome.txt").write_text(text, encoding="utf-8")
    page, heard = opened(browser, f"{library.address}/long?ask=source&of=tome:2000")
    assert page.locator("#panel .para").count() == 80
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda got: sizes.update({got.request.post_data: len(got.body())}) if "/api/view" in got.url else None,
    )
    page.get_by_label("by concept").select_option("gmr")
    settled(page)
    now, later = ([size for asked, size in sizes.items() if f'"{stage}"' in asked] for stage in ("now", "all"))
    assert now
    assert max(now) < 20_000
    assert max(later) < 200_000
    page.get_by_role("navigation", name="Parts of the text").first.get_by_role("link", name="¶ 1–80").click()
    settled(page)
    assert page.locator("#para-1").is_visible()
    assert heard == []
    page.context.close()
    page.context.close()


@pytest.mark.level("judge")
def test_the_essay(browser: Any, shared: Path, tmp_path: Path) -> None:
    (tmp_path / "korea-2021.yaml").write_bytes(KOREA)
    (tmp_path / "texts").mkdir()
    shutil.copy(shared / "seed" / "sun-2021.txt", tmp_path / "texts" / "essay.txt")
    with serving(tmp_path / "korea-2021.yaml", "--texts", str(tmp_path / "texts")) as address:
        page, heard = opened(browser, f"{address}/korea-2021?ask=source")
        assert page.locator("#panel .para").count() == 21
        assert page.locator("#panel .para:not(.used) .number").all_inner_texts() == ["¶ 1", "¶ 2", "¶ 6", "¶ 21"]
        page.locator("#claim-C16 .says [data-name]").click()
        page.locator("#panel .asked-of").wait_for()
        settled(page)
        assert page.locator("#panel .sentence.linked").evaluate_all("all => all.map(one => one.dataset.key)") == [
            "sentence:19.2"
        ]
        page.locator("#panel .sentence.linked").click()
        settled(page)
        assert {"claim-C16", "claim-C15", "claim-C18"} <= set(premises(page))
        assert in_view(page, "#claims .linked")
        assert heard == []
        page.context.close()
