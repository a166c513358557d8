"""Pictures as PNG, each piece of a line in a font that has its letters.

The renderer sets a line in one font: if that lacks a letter it searches for another that has all of them, uses that for
the whole line, even if it is bold or slanted, and draws boxes if it finds none. So a line in several scripts is given
the usual fonts of each script, piece by piece, and begins with a letter that no font has, too small to be seen: that is
the first missing letter, and the search ends with it. A letter, equally small, of the script with the strongest
contextual shaping follows it, since the font and the script that come first shape the whole run in their direction.
Fonts of a script count as usual only if they draw all its letters in the picture as the search would (`_at_hand`);
otherwise, and for scripts without usual fonts here, the line is left to the search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from functools import partial

from countermove.presentation.drawing import Drawing, Span, TextLine
from countermove.presentation.escape import cleaned, escaped
from countermove.presentation.typefaces import NOTHING, OWN, covers, rendered
from gmcr.base.characters import cut

__all__ = ["png_of"]

_SCRIPTS = {
    "devanagari": (
        "\u0900-\u097f\ua8e0-\ua8ff",
        "'Noto Sans Devanagari', 'Nirmala UI', 'Kohinoor Devanagari', 'Lohit Devanagari'",
    ),
    "bengali": ("\u0980-\u09ff", "'Noto Sans Bengali', 'Nirmala UI', 'Kohinoor Bangla', 'Lohit Bengali'"),
    "gurmukhi": ("\u0a00-\u0a7f", "'Noto Sans Gurmukhi', 'Nirmala UI', 'Gurmukhi MN', 'Lohit Gurmukhi'"),
    "gujarati": ("\u0a80-\u0aff", "'Noto Sans Gujarati', 'Nirmala UI', 'Kohinoor Gujarati', 'Lohit Gujarati'"),
    "tamil": ("\u0b80-\u0bff", "'Noto Sans Tamil', 'Nirmala UI', 'Tamil Sangam MN', 'Lohit Tamil'"),
    "telugu": ("\u0c00-\u0c7f", "'Noto Sans Telugu', 'Nirmala UI', 'Kohinoor Telugu', 'Lohit Telugu'"),
    "sinhala": ("\u0d80-\u0dff", "'Noto Sans Sinhala', 'Nirmala UI', 'Sinhala Sangam MN'"),
    "burmese": ("\u1000-\u109f", "'Noto Sans Myanmar', 'Myanmar Text', 'Myanmar Sangam MN'"),
    "khmer": ("\u1780-\u17ff", "'Noto Sans Khmer', 'Leelawadee UI', 'Khmer Sangam MN'"),
    "thai": ("\u0e00-\u0e7f", "'Noto Sans Thai', 'Leelawadee UI', Thonburi, Garuda"),
    "arabic": (
        "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe",
        "'Noto Sans Arabic', 'Segoe UI', 'Geeza Pro', 'Noto Kufi Arabic', 'DejaVu Sans', Arial",
    ),
    "hebrew": (
        "\u0590-\u05ff\ufb1d-\ufb4f",
        "'Noto Sans Hebrew', 'Segoe UI', 'Arial Hebrew', 'DejaVu Sans', 'Liberation Sans', Arial",
    ),
    "hangul": (
        "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff",
        "'Noto Sans CJK KR', 'Noto Sans KR', 'Malgun Gothic', 'Apple SD Gothic Neo', NanumGothic",
    ),
    "kana": (
        "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f",
        "'Noto Sans CJK JP', 'Noto Sans JP', 'Yu Gothic', 'Hiragino Sans', IPAGothic",
    ),
    "han": (
        "\u2e80-\u303f\u3100-\u312f\u31a0-\u31ef\u3200-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff65\U00020000-\U0003ffff",
        "'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', 'WenQuanYi Micro Hei'",
    ),
    "armenian": ("\u0530-\u058f", "'Noto Sans Armenian', 'Segoe UI', Mshtakan, 'DejaVu Sans'"),
    "georgian": ("\u10a0-\u10ff\u1c90-\u1cbf", "'Noto Sans Georgian', 'Segoe UI', Helvetica, 'DejaVu Sans'"),
    "ethiopic": ("\u1200-\u139f", "'Noto Sans Ethiopic', Ebrima, Kefa, 'Abyssinica SIL'"),
}
"""Script → its letters, as characters of a regular expression, and its usual fonts; scripts with the strongest
contextual shaping first."""

_WITHIN = "\\s\u0300-\u036f\u200c\u200d"
"""Characters that a piece may have between its letters."""

_PIECE = re.compile("|".join(f"(?P<{name}>[{own}](?:[{_WITHIN}]*[{own}])*)" for name, (own, _) in _SCRIPTS.items()))
_HIDDEN = 1e-6
"""A font size too small to be seen."""


def png_of(drawing: Drawing, *, scale: float = 2.0) -> bytes:
    """The picture of a drawing, *scale* pixels per unit. Raises MissingExtra."""
    foreign = "\n".join(line.shown for line in drawing.lines if not covers(line.shown))
    if not foreign:
        return rendered(drawing.svg(faces=OWN), scale=scale, machine=False)
    usual = frozenset(name for name, letters in _letters(foreign).items() if _at_hand(name, letters))
    return rendered(drawing.svg(faces=OWN, setting=partial(_set, usual=usual)), scale=scale, machine=True)


def _letters(text: str) -> dict[str, str]:
    """The scripts of a text that the typefaces lack, each with its letters, without combining marks, which need a base
    letter."""
    scripts: dict[str, set[str]] = {}
    for piece in _PIECE.finditer(text):
        scripts.setdefault(str(piece.lastgroup), set()).update(piece[0])
    return {name: "".join(sorted(filter(str.isalnum, letters))) for name, letters in scripts.items()}


def _at_hand(name: str, letters: str) -> bool:
    """Whether the usual fonts of a script are here and have its letters, as far as any font here has them."""
    written, hidden = escaped(cleaned(letters)), f'<tspan font-size="{_HIDDEN:g}">{NOTHING}</tspan>'
    size = f'width="{30 * len(letters) + 20}" height="60"'
    line = f'<text x="10" y="36" font-size="20" font-family="{_SCRIPTS[name][1]}">'
    without, with_search = (
        rendered(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{line}{text}</text></svg>', scale=1.0, machine=True)
        for text in (f"{hidden}{written}", f"{written}{hidden}")
    )
    return without == with_search


def _set(line: TextLine, *, usual: Set[str]) -> TextLine:
    """A line with fonts for the letters that the typefaces lack."""
    if covers(line.shown):
        return line
    names = {str(piece.lastgroup) for piece in _PIECE.finditer(line.shown)}
    order = [name for name in _SCRIPTS if name in names]
    if not order:
        return _in_one(line, OWN.sans)
    if not names <= usual or not covers(_PIECE.sub("", line.shown)):
        return _in_one(line, f"{_SCRIPTS[order[0]][1]}, '{OWN.sans}'")
    spans = tuple(piece for span in line.spans for piece in _pieces(span, names))
    leader = next(span for span in spans if span.families == _families(order[0], names))
    letter = leader.text[0] if unicodedata.bidirectional(leader.text[0]) == "L" else ""
    return line._replace(spans=(leader._replace(text=cleaned(NOTHING + letter), size=_HIDDEN), *spans))


def _in_one(line: TextLine, families: str) -> TextLine:
    return line._replace(spans=tuple(span._replace(families=families) for span in line.spans))


def _pieces(span: Span, names: Set[str]) -> Iterator[Span]:
    """A span, cut where its script changes."""
    done = 0
    for piece in _PIECE.finditer(span.text):
        yield from _own(span, done, piece.start())
        yield span._replace(text=cut(span.text, *piece.span()), families=_families(str(piece.lastgroup), names))
        done = piece.end()
    yield from _own(span, done, len(span.text))


def _families(name: str, names: Set[str]) -> str:
    """The fonts for a script in a line with the scripts *names*. Ideographs beside kana are Japanese."""
    return _SCRIPTS["kana" if name == "han" and "kana" in names else name][1]


def _own(span: Span, start: int, end: int) -> Iterator[Span]:
    if start < end:
        yield span._replace(text=cut(span.text, start, end))
