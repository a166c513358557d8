"""Widths are upper bounds, and what is cut is cut whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove.presentation.escape import attribute, cleaned, content
from countermove.presentation.metrics import WIDTHS, width_of, wrapped

__all__: list[str] = []

FONTS = Path("/usr/share/fonts/truetype/dejavu")
FILES = {
    "sans": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "serif": "DejaVuSerif.ttf",
    "serifbold": "DejaVuSerif-Bold.ttf",
}


@pytest.mark.parametrize("face", list(FILES))
def test_the_table_covers_the_widest_usual_font(face: str) -> None:
    ttlib = pytest.importorskip("fontTools.ttLib", reason="fontTools reads the font that the table is compared with")
    if not (FONTS / FILES[face]).is_file():
        pytest.skip("the DejaVu fonts are not installed here")
    font = ttlib.TTFont(FONTS / FILES[face])
    names, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for first, digits in WIDTHS[face].items():
        for code in range(first, first + len(digits) // 2):
            if code in names:
                assert width_of(chr(code), 100, face) >= advances[names[code]][0] * 100 / em - 1e-9, hex(code)


def test_known_widths() -> None:
    assert width_of("", 10) == 0
    assert width_of("mmmm", 10) > 3 * width_of("iii", 10)
    assert width_of("北京", 10) == 20
    assert width_of("e\u0301", 10) == width_of("e", 10)
    assert width_of("\U0001f9e8", 10) == 13
    assert width_of("Wir", 10, "bold") > width_of("Wir", 10)


@given(st.text(max_size=60), st.floats(30, 400), st.sampled_from(sorted(WIDTHS)))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: float, face: str) -> None:
    lines = wrapped(text, 11, face, width)
    for line in lines:
        assert width_of(line, 11, face) <= width + 1e-6 or len(line) <= 2
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(max_size=60))
def test_text_is_clean_and_escaped(text: str) -> None:
    from xml.etree import ElementTree

    told = cleaned(text)
    assert cleaned(told) == told
    root = ElementTree.fromstring(f'<a b="{attribute(text)}">{content(text)}</a>')
    assert root.attrib["b"] == told
    isolates = dict.fromkeys(map(ord, "\u2068\u2069"))  # around what reads from right to left
    assert (root.text or "").translate(isolates) == told


def test_direction_and_controls_are_made_visible() -> None:
    assert cleaned("a\u202eb\u2066c\u0000d\ud800e\ufffef") == "a\\u202eb\\u2066c\\x00d\\ud800e\\ufffef"
    assert cleaned("a\tb\nc\u2028d") == "a b c d"
    assert cleaned("שלום 北京 Ω") == "שלום 北京 Ω"
