"""Why an actor gains or loses is told by a want that can be read, otherwise by the places of the two states in its order."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove.context.answer import ask
from countermove.context.game import open_game
from countermove.inquiry.reasons import Place, reason
from countermove.presentation.blocks import Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.steps import because_text, places_text, preferred_text
from countermove.presentation.words import ordinal
from countermove.questions.why.text import why_text

__all__: list[str] = []

ON = {0: (), 1: ("us.strike",), 2: ("us.blockade",), 3: ("us.strike", "us.blockade")}


def acts(case: str) -> dict[str, tuple[str, str]]:
    """What becomes of every single act from the start, in words."""
    (table,) = (
        block for block in why_text(ask("why", open_game(case), state="start")).body if isinstance(block, Table)
    )
    return {str(act): (str(result), str(because)) for act, result, because in table.rows}


def test_a_ranking_is_told_by_places() -> None:
    told = acts("elmira-1991")
    insist = 'Local government chooses "Insist on the original order"'
    assert told[insist] == ("gains", "prefers delay + insist (3rd of 9) to delay (4th)")
    modify = 'Ministry of the Environment chooses "Modify the control order"'
    assert told[modify] == ("loses", "prefers delay (6th of 9) to modify + delay (7th)")
    assert told['Uniroyal chooses "Accept the control order"'] == ("cannot", "(never delay and accept)")
    assert all(because for _, because in told.values()), "no cell is left blank"


def test_a_want_too_long_to_be_read_is_told_by_places_and_a_short_one_in_words() -> None:
    told = acts("cuban-missile-crisis-1962")
    assert told['United States chooses "Air strike"'] == ("gains", "prefers strike (6th of 12) to no option on (8th)")
    assert told['Soviet Union chooses "Escalate"'] == ("loses", 'wants not to choose "Escalate" (ussr 1)')


@pytest.mark.parametrize("case", ["elmira-1991", "cuban-missile-crisis-1962", "elmira-1991-graph"])
def test_places_are_those_of_the_order(case: str) -> None:
    conflict = cm.load_conflict(case).conflict
    for actor in conflict.actors:
        ranks = dict(zip(conflict.states.tolist(), conflict.ranks(actor).tolist(), strict=True))
        for code, rank in ranks.items():
            place = reason(conflict, actor, conflict.start, code).place
            assert place is not None
            better = {other for other in ranks.values() if other > rank}
            assert (place.then, place.of) == (len(better) + 1, len(set(ranks.values())))


def test_states_without_names_are_told_as_they_are_and_that() -> None:
    game = open_game("cuban-missile-crisis-1962")
    phrasing = Phrasing(game.glossary)
    assert (
        preferred_text(Place(8, 6, 12), (0, 1), phrasing, ON, gains=True) == "strike (6th of 12) to no option on (8th)"
    )
    worse = "no option on (6th of 12) to strike + blockade (8th)"
    assert preferred_text(Place(6, 8, 12), (0, 3), phrasing, ON, gains=False) == worse
    bare = "that (6th of 12) to things as they are (8th)"
    assert preferred_text(Place(8, 6, 12), (0, 1), phrasing, {}, gains=True) == bare
    assert preferred_text(None, (0, 1), phrasing, ON, gains=True) == "strike to no option on", (
        "states that nobody counts"
    )
    assert preferred_text(None, (0, 1), phrasing, ON, gains=False) == "no option on to strike"
    assert places_text(None) == ""
    assert places_text(Place(8, 6, 12)) == "from 8th to 6th of 12"
    found = reason(game.conflict, "us", 0, 1)
    assert because_text(found, phrasing, ON) == "it prefers strike (6th of 12) to no option on (8th)"
    assert because_text(reason(game.conflict, "us", 0, 0), phrasing, ON) == ""


def test_ordinals() -> None:
    assert [ordinal(k) for k in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 1003)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th", "1,003rd",
    ]  # fmt: skip
