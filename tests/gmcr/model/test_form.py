from __future__ import annotations

import pytest

from gmcr.base.errors import ModelError, UnknownName
from gmcr.model.form import ModelOption, OptionForm


def form(*names: str, actors: tuple[str, ...] = ("us", "dprk")) -> OptionForm:
    return OptionForm(actors, tuple(ModelOption(*name.split(".")) for name in names))


MIXED = OptionForm(
    ("us", "watcher", "dprk"),
    (
        ModelOption("us", "engage"),
        ModelOption("us", "strike", "forward"),
        ModelOption("", "winter"),
        ModelOption("dprk", "test", "back"),
        ModelOption("dprk", "engage"),
    ),
)


def test_options_are_bits_in_the_order_given() -> None:
    assert MIXED.names == ("us.engage", "us.strike", "winter", "dprk.test", "dprk.engage")
    assert MIXED.bit["dprk.test"] == 3
    assert MIXED.span == {"us": (0, 2), "watcher": (0, 0), "dprk": (3, 5)}
    assert [MIXED.mask(actor) for actor in MIXED.actors] == [0b11, 0, 0b11000]
    assert MIXED.one_way_mask("us", "forward") == 0b10
    assert MIXED.one_way_mask("us", "back") == 0
    assert MIXED.one_way_mask("dprk", "back") == 0b1000


def test_codes_from_names_and_back() -> None:
    assert MIXED.code([]) == 0
    assert MIXED.code(["strike", "dprk.engage", "winter"]) == 0b10110
    assert MIXED.on(0b10110) == ("us.strike", "winter", "dprk.engage")
    assert all(MIXED.code(MIXED.on(code)) == code for code in range(32))


def test_bare_names_have_to_be_unique() -> None:
    assert MIXED.full_name("test") == "dprk.test"
    with pytest.raises(UnknownName) as ambiguous:
        MIXED.full_name("engage")
    assert ambiguous.value.kind == "unique option"
    assert "is not a unique option here" in str(ambiguous.value)
    assert ambiguous.value.valid == ("us.engage", "dprk.engage")
    with pytest.raises(UnknownName, match=r"Did you mean us\.strike"):
        MIXED.code(["us.strik"])


def test_at_most_1024_options() -> None:
    most = form(*(f"us.o{k}" for k in range(OptionForm.MOST)), actors=("us",))
    assert OptionForm.MOST == 1024
    assert most.code([f"o{k}" for k in range(OptionForm.MOST)]) == 2**OptionForm.MOST - 1
    with pytest.raises(ModelError, match="1025 options: a conflict has at most 1024"):
        form(*(f"us.o{k}" for k in range(OptionForm.MOST + 1)), actors=("us",))


def test_what_cannot_be_a_form() -> None:
    with pytest.raises(ModelError, match="at least one actor"):
        OptionForm((), ())
    with pytest.raises(ModelError, match="Two actors"):
        form(actors=("us", "us"))
    with pytest.raises(ModelError, match="two options of the same name"):
        form("us.a", "us.a")
    with pytest.raises(UnknownName, match="Did you mean dprk"):
        form("us.a", "dprkk.b")
    with pytest.raises(ModelError, match="us must stand together") as apart:
        form("us.a", "dprk.b", "us.c")
    assert apart.value.actor == "us"
