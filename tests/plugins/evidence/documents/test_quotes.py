"""Quotes: verified, repaired or rejected. Passages are cut out of a text and changed, so that what has to come out is known."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import pytest

from countermove.plugins.evidence.documents import quotes
from countermove.plugins.evidence.documents.quotes import DECISIVE, Quoted, Quotes
from countermove.sources.texts import text_of, words_of
from tests.conftest import in_one_test
from tests.plugins.evidence.documents.making import PARAGRAPHS

pytest.importorskip("rapidfuzz")

QUOTES = Quotes(text_of("\n".join(PARAGRAPHS), "s", "s.txt", ""))


@in_one_test(
    ("quote", "paragraph", "state", "how", "where", "passage"),
    [
        ("If Southport lowered its tolls", 2, "verified", None, (2, 2), "If Southport lowered its tolls"),
        ("IF southport lowered – its tolls!", 2, "verified", None, (2, 2), "If Southport lowered its tolls"),
        ("the wellknown light-house", 3, "verified", None, (3, 3), "the well-known lighthouse"),
        ("Its council met four times", 2, "repaired", "elsewhere", (3, 3), "Its council met four times"),
        ("Its council met four times", 900, "repaired", "elsewhere", (3, 3), "Its council met four times"),
        ("What would change this? A storm", 4, "repaired", "runs on", (4, 5), "What would change this A storm"),
        ("The pilots expect [...] no common house", 5, "repaired", "parts", (5, 5), None),
        ("no common house … the pilots expect", 5, "rejected", "none", None, ""),
        ("both councils sign within a month", 5, "repaired", "nearly", (5, 5), "both councils signed within a month"),
        ("both counclis signed within a month", 4, "repaired", "nearly", (5, 5), "both councils signed within a month"),
        ("It is likely that the tolls fall", 6, "rejected", "turned", (6, 6), "It is unlikely that the tolls fall"),
        ("Northport will give up the well-known lighthouse", 3, "rejected", "turned", (3, 3), None),
        ("In 1912 the channel silted up within a week", 5, "rejected", "turned", (5, 5), None),
        ("Northport, for its part, believes that Northport will never", 3, "rejected", "turned", (3, 3), None),
        ("Northport has sunk the ferry of Southport", 3, "rejected", "none", None, ""),
        ("the tolls", 4, "rejected", "short", None, ""),
        ("?!", 1, "rejected", "none", None, ""),
        ("orthport would rather kee", 2, "repaired", "nearly", (2, 2), "Northport would rather keep"),
        ("Northport would rather kee", 2, "repaired", "nearly", (2, 2), "Northport would rather keep"),
        ("The pilots expect [...] house", 5, "rejected", "turned", (5, 5), None),
        ("ask for it", 1, "repaired", "elsewhere", (6, 6), "ask for it"),
        ("if the grain ships come late and the merchnats", 1, "repaired", "nearly", (6, 6), None),
        ("a week, and both counclis sank within a month. The pilots", 5, "rejected", "turned", (5, 5), None),
        ("for a sign that somebody over there has unread our proposal", 3, "rejected", "turned", (3, 3), None),
    ],
)
def test_what_becomes_of_a_quote(
    quote: str, paragraph: int, state: str, how: str | None, where: tuple[int, int] | None, passage: str | None
) -> None:
    found = QUOTES.find(quote, paragraph)
    assert (found.state, found.how, found.paragraphs) == (state, how, where)
    assert passage is None or found.passage == passage


def test_no_number_is_another_form_of_one() -> None:
    text = Quotes(text_of("The 2nd harbour of the northern island was opened in spring", "s", "s", ""))
    found = text.find("The 22nd harbour of the northern island was opened in spring", 1)
    assert (found.state, found.how, found.differing) == ("rejected", "turned", ("22nd", "2nd"))


def test_one_that_is_nowhere_has_no_passage() -> None:
    assert QUOTES.find("?!", 1) == Quoted("rejected", "none", None, "", 0, 0, None, ())


def test_paragraphs_that_share_a_fifth_of_the_runs_of_words_are_looked_at_and_the_best_is_found_however_far() -> None:
    words = ["alpha", "bravo", "delta", "kilo", "lima", "oscar", "romeo", "tango"]

    def found(quoted: int, *mistyped: int) -> str | None:
        text = [word + "x" if place in mistyped else word for place, word in enumerate(words[:quoted])]
        return (
            Quotes(text_of("\n".join(["nothing", " ".join(text)]), "s", "s", "")).find(" ".join(words[:quoted]), 1).how
        )

    assert [found(7, 1, 3), found(8, 1, 4), found(8, 0, 4)] == ["nearly", "none", "nearly"]
    others = [f"{' '.join(words[:4])} number {place}" for place in range(12)]
    text = "\n".join(["nothing", *others, " ".join(words).replace("kilo", "kiln")])
    assert Quotes(text_of(text, "s", "s", "")).find(" ".join(words), 1).paragraphs == (14, 14)


def test_a_passage_that_is_longer_than_its_quote_goes_up_to_the_last_word_of_it() -> None:
    text = "The ships of both islands are very often sent to sea in spring"
    found = Quotes(text_of(text, "s", "s", "")).find("The ships of both islands are often sent to sea", 1)
    assert (found.how, found.differing) == ("nearly", ("very",))
    assert found.passage == "The ships of both islands are very often sent to sea"


def test_few_stretches_of_a_paragraph_are_compared_wherever_in_it_a_quote_is(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def alike(words: Sequence[str], others: Sequence[str]) -> float:
        compared.append(len(others))
        return whole(words, others)

    whole = quotes._alike
    monkeypatch.setattr(quotes, "_alike", alike)
    before = " ".join(f"the ship {place} left" for place in range(50))
    text = Quotes(text_of(f"{before} and both councils signed within a month", "s", "s", ""))
    assert text.find("both counclis signed within a month", 1).passage == "both councils signed within a month"
    assert len(compared) <= 10
    assert max(compared) <= 8


def test_an_ellipsis_for_a_few_words_hides_nothing_that_denies() -> None:
    text = "The north will not open the bridge. It has, as many said and never forgot, closed the gate for good."
    quotes = Quotes(text_of(text, "s", "s", ""))
    hidden = quotes.find("The north will … open the bridge", 1)
    assert (hidden.state, hidden.how, hidden.differing) == ("rejected", "turned", ("not",))
    assert hidden.passage == "The north will not open the bridge"
    assert quotes.find("The north will not … the bridge", 1).how == "parts"
    assert quotes.find("It has … closed the gate", 1).how == "parts", "a clause of its own is left out"


def test_one_that_stands_twice_is_taken_where_it_is_nearest() -> None:
    twice = Quotes(text_of("\n".join(["we wait for a sign", "a", "b", "we wait for a sign", "c"]), "s", "s", ""))
    assert [twice.find("wait for a sign", here).paragraphs for here in (1, 2, 3, 4, 5)] == [
        (1, 1),
        (1, 1),
        (4, 4),
        (4, 4),
        (4, 4),
    ]


def test_stretches_of_a_text_are_verified_and_their_passage_is_what_was_cut_out() -> None:
    drawn = random.Random(20)
    for _ in range(300):
        number = drawn.randrange(1, len(PARAGRAPHS) + 1)
        words = PARAGRAPHS[number - 1].split()
        start = drawn.randrange(len(words))
        cut = words[start : start + drawn.randrange(3, 12)]
        if len(words_of(" ".join(cut))) < 3:
            continue
        found = QUOTES.find(" ".join(cut).upper().replace(",", ""), number)
        assert found.state == "verified"
        assert words_of(found.passage) == words_of(" ".join(cut))
        assert PARAGRAPHS[number - 1][found.start : found.end] == found.passage


def test_nothing_that_decides_is_ever_repaired() -> None:
    """Whatever is taken out of a passage or put into it: where it is repaired, no word that decides is among what differs."""
    drawn = random.Random(7)
    kinds = set[str]()
    for _ in range(300):
        number = drawn.randrange(2, len(PARAGRAPHS) + 1)
        words = words_of(PARAGRAPHS[number - 1])
        start = drawn.randrange(max(len(words) - 8, 1))
        quote = words[start : start + 14]
        place = drawn.randrange(1, len(quote)) if len(quote) > 1 else 0
        if drawn.random() < 0.5:
            quote.pop(place)
        else:
            quote.insert(place, drawn.choice(["not", "never", "only", "1914", "could", "harbour", "very", "old"]))
        found = QUOTES.find(" ".join(quote), number)
        kinds.add(f"{found.state} {found.how}")
        if found.state != "rejected":
            passage = Counter(words_of(found.passage))
            for word in [*(passage - Counter(quote)), *(Counter(quote) - passage)]:
                assert word not in DECISIVE
                assert not word[0].isdigit()
    assert {"repaired nearly", "rejected turned"} <= kinds


@pytest.mark.parametrize(
    ("quote", "state"),
    [
        ("He agree with the two islands on the tolls of the harbour", "rejected"),
        ("He will once more agree with the two islands on the tolls of the harbour", "rejected"),
        ("agree with the two islands on the tolls of the harbour", "verified"),
    ],
)
def test_what_is_left_out_behind_the_first_word_may_decide(quote: str, state: str) -> None:
    text = "He will never again agree with the two islands on the tolls of the harbour"
    for backwards in (False, True):
        order = slice(None, None, -1) if backwards else slice(None)
        found = Quotes(text_of(" ".join(text.split()[order]), "s", "s", "")).find(" ".join(quote.split()[order]), 1)
        assert found.state == state
        assert state == "verified" or {"He", "never"} <= set(found.passage.split())


def test_other_scripts_are_compared_by_their_letters() -> None:
    text = Quotes(text_of("两个议会在春天开了四次会。\nاجتمعت المجالس أربع مرات في الربيع", "s", "s", ""))
    assert text.find("春天开了四次", 1).state == "verified"
    assert text.find("المجالس أربع مرات", 1).how == "elsewhere"
    assert text.find("春天开了五次", 1).state == "rejected"


@pytest.mark.level("all")
def test_comparing_ends_however_much_there_is() -> None:
    text = text_of("\n".join("lorem ipsum dolor sit amet " * 4_000 for _ in range(20)), "s", "s", "")
    quotes = Quotes(text)
    for place in range(60):
        assert quotes.find(f"ipsum lorem dolor {place} " * 100, 3).state == "rejected"
