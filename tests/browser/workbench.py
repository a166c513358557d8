"""A server of cases that may be changed, and pages of it that hear whatever goes wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from tests.browser import pier
from tests.unit.presentation.hostile import HOSTILE

__all__ = [
    "GO",
    "KOREA",
    "PIER",
    "axe_script",
    "copied",
    "entrance",
    "let_in",
    "name_of",
    "opened",
    "said",
    "serving",
    "settled",
]

KOREA = resources.files("countermove.assessment").joinpath("cases", "korea-2021.yaml").read_bytes()
_before, _, _after = pier.PIER.partition('observations:\n  B1: {date: "2024-09-01", saw: port.lend}\n')
PIER = f"{_before}# Nothing has happened since.\n{_after}".encode()
"""The pier before anything happened, of which the file alone would be told; with a comment."""

assert _after


def copied(folder: Path) -> None:
    """Cases in a folder: Korea, a small one, and one of which every text would like to be markup."""
    (folder / "korea-2021.yaml").write_bytes(KOREA)
    (folder / "pier.yaml").write_bytes(PIER)
    (folder / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")


_TOKENS: dict[str, str] = {}
"""Address → the token of the server there."""


def let_in(context: Any, address: str) -> None:
    """Give a browser the cookie of the server of an address, as opening the printed one does."""
    own = "/".join(address.split("/")[:3])
    cookie = {"name": f"countermove-{own.rpartition(':')[2]}", "value": _TOKENS[own], "url": own}
    context.add_cookies([{**cookie, "httpOnly": True, "sameSite": "Strict"}])


def entrance(address: str) -> str:
    """The address that the server there has printed."""
    return f"{address}/?token={_TOKENS[address]}"


@contextmanager
def serving(folder: Path, *more: str) -> Iterator[str]:
    """The address of a server of its own, without the last slash; *more*: of its command line. What ``opened`` opens there
    has its token."""
    command = [sys.executable, "-m", "countermove", "serve", str(folder), "--no-open", "--port", "0", *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        told = []
        for line in process.stdout:
            told.append(line)
            if found := re.search(r"(http://[\w.:\[\]]+)/\?token=(\S+)", line):
                _TOKENS[found[1]] = found[2]
                yield found[1]
                return
        raise AssertionError("".join(told))
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


GO = """query => {
  history.pushState({}, '', '?' + query);
  dispatchEvent(new PopStateEvent('popstate', {state: {}}));
}"""
"""Goes to other switches, as Back does."""

_UNFOLD = """addEventListener('DOMContentLoaded', () => {
  for (const group of document.querySelectorAll('[data-group]')) group.open = true;
})"""


def opened(browser: Any, address: str, *, folded: bool = False, **options: Any) -> tuple[Any, list[str]]:
    """A page in a context of its own, and whatever it complained of, or asked of anybody else; *folded*: whether its four
    groups are as they come, and not open."""
    options = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **options}
    context = browser.new_context(**options)
    let_in(context, address)
    if not folded:
        context.add_init_script(_UNFOLD)
    page = context.new_page()
    page.set_default_timeout(20_000)
    heard: list[str] = []
    own = address.partition("//")[2].partition("/")[0]
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: heard.append(request.url) if f"//{own}/" not in request.url else None)
    page.goto(address)
    if options.get("java_script_enabled", True):
        settled(page)
    return page, heard


def settled(page: Any) -> None:
    """Wait until everything is told."""
    page.locator("html.scripted:not([data-asking]):not(:has(.working))").wait_for(state="attached")


def said(page: Any) -> list[str]:
    """The answers as they stand there."""
    return [text.strip() for text in page.locator(".answer .said").all_text_contents()]


def name_of(page: Any) -> str:
    """What has the focus: its key, otherwise its id or tag."""
    return str(page.evaluate("(({dataset, id, tagName}) => dataset.key ?? (id || tagName))(document.activeElement)"))


def axe_script() -> str:
    """axe-core."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
