"""The report that argues back, in a real browser: what its script shows is what the program says, setting by setting."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.inquiry.tracks import track
from countermove.plugins.serve.answer_lines import then_text
from countermove.plugins.serve.consequences import Board, board_of, following
from countermove.plugins.serve.lanes import lanes_shown, struck_reasons, turned_wants, worded
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.workspace import Opened, opened
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import number
from countermove.questions.answers.text import key_answer_text
from countermove.reports.live import live
from countermove.reports.reading_screen import labels_of
from countermove.reports.report.first import answer_judgement
from countermove.verdicts.answers.compute import Answered, Answers, answers, word_of
from countermove.verdicts.claims import factors_of, verdict_by_values
from countermove.verdicts.settings import setting_of
from tests.browser.conftest import explorable
from tests.browser.overlapping import OVERLAPPING
from tests.browser.pier import PIER
from tests.conftest import LEVEL, ROOT, require_module
from tests.plugins.serve.pushing import switches_of
from tests.unit.presentation.hostile import HOSTILE

__all__: list[str] = []

pytestmark = pytest.mark.level("all")

SETTINGS = {"pier": 100, "korea-2021": 8, "ukraine-2022": 8}
"""How many random settings of up to six pushes are compared in a case."""

EVERY = {"pier": 4_000, "korea-2021": 3_000, "ukraine-2022": 3_000}
"""And at full size."""

SAYS = """const said = (row, name) => row.querySelector(`[data-t="${name}"]`)?.textContent ?? '';
const says = part => ({
    outside: !part.querySelector('[data-outside]').hidden,
    answers: [...part.querySelectorAll('[data-answer]')].map(row => [row.dataset.answer, said(row, 'said'),
      row.querySelector('[data-t=here]').hidden ? '' : said(row, 'word')]),
    then: said(part, 'then'),
    title: said(part, 'lanes-title'),
    lanes: [...part.querySelectorAll('li.lane')].map(row => [row.dataset.row, said(row, 'act'), row.classList.contains('taken'),
      said(row, 'why'), row.querySelector('[data-struck]').hidden ? '' : said(row, 'was'),
      said(row, 'want'), said(row, 'follows'),
      [...row.querySelectorAll('.slider')].map(own => said(own,
    'told'))]), wants: [...part.querySelectorAll('li.want')].map(row => [row.dataset.want, said(row, 'wanted'),
      row.querySelector('[data-struck]').hidden ? '' : said(row, 'was')]), board: said(part, 'claims-title'),
    claims: [...part.querySelectorAll('.claims-group')].map(group => [said(group, 'heading'),
      [...group.querySelectorAll('li.claim')].map(row => [row.dataset.row, said(row, 'verdict'),
  row.querySelector('.grid').getAttribute('aria-label')])]), });
