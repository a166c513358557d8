"""Pictures of the page are taken by the build, into the build; where they cannot be, the build goes on and says so."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from tests.conftest import ROOT, require_browser, require_module

__all__: list[str] = []

require_module("sphinx", "the documentation is built with it")

pytestmark = pytest.mark.usefixtures("extensions")

PAGE = """a
<!-- screen: ferry 640x400 All of it. -->
b
<!-- screen: ferry?set=d:0.2&ask=why 390x844 A driver & what <follows>. -->
"""


def test_a_mark_becomes_a_picture_for_light_and_one_for_dark() -> None:
    from screens import filled

    text = filled(PAGE, up="../")
    assert text.startswith("a\n```{raw} html\n")
    assert re.findall(r'class="screen only-(\w+)" href="([^"]+)"', text) == [
        ("light", "../_screens/ferry-640-light.png"),
        ("dark", "../_screens/ferry-640-dark.png"),
        ("light", "../_screens/ferry-set-d-0-2-ask-why-390-light.png"),
        ("dark", "../_screens/ferry-set-d-0-2-ask-why-390-dark.png"),
    ]
    assert text.count('alt="A driver &amp; what &lt;follows&gt;."') == 2
    assert "<code>/ferry?set=d:0.2&amp;ask=why</code>" in text
    assert filled("no mark") == "no mark"


def test_where_there_is_no_browser_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import screens

    monkeypatch.setattr(screens.shutil, "which", lambda _: None)
    require_module("playwright", "it drives the browser")
    assert screens.lacking() == "no Chromium"
    text = screens.filled(PAGE, lacking=screens.lacking())
    assert "<img" not in text
    assert text.count("There was no Chromium where this was built") == 2


@pytest.mark.level("judge")
def test_pictures_are_taken(tmp_path: Path) -> None:
    for name in ("playwright", "starlette", "uvicorn"):
        require_module(name, "pictures of the page are taken with it")
    require_browser("the page is looked at in it")
    import screens

    asked = screens.screens_in("<!-- screen: melos-416bc 400x300 Melos -->")
    screens.taken(asked, tmp_path)
    files = [tmp_path / f"melos-416bc-400-{theme}.png" for theme in screens.THEMES]
    light, dark = (file.read_bytes() for file in files)
    for content in (light, dark):
        assert struct.unpack(">II", content[16:24]) == (400, 300)
    assert light != dark


def test_the_page_on_the_page_knows_its_keys_and_its_address() -> None:
    from countermove.plugins.serve.switches import NOTHING

    page = (ROOT / "docs" / "workbench.md").read_text(encoding="utf-8")
    script = (ROOT / "frontend" / "src" / "keys.ts").read_text(encoding="utf-8")
    told = re.findall(r"^\| (`.+) \| .+ \|$", page.partition("## By keyboard")[2].partition("##")[0], re.MULTILINE)
    signs = set(re.sub("[`,]", "", " ".join(told)).split())
    keys = re.findall(r'shown: "(.+?)"', script)
    assert len(keys) > 8
    assert {sign for key in keys for sign in key.split()} == signs
    for name in NOTHING.parts:
        assert re.search(rf"[`&]{name}=", page), name
