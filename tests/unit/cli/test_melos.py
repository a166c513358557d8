"""The bundled case of Melos: what follows and what does not, what history leaves, and no year that it is not about."""

from __future__ import annotations

from functools import cache

import pytest

import countermove as cm
from countermove import reports
from countermove.assessment import Assessment
from countermove.assessment.rules import lint
from countermove.questions.check import check
from countermove.questions.views import views
from countermove.verdicts.answers.compute import answers
from countermove.verdicts.observations import observed
from tests.unit.cli.conftest import Run

__all__: list[str] = []


@cache
def melos() -> Assessment:
    return cm.load("melos-416bc")


def test_it_is_bundled_and_nothing_is_to_be_complained_of() -> None:
    assert "melos-416bc" in [case.name for case in reports.list_cases().cases]
    assert not lint(melos())


def test_the_answers() -> None:
    told = {item.id: item.first for item in answers(melos()).questions}
    assert {name: (item.answer, item.base) for name, item in told.items()} == {
        "K1": ("it depends", "no"),
        "K2": ("it depends", "no"),
        "K3": ("it depends", "yes"),
        "K4": ("no", "no"),
    }
    turning = {
        name: [(dict(turn.equations), turn.answer) for turn in item.turns_on if turn.answer != item.base]
        for name, item in told.items()
    }
    assert turning == {
        "K1": [({"Q4": "mercy"}, "yes")],
        "K2": [({"Q1": "hope"}, "yes")],
        "K3": [({"Q2": "pride"}, "no")],
        "K4": [],
    }
    spared = told["K1"]
    assert spared.since is not None
    assert spared.since.answer == "no"
    assert {edit.actor for edits in spared.changes or () for edit in edits} == {"athens", "melos"}


def test_the_verdicts() -> None:
    verdicts = check(melos())
    assert {item.id: item.verdict for item in verdicts if not item.by and not item.probe} == {
        "M1": "follows",
        "M2": "not determined",
        "M3": "follows",
    }
    assert {item.id for item in verdicts if item.verdict == "contradicted"} == {"M6", "M11"}
    assert not [item.id for item in verdicts if item.restated]
    since = {item.id: item.since.verdict for item in verdicts if item.since is not None}
    assert since == {"M2": "follows", "M4": "contradicted", "M13": "follows", "M14": "follows"}


def test_history_leaves_the_readings_in_which_the_threat_is_carried_out() -> None:
    found = observed(melos())
    assert found is not None
    assert dict(found.left)["Q4"] == ("example",)
    assert [len(left) for name, left in found.left if name != "Q4"] == [2, 2, 2]
    assert observed(melos(), as_of="2024-01-01") is None, "no day of the calendar is before its observations"


def test_the_two_readings_of_history_differ_in_what_knowing_better_would_have_changed() -> None:
    found = views(melos(), over_readings=False)
    side_by_side = {item.id: (dict(item.views)["realist"], dict(item.views)["tragic"]) for item in found.answers}
    assert side_by_side == {"K1": ("no", "no"), "K2": ("yes", "no"), "K3": ("yes", "no"), "K4": ("no", "no")}
    assert [item.author for item in found.answers] == [item.first.base for item in answers(melos()).questions]
    hopeless = views(melos(), over_readings=False, drivers={"hope": 0}).answers
    changed = [
        (after.id, name, dict(before.views)[name], told)
        for before, after in zip(found.answers, hopeless, strict=True)
        for name, told in after.views
        if dict(before.views)[name] != told
    ]
    assert changed == [("K1", "realist", "no", "yes")]
    assert [item.author for item in hopeless] == [item.author for item in found.answers]


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("width", [80, 120])
def test_the_first_screen_says_when_and_never_in_the_wrong_era(run: Run, width: int) -> None:
    screen = run("assess", "melos-416bc", columns=width).stdout
    assert "; summer of 416 BC" in screen
    assert "0416" not in screen
    told = " ".join(screen.split())
    # Answers are whole, so that there is room for no more than the least of the rest, which is counted.
    assert "goes home gains nothing by it Melos gives in and pays tribute will not give up a freedom" in told
    assert "and three more acts: countermove assess melos-416bc --full Of three conclusions, two follow" in told
    assert "Yes, if Athens comes to want to go home" in told


def test_a_start_that_is_left_is_no_end(run: Run) -> None:
    ways = " ".join(run("figure", "melos-416bc", "lanes", columns=400).stdout.split())
    assert "Athens besieges the city; it is back at the start, or it ends where Athens kills the men" in ways
    assert "as it is now" not in ways
