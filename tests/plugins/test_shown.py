"""A case that hides and turns text: whatever shows it, it is seen for what it is, and nothing else comes through."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from countermove.assessment import Assessment, loads
from countermove.catalogue import PICTURES
from countermove.media.html import fragment_of, html_of
from countermove.media.markdown import markdown_of
from countermove.media.pdf import pdf_of
from countermove.plugins.mcp.resources import Listed
from countermove.plugins.mcp.screens import quotation, reply_text
from countermove.plugins.serve.explorable.page import explorable_html
from countermove.plugins.serve.panels import PANELS
from countermove.plugins.serve.serving.jobs import Bench
from countermove.plugins.serve.serving.pages import failed_page, frame_page, list_page, problem_page
from countermove.plugins.serve.serving.responses import _attached
from countermove.plugins.serve.serving.shelf import Source
from countermove.plugins.serve.site.compute import AnswerState, CaseState, SitePage
from countermove.plugins.serve.site.feed import Entry, SiteState, _put, feed_of, state_text
from countermove.plugins.serve.site.output import index_page
from countermove.plugins.serve.view import View
from countermove.presentation.drawing import Drawing, Span
from countermove.presentation.escape import cleaned, escaped, shown
from countermove.presentation.figure import Figure
from countermove.presentation.templates import environment_of, markup_of
from countermove.processes.frames import packed, unpacked
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord, report_case
from gmcr.base import characters
from gmcr.base.characters import hidden_in, one_line, shell_word, visible
from tests.conftest import ROOT, require_module
from tests.shown import HIDING, KEPT, NAME, WRITTEN_OUT, faults, faults_of_page

__all__: list[str] = []

FILE = f"{NAME}.yaml"
HOSTILE_LINK = "if=\u202ex\x1b[2J&read=Q:two\u2066&set=\u202ed:0.5\n\x00&do=drop:\u202ea1&ask=\u202ewhat&of=\u200b"
QUERIES = ("", "set=d:0.2", "do=drop:a1,turn:a2", "if=z", "eyes=v", "read=Q:two&set=d:0.2", "by=nash", HOSTILE_LINK)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return loads(HIDING, file=FILE)


@pytest.fixture(scope="module")
def record(assessment: Assessment) -> ReportRecord:
    return report_case(assessment, draws=20)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


def job(kind: str, **more: object) -> dict[str, Any]:
    """A job of the server on the case."""
    own = {"file": FILE, "content": packed(HIDING.encode()), "export": f"/api/export/{NAME}/", "never": True}
    return {"kind": kind, "query": "", "path": None, **own, **more}


def silent(done: int, of: int) -> None:
    """Hears no progress."""


def seen_as_it_is(text: str) -> None:
    """The case is in what is shown: what hides is written out, and what writing needs stays."""
    assert WRITTEN_OUT in text.replace("\\\\", "\\")
    assert all(words in text for words in KEPT)


# -- pages -------------------------------------------------------------------------------------------------------------


def test_what_finds_faults_finds_them() -> None:
    assert faults("a\u202eb") == ["U+202E in 'a\\u202eb'"]
    assert faults("\u2068a\u2069 b\u200d") == ["U+200D in '\\u2068a\\u2069 b\\u200d'"]
    assert len(faults("\u2069a\u2068")) == 2
    assert faults("\u2068\u05d0\u2069 " + " ".join(KEPT)) == []
    assert list(faults_of_page('<p title="&#x202e;">a&#x200b;</p><!-- \u2066 -->')) == [
        "title of <p>: U+202E in '\\u202e'",
        "text of <p>: U+200B in 'a\\u200b'",
        "a comment: U+2066 in ' \\u2066 '",
    ]


@pytest.mark.level("all")
def test_a_report_hides_nothing_in_any_format(record: ReportRecord) -> None:
    dossier = dossier_of(record)
    for html in (html_of(dossier), html_of(dossier_of(record, brief=True))):
        assert list(faults_of_page(html)) == []
        seen_as_it_is(html)
    assert list(faults_of_page(fragment_of(dossier.first))) == []
    told = markdown_of(dossier)
    # The joiner within addresses is the report's own.
    assert [fault for line in told.replace("\u2060", "").splitlines() for fault in faults(line)] == []
    seen_as_it_is(told)


@pytest.mark.level("all")
@pytest.mark.parametrize("brief", [True, pytest.param(False, marks=pytest.mark.level("judge"))])
def test_a_pdf_hides_nothing(record: ReportRecord, brief: bool) -> None:
    pypdf = require_module("pypdf", "it reads the text of a PDF")
    require_module("typst", "it sets a PDF")
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(dossier_of(record, brief=brief, form="pdf"))))
    told = "\n".join(page.extract_text() for page in reader.pages)
    assert not {match[0] for match in hidden_in(told)} - set("\u2068\u2069\u200c\u200d\ufe0f\x00")
    assert faults(reader.metadata.title) == []
    assert "\\u202eswollof" in told


def strings(value: Any) -> Iterator[str]:
    """All texts in data, and its names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def test_a_report_that_argues_back_hides_nothing_in_its_page_or_its_data(
    record: ReportRecord, assessment: Assessment
) -> None:
    html = explorable_html(record, assessment)
    assert list(faults_of_page(html)) == []
    (data,) = re.findall(r'<script type="text/plain" data-packed>([^<]*)<', html)
    whole = zlib.decompress(base64.b64decode(data))
    head = json.loads(whole[4 : 4 + int.from_bytes(whole[:4], "little")])
    told = list(strings(head))
    assert [fault for text in told for fault in faults(text)] == []
    seen_as_it_is("\n".join(told))
    assert head["case"] == "$'x\\u202efdp'"


