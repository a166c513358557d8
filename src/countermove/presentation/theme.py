"""Colours and strokes. Colour means who; verdicts, outcomes and weights are ink.

Actors take the colours of Okabe & Ito (2008), which people with any colour vision tell apart, in file order, each with a
dash pattern and a letter of its own, so that nothing is said by colour alone. On white the purple and the green of that palette
have a contrast of hardly 3:1 and are darker here.

Fills that can be told apart without colour: strokes and dots in the weakest ink, as patterns of SVG.

*hatch*: slanting lines; *stripes*: thick ones, strong, and *counter* across them; *dots*; *cross*: small upright crosses; *steep*: fine lines that
slant the other way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from countermove.context.glossary import Glossary
from countermove.presentation.escape import cleaned
from gmcr.base.errors import UnknownName
from gmcr.base.record import Record

__all__ = ["SANS", "SERIF", "THEMES", "ActorStyle", "Theme", "actors_of", "pattern", "theme_named"]


SANS = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
SERIF = "'Source Serif 4', 'Times New Roman', 'Liberation Serif', 'DejaVu Serif', serif"
"""Fonts of figures: those of the page, then the usual substitutes."""


@dataclass(frozen=True, slots=True)
class Theme(Record):
    """``sheet``, ``wash``: backgrounds; ``ink``, ``ink2``, ``ink3``: text, strongest first; ``rule``: hairlines;
    ``control``: lines that carry meaning; ``holds``, ``fails``: grid cells; ``marked``: the highlighter, with its
    ``marked_opacity``; ``hues``: of actors, in file order."""

    name: str
    sheet: str
    wash: str
    ink: str
    ink2: str
    ink3: str
    rule: str
    control: str
    holds: str
    fails: str
    marked: str
    marked_opacity: str
    hues: tuple[str, ...]


THEMES: Mapping[str, Theme] = {
    "light": Theme(
        name="light",
        sheet="#FFFFFF",
        wash="#F0F2EE",
        ink="#14171A",
        ink2="#454B52",
        ink3="#666D75",
        rule="#E3E5E1",
        control="#C6CAC5",
        holds="#3F464D",
        fails="#E3E6E1",
        marked="#F0E442",
        marked_opacity="0.35",
        hues=("#D55E00", "#0072B2", "#B55A8C", "#00875F"),
    ),
    "dark": Theme(
        name="dark",
        sheet="#14181B",
        wash="#1B2024",
        ink="#E8EAEB",
        ink2="#B4BBC1",
        ink3="#8D959D",
        rule="#252B30",
        control="#424A52",
        holds="#B9C0C6",
        fails="#2A3137",
        marked="#F0E442",
        marked_opacity="0.2",
        hues=("#D55E00", "#56B4E9", "#CC79A7", "#009E73"),
    ),
}
"""The themes by name."""


def theme_named(name: str) -> Theme:
    """A theme by its name. Raises UnknownName."""
    if name not in THEMES:
        raise UnknownName("theme", name, THEMES)
    return THEMES[name]


@dataclass(frozen=True, slots=True)
class ActorStyle(Record):
    """How one actor is drawn: ``letter`` (one or two) stands in its ring, ``dash`` is the pattern of its lines ("" for
    solid, ``round`` for dots)."""

    key: str
    name: str
    letter: str
    colour: str
    dash: str
    round: bool = False


_DASHES = (("", False), ("8 3.5", False), ("0.1 4.2", True), ("8 3 1.6 3", False), ("3 2.5", False))


_LETTERS = 200
"""Characters of a name that are searched for letters that tell it from others."""


def actors_of(glossary: Glossary, theme: Theme) -> dict[str, ActorStyle]:
    """The style of every actor. The letter is the one that its wants' ids begin with, where that tells actors apart;
    the first four have a hue each, the fifth repeats one under a dash of its own and two letters, all others are ink
    with two letters."""
    letters = _letters(glossary)
    styles = {}
    for place, (key, name) in enumerate(glossary.actors.items()):
        colour = theme.hues[place % len(theme.hues)] if place < len(_DASHES) else theme.ink2
        dash, dots = _DASHES[place] if place < len(_DASHES) else ("", False)
        styles[key] = ActorStyle(key, cleaned(name), letters[key], colour, dash, dots)
    return styles


def _letters(glossary: Glossary) -> dict[str, str]:
    """One or two letters for each actor, all different."""
    wants = glossary.games[None].wants
    used: set[str] = set()
    letters = {}
    for place, (key, name) in enumerate(glossary.actors.items()):
        several = place >= len(_DASHES) - 1
        prefix = _common([want.id for want in wants.values() if want.actor == key]).rstrip("0123456789-_.")
        candidates = _candidates(key, name, prefix, several)
        if several:  # two letters of a wide script have no room in a ring
            candidates = iter(sorted(candidates, key=lambda text: not text.isascii()))
        numbers = map(str, range(1, 100))
        upper = (text.upper() for text in chain(candidates, numbers))
        letter = next(one for one in upper if one not in used and len(one) <= 4)
        used.add(letter)
        letters[key] = letter
    return letters


def _candidates(key: str, name: str, prefix: str, several: bool) -> Iterator[str]:
    """Letters that could stand for an actor, the best first: of its wants, the first ones, the first and another one."""
    sizes = (2, 1) if several else (1, 2)
    if sizes[0] <= len(prefix) <= 2 and prefix.isalpha():
        yield prefix
    yield from (start for size in sizes for start in (_start(name, size), _start(key, size)) if start)
    yield from (_start(name, 1) + _start(name[k:], 1) for k in range(2, min(len(name), _LETTERS)))


def _common(texts: Sequence[str]) -> str:
    """The longest common prefix of the texts."""
    first, last = min(texts, default=""), max(texts, default="")
    return first[: next((k for k, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))]


def _start(text: str, count: int) -> str:
    """The first letters of a text, each with its combining marks."""
    letters: list[str] = []
    for character in cleaned(text[:_LETTERS]):
        if unicodedata.combining(character) and letters:
            letters[-1] += character
        elif character.isalnum():
            if len(letters) == count:
                break
            letters.append(character)
    return "".join(letters) if len(letters) == count else ""


_FORMS = {
    "hatch": (6, "rotate(45)", '<path d="M0 0V6" stroke="{ink}" stroke-width="1.4"/>'),
    "dots": (7, "", '<circle cx="2" cy="2" r="1.1" fill="{ink}"/>'),
    "cross": (9, "", '<path d="M1 3.5H6M3.5 1V6" stroke="{ink}" stroke-width="1"/>'),
    "stripes": (6, "rotate(45)", '<path d="M1.5 0V6" stroke="{ink}" stroke-width="3"/>'),
    "counter": (6, "rotate(-45)", '<path d="M1.5 0V6" stroke="{ink}" stroke-width="3"/>'),
    "steep": (4, "rotate(-60)", '<path d="M0 0V4" stroke="{ink}" stroke-width="0.8"/>'),
}


def pattern(name: str, theme: Theme) -> str:
    """The element of a pattern; the caller replaces ``{id}`` by its id."""
    size, turned, form = _FORMS[name]
    turn = f' patternTransform="{turned}"' if turned else ""
    return (
        f'<pattern id="{{id}}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turn}>'
        f"{form.replace('{ink}', theme.holds if name in ('stripes', 'counter') else theme.ink3)}</pattern>"
    )
