"""The parts of an assessment: each as the question itself answers, missing only with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.context import answer as answer_module
from countermove.media import data_of, page_of
from countermove.presentation.blocks import Sentence
from countermove.presentation.data import plain
from countermove.presentation.pages import text_of_answer
from countermove.questions.longrun.compute import longrun
from countermove.questions.roads.compute import roads
from countermove.questions.robust.compute import robust
from countermove.questions.statusquo import compute as over_readings
from countermove.questions.tipping.compute import tipping
from countermove.questions.together.compute import together
from countermove.questions.views.compute import views
from countermove.reports.assessing import parts as parts_module
from countermove.reports.assessing.compute import AssessRecord
from countermove.reports.assessing.parts import PARTS, weights_of
from countermove.reports.assessing.whole import parts_sentences
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord, report_case
from countermove.verdicts.claims import check
from gmcr.base.errors import UnknownName
from gmcr.base.tasks import Task, run_until_interrupted, task
from tests.flagship import korea_assessed
from tests.unit.reports.samples import FERRY, QUIET

__all__: list[str] = []

NAMES = ("together", "inverse", "tipping", "robust", "levers", "roads", "views", "coalitions", "longrun")


@pytest.fixture(scope="module")
def ferry() -> Assessment:
    return loads(FERRY, file="ferry.yaml")


def test_each_part_is_what_its_question_answers(ferry: Assessment) -> None:
    chosen = reports.select(readings=["Q=purse_first"], scenario="gift", settings=["demand=0.4"])
    found = reports.assess(ferry, chosen, rng=3)
    assert (found.skipped, found.interrupted) == ((), False)
    given = {"reading": {"Q": "purse_first"}, "scenario": "gift", "drivers": {"demand": "0.4"}}
    for part, alone in (
        (found.answers["together"], reports.ask("together", ferry, chosen)),
        (found.answers["tipping"], reports.ask("tipping", ferry, chosen, claims=())),
        (found.answers["robust"], reports.ask("robust", ferry, chosen, claims=(), draws=200, rng=3)),
        (found.answers["levers"], reports.ask("levers", ferry, chosen)),
        (found.answers["roads"], reports.ask("roads", ferry, chosen)),
        (found.answers["views"], reports.ask("views", ferry, chosen)),
        (found.answers["coalitions"], reports.ask("coalitions", ferry, chosen)),
        (found.answers["longrun"], reports.ask("longrun", ferry, chosen)),
    ):
        assert part is not None
        assert data_of(part) == data_of(alone)
    assert "together" in found.answers
    assert found.answers["together"].record.exclusions == together(ferry.selected(chosen)).exclusions
    assert "tipping" in found.answers
    assert found.answers["tipping"].record.tips[0].answer == tipping(ferry, claims=(), **given).tips[0].answer
    assert "roads" in found.answers
    assert found.answers["roads"].record.roads == roads(ferry, **given).roads
    assert "longrun" in found.answers
    assert [item.concept for item in found.answers["longrun"].record.by_concept] == [
        item.concept for item in longrun(ferry, **given).by_concept
    ]
    assert "robust" in found.answers
    assert found.answers["robust"].record.findings == robust(ferry, claims=(), draws=200, rng=3, **given).findings
    assert "views" in found.answers
    assert found.answers["views"].record.held == views(ferry, reading={"Q": "purse_first"}, scenario="gift").held


@pytest.mark.level("all")
def test_the_mediator_is_told_of_the_nearest_state_with_the_target() -> None:
    found = korea_assessed()
    assert "inverse" in found.answers
    assert [item.state for item in found.answers["inverse"].record.by_concept] == [714]
    assert found.answers["inverse"].record.by_concept[0].concept == "nash"


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


def test_the_first_screen_needs_no_part(ferry: Assessment) -> None:
    whole, first = reports.assess(ferry), reports.assess(ferry, parts=())
    assert (first.answers, first.skipped, first.interrupted) == ({}, (), False)
    assert page_of(first).blocks == page_of(whole).blocks
    left = {"parts", "changes", "responsibility", "claims"}  # and what claims rest on
    assert [claim.verdict for claim in first.claims] == [claim.verdict for claim in whole.claims]
    told, known = plain(first), plain(whole)
    assert {key: told[key] for key in told if key not in left} == {key: known[key] for key in known if key not in left}
    some = reports.assess(ferry, parts=("tipping", "change"))
    assert list(some.answers) == ["change", "tipping"]
    assert data_of(some.answers["tipping"]) == data_of(whole.answers["tipping"])
    with pytest.raises(UnknownName, match="part of an assessment"):
        reports.assess(ferry, parts=("watch",))


def test_a_brief_report_asks_what_its_page_tells(ferry: Assessment) -> None:
    whole, brief = report_case(ferry, draws=20), report_case(ferry, brief=True)
    assert set(brief.answers) == {"change", "tipping"}
    assert (brief.skipped, brief.matrix, brief.drawn) == ((), None, {})
    for form in ("html", "pdf"):
        told, known = (dossier_of(record, form=form, brief=True) for record in (brief, whole))
        assert (told.first, told.beside) == (known.first, known.beside)


def test_what_a_case_gives_no_reason_for_is_not_there() -> None:
    quiet = loads(QUIET, file="quiet.yaml")
    found = reports.assess(quiet)
    for name, reason in (("views", quiet.views), ("inverse", quiet.target), ("tipping", quiet.ranges)):
        assert (name in found.answers) == bool(reason), name
    assert found.skipped == ()
    assert "longrun" in found.answers
    assert "roads" in found.answers


def test_large_games_are_asked_only_what_is_quick(ferry: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "LARGE", 5)
    record = reports.assess(ferry)
    assert record.states == 6
    expected = ["roads", "tipping", "robust", "levers", "views", "coalitions", "longrun"]
    assert [name for name, _ in record.skipped] == expected
    assert "together" in record.answers
    assert not record.interrupted
    told = [sentence.text for sentence in parts_sentences(record)]
    assert "longrun: not shown here (6 states; on its own this question takes its time)." in told


def _part_is(monkeypatch: pytest.MonkeyPatch, name: str, instead: Callable[..., object]) -> None:
    """Put something else in the place of what answers one part."""
    whole = parts_module.put

    def put(question: str, *given: Any, **options: Any) -> object:
        return instead() if question == name else whole(question, *given, **options)

    monkeypatch.setattr(parts_module, "put", put)


@pytest.mark.parametrize("name", ["robust", "longrun"])
def test_an_interrupt_keeps_what_is_done(ferry: Assessment, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    _part_is(monkeypatch, name, interrupted)
    record = run_until_interrupted(reports.assess.work(ferry))
    assert record.interrupted
    skipped = [part for part, why in record.skipped if why == "interrupted"]
    assert skipped[0] == name
    assert "together" in record.answers
    assert ("levers" not in record.answers) == (name == "robust")
    assert [name for name in NAMES if name not in record.answers] == sorted(skipped, key=NAMES.index)
    assert f"{name}: not shown here (interrupted)." in [item.text for item in parts_sentences(record)]


@pytest.mark.parametrize("name", ["robust", "levers"])
def test_a_part_that_an_interrupt_left_half_done_is_left_out(
    ferry: Assessment, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Alone it would tell what it has."""
    whole = answer_module.function_of(name)

    def cut(*given: Any, **options: Any) -> Task[Any]:
        yield next(whole.work(*given, **options))
        raise KeyboardInterrupt

    alone = run_until_interrupted(cut(ferry, **({"claims": (), "draws": 200} if name == "robust" else {})))
    assert not alone.complete
    answering = answer_module.function_of
    monkeypatch.setattr(answer_module, "function_of", lambda asked: task(cut) if asked == name else answering(asked))
    found = run_until_interrupted(reports.assess.work(ferry))
    assert found.interrupted
    assert name not in found.answers
    assert "tipping" in found.answers
    after = ["robust", "levers", "views", "coalitions", "longrun"]
    assert [part for part, _ in found.skipped] == after[after.index(name) :]


