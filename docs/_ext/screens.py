"""Take the pictures of the page that ``<!-- screen: CASE[?QUERY] WIDTHxHEIGHT words -->`` asks for while the documentation is
built. The words are for those who do not see it.

The page of the case is served as ``countermove serve`` does it, opened in Chromium, light and dark, and what it shows is written
into the folder of the build; nothing of it lies in the repository. Where there is no Chromium or no Playwright, the page says so
in the picture's place, and the build goes on: only where everything is required (``COUNTERMOVE_REQUIRE_ALL``) that is a warning.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["FOLDER", "Screen", "filled", "screens_in", "setup", "taken"]

FOLDER = "_screens"
"""Where pictures are written, below the folder of the build."""

THEMES = ("light", "dark")
_PATIENCE = 60_000
"""Milliseconds in which a page has to be there."""

_MARK = re.compile(r"^<!-- screen: ([\w-]+)(\?\S+)? (\d+)x(\d+) (.+) -->$", re.MULTILINE)
_ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+/)\?(token=\S+)")


@dataclass(frozen=True, slots=True)
class Screen:
    """What is to be seen of the page of a case."""

    case: str
    query: str
    width: int
    height: int
    words: str

    def file(self, theme: str) -> str:
        """The picture's file."""
        state = re.sub(r"\W+", "-", f"{self.case}{self.query}").strip("-")
        return f"{state}-{self.width}-{theme}.png"


def screens_in(text: str) -> list[Screen]:
    """The screens that a page's text asks for, in order."""
    return [Screen(mark[1], mark[2] or "", int(mark[3]), int(mark[4]), mark[5]) for mark in _MARK.finditer(text)]


def filled(text: str, *, up: str = "", lacking: str = "") -> str:
    """A page's text with each mark replaced by its pictures, *up* leads to their folder; or by what is *lacking* to take them."""
    screens = iter(screens_in(text))
    return _MARK.sub(lambda _: "\n".join(_block(next(screens), up, lacking)), text)


def _block(screen: Screen, up: str, lacking: str) -> Iterator[str]:
    yield "```{raw} html"
    if lacking:
        yield f'<p class="made">There was {lacking} where this was built: here would be a picture. {escape(screen.words)}</p>'
    for theme in () if lacking else THEMES:
        file, size = f"{up}{FOLDER}/{screen.file(theme)}", f'width="{screen.width}" height="{screen.height}"'
        image = f'<img src="{file}" {size} alt="{escape(screen.words)}">'
        yield f'<a class="screen only-{theme}" href="{file}">{image}</a>'
    asked = f"/{screen.case}{screen.query}" if screen.query else ""
    more = f", at <code>{escape(asked)}</code>" if asked else ""
    yield f'<p class="made"><code>countermove serve {escape(screen.case)}</code>{more}</p>'
    yield "```"


def lacking() -> str:
    """What is lacking to take pictures, as "no …"; "" where all is there."""
    modules = {"playwright": "no Playwright", "starlette": "no Starlette", "uvicorn": "no uvicorn"}
    missing = next((words for name, words in modules.items() if find_spec(name) is None), "")
    return missing or ("" if _chromium() else "no Chromium")


def _chromium() -> str | None:
    """The path of Chromium, the one without windows first, which starts in a third of the time."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def taken(screens: list[Screen], folder: Path) -> None:
    """Take pictures into a folder."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for case in dict.fromkeys(screen.case for screen in screens):
            with _served(case) as (address, token):
                for screen in (screen for screen in screens if screen.case == case):
                    for theme in THEMES:
                        asked = f"{screen.query}&{token}" if screen.query else f"?{token}"
                        _take(browser, f"{address}{case}{asked}", screen, theme, folder)
        browser.close()


def _take(browser: Any, address: str, screen: Screen, theme: str, folder: Path) -> None:
    size = {"width": screen.width, "height": screen.height}
    page = browser.new_page(viewport=size, color_scheme=theme, reduced_motion="reduce")
    page.set_default_timeout(_PATIENCE)
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("() => !document.querySelector('[data-stale]') && document.fonts.status === 'loaded'")
    page.screenshot(path=folder / screen.file(theme))
    page.close()


@contextmanager
def _served(case: str) -> Iterator[tuple[str, str]]:
    """The address at which a case is served meanwhile, and the token that lets in."""
    command = [sys.executable, "-m", "countermove", "serve", case, "--no-open", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as server:
        assert server.stdout is not None
        try:
            found = next(filter(None, map(_ADDRESS.search, server.stdout)), None)
            if found is None:
                raise RuntimeError(f"countermove serve {case} does not say where it is to be found")
            yield found[1], found[2]
        finally:
            server.terminate()


# -- the build -----------------------------------------------------------------------------------------------------------


def _fill(app: Sphinx, docname: str, source: list[str]) -> None:
    source[0] = filled(source[0], up="../" * docname.count("/"), lacking=lacking())


def _always_read(app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    return [name for name in env.found_docs if _screens_of(env, name)]


def _screens_of(env: Any, name: str) -> list[Screen]:
    return screens_in(env.doc2path(name).read_text(encoding="utf-8"))


def _take_all(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    screens = [screen for name in sorted(app.env.found_docs) for screen in _screens_of(app.env, name)]
    if screens and not lacking():
        taken(list(dict.fromkeys(screens)), Path(app.outdir) / FOLDER)
    elif screens and os.environ.get("COUNTERMOVE_REQUIRE_ALL"):
        logging.getLogger(__name__).warning("%s: pictures of the page are missing", lacking())


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("source-read", _fill)
    app.connect("env-get-outdated", _always_read)
    app.connect("build-finished", _take_all)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
