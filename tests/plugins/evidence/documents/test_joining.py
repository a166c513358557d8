"""Hyphens, dashes and spaces where lines end."""

from __future__ import annotations

from countermove.plugins.evidence.documents.layout import joined, vocabulary
from tests.conftest import in_one_test

ELSEWHERE = (
    "a long-range plan without any risk of high seas",
    "the north islands co-operate",
    "a lighthouse and its house",
)


@in_one_test(
    ("lines", "text"),
    [
        (("one line", "and another"), "one line and another"),
        (("the har-", "vest came"), "the harvest came"),
        (("the har\u00ad", "vest came"), "the harvest came"),
        (("a high\u00adrisk plan", "fails"), "a high-risk plan fails"),
        (("the U.S.-", "China talks"), "the U.S.-China talks"),
        (("Mid-", "Atlantic trade"), "Mid-Atlantic trade"),
        (("in 2010-", "2012 and later"), "in 2010-2012 and later"),
        (("a long-", "range plan"), "a long-range plan"),
        (("they co-", "operate"), "they co-operate"),
        (("the light-", "house keeper"), "the lighthouse keeper"),
        (("at high-", "risk of loss"), "at high-risk of loss"),
        (("goes with-", "out them"), "goes without them"),
        (("the well-", "known house"), "the well-known house"),
        (("in decision-", "making bodies"), "in decision-making bodies"),
        (("it is un-", "like them"), "it is unlike them"),
        (("pre-", "and post-war"), "pre- and post-war"),
        (("they wait—", "and hope"), "they wait—and hope"),
        (("they wait", "—and hope"), "they wait—and hope"),
        (("they wait –", "and hope"), "they wait – and hope"),
        (("north and/", "or south"), "north and/or south"),
        (("两个议会在春天", "开了四次会"), "两个议会在春天开了四次会"),
        (("  spaces   within ", " and around "), "spaces within and around"),
    ],
)
def test_lines_become_a_text(lines: tuple[str, ...], text: str) -> None:
    assert joined(lines, vocabulary((*ELSEWHERE, *lines))) == text


def test_what_a_lines_end_may_have_divided_is_no_word() -> None:
    assert vocabulary(("the har-", "vest of co-operation")) == frozenset(
        ("the", "of", "co", "operation", "co-operation")
    )
