"""A case in eight scripts as HTML, PDF and Markdown: what runs from right to left turns nothing around it, and lines of figures
in other scripts are set whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest

from countermove.assessment import loads
from countermove.media.html import html_of
from countermove.media.markdown import markdown_of
from countermove.media.pdf import letters_of, part_of, pdf_of
from countermove.presentation.figure import Figure
from countermove.presentation.typefaces import covers
from countermove.reports.report.blocks import Dossier, ShownPicture
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import report_case
from tests.conftest import require_fonts, require_module
from tests.unit.presentation.figures.samples import RIVER

__all__: list[str] = []

ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")
QUOTED = '"קונה מים בחורף ובקיץ"'
"""An option in Hebrew as sentences have it."""


@cache
def dossier() -> Dossier:
    return dossier_of(report_case(loads(RIVER, file="river.yaml"), draws=20))


def leftwards(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


class Texts(HTMLParser):
    """The texts of a page that run from right to left, each with the elements it is in."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "use", "path", "rect", "circle", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if leftwards(data):
            self.found.append((data, tuple(self.open)))


def figures() -> Iterator[Figure]:
    for section in dossier().sections:
        yield from (block.figure for block in section.blocks if isinstance(block, ShownPicture))


@pytest.mark.level("all")
def test_every_name_from_right_to_left_is_isolated_in_the_page() -> None:
    reader = Texts()
    html = html_of(dossier())
    reader.feed(html)
    assert len(reader.found) > 200
    for text, within in reader.found:
        if "svg" in within or "title" in within:
            assert not leftwards(ISOLATED.sub("", text)), (text, within)
        else:
            assert within[-1] == "bdi", (text, within)
    assert f"<bdi>{QUOTED}</bdi>" in html, "quotation marks are where its reader looks for them"
    assert html.count("<bdi>") == html.count("</bdi>")
    attributes = " ".join(re.findall(r'="([^"]*)"', html))
    assert "<bdi>" not in attributes


@pytest.mark.level("all")
def test_every_name_from_right_to_left_is_isolated_in_markdown() -> None:
    text = markdown_of(dossier())
    assert f"\u2068{QUOTED}\u2069" in text
    assert not leftwards(ISOLATED.sub("", text))


@pytest.mark.level("all")
def test_lines_in_other_scripts_are_set_over_the_figures_of_a_pdf() -> None:
    for figure in figures():
        part = part_of(figure, 0, figure.height)
        drawn = re.sub(r"<(title|desc)\b.*?</\1>", "", part["svg"])
        assert covers(drawn.replace("\n", "")), "the picture itself has none of them"
        foreign = [line for line in figure.drawing.lines if not covers(line.shown)]
        assert ["".join(span["text"] for span in line["spans"]) for line in part["lines"]] == [
            one.shown for one in foreign
        ]
        assert all(re.fullmatch("(#[0-9A-F]{6})?", span["ink"]) for line in part["lines"] for span in line["spans"])


@pytest.mark.level("all")
def test_it_is_a_pdf_for_everybody_where_there_are_fonts() -> None:
    require_module("typst", "it sets the PDF")
    require_fonts(letters_of(dossier()))
    assert b"pdfuaid:part" in pdf_of(dossier())