def test_progress_counts_the_parts(ferry: Assessment) -> None:
    told: list[tuple[int, int]] = []
    run_until_interrupted(reports.assess.work(ferry), lambda done, of: told.append((done, of)))
    before = len(told)
    run_until_interrupted(reports.assess.work(ferry, parts=()), lambda done, of: told.append((done, of)))
    assert told[before:] == [(1, 3), (2, 3), (3, 3)]
    del told[before:]
    count = 1 + len(("answers", "check", "change", "responsibility")) + len(NAMES)  # one batch of readings
    assert sorted(PARTS) == sorted(NAMES)
    assert told == [(k, count) for k in range(1, count + 1)]


@cache
def assessed(case: Assessment) -> AssessRecord:
    return reports.assess(case)


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("after", range(1, 14))
def test_an_interrupt_while_progress_is_told_loses_nothing(ferry: Assessment, after: int) -> None:
    def told(done: int, _: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    record, whole = run_until_interrupted(reports.assess.work(ferry), told), assessed(ferry)
    assert record.interrupted
    assert all(why == "interrupted" for _, why in record.skipped)
    asked = ["answers", "check", "change", "responsibility", *PARTS]
    there = [name for name in asked if name != "inverse" or after >= 7]  # needs roads
    assert [name for name, _ in record.skipped] == [name for name in there if asked.index(name) + 2 > after]
    assert plain(record)["status_quo"] == plain(whole)["status_quo"]
    assert [claim.id for claim in record.claims] == ([] if after < 3 else [claim.id for claim in whole.claims])
    assert record.cut_short == (after < 5)
    texts = [block.text for block in page_of(record, full=True).blocks if isinstance(block, Sentence)]
    assert "The file makes no claims. Write one conclusion, and this says whether it follows." not in texts
    assert ("check: not shown here (interrupted)." in texts) == (after < 3)


def test_an_interrupt_among_the_readings_keeps_those_gone_through(
    ferry: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(over_readings, "BATCH", 1)

    def told(*_: int) -> None:
        raise KeyboardInterrupt

    record, whole = run_until_interrupted(reports.assess.work(ferry), told), reports.assess(ferry)
    over = record.over_readings
    assert (over.readings, over.left_out, over.turns_on, over.foresight_turns_on) == (1, 1, (), ())
    assert over.holds.tolist() == whole.over_readings.holds[:1].tolist()
    assert record.cut_short
    page = " ".join(block.text for block in page_of(record, full=True).blocks if isinstance(block, Sentence))
    assert "and two readings" in page
    assert "Interrupted after one of two readings: there it holds in 5 of 5 cells." in page
    assert plain(record)["over_readings"]["left_out"] == 1
    with pytest.raises(KeyboardInterrupt):
        run_until_interrupted(report_case.work(ferry), told)


def test_a_report_tells_what_an_interrupt_left_out(ferry: Assessment) -> None:
    """Its own parts come after those of the assessment; while a verdict is missing there is no report."""
    pictures = ["the state graph", "the picture of responsibility", "the picture of drivers"]
    counted_to: list[tuple[int, int]] = []

    def stop(at: int) -> ReportRecord:
        def told(done: int, of: int) -> None:
            counted_to.append((done, of))
            if done == at:
                raise KeyboardInterrupt

        return run_until_interrupted(report_case.work(ferry, draws=20), told)

    with pytest.raises(KeyboardInterrupt):
        stop(4)
    among_parts, after_graph = stop(13), stop(18)
    assert [name for name, _ in among_parts.skipped] == ["longrun", "matrix", *pictures]
    assert (among_parts.matrix, among_parts.drawn) == (None, {})
    assert among_parts.interrupted
    assert [name for name, _ in after_graph.skipped] == pictures[1:]
    assert list(after_graph.drawn) == ["states"]
    assert after_graph.interrupted
    counted_to.clear()
    whole = stop(0)
    assert counted_to == [(k, 21) for k in range(1, 22)]
    assert (whole.skipped, whole.interrupted) == ((), False)
    assert whole.matrix is not None
    assert list(whole.drawn) == ["states", "responsibility", "drivers"]


def test_readings_that_come_down_to_one_game_are_looked_at_once(
    ferry: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    alone = over_readings.foresees
    monkeypatch.setattr(over_readings, "foresees", lambda *given: looked.append(given) or alone(*given))
    twice = loads(FERRY.replace("open:\n", "open:\n  P: {readings: {one: {}, other: {}}}\n", 1), file="ferry.yaml")
    found = reports.assess(twice).over_readings
    assert (found.readings, found.left_out, len(looked)) == (4, 0, 2)
    once = reports.assess(ferry).over_readings
    assert found.leaves == {who: {name: 2 * n for name, n in own.items()} for who, own in once.leaves.items()}
    assert found.foreseen == 2 * (once.foreseen or 0)


@pytest.mark.level("all")
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
    assert "talks come” (C22) exclude one another" in by_command["together"]
    assert "(C16) is true nowhere" in by_command["together"]
    assert "window from 0.6 to below 0.3" in by_command["tipping"]
    assert "North Korea would not answer" in by_command["views"]
    page = page_of(record, full=True)
    assert all(text in [getattr(block, "text", "") for block in page.blocks] for text in items)


def test_answers_end_as_sentences(ferry: Assessment) -> None:
    short = text_of_answer(reports.ask("roads", ferry)).in_short
    assert "The way to" in short
    assert short.endswith(".")
    assert ":." not in short


def test_a_part_that_cannot_be_had_leaves_the_rest(ferry: Assessment) -> None:
    second = "  optimist:\n    holder: town\n    rewrite:\n      l2: {want: line.run}\nclaims:\n"
    found = reports.assess(loads(FERRY.replace("claims:\n", second, 1), file="ferry.yaml"))
    assert "views" not in found.answers
    why = "town holds 2 views, pessimist, optimist: say by which it acts, as in town=pessimist."
    assert found.skipped == (("views", why),)
    assert "longrun" in found.answers
