"""The typefaces within a page, in a browser: every part of every face has the letters it is for, as wide as in the files that
pictures and PDF are set in."""

from __future__ import annotations

import unicodedata
from importlib import resources
from typing import Any

import pytest

from countermove.media.html import PARTS, faces_of
from countermove.presentation.typefaces import COVERED
from tests.conftest import require_module

__all__: list[str] = []

MEASURE = """async ([rules, font, letters]) => {
  document.head.innerHTML = `<style>${rules}</style>`;
  await Promise.all([...document.fonts].map(face => face.load()));
  const pen = document.createElement('canvas').getContext('2d');
  pen.fontKerning = 'none';
  pen.font = font;
  return letters.map(letter => pen.measureText(letter).width);
}"""
FACES = {
    "Sans-Regular": "400 1000px 'Countermove Sans'",
    "Sans-SemiBold": "600 1000px 'Countermove Sans'",
    "Serif-Regular": "400 1000px 'Countermove Serif'",
    "Serif-SemiBold": "600 1000px 'Countermove Serif'",
}


def covered() -> list[str]:
    pairs = [part.split("-") for part in COVERED.split()]
    codes = [code for pair in pairs for code in range(int(pair[0], 16), int(pair[-1], 16) + 1)]
    return [chr(code) for code in codes if not unicodedata.combining(chr(code)) and chr(code).isprintable()]


@pytest.mark.level("all")
def test_letters_are_as_wide_as_in_the_files_of_pictures(browser: Any) -> None:
    ttlib: Any = require_module("fontTools.ttLib", "it reads the typefaces")
    letters = covered()
    rules = faces_of("".join(letters))
    assert rules.count("@font-face") == len(FACES) * len(PARTS)
    page = browser.new_page()
    for name, font in FACES.items():
        folder = resources.files("countermove.presentation") / "fonts"
        with resources.as_file(folder / f"Countermove{name}.ttf") as file, ttlib.TTFont(file) as read:
            names, advances, em = read.getBestCmap(), read["hmtx"], read["head"].unitsPerEm
            expected = [advances[names[ord(letter)]][0] * 1000 / em for letter in letters]
        found = page.evaluate(MEASURE, [rules, f"{font}, monospace", letters])
        wrong = [(a, b, c) for a, b, c in zip(letters, expected, found, strict=True) if abs(b - c) > 0.6]
        assert wrong == [], name
    page.close()
