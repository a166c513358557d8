from __future__ import annotations

import pytest

from countermove.assessment import Assessment
from countermove.context.glossary import glossary_of
from countermove.presentation.phrases import Phrasing
from gmcr import Edit
from tests.conftest import in_one_test

__all__: list[str] = []


@pytest.fixture
def phrasing(ferry: Assessment) -> Phrasing:
    return Phrasing(glossary_of(ferry))


@in_one_test(
    ("formula", "wish"),
    [
        ("town.pay", "to pay for the ferry"),
        ("not pay", "not to pay for the ferry"),
        ("line.run", "Line to run the ferry"),
        ("not run", "Line not to run the ferry"),
        ("service", "service to come about"),
        ("not service", "service not to come about"),
        ("pay implies run", "to pay for the ferry only if Line runs the ferry"),
        ("run implies pay", "to pay for the ferry if Line runs the ferry"),
        ("run implies not pay", "not to pay for the ferry if Line runs the ferry"),
        ("pay iff run", "to pay for the ferry if, and only if, Line runs the ferry"),
        ("run iff pay", "to pay for the ferry if, and only if, Line runs the ferry"),
        ("pay and run", "to pay for the ferry and Line to run the ferry"),
        (
            "not (pay and protest)",
            'it never to be the case that both Town pays for the ferry and Line chooses "public protest"',
        ),
        ("run or pay", "Line to run the ferry or to pay for the ferry"),
        ("not run or service", "either Line not to run the ferry or service to come about"),
        (
            "run or (pay and protest)",
            'it to be the case that Line runs the ferry or (Town pays for the ferry and Line chooses "public protest")',
        ),
        ("not (run or pay)", "it not to be the case that (Line runs the ferry or Town pays for the ferry)"),
        ("true", "nothing in particular"),
        ("false", "what cannot be"),
        ("demand >= 0.5", "it to be the case that demand is at least 0.50"),
        ("demand - 0.2*demand >= 0.5", "it to be the case that demand minus 0.2 times demand is at least 0.50"),
        ("demand + demand < 1", "it to be the case that demand plus demand is below 1.00"),
        (
            "demand > 0.5*line.run and line.run",
            "it to be the case that demand is above 0.5 times run and Line to run the ferry",
        ),
    ],
)
def test_a_want_reads_on_from_the_town_wants(phrasing: Phrasing, formula: str, wish: str) -> None:
    assert phrasing.wish(phrasing.glossary.formula(formula), "town") == wish


def test_a_want_tells_its_condition_with_the_numbers_of_today(phrasing: Phrasing) -> None:
    assert (
        phrasing.want("l2", "")
        == "to run the ferry, while demand is at least 0.50 (now demand 0.60), otherwise not to run the ferry"
    )
    assert phrasing.want("l2", "want") == "to run the ferry, while demand is at least 0.50 (now demand 0.60)"
    assert phrasing.want("l2", "otherwise") == "not to run the ferry, as demand is below 0.50 (now demand 0.60)"
    assert phrasing.want("unheard of", "") == "unheard of"


def test_a_view_tells_its_own_wants(ferry: Assessment) -> None:
    assert Phrasing(glossary_of(ferry), "pessimist").want("l2", "") == "not to run the ferry"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Edit("town", "t2", "could_be"), "Town comes to want to pay for the ferry (t2 turns)"),
        (Edit("town", "t1", "drop"), "Town no longer wants Line to run the ferry (t1 is dropped)"),
        (Edit("town", "t1", "swap"), "Town puts t1 (Line to run the ferry) one place lower"),
        (Edit("town", "t2", "negate"), "Town comes to want the opposite of t2 (not to pay for the ferry)"),
    ],
)
def test_edits_are_sentences(phrasing: Phrasing, edit: Edit, told: str) -> None:
    assert phrasing.edit(edit) == told
    assert phrasing.edits([edit, edit]) == f"{told}, and {told}"


def test_states_and_moves_name_who_does_what(phrasing: Phrasing) -> None:
    assert phrasing.state([]) == "no act is on"
    assert phrasing.state(["town.pay", "line.run"]) == "Town pays for the ferry; Line runs the ferry"
    assert phrasing.move("line", ["line.run"], ["line.protest"]) == (
        'Line chooses "public protest" and no longer runs the ferry'
    )


def test_a_target_is_a_thing(phrasing: Phrasing) -> None:
    assert phrasing.target("service") == "service"
    assert phrasing.target() == phrasing.target(phrasing.glossary.target or "")
    assert phrasing.target("line.run") == "a state in which Line runs the ferry"


def test_bare_names_serve_where_they_are_unique(phrasing: Phrasing) -> None:
    assert phrasing.short("town.pay") == "pay"
