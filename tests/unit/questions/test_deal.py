"""deal: in how many readings one is open, what each gains, who breaks it, and what would open one; all against the engine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import countermove as cm
from countermove import reports
from countermove.media import envelope, page_of
from countermove.presentation.blocks import Sentence
from countermove.questions.deal import DealMap
from gmcr import CONCEPTS, Edit, FormulaError, ModelError, UnknownName, deals, edits_of, why
from gmcr.analysis import with_edits
from gmcr.base.errors import AssessmentError
from tests.conftest import models
from tests.flagship import korea
from tests.judge import deals as judge
from tests.judge.answers.form import Form
from tests.judge.answers.games import game_of, readings_of
from tests.judge.answers.generate import random_file
from tests.judge.assessment_files import loads_document
from tests.judge.option_games import game_of_assessment
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

ANSWERS = {"O1": "answers"}

TRUCE = """\
countermove: 1
title: A truce
actors:
  ann:
    name: Ann
    options: {fire: {does: fires}, mine: {does: lays mines}}
    wants:
      - {id: a1, want: not bob.fire}
      - {id: a2, want: ann.fire}
  bob:
    name: Bob
    options: {fire: {does: fires}}
    wants:
      - {id: b1, want: not ann.fire}
      - {id: b2, want: bob.fire}
  cy:
    name: Cy
    options: {leave: {does: leaves}}
    wants:
      - {id: c1, want: ann.fire}
      - {id: c2, want: not cy.leave}
start: [ann.fire, bob.fire]
concepts: [nash, seq]
"""


def asked(of: Any, **given: Any) -> Any:
    return reports.ask("deal", of, **given)


def deal(of: Any, **given: Any) -> DealMap:
    record = asked(of, **given).record
    assert isinstance(record, DealMap)
    return record


def texts(of: Any, **given: Any) -> list[str]:
    return [block.text for block in page_of(asked(of, **given)).blocks if isinstance(block, Sentence)]


def test_the_quarrel_over_whose_turn_it_is() -> None:
    base = deal(korea())
    assert base.deals == ()
    assert base.open_in == dict.fromkeys(CONCEPTS, 16)
    assert base.by_views == dict.fromkeys(CONCEPTS, 32)
    assert [(item.equations, item.holds) for item in base.turns_on["nash"]] == [
        ((("O1", "refuses"),), False),
        ((("O1", "answers"),), True),
    ]
    [own] = deal(korea(), reading=ANSWERS).told
    assert [(item.option, item.before, item.after) for item in own.switches] == [
        ("dprk.talk", False, True),
        ("us.engage", False, True),
    ]
    assert (own.participants, own.hands, own.others) == (("dprk", "us"), 2, {"china": 1, "rok": 1})
    assert own.concepts["nash"].answered == {"dprk": True, "us": True}
    assert own.gains == {"dprk": "d5", "us": "u5"}
    assert len(deal(korea(), own_views=True).told) == 1
    pressed = deal(korea(), scenario="pressure")
    assert pressed.deals == ()
    assert pressed.open_in["nash"] == pressed.open_in["seq"] == 0


def test_what_would_open_one_does_and_nothing_else() -> None:
    game = korea().conflict()
    base = deal(korea())
    opening = {(edit,) for edit in edits_of(game) if deals(with_edits(game, [edit]), concepts="nash").told}
    assert set(base.opened_by) == opening == {(Edit("us", "u2", "drop"),)}
    assert base.searched == 2
    near = base.nearest
    assert near is not None
    assert (near.participants, [item.actor for item in near.refused], near.refused[0].want) == (
        ("dprk", "us"),
        ["us"],
        "u2",
    )


@pytest.mark.level("all")
def test_the_smallest_changes_of_mind_are_all_of_them() -> None:
    """Against every set of up to two edits, and all their parts."""
    sizes = {0: 0, 1: 0, 2: 0}
    for seed in models(range(9000, 9120), range(9000, 9120, 12)):
        try:
            case = cm.loads(random_file(seed, claims=1))
        except AssessmentError:
            continue
        game, record = case.conflict(), deal(case, concepts=["nash"])
        if record.told:
            assert (record.opened_by, record.searched) == ((), 0)
            continue
        every = [change for size in (1, 2) for change in Edit.sets(edits_of(game), size)]
        opening = [set(own) for own in every if deals(with_edits(game, own), concepts="nash").told]
        minimal = [own for own in opening if not any(other < own for other in opening)]
        assert [set(own) for own in record.opened_by] == minimal
        assert deal(case, concepts=["nash"], bound=1).opened_by == tuple(
            own for own in record.opened_by if len(own) == 1
        )
        sizes[len(minimal[0]) if minimal else 0] += 1
    assert all(sizes.values())


PROUD = """\
countermove: 1
title: Two who would rather fire
actors:
  ann: {name: Ann, options: {fire: {does: fires}}, wants: [{id: a1, want: ann.fire}, {id: a2, want: not bob.fire}]}
  bob: {name: Bob, options: {fire: {does: fires}}, wants: [{id: b1, want: bob.fire}, {id: b2, want: not ann.fire}]}
