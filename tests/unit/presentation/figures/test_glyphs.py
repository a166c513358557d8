"""Letters that no typeface here has: found by how they are drawn, told by script."""

from __future__ import annotations

import pytest

from countermove.presentation.typefaces import lacking, lacking_text, with_resvg, with_typst
from tests.conftest import require_module

__all__: list[str] = []

BOX = b"box"


def drawing(*, without: str) -> object:
    """A renderer with all letters but some."""

    def draw(letter: str) -> bytes:
        return BOX if letter in without or letter == "\U0010fffd" else letter.encode()

    return draw


@pytest.mark.parametrize(
    ("text", "without", "told"),
    [
        ("plain ≥ Москва Ελλάδα", "", ()),
        ("ኢትዮጵያ and مصر", "ኢትዮጵያ", ("Ethiopic",)),
        ("主持谈判 🌊 가나", "持🌊", ("Han", "emoji")),
        ("主持谈判", "", ()),
        ("가나", "나", ("Hangul",)),
        ("a\u0301\u202e\n", "\u0301\u202e", ()),
        ("⠿ of dots", "⠿", ("signs",)),
        ("রাজা", "া", ("Bengali",)),
    ],
)
def test_scripts_are_named_of_which_a_letter_is_a_box(text: str, without: str, told: tuple[str, ...]) -> None:
    assert lacking(text, drawing(without=without)) == told  # type: ignore[arg-type]


def test_letters_of_the_own_typefaces_are_not_asked_for() -> None:
    def never(letter: str) -> bytes:
        raise AssertionError(letter)

    assert lacking("The dam: 0.30 ≥ Ω ✓ Ђ", never) == ()


@pytest.mark.parametrize(("module", "draw"), [("resvg_py", with_resvg), ("typst", with_typst)])
def test_the_renderers_draw_every_unknown_letter_alike_and_known_ones_not(module: str, draw: object) -> None:
    require_module(module, "it draws letters")
    nothing = draw("\U0010fffd")  # type: ignore[operator]
    # Code points of private planes: nobody's letters.
    assert draw("\U000ffffd") == nothing  # type: ignore[operator]
    assert draw("A") != nothing  # type: ignore[operator]
    assert draw("Ж") != draw("A")  # type: ignore[operator]


def test_what_a_reader_is_told() -> None:
    told = lacking_text(("Ethiopic", "Han"), "the PNG")
    assert told.startswith(
        "No typeface here has all of the Ethiopic and Han in it: what is missing shows as boxes in the PNG;"
    )
