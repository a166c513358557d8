"""Where premises are from, on the page and in reports: a popover that opens without a script, and the sentence itself where
its text is given."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.media.html import html_of
from countermove.media.markdown import markdown_of
from countermove.plugins.serve.explorable.page import explorable_html
from countermove.plugins.serve.switches import parse
from countermove.plugins.serve.view import page
from countermove.plugins.serve.workspace import Texts
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord, report_case
from countermove.sources.passages import passages_of

__all__: list[str] = []

NASTY = "</q><script>alert(1)</script> {{ 1 }}"
TEXT = f"It thaws. The pilot asks for pay, and {NASTY} pays him. Nobody goes.\n\nIt freezes again."

CASE = """\
countermove: 1
title: Does the pilot go?
target: a.go
sources:
  essay: {what: A tract, default: true, url: "https://example.org/?a=1&b='2'"}
actors:
  a:
    name: The Club
    options: {go: {does: goes}}
    wants:
      - {id: w1, want: a.go, while: pay >= 0.5, otherwise: not a.go, says: goes for pay,
         otherwise_says: stays, at: [{para: 1, sentence: 2, print: "asks for pay"}]}
drivers:
  pay: {now: 0.2, means: what the pilot is paid, at: [{para: 1, sentence: 2}]}
claims:
  C1: {says: Nobody goes, check: {every_outcome: not a.go}, at: [{para: 1, sentence: 3}]}
"""


@pytest.fixture
def case(tmp_path: Path) -> Assessment:
    (tmp_path / "essay.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "club.yaml").write_text(CASE, encoding="utf-8")
    return load(str(tmp_path / "club.yaml"))


def unpacked(html: str) -> str:
    """A report that argues back as its script has it: with what is packed in its place."""

    def inflated(found: re.Match[str]) -> str:
        return zlib.decompress(base64.b64decode(found[1])).decode()

    return re.sub(
        r"<div data-folded>.*?<script type=\"text/plain\">([\w+/=]+)</script></div>", inflated, html, flags=re.S
    )


def recorded(case: Assessment, texts: Path | None) -> ReportRecord:
    record = report_case(case, draws=5)
    return record if texts is None else replace(record, passages=passages_of(case, texts))


class Popovers(HTMLParser):
    """The words of each popover by its id, what opens them, and what leads out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.marked, self.opened, self.tags = dict[str, str](), dict[str, str](), set[str](), set[str]()
        self.links: list[str] = []
        self._in, self._depth, self._mark = "", 0, False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.tags.add(tag)
        if "popovertarget" in own:
            self.opened.add(str(own["popovertarget"]))
        if "popover" in own:
            assert not self._in, "no popover within another"
            self._in, self._depth = str(own["id"]), 0
            self.words[self._in] = self.marked[self._in] = ""
        if self._in:
            self._depth += tag == "span"
            self._mark = self._mark or tag == "mark"
            if tag == "a" and not str(own["href"]).startswith("?"):
                self.links.append(str(own["href"]))

    def handle_endtag(self, tag: str) -> None:
        self._mark = self._mark and tag != "mark"
        self._depth -= bool(self._in) and tag == "span"
        if self._in and not self._depth:
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.words[self._in] += data
            self.marked[self._in] += data if self._mark else ""


def words(popovers: Popovers, name: str) -> str:
    return " ".join(popovers.words[name].split())


def paged(case: Assessment, given: Texts | None) -> Popovers:
    fragments = page(case.text, parse("ask=document"), stage="all", texts=given).fragments
    return Popovers("".join(fragments.values()))


def test_without_a_text_the_page_tells_the_place_in_our_words_with_the_address(case: Assessment) -> None:
    told = paged(case, None)
    assert words(told, "place-want-w1") == "The Club goes for pay (w1) A tract: paragraph 1, sentence 2 · read the text"
    assert words(told, "place-claim-C1").startswith("Nobody goes (C1) A tract: paragraph 1, sentence 3")
    assert words(told, "place-want:w1:pay").startswith("What the pilot is paid (pay) A tract: paragraph 1, sentence 2")
    assert told.opened == set(told.words)
    assert set(told.links) == {"https://example.org/?a=1&b='2'"}
    assert not any(told.marked.values())