start: [ann.fire, bob.fire]
concepts: [nash]
"""


def test_a_change_of_two_wants_is_told_as_one() -> None:
    case = cm.loads(PROUD)
    record = deal(case)
    assert {frozenset((edit.want, edit.kind) for edit in change) for change in record.opened_by} == {
        frozenset({("a1", one), ("b1", other)}) for one in ("drop", "swap") for other in ("drop", "swap")
    }
    said = texts(case)
    start = said.index("No single change of mind would open one: it takes two at once, in four ways:")
    assert said[start + 1].startswith("Ann ")
    assert ", and Bob " in said[start + 1]
    assert said[start + 4] == "And one more."
    assert "No single change of mind would open one." in texts(case, bound=1)


def test_more_sets_than_are_affordable_are_not_looked_for_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.questions.deal.openings.MOST_WORK", 60 * (1 << 13))
    record = deal(korea())
    assert (record.searched, record.bound) == (1, 2)
    assert "Sets of more changes of mind are not looked for: they are too many here." in texts(korea())
    monkeypatch.setattr("countermove.questions.deal.openings.MOST_WORK", 0)
    assert deal(korea()).opened_by == ()
    assert "Sets of any number of changes of mind are not looked for: they are too many here." in texts(korea())


def test_by_what_each_believes_changes_of_mind_are_not_looked_for() -> None:
    record = deal(korea(), own_views=True, scenario="pressure")
    assert (record.opened_by, record.searched, record.bound) == ((), 0, 0)
    said = texts(korea(), own_views=True, scenario="pressure")
    assert said.count("Changes of mind are not looked for by what each believes.") == (record.nearest is not None) == 1


def test_concepts_that_turn_on_something_else_are_told_apart() -> None:
    answer = asked(korea())
    [one, other] = answer.record.turns_on["nash"]
    turned = tuple(
        replace(item, equations=(("O2", own),)) for item, own in zip((one, other), korea().questions["O2"], strict=True)
    )
    record = replace(answer.record, turns_on={**answer.record.turns_on, "seq": turned})
    said = [block.text for block in page_of(replace(answer, record=record)).blocks if isinstance(block, Sentence)]
    told = [text for text in said if "is open in 16 of 32 readings" in text]
    assert len(told) == 2
    assert "under Nash, GMR, SMR and symmetric SEQ" in told[0]
    assert "(O1)" in told[0]
    assert "under SEQ" in told[1]
    assert "(O2)" in told[1]
    assert "(O1)" not in told[1]


def test_too_many_readings_are_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.questions.deal.compute.MOST_READINGS", 31)
    record = deal(korea())
    assert (record.readings, record.unasked, record.by_views) == (1, 31, None)
    assert "The other readings are not gone through: 31 are too many." in texts(korea())


@pytest.mark.level("all")
def test_counts_are_those_of_every_reading() -> None:
    case = korea()
    for name, number in deal(case).open_in.items():
        assert number == sum(bool(deals(case.conflict(reading=own), concepts=name).told) for own in case.readings)


def test_a_truce_is_broken_where_nobody_looks_further_and_harms_who_is_left_out() -> None:
    case = cm.loads(TRUCE)
    said = texts(case)
    assert "One deal is open: Ann no longer fires, and Bob no longer fires." in said
    assert "It harms others: Cy is worse off by it." in said
    assert any(
        text.startswith("With everybody looking one step ahead (Nash), Ann breaks it: it fires")
        and text.endswith("Bob then gains nothing. The countermove: Bob fires, which deters that under SEQ.")
        for text in said
    )
    assert "With everybody reckoning with answers that pay (SEQ), it is kept." in said
    assert any(text.startswith("Both have to act at once: whoever goes first is exposed") for text in said)
    record = deal(case)
    [own] = record.told
    step = own.concepts["nash"].broken_by
    assert step is not None
    assert (step.actor, step.want, own.concepts["nash"].losers) == ("ann", "a2", ("bob",))
    assert own.concepts["seq"].fate == "kept"
    [(name, path)] = step_deterred = list(own.concepts["nash"].deterred.items())
    assert step_deterred
    assert name == "seq"
    assert [move.actor for move in path] == ["bob"]
    assert why(case.conflict(), own.target, actor="ann", concept="seq").deterred[0].path == path
    assert own.preferred == own.participants


def test_only_what_is_asked_for_is_told() -> None:
    case = cm.loads(TRUCE)
    away = deal(case, to="not ann.fire")
    assert [(item.meets, item.told) for item in away.deals] == [(True, True), (True, False)]  # mines change nothing
    other = deal(case, to="ann.mine")
    assert other.told == ()
    assert [(item.meets, item.told) for item in other.deals] == [(False, True), (True, False)]
    assert "One further deal leads elsewhere." in texts(case, to="ann.mine")
    assert "Such a deal is open in 16 of 32 readings" in " ".join(texts(korea(), to="talks"))
    assert deal(case, participants="ann,cy").deals == ()
    assert deal(case, state="start").rests == deal(case).rests
    quiet = deal(case, state=0)
    assert quiet.rests == {"nash": (0,), "seq": (0,)}
    assert any(text.startswith("It is not at rest under Nash") for text in texts(case, state=0))


def test_a_conflict_alone_has_deals_too() -> None:
    said = texts(reports.open_game("elmira-1991"))
    assert any(text.startswith("One deal is open under Nash, SEQ and symmetric SEQ: ") for text in said)
    other = texts(reports.open_game("elmira-1991"), concepts=["gmr", "nash"])
    assert other.index("None is open under GMR.") < [text.startswith("The closest to a deal") for text in other].index(
        True
    )
    record = deal(reports.open_game("elmira-1991"), concepts=["nash"])
    [own] = record.told
    assert (own.state, own.target, own.others) == (18, 21, {"L": -1})
    assert record.readings == 1
    assert record.opened_by == ()


def test_data_names_what_the_design_names() -> None:
    data = envelope(asked(korea(), reading=ANSWERS))["data"]
    assert set(data) >= {"rests", "deals", "open_in", "opened_by", "nearest"}
    [own] = data["deals"]
    assert set(own) >= {"from", "participants", "switches", "gains", "concepts", "hands", "order", "others", "told"}
    assert own["switches"][0] == {"option": "dprk.talk", "from": False, "to": True}
    assert set(own["concepts"]["nash"]) >= {"fate", "broken_by", "answered"}


def test_an_interrupt_keeps_what_is_there() -> None:
    def stop(done: int, of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    answer = asked(korea(), progress=stop)
    assert not answer.record.complete
    assert answer.record.readings == 3
    assert answer.record.turns_on["nash"] == ()
    assert any("Interrupted" in block.text for block in page_of(answer).blocks if isinstance(block, Sentence))

    def stop_later(done: int, of: int) -> None:
        if done == 32 + 200:
            raise KeyboardInterrupt

    later = asked(korea(), progress=stop_later).record
    assert (later.complete, later.readings, later.searched) == (False, 32, 1)
    assert later.opened_by == deal(korea()).opened_by


def test_what_cannot_be_asked_is_one_error() -> None:
    with pytest.raises(ModelError, match="graph form"):
        deal(reports.open_game("elmira-1991-graph"))
    with pytest.raises(FormulaError):
        deal(cm.loads(FERRY), to="nobody.acts")
    with pytest.raises(UnknownName):
        deal(cm.loads(FERRY), participants="nobody")
    with pytest.raises(ModelError, match="two actors or more, and line is one"):
        deal(cm.loads(FERRY), participants="line")
    with pytest.raises(ModelError, match="n1"):
        deal(cm.loads(FERRY), state="line.run,line.protest")
    two = TRUCE + "views: {one: {holder: ann, about: x, drop: [a1]}, two: {holder: ann, about: y, drop: [a2]}}\n"
    assert deal(cm.loads(two)).by_views is None
    with pytest.raises(ModelError, match="ann holds 2 views"):
        deal(cm.loads(two), own_views=True)


SWAP = """\
countermove: 1
title: Two ways to trade
actors:
  ann:
    name: Ann
    options: {gold: {does: pays gold}, salt: {does: pays salt}}
    wants:
      - {id: a1, want: bob.work}
      - {id: a2, want: not ann.gold}
      - {id: a3, want: not ann.salt}
  bob:
    name: Bob
    options: {work: {does: works}}
    wants:
      - {id: b1, want: bob.work implies (ann.gold or ann.salt)}
      - {id: b2, want: ann.gold}
      - {id: b3, want: ann.salt}
      - {id: b4, want: not bob.work}
