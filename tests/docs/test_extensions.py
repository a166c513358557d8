"""The documentation's own extensions, on small inputs: what a page asks for, its formulas, and who can reach what."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT, require_module

__all__: list[str] = []

require_module("sphinx", "the documentation is built with it")

pytestmark = pytest.mark.usefixtures("extensions")

PAGE = """<head><link rel="canonical" href="https://example.org/a"><link rel="icon" href="data:image/svg+xml,x">{}</head>
<body><a href="https://example.org">elsewhere</a> <a href="b.html#c">there</a> {}</body>"""


@pytest.mark.parametrize(
    ("head", "body", "told"),
    [
        ("", "", []),
        ('<script src="https://cdn.example/m.js"></script>', "", ["loads https://cdn.example/m.js"]),
        ('<link rel="stylesheet" href="//cdn.example/s.css">', "", ["loads //cdn.example/s.css"]),
        ("<style>@import 'http://e.example/f.css';</style>", "", ["loads http://e.example/f.css"]),
        ("", '<img srcset="b.html 1x, http://e.example/i.png 2x">', ["loads http://e.example/i.png"]),
        ("", '<p style="background: url(http://e.example/i.png)">x</p>', ["loads http://e.example/i.png"]),
        ("", '<a href="gone.html">x</a>', ["leads to gone.html, which is not there"]),
        ("", "<code>src=&quot;http://e.example&quot;</code>", []),
    ],
)
def test_a_page_that_loads_or_leads_elsewhere_is_noticed(tmp_path: Path, head: str, body: str, told: list[str]) -> None:
    from offline import faults

    (tmp_path / "b.html").write_text("<p>b</p>", encoding="utf-8")
    (tmp_path / "a.html").write_text(PAGE.format(head, body), encoding="utf-8")
    assert list(faults(tmp_path)) == [("a.html", fault) for fault in told]


def test_a_style_sheet_that_loads_elsewhere_is_noticed(tmp_path: Path) -> None:
    from offline import faults

    drawn = """a { background: url('data:image/svg+xml;utf8,<svg xmlns="http://www.w3.org/2000/svg"/>') }"""
    (tmp_path / "a.css").write_text(drawn, encoding="utf-8")
    assert list(faults(tmp_path)) == []
    (tmp_path / "a.css").write_text("@font-face { src: url(https://f.example/f.woff2) }", encoding="utf-8")
    assert list(faults(tmp_path)) == [("a.css", "loads https://f.example/f.woff2")]


def test_a_formula_is_mathml() -> None:
    from docutils.utils.math import MathError
    from mathml import mathml

    text = mathml(r"R^+_{N \setminus i}(s) \succsim_i \text{Nash}", block=False)
    words = "".join(ElementTree.fromstring(text).itertext())
    assert words == "RN\\i+(s)≿iNash"
    assert "\n" not in text
    with pytest.raises(MathError, match="nosuch"):
        mathml(r"\nosuch{a}", block=True)


def test_no_formula_of_the_pages_is_unknown() -> None:
    from mathml import mathml

    formulas = 0
    for page in sorted((ROOT / "docs").rglob("*.md")):
        text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for block, inline in re.findall(r"\$\$(.+?)\$\$|\$([^$]+?)\$", text, re.DOTALL):
            assert mathml(block or inline, block=bool(block)).startswith("<math")
            formulas += 1
    assert formulas > 200


def test_captions_have_a_level_and_wide_code_can_be_reached() -> None:
    from accessible import levelled, reachable

    assert (
        levelled('<p class="caption" role="heading">A</p>') == '<p class="caption" role="heading" aria-level="2">A</p>'
    )
    assert reachable("<pre>short</pre>") == "<pre>short</pre>"
    wide = f"<span>{'x' * 50}</span>"
    assert reachable(f"<pre>{wide}</pre>") == f'<pre tabindex="0">{wide}</pre>'
    assert reachable('<div class="table-wrapper docutils">') == '<div tabindex="0" class="table-wrapper docutils">'


def test_beside_a_page_stand_the_titles_of_all_with_the_lists_that_they_have() -> None:
    from docutils import nodes
    from sidebar import titled
    from sphinx import addnodes

    def contents(*sections: nodes.Node) -> nodes.bullet_list:
        title = addnodes.compact_paragraph("", "", nodes.reference("", "A page", refuri="a"))
        return nodes.bullet_list("", nodes.list_item("", title, nodes.bullet_list("", *sections)))

    def section(*within: nodes.Node) -> nodes.list_item:
        return nodes.list_item("", addnodes.compact_paragraph("", "a section"), nodes.bullet_list("", *within))

    whole = contents(section(), section(addnodes.toctree(entries=[(None, "b")])))
    [item] = titled(whole).children
    assert [type(child) for child in item[1]] == [addnodes.toctree]
    assert item.astext().strip() == "A page"
    [item] = titled(contents(section())).children
    assert len(item) == 1
    assert whole.astext().count("a section") == 2, "what is given stays whole"


def test_a_notebook_is_executed_and_differences_have_their_line() -> None:
    from executed import differences

    page = "# A\n\n```python\n>>> a = 1\n\n```\n\nText.\n\n```python\n>>> a + 1\n3\n>>> a\n1\n\n```\n\n```text\n>>> no\n```\n"
    ((line, told),) = differences(page, "a")
    assert line == page.splitlines().index(">>> a + 1") + 1
    assert "Expected:\n    3\nGot:\n    2" in told
    assert list(differences(page.replace("\n3\n", "\n2\n"), "a")) == []


def test_every_published_conflict_has_its_section() -> None:
    from generated import GENERATORS

    from countermove.assessment import conflict_cases

    text = GENERATORS["cases"]()
    for case in conflict_cases():
        assert f"(case-{case.name})=\n## {case.title}\n" in text
        assert all(f"* {line.rstrip('.')}." in text for line in case.citation)
    assert "| equilibria under `gmr` | 1, 6 | 1, 6 |" in text
    assert "| improvements of Ministry of the Environment, Uniroyal from 5 | 8 | 8 |" in text
    assert "printed 420, computed 384" in text


def test_every_pattern_of_the_tables_of_cues_is_published() -> None:
    from generated import GENERATORS

    from countermove.plugins.evidence.documents.cues import KINDS, LADDER, NOT, TABLES

    text = GENERATORS["cues"]()
    assert all(f"### {kind.capitalize()}\n" in text for kind in KINDS)
    assert all(
        f"`{line}`" in text for kind in KINDS for line in (*TABLES[kind], *NOT.get(kind, ())) if line not in LADDER
    )
    assert "| most likely | very likely | 80 to 95% |" in text


def test_the_page_about_speed_is_made_of_what_was_measured() -> None:
    import json

    from generated import GENERATORS
    from speeds import RECORD, speed_figure

    figures = json.loads(RECORD.read_text(encoding="utf-8"))["figures"]
    text = GENERATORS["speed"]()
    assert text.count("<svg") == 2
    assert all(f"| {item['name']} |" in text for item in figures if item["group"] == "touch")
    for width in (760.0, 344.0):
        figure = speed_figure(figures, width)
        texts = [box for box in figure.boxes if box.kind == "text"]
        assert len(figure.table.rows) == sum(item["group"] == "growth" and bool(item["size"]) for item in figures)
        assert all(box.x >= 0 and box.x + box.width <= width for box in texts)
        assert not any(one.overlaps(other, slack=-0.5) for k, one in enumerate(texts) for other in texts[:k])


def test_every_live_screen_of_a_page_is_a_report_that_the_build_writes() -> None:
    configured = re.search(
        r"^explorable_reports = (.*)$", (ROOT / "docs/conf.py").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert configured is not None
    cases = re.findall(r'"([^"]+)"', configured[1])
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")]
    shown = {name for page in pages for name in re.findall(r'<iframe[^>]* src="_samples/([^"#]+)', page)}
    assert shown == {f"{Path(case).stem}-explorable.html" for case in cases}


@pytest.mark.level("all")
def test_a_file_of_the_documentation_argues_back(tmp_path: Path) -> None:
    from samples import explorable

    written = explorable(str(ROOT / "docs" / "examples/river.yaml"), tmp_path)
    assert written.name == "river-explorable.html"
    assert "Will the water be released?" in written.read_text(encoding="utf-8")
