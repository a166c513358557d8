"""What counts of a text, and what is kept of its runs."""

from __future__ import annotations

import pytest

from countermove.sources.texts import SHORT, digest_of, numbers_of, words_of
from tests.plugins.evidence.writing import invented

__all__: list[str] = []


@pytest.mark.parametrize(
    "other",
    [
        "THE  Union pays, it says; the bridge stays closed for good!",
        "the union pays it says the bridge\nstays clo-\nsed for good",
        "The Union pays (it says): the bridge stays closed for good.",
        "The Union pays — it says — the bridge stays closed for good",
        "The Union p\u00adays, it says; the bridge stays closed for good.",
        "Ｔｈｅ Union pays, it says; the bridge stays closed for good.",
        "The Unio\u200bn pays, it says; the bridge stays closed for good.",
    ],
)
def test_layout_case_and_punctuation_do_not_count(other: str) -> None:
    words = words_of("The Union pays, it says; the bridge stays closed for good.")
    assert words == ["the", "union", "pays", "it", "says", "the", "bridge", "stays", "closed", "for", "good"]
    assert digest_of(words_of(other), "a") == digest_of(words, "a")


def test_letters_and_digits_do() -> None:
    told = "The Union pays 3 of the 5 shares that it owes us"
    changed = [told.replace("3", "4"), told.replace("owes", "owed"), told.replace("3 of the 5", "5 of the 3")]
    assert len({digest_of(words_of(item), "a") for item in (told, *changed)}) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ﬁrst Ⅷ", ["first", "viii"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("café cafe\u0301", ["café", "café"]),
        ("don't well-known", ["don", "t", "well", "known"]),
        ("中国不支持 talks 3次", ["中", "国", "不", "支", "持", "talks", "3", "次"]),
        ("ועידת השלום", ["ועידת", "השלום"]),
        ("हिन्दी में", ["हनद", "म"]),
        ("북한 미국", ["북한", "미국"]),
        ("— … !", []),
        ("", []),
    ],
)
def test_words_of_scripts(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_short_passages_keep_sixteen_salted_bits() -> None:
    words = ["a"] * (SHORT - 1)
    assert len(digest_of(words, "a")) == 4
    assert digest_of(words, "a") != digest_of(words, "b")
    assert len(digest_of([*words, "a"], "a")) == 64
    assert digest_of([*words, "a"], "a") == digest_of([*words, "a"], "b"), "so that other programs can compare it"


def test_one_run_in_four_is_kept_by_sixteen_bits() -> None:
    (words,) = invented(1, 8000, 8000)
    numbers = list(numbers_of(words, "a"))
    assert 0.22 < len(numbers) / len(words) < 0.28
    assert all(0 <= number < 1 << 16 for _, number in numbers)
    assert max(number for _, number in numbers) > 60_000
    other = list(numbers_of(words, "b"))
    assert len({place for place, _ in numbers} & {place for place, _ in other}) < 0.4 * len(numbers)
    assert list(numbers_of(words, "a")) == numbers
