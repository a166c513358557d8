"""Pictures as PNG in other scripts: a font for each piece of a line, no search where fonts are known, and no boxes where there are any."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from countermove.presentation.blocks import Table
from countermove.presentation.canvas import Canvas
from countermove.presentation.drawing import Drawing, Span, TextLine
from countermove.presentation.png import png_of
from countermove.presentation.theme import theme_named
from countermove.presentation.typefaces import NOTHING, covers
from tests.conftest import require_fonts
from tests.unit.presentation.figures.conftest import Drawer

__all__: list[str] = []

HINDI = "ऊपरी नदी पर बाँध"


class Renderer(ModuleType):
    """Stands in for resvg: keeps what it was asked for, and finds fonts for scripts or (``searched``) other ones than the usual."""

    def __init__(self, searched: str = "") -> None:
        super().__init__("resvg_py")
        self.searched, self.asked, self.probes = searched, list[dict[str, Any]](), 0

    def svg_to_bytes(self, **asked: Any) -> bytes:
        assert [Path(file).is_file() for file in asked["font_files"]] == [True] * 4
        self.asked.append(asked)
        last = asked["svg_string"].endswith("</tspan></text></svg>")
        return b"by search" if self.searched and self.searched in asked["svg_string"] and last else b"drawn"

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """The lines of the picture: the fonts that each piece names, and its text."""
        svg = self.asked[-1]["svg_string"]
        found = re.findall(r"<text[^>]*>(.*?)</text>", svg)
        return [re.findall(r"(?:<tspan([^>]*)>)([^<]*)", line) or [("", line)] for line in found]


def stand_in(monkeypatch: pytest.MonkeyPatch, searched: str = "") -> Renderer:
    renderer = Renderer(searched)
    monkeypatch.setitem(sys.modules, "resvg_py", renderer)
    return renderer


def drawing(*texts: str, face: str = "sans") -> Drawing:
    canvas = Canvas("states", 400, theme_named("light"))
    for place, text in enumerate(texts):
        canvas.text(10, 20 + 20 * place, text, face=face)
    return canvas.figure(20 * len(texts) + 20, title="t", description="d", table=Table((), ())).drawing


def test_each_piece_of_a_line_has_a_font_of_its_script(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = stand_in(monkeypatch)
    png_of(drawing("plain", f'to choose "{HINDI}" – 0.30', 'buy "תמויל" 北京 & more', face="serifbold"))
    assert [asked["skip_system_fonts"] for asked in renderer.asked] == [False] * 7, "two looks at each of three scripts"
    plain, hindi, mixed = renderer.lines
    assert plain == [("", "plain")]
    assert [text for _, text in hindi] == [f"{NOTHING}ऊ", 'to choose "', HINDI, '" – 0.30']
    assert ["Devanagari" in fonts for fonts, _ in hindi] == [True, False, True, False]
    assert 'font-size="1e-06"' in hindi[0][0]
    assert all('font-weight="600"' in fonts for fonts, _ in hindi), "every piece has the weight of its line"
    assert [text for _, text in mixed] == [NOTHING, 'buy \u2068"', "תמויל", '"\u2069 ', "北京", " &amp; more"]
    assert ["Hebrew" in fonts for fonts, _ in mixed] == [True, False, True, False, False, False]
    assert "Countermove Serif" in mixed[1][0]


def test_ideographs_beside_kana_are_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = stand_in(monkeypatch)
    png_of(drawing("日本の海", "东海"))
    japanese, chinese = renderer.lines
    assert {"CJK JP" in fonts for fonts, _ in japanese} == {True}
    assert {"CJK SC" in fonts for fonts, _ in chinese} == {True}


def test_where_the_usual_fonts_lack_a_letter_the_renderer_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = stand_in(monkeypatch, searched="Noto Sans Thai")
    png_of(drawing("can รอ", "can 北京", "can ᏣᎳᎩ"))
    thai, chinese, cherokee = re.findall(r"<text.*?</text>", renderer.asked[-1]["svg_string"])
    assert NOTHING not in thai
    assert "Noto Sans Thai" in thai
    assert NOTHING in chinese
    assert NOTHING not in cherokee
    assert "Countermove Sans" in cherokee


def test_pieces_of_several_inks_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = stand_in(monkeypatch)
    canvas = Canvas("states", 300, theme_named("light"))
    canvas.pieces(10, 60, [("act", "bold", "#111111"), ("تمويل now", "sans", "#222222")], 200)
    png_of(canvas.figure(80, title="t", description="d", table=Table((), ())).drawing)
    (line,) = renderer.lines
    assert "".join(text for _, text in line).replace(NOTHING, "") == "act\u2068تمويل\u2069 now"
    assert ["#111111" in fonts for fonts, _ in line] == [False, True, False, False, False]


@pytest.mark.parametrize("name", ["wants", "claims"])
def test_a_picture_in_eight_scripts_is_all_set_in_fonts_of_these(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    figure = drawer("river", name)
    renderer = stand_in(monkeypatch)
    figure.png()
    foreign = [line.shown for line in figure.drawing.lines if not covers(line.shown)]
    assert renderer.asked[-1]["svg_string"].count(NOTHING) == len(foreign) > 1
    assert renderer.asked[-1]["svg_string"].count("\u2068") == renderer.asked[-1]["svg_string"].count("\u2069") > 1


def test_no_letter_is_a_box_where_a_font_has_it() -> None:
    letters = "توقعتوی قונהמיםऊपरीनदीรอฤดูฝน提供"
    require_fonts(letters)
    box = png_of(drawing(f"a {NOTHING}"))
    seen = [png_of(drawing(f"a {letter}")) for letter in "تیקऊनรฤ提"]
    assert box not in seen
    assert len(set(seen)) == len(seen)


def test_what_stands_before_them_changes_no_letters() -> None:
    """Of a line in two scripts the renderer would shape both as the first: blanks are lost, and vowels stand where they are typed."""
    require_fonts(HINDI)

    def seen(*spans: Span) -> bytes:
        return png_of(replace(drawing(), parts=(TextLine(390, 20, 16, spans, "end"),)))

    alone, unseen = Span(f"{HINDI} किताब", ink="#000000"), Span("to choose ", ink="#FFFFFF")
    assert seen(unseen, alone) == seen(alone) != seen()
