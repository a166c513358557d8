"""A report that argues back, read in a browser: which texts its page shows, for anything selected or pushed.

A process has one browser, in a thread of its own: where it is driven an event loop runs, which others may not share.
"""

from __future__ import annotations

import asyncio
import atexit
import re
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import quote

from tests.conftest import require_browser, require_module
from tests.judge.sentences.selected import Selection

__all__ = ["Shown", "ShownClaim", "ShownLane", "address", "shown_by"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim as the page shows it."""

    word: str
    """What its values say."""
    notes: str
    cells: tuple[int, int, int]
    """In how many it holds, is judged, and is not, as they are drawn."""
    label: str
    """The same in words."""


@dataclass(frozen=True, slots=True)
class ShownLane:
    """A way out as the page shows it."""

    act: str
    taken: bool
    reason: str
    want: str
    chain: str
    was: str
    """What is struck through, and by which numbers."""
    by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows."""

    questions: dict[str, tuple[str, str, str]]
    """What is said of each, on what that is, and its answer in the reading that is selected."""
    then: str
    title: str
    lanes: tuple[ShownLane, ...]
    impossible: bool
    """Whether the start is said not to be one that can be."""
    claims: dict[str, ShownClaim]
    claims_title: str
    refuted: str
    coming: str
    """Who is said to step first if nobody does anything."""
    outside: str
    """What is said where the address is not followed."""
    first: bool
    """Whether it is the file as it is."""


def address(selection: Selection, steps: Sequence[str]) -> str:
    """A selection and steps as they stand behind the # of the address."""
    parts = {
        "if": selection.scenario or "",
        "eyes": selection.view or "",
        "read": ",".join(f"{name}:{answer}" for name, answer in selection.reading.items()),
        "by": selection.concepts[0] if selection.concepts else "",
        "set": ",".join(f"{name}:{float(value)}" for name, value in selection.drivers.items()),
        "do": ",".join(steps),
    }
    return "&".join(f"{name}={quote(value, safe=':,')}" for name, value in parts.items() if value)


READ = """async hashes => { const found = []; for (const hash of hashes) {
  history.replaceState(null, '', '#' + hash);
  dispatchEvent(new PopStateEvent('popstate'));
  const part = document.querySelector('[data-explorable]');
  while (part.querySelector('[aria-busy=true]')) await new Promise(done => setTimeout(done));
  const seen = own => own && own.checkVisibility() ? own.innerText.trim() : '';
  const said = (row, name) => row.querySelector(`[data-t="${name}"]`)?.textContent ?? '';
  const drawn = (row, name) => (row.querySelector(`.grid .${name}`).getAttribute('d')?.match(/M/g) ?? []).length;
  found.push({
    questions: [...part.querySelectorAll('[data-answer]')].map(row => [row.dataset.answer, said(row, 'said'),
      said(row, 'basis'), row.querySelector('[data-t=here]').hidden ? '' : said(row, 'word')]),
    then: said(part, 'then'),
    title: said(part, 'lanes-title'),
    lanes: [...part.querySelectorAll('li.lane')].map(row => [said(row, 'act'), row.classList.contains('taken'), said(row, 'why'),
      row.querySelector('[data-t=want]').hidden ? '' : said(row, 'want'), said(row, 'chain'),
      row.querySelector('[data-struck]').hidden ? '' : said(row, 'was'), said(row, 'by')]),
    impossible: part.querySelector('[data-impossible]').checkVisibility(),
    claims: [...part.querySelectorAll('li.claim')].map(row => [row.dataset.row, said(row, 'verdict'), said(row, 'notes'),
      drawn(row, 'holds'), drawn(row, 'fails'), drawn(row, 'undefined'), row.querySelector('.grid').getAttribute('aria-label')]),
    claims_title: said(part, 'claims-title'),
    coming: seen(part.querySelector('[data-coming]')),
    refuted: seen(part.querySelector('[data-refuted]')),
    outside: seen(part.querySelector('[data-outside]')),
  });
} return found; }"""
"""What the page shows once all claims are counted."""


def shown_by(file: Path, addresses: Sequence[str]) -> list[Shown]:
    """What the page of a report shows at each of some addresses."""
    return [
        _shown(found, first=not own) for own, found in zip(addresses, _browser().read(file, addresses), strict=True)
    ]


def _shown(found: dict[str, Any], *, first: bool) -> Shown:
    return Shown(
        **{
            name: found[name]
            for name in ("then", "title", "impossible", "claims_title", "refuted", "coming", "outside")
        },
        questions={name: (said, basis, here) for name, said, basis, here in found["questions"]},
        lanes=tuple(ShownLane(*lane) for lane in found["lanes"]),
        claims={
            name: ShownClaim(word, notes, (holds, holds + fails, undefined), re.sub(r"\s+", " ", label))
            for name, word, notes, holds, fails, undefined, label in found["claims"]
        },
        first=first,
    )


class _Browser:
    """Chromium without a window."""

    def __init__(self, program: str) -> None:
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, daemon=True).start()
        self._driver, self._chromium = self._done(self._begun(program))
        atexit.register(lambda: self._done(self._ended()))

    def read(self, file: Path, addresses: Sequence[str]) -> Any:
        """What a page shows at some addresses."""
        return self._done(self._read(file, addresses))

    def _done(self, task: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(task, self._loop).result(timeout=300)

    async def _begun(self, program: str) -> tuple[Any, Any]:
        from playwright.async_api import async_playwright

        driver = await async_playwright().start()
        arguments = ["--no-sandbox", "--disable-ipc-flooding-protection"]
        return driver, await driver.chromium.launch(executable_path=program, args=arguments)

    async def _ended(self) -> None:
        await self._chromium.close()
        await self._driver.stop()

    async def _read(self, file: Path, addresses: Sequence[str]) -> Any:
        page = await self._chromium.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await page.goto(file.as_uri())
        await page.wait_for_selector(".screen:not([hidden])")
        found = await page.evaluate(READ, list(addresses))
        await page.close()
        assert wrong == []
        return found


@cache
def _browser() -> _Browser:
    require_module("playwright.async_api", "it drives the browser")
    return _Browser(require_browser("pages are looked at in it"))
