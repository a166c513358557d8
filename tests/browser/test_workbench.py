"""The page in a real browser: the tour by mouse, by keyboard alone, and by what a screen reader is told; nobody is shut out;
nothing of a case is markup; nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import countermove as cm
from countermove import __version__
from countermove.assessment import loads
from countermove.assessment.rewrite import pushed, rewritten
from countermove.plugins.serve.switches import parse
from gmcr.base.core import core_named
from tests.browser.lasting import Shelf
from tests.browser.workbench import KOREA, PIER, axe_script, copied, name_of, opened, said, settled
from tests.conftest import require_module

__all__: list[str] = []


@pytest.fixture(scope="module")
def folder(shelf: Shelf) -> Path:
    return shelf.folder


@pytest.fixture(scope="module")
def served(shelf: Shelf) -> str:
    return shelf.address


@pytest.fixture(autouse=True)
def _as_it_was(folder: Path) -> Iterator[None]:
    """Each test finds the files as they were."""
    yield
    copied(folder)


def query(page: Any) -> str:
    """The switches in the address."""
    return str(page.url.partition("?")[2])


def verdicts(text: bytes, *, order: str = "", **drivers: str) -> dict[str, str]:
    """The class of each claim in the program's words, with wants in another order and other drivers."""
    assessment = loads(text).at(drivers) if drivers else loads(text)
    found = cm.check(pushed(assessment, parse(order).steps))
    return {claim.id: claim.word for claim in found}


def shown(page: Any) -> dict[str, str]:
    """What the board says of each claim."""
    rows = page.locator("#claims [data-claim]")
    told = rows.evaluate_all("rows => rows.map(row => [row.dataset.claim, row.querySelector('.verdict').textContent])")
    return dict(told)


# -- the tour ----------------------------------------------------------------------------------------------------------


class Tour(NamedTuple):
    """A case that is toured: what is seen first, the want that is dragged above another, the driver that is pulled across 0.3
    (below it, its lane is taken), whose eyes are looked through, and a claim that comes to hold otherwise."""

    name: str
    text: bytes
    title: str
    said: str
    why: str
    dragged: str
    above: str
    order: list[str]
    driver: str
    pulled: tuple[float, float]
    view: str
    claim: str


TOURS = (
    Tour(
        *("pier", PIER, "Will the pier", "No, unless the port bears it", "The start breaks under every concept"),
        *("t3", "t1", ["t3", "t1", "t2"], "hope", (0.2, 0.65), "ports", "C1"),
    ),
    Tour(
        *("korea-2021", KOREA, "Would China help", "No, in every reading.", "holds for everybody"),
        *("d4", "d2", ["d1", "d4", "d2", "d3"], "window", (0.6, 0.2), "washington", "C01"),
    ),
)


