"""The package's own typefaces, in which pictures as PNG and reports as PDF and HTML are set: the same on every machine.

Characters that they cover (Latin, Greek and Cyrillic letters, and the signs that figures use) are drawn in nothing
else, and the fonts of the machine are then not consulted. Other letters, such as hangul or Arabic ones, use the fonts
of the machine (`presentation.png`).

Letters that no typeface at hand has, detected by asking the renderer.

A letter that cannot be drawn shows as a box, the same box for all such letters. So a letter is *lacking* iff its
drawing equals, byte for byte, that of a code point that no font assigns (``NOTHING``). That asks the renderer itself,
with the fonts that it finds on this machine, and needs no parser of font files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from countermove.presentation.drawing import Faces
from countermove.presentation.words import listed
from gmcr.base.errors import MissingExtra

__all__ = [
    "COVERED",
    "NOTHING",
    "OWN",
    "Draw",
    "covers",
    "font_files",
    "lacking",
    "lacking_text",
    "rendered",
    "with_resvg",
    "with_typst",
]


_FILES = ("Sans-Regular", "Sans-SemiBold", "Serif-Regular", "Serif-SemiBold")
OWN = Faces("Countermove Sans", "Countermove Serif")
"""The package's own typefaces."""

NOTHING = "\U0010fffd"
"""A code point in the last private plane that no font assigns."""

COVERED = (
    "20-7E A0-AC AE-12B 12E-131 134-148 14A-165 168-17F 18F 192 1A0-1A1 1AF-1B0 1CD-1DC 1E6-1E7 1F8-1F9 218-21B 259 2BB-2BC "
    "2C6-2CC 2D8-2DD 300-304 306-30A 30C 323 326-328 37E 384-38A 38C 38E-3A1 3A3-3CE 400-45F 462-463 472-475 490-493 "
    "496-49B 4A0-4A3 4AA-4AB 4AE-4B3 4B6-4B7 4BA-4BB 4C0 4CF-4D1 4D4-4D9 4E2-4E3 4E6-4E9 4EE-4EF 4F2-4F3 1E80-1E85 1E9E "
    "1EA0-1EF9 2010 2012-2015 2018-201A 201C-201E 2020-2022 2025-2026 202F-2030 2032-2033 2039-203A 2044 2070-2071 2074-2079 "
    "207D-2089 208D-208E 20A1 20A4 20A6-20A7 20A9 20AB-20AC 20AE 20B1-20B2 20B4-20B5 20B8-20BA 20BD 20BF 2113 2116-2117 2120 "
    "2122 2190-2193 2196-2199 2202 2206 220F 2211-2212 221A 221E 2248 2260 2264-2265 25A0 25B2-25B3 25B6-25B7 25BC-25BD "
    "25C0-25C1 25C6 25CA 2713"
)
"""The characters that both typefaces have, as ranges of code points."""


def covers(text: str) -> bool:
    """Whether the typefaces have every visible character of a text; isolates are invisible."""
    return _FOREIGN.search(text) is None


def rendered(svg: str, *, scale: float, machine: bool) -> bytes:
    """The picture of an SVG as it is, in the package's typefaces and, if ``machine``, the fonts of this machine. Raises
    MissingExtra."""
    try:
        import resvg_py
    except ModuleNotFoundError:
        raise MissingExtra("figures", "A picture as PNG") from None
    with font_files() as files:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=scale,
                font_files=[str(file) for file in files],
                skip_system_fonts=not machine,
                sans_serif_family=OWN.sans,
                serif_family=OWN.serif,
            )
        )


@contextmanager
def font_files() -> Iterator[tuple[Path, ...]]:
    """The files of the typefaces, available while the context lasts."""
    folder = resources.files("countermove.presentation") / "fonts"
    with ExitStack() as stack:
        yield tuple(stack.enter_context(resources.as_file(folder / f"Countermove{name}.ttf")) for name in _FILES)


def _foreign() -> re.Pattern[str]:
    pairs = (part.split("-") for part in COVERED.split())
    ranges = "".join(f"{re.escape(chr(int(pair[0], 16)))}-{re.escape(chr(int(pair[-1], 16)))}" for pair in pairs)
    return re.compile(f"[^{ranges}\u2068\u2069]")


_FOREIGN = _foreign()


Draw = Callable[[str], bytes]
"""Renders a short text as a picture."""

_EACH = 20
"""The most letters that are tried of each script; if all of them are there, so is the script."""

_SCRIPTS = {"CJK": "Han", "IDEOGRAPHIC": "Han", "HANGUL": "Hangul"}
_EMOJI = 0x1F000

_LETTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">'
    '<text x="10" y="28" font-size="20" font-family="Countermove Sans">{letter}</text></svg>'
)
_PAGE = b"""#set page(width: 60pt, height: 40pt, margin: 5pt)
#set text(font: ("Countermove Sans",), size: 20pt)
#sys.inputs.letter"""


def lacking(text: str, draw: Draw) -> tuple[str, ...]:
    """The scripts, by name, of which *draw* cannot draw some letter of a text. Raises MissingExtra where drawing needs
    one."""
    scripts: dict[str, set[str]] = {}
    for letter in sorted(set(text)):
        if not covers(letter) and letter.isprintable() and not unicodedata.combining(letter):
            own = scripts.setdefault(_script(letter), set())
            if len(own) < _EACH:
                own.add(letter)
    if not scripts:
        return ()
    box = draw(NOTHING)
    return tuple(sorted(name for name, own in scripts.items() if any(draw(one) == box for one in sorted(own))))


def with_resvg(letter: str) -> bytes:
    """A letter as figures draw it into PNG. Raises MissingExtra."""
    return rendered(_LETTER.format(letter=letter), scale=1.0, machine=True)


def with_typst(letter: str) -> bytes:
    """A letter as PDF reports set it. Raises MissingExtra."""
    try:
        import typst
    except ModuleNotFoundError:
        raise MissingExtra("pdf", "A report as PDF") from None
    with font_files() as files:
        folders: Any = sorted({str(file.parent) for file in files})
        inputs = {"letter": letter}
        return bytes(typst.compile(_PAGE, format="png", ppi=72, sys_inputs=inputs, font_paths=folders))


def lacking_text(scripts: Sequence[str], where: str) -> str:
    """The notice about scripts that show as boxes."""
    return (
        f"No typeface here has all of the {listed(scripts)} in it: what is missing shows as boxes in {where}; SVG and HTML use "
        "the reader’s own."
    )


def _script(letter: str) -> str:
    """The script of a letter, from its Unicode name; symbols go by their kind."""
    if unicodedata.category(letter) == "So" and ord(letter) >= _EMOJI:
        return "emoji"
    first = unicodedata.name(letter, "UNKNOWN").split(" ")[0].split("-")[0]
    if first in _SCRIPTS:
        return _SCRIPTS[first]
    return first.capitalize() if unicodedata.category(letter)[0] in "LM" else "signs"
