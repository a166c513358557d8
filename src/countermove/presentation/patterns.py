"""Fills that can be told apart without colour: strokes and dots in the weakest ink, as patterns of SVG.

*hatch*: slanting lines; *dots*; *cross*: small upright crosses; *steep*: fine lines that slant the other way.
"""

from __future__ import annotations

from countermove.presentation.theme import Theme

__all__ = ["pattern"]

_FORMS = {
    "hatch": (6, "rotate(45)", '<path d="M0 0V6" stroke="{ink}" stroke-width="1.4"/>'),
    "dots": (7, "", '<circle cx="2" cy="2" r="1.1" fill="{ink}"/>'),
    "cross": (9, "", '<path d="M1 3.5H6M3.5 1V6" stroke="{ink}" stroke-width="1"/>'),
    "steep": (4, "rotate(-60)", '<path d="M0 0V4" stroke="{ink}" stroke-width="0.8"/>'),
}


def pattern(name: str, theme: Theme) -> str:
    """The element of a pattern; the caller replaces ``{id}`` by its id."""
    size, turned, form = _FORMS[name]
    turn = f' patternTransform="{turned}"' if turned else ""
    return (
        f'<pattern id="{{id}}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turn}>'
        f"{form.replace('{ink}', theme.ink3)}</pattern>"
    )