@pytest.mark.level("all")
@pytest.mark.level("judge", but=1)
@pytest.mark.parametrize("tour", TOURS, ids=[tour.name for tour in TOURS])
def test_the_tour_by_mouse(browser: Any, served: str, folder: Path, tour: Tour) -> None:
    page, heard = opened(browser, f"{served}/{tour.name}")
    assert page.locator("h1").inner_text().startswith(tour.title)
    assert said(page)[0].startswith(tour.said)
    assert shown(page) == verdicts(tour.text)

    page.get_by_role("link", name="Why a state holds").click()
    page.wait_for_url(lambda url: str(url).partition("?")[2] == "ask=why")
    settled(page)
    assert query(page) == "ask=why"
    assert tour.why in page.locator("#panel").inner_text()

    page.get_by_role("link", name="What they want").click()
    settled(page)
    row, target = page.locator(f"[data-want={tour.dragged}]"), page.locator(f"[data-want={tour.above}]")
    row.scroll_into_view_if_needed()
    row.hover()
    drag(page, row.locator("[data-handle]"), target)
    settled(page)
    order = f"do=above:{tour.dragged}:{tour.above}"
    assert query(page) == f"{order}&ask=document"
    wants = page.locator("[data-wants]", has=row).locator("> [data-want]")
    assert wants.evaluate_all("rows => rows.map(row => row.dataset.want)")[: len(tour.order)] == tour.order

    slider = page.locator(f"[data-set={tour.driver}]")
    lane = page.locator("#lanes .lane", has=slider)
    assert ("taken" in lane.get_attribute("class").split()) is (tour.pulled[0] < 0.3)
    entries = page.evaluate("history.length")
    pull(page, lane.locator(slider), *tour.pulled)
    settled(page)
    assert page.evaluate("history.length") == entries + 1, "a drag is one push"
    value = re.search(rf"set={tour.driver}:(0\.\d\d)", query(page))
    assert value is not None
    assert (float(value[1]) < 0.3) is (tour.pulled[1] < 0.3)
    assert ("taken" in lane.get_attribute("class").split()) is (tour.pulled[1] < 0.3)
    assert "otherwise" in lane.get_attribute("class").split()
    assert shown(page) == verdicts(tour.text, order=order, **{tour.driver: value[1]})
    assert "otherwise" in page.locator(f"#claims [data-claim={tour.claim}]").get_attribute("class")

    page.get_by_label("in the eyes of").select_option(tour.view)
    settled(page)
    assert f"eyes={tour.view}" in query(page)
    address, answers = page.url, said(page)
    page.reload()
    settled(page)
    assert (page.url, said(page)) == (address, answers), "the address says all"

    page.get_by_role("button", name="Save").click()
    page.locator("[data-save]:disabled").wait_for()
    settled(page)
    assert query(page) == f"eyes={tour.view}&ask=document"
    text = (folder / f"{tour.name}.yaml").read_bytes()
    after = loads(text)
    assert str(float(after.document.drivers[tour.driver].now)) == str(float(value[1]))
    assert tour.order in [[want.id for want in own.wants][: len(tour.order)] for own in after.document.actors.values()]
    assert text.count(b"#") == tour.text.count(b"#") > 0, "comments stay"
    assert said(page) == answers, "what was pushed and what is saved say the same"

    with page.expect_download() as got:
        page.locator("#lanes [data-export='lanes.svg']").click()
    assert Path(got.value.path()).read_text(encoding="utf-8").lstrip().startswith(("<?xml", "<svg"))
    assert [text for text in heard if "409" not in text] == [], (
        "where a push comes before an answer, that one is superseded"
    )
    page.context.close()


def drag(page: Any, handle: Any, target: Any) -> None:
    """A want by its handle, to above another."""
    begin, end = handle.bounding_box(), target.bounding_box()
    x = begin["x"] + begin["width"] / 2
    page.mouse.move(x, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, (begin["y"] + end["y"]) / 2, steps=5)
    page.mouse.move(x, end["y"] + 4, steps=5)
    assert page.locator(".drop").is_visible()
    page.mouse.up()