concepts: [nash]
start: []
"""


def test_of_several_deals_it_is_said_who_likes_which_best() -> None:
    case = cm.loads(SWAP)
    told = deal(case).told
    game = case.conflict()
    assert len(told) > 1
    for own in told:
        for actor in own.participants:
            ranks = game.ranks(actor)
            best = max(ranks[game.structure.cell(item.target)] for item in told)
            assert (actor in own.preferred) == (ranks[game.structure.cell(own.target)] == best)
    assert sum("this one best of the" in text for text in texts(case)) == min(len(told), 3)


def crowded(text: str, bystanders: int = 40) -> str:
    """The same file with so many options of somebody who wants nothing that states cannot be listed."""
    options = ", ".join(f"o{k}: {{does: does {k}}}" for k in range(bystanders))
    return text.replace("actors:\n", f"actors:\n  dee:\n    name: Dee\n    options: {{{options}}}\n", 1)


@pytest.mark.level("all")
def test_beyond_what_can_be_listed_deals_of_few_acts_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pysat")
    few, many = deal(cm.loads(TRUCE)), deal(cm.loads(crowded(TRUCE)))
    assert (few.acts, many.acts) == (None, 4)
    [one], [other] = few.told, many.told
    assert (one.participants, one.hands, one.others) == (other.participants, other.hands, {"cy": other.others["cy"]})
    assert {name: own.fate for name, own in one.concepts.items()} == {
        name: own.fate for name, own in other.concepts.items()
    }
    assert [own.option for own in one.switches] == [own.option for own in other.switches]
    said = texts(cm.loads(crowded(TRUCE)))
    assert "There are too many states to list: deals that switch at most four options are looked for." in said
    assert "Only deals that switch at most two options are looked for." in texts(cm.loads(TRUCE), acts=2)
    none = texts(cm.loads(crowded(PROUD)))
    assert "Changes of mind are not looked for where states cannot be listed." in none
    monkeypatch.setattr("gmcr.analysis.agreements.fate._SECONDS", 0.0)
    unknown = texts(cm.loads(crowded(TRUCE)))
    assert any(text.endswith("steps from there were not followed to their ends.") for text in unknown)
    assert any(text.endswith("whether anybody's part alone is answered was not found out.") for text in unknown)


def test_acts_bound_deals_where_all_could_be_told() -> None:
    every, two = deal(cm.loads(TRUCE)).deals, deal(cm.loads(TRUCE), acts=2).deals
    assert [own.target for own in two] == [own.target for own in every if len(own.switches) <= 2]
    assert len(two) < len(every)


FILES = models(range(9000, 9200), range(9000, 9200, 9))


@pytest.mark.level("all")
def test_deals_of_files_with_levels_are_the_judges() -> None:
    seen = {"levels": 0, "deals": 0, "refused": 0}
    for seed in FILES:
        text = random_file(seed, claims=1)
        document = loads_document(text)
        try:
            case = cm.loads(text)
        except AssessmentError:  # some scenario cannot be, which the judge leaves undefined
            seen["refused"] += 1
            continue
        if (
            sum(len(own.get("levels", [0, 0])) - 1 for actor in document["actors"].values() for own in _options(actor))
            > 7
        ):
            continue  # the judge goes through all orders of all switches
        game = game_of_assessment(game_of(document, Form(document), readings_of(document)[0]))
        found = deal(case, concepts=["nash", "seq"])
        assert found.rests == {name: tuple(judge.resting(game, name)) for name in ("nash", "seq")}
        for s in {code for codes in found.rests.values() for code in codes}:
            here = [own for own in found.deals if own.state == s]
            assert sorted((own.participants, own.target) for own in here) == sorted(judge.trades(game, s))
            assert sorted((own.participants, own.target) for own in here if own.told) == sorted(judge.told(game, s))
            for own in here:
                assert own.hands == judge.hands(game, s, own.target, own.participants)
                assert own.others == judge.others(game, s, own.target, own.participants)
                for name, fate in own.concepts.items():
                    assert fate.fate == judge.fate(game, name, s, own.target, own.participants).word
                    assert fate.answered == judge.answered(game, name, s, own.target, own.participants)
            seen["deals"] += len(here)
        seen["levels"] += bool(case.form.levels)
    assert seen["levels"] > len(FILES) // 20
    assert seen["deals"]
    assert seen["refused"] < len(FILES) // 2


def _options(actor: Any) -> list[Any]:
    return [own if isinstance(own, dict) else {} for own in actor["options"].values()]
