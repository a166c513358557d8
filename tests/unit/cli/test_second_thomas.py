"""The bundled case of Second Thomas Shoal: which deals its readings open, who breaks them, and what no step leads to."""

from __future__ import annotations

from functools import cache

import pytest

import countermove as cm
from countermove.assessment import Assessment
from countermove.assessment.rules import lint
from countermove.questions.answers import answers
from countermove.questions.deal import DealMap, deal
from countermove.verdicts.observations import observed

__all__: list[str] = []

KNOWN = "2024-07-21"
"""The understanding was announced on this day, so no premise may rest on a source of it or of a later one."""

AFTER = {"Xinhua_July", "DFA_July", "China_Daily"}
"""The sources of what has happened since."""


@cache
def shoal() -> Assessment:
    return cm.load("second-thomas-2024")


@cache
def asked(notice: str, passage: str) -> DealMap:
    return deal(shoal(), reading={"O1": notice, "O2": passage})


def switched(found: DealMap) -> list[set[tuple[str, bool]]]:
    return [{(switch.option, switch.after) for switch in own.switches} for own in found.told]


def test_nothing_is_to_be_complained_of() -> None:
    assert not lint(shoal())


def test_what_came_of_it_is_a_source_of_observations_alone() -> None:
    document = shoal().document
    assert document.as_of is not None
    assert str(document.as_of) < KNOWN
    premises = [want for actor in document.actors.values() for want in actor.wants]
    assert {pointer.source for want in premises for pointer in want.at}.isdisjoint(AFTER)
    assert {pointer.source for seen in document.observations.values() for pointer in seen.at} == AFTER


def test_the_deal_of_the_base_reading_is_not_the_one_that_was_made() -> None:
    assert switched(asked("leave", "insists")) == [{("philippines.build", False), ("china.check", False)}]


@pytest.mark.parametrize(
    ("notice", "passage", "given"),
    [("routine", "insists", True), ("routine", "lenient", True), ("leave", "lenient", False)],
)
def test_boats_pass_by_agreement_where_one_side_gives_way(notice: str, passage: str, given: bool) -> None:
    made = {("philippines.build", False), ("china.pass", True), *([("philippines.notify", True)] if given else [])}
    found = asked(notice, passage)
    assert switched(found) == [made, made | {("china.check", False)}]
    for own in found.told:
        nash = own.concepts["nash"]
        assert nash.broken_by is not None
        assert (nash.fate, nash.broken_by.actor, nash.broken_by.want) == ("broken", "philippines", "p7")
        assert {name: told.fate for name, told in own.concepts.items() if name != "nash"} == dict.fromkeys(
            ("gmr", "smr", "seq", "symseq"), "kept"
        )


def test_no_step_of_anybody_leads_to_what_happened_and_an_agreement_does() -> None:
    told = {item.id: item.first.answer for item in answers(shoal()).questions}
    assert told == {"K1": "no", "K5": "it depends", "K2": "it depends", "K3": "no", "K4": "no"}
    since = observed(shoal())
    assert since is not None
    assert [str(item.date) for item in since.seen] == ["2024-07-27", "2024-12-12"]
    for item in since.seen:
        assert not item.by_steps.any()
        assert item.agreements == (("philippines", "china"),)
        made = [(row["O1"], row["O2"]) != ("leave", "insists") for row in shoal().readings]
        assert item.agreed.all(axis=1).tolist() == item.agreed.any(axis=1).tolist() == made
    assert since.base_out
