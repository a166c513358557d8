"""Fragments of links to a report that argues back, which runs a script in a browser, and offers a command for a shell."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from urllib.parse import quote

from tests.attack.door import Attempt, Broken, Door
from tests.attack.mischief import text
from tests.conftest import require_browser
from tests.shown import HIDING, NAME, TEXTS, faults

__all__ = ["DOOR", "HIDING_LINKS"]

HIDING_LINKS = (
    "set=\u202ed:0.5", "set=d:0.5\u202e\x1b[2J", "set=d:\x00", "set=d:0.2\nrm -rf x", "if=\u202ez", "if=\x1b]0;x\x07",
    "eyes=\u2066v", "read=Q:\u200btwo", "read=\u202eQ:two", "by=\ufeffnash", "do=drop:\u202ea1", "do=drop:a1,\U000e0041",
    "do=above:\u202ea1:a2", "set=d:0.1,\u202e:'$(x)'", "of=\u202e&ask=\u202e", "\u202e=\u202e",
)  # fmt: skip
"""Fragments of links that would like to hide something in the command that is offered, or elsewhere."""

_NAMED = (
    *HIDING_LINKS, "if=\ud800", "set=d:\udfff", "do=drop:a1&set=\U0010ffff", "set=d,e", "read=Q",
    "if=<script>alert(1)</script>", "if=</script><svg onload=alert(1)>", "set=d:1e999", f"set=d:{'9' * 400}", "set=d:-1",
    "set=d:2",
    "set=d:NaN", "set=nobody:0.5", "set=__proto__:0.5", "read=__proto__:two", "read=Q:constructor", "do=toString:a1",
    'do=drop:a1"]',
    "if=%00", "if=%E2%80%AE", "if=%", "if=%ED%A0%80", "if=%252E%u202e", "if=%0Aid%0A", f"if={'x' * 100_000}", "&" * 10_000,
    f"set={','.join(f'd:{number}' for number in range(5_000))}", "=" * 1_000, "if=z&if=z&if=y", "if=`id`$(id);id|id&eyes='\"\\",
    "if=!!&eyes=--help", "if=-o", "if=~&by=*", "do=,,,,&set=,:,&read=:", "hasOwnProperty=1&if=valueOf",
)  # fmt: skip
"""What a link could hold."""

_REAL = (
    ("set", ("d:0.2", "d:0.5", "d:0.9", "d:0.33333")),
    ("do", ("drop:a1", "turn:a2", "above:a2:a1", "drop:a1,drop:b1")),
    ("if", ("z",)),
    ("eyes", ("v",)),
    ("read", ("Q:two", "Q:one")),
    ("by", ("nash", "gmr")),
    ("ask", ("why",)),
    ("of", ("K",)),
)
_FLAGS = {"if": "--scenario", "eyes": "--view", "by": "--concept"}

_SHOW = (
    """async units => {
  const hash = units.map(unit => String.fromCharCode(unit)).join("");
  await new Promise(done => {
    addEventListener("hashchange", () => setTimeout(done), { once: true });
    setTimeout(done, 100);
    location.hash = hash;
  });
  const command = document.querySelector("[data-command]");
  return {
    title: document.title, command: command.textContent, visible: command.checkVisibility(),
    scripts: document.querySelectorAll("script, iframe, object, embed, link, base, form").length,
    handlers: [...document.querySelectorAll("*")].filter(
      part => [...part.attributes].some(({ name }) => /^on/i.test(name))).length,
    asked: [...new URLSearchParams(location.hash.slice(1))], texts: ("""
    + TEXTS
    + """)() };
}"""
)


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    from playwright.sync_api import sync_playwright

    from countermove.assessment import loads
    from countermove.plugins.serve.explorable.page import explorable_html
    from countermove.reports.report.compute import report_case
    from tests.browser.test_explorable import opened_in

    chromium = require_browser("the script runs in it")
    assessment = loads(HIDING, file=f"{NAME}.yaml")
    file = folder / "explorable.html"
    file.write_text(explorable_html(report_case(assessment, draws=20), assessment), encoding="utf-8")
    empty = folder / "empty"
    empty.mkdir()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-ipc-flooding-protection"]
        )
        page, heard = opened_in(browser, file)
        page.set_default_timeout(20_000)
        before = page.evaluate(_SHOW, [])

        def attempt(rng: Random, number: int) -> str:
            del heard[:]
            hash_ = _NAMED[number] if number < len(_NAMED) else _made(rng)
            found = page.evaluate(_SHOW, list(_units(hash_)))
            if heard:
                raise Broken(f"the page complains or asks for something: {heard[0][:200]}")
            for told, where in found["texts"]:
                if wrong := faults(told):
                    raise Broken(f"{where}: {wrong[0]}")
            for name in ("title", "scripts", "handlers"):
                if found[name] != before[name]:
                    raise Broken(f"its {name} became {found[name]!r:.200}")
            if not found["command"]:
                return "shown"
            _judge(found["command"], found["asked"], empty)
            return "a command is offered"

        yield attempt
        browser.close()


def _units(hash_: str) -> Iterator[int]:
    """As a script counts letters, of which half ones stay half."""
    content = hash_.encode("utf-16-le", "surrogatepass")
    return (content[place] | content[place + 1] << 8 for place in range(0, len(content), 2))


def _made(rng: Random) -> str:
    pairs = []
    for name, values in rng.sample(_REAL, rng.choice((1, 1, 2, 3))):
        value = rng.choice(values)
        kind = rng.random()
        if kind < 0.35:
            value = text(rng)
        elif kind < 0.6:
            at = rng.randrange(len(value) + 1)
            value = value[:at] + text(rng)[:200] + value[at:]
        if rng.random() < 0.5:
            value = quote(value.encode("utf-8", "surrogatepass"), safe=rng.choice(("", ":,")))
        pairs.append(f"{name}={value}")
    if rng.random() < 0.1:
        pairs.append(f"{text(rng)[:300]}={text(rng)[:300]}")
    return "&".join(pairs)


def _judge(command: str, asked: list[list[str]], empty: Path) -> None:
    """Raise Broken unless a shell takes the command for that one alone, each value for one word, and nothing else comes of it."""
    script = "countermove() { printf '%s\\0' \"$@\"; }\n" + command + "\n"
    told = subprocess.run(
        ["bash", "--norc", "--noprofile"],
        input=script.encode(),
        capture_output=True,
        cwd=empty,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nowhere"},
        check=False,
        timeout=60,
    )
    words = told.stdout.decode("utf-8", "replace").split("\0")[:-1]
    if told.returncode or told.stderr or "\n" in command or os.listdir(empty):
        raise Broken(f"a shell says of {command[:200]!a}: {told.stderr[:200]!r}")
    if words[:1] == ["serve"] and len(words) == 2:
        return
    if words[:1] != ["assess"] or len(words) % 2:
        raise Broken(f"a shell takes {command[:200]!a} for {words!a:.300}")
    given = {name: value for name, value in asked if name in dict(_REAL)}
    offered = list(zip(words[2::2], words[3::2], strict=True))
    if not {flag for flag, _ in offered} <= {"--set", "--reading", *_FLAGS.values()}:
        raise Broken(f"a shell sees other flags in {command[:200]!a}: {offered!a:.300}")
    for name, flag in _FLAGS.items():
        own = [value for flag_, value in offered if flag_ == flag]
        want = [given[name].partition("\0")[0]] if given.get(name) else []  # no word of a shell holds more
        if own != want:
            raise Broken(f"{flag} is {own!a:.200}, where {want!a:.200} was asked for")
    for name, flag in (("set", "--set"), ("read", "--reading")):
        parts = [part for part in given.get(name, "").split(",") if part]
        if any("\0" in part for part in parts):
            continue
        pairs = {part.partition(":")[0]: part.partition(":")[2] for part in parts}
        if [value for flag_, value in offered if flag_ == flag] != [f"{key}={value}" for key, value in pairs.items()]:
            raise Broken(f"{flag} has other values than {given[name]!a:.200}: {offered!a:.300}")


DOOR = Door(
    name="fragments",
    title="Links to a report that argues back",
    promise="shown with nothing hidden, no script and no request; the command that is offered is one, word by word",
    open=_opened,
    full=500,
    few=len(_NAMED) + 12,
    seconds=20.0,
    alone=True,
    needs=("playwright.sync_api",),
    level="all",
)
