"""What an answer takes, told before it is looked for: counts, words, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from countermove import SizeError, reports
from countermove.assessment import loads
from countermove.catalogue import QUESTIONS, Declaration
from countermove.context import answer
from countermove.context.effort import Effort, effort, effort_of
from countermove.context.game import game_from
from countermove.presentation import duration
from countermove.presentation.duration import waiting_text
from countermove.presentation.numbers import duration_text
from countermove.reports.effort import ASSESS, REPORT, effort_at
from gmcr.base.tasks import Progress, Task, task
from tests.conftest import in_one_test
from tests.flagship import korea
from tests.unit.reports.samples import FERRY

LONG = Effort(
    "check", looks=10**6, games=1340, states=65_536, seconds=240, bytes=0, over=(("claims", 36), ("readings", 32))
)


@in_one_test("question", [*QUESTIONS.values(), ASSESS, REPORT])
def test_nothing_is_said_of_small_cases(question: Declaration) -> None:
    found = effort_of(question, game_from(loads(FERRY)), {})
    assert 0 < found.seconds < 5
    assert waiting_text(found, question) is None


def test_claims_are_looked_at_in_every_reading_after_every_edit_and_by_each_want() -> None:
    case = korea()
    found = effort("check", case, claims=["C01", "C02"])
    over = dict(found.over)
    assert (over["readings"], over["wants"]) == (32, 24)
    assert found.looks == 2 * sum(over[thing] for thing in ("readings", "edits", "wants"))
    assert found.games == found.looks // 2  # both claims are about the same games


def test_claims_that_vary_drivers_are_looked_at_in_every_piece_of_them() -> None:
    looks = {name: effort("check", korea(), claims=name).looks for name in ("C01", "C14")}
    assert looks["C14"] > 5 * looks["C01"]


@pytest.mark.parametrize(
    ("question", "less", "more"),
    [
        ("check", {"claims": ["C01"]}, {}),
        ("check", {"concepts": ["nash"]}, {}),
        ("robust", {"draws": 100}, {"draws": 2000}),
        ("redteam", {"bound": 1}, {"bound": 3}),
        ("change", {}, {"stress": True}),
        ("tipping", {"vary": ["window"]}, {}),
    ],
)
def test_less_asked_is_less_work(question: str, less: dict[str, Any], more: dict[str, Any]) -> None:
    assert effort(question, korea(), **less).seconds < effort(question, korea(), **more).seconds


@pytest.mark.parametrize("given", [{"claims": ["nobody"]}, {"concepts": ["sim"]}, {"claims": 5}])
def test_what_is_wrong_is_left_to_whoever_answers(given: dict[str, Any]) -> None:
    assert effort("check", korea(), **given).seconds >= 0


def test_claims_that_can_be_gone_through_once_are_left_to_whoever_answers() -> None:
    once = iter(("C01",))
    assert effort("check", korea(), claims=once).seconds > 0
    assert list(once) == ["C01"]


def test_how_long_what_for_and_how_it_would_be_less() -> None:
    assert waiting_text(LONG, QUESTIONS["check"]) == (
        "about 4 minutes for 1,340 games of 65,536 states. Less: fewer claims (--claim), one concept (--concept), some of the "
        "open questions closed (32 readings) or states excluded by `never` rules. Ctrl-C ends it."
    )


def test_claims_that_most_of_it_is_for_are_named() -> None:
    found = effort("check", korea(), claims=["C01", "C02", "C03", "C14"])
    assert found.most == ("C14",)
    told = str(waiting_text(replace(LONG, most=found.most), QUESTIONS["check"]))
    assert "states, more than half of it for C14. Less: " in told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(1, "1 second"), (60, "60 seconds"), (240, "4 minutes"), (5400, "2 hours"), (86400 * 3, "3 days")],
)
def test_times(seconds: float, told: str) -> None:
    assert duration_text(seconds) == told


def test_it_is_told_before_the_work_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []

    @task
    def slow(*_: object, **__: object) -> Task[Any]:
        events.append("begun")
        yield Progress(0, 1, None)
        raise KeyboardInterrupt

    monkeypatch.setattr(answer, "function_of", lambda _: slow)
    with pytest.raises(KeyboardInterrupt):
        reports.ask("check", loads(FERRY), before=lambda found: events.append(found.question))
    assert events == ["check", "begun"]


def test_what_takes_too_much_memory_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    def begun(_: str) -> Iterator[Any]:
        raise AssertionError("it was begun")

    monkeypatch.setattr(answer, "function_of", begun)
    monkeypatch.setenv("COUNTERMOVE_MEMORY", "1e-7")
    with pytest.raises(SizeError, match=r"check, as it is asked, takes about .* GB"):
        reports.ask("check", loads(FERRY))
    with pytest.raises(SizeError, match="assess"):
        effort_at(ASSESS, loads(FERRY))


def test_the_command_line_says_it_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    from countermove.cli.output import warned

    monkeypatch.setattr(duration, "LONG", 0.0)
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    reports.ask("check", reports.open_cases([str(path)]), before=warned("Checking ferry.yaml"))
    said = capsys.readouterr().err
    assert said.startswith("Checking ferry.yaml: about 1 second for")
    assert said.rstrip().endswith("Ctrl-C ends it.")
