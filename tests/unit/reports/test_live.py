"""A push comes to what the text with that change comes to, read afresh."""

from __future__ import annotations

import copy
import json
import pickle
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

import countermove as cm
from countermove.context.games import forget, games_of
from countermove.reports import live as module
from countermove.verdicts.answers.compute import answers
from gmcr import Edit
from tests.conftest import models
from tests.flagship import korea_page
from tests.unit.questions.assessments import text_of, written

Push = dict[str, Any]


def pushes(document: Mapping[str, Any], seed: int) -> Iterator[tuple[Push, Mapping[str, Any]]]:
    """Pushes of a document, each with the document that says the same."""
    draw = random.Random(seed)
    overlays = json.dumps([document.get(key) for key in ("open", "scenarios", "views", "claims")], default=str)
    for actor, record in document["actors"].items():
        wants = record["wants"]
        for place, want in enumerate(wants):
            if want.get("could_be"):
                yield {"edits": [Edit(actor, want["id"], "could_be")]}, _turned(document, actor, place)
            if f'"{want["id"]}"' not in overlays:
                yield {"change": {"drop": [want["id"]]}}, _without(document, actor, place)
                yield {"edits": [Edit(actor, want["id"], "drop")]}, _without(document, actor, place)
        if len(wants) > 1:
            swapped = [wants[1], wants[0], *wants[2:]]
            yield {"change": {"move": {wants[1]["id"]: {"before": wants[0]["id"]}}}}, _ordered(document, actor, swapped)
            yield {"edits": [Edit(actor, wants[0]["id"], "swap")]}, _ordered(document, actor, swapped)
    for name in document["drivers"]:
        value = draw.choice(["0.1", "0.45", "0.9"])
        changed = copy.deepcopy(document)
        changed["drivers"][name]["now"] = Decimal(value)  # type: ignore[index]
        yield {"drivers": {name: value}}, changed


def _turned(document: Mapping[str, Any], actor: str, place: int) -> Mapping[str, Any]:
    changed = copy.deepcopy(document)
    want = changed["actors"][actor]["wants"][place]
    want["want"] = want["could_be"]
    want.pop("while", None)
    want.pop("otherwise", None)
    return changed


def _without(document: Mapping[str, Any], actor: str, place: int) -> Mapping[str, Any]:
    changed = copy.deepcopy(document)
    del changed["actors"][actor]["wants"][place]
    return changed


def _ordered(document: Mapping[str, Any], actor: str, wants: list[Any]) -> Mapping[str, Any]:
    changed = copy.deepcopy(document)
    changed["actors"][actor]["wants"] = wants
    return changed


def alike(standing: cm.Standing, fresh: cm.Assessment) -> None:
    """A standing is what the questions find in an assessment by themselves."""
    for claim, verdict in zip(standing.claims, cm.check(fresh, search=False), strict=True):
        assert (claim.id, claim.verdict) == (verdict.id, verdict.verdict)
        assert np.array_equal(claim.values, verdict.values)
    found = [(item.id, one) for item in answers(fresh).questions for one in item.answers]
    for answer, (name, one) in zip(standing.answers, found, strict=True):
        assert (answer.id, answer.scenario, answer.answer) == (name, one.scenario, one.answer)
        assert np.array_equal(answer.values, one.values)


@pytest.mark.level("all")
def test_a_push_comes_to_what_the_text_comes_to() -> None:
    tried = 0
    for seed in models(range(70, 76), (71, 73, 74, 75)):
        document = written(seed, claims=3)
        pushed = cm.live(cm.loads(text_of(document)))
        pushed.standing()
        for push, changed in list(pushes(document, seed))[::3]:
            alike(pushed.standing(**push), cm.loads(text_of(changed)))
            tried += 1
        alike(pushed.standing(), cm.loads(text_of(document)))
    assert tried > 12


@pytest.mark.level("all")
def test_what_changed_and_back_again() -> None:
    pushed = cm.live("korea-2021")
    before = pushed.standing()
    after = pushed.standing({"drop": ["c3"]})
    found = {(item.what, item.name): item for item in after.changed(before)}
    assert found["claim", "C15"].before == "true throughout"
    assert found["claim", "C15"].after == "false throughout"
    assert found["claim", "C15"].cells == 160
    assert ("claim", "C12") not in found
    assert pushed.standing().changed(before) == ()
    here = pushed.standing(scenario="china_pushes" if "china_pushes" in pushed.assessment.scenarios else None)
    assert {item.what for item in here.changed(before)} <= {"outcomes"}