def pull(page: Any, slider: Any, begin: float, end: float) -> None:
    """The switch of a lane, from one value to another."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8 + 68 * begin, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(box["x"] + 8 + 68 * (begin + (end - begin) * step / 10), y)
        page.wait_for_timeout(15)
    after = slider.bounding_box()
    assert abs(after["y"] - box["y"]) < 2, "it stays under the finger"
    page.mouse.up()


@pytest.mark.level("all")
def test_enter_on_a_way_out_that_no_want_stops_asks_why_too(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/pier?do=drop:t1")
    lane = page.locator("#lanes [data-lane='town:town.plan=1']")
    assert lane.locator("a").count() == 0
    lane.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: str(url).partition("?")[2] == "do=drop:t1&ask=why")
    settled(page)
    assert query(page) == "do=drop:t1&ask=why"
    assert "holds for everybody" in page.locator("#panel").inner_text()
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_undo_takes_back_pushes_and_leaves_open_what_is_open(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/pier")
    undo = page.get_by_role("button", name="Undo")
    page.get_by_role("link", name="Levers").click()
    settled(page)
    assert undo.is_disabled(), "nothing was pushed"
    page.keyboard.press("Control+z")
    assert query(page) == "ask=levers"
    page.get_by_label("in the eyes of").select_option("ports")
    settled(page)
    page.get_by_role("link", name="Roads").click()
    settled(page)
    page.get_by_role("link", name="Drivers").click()
    page.wait_for_url(lambda url: str(url).partition("?")[2] == "eyes=ports&ask=tipping")
    settled(page)
    assert query(page) == "eyes=ports&ask=tipping"
    page.reload()
    settled(page)
    undo.click()
    page.wait_for_url(lambda url: str(url).partition("?")[2] == "ask=tipping")
    settled(page)
    assert query(page) == "ask=tipping"
    assert page.get_by_label("in the eyes of").input_value() == ""
    assert undo.is_disabled()
    page.go_back()
    page.wait_for_url(f"{served}/pier")
    page.go_forward()
    page.go_forward()
    page.wait_for_url(lambda url: str(url).partition("?")[2] == "eyes=ports&ask=levers")
    settled(page)
    assert query(page) == "eyes=ports&ask=levers", "what was undone can be gone to"
    assert undo.is_enabled()
    assert heard == []
    page.context.close()


@pytest.mark.level("judge")
def test_the_tour_by_keyboard_alone(browser: Any, served: str, folder: Path) -> None:
    page, heard = opened(browser, f"{served}/korea-2021")
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press("2")
    settled(page)
    assert (query(page), name_of(page)) == ("ask=document", "panel")
    for _ in range(4):
        press("ArrowDown")
    assert name_of(page) == "want:d4"
    press("Alt+ArrowUp")
    settled(page)
    assert name_of(page) == "want:d4", "the focus goes with it"
    press("Alt+ArrowUp")
    page.wait_for_url(lambda url: str(url).partition("?")[2] == "do=above:d4:d2&ask=document")
    settled(page)
    assert query(page) == "do=above:d4:d2&ask=document"
    press("Control+z")
    page.wait_for_url(lambda url: str(url).partition("?")[2] == "do=above:d4:d3&ask=document")
    settled(page)
    assert query(page) == "do=above:d4:d3&ask=document", "undo is going back"

    press("1")
    press("ArrowDown")
    assert name_of(page).startswith("lane:dprk")
    press("Enter")
    settled(page)
    assert "ask=document&of=d3" in query(page), "what stops it"
    for _ in range(3):
        press("Tab")
        if page.evaluate("document.activeElement.dataset.set") == "window":
            break
    press("Shift+ArrowLeft")
    press("ArrowLeft")
    settled(page)
    assert "set=window:0.49" in query(page)
    for _ in range(2):
        press("Shift+ArrowLeft")
    settled(page)
    assert "set=window:0.29" in query(page)
    assert page.evaluate("document.activeElement.dataset.set") == "window", "the focus stays"
    assert "taken" in page.locator("#lanes .lane", has=page.locator("[data-set=window]")).get_attribute("class")

    press("]")
    settled(page)
    assert query(page).startswith("if=crisis&")
    press("[")
    settled(page)
    press("Control+k")
    page.keyboard.type("eyes United States")
    press("Enter")
    settled(page)
    assert "eyes=washington" in query(page)
    answers = said(page)
    press("Control+s")
    page.locator("[data-save]:disabled").wait_for()
    settled(page)
    assert b"now: 0.29" in (folder / "korea-2021.yaml").read_bytes()
    page.reload()
    settled(page)
    assert said(page) == answers

    press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    press("Escape")
    press("t")
    settled(page)
    assert "ask=text" in query(page)
    press("Escape")
    settled(page)
    assert "ask=" not in query(page)
    press("c")
    for _ in range(200):
        press("Tab")
        if page.evaluate("document.activeElement.dataset.export") == "claims.csv":
            break
    with page.expect_download() as got:
        press("Enter")
    assert "C01" in Path(got.value.path()).read_text(encoding="utf-8")
    assert heard == []
    page.context.close()


class Reader:
    """What a screen reader has of a page: nodes of the accessibility tree, by role and name."""

    def __init__(self, page: Any) -> None:
        self.page, self._session = page, page.context.new_cdp_session(page)

    def nodes(self, role: str) -> dict[str, Any]:
        """Name → node, of those of a role that are not ignored."""
        tree = self._session.send("Accessibility.getFullAXTree")["nodes"]
        return {
            node["name"]["value"]: node
            for node in tree
            if not node["ignored"] and node["role"]["value"] == role and "name" in node
        }

    def node(self, role: str, begins: str) -> Any:
        found = self.nodes(role)
        return next((node for name, node in found.items() if name.startswith(begins)), None) or pytest.fail(
            f"no {role} {begins!r}; there are {list(found)[:40]}"
        )

    def act(self, node: Any, does: str) -> None:
        """Press or focus it."""
        element = self._session.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})["object"]
        told = {"objectId": element["objectId"], "functionDeclaration": f"function () {{ this.{does}() }}"}
        self._session.send("Runtime.callFunctionOn", told)

    def press(self, role: str, begins: str) -> None:
        self.act(self.node(role, begins), "click")
        settled(self.page)


@pytest.mark.level("judge")
def test_the_tour_as_it_is_read_out(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/korea-2021")
    reader = Reader(page)
    assert len(reader.nodes("heading")) > 6
    assert set(reader.nodes("main") | reader.nodes("banner") | reader.nodes("status"))
    for name in ("Answers", "Nobody moves", "Of 19 conclusions", "What is assumed", "What changes"):
        reader.node("region", name)
    assert {"Tools", "Why", "What would change it", "Whose eyes", "How it did"} <= set(reader.nodes("navigation"))
    reader.press("link", "Why a state holds")
    reader.node("heading", "State 704")
    reader.press("link", "What they want")
    reader.press("DisclosureTriangle", "Change d4")
    reader.press("link", "move up")
    assert "do=above:d4:d3" in query(page)
    slider = reader.node("slider", "Pyongyang's belief")
    assert float(slider["value"]["value"]) == pytest.approx(0.6)
    told = page.locator("#lanes input[data-set=window]").get_attribute("aria-valuetext")
    assert told == "0.60, turns below 0.30"
    reader.act(slider, "focus")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowLeft")
    settled(page)
    assert "set=window:0.20" in query(page)
    spoken = page.get_by_role("status").inner_text()
    assert spoken.startswith("Would China press Pyongyang to come back?"), "the answers are spoken, and nothing else"
    assert "Save" in reader.nodes("button")
    reader.act(reader.node("combobox", "in the eyes of"), "focus")
    page.keyboard.type("the United")
    settled(page)
    assert "eyes=washington" in query(page)
    pictures = [name for name in reader.nodes("image") if "holds in" in name]
    assert pictures, "bars say what they show"
    assert heard == []
    page.context.close()


# -- nobody is shut out ------------------------------------------------------------------------------------------------


TAKEN = "set=window:0.2&do=above:d4:d2"


@pytest.mark.level("all")
@pytest.mark.level("judge", but=1)
@pytest.mark.parametrize(
    "asked", ["pier", *(f"korea-2021{more}" for more in ("", "?ask=text", "?ask=why", f"?{TAKEN}&ask=document"))]
)
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(browser: Any, served: str, width: int, asked: str) -> None:
    require_module("axe_playwright_python", "it ships axe-core")
    page, heard = opened(browser, f"{served}/{asked}", viewport={"width": width, "height": 900})
    page.evaluate(f"{axe_script()}\n;undefined")
    for part in ("answers", "why", "change", "eyes", "did") if width < 760 and "?" not in asked else ("",):
        if part:
            page.locator(f"[data-tab-of={part}]").click()
            settled(page)
        for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):  # the rest has no colour
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("options => axe.run(document, {resultTypes: ['violations'], ...options})", options)
            wrong = [(item["id"], item["nodes"][0]["html"][:200]) for item in found["violations"]]
            assert wrong == [], (part, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
@pytest.mark.level("judge", but=1)
@pytest.mark.parametrize("case", ["hostile", "korea-2021"])
@pytest.mark.parametrize(("width", "height"), [(360, 225), (390, 844), (1000, 800)])
def test_it_never_scrolls_sideways(browser: Any, served: str, width: int, height: int, case: str) -> None:
    """360 × 225 is what a window of 1440 × 900 has at 400%."""
    page, heard = opened(browser, f"{served}/hostile", viewport={"width": width, "height": height})
    for asked in ("ask=document", "ask=check") if case == "hostile" else ("", f"{TAKEN}&ask=document"):
        page.goto(f"{served}/{case}?{asked}")
        settled(page)
        for part in ("answers", "why", "change", "eyes", "did") if width < 760 else ("",):
            if part:
                page.locator(f"[data-tab-of={part}]").click()
                settled(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (asked, part)
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_without_a_script_links_and_forms_do_the_same(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/pier", java_script_enabled=False)
    page.locator("#group-change > summary").click()
    page.get_by_role("link", name="What they want").click()
    assert query(page) == "ask=document"
    page.locator("[data-want=t2] summary").click()
    page.locator("[data-want=t2]").get_by_role("link", name="move up").click()
    assert query(page) == "do=above:t2:t1&ask=document"
    page.locator("#group-eyes > summary").click()
    page.locator("[data-switch=if]").select_option("flood")
    page.get_by_role("button", name="Show").click()
    assert "if=flood" in query(page)
    assert "do=above" in query(page), "the form keeps what was pushed"
    assert not page.locator("[data-save]").is_visible(), "what does nothing is not there"
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_nothing_of_a_case_is_markup(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/hostile")
    scripts = page.locator("script").count()
    for asked in ("?ask=document", "?ask=check", "?ask=why", "?ask=text&set=d:0.2"):
        page.goto(f"{served}/hostile{asked}")
        settled(page)
        assert page.locator("h1").inner_text().startswith("</script><img src=x onerror=alert(1)>")
        assert page.locator("script").count() == scripts
        assert page.locator("img, iframe, object, [onerror], [onmouseover], a[href^='javascript:']").count() == 0
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_what_belongs_together_is_marked(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/pier")
    wants = page.locator("#claims [data-claim=C1]").get_attribute("data-link").split()[1:]
    assert "want:t1" in wants
    linked = page.locator("#lanes .lane.linked")
    assert linked.count() == 0
    page.locator("#claims [data-claim=C1] .says").hover()
    lanes = page.locator("#lanes [data-lane]").evaluate_all("rows => rows.map(row => row.dataset.link.split(' ')[1])")
    assert linked.count() == sum(want in wants for want in lanes) > 0
    page.locator("#claims [data-claim=C1] .body").click(position={"x": 2, "y": 2})
    page.locator("h1").hover()
    assert linked.count() > 0, "a click keeps it"
    page.keyboard.press("Escape")
    assert linked.count() == 0
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_a_link_with_pushes_marks_what_they_change(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/pier?set=hope:0.6")
    assert page.locator("#lanes .lane.otherwise:not(.taken)").count() == 1
    slider = page.locator("#lanes input[data-set=hope]")
    slider.focus()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_url(lambda url: str(url).partition("?")[2] == "")
    settled(page)
    assert query(page) == "", "as the file has it, nothing is set"
    assert page.locator(".otherwise").count() == 0
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_keys_faster_than_answers_lose_nothing(browser: Any, served: str) -> None:
    """An answer to an earlier key comes after a later one: the slider stays where the later one brought it."""
    page, heard = opened(browser, f"{served}/pier?set=hope:0.3")
    page.evaluate(
        "() => { const soon = fetch; window.fetch = async (...asked) => {"
        " const answer = await soon(...asked); await new Promise((then) => setTimeout(then, 200)); return answer } }"
    )
    page.locator("#lanes input[data-set=hope]").focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
        page.wait_for_timeout(170)
    page.wait_for_url(lambda url: str(url).partition("?")[2] == "set=hope:0.60")
    settled(page)
    assert query(page) == "set=hope:0.60"
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_what_takes_long_says_how_far_it_is_and_can_be_stopped(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/korea-2021")
    page.get_by_role("link", name="Robustness").click()
    page.locator(".working progress").wait_for()
    page.locator("html:not([data-asking])").wait_for(state="attached")
    page.get_by_role("button", name="Stop").click()
    page.locator("#panel", has_text="Stopped.").wait_for()
    assert page.get_by_role("button", name="Work it out").is_visible()
    assert [line for line in heard if "aborted" not in line] == []
    page.context.close()


# -- nothing is lost -----------------------------------------------------------------------------------------------------


@pytest.mark.level("all")
def test_what_takes_too_long_is_told_and_what_was_there_stays(browser: Any, served: str) -> None:
    page, _ = opened(browser, f"{served}/pier")
    page.locator("html[data-ahead]").wait_for(state="attached")
    answers = said(page)
    told = "Stopped after 10 s of processor time: 2^26 states."
    page.route("**/api/view", lambda route: route.fulfill(status=503, json={"error": told, "errors": []}))
    page.keyboard.press("]")
    page.locator(".trouble", has_text=told).wait_for()
    settled(page)
    assert said(page) == answers
    assert page.locator("[data-stale]").count() == 0
    page.unroute("**/api/view")
    page.route("**/api/view", lambda route: route.abort())
    page.keyboard.press("]")
    page.locator(".trouble", has_text="The server does not answer").wait_for()
    page.unroute("**/api/view")
    page.keyboard.press("]")
    settled(page)
    assert not page.locator(".trouble").is_visible()
    page.context.close()


TOLD = """() => Object.fromEntries(['answers', 'lanes', 'claims', 'changed', 'reading'].map(name =>
  [name, document.querySelector(`[data-fragment=${name}]`).innerHTML.replace(/ (cx|value)="[^"]*"/g, '')]))"""
"""What the server tells, but for where sliders and their rings stand."""


@pytest.mark.parametrize("fails", ["refused", "lost"])
def test_what_the_server_does_not_answer_is_not_told_ahead_of_it_either(browser: Any, served: str, fails: str) -> None:
    page, _ = opened(browser, f"{served}/korea-2021")
    page.locator("html[data-ahead]").wait_for(state="attached")
    before, answers, held, waits = page.evaluate(TOLD), said(page), list[Any](), True
    slider, lane = page.locator('input[data-set="window"]').first, page.locator('[data-lane="dprk:dprk.test=1"]')
    coming = page.locator("[data-coming]")
    assert "(window) is below 0.30 (now 0.60; seen 0.25 on 20 January 2022)" in coming.inner_text()

    def fail(route: Any) -> None:
        if waits:
            held.append(route)
        elif fails == "refused":
            route.fulfill(status=503, json={"error": "Stopped after 10 s.", "errors": []})
        else:
            route.abort()

    page.route("**/api/view", fail)
    for value in ("0.16", "0.15"):  # what is kept is what the server said, not what was told ahead of it before
        slider.evaluate(
            "(own, value) => { own.value = value; own.dispatchEvent(new Event('input', {bubbles: true})); }", value
        )
    page.locator('[data-lane="dprk:dprk.test=1"].taken').wait_for()
    assert said(page) != answers
    assert not coming.is_visible(), "the page cannot tell it"
    waits = False
    for route in held:
        fail(route)
    page.locator(".trouble:visible").wait_for()
    settled(page)
    page.wait_for_timeout(300)  # nor is a claim that is counted a moment later
    assert page.evaluate(TOLD) == before
    assert not coming.is_visible(), "it is of where the slider was"
    assert slider.input_value() == "0.15"
    ring = page.locator('.slider:has(input[data-set="window"]) [data-ring]').first
    assert float(ring.get_attribute("cx") or 0) == pytest.approx(8 + 0.15 * 68)
    page.unroute("**/api/view")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    lane.and_(page.locator(".taken")).wait_for()
    settled(page)
    assert not page.locator(".trouble").is_visible()
    assert said(page) != answers
    assert coming.count() == 0, "somebody moves"
    if fails == "lost":
        page.locator("a[data-reset]:visible").first.click()
        settled(page)
        assert "(now 0.60;" in coming.inner_text()
    page.context.close()


@pytest.mark.level("all")
def test_two_tabs_see_both_versions(browser: Any, served: str, folder: Path) -> None:
    file = folder / "pier.yaml"
    page, _ = opened(browser, f"{served}/pier?set=hope:0.6&do=lower:t1")
    page.route("**/api/changes*", lambda route: route.abort())  # this one has not looked yet
    other = PIER.replace(b"hope: {now: 0.2", b"hope: {now: 0.3", 1)
    assert other != PIER
    file.write_bytes(other)
    page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="The file has changed")
    dialog.wait_for()
    assert file.read_bytes() == other, "nothing is written"
    theirs, mine = (dialog.get_by_role("region", name=name) for name in ("The file now", "Yours"))
    for told, now in ((theirs, "0.3"), (mine, "0.6")):
        lines = [line.strip() for line in told.locator("mark").all_inner_texts()]
        assert f"hope: {{now: {now}, means: how far the town believes in the port}}" in lines
    dialog.get_by_role("button", name="Decide later").click()
    assert file.read_bytes() == other
    page.get_by_role("button", name="Save").click()
    dialog.get_by_role("button", name="Write mine over it").click()
    page.locator("[data-save]:disabled").wait_for()
    once = rewritten(other.decode(), parse("do=lower:t1").steps, drivers={"hope": "0.6"})
    assert file.read_text("utf-8") == once, "what was pushed is written, and once"
    page.context.close()


@pytest.mark.level("all")
def test_what_an_editor_writes_is_seen(browser: Any, served: str, folder: Path) -> None:
    page, heard = opened(browser, f"{served}/pier")
    answers = said(page)
    (folder / "pier.yaml").write_bytes(PIER.replace(b"hope: {now: 0.2", b"hope: {now: 0.6", 1))
    page.locator("#lanes .lane.taken").wait_for(state="detached")
    settled(page)
    assert shown(page) == verdicts(PIER, hope="0.6")
    (folder / "pier.yaml").write_bytes(PIER.replace(b"hope", b"ho pe"))
    page.locator(".problems").wait_for()
    assert page.locator(".problems code").first.inner_text().startswith("pier.yaml:")
    assert shown(page) == verdicts(PIER, hope="0.6"), "the last good answer stays"
    (folder / "pier.yaml").write_bytes(PIER)
    page.locator(".problems").wait_for(state="detached")
    settled(page)
    assert said(page) == answers
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_the_text_is_a_draft_until_it_is_saved(browser: Any, served: str, folder: Path) -> None:
    page, heard = opened(browser, f"{served}/pier?ask=text")
    editor, answers = page.get_by_label("Text of the assessment"), said(page)
    editor.wait_for()
    editor.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("nonsense: 1\n")
    page.locator(".problems").wait_for()
    assert page.locator(".problems [data-line]").first.get_attribute("data-line") == "1"
    assert page.locator(".cm-wrong").count() == 1, "marked where it is"
    assert said(page) == answers, "the last good answer stays"
    for _ in range(12):
        page.keyboard.press("Backspace")
    page.locator(".problems").wait_for(state="detached")
    page.keyboard.type("# a remark\n")
    settled(page)
    with page.expect_response("**/api/save"):
        page.keyboard.press("Control+s")
    page.locator("[data-save]:disabled").wait_for()
    assert (folder / "pier.yaml").read_bytes() == b"# a remark\n" + PIER
    editor.wait_for()
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_what_is_written_while_it_is_saved_stays_a_draft(browser: Any, served: str, folder: Path) -> None:
    page, heard = opened(browser, f"{served}/pier?ask=text")
    held: list[Any] = []
    page.route("**/api/save", lambda route: held.append(route))
    editor = page.get_by_label("Text of the assessment")
    editor.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# one\n")
    page.locator("[data-save]:enabled").wait_for()
    with page.expect_request("**/api/save"):
        page.keyboard.press("Control+s")
    page.keyboard.type("# two\n")
    with page.expect_response("**/api/save"):
        held[0].continue_()
    page.unroute("**/api/save")
    settled(page)
    editor.get_by_text("# two").wait_for()
    assert (folder / "pier.yaml").read_bytes() == b"# one\n" + PIER
    with page.expect_response("**/api/save"):
        page.keyboard.press("Control+s")
    page.locator("[data-save]:disabled").wait_for()
    assert (folder / "pier.yaml").read_bytes() == b"# one\n# two\n" + PIER
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_whoever_writes_while_a_save_comes_back_goes_on_writing(browser: Any, served: str, folder: Path) -> None:
    """The cursor stays, no key is lost, and what was written before can be undone."""
    page, heard = opened(browser, f"{served}/pier?ask=text")
    page.get_by_label("Text of the assessment").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# one")
    held: list[Any] = []
    page.route("**/api/text*", lambda route: held.append(route))
    with page.expect_request("**/api/text*"):
        page.keyboard.press("Control+s")
    page.keyboard.type(", two")
    with page.expect_response("**/api/text*"):
        held[0].continue_()
    page.keyboard.type(", three\n")
    page.unroute("**/api/text*")
    settled(page)
    assert (folder / "pier.yaml").read_bytes() == b"# one" + PIER
    with page.expect_response("**/api/save"):
        page.keyboard.press("Control+s")
    page.locator("[data-save]:disabled").wait_for()
    assert (folder / "pier.yaml").read_bytes() == b"# one, two, three\n" + PIER
    page.keyboard.press("Control+z")
    page.locator("[data-save]:enabled").wait_for()
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_a_draft_is_not_saved_over_what_came_after_its_text(browser: Any, served: str, folder: Path) -> None:
    page, heard = opened(browser, f"{served}/pier?ask=text")
    editor = page.get_by_label("Text of the assessment")
    editor.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# mine\n")
    settled(page)
    theirs = b"# theirs\n" + PIER
    (folder / "pier.yaml").write_bytes(theirs)
    for panel in ("document", "text"):
        page.locator(f'.asks [data-ask="{panel}"]').click()
        settled(page)
    editor.get_by_text("# mine").wait_for()
    page.keyboard.press("Control+s")
    page.locator("dialog.conflict").wait_for()
    assert (folder / "pier.yaml").read_bytes() == theirs
    assert [text for text in heard if "409" not in text] == []
    page.context.close()


@pytest.mark.level("all")
@pytest.mark.level("judge", but=1)
@pytest.mark.parametrize("case", ["pier", "korea-2021"])
def test_a_point_in_the_phase_diagram_is_dragged(browser: Any, served: str, case: str) -> None:
    page, heard = opened(browser, f"{served}/{case}")
    page.get_by_role("link", name="Drivers").click()
    settled(page)
    plane = page.locator("#panel [data-plane]")
    names = re.findall(r"[xy]:(\w+):", plane.get_attribute("data-plane"))
    point = page.locator("#panel [data-point]")
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 60, steps=6)
    page.mouse.up()
    settled(page)
    assert all(re.search(rf"\b{name}:0\.\d\d", query(page)) for name in names)
    if quick := case == "pier":  # what is worked out at once is drawn anew, and loses the focus
        page.locator("#panel svg:has([data-plane])").focus()
    before = query(page)
    page.keyboard.press("ArrowUp")
    assert query(page) != before
    settled(page)
    assert page.locator("#panel .again").is_visible() is not quick, "what takes long is asked for again"
    assert heard == []
    page.context.close()


@pytest.mark.level("all")
def test_where_too_much_waits_the_page_asks_again_by_itself(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/pier")
    asked: list[str] = []
    busy = {"error": "Too much waits here to be worked out: ask again in a moment.", "errors": [], "busy": True}

    def refuse_two(route: Any) -> None:
        asked.append(route.request.post_data_json["query"])
        if len(asked) > 2:
            route.continue_()
        else:
            route.fulfill(status=503, json=busy, headers={"retry-after": "1"})

    page.route("**/api/view", refuse_two)
    page.locator("#lanes input[data-set]").first.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("Too much waits here").wait_for()
    page.get_by_text("Too much waits here").wait_for(state="hidden")
    settled(page)
    assert len(asked) >= 3
    assert len(set(asked)) == 1
    assert page.locator("[data-fragment=changed] li").count() > 0
    assert all("503" in text for text in heard)  # what the browser itself says of it
    page.context.close()


def test_what_follows_is_told_before_the_server_has_answered(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/korea-2021")
    page.locator("html[data-ahead]").wait_for(state="attached")
    before, held = said(page), list[Any]()
    lane = page.locator('[data-lane="dprk:dprk.test=1"]')
    assert "taken" not in (lane.get_attribute("class") or "").split()
    page.route("**/api/view", lambda route: held.append(route))
    slider = page.locator('input[data-set="window"]').first
    with page.expect_request("**/api/view"):
        slider.evaluate("own => { own.value = '0.15'; own.dispatchEvent(new Event('input', {bubbles: true})); }")
    page.locator('[data-lane="dprk:dprk.test=1"].taken').wait_for()
    assert held, "the server was asked, and has not answered"
    ahead, title = said(page), page.locator("#lanes-title").inner_text()
    assert ahead != before
    assert title.startswith("North Korea moves: one of eight ways out pays")
    assert lane.locator(".reason").inner_text().startswith("has no door left to keep open")
    assert page.locator(".then").inner_text().startswith("Things do not stay as they are: North Korea tests")
    dot = page.locator("[data-dot=C01].changed")
    assert dot.get_attribute("title").endswith("(C01): false throughout")
    for route in held:
        route.continue_()
    page.unroute("**/api/view")
    settled(page)
    # The server adds what has happened since.
    assert [text.partition(" Since then:")[0] for text in said(page)] == [text.strip() for text in ahead]
    assert page.locator("#lanes-title").inner_text() == title
    page.locator("[data-keys]").click()
    told = page.locator("dialog.keys .note").inner_text()
    assert told == f"Countermove {__version__} ({core_named()}); this page tells ahead what follows, in WebAssembly"
    assert heard == []
    page.close()


@pytest.mark.level("all")
def test_a_claim_of_responsibility_is_told_a_moment_after_the_rest(browser: Any, served: str) -> None:
    page, heard = opened(browser, f"{served}/korea-2021")
    page.locator("html[data-ahead]").wait_for(state="attached")
    claim, held = page.locator("#claims [data-claim=C07]"), list[Any]()
    before = claim.locator(".verdict").text_content()
    page.route("**/api/view", lambda route: held.append(route))
    early = page.locator('input[data-set="window"]').first.evaluate("""own => {
      own.value = '0.15';
      own.dispatchEvent(new Event('input', {bubbles: true}));
      const row = document.querySelector('#claims [data-claim=C07]');
      return [row.ariaBusy, row.querySelector('.counting').textContent, row.querySelector('.verdict').textContent,
        document.querySelectorAll('#claims li[aria-busy]').length];
    }""")
    assert early == ["true", "the changes of wants that decide it are being counted", before, 1]
    page.locator("#claims [data-claim=C07]:not([aria-busy])").wait_for(state="attached")
    assert held, "the server was asked, and has not answered"
    assert claim.locator(".counting").count() == 0
    told = claim.locator(".verdict").text_content()
    assert told != before
    answered = held[0].fetch()
    assert answered.json()["marks"]["claim:C07"] == told
    held.pop(0).fulfill(response=answered)
    page.unroute("**/api/view")
    for route in held:
        route.continue_()
    settled(page)
    assert page.locator("#claims li[aria-busy], .counting").count() == 0
    assert heard == []
    page.close()
