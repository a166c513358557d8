"""What is hidden is written out, what writing needs stays, and text from right to left turns nothing around it."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr.base.characters import control_in, hidden_in, isolated, json_escaped, one_line, visible, xml_escaped
from tests.conftest import in_one_test
from tests.counting import grows_evenly

__all__: list[str] = []

SIGNS = {0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD, *range(0x0600, 0x0606)}
"""Format characters of Arabic, Syriac and Kaithi that have a sign of their own."""

ALL = range(sys.maxunicode + 1)


def test_whatever_has_no_sign_is_hidden() -> None:
    """By Unicode's categories, which this Python has: controls, formats, surrogates, separators of lines."""
    left = [
        f"U+{code:04X}"
        for code in ALL
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and code not in SIGNS
        and chr(code) not in "\t\n"
        and not any(hidden_in(chr(code)))
    ]
    assert left == []


def test_whatever_has_a_sign_is_not() -> None:
    """No letter, digit, punctuation or symbol but the fillers and the empty braille cell."""
    lost = {code for code in ALL if unicodedata.category(chr(code))[0] in "LNPS" and any(hidden_in(chr(code)))}
    assert lost == {0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\x7f\x9bb\r", "a\\x7f\\x9bb\\r"),
        ("a\u202eb\u2066c\u2069", "a\\u202eb\\u2066c\\u2069"),
        ("a\U000e0041\U000e007f", "a\\U000e0041\\U000e007f"),
        ("a\u200bb\ufeff\u00ad\u2028\u3164", "a\\u200bb\\ufeff\\xad\\u2028\\u3164"),
        ("\ud800\uffff", "\\ud800\\uffff"),
        ("re\u200dlease re\u200clease", "re\\u200dlease re\\u200clease"),
        ("'\ufe0f\u200d\u17e0", "'\\ufe0f\\u200d\u17e0"),
        ("a}\u200d👩 \n\u200d👩", "a}\\u200d👩 \n\\u200d👩"),  # nothing that a joiner could join
        ("a\ufe0f \ufe0f", "a\\ufe0f \\ufe0f"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f\\ufe0f"),
        ("葛\U000e0100\U000e0101", "葛\U000e0100\\U000e0101"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_hidden_characters_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם",
        "السلام عليكم",
        "می\u200cخواهم صلح",
        "क्\u200dष ന്\u200d",
        "👩\u200d🚀 👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f⃣",
        "葛\U000e0100城市",
        "日本語 Ω été",
    ],
    ids=["Hebrew", "Arabic", "Persian", "Indic", "emoji", "ideographs", "others"],
)
def test_what_writing_needs_stays(text: str) -> None:
    assert visible(text) == text


def test_one_line_is_one_line() -> None:
    assert one_line("a\nb\tc\u2029\x85") == "a\\nb\\tc\\u2029\\x85"


def test_controls_are_named() -> None:
    assert control_in("a\tb\nc") is None
    assert (control_in("a\x1bb"), control_in("\x7f"), control_in("\x9b"), control_in("\r")) == (
        "U+001B",
        "U+007F",
        "U+009B",
        "U+000D",
    )


@in_one_test(
    ("text", "shown"),
    [
        ("no letters from there", "no letters from there"),
        ("שלום: 3 of 5", "\u2068שלום\u2069: 3 of 5"),
        ("of סין, יפן and 3", "of \u2068סין, יפן\u2069 and 3"),
        ("ועידת 2025", "\u2068ועידת 2025\u2069"),
        ("ועידת 2025    7", "\u2068ועידת 2025\u2069    7"),
        ("סין    יפן", "\u2068סין\u2069    \u2068יפן\u2069"),
        ("\x1b[1mסין\x1b[0m", "\x1b[1m\u2068סין\u2069\x1b[0m"),
        ("صلح می\u200cخواهم now", "\u2068صلح می\u200cخواهم\u2069 now"),
        ('to "קונה מים" now', 'to \u2068"קונה מים"\u2069 now'),
        ("say “סין.” or «יפן»!", "say \u2068“סין.”\u2069 or \u2068«יפן»\u2069!"),
        ('to choose "קונה', 'to choose \u2068"קונה\u2069'),
        ('מים" and so on', '\u2068מים"\u2069 and so on'),
        ('the "סין NATO" plan', 'the "\u2068סין\u2069 NATO" plan'),
        ('of סין "a"', 'of \u2068סין\u2069 "a"'),
        ('a "n" סין", b', 'a "n" \u2068סין\u2069", b'),
        ("of סין…", "of \u2068סין…\u2069"),
    ],
)
def test_stretches_from_right_to_left_are_isolated(text: str, shown: str) -> None:
    assert isolated(text) == shown


def test_every_letter_from_right_to_left_is_isolated() -> None:
    letters = [chr(code) for code in ALL if unicodedata.bidirectional(chr(code)) in ("R", "AL")]
    assert [letter for letter in letters if not any(hidden_in(letter)) and isolated(letter) == letter] == []


@given(st.text())
def test_nothing_hidden_is_left_and_nothing_else_is_changed(text: str) -> None:
    shown = visible(text)
    assert not list(hidden_in(shown))
    assert visible(shown) == shown
    turned = isolated(shown)
    assert isolated(shown, "<", ">").count("<") == shown.count("<") + turned.count("\u2068")
    assert re.sub("[\u2068\u2069]", "", turned) == shown
    assert re.sub("[^\u2068\u2069]", "", turned) == "\u2068\u2069" * turned.count("\u2068")


@given(st.text(alphabet=st.characters(codec="utf-16", exclude_categories=())))
def test_json_is_equal_as_data(text: str) -> None:
    written = json_escaped(json.dumps([text], ensure_ascii=False))
    assert json.loads(written) == [text]
    assert not list(hidden_in(written))


def test_xml_is_equal_as_data() -> None:
    written = xml_escaped("<a>\u202e\U000e0041\u200b</a>")
    assert written.isascii()
    assert ElementTree.fromstring(written).text == "\u202e\U000e0041\u200b"


@pytest.mark.parametrize(("begin", "part"), [("", "\u202e"), ("", "ש "), ("ש", "-"), ("", "א-a"), ("", '"א ')])
def test_nothing_of_a_long_text_is_looked_at_again(begin: str, part: str) -> None:
    """Neither by the search for what is hidden nor by that for stretches, which would not end in hours here."""

    def shown(times: int) -> str:
        return isolated(visible(begin + part * times + "a"), "", "")

    assert grows_evenly(shown, 1000)
    assert shown(100_000) == begin + visible(part) * 100_000 + "a"
