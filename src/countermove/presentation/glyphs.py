"""Letters that no typeface at hand has, detected by asking the renderer.

A letter that cannot be drawn shows as a box, the same box for all such letters. So a letter is *lacking* iff its
drawing equals, byte for byte, that of a code point that no font assigns (``NOTHING``). That asks the renderer itself,
with the fonts that it finds on this machine, and needs no parser of font files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from countermove.presentation.typefaces import NOTHING, covers, font_files, rendered
from countermove.presentation.words import listed
from gmcr.base.errors import MissingExtra

__all__ = ["Draw", "lacking", "lacking_text", "with_resvg", "with_typst"]

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
