"""The gallery's figures are drawn by the build, into the build."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT

__all__: list[str] = []


@pytest.fixture(autouse=True)
def extensions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "docs" / "_ext"), *sys.path])


def test_a_mark_becomes_a_picture_in_both_themes_with_its_table(tmp_path: Path) -> None:
    from gallery import filled

    text = filled("a\n<!-- figure: elmira-1991 states concept=nash,seq -->\nb\n", tmp_path, up="../")
    assert text.startswith('a\n```{raw} html\n<div style="overflow-x: auto" tabindex="0" role="region"')
    assert text.count("<div") == text.count("</div>") == 1
    assert text.endswith("\n```\nb\n")
    assert "countermove figure elmira-1991 states --concept nash --concept seq -o states.svg" in text
    names = sorted(path.name for path in tmp_path.iterdir())
    stem = "elmira-1991-states-nash-seq"
    assert names == [f"{stem}-dark.svg", f"{stem}-light.svg", f"{stem}.csv"]
    for name in names[:2]:
        assert f'src="../_figures/{name}"' in text
        ElementTree.parse(tmp_path / name)


def test_a_mark_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    from gallery import filled

    with pytest.raises(ValueError, match="takes no color"):
        filled("<!-- figure: elmira-1991 states color=red -->", tmp_path)


def test_every_kind_of_figure_is_in_the_gallery() -> None:
    from countermove.catalogue import PICTURES

    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    missing = [name for name in PICTURES if f" {name}" not in page.replace("elmira-1991 ", "korea-2021 ")]
    assert not missing
