"""The page as it is felt in a browser: from a key that is pressed to the frame in which what follows is painted.

A server of its own on a copy of ``korea-2021``, Debian's Chromium, no network. Each figure is a median, with the 5th and the
95th percentile behind it; no value or order comes twice, so that nothing is answered from memory. *The answer* is painted in
the first frame after it stands on the page: of a server that has just begun, and of one that has had time to work out its
page. *answers, lanes and marks* is the first stage, in the reading that is looked at; *all readings* the second; *what it rests
on* the last.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure

__all__ = ["page"]

MOVES, PAINTS = 40, 5
STAGES = {"now": ("answers, lanes and marks", 0.1), "all": ("all readings", 1.0), "reasons": ("what it rests on", None)}

LISTEN = """() => {
  window.told = [];
  document.documentElement.addEventListener('shown', event => {
    const stage = event.detail;
    requestAnimationFrame(() => setTimeout(() => window.told.push([stage, performance.now()]), 0));
  });
  for (const kind of ['input', 'keydown']) {
    document.addEventListener(kind, event => { if (event.key !== 'Alt') window.begun = event.timeStamp; }, true);
  }
}"""
"""The frame is painted between the two."""

ORDER = """first => [...document.querySelectorAll('[data-wants]')].flatMap(list => {
  const names = [...list.querySelectorAll(':scope > [data-want]')].map(row => row.dataset.want);
  return names.slice(0, -1).filter((_, place) => place % 2 === first);
})"""

ANSWERED = """() => {
  const look = () => document.querySelector('.answer .said')
    ? requestAnimationFrame(() => setTimeout(() => { window.answered = performance.now(); }, 0))
    : requestAnimationFrame(look);
  look();
}"""
"""When a page shows its answer."""

BEGUN = 5.0
"""Seconds in which a server has worked out its page."""

PAINTED = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0] ?? null"


def page(repeat: int) -> Iterator[Figure]:
    """The page in a browser: sliders, orders, first paint and what is sent."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("The page is measured in Chromium, and there is none.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        case = Path(folder, "korea-2021.yaml")
        case.write_bytes(resources.files("countermove.assessment").joinpath("cases", case.name).read_bytes())
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield from _first(browser, case, max(repeat, PAINTS))
        with _served(case) as address:
            yield from _drags(browser, case, address)
            for name, taken in (("slider", _slid(browser, address)), ("order of wants", _ordered(browser, address))):
                for stage, (called, target) in STAGES.items():
                    yield _figure(f"{name}: {called}", taken[stage], target)


def _figure(name: str, seconds: Sequence[float], target: float | None) -> Figure:
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return Figure("page", name, statistics.median(seconds), "s", target=target, spread=(cuts[0], cuts[-1]))