@pytest.mark.level("all", but=8)
@pytest.mark.parametrize("query", [*QUERIES, *(f"ask={name}" for name in PANELS)])
def test_no_page_of_the_server_hides_anything(bench: Bench, query: str) -> None:
    shell = {"case": NAME, "digest": "", "static": "/static/", "home": "/", "report": "/report/x"}
    html = "".join(bench.done(job("page", query=query, shell=shell), silent)[part] for part in ("above", "below"))
    assert list(faults_of_page(html)) == []
    seen_as_it_is(html)
    for stage in ("now", "all", "reasons"):
        view = bench.done(job("view", query=query, stage=stage), silent)["view"]
        told = [view["title"], view["status"], *view["marks"].values()]
        assert [fault for text in told for fault in faults(text)] == []
        assert [fault for part in view["fragments"].values() for fault in faults_of_page(part)] == []
        if view["slow"]:
            assert list(faults_of_page(bench.done(job("panel", query=query), silent)["fragment"])) == []


def test_no_page_around_the_cases_hides_anything() -> None:
    hiding = loads(HIDING, file=FILE).document.title or ""
    source = Source(NAME, FILE, b"")
    for html in (
        list_page([(source, hiding)]),
        frame_page(hiding),
        failed_page(hiding),
        problem_page(hiding),
    ):
        assert list(faults_of_page(html)) == []
        seen_as_it_is(html)
    assert "<bdi>ועידת השלום" in frame_page(hiding)


def test_nothing_of_a_site_hides_anything(assessment: Assessment) -> None:
    hiding = assessment.document.title or ""
    kept = CaseState(hiding, hiding, {"K1": AnswerState(hiding, hiding, hiding)}, {"K": hiding}, {"K": hiding})
    index = index_page({f"{NAME}.html": SitePage(kept, "", "", hiding)})
    assert list(faults_of_page(index)) == []
    seen_as_it_is(index)
    entry = Entry("urn:x", f"{NAME}.html", hiding, "2024-01-01T00:00:00Z", (hiding, hiding))
    state = SiteState("urn:y", "2024-01-01T00:00:00Z", {f"{NAME}.html": kept}, (entry,))
    feed = feed_of(state, "feed.xml")
    for element in ElementTree.fromstring(feed).iter():
        assert [fault for text in (element.text or "", *element.attrib.values()) for fault in faults(text)] == []
    seen_as_it_is(feed)
    assert list(hidden_in(state_text(state).replace("\u200c", "").replace("\u200d", ""))) == []
    assert json.loads(state_text(state))["entries"][0]["title"] == hiding


@pytest.mark.level("all", but=4)
@pytest.mark.parametrize("name", [name for name in PICTURES if name != "phase"])
def test_no_picture_that_is_taken_away_hides_anything(bench: Bench, name: str) -> None:
    svg = unpacked(bench.done(job("export", what=name, suffix="svg"), silent)["content"]).decode("utf-8")
    for element in ElementTree.fromstring(svg).iter():
        texts = (element.text or "", element.tail or "", *element.attrib.values())
        assert [fault for text in texts for fault in faults(text)] == []
    told = unpacked(bench.done(job("export", what=name, suffix="csv"), silent)["content"]).decode("utf-8")
    assert [fault for row in csv.reader(io.StringIO(told)) for cell in row for fault in faults(cell)] == []


