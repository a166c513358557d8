"""Switches: what stands in an address is read back as it was written, and what is none is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove.assessment.rewrite import Step
from countermove.plugins.serve.switches import LONGEST, NOTHING, Switches, parse
from gmcr.base.errors import CountermoveError

__all__: list[str] = []

NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
PAIRS = st.dictionaries(NAMES, NAMES, max_size=3)
STEPS = st.builds(Step, st.sampled_from(("drop", "turn", "lower")), NAMES) | st.builds(
    Step, st.sampled_from(("above", "below")), NAMES, NAMES
)


@given(
    st.builds(
        Switches,
        scenario=st.none() | NAMES,
        view=st.none() | NAMES,
        concept=st.none() | NAMES,
        reading=PAIRS,
        drivers=st.dictionaries(NAMES, st.decimals(0, 1, places=3).map(str), max_size=3),
        steps=st.lists(STEPS, max_size=4).map(tuple),
        ask=st.just("") | NAMES,
        of=st.just("") | st.text(max_size=12).map(str.strip),
        coding=PAIRS.map(lambda pairs: {name: choice for name, choice in pairs.items() if choice != "as_is"}),
    )
)
def test_switches_are_read_as_they_were_written(switches: Switches) -> None:
    assert parse(switches.query()) == switches
    assert parse(f"?{switches.query()}").query() == switches.query()


def test_an_address_that_says_nothing_is_the_file_as_it_is() -> None:
    assert parse("") == parse("?") == parse("if=&read=&do=") == NOTHING
    assert parse("token=secret&utm=x") == NOTHING  # what is somebody else's is left alone


def test_a_form_without_a_script_says_each_answer_by_itself() -> None:
    assert parse("read.O1=answers&read.O3=&if=").reading == {"O1": "answers"}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("set=window", "NAME:VALUE"),
        ("code=engage", "NAME:VALUE"),
        ("read=O1:", "NAME:VALUE"),
        ("do=explode:d3", "is not a step"),
        ("do=above:d3", "is not a step"),
        ("do=drop:d3:d4", "is not a step"),
        ("set=window:" + "9" * LONGEST, "characters"),
        ("if=%ff%fe", "broken"),
        ("&".join(f"a{k}=1" for k in range(100)), "broken"),
    ],
)
def test_what_is_no_address_of_the_page_is_told(query: str, told: str) -> None:
    with pytest.raises(CountermoveError, match=told):
        parse(query)


@pytest.mark.parametrize(
    ("query", "command"),
    [
        ("set=window:0.2&read=O1:answers", "countermove assess korea-2021 --set window=0.2 --reading O1=answers"),
        (
            "if=us_engages&eyes=washington&by=smr",
            "countermove assess korea-2021 --scenario us_engages --view washington --concept smr",
        ),
        ("set=window:0.2&do=drop:d1", "countermove serve korea-2021"),
        ("code=engage:two&if=crisis", "countermove assess korea-2021 --coding engage=two --scenario crisis"),
    ],
)
def test_what_is_switched_on_is_told_as_a_command(query: str, command: str) -> None:
    assert parse(query).command("korea-2021") == command
