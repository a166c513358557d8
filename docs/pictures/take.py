"""Takes the picture in README: the first screen of a report that argues back, as wide as a page of a repository's host.

``python docs/pictures/take.py`` writes it, light and dark, with the words that it shows inside the file; a test compares these
with what the program says today.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

CASE = "korea-2021"
SIZE = {"width": 1080, "height": 860}
FOLDER = Path(__file__).parent
_WORDS = """() => {
  const walker = document.createTreeWalker(document.querySelector(".screen"), NodeFilter.SHOW_TEXT);
  const said = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (node.parentElement.closest("[aria-live], svg title")) continue;
    if (node.textContent.trim() && box.width > 1 && box.height > 1
      && node.parentElement.checkVisibility({ visibilityProperty: true })) said.push(node.textContent.trim());
  }
  return said.join(" ").replace(/\\s+/g, " ");
}"""


def words(page: Any) -> str:
    """What a report shows on its first screen, once its scripts have told what follows, wherever a window ends."""
    page.wait_for_selector(".screen:not([hidden])")
    said = page.evaluate(_WORDS)
    assert isinstance(said, str)
    return said


def kept(picture: Path) -> str:
    """The words that a picture keeps."""
    from PIL import Image

    with Image.open(picture) as image:
        return str(image.info["Description"])


def take(report: Path) -> None:
    """Take both pictures of a report."""
    from PIL import Image, PngImagePlugin
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for theme in ("light", "dark"):
            page = browser.new_page(viewport=SIZE, color_scheme=theme, reduced_motion="reduce", device_scale_factor=1.5)
            page.goto(report.as_uri(), wait_until="networkidle")
            taken = FOLDER / f"reading-{theme}.png"
            page.screenshot(path=taken)
            described = PngImagePlugin.PngInfo()
            described.add_text("Description", words(page))
            with Image.open(taken) as image:
                image.quantize(128, method=Image.Quantize.FASTOCTREE).save(taken, pnginfo=described, optimize=True)
        browser.close()


if __name__ == "__main__":
    from countermove.cli import main

    with tempfile.TemporaryDirectory() as made:
        written = Path(made, "report.html")
        sys.argv = ["countermove", "report", CASE, "--explorable", "-o", str(written)]
        try:
            main()
        except SystemExit as left:
            if left.code:
                raise
        take(written)
