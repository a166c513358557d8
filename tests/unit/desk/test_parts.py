"""The parts of an assessment: each as the question itself answers, missing only with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from countermove import desk
from countermove.assessment import Assessment, loads
from countermove.desk.assess import parts as parts_module
from countermove.desk.assess.parts import PARTS, weights_of
from countermove.desk.assess.short import parts_sentences
from countermove.desk.report.found import report_case
from countermove.questions.check.found import check
from countermove.questions.longrun.found import longrun
from countermove.questions.roads.found import roads
from countermove.questions.robust.found import robust
from countermove.questions.statusquo import over_readings
from countermove.questions.tipping.found import tipping
from countermove.questions.together.found import together
from countermove.questions.views.found import views
from countermove.report import data_of, page_of
from countermove.report.assess_data import assess_data
from countermove.telling.blocks import Sentence
from countermove.telling.pages import telling_of
from tests.unit.desk.samples import FERRY, QUIET, korea_assessed

__all__: list[str] = []

NAMES = ("together", "inverse", "tipping", "robust", "levers", "roads", "views", "coalitions", "longrun")


@pytest.fixture(scope="module")
def ferry() -> Assessment:
    return loads(FERRY, file="ferry.yaml")


def test_each_part_is_what_its_question_answers(ferry: Assessment) -> None:
    chosen = desk.select(readings=["Q=purse_first"], scenario="gift", settings=["demand=0.4"])
    found = desk.assess(ferry, chosen, seed=3).parts
    assert (found.skipped, found.interrupted) == ((), False)
    given = {"reading": {"Q": "purse_first"}, "scenario": "gift", "drivers": {"demand": "0.4"}}
    for part, alone in (
        (found.together, desk.ask("together", ferry)),
        (found.tipping, desk.ask("tipping", ferry, chosen, claims=())),
        (found.robust, desk.ask("robust", ferry, chosen, claims=(), draws=200, seed=3)),
        (found.levers, desk.ask("levers", ferry, chosen)),
        (found.roads, desk.ask("roads", ferry, chosen)),
        (found.views, desk.ask("views", ferry, chosen)),
        (found.coalitions, desk.coalitions_case(desk.game_of(ferry, chosen))),
        (found.longrun, desk.longrun_case(desk.game_of(ferry, chosen))),
    ):
        assert part is not None
        assert data_of(part) == data_of(alone)
    assert found.together is not None
    assert found.together.found.exclusions == together(ferry).exclusions
    assert found.tipping is not None
    assert found.tipping.found.tips[0].answer == tipping(ferry, claims=(), **given).tips[0].answer
    assert found.roads is not None
    assert found.roads.found.roads == roads(ferry, **given).roads
    assert found.longrun is not None
    assert [item.concept for item in found.longrun.found.concepts] == [
        item.concept for item in longrun(ferry, **given).concepts
    ]
    assert found.robust is not None
    assert found.robust.found.findings == robust(ferry, claims=(), draws=200, seed=3, **given).findings
    assert found.views is not None
    assert found.views.found.held == views(ferry, reading={"Q": "purse_first"}, scenario="gift").held


def test_the_mediator_is_told_of_the_nearest_state_with_the_target() -> None:
    found = korea_assessed().parts
    assert found.inverse is not None
    assert [item.state for item in found.inverse.found.found] == [714]
    assert found.inverse.found.found[0].concept == "nash"


def test_weights_count_the_claims_of_the_author_that_one_change_alters(ferry: Assessment) -> None:
    verdicts = check(ferry)
    weights = {item.want: set(item.claims) for item in weights_of(verdicts)}
    own = [claim for claim in verdicts if claim.by is None and not claim.probe]
    for want in ("t1", "t2", "l1", "l2", "l3"):
        expected = {claim.id for claim in own if any(item.edit.want == want for item in claim.rests_on)}
        assert weights.get(want, set()) == expected
    counts = [len(item.claims) for item in weights_of(verdicts)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_what_a_case_gives_no_reason_for_is_not_there() -> None:
    quiet = loads(QUIET, file="quiet.yaml")
    found = desk.assess(quiet).parts
    for name, reason in (("views", quiet.views), ("inverse", quiet.target), ("tipping", quiet.ranges)):
        assert (getattr(found, name) is None) == (not reason), name
    assert found.skipped == ()
    assert found.longrun is not None
    assert found.roads is not None


def test_large_games_are_asked_only_what_is_quick(ferry: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "LARGE", 5)
    record = desk.assess(ferry)
    assert record.states == 6
    expected = ["roads", "tipping", "robust", "levers", "views", "coalitions", "longrun"]
    assert [name for name, _ in record.parts.skipped] == expected
    assert record.parts.together is not None
    assert not record.parts.interrupted
    told = [sentence.text for sentence in parts_sentences(record)]
    assert "longrun: not told here (6 states; asked for alone it takes its time)." in told


def _part_is(monkeypatch: pytest.MonkeyPatch, name: str, instead: Callable[..., object]) -> None:
    """Put something else in the place of what answers one part."""
    if hasattr(parts_module, f"{name}_case"):
        monkeypatch.setattr(parts_module, f"{name}_case", instead)
        return
    whole = parts_module.ask_case

    def asked(question: str, *given: Any, **options: Any) -> object:
        return instead() if question == name else whole(question, *given, **options)

    monkeypatch.setattr(parts_module, "ask_case", asked)


@pytest.mark.parametrize("name", ["robust", "longrun"])
def test_an_interrupt_keeps_what_is_done(ferry: Assessment, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    _part_is(monkeypatch, name, interrupted)
    record = desk.assess(ferry)
    assert record.parts.interrupted
    skipped = [part for part, why in record.parts.skipped if why == "interrupted"]
    assert skipped[0] == name
    assert record.parts.together is not None
    assert (record.parts.levers is None) == (name == "robust")
    assert [name for name in NAMES if getattr(record.parts, name) is None] == sorted(skipped, key=NAMES.index)
    assert f"{name}: not told here (interrupted)." in [item.text for item in parts_sentences(record)]


@pytest.mark.parametrize("name", ["robust", "levers"])
def test_a_part_that_an_interrupt_left_half_done_is_left_out(
    ferry: Assessment, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    whole = getattr(desk.assess(ferry).parts, name)
    half = replace(whole, found=replace(whole.found, complete=False))
    _part_is(monkeypatch, name, lambda *_, **__: half)
    found = desk.assess(ferry).parts
    assert found.interrupted
    assert getattr(found, name) is None
    assert found.tipping is not None
    after = ["robust", "levers", "views", "coalitions", "longrun"]
    assert [part for part, _ in found.skipped] == after[after.index(name) :]


def test_progress_counts_the_parts(ferry: Assessment) -> None:
    told: list[tuple[int, int]] = []
    desk.assess(ferry, progress=lambda done, of: told.append((done, of)))
    count = 1 + len(("check", "change", "responsibility", "facts")) + len(NAMES)  # one batch of readings
    assert sorted(PARTS) == sorted(NAMES)
    assert told == [(k, count) for k in range(1, count + 1)]


@pytest.mark.parametrize("after", range(1, 14))
def test_an_interrupt_while_progress_is_told_loses_nothing(ferry: Assessment, after: int) -> None:
    def told(done: int, _: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    record, whole = desk.assess(ferry, progress=told), desk.assess(ferry)
    assert record.parts.interrupted
    assert all(why == "interrupted" for _, why in record.parts.skipped)
    asked = ["check", "change", "responsibility", "facts", *PARTS]
    there = [name for name in asked if name != "facts" and (name != "inverse" or after >= 7)]  # needs roads
    assert [name for name, _ in record.parts.skipped] == [name for name in there if asked.index(name) + 2 > after]
    assert assess_data(record)["status_quo"] == assess_data(whole)["status_quo"]
    assert [claim.id for claim in record.claims] == ([] if after < 2 else [claim.id for claim in whole.claims])
    assert record.cut_short == (after < 4)
    texts = [block.text for block in page_of(record).blocks if isinstance(block, Sentence)]
    assert "The file makes no claims. Write one conclusion, and this says whether it follows." not in texts
    assert ("check: not told here (interrupted)." in texts) == (after < 2)


def test_an_interrupt_among_the_readings_keeps_those_gone_through(
    ferry: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(over_readings, "BATCH", 1)

    def told(*_: int) -> None:
        raise KeyboardInterrupt

    record, whole = desk.assess(ferry, progress=told), desk.assess(ferry)
    over = record.over_readings
    assert (over.readings, over.left_out, over.turns_on, over.foresight_turns_on) == (1, 1, (), ())
    assert over.holds.tolist() == whole.over_readings.holds[:1].tolist()
    assert record.cut_short
    page = " ".join(block.text for block in page_of(record).blocks if isinstance(block, Sentence))
    assert "and two readings" in page
    assert "Interrupted after one of two readings: there it holds in 5 of 5 cells." in page
    assert assess_data(record)["over_readings"]["left_out"] == 1
    with pytest.raises(KeyboardInterrupt):
        report_case(ferry, progress=told)


def test_readings_that_come_down_to_one_game_are_looked_at_once(
    ferry: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    alone = over_readings.foresees
    monkeypatch.setattr(over_readings, "foresees", lambda *given: looked.append(given) or alone(*given))
    twice = loads(FERRY.replace("open:\n", "open:\n  P: {readings: {one: {}, other: {}}}\n", 1), file="ferry.yaml")
    found = desk.assess(twice).over_readings
    assert (found.readings, found.left_out, len(looked)) == (4, 0, 2)
    once = desk.assess(ferry).over_readings
    assert found.leaves == {who: {name: 2 * n for name, n in own.items()} for who, own in once.leaves.items()}
    assert found.foreseen == 2 * (once.foreseen or 0)


def test_the_page_tells_every_part_in_short() -> None:
    record = korea_assessed()
    items = [item.text for item in parts_sentences(record) if item.tone == "item"]
    commands = [text.partition(":")[0] for text in items]
    assert commands == [
        "together",
        "matrix, redteam",
        "tipping",
        "robust",
        "inverse 714",
        "views",
        "levers",
        "roads",
        "coalitions",
        "longrun",
    ]
    by_command = dict(zip(commands, items, strict=True))
    assert "C20 and C22 exclude one another" in by_command["together"]
    assert "C16 is true nowhere" in by_command["together"]
    assert "window from 0.6 to below 0.3" in by_command["tipping"]
    assert "North Korea would not answer" in by_command["views"]
    page = page_of(record)
    assert all(text in [getattr(block, "text", "") for block in page.blocks] for text in items)


def test_answers_end_as_sentences(ferry: Assessment) -> None:
    short = telling_of(desk.ask("roads", ferry)).in_short
    assert "The way to" in short
    assert short.endswith(".")
    assert ":." not in short


def test_a_part_that_cannot_be_had_leaves_the_rest(ferry: Assessment) -> None:
    second = "  optimist:\n    holder: town\n    rewrite:\n      l2: {want: line.run}\nclaims:\n"
    found = desk.assess(loads(FERRY.replace("claims:\n", second, 1), file="ferry.yaml")).parts
    assert found.views is None
    why = "town holds 2 views, pessimist, optimist: say by which it acts, as in town=pessimist."
    assert found.skipped == (("views", why),)
    assert found.longrun is not None