const go = hash => {
  history.replaceState(null, '', '#' + hash);
  dispatchEvent(new PopStateEvent('popstate'));
  return document.querySelector('[data-explorable]');
};
const counted = async part => {
  const until = performance.now() + 30_000;
  while (part.querySelector('[aria-busy=true]')) {
    if (performance.now() > until) throw new Error('a claim is never counted');
    await new Promise(done => setTimeout(done));
  }
};
const unseen = async reading => {
  const own = document.documentElement.style;
  own.display = 'none'; // words are read, and nothing is laid out
  try { return await reading(); } finally { own.display = ''; }
};"""

READ = f"""hashes => {{
  {SAYS}
  return unseen(async () => {{
  const found = [];
  for (const hash of hashes) {{ const part = go(hash); await counted(part); found.push(says(part)); }}
  return found;
  }});
}}"""
"""What a page shows at some addresses, once all claims are counted."""

BEFORE = f"""hashes => {{
  {SAYS}
  const rows = part => [...part.querySelectorAll('li.claim')].map(row => [row.dataset.row, [
    row.getAttribute('aria-busy') === 'true', said(row, 'verdict'), said(row, 'notes'),
    row.querySelector('use').getAttribute('href'),
    row.querySelector('.grid').outerHTML]]);
  const strip = part => [[...part.querySelectorAll('.differences li')].map(row => [row.dataset.row, row.textContent]),
    part.querySelector('[data-none]').hidden, said(part, 'counting'), part.querySelector('[data-first]').textContent];
  const dots = part => Object.fromEntries([...part.querySelectorAll('.dot')].map(row => [row.hash.slice(7), row.ariaBusy]));
  const all = part => ({{ ...says(part), rows: Object.fromEntries(rows(part)), strip: strip(part), dots: dots(part) }});
  return unseen(async () => {{
  const found = [];
  for (const hash of hashes) {{
    const part = go(hash), before = all(part);
    await counted(part);
    found.push([before, all(part)]);
  }}
  return found;
  }});
}}"""
"""What it shows at once, and what once all claims are counted."""


TRACKS = """async hashes => {
  const found = [];
  for (const hash of hashes) {
    history.replaceState(null, '', '#' + hash);
    dispatchEvent(new PopStateEvent('popstate'));
    while (document.querySelector('.decides.waits')) await new Promise(done => setTimeout(done));
    found.push([...document.querySelectorAll('li.decides')].map(row => [row.dataset.decides,
      row.querySelector('input')?.value ?? '', row.querySelector('input')?.disabled ?? false,
      [...row.querySelectorAll('.zone')].map(zone => [zone.textContent, zone.classList.contains('lies')]),
      [...row.querySelectorAll('.tips')].map(tick => tick.textContent),
      [...row.querySelectorAll('[data-instead-of][aria-pressed=false]')].map(own => own.textContent)]));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def pier() -> Assessment:
    return loads(PIER, file="pier.yaml")


@pytest.fixture(scope="module")
def file(pier: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(pier, tmp_path_factory.mktemp("pier"))


def written(assessment: Assessment, folder: Path) -> Path:
    """The report of a case, as a file."""
    path = folder / f"{assessment.name}.html"
    path.write_text(explorable(assessment), encoding="utf-8")
    return path


def opened_in(browser: Any, path: Path, hash_: str = "", **options: Any) -> tuple[Any, list[str]]:
    """A page, and whatever it asked for or complained of."""
    page = browser.new_page(**{"viewport": {"width": 1440, "height": 900}} | options)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: heard.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(f"{path.as_uri()}{hash_}")
    opened_up(page)
    return page, heard


def opened_up(page: Any) -> None:
    """Its groups unfolded, once its script runs."""
    page.wait_for_selector(".screen:not([hidden])")
    page.evaluate("for (const group of document.querySelectorAll('details.group')) group.open = true")


@pytest.mark.level("judge", but=2)
@pytest.mark.parametrize("case", SETTINGS)
def test_what_it_shows_is_what_the_program_says(browser: Any, case: str, tmp_path: Path) -> None:
    settings = (EVERY if LEVEL == "judge" else SETTINGS)[case]
    assessment = loads(PIER, file="pier.yaml") if case == "pier" else load(case)
    path = written(assessment, tmp_path)
    assert path.stat().st_size <= 450_000
    compared(browser, path, assessment, switches_of(assessment, settings))


COUNTING = "the changes of wants that decide it are being counted"


@pytest.mark.parametrize(("case", "slow", "author"), [("pier", "C4", True), ("korea-2021", "C07", False)])
def test_before_a_claim_of_responsibility_is_counted_nothing_false_is_told(
    browser: Any, case: str, slow: str, author: bool, tmp_path: Path
) -> None:
    assessment = loads(PIER, file="pier.yaml") if case == "pier" else load(case)
    own = [name for name, item in assessment.claims.items() if item.by is None and not item.probe]
    page, heard = opened_in(browser, written(assessment, tmp_path))
    settings = [item for item in switches_of(assessment, 60 if case == "pier" else 12) if item != Switches()]
    compared = changes = 0
    for before, after in page.evaluate(BEFORE, [item.query() for item in settings]):
        assert {name for name, row in after["rows"].items() if row[0]} == set()
        assert set(after["dots"]) == set(own), "each conclusion has a dot, all the time"
        assert set(before["dots"]) == set(own)
        early = before["rows"][slow]
        assert {name for name, row in before["rows"].items() if row != after["rows"][name]} <= {slow}
        for part in ("outside", "answers", "then", "title", "lanes", "wants"):
            assert before[part] == after[part]
        if not early[0]:
            continue  # it was counted before: all is told at once
        compared += 1
        assert early[1:3] == ["", COUNTING]
        assert f'aria-label="{COUNTING}"' in early[4]
        told = {row: word for _, rows in after["claims"] for row, word, _ in rows}
        if author:
            assert before["dots"][slow] == "true"
            assert before["board"].endswith(" and one is being counted")
            assert before["board"].startswith(f"Of {number(len(own))} conclusions, ")
        else:
            assert before["board"] == after["board"]
        for heading, rows in before["claims"]:
            judged = [row for row, *_ in rows if row != slow]
            if "held by others" not in heading and "probes" not in heading:
                assert heading.startswith(f"{len(judged) or 1} "), heading
                assert "is being counted" in heading or len({told[row] for row in judged}) == 1, heading
        listed, no_none, counting, _ = before["strip"]
        assert [row for row in after["strip"][0] if row[0] != f"claim:{slow}"] == listed
        assert no_none, "that nothing changes is not known"
        assert counting == "One claim is being counted"
        assert after["strip"][1] is bool(after["strip"][0])
        assert after["strip"][2] == ""
        changes += len(after["strip"][0]) > len(listed)
    assert compared > len(settings) / 2
    assert changes or not author
    assert heard == []
    page.close()


def test_a_claim_that_is_counted_gives_way_to_the_next_push(browser: Any, tmp_path: Path) -> None:
    page, heard = opened_in(browser, written(load("korea-2021"), tmp_path))
    one, other, coming = "set=window:0.15", "set=window:0.93", page.locator("[data-coming]")
    assert "(window) is below 0.30 (now 0.60; seen 0.25 on 20 January 2022)" in coming.inner_text()
    told, last = page.evaluate(READ, [one, other])
    assert told["claims"] != last["claims"]
    assert not coming.is_visible(), "it is of the file as it is"
    page.reload()
    opened_up(page)
    ended = f"""async () => {{
      {SAYS}
      const part = document.querySelector('[data-explorable]'), found = [];
      await counted(part);
      new MutationObserver(() => {{ if (!part.querySelector('li.claim[aria-busy=true]')) found.push(says(part).claims); }})
        .observe(part.querySelector('[data-groups]'), {{subtree: true, attributes: true}});
      go({one!r});
      go({other!r});
      await counted(part);
      await new Promise(done => setTimeout(done, 500));
      return found;
    }}"""
    found = page.evaluate(ended)
    assert len(found) == 1, "what was being counted for the first is told no more"
    assert found[0] == last["claims"]
    assert heard == []
    page.close()


def test_it_follows_the_order_of_selection_where_everything_overlaps(browser: Any, tmp_path: Path) -> None:
    assessment = loads(OVERLAPPING, file="overlapping.yaml")
    settings = switches_of(assessment, 4_000 if LEVEL == "judge" else 100)
    assert sum(bool(item.reading) and bool(item.drivers) and bool(item.scenario) for item in settings) > 10
    compared(browser, written(assessment, tmp_path), assessment, settings)


DRIFTING = (
    (ROOT / "docs/examples/race.yaml")
    .read_text("utf-8")
    .replace(
        "key_questions:",
        """\
claims:
  C1: {says: Nothing moves, check: {stable: start}}
  C2: {says: It comes to a test, check: {drift_ends: north.test}}
open:
  Q: {readings: {no: {}, yes: {drifts: {strain: []}}}}
key_questions:
  K2: {asks: Does it come to a test?, answer_yes: {claim: C2}}""",
    )
)


def test_what_comes_first_is_told_of_the_file_as_it_is_alone(browser: Any, tmp_path: Path) -> None:
    assessment = loads(DRIFTING, file="race.yaml")
    page, heard = opened_in(browser, written(assessment, tmp_path))
    hashes = ["", "read=Q:yes", "set=hope:0.5", "do=drop:s1", "set=hope:0.5&read=Q:yes", ""]
    found = page.evaluate(READ, hashes)
    strip = f"hash => {{ {SAYS} return go(hash).querySelector('[data-difference]').innerText; }}"
    news = page.evaluate(strip, hashes[2])
    page.close()
    assert heard == []
    unknown = "What comes first is not worked out here after a change: run countermove serve race."
    told = [{row: verdict for _, rows in own["claims"] for row, verdict, _ in rows} for own in found]
    follows, depends = {"C1": "true throughout", "C2": "true throughout"}, {"C1": "true throughout", "C2": "depends"}
    assert told == [depends, follows, *[{"C1": "true throughout", "C2": ""}] * 3, depends]
    assert [answer for own in found for row, answer, _ in own["answers"] if row == "K2"] == [
        "No, unless Q = yes.",
        "Yes.",
        unknown,
        unknown,
        unknown,
        "No, unless Q = yes.",
    ]
    labels = [label for _, rows in found[2]["claims"] for row, _, label in rows if row == "C2"]
    assert [found[2]["board"], *labels, news] == [
        "Of two conclusions, one is true throughout and one is not worked out here",
        unknown,
        unknown,
    ]


GRADED = """
countermove: 1
title: Who gives way?
concepts: [gmr, smr]
actors:
  row:
    options: {swerve: {}}
    wants:
      - {id: r1, want: row.swerve or column.swerve, strength: great}
      - {id: r2, want: column.swerve}
      - {id: r3, want: not row.swerve}
  column:
    options: {swerve: {}}
    wants:
      - {id: c1, want: row.swerve or column.swerve, strength: great}
      - {id: c2, want: row.swerve}
      - {id: c3, want: not column.swerve}
start: [row.swerve, column.swerve]
drivers: {hope: {now: 0.2}}
claims:
  C1: {says: Nobody dares, check: {stable: start, strongly: true}}
key_questions:
  K1: {asks: Does nobody dare?, answer_yes: {claim: C1}}
"""


def test_strength_is_told_of_the_file_as_it_is_alone(browser: Any, tmp_path: Path) -> None:
    assessment = loads(GRADED, file="chicken.yaml")
    page, heard = opened_in(browser, written(assessment, tmp_path))
    as_filed, pushed = page.evaluate(READ, ["", "do=drop:c3"])
    page.close()
    assert heard == []
    ((_, ((_, verdict, _),)),) = as_filed["claims"]
    ((_, said, _),) = as_filed["answers"]
    assert verdict == "depends"
    assert said.startswith(
        "It depends: yes with everybody fearing any answer (GMR); no with everybody fearing any answer, with"
    )
    ((_, ((_, verdict, label),)),) = pushed["claims"]
    ((_, said, _),) = pushed["answers"]
    assert verdict == ""
    assert said == label == "Strength and doubt are not worked out here after a change: run countermove serve chicken."


def compared(browser: Any, path: Path, assessment: Assessment, settings: list[Switches]) -> None:
    """What a file shows in some settings is what the program says there."""
    page, heard = opened_in(browser, path)
    shown = page.evaluate(READ, [item.query() for item in settings])
    page.close()
    assert heard == []
    program = Program(assessment)
    for item, found in zip(settings, shown, strict=True):
        alone = len(assessment.concepts) == 1 and item.concept is not None
        if (
            item.but(concept=None if alone else item.concept) == Switches()
        ):  # the file as it is, with what happened since
            found["answers"] = [
                [name, said.partition(" Since then:")[0], word] for name, said, word in found["answers"]
            ]
        assert found == program.says(item), item.query()


def test_what_is_for_looking_up_is_unpacked_when_the_page_opens(browser: Any, file: Path) -> None:
    assert 'id="want-t1"' not in file.read_text(encoding="utf-8"), "it is packed"
    page, heard = opened_in(browser, file, "#want-t1")
    page.wait_for_selector("#want-t1", state="visible")
    page.wait_for_function("scrollY > 0")
    assert page.locator(":target").get_attribute("id") == "want-t1"
    assert page.locator("[data-folded]").count() == 0
    links = "[...document.querySelectorAll('main a[href^=\"#\"]')].map(own => own.hash.slice(1))"
    assert page.evaluate(f"{links}.filter(id => !document.getElementById(id))") == []
    page.emulate_media(media="print")
    assert page.locator("#annex table").first.is_visible()
    page.close()
    assert heard == []


def test_without_its_script_it_is_the_report_and_says_what_it_lacks(browser: Any, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("#first").is_visible()
    assert "requires the page's script" in page.locator("#annex").inner_text()
    assert not page.locator(".screen").is_visible()
    context.close()


@pytest.fixture(scope="module")
def axe() -> str:
    require_module("axe_playwright_python", "it ships axe-core")
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.mark.level("judge", but=2)
@pytest.mark.parametrize(
    ("scheme", "width", "hash_"),
    [
        ("light", 1440, ""),
        ("dark", 1440, "#set=reward:0.9,hope:0.6"),
        ("light", 390, "#if=flood&read=O1:bears&by=smr&do=turn:t1"),
        ("dark", 390, "#do=drop:t1,turn:t2"),
    ],
)
def test_axe_finds_nothing(browser: Any, file: Path, axe: str, scheme: str, width: int, hash_: str) -> None:
    page, heard = opened_in(browser, file, hash_, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.evaluate(f"{axe}\n;undefined")
    found = page.evaluate("() => axe.run('[data-explorable]', {resultTypes: ['violations']})")
    assert [(item["id"], item["nodes"][0]["html"][:200]) for item in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "it does not scroll sideways"
    assert heard == []
    page.close()


@pytest.mark.parametrize("case", SETTINGS)
def test_tracks_are_those_of_the_program(browser: Any, case: str, tmp_path: Path) -> None:
    assessment = loads(PIER, file="pier.yaml") if case == "pier" else load(case)
    page, heard = opened_in(browser, written(assessment, tmp_path))
    program = live(assessment)
    some = [item for item in switches_of(assessment, 12, seed=5, most=3) if not item.steps]
    for item, rows in zip(some, page.evaluate(TRACKS, [item.query() for item in some]), strict=True):
        found = opened(program, item)
        for row in rows:
            if not row[0].startswith("number:"):
                continue
            driver = row[0].removeprefix("number:")
            low_high = assessment.ranges[driver]
            own = track(found.context.games, found.conflict, found.concepts[0], driver, low_high)
            words = [start_words(found, part.steps) for part in own.stretches]
            assert row[1:4] == [
                row[1],
                driver in found.locked,
                [[told, part.has(own.now)] for told, part in zip(words, own.stretches, strict=True)],
            ], (item.query(), driver)
            assert float(row[1]) == float(own.now)
            assert row[4] == [label.told for label in labels_of(own)]
    assert heard == []
    page.close()


def start_words(found: Opened, steps: tuple[tuple[str, int], ...]) -> str:
    """What happens first, in the words of the status quo."""
    if not steps:
        return "nobody moves"
    (actor, target), *others = steps
    on = found.conflict.structure.on
    moved = Phrasing(found.glossary, found.switches.view).move(actor, on(found.conflict.start), on(target))
    return f"{moved}{' (or others move)' if others else ''}"


def test_it_is_small_asks_nobody_is_pushed_by_keyboard_and_back_takes_it_back(browser: Any, file: Path) -> None:
    assert file.stat().st_size <= 450_000
    page, heard = opened_in(browser, file)
    page.mouse.wheel(0, 4000)
    lane = page.locator('li.lane[data-row^="town:town.plan"]')
    slider = lane.locator('input[data-set="hope"]')
    slider.focus()
    pressed = 0
    while "taken" in (lane.get_attribute("class") or ""):
        page.keyboard.press("PageUp" if pressed else "ArrowRight")
        pressed += 1
        assert page.evaluate("document.activeElement.dataset.set") == "hope", "it keeps the focus"
        assert pressed < 9, "it never tips"
    assert "set=hope:" in page.url
    assert page.locator("[data-changed]").is_visible()
    for _ in range(pressed):
        page.go_back()
    assert "set=" not in page.url
    assert "taken" in (lane.get_attribute("class") or "")
    page.locator('[data-do="drop:p2"]').press("Enter")
    assert page.url.endswith("#do=drop:p2")
    assert page.locator('[data-do="drop:p2"]').get_attribute("aria-pressed") == "true"
    assert "in every reading" in (page.locator(".screen > p[role=status]").text_content() or ""), (
        "the answers are spoken"
    )
    assert page.locator("[data-copied]").text_content() == "copied"
    page.locator("[data-undo]").press("Enter")
    assert "do=" not in page.url
    assert heard == []
    page.close()


def test_what_cannot_be_followed_is_said_with_the_command(browser: Any, file: Path) -> None:
    page, heard = opened_in(browser, file)
    told, assess = page.locator("[data-outside]"), "countermove assess pier --set"
    for hash_, words, command in (
        ("do=drop:t1,turn:t1", "t1 has been dropped", "countermove serve pier"),
        ("do=lift:t1", "is not a step", "countermove serve pier"),
        ("set=reward:7", "outside its range", f"{assess} reward=7"),
        ("set=reward:0x1", "is not a number", f"{assess} reward=0x1"),
        ("set=reward:0.1234567", "more than six decimals", f"{assess} reward=0.1234567"),
        ("if='%3Cimg%20src=x%20onerror=alert(1)%3E", "does not have", None),
    ):  # fmt: skip
        page.evaluate(READ, [hash_])
        assert words in told.inner_text(), hash_
        if command:
            assert told.locator("code").inner_text() == command
    [kept] = page.evaluate(READ, ["read=O1:minds&set=hope:0.65"])  # what it is read as anyway is left out, and no more
    assert "giving that answer anyway" in told.inner_text()
    [without] = page.evaluate(READ, ["set=hope:0.65"])
    assert not told.is_visible()
    assert {**kept, "outside": False} == without
    assert heard == []
    page.close()


def test_where_no_webassembly_is_allowed_it_is_the_report_as_written(browser: Any, file: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.html"
    plain.write_text(file.read_text(encoding="utf-8").replace(" 'wasm-unsafe-eval'", "", 1), encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{plain.as_uri()}#set=hope:0.65")
    page.locator("[data-unrun]").wait_for()
    assert page.locator("[data-unrun]").inner_text() == "This browser does not run WebAssembly on this page."
    assert not page.locator(".screen").is_visible()
    assert page.locator("#first").is_visible()
    page.close()


def test_that_events_refute_the_file_is_told_of_the_file_alone(browser: Any, file: Path) -> None:
    page, heard = opened_in(browser, file)
    told = page.locator("[data-refuted]")
    assert told.inner_text().startswith("The text's own reading does not allow what happened: on")
    page.evaluate(READ, ["set=reward:0.9"])
    assert not told.is_visible()
    page.evaluate(READ, ["read=O2:gain"])
    assert told.is_visible()
    assert heard == []
    page.close()


def test_nothing_of_a_case_is_markup(browser: Any, tmp_path: Path) -> None:
    page, heard = opened_in(browser, written(loads(HOSTILE), tmp_path))
    steps = page.evaluate("[...document.querySelectorAll('[data-do]')].map(own => own.dataset.do)")
    assert steps
    page.evaluate(READ, [f"do={step}" for step in steps])
    foreign = "[data-explorable] :is(img, iframe, object, script, style, link, [onerror], [onclick])"
    assert page.locator(foreign).count() == 0
    assert page.evaluate("document.scripts.length") == 1, "what was packed is taken out"
    assert heard == []
    page.close()


def test_a_number_that_turns_a_want_strikes_its_words_through(browser: Any, file: Path) -> None:
    page, heard = opened_in(browser, file, "#set=hope:0.65")
    way = page.locator("li.lane[data-row='town:town.plan=1']")
    assert "taken" not in way.get_attribute("class").split()
    assert way.locator("s:visible").text_content() == "no longer: has no door left to keep open"
    assert way.locator("[data-t=why]").text_content() == "keeps the door open"
    assert way.locator("[data-t=by]").text_content() == "hope 0.20 → 0.65"
    assert way.locator("s").evaluate("own => getComputedStyle(own).textDecorationLine") == "line-through"
    want = page.locator("li.want[data-want=t1]")
    assert want.locator("s:visible").text_content() == "no longer: has no door left to keep open"
    assert want.locator("[data-t=wanted]").text_content() == "keeps the door open"
    behind = page.locator("[data-decides] s:visible")
    assert behind.all_text_contents() == ["no longer: has no door left to keep open"] * behind.count()
    assert page.locator("s:visible").count() == 2 + behind.count()  # nothing else is turned
    assert heard == []
    page.evaluate("location.hash = ''")
    page.wait_for_function(
        "document.querySelectorAll('s').length && ![...document.querySelectorAll('s')].some(own => own.offsetParent)"
    )
    assert way.locator("[data-t=why]").text_content() == "has no door left to keep open"
    page.close()


class Program:
    """What the program says in a setting, asked as the page asks it."""

    def __init__(self, assessment: Assessment) -> None:
        self.live = live(assessment)

    def says(self, item: Switches) -> dict[str, Any]:
        found = opened(self.live, item)
        phrasing = Phrasing(found.glossary, item.view)
        turned = turned_wants(found)
        struck = struck_reasons(found.unpushed.lanes, turned) if turned else None
        lanes = lanes_shown(found.lanes, found.assessment, found.conflict, found.locked, struck)
        board = self._board(found)
        answered = answers(found.assessment, concepts=found.concepts, search=False)
        return {
            "outside": False,
            "answers": [self._answer(own, answered, found, phrasing) for own in answered.questions],
            "then": then_text(found),
            "title": lanes.title,
            "lanes": [
                [
                    lane.key,
                    lane.act,
                    lane.taken,
                    lane.reason,
                    "" if lane.struck is None else lane.struck.was,
                    lane.want,
                    lane.follows,
                    [own.told for own in lane.sliders],
                ]
                for lane in lanes.lanes
            ],
            "wants": [
                [
                    want,
                    (now := worded(phrasing, want)).says or now.told,
                    "" if want not in turned else turned[want].was.says or turned[want].was.told,
                ]
                for own in found.written.own_calculus.lines.values()
                for want in (line.want.id for line in own)
            ],
            "board": board.title,
            "claims": [
                [group.heading, [[row.id, row.word, row.judged] for row in group.rows]] for group in board.groups
            ],
        }

    def _board(self, found: Opened) -> Board:
        """The board by values alone: no class is looked for at every push."""
        values = following(found.assessment, found.concepts, found.everywhere).claims
        factors = factors_of(found.assessment.questions, found.concepts)
        settings = (setting_of(found.assessment, name) for name in found.assessment.claims)
        return board_of(
            [verdict_by_values(item, values[item.id], found.concepts, factors) for item in settings], found.glossary
        )

    def _answer(self, own: Answered, answered: Answers, found: Opened, phrasing: Phrasing) -> list[str]:
        # What happened, and what goes round where it does not settle, is told of the file as it is.
        round_ = own.first.unsettled if found.switches == Switches() else None
        bare = replace(own, answers=(replace(own.first, since=None, unsettled=round_),))
        told = answer_judgement(key_answer_text(bare, answered, phrasing)).text
        word = word_of(own.first.values[:1])
        return [own.id, told, "" if not found.switches.reading or word == own.first.answer else word]
