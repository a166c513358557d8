from __future__ import annotations

import pytest

from countermove.report.verbs import base_form, third_person

__all__: list[str] = []


@pytest.mark.parametrize(
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
    ],
)  # fmt: skip
def test_an_act_reads_after_a_name_and_after_to(does: str, third: str, base: str) -> None:
    assert third_person(does, "opt") == third
    assert base_form(does, "opt") == base
