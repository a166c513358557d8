"""PNG pictures: what the package's own typefaces have, and when the fonts of the machine are looked at."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import replace
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from countermove.presentation.blocks import Table
from countermove.presentation.canvas import Canvas
from countermove.presentation.metrics import width_of
from countermove.presentation.png import png_of
from countermove.presentation.theme import theme_named
from countermove.presentation.typefaces import COVERED, covers
from tests.unit.presentation.figures.conftest import Drawer

__all__: list[str] = []

FONTS = resources.files("countermove.presentation") / "fonts"
FACES = {"sans": "Sans-Regular", "bold": "Sans-SemiBold", "serif": "Serif-Regular", "serifbold": "Serif-SemiBold"}


def opened(face: str) -> Any:
    ttlib = pytest.importorskip("fontTools.ttLib", reason="fontTools reads the typefaces")
    with resources.as_file(FONTS / f"Countermove{FACES[face]}.ttf") as file:
        return ttlib.TTFont(file)


def test_what_is_covered_is_what_both_typefaces_have() -> None:
    pairs = [part.split("-") for part in COVERED.split()]
    told = {code for pair in pairs for code in range(int(pair[0], 16), int(pair[-1], 16) + 1)}
    assert set.intersection(*(set(opened(face).getBestCmap()) for face in FACES)) == told


@pytest.mark.parametrize("face", list(FACES))
def test_the_measures_hold_for_the_typefaces(face: str) -> None:
    font = opened(face)
    names, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for code in names:
        if covers(chr(code)) and not unicodedata.combining(chr(code)):
            assert width_of(chr(code), 100, face) >= advances[names[code]][0] * 100 / em - 1e-9, hex(code)


def test_their_licence_goes_with_them() -> None:
    text = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Reserved Font Name" in text
    assert "The Inter Project Authors" in text


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Grüße → Ελλάδα, Москва: 0.30 − “x” ≥ ✓", True),
        ("훈련", False),
        ("a تمويل", False),
        ("a\u0301", True),
        ("", True),
    ],
)
def test_what_is_covered(text: str, covered: bool) -> None:
    assert covers(text) is covered


class Renderer(ModuleType):
    """Stands in for resvg: keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__("resvg_py")
        self.asked: dict[str, Any] = {}

    def svg_to_bytes(self, **asked: Any) -> bytes:
        self.asked = asked
        assert [Path(file).is_file() for file in asked["font_files"]] == [True] * 4
        return b"drawn"


@pytest.fixture
def renderer(monkeypatch: pytest.MonkeyPatch) -> Renderer:
    stand_in = Renderer()
    monkeypatch.setitem(sys.modules, "resvg_py", stand_in)
    return stand_in


def families(svg: str) -> set[str]:
    return set(re.findall(r'font-family="([^"]*)"', svg))


@pytest.mark.parametrize("name", ["states", "wants", "claims", "phase"])
def test_pictures_in_covered_scripts_look_at_no_font_of_the_machine(
    drawer: Drawer, renderer: Renderer, name: str
) -> None:
    assert drawer("korea-2021", name).png(scale=3.0) == b"drawn"
    assert renderer.asked["skip_system_fonts"] is True
    assert renderer.asked["zoom"] == 3.0
    assert families(renderer.asked["svg_string"]) <= {"Countermove Sans", "Countermove Serif"}


def test_names_and_titles_that_are_not_shown_ask_for_no_font(renderer: Renderer) -> None:
    canvas = Canvas("states", 300, theme_named("light"))
    canvas.text(10, 20, "plain")
    png_of(canvas.figure(80, title="한국", description="한국", table=Table((), ())).drawing)
    assert renderer.asked["skip_system_fonts"] is True


@pytest.mark.level("all")
def test_letters_are_drawn_and_equal_pictures_are_equal_bytes(drawer: Drawer) -> None:
    pytest.importorskip("resvg_py", reason="PNG pictures need the extra figures (resvg-py)")
    figure = drawer("korea-2021", "phase")
    assert figure.png() == figure.png()
    wordless = tuple(part for part in figure.drawing.parts if isinstance(part, str))
    assert figure.png() != png_of(replace(figure.drawing, parts=wordless))
