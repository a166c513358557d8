"""The program of a page and its layout: written anew for what a reader selects, it is the program of that selection."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

import countermove as cm
from countermove.assessment.overlays import Selection
from countermove.plugins.serve.explorable.program import PageProgram, page_program
from countermove.program import Asked, compiled
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.settings import Setting, setting_of
from gmcr.base.errors import CountermoveError
from gmcr.evaluator import Evaluator, Program
from tests.browser.pier import PIER
from tests.conftest import in_one_test, models, require_core
from tests.plugins.serve.pushing import Asked as Selected
from tests.plugins.serve.pushing import asked_of

require_core()

CASES = ("melos-416bc", "korea-2021", "ukraine-2022")


def rewritten(page: PageProgram, own: Selected) -> Program:
    """The program of what is selected, from the layout alone."""
    layout: Any = page.layout
    sections: dict[str, Any] = {name: page.program.items(name) for name in Program.SECTIONS}
    chosen = [layout["open"][k][answer] for k, answer in enumerate(own.answers) if answer]
    scenario, view = (
        layout[kind][number - 1 : number] if number else []
        for kind, number in (("scenarios", own.scenario), ("views", own.view))
    )
    settings = []
    for own_scenario, own_view, seen, further in layout["settings"]:
        before = chosen + (scenario if own_scenario < 0 else []) + (view if own_view < 0 and seen else [])
        after = [layout["scenarios"][own_scenario]] if own_scenario >= 0 else []
        after += [layout["views"][own_view]] if own_view >= 0 else []
        settings.append([len(before), *before, *after, *further])
    left = [question for question, answer in zip(layout["open"], own.answers, strict=True) if not answer]
    readings = [
        [overlay for overlay in reading if any(overlay in own for own in left)] for reading in sections["readings"]
    ]
    sections |= {"settings": settings, "readings": readings}
    sections["sizes"][0][6] = layout["concepts"][max(own.concept - 1, 0)]
    return Program.of_sections(sections)


def judged(own: Selected) -> Iterator[Setting]:
    """What a page judges: claims, then the sides of key questions."""
    here = own.selected
    yield from (setting_of(here, name) for name in here.claims)
    for question in key_questions_of(here):
        yield from (side for side in next(iter(question.sides.values())) if side is not None)


@pytest.mark.parametrize("name", CASES)
def test_it_is_the_program_of_what_is_selected(name: str) -> None:
    case = cm.load(name)
    page = page_program(case)
    for seed in models(range(300), range(12)):
        own = asked_of(case, random.Random(seed), most=0)
        expected = compiled(
            own.selected, [Asked(item.check, item.scenario, item.view, item.with_) for item in judged(own)]
        )
        count = len(expected.program.items("checks"))
        told = Evaluator(rewritten(page, own)).values(
            Evaluator.Request(check, row) for check in range(count) for row in own.rows
        )
        literal = Evaluator(expected.program).values(
            Evaluator.Request(check, row) for check in range(count) for row in range(len(own.rows))
        )
        assert told.tolist() == literal.tolist(), own.plain


@pytest.mark.parametrize("name", CASES)
def test_the_layout_says_what_stands_where(name: str) -> None:
    case = cm.load(name)
    page = page_program(case)
    layout: Any = json.loads(json.dumps(page.layout))
    order, checks = page.program.items("order"), page.program.items("checks")
    assert layout["settings"][layout["plain"]] == [-1, -1, 1, []]
    assert len(layout["settings"]) == len(page.program.items("settings"))
    assert [layout["wants"][line] for own in layout["lines"] for line in own] == layout["wants"]
    assert [order[line][1:3] for own in layout["lines"] for line in own] == [own[:2] for own in layout["turned"]]
    sides = [check for own in layout["answers"] for check in own if check >= 0]
    assert [*layout["claims"], *sides, layout["deals"]] == list(range(len(checks)))
    assert len(layout["claims"]) == len(case.claims)


def test_nothing_is_selected_in_it() -> None:
    case = cm.load("melos-416bc")
    selected = case.selected(Selection({"Q1": "hope"}, scenario=next(iter(case.scenarios)), drivers={"fear": "0.1"}))
    one, other = page_program(case), page_program(selected)
    assert one.program.to_bytes() == other.program.to_bytes()
    assert one.layout == other.layout


MORE = "".join(f"  d{number}: {{now: 0.5}}\n" for number in range(61))


@in_one_test(
    "old, new, words",
    [
        ("\nopen:", f"\n{MORE}open:", "A compiled assessment has at most 64 drivers, not 65."),
        (
            "{now: 0.6,",
            "{now: 0.6000001,",
            "0.6000001 has more than six decimals, or is too large, for a compiled assessment.",
        ),
    ],
)
def test_what_is_over_a_limit_is_refused_with_what_there_is_instead(old: str, new: str, words: str) -> None:
    case = cm.loads(PIER.replace(old, new, 1), file="pier.yaml")
    with pytest.raises(CountermoveError) as error:
        page_program(case)
    assert str(error.value) == (
        f"pier cannot argue back without a server: {words} countermove report pier without --explorable says what follows "
        "from the file, and countermove serve pier computes what is asked."
    )


def test_a_plain_report_is_offered_only_where_there_is_one() -> None:
    with pytest.raises(CountermoveError) as error:
        page_program(cm.load("velm-strait"))
    assert str(error.value) == (
        "velm-strait cannot argue back without a server: A compiled assessment has at most 4,096 states. "
        "countermove serve velm-strait computes what is asked."
    )
