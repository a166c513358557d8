"""A report that argues back: what it takes to write, how large it is, and how soon it tells what follows of a push.

``korea-2021`` in Debian's Chromium, from a file. From setting to setting a reader makes one push of up to six, takes one back,
moves a slider by one step or selects something. A push is timed by the page's own clock around its handling of the address:
all that is computed and every word that is put into the page; the layout that follows is told beside it, and how long it takes
until claims of responsibility, which are told a moment later, are told too. The next push comes after that. Each run is in a page
of its own, and of each setting the least of the runs counts.
"""

from __future__ import annotations

import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from benchmarks.measure import ROOT
from countermove.assessment import Assessment, load
from countermove.assessment.rewrite import KINDS, Step, pushed
from countermove.plugins.serve.lanes import STEP
from countermove.plugins.serve.switches import NOTHING, Switches
from gmcr.base.errors import ModelError

__all__ = ["pages", "settings_of"]

CASE, SETTINGS, PUSHES, SEED = "korea-2021", 1_000, 6, 1

TIMED = """async hashes => {
  const taken = [];
  for (const hash of hashes) {
    const begun = performance.now();
    history.replaceState(null, '', '#' + hash);
    dispatchEvent(new PopStateEvent('popstate'));
    const told = performance.now();
    document.body.offsetHeight;
    const laidOut = performance.now();
    while (document.querySelector('[data-explorable] [aria-busy=true]')) await new Promise(done => setTimeout(done));
    taken.push([...[told, laidOut, performance.now()].map(own => own - begun), document.querySelector('[data-outside]').hidden]);
  }
  return taken;
}"""
"""Milliseconds until a setting is told, until it is laid out, and until every claim is told; whether it could be followed."""


def pages(repeat: int) -> Iterator[Figure]:
    """The report that argues back: processor time, size, and pushes in a browser."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("The page is measured in Chromium, and there is none.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, f"{CASE}.html")
        written = [_seconds_to_write(file) for _ in range(repeat)]
        spread = min(written), max(written)
        yield Figure("pages", f"report {CASE} --explorable, CPU, least", spread[0], "s", spread, 3.0)
        yield Figure("pages", "size of the file", file.stat().st_size / 1e6, "MB", target=0.7)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        hashes = [at.query() for at in settings_of(load(CASE), SETTINGS)]
        told, laid_out, every = _least([_pushes(browser, file, hashes) for _ in range(repeat)])
        yield _figure("a push, with its words: median", told, statistics.median, 0.015)
        yield _figure("a push, with its words: 95th percentile", told, _late, 0.050)
        yield _figure("a push, with its words: worst", told, max)
        yield _figure("with its layout: median", laid_out, statistics.median)
        yield _figure("with its layout: 95th percentile", laid_out, _late)
        yield _figure("until every claim is told: median", every, statistics.median)
        yield _figure("until every claim is told: 95th percentile", every, _late)
        yield _figure("until every claim is told: worst", every, max)


def _figure(
    name: str, seconds: Sequence[float], of: Callable[[Sequence[float]], float], target: float | None = None
) -> Figure:
    return Figure("pages", name, of(seconds), "s", (min(seconds), max(seconds)), target)


def _late(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def _seconds_to_write(file: Path) -> float:
    """Processor time of the whole command."""
    command = [sys.executable, "-m", "countermove", "report", CASE, "--explorable", "-o", str(file), "--force"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


Times = tuple[float, ...]
"""Seconds until a setting is told, until it is laid out, and until every claim is told."""


def _pushes(browser: Any, file: Path, hashes: Sequence[str]) -> list[Times]:
    """One reader's settings, in a page of its own."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(file.as_uri())
    page.wait_for_selector("[data-explorable]:not([hidden])")
    taken = page.evaluate(TIMED, hashes)
    page.close()
    assert all(followed for *_, followed in taken), "every setting can be brought about"
    return [tuple(own / 1000 for own in times) for *times, _ in taken]


def _least(runs: Sequence[Sequence[Times]]) -> list[list[float]]:
    """Of each time, setting by setting, the least of the runs."""
    return [
        [min(own) for own in zip(*times, strict=True)]
        for times in zip(*(zip(*run, strict=True) for run in runs), strict=True)
    ]


# -- what a reader does ------------------------------------------------------------------------------------------------


def settings_of(case: Assessment, count: int) -> Iterator[Switches]:
    """So many settings, each a random change of the one before, all of which can be brought about."""
    rng, at = random.Random(SEED), NOTHING
    while count:
        after = rng.choice(_CHANGES)(case, at, rng)
        if after is not None and after != at and _can_be(case, after):
            yield (at := after)
            count -= 1


def _can_be(case: Assessment, at: Switches) -> bool:
    try:
        pushed(case, at.steps).selected(at.selection).conflict()
    except ModelError:
        return False
    return True


def _changed(case: Assessment, at: Switches, rng: random.Random) -> Switches | None:
    """One more change of a want."""
    if len(at.steps) + len(at.drivers) >= PUSHES:
        return None
    own = rng.choice([own for own in case.own_calculus.lines.values() if own])
    want, beside = (rng.choice(own).want.id for _ in range(2))
    kind = rng.choice(KINDS)
    return at.but(steps=(*at.steps, Step(kind, want, beside if kind in ("above", "below") else None)))


def _set(case: Assessment, at: Switches, rng: random.Random) -> Switches | None:
    """One more number, anywhere on its slider."""
    name = rng.choice([*case.document.drivers])
    if name in at.drivers or len(at.steps) + len(at.drivers) >= PUSHES:
        return None
    return _at(case, at, name, Fraction(rng.randint(0, 100)) * STEP)


def _slid(case: Assessment, at: Switches, rng: random.Random) -> Switches | None:
    """A number that is set one step of its slider further."""
    if not at.drivers:
        return None
    name = rng.choice([*at.drivers])
    low, high = case.ranges[name]
    share = (Fraction(at.drivers[name]) - low) / (high - low) + rng.choice((-STEP, STEP))
    return _at(case, at, name, share) if 0 <= share <= 1 else None


def _at(case: Assessment, at: Switches, name: str, share: Fraction) -> Switches:
    low, high = case.ranges[name]
    return at.but(drivers={**at.drivers, name: f"{float(low + share * (high - low)):.2f}"})


def _taken_back(_: Assessment, at: Switches, rng: random.Random) -> Switches | None:
    """Without one of the pushes."""
    names = [*at.drivers, *at.steps]
    if not names:
        return None
    gone = rng.choice(names)
    return at.but(
        drivers={name: value for name, value in at.drivers.items() if name != gone},
        steps=tuple(step for step in at.steps if step != gone),
    )


def _selected(case: Assessment, at: Switches, rng: random.Random) -> Switches:
    """Another scenario, view or concept, or another answer to an open question; half of the time the file's own again."""
    switch, back = rng.choice(("scenario", "view", "concept", "reading")), rng.random() < 0.5
    if switch == "reading":
        question, (_, *others) = rng.choice([*case.questions.items()])
        reading = {name: answer for name, answer in at.reading.items() if name != question}
        return at.but(reading=reading if back else {**reading, question: rng.choice(others)})
    choices = {"scenario": case.scenarios, "view": case.views, "concept": case.concepts}[switch]
    return at.but(**{switch: None if back else rng.choice([*choices])})


_CHANGES = (_changed, _set, _slid, _slid, _taken_back, _selected)
"""What a reader may do next, one as likely as another, but for sliders, which are dragged."""