def test_a_download_has_a_name_that_hides_nothing() -> None:
    assert _attached(f"{NAME}-lanes.svg") == (
        "attachment; filename=\"x_u202efdp-lanes.svg\"; filename*=UTF-8''x%5Cu202efdp-lanes.svg"
    )


# -- the mechanism -----------------------------------------------------------------------------------------------------


def test_a_template_cannot_show_what_was_not_cleaned() -> None:
    from jinja2 import TemplateAssertionError

    def rendered(template: str, **given: object) -> str:
        return environment_of(lambda name: template).get_template("x").render(**given)

    assert rendered("{{ x }}", x="a\u202e<") == "a\\u202e&lt;"
    assert rendered("{{ x }}", x=Path("a\u202e<")) == "a\\u202e&lt;"
    assert rendered("{{ x }}", x=["a\u202e"]) == "[&#39;a\\u202e&#39;]"
    assert rendered("{{ 'b' ~ x }}", x="a\u202e") == "ba\\u202e"
    assert rendered("{{ x|join('\u200b') }}", x=["a\u202e", "<"]) == "a\\u202e\\u200b&lt;"
    assert rendered("{% set y %}{{ x }}{% endset %}{{ y }}", x="a\u202e<") == "a\\u202e&lt;"
    for name in ("e", "escape", "forceescape", "safe", "tojson", "urlize", "xmlattr", "raw"):
        with pytest.raises(TemplateAssertionError):
            rendered(f"{{{{ x|{name} }}}}", x="a\u202e")


def test_only_the_cleaner_makes_text_that_may_be_shown() -> None:
    makers = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"\bShown\(|cast\(\W*Shown\b", path.read_text(encoding="utf-8"))
    }
    assert makers == {"gmcr/base/characters.py"}
    casts = {
        path.name
        for path in (ROOT / "frontend/src").rglob("*.ts")
        if re.search(r"\bas Shown\b", path.read_text(encoding="utf-8"))
    }
    assert casts == {"shown.ts"}


def test_what_puts_text_before_a_reader_takes_no_other() -> None:
    """Mypy refuses a plain text there as long as they say so."""
    places: tuple[tuple[Any, str], ...] = (
        (Span, "text"), (Drawing, "title"), (Drawing, "description"), (Figure, "title"), (Figure, "description"),
        (View, "title"), (View, "status"), (escaped, "text"), (markup_of, "text"), (_put, "text"),
        (Listed, "name"), (Listed, "description"),
    )  # fmt: skip
    for takes, name in places:
        assert "Shown" in str(takes.__annotations__[name]), (takes, name)
    makers: tuple[Any, ...] = (visible, one_line, cleaned, shown, shell_word, reply_text, quotation)
    for makes in makers:
        assert makes.__annotations__["return"] == "Shown", makes


def test_a_word_of_a_command_is_the_same_to_a_shell_and_hides_nothing() -> None:
    import shlex

    assert [*map(shell_word, ("korea-2021", "a b", "it's", "", "a\u202e'\\\n", "\x1b[2J", "\U000e0066"))] == [
        "korea-2021", "'a b'", "'it'\\''s'", "''", "$'a\\u202e\\'\\\\\\n'", "$'\\u001b[2J'", "$'\\U000e0066'",
    ]  # fmt: skip
    for text in ("korea-2021", "a b", "it's", "", "שלום", *KEPT):
        assert shlex.split(shell_word(text)) == [text]


def test_the_script_finds_hidden_what_the_program_does() -> None:
    """The sets of characters in ``shown.ts`` and in ``characters.py`` are the same."""
    script = (ROOT / "frontend/src/shown.ts").read_text(encoding="utf-8")
    (written,) = re.findall(r"HIDDEN = new RegExp\(\n(.*?)\n  \"gu\"", script, re.DOTALL)
    body = "".join(re.findall(r'"(.*)"', written)).replace("\\\\", "\\")
    body = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: f"\\U{int(match[1], 16):08x}", body)
    assert "\\p{Noncharacter_Code_Point}" in body
    theirs = re.compile(body.replace("\\p{Noncharacter_Code_Point}", ""))
    every = "".join(map(chr, range(0x110000)))
    none = {sign for sign in every if ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF}
    assert {*theirs.findall(every)} | none == {*characters._HIDDEN.findall(every)}