def test_with_a_text_the_page_shows_the_sentence_marked_and_not_its_paragraph(case: Assessment) -> None:
    told = paged(case, Texts(case, Path(case.file).parent))
    assert told.marked["place-want-w1"] == "asks for pay", "the words by which the case names it"
    assert f"The pilot asks for pay, and {NASTY} pays him." in words(told, "place-want-w1")
    assert told.marked["place-claim-C1"] == "Nobody goes."
    assert told.marked["place-want:w1:pay"] == f"The pilot asks for pay, and {NASTY} pays him.", "all of it"
    assert "It thaws" not in "".join(told.words.values())
    assert "script" not in told.tags


def test_with_a_text_reports_show_the_sentence_marked_and_not_its_paragraph(case: Assessment) -> None:
    dossier = dossier_of(recorded(case, Path(case.file).parent))
    html = html_of(dossier)
    quoted = re.findall(
        r'<details class="passage"><summary>(.*?)</summary>\s*<blockquote>\s*(.*?)\s*</blockquote>', html, re.S
    )
    assert {where for where, _ in quoted} == {"essay ¶ 1.2, as essay.txt has it", "essay ¶ 1.3, as essay.txt has it"}
    assert (
        "<p>The pilot <mark>asks for pay</mark>, and &lt;/q&gt;&lt;script&gt;alert(1)&lt;/script&gt; {{ 1 }} pays him.</p>"
    ) in [text for _, text in quoted]
    assert "It thaws" not in html
    told = Popovers(html)
    assert words(told, "place-want-w1").startswith("The Club goes for pay (w1) A tract: paragraph 1, sentence 2")
    assert set(told.words) == {"place-want-w1", "place-driver-pay", "place-claim-C1"} == told.opened
    markdown = markdown_of(dossier)
    assert "The pilot **asks for pay**, and" in markdown
    assert "It thaws" not in markdown
    assert "goes for pay; otherwise stays" in markdown
    assert "¶ 1.2" in markdown


def test_reports_without_a_text_hold_no_sentence_and_name_the_place(case: Assessment) -> None:
    html = html_of(dossier_of(recorded(case, None)))
    assert "asks for pay" not in html
    assert ">¶ 1.2</button>" in html


def test_a_report_that_argues_back_tells_and_shows_the_same(case: Assessment) -> None:
    without = Popovers(unpacked(explorable_html(recorded(case, None), case)))
    assert {"place-want-w1", "place-driver-pay", "place-claim-C1"} <= set(without.words)
    assert not any(without.marked.values())
    html = unpacked(explorable_html(recorded(case, Path(case.file).parent), case))
    told = Popovers(html)
    assert told.marked["place-want-w1"] == "asks for pay"
    assert told.marked["place-claim-C1"] == "Nobody goes."
    assert words(told, "place-want-w1").startswith("The Club goes for pay (w1)")
    assert {"place-want-w1", "place-driver-pay"} <= told.opened
    assert "alert(1)</script>" not in html


def test_what_a_text_says_twice_is_shown_once_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text(f"{TEXT}\n\nNobody goes.", encoding="utf-8")
    text = CASE.replace("at: [{para: 1, sentence: 3}]", "at: [{para: 1, sentence: 3}, {para: 3, sentence: 1}]")
    case = loads(text, file=str(tmp_path / "club.yaml"))
    told = paged(case, Texts(case, tmp_path))
    assert told.marked["place-claim-C1"] == "Nobody goes."
    assert "essay ¶ 1.3, as essay.txt has it; essay ¶ 3.1, as essay.txt has it" in words(told, "place-claim-C1")


def test_a_sentence_that_is_not_there_shows_its_paragraph_in_the_report_and_says_so(case: Assessment) -> None:
    folder = Path(case.file).parent
    (folder / "essay.txt").write_text("It thaws. It rains.\n\nIt freezes again.", encoding="utf-8")
    [passage] = passages_of(case, folder).of("claim", "C1")
    assert (passage.marked, passage.paragraphs) == ((), ("It thaws. It rains.",))
    told = html_of(dossier_of(recorded(case, folder)))
    assert "essay ¶ 1.3, as essay.txt has it; it has two sentences, so there is no sentence 3" in told