def test_some_readings_are_rows_of_all() -> None:
    pushed = cm.live("korea-2021")
    every, some = pushed.standing(), pushed.standing(readings={"O1": "refuses"})
    rows = [k for k, reading in enumerate(every.readings) if reading["O1"] == "refuses"]
    assert some.readings == tuple(every.readings[row] for row in rows)
    assert 0 < len(rows) < len(every.readings)
    for own, whole in zip((*some.claims, *some.answers), (*every.claims, *every.answers), strict=True):
        assert np.array_equal(own.values, whole.values[rows])
    assert some.changed(every) == ()


def test_nothing_is_solved_twice() -> None:
    pushed = cm.live("korea-2021")
    pushed.standing()
    pushed.standing(drivers={"window": "0.2"})
    arena = games_of(pushed.assessment).arena
    assert games_of(pushed.pushed(drivers={"window": "0.2"})) is games_of(pushed.assessment)
    known = len(arena.ranks)
    pushed.standing(drivers={"window": "0.21"})  # no want tells it from 0.2
    assert len(arena.ranks) == known


@pytest.mark.level("judge")
def test_another_text_shares_what_is_still_so() -> None:
    pushed = cm.live("korea-2021")
    text = pushed.assessment.text
    again = pushed.read(text.replace("now: 0.5", "now: 0.55"))
    assert again.assessment.digest != pushed.assessment.digest
    assert games_of(again.assessment) is games_of(pushed.assessment)
    alike(again.standing(), cm.loads(again.assessment.text))
    with pytest.raises(cm.AssessmentError):
        pushed.read(text.replace("target:", "targett:"))
    alike(pushed.standing(), cm.load("korea-2021"))


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    pushed = cm.live(cm.loads(text_of(written(71, claims=3))))
    pushed.standing()
    before = games_of(pushed.assessment)
    monkeypatch.setattr(module, "MOST_ORDERS", 0)
    alike(pushed.standing(), cm.loads(pushed.assessment.text))
    assert games_of(pushed.assessment) is not before
    forget(pushed.assessment)
    alike(pushed.standing(), cm.loads(pushed.assessment.text))


@pytest.mark.level("all")
def test_a_pushed_assessment_can_be_asked_and_sent() -> None:
    pushed = korea_page().pushed({"set": {"window": "0.2"}}, edits=[Edit("us", "u2", "swap")])
    sent = pickle.loads(pickle.dumps(pushed))
    assert [item.verdict for item in cm.check(sent, search=False)] == [
        item.verdict for item in cm.check(pushed, search=False)
    ]
    assert (
        sent.document.drivers["window"].now
        == pushed.document.drivers["window"].now
        == pushed.conflict().drivers["window"]
    )


@pytest.mark.level("all", but=8)
@pytest.mark.parametrize(
    ("push", "told"),
    [
        ({"change": {"drop": ["nobody"]}}, "nobody"),
        ({"change": {"dropp": ["c3"]}}, "dropp"),
        ({"change": {"move": {"c3": {"before": "u1"}}}}, "another want of the same actor"),
        ({"edits": [Edit("us", "nobody", "drop")]}, "nobody"),
        ({"edits": [Edit("us", "u2", "could_be"), Edit("china", "c1", "could_be")]}, "could_be"),
        ({"drivers": {"window": 7}}, "outside its range"),
        ({"drivers": {"windows": "0.2"}}, "windows"),
        ({"scenario": "nowhere"}, "nowhere"),
        ({"readings": {"O1": "perhaps"}}, "perhaps"),
        ({"readings": []}, "No reading"),
    ],
)
def test_wrong_pushes_are_told(push: Push, told: str) -> None:
    with pytest.raises(cm.CountermoveError, match=told):
        cm.live("korea-2021").standing(**push)


def test_a_conflict_has_no_premises() -> None:
    with pytest.raises(cm.CountermoveError, match="bare conflict"):
        cm.live("elmira-1991")
    with pytest.raises(cm.ModelError, match="bare conflict"):
        cm.live(cm.load_conflict("elmira-1991"))  # type: ignore[arg-type]
