"""What decides, as the page of ``serve`` tells it before the server has answered, against what the server then says; and what
is told of a case before it is worked out."""

from __future__ import annotations

import random
from typing import Any

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.assessment.bundle import content
from countermove.assessment.rewrite import KINDS, Step, pushed
from countermove.context.context import Context
from countermove.plugins.serve.lanes import STEP
from countermove.plugins.serve.switches import Switches
from countermove.reports.reading_screen import reading_screen_of
from gmcr.base.errors import ModelError
from tests.browser import pier
from tests.browser.lasting import Shelf
from tests.browser.workbench import let_in, opened, settled

pytestmark = pytest.mark.level("all")

LARGE = "velm-strait"
"""A case of 2^41 states."""

PUSHES = {"korea-2021": 6, "pier": 12}

TOLD = """async queries => {
  const all = (within, selector) => [...within.querySelectorAll(selector)];
  const percent = text => Number.parseFloat(text).toFixed(2);
  const has = (own, ...names) => names.map(name => own.classList.contains(name));
  const at = (own, ...names) => names.map(name => own.getAttribute(name));
  const rows = () => all(document, 'li.decides').map(row => ({
    key: row.dataset.decides,
    marked: has(row, 'touched', 'locked'),
    number: all(row, 'input').map(own => [Number(own.value), own.disabled, own.dataset.stops]),
    rings: all(row, '.hand circle').map(own => percent(own.getAttribute('cx'))),
    zones: all(row, '.zone').map(own => [own.textContent, ...has(own, 'moves', 'lies')]),
    drawn: all(row, '.way > rect').map(own => [...at(own, 'class', 'y', 'height'), ...at(own, 'x', 'width').map(percent)]),
    ticks: all(row, '.way > text').map(own => [own.textContent, ...at(own, 'y', 'text-anchor'), percent(own.getAttribute('x'))]),
    wants: all(row, '[data-behind]').map(own => [own.querySelector('[data-t=behind]').textContent, ...has(own, 'dropped'),
      own.querySelector('[data-struck]').hidden ? '' : own.querySelector('[data-t=was]').textContent]),
    pressed: all(row, '[data-do][aria-pressed=true]').map(own => own.dataset.do),
    instead: all(row, '[data-instead-of]').map(own => [own.dataset.insteadOf, own.parentElement.hidden ? '' : own.textContent]),
  }));
  const real = fetch;
  let free = () => {}, gate = Promise.resolve();
  window.fetch = async (...asked) => {
    if (!String(asked[0]).includes('/api/view')) return real(...asked);
    await gate;
    const first = JSON.parse(asked[1].body).stage === 'now'; // it says nothing of rows, and takes its time
    return first ? new Response(JSON.stringify({fragments: {}, after: 'all'})) : real(...asked);
  };
  const found = [];
  for (const query of queries) {
    gate = new Promise(done => { free = done; });
    history.pushState({}, '', '?' + query);
    dispatchEvent(new PopStateEvent('popstate', {state: {}}));
    const part = document.querySelector('[data-fragment=reading]');
    const ahead = part.hasAttribute('data-told') && !part.hasAttribute('data-stale'), early = rows();
    const pale = all(part, '.waits').map(row => row.dataset.decides);
    const late = performance.now() + 20_000;
    while (part.querySelector('.waits')) {
      if (performance.now() > late) throw new Error('it stays pale: ' + query);
      await new Promise(done => setTimeout(done));
    }
    const told = rows();
    const answered = new Promise((done, failed) => {
      setTimeout(() => failed(new Error('the server does not answer: ' + query)), 20_000);
      document.documentElement.addEventListener('shown', function heard(event) {
      if (event.detail === 'now') return;
      document.documentElement.removeEventListener('shown', heard);
      setTimeout(done);
    })});
    free();
    await answered;
    found.push({ahead, early, pale, told, said: rows(), after: part.hasAttribute('data-told')});
  }
  window.fetch = real;
  return found;
}"""
"""What stands there at once, what once nothing is pale, and what once the server has answered."""


