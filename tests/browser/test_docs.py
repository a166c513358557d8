"""A small site of the documentation in a real browser: it asks nothing from anywhere, and axe-core finds nothing that shuts
somebody out.

Built with the documentation's own configuration, of one page that has what pages have: captions in the sidebar, a formula, code
and a table that are wider than a telephone, a figure. The whole is looked at by its own build (``docs/_ext/offline.py``).
"""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, require_module

__all__: list[str] = []

INDEX = """# Rivers

{.sentence}
One sentence, and [a page](page.md).

```{toctree}
:caption: Pages
:hidden:

page
```
"""
PAGE = """# A page

For each $s_1 \\in R^+_{N \\setminus i}(s)$ it holds that $$ s_1 \\succsim_i s. $$

<!-- figure: elmira-1991 road -->

```console
$ countermove solve elmira-1991 --concept nash --concept seq --concept gmr --concept smr --concept symseq
```

| a rather wide column | another rather wide column | a third rather wide column | a fourth rather wide column |
|---|---|---|---|
| one | two | three | four |
"""


for _name in ("sphinx", "myst_parser", "furo"):
    require_module(_name, "the documentation is built with it")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    source, built = folder / "source", folder / "built"
    source.mkdir()
    (source / "index.md").write_text(INDEX, encoding="utf-8")
    (source / "page.md").write_text(PAGE, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-Q",
        "-W",
        "-b",
        "html",
        "-c",
        str(ROOT / "docs"),
        "-D",
        "sample_reports=",
        "-D",
        "explorable_reports=",
    ]
    subprocess.run([*command, str(source), str(built)], check=True, timeout=300, cwd=ROOT)
    return built


@pytest.mark.level("all")
@pytest.mark.level("judge", but=2)
@pytest.mark.parametrize(
    ("page", "scheme", "width"), [("index", "dark", 390), ("page", "light", 1280), ("page", "dark", 390)]
)
def test_nobody_is_shut_out_and_nothing_is_asked_of_anybody(
    browser: Any, site: Path, page: str, scheme: str, width: int
) -> None:
    require_module("axe_playwright_python", "it ships axe-core")
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((site / f"{page}.html").as_uri())
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    opened.evaluate(f"{axe}\n;undefined")
    found = opened.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    grave = [item for item in found["violations"] if item["impact"] in ("serious", "critical")]
    assert [(item["id"], item["nodes"][0]["html"][:200]) for item in grave] == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width, "it does not scroll sideways"
    fonts = opened.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert {font.strip('"') for font in fonts} == {"Inter", "Source Serif 4"}, "the package's own"
    opened.close()
