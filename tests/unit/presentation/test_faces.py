"""The typefaces of a page: which parts it has, and that these are all of what the package's typefaces have.

What is in the files is looked at in a browser (``tests/browser/test_faces.py``).
"""

from __future__ import annotations

import re
from importlib import resources

import pytest

from countermove.media.html import PARTS, faces_of
from countermove.presentation.typefaces import COVERED

__all__: list[str] = []

FACES = {
    ("Countermove Sans", "400"),
    ("Countermove Sans", "600"),
    ("Countermove Serif", "400"),
    ("Countermove Serif", "600"),
}


def codes(ranges: str) -> list[int]:
    pairs = [part.split("-") for part in ranges.split()]
    return [code for pair in pairs for code in range(int(pair[0], 16), int(pair[-1], 16) + 1)]


def ranges_in(rules: str) -> set[str]:
    return {found.replace("U+", "").replace(",", "") for found in re.findall(r"unicode-range: ([^;]*);", rules)}


def test_every_character_of_the_typefaces_is_in_one_part() -> None:
    split = [code for ranges in PARTS.values() for code in codes(ranges)]
    assert len(split) == len(set(split))
    assert set(codes(COVERED)) <= set(split)


def test_every_file_is_there_and_is_compressed() -> None:
    files = list((resources.files("countermove.presentation") / "fonts" / "web").iterdir())
    assert len(files) == len(FACES) * len(PARTS)
    assert {file.read_bytes()[:4] for file in files} == {b"wOF2"}


@pytest.mark.parametrize(
    ("page", "parts"),
    [
        ("", []),
        ("plain – “x” ≥ 0.30", ["basic"]),
        ("Grüße", ["basic", "western"]),
        ("Łódź", ["basic", "western", "latin"]),
        ("Ελλάδα", ["greek"]),
        ("Москва ∑", ["basic", "cyrillic", "signs"]),
        ("تمويل 北京", ["basic"]),
    ],
)
def test_a_page_has_the_parts_that_it_has_letters_of(page: str, parts: list[str]) -> None:
    rules = faces_of(page)
    assert ranges_in(rules) == {PARTS[part] for part in parts}
    faces = re.findall(r'font-family: "([^"]*)"; font-weight: (\d+)', rules)
    assert len(faces) == len(FACES) * len(parts)
    assert set(faces) == (FACES if parts else set())