@pytest.fixture(scope="module")
def served(shelf: Shelf) -> str:
    (shelf.folder / f"{LARGE}.yaml").write_bytes(content(LARGE))
    return shelf.address


def settings_of(case: Assessment, count: int) -> list[Switches]:
    """One setting after another: a number of a row slid further, or another few pushes at once."""
    rng, found = random.Random(5), [Switches()]
    screen = reading_screen_of(Context(case), None, step=STEP)
    shown = [row.driver for row in screen.rows if row.driver]
    wants = [own for own in case.own_calculus.lines.values() if own]
    while len(found) <= count:
        if rng.random() < 0.6:
            own = found[-1].but(drivers={**found[-1].drivers, rng.choice(shown): _value(rng)})
        else:
            steps = []
            for _ in range(rng.randint(1, 2)):
                lines, kind = rng.choice(wants), rng.choice(KINDS)
                want, beside = (rng.choice(lines).want.id for _ in range(2))
                steps.append(Step(kind, want, beside if kind in ("above", "below") else None))
            numbers = {name: _value(rng) for name in rng.sample(shown, rng.randint(0, min(2, len(shown))))}
            own = Switches(drivers=numbers, steps=tuple(steps))
        if own != found[-1] and _can_be(case, own):
            found.append(own)
    return found[1:]


def _value(rng: random.Random) -> str:
    return f"{rng.randint(0, 100) / 100:.2f}"


def _can_be(case: Assessment, own: Switches) -> bool:
    try:
        pushed(case, own.steps).selected(own.selection).conflict()
    except ModelError:
        return False
    return True


@pytest.mark.parametrize("name", PUSHES)
def test_rows_are_told_ahead_as_the_server_then_tells_them(browser: Any, served: str, name: str) -> None:
    case = loads(pier.PIER, file="pier.yaml") if name == "pier" else load(name)
    settings = settings_of(case, PUSHES[name])
    page, heard = opened(browser, f"{served}/{name}")
    page.locator("html[data-ahead]").wait_for(state="attached")
    before, slid = Switches(), 0
    for own, found in zip(settings, page.evaluate(TOLD, [item.query() for item in settings]), strict=True):
        assert found["ahead"], own.query()
        assert found["told"] == found["said"], own.query()
        assert not found["after"]
        moved = {driver for driver in own.drivers if own.drivers[driver] != before.drivers.get(driver)}
        if own.steps == before.steps and len(moved) == 1 and set(before.drivers) <= set(own.drivers):
            [row] = [f"number:{driver}" for driver in moved]
            [early] = [item for item in found["early"] if item["key"] == row]
            [said] = [item for item in found["said"] if item["key"] == row]
            assert early == said, own.query()
            assert row not in found["pale"]
            assert len(found["pale"]) == len(found["early"]) - 1
            slid += 1
        before = own
    assert slid >= 2
    assert heard == []
    page.context.close()


def test_a_case_of_many_states_says_that_it_is_counting_or_its_answer(browser: Any, served: str) -> None:
    context = browser.new_context()
    let_in(context, served)
    page = context.new_page()
    page.goto(f"{served}/{LARGE}", wait_until="commit")
    counting = page.get_by_text("Working out the answers …").locator("visible=true")
    answer = page.locator(".answer .said").first.locator("visible=true")
    counting.or_(answer).wait_for(timeout=10_000)
    page.set_default_timeout(120_000)  # four workers may share two cores
    answer.wait_for()
    settled(page)
    page.locator(".answer.first .said", has_text="Yes, unless the League pays beforehand").wait_for()
    assert counting.count() == 0
    assert (
        page.locator("#holds-title").inner_text()
        == "As the file stands, no single number decides whether anybody moves."
    )
    page.locator("#group-eyes > summary").click()
    page.locator("select[data-switch=if]").select_option(index=1)
    page.locator("html[data-asking] [data-stale]").first.wait_for(state="attached", timeout=10_000)
    settled(page)
    assert page.locator(".trouble:visible, [data-stale]").count() == 0
    context.close()
