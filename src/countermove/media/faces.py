"""The typefaces of a page, embedded in it: rules whose files are data, so that a report looks the same wherever it is
opened.

They are the package's own (``presentation/fonts``), cut into parts by script, and a page embeds the parts whose letters
it uses: some 55 kB of text for English. Subsetting for each report would save a third of that, but need fontTools and a
compressor wherever a report is made. Letters of other scripts use the reader's fonts.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from countermove.presentation.drawing import PAGE, Faces
from countermove.presentation.typefaces import OWN

__all__ = ["IN_PAGE", "PARTS", "faces_of"]

IN_PAGE = Faces(f"'{OWN.sans}', {PAGE.sans}", f"'{OWN.serif}', {PAGE.serif}")
"""The typefaces of a page's figures: the embedded fonts, then the usual substitutes."""

PARTS: Mapping[str, str] = {
    "basic": "20-7E A0 A7 B1 B6-B7 D7 2010 2012-2014 2018-2019 201C-201D 2026 2190-2193 2212 2260 2264-2265 2713",
    "western": "A1-A6 A8-AC AE-B0 B2-B5 B8-D6 D8-FF 152-153 178 20AC",
    "latin": "100-151 154-177 179-36F 1E00-1EFF",
    "greek": "370-3FF",
    "cyrillic": "400-52F",
    "signs": "2011 2015-2017 201A-201B 201E-2025 2027-205F 2070-20AB 20AD-218F 2194-2211 2213-225F 2261-2263 2266-2712 2714-27BF",
}
"""Part of a typeface → its characters, as ranges of code points; no character is in two."""

_WEIGHTS = {"Regular": 400, "SemiBold": 600}


def faces_of(page: str) -> str:
    """The CSS rules for the letters of a page."""
    letters = set(map(ord, set(page)))
    return "".join(_rules(part) for part, ranges in PARTS.items() if not letters.isdisjoint(_codes(ranges)))


@cache
def _rules(part: str) -> str:
    return "\n".join(_rule(family, weight, part) for family in OWN for weight in _WEIGHTS) + "\n"


def _rule(family: str, weight: str, part: str) -> str:
    file = (
        resources.files("countermove.presentation")
        / "fonts"
        / "web"
        / f"{family.replace(' ', '')}-{weight}-{part}.woff2"
    )
    data = base64.b64encode(file.read_bytes()).decode("ascii")
    ranges = ", ".join(f"U+{span}" for span in PARTS[part].split())
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {_WEIGHTS[weight]}; unicode-range: {ranges}; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )


def _codes(ranges: str) -> Iterator[int]:
    for span in ranges.split():
        first, _, last = span.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
