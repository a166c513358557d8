"""The ways out, where things go and every want in words, of random files: the script of a page tells them as the program does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from itertools import count
from typing import Any

from countermove.assessment import Assessment, load, loads
from countermove.plugins.serve.answer_lines import then_text
from countermove.plugins.serve.lanes import lanes_shown, measured_by, worded
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.workspace import opened
from countermove.presentation.phrases import Phrasing
from countermove.questions.wants.compute import Rung, ladders
from countermove.reports.live import live
from gmcr.base.errors import AssessmentError
from tests.conftest import FULL
from tests.judge.answers.generate import random_file
from tests.judge.sentences.generate import worded_file
from tests.plugins.serve.pushing import switches_of
from tests.plugins.serve.telling import told
from tests.unit.questions.test_deal import TRUCE

__all__: list[str] = []

FILES, SETTINGS = ({random_file: 60, worded_file: 40}, 40) if FULL else ({random_file: 3, worded_file: 2}, 20)
"""How many random files are looked at, without words and with words for everything, and each in how many settings."""

SAID = ("key", "act", "taken", "deterred", "reason", "want", "chain", "follows")


def says(assessment: Assessment, item: Switches) -> dict[str, Any]:
    """What the program tells of a case in a setting."""
    found = opened(live(assessment), item)
    phrasing = Phrasing(found.glossary, item.view)
    board = lanes_shown(found.lanes, found.assessment, found.conflict, found.locked)
    rungs = [rung for row in ladders(found.assessment, verdicts=()).actors for rung in row.rungs]
    return {
        "title": board.title,
        "then": then_text(found),
        "more": board.more,
        "lanes": [
            {name: getattr(lane, name) for name in SAID} | {"sliders": [own.told for own in lane.sliders]}
            for lane in board.lanes
        ],
        "wants": {rung.id: _want(rung, phrasing) for rung in rungs},
    }


def _want(rung: Rung, phrasing: Phrasing) -> dict[str, Any]:
    words = asdict(worded(phrasing, rung.id))
    return words | {
        "met": None if rung.dropped else rung.met,  # what is left out has nothing to be met
        "dropped": rung.dropped,
        "drivers": [*measured_by(phrasing, rung.id)],
    }


def cases_of(written: Callable[[int], str], many: int) -> Iterator[Assessment]:
    """The first files that can be read: in some a scenario has a start that cannot be."""
    for seed in count():
        with suppress(AssessmentError):
            yield loads(written(seed), file=f"{written.__name__}{seed}.yaml")
            many -= 1
        if not many:
            return


def test_the_script_tells_what_the_program_tells() -> None:
    cases = [case for written, many in FILES.items() for case in cases_of(written, many)]
    cases += [loads(TRUCE, file="truce.yaml"), load("second-thomas-2024")]  # which are about deals
    pages = [(case, switches_of(case, SETTINGS, seed)) for seed, case in enumerate(cases)]
    pushes = [len(item.steps) + len(item.drivers) for _, settings in pages for item in settings]
    assert max(pushes) == 6
    deals = 0
    for (case, settings), found in zip(pages, told(pages), strict=True):
        for item, own in zip(settings, found, strict=True):
            assert own == says(case, item), f"{case.name}, {item.query()}"
            deals += "is open: " in own.get("then", "")
    assert deals > 5