@contextmanager
def _served(case: Path) -> Iterator[str]:
    """A server of its own, ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "countermove", "serve", str(case), "--no-open", "--port", str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=dict(os.environ)
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://\S+", line):
                yield found[0]
                break
        else:
            raise SystemExit("The server did not begin.")
    finally:
        process.terminate()
        process.wait(timeout=20)


def _first(browser: Any, case: Path, repeat: int) -> Iterator[Figure]:
    """From opening the page of a server that has just begun, and what that takes through the wire."""
    painted, answered, whole, sent = [], [], [], 0
    for _ in range(repeat):
        with _served(case) as address:
            opened = _watched(browser)
            wire = opened.context.new_cdp_session(opened)
            wire.send("Network.enable")
            sizes: list[int] = []
            wire.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            begun = time.perf_counter()
            opened.goto(address, wait_until="networkidle")
            opened.locator("#claims li").first.wait_for(state="attached")
            whole.append(time.perf_counter() - begun - 0.5)  # the network has to be idle for so long
            painted.append(opened.evaluate(PAINTED) / 1000)
            answered.append(opened.evaluate("window.answered") / 1000)
            sent = sum(sizes)
            opened.close()
    yield _figure("first paint, the server just begun", painted, 1.0)
    yield _figure("the answer, the server just begun", answered, None)
    yield _figure("the answer, a server that has begun", [*_later(browser, case, repeat)], 0.1)
    yield _figure("everything there, the server just begun", whole, None)
    yield Figure("page", "first screen as it is sent", sent / 1000, "kB", target=250)


def _later(browser: Any, case: Path, repeat: int) -> Iterator[float]:
    """Until the answer is painted, of servers that nobody has asked anything yet."""
    for _ in range(repeat):
        with _served(case) as address:
            time.sleep(BEGUN)
            opened = _watched(browser)
            opened.goto(address, wait_until="networkidle")
            yield opened.evaluate("window.answered") / 1000
            opened.close()


DRAGGED = """async selector => {
  const sliders = document.querySelectorAll(selector), taken = [];
  for (let move = 0; move < 45; move++) {
    const own = sliders[move % 3], [low, high] = [Number(own.min), Number(own.max)];
    own.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
    own.value = String(low + (high - low) * (5 + move * 7 % 90) / 100);
    const painted = new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
    const begun = performance.now();
    own.dispatchEvent(new Event('input', {bubbles: true}));
    taken.push(await painted - begun);
    await new Promise(done => setTimeout(done, 600)); // until all else is told, so that each is measured alone
  }
  return taken;
}"""
"""Milliseconds from each move of a slider under the hand until the answer to it is painted, which the page works out itself."""


def _dragged(browser: Any, address: str, selector: str) -> list[float]:
    """Seconds from each move until its answer is painted."""
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    opened.goto(address, wait_until="networkidle")
    opened.locator(selector).first.wait_for()
    taken = [one / 1000 for one in opened.evaluate(DRAGGED, selector)]
    opened.close()
    return taken[3:]  # the first of each slider prepares what later ones share


def _drags(browser: Any, case: Path, address: str) -> Iterator[Figure]:
    """A drag in a report that argues back, and on the page of a server."""
    report = case.with_name("report.html")
    words = ["report", str(case), "--explorable", "-o", str(report)]
    subprocess.run([sys.executable, "-m", "countermove", *words], check=True, stdout=subprocess.DEVNULL)
    for where, place, selector in (
        ("a report", report.as_uri(), "[data-explorable] input[data-set]"),
        ("a server's page", address, "html[data-ahead] #reading input[data-set]"),
    ):
        taken = _dragged(browser, place, selector)
        yield _figure(f"drag on {where}: its answer is painted", taken, 0.05)
        late = statistics.quantiles(taken, n=20, method="inclusive")[-1]
        yield Figure("page", f"drag on {where}: 19 of 20", late, "s", target=0.08)


def _watched(browser: Any) -> Any:
    """A page that knows when it shows its answer."""
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    opened.add_init_script(f"({ANSWERED})()")
    return opened


def _slid(browser: Any, address: str) -> dict[str, list[float]]:
    """One driver after another, a hundredth each."""
    opened = _listening(browser, address)
    taken: dict[str, list[float]] = {stage: [] for stage in STAGES}
    sliders = opened.locator("#reading input[data-set]")
    for move in range(MOVES):
        sliders.nth(move % 3).focus()
        _take(opened, "Shift+ArrowRight" if move % 3 != 0 else "Shift+ArrowLeft", taken)
    opened.close()
    return taken


def _ordered(browser: Any, address: str) -> dict[str, list[float]]:
    """Wants of all actors one step down: every other one, then those between, so that no order comes twice."""
    opened = _listening(browser, f"{address}&ask=document")
    taken: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for first in (0, 1):
        for name in opened.evaluate(ORDER, first):
            opened.locator(f'[data-want="{name}"]').focus()
            _take(opened, "Alt+ArrowDown", taken)
    opened.close()
    return taken


def _listening(browser: Any, address: str) -> Any:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    opened.goto(address, wait_until="networkidle")
    opened.evaluate(LISTEN)
    return opened


def _take(opened: Any, key: str, taken: dict[str, list[float]]) -> None:
    opened.evaluate("window.told = []")
    opened.keyboard.press(key)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        told = opened.evaluate("window.told")
        if any(stage == "reasons" for stage, _ in told):
            break
        time.sleep(0.02)
    else:
        raise SystemExit(f"The page did not answer {key} within 20 s.")
    begun = opened.evaluate("window.begun")
    for stage, at in told:
        taken[stage].append((at - begun) / 1000)
