"""The bundled case whose states nobody lists: it says that it is invented, and all that is asked of it is proved. What its first
screen says and how its claims come out stands on its page, and is compared there at level ``all`` (`tests/docs`)."""

from __future__ import annotations

from collections import Counter

import pytest

import countermove as cm
from countermove.assessment import Assessment, bundle
from countermove.assessment.rules import lint
from countermove.questions.answers import answers
from gmcr.analysis import SymbolicGame, decide
from gmcr.analysis.unlisted import play
from gmcr.base.errors import SizeError
from gmcr.symbolic.check import verify
from gmcr.symbolic.decisions import roads
from gmcr.symbolic.proofs import Undeterred
from tests.conftest import require_module
from tests.unit.cli.conftest import Run

__all__: list[str] = []

require_module("pysat", "proofs are found and checked with it")

pytestmark = pytest.mark.usefixtures("solved_once")


@pytest.fixture(autouse=True)
def _in_peace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Roads have all the time that they need, whatever else the machine is doing."""
    monkeypatch.setattr(play, "_WALK", 100.0)


def velm() -> Assessment:
    return cm.load("velm-strait")


def test_it_says_that_it_is_invented_and_is_too_large_to_list() -> None:
    first = bundle.content("velm-strait").decode().splitlines()[0]
    assert "invented" in first
    document = velm().document
    assert (len(document.actors), sum(len(actor.options) for actor in document.actors.values())) == (10, 40)
    assert all(want.assumed for actor in document.actors.values() for want in actor.wants)
    assert Counter(problem.code for problem in lint(velm())) == {"unlisted": 1}
    with pytest.raises(SizeError, match="41 options"):
        _ = velm().conflict().states


@pytest.mark.level("judge")
def test_the_answers_and_what_they_turn_on() -> None:
    told = {item.id: item.first for item in answers(velm()).questions}
    assert {name: (item.answer, item.base) for name, item in told.items()} == {
        "K1": ("it depends", "yes"),
        "K2": ("no", "no"),
        "K3": ("it depends", "no"),
    }
    turning = [dict(turn.equations) for turn in told["K3"].turns_on if turn.answer == "yes"]
    assert {"O1": "beforehand", "concept": "seq"} in turning


@pytest.mark.level("judge")
def test_every_claim_is_as_the_file_expects(run: Run) -> None:
    done = run("check", "velm-strait")
    assert done.exit_code == 0
    assert "All nine claims with an expectation are as expected." in done.stdout
    assert "not decided" not in done.stdout


@pytest.mark.level("judge")
@pytest.mark.parametrize("width", [80, 120])
def test_the_first_screen_is_one(run: Run, width: int) -> None:
    screen = run("assess", "velm-strait", columns=width).stdout
    assert "Decided by proof, without listing" in screen
    assert "an invented year" in screen
    assert len(screen.splitlines()) <= 30


@pytest.mark.level("all")
def test_the_start_is_proved_and_the_way_out_is_walked() -> None:
    game = SymbolicGame.of(velm().conflict())
    start = velm().conflict().start
    for concept in cm.CONCEPTS:
        found = [decide(game, start, actor=actor, concept=concept) for actor in game.form.actors]
        assert all(verify(game, decision).holds for decision in found)
        leaving = [decision.actor for decision in found if decision.stable is False]
        assert leaving == (["tavia"] if concept == "nash" else []), concept
    paid = velm().conflict(reading={"O1": "beforehand"})
    way = roads(SymbolicGame.of(paid), paid.start, concept="seq", seconds=100)
    (end,) = way.outcomes
    assert way.whole
    on = paid.structure.form.on(end)  # type: ignore[union-attr]
    assert {"aldria.sign", "besmar.sign", "corrin.host"} <= set(on)
    assert not {"aldria.search", "tavia.escort", "lines.divert", "aldria.mine"} & set(on)
    decision = decide(SymbolicGame.of(paid), paid.start, actor="league", concept="seq")
    assert isinstance(decision.proof, Undeterred)
    assert verify(SymbolicGame.of(paid), decision).holds
