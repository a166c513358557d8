"""The gallery's figures are drawn by the build, into the build."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

__all__: list[str] = []


@pytest.fixture(autouse=True)
def extensions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "docs" / "_ext"), *sys.path])


def test_a_mark_becomes_a_picture_for_wide_and_narrow_screens_with_its_table(tmp_path: Path) -> None:
    from gallery import filled

    text = filled("a\n<!-- figure: elmira-1991 states concept=nash,seq -->\nb\n", tmp_path, up="../")
    assert text.startswith('a\n```{raw} html\n<div class="frame wide" tabindex="0" role="region"')
    assert text.count("<div") == text.count("</div>") == text.count("<svg") == 2
    assert text.endswith("\n```\nb\n")
    assert "var(--ink)" in text, "it takes the page's colours"
    assert "#" not in "".join(re.findall(r'fill="([^"]+)"', text)).replace("url(#", "")
    assert "countermove figure elmira-1991 states --concept nash --concept seq -o states.svg" in text
    (table,) = tmp_path.iterdir()
    assert f'href="../_figures/{table.name}"' in text
    assert table.name == "elmira-1991-states-nash-seq.csv"
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids)), "both drawings stand in one page"


def test_a_mark_may_select_a_reading(tmp_path: Path) -> None:
    from gallery import filled

    mark = re.search("^<!-- figure: .* reading=.*$", (ROOT / "docs/questions/deal.md").read_text("utf-8"), re.MULTILINE)
    assert mark is not None
    text = filled(mark[0], tmp_path)
    assert "countermove figure korea-2021 deal --reading O1=answers -o deal.svg" in text
    assert "(O1)" in text, "the picture says so"
    assert [table.name for table in tmp_path.iterdir()] == ["korea-2021-deal-O1-answers.csv"]


def test_a_mark_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    from gallery import filled

    with pytest.raises(ValueError, match="takes no color"):
        filled("<!-- figure: elmira-1991 states color=red -->", tmp_path)


def test_the_gallery_draws_five_large_and_names_every_other_kind_where_it_is_drawn() -> None:
    from countermove.catalogue import PICTURES

    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    large = re.findall(r"^<!-- figure: [\w.-]+ (\w+)", page, re.MULTILINE)
    others = dict(re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", page, re.MULTILINE))
    assert len(large) == 5
    assert set(large) | set(others) == set(PICTURES)
    assert not set(large) & set(others)
    for name, where in others.items():
        if linked := re.search(r"\((questions/\w+\.md)\)", where):
            there = (ROOT / "docs" / linked[1]).read_text(encoding="utf-8")
            assert re.search(rf"^<!-- figure: [\w.-]+ {name}\b", there, re.MULTILINE), (name, linked[1])
        else:
            assert where.startswith("`countermove figure ")
            assert f" {name} " in where


def test_every_question_has_its_picture() -> None:
    pages = [page for page in sorted((ROOT / "docs" / "questions").glob("*.md")) if page.name != "index.md"]
    assert len(pages) > 12
    assert [page.name for page in pages if "<!-- figure: " not in page.read_text(encoding="utf-8")] == []


def test_a_sweep_is_drawn_from_the_examples_before_it(tmp_path: Path) -> None:
    from gallery import filled

    page = (ROOT / "docs" / "concepts" / "relations.md").read_text(encoding="utf-8")
    text = filled(page, tmp_path)
    assert "<!-- regions" not in text
    assert text.count("<svg") == 2
    assert "cm.regions_figure(regions, concept=&quot;nash&quot;)" in text
    assert "(0.4, 1] × (0.6, 1]" in (tmp_path / "regions.csv").read_text(encoding="utf-8")
