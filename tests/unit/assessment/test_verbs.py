from __future__ import annotations

import pytest

from countermove.assessment.acts import base_form, negated, no_longer, third_person
from tests.conftest import in_one_test

__all__: list[str] = []


@in_one_test(
    ("does", "third", "base"),
    [
        ("gives up the arsenal", "gives up the arsenal", "give up the arsenal"),
        ("presses them (with sanctions, and more)", "presses them", "press them"),
        ("relies on aid", "relies on aid", "rely on aid"),
        ("goes home", "goes home", "go home"),
        ("has a plan", "has a plan", "have a plan"),
        ("releases water", "releases water", "release water"),
        ("co-operates", "co-operates", "co-operate"),
        (
            "seeks talks and reciprocates the pause",
            "seeks talks and reciprocates the pause",
            "seek talks and reciprocate the pause",
        ),
        ("buys arms and stocks", "buys arms and stocks", "buy arms and stocks"),
        ("nuclear test", 'chooses "nuclear test"', 'choose "nuclear test"'),
        ("", 'chooses "opt"', 'choose "opt"'),
        ("crisis talks", 'chooses "crisis talks"', 'choose "crisis talks"'),
        ("Tests a bomb", 'chooses "Tests a bomb"', 'choose "Tests a bomb"'),
        ("Offers more pay.", 'chooses "Offers more pay"', 'choose "Offers more pay"'),
        ("offers more pay.", "offers more pay", "offer more pay"),
        ("sides with the U.S.", "sides with the U.S.", "side with the U.S."),
        ("is ready to strike", "is ready to strike", "be ready to strike"),
        ("focuses on pay and refuses talks", "focuses on pay and refuses talks", 'choose "focuses on pay and refuses talks"'),
        ("focuses on pay", "focuses on pay", "focus on pay"),
        ("uses force", "uses force", "use force"),
        ("publishes, loses and buys", "publishes, loses and buys", "publish, lose and buy"),
        ("tests and deploys missiles", "tests and deploys missiles", "test and deploy missiles"),
        ("strikes ports, ships and planes", "strikes ports, ships and planes", "strike ports, ships and planes"),
        ("signs and then leaves", "signs and then leaves", "sign and then leave"),
        ("denies the offer and tries again", "denies the offer and tries again", "deny the offer and try again"),
        (
            "has its members vote and goes on strike",
            "has its members vote and goes on strike",
            "have its members vote and go on strike",
        ),
        ("sends aid and weapons", "sends aid and weapons", 'choose "sends aid and weapons"'),
        ("sends aid and weapons to rebels", "sends aid and weapons to rebels", 'choose "sends aid and weapons to rebels"'),
        (
            "focuses on pay; never on hours",
            'chooses "focuses on pay; never on hours"',
            'choose "focuses on pay; never on hours"',
        ),
        ("sell its shares", 'chooses "sell its shares"', 'choose "sell its shares"'),
    ],
)  # fmt: skip
def test_an_act_reads_after_a_name_and_after_to(does: str, third: str, base: str) -> None:
    assert third_person(does, "opt") == third
    assert base_form(does, "opt") == base


@pytest.mark.parametrize(
    ("does", "not_done", "no_more"),
    [
        ("gives up the arsenal", "does not give up the arsenal", "no longer gives up the arsenal"),
        ("is ready to strike", "is not ready to strike", "is no longer ready to strike"),
        ("nuclear test", 'does not choose "nuclear test"', 'no longer chooses "nuclear test"'),
        ("is here; or not", 'does not choose "is here; or not"', 'no longer chooses "is here; or not"'),
    ],
)
def test_an_act_that_is_not_done_reads_after_a_name(does: str, not_done: str, no_more: str) -> None:
    assert negated(does, "opt") == not_done
    assert no_longer(does, "opt") == no_more
