"""The ways out, where things go and every want in words, of random files: the script of a page tells them as the program does."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from countermove.assessment import Assessment, loads
from countermove.plugins.serve.explorable.pack import First, packed
from countermove.plugins.serve.lanes import lanes_shown, rings_of, worded
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.workspace import opened
from countermove.presentation.phrases import Phrasing
from countermove.questions.statusquo.compute import statusquo
from countermove.questions.wants.compute import ladders
from countermove.reports.assessing.screen import start_text
from countermove.reports.live import live
from tests.conftest import FULL, ROOT, require_bundler, require_core
from tests.judge.answers.generate import random_file
from tests.judge.sentences.generate import worded_file
from tests.plugins.serve.pushing import switches_of

__all__: list[str] = []

NODE, BUNDLER = require_bundler()
require_core()

FILES, SETTINGS = ({random_file: 60, worded_file: 40}, 40) if FULL else ({random_file: 3, worded_file: 2}, 20)
"""How many random files are looked at, without words and with words for everything, and each in how many settings."""

SAID = ("key", "act", "taken", "deterred", "reason", "want", "chain", "follows")


def told(pages: Sequence[tuple[Assessment, Sequence[Switches]]]) -> Any:
    """What the script tells of some cases, setting by setting."""
    job = {
        "rolldown": str(BUNDLER),
        "frontend": str(ROOT / "frontend"),
        "pages": [
            {"packed": data_of(assessment), "addresses": [item.query() for item in settings]}
            for assessment, settings in pages
        ],
    }
    script = Path(__file__).with_name("moments.mjs")
    done = subprocess.run([NODE, script], input=json.dumps(job), capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


def data_of(assessment: Assessment) -> str:
    """What a page carries, without what is said of the file as it is."""
    rings = [*rings_of(opened(live(assessment), Switches()).lanes).values()]
    return packed(assessment, rings, First((), (), ()))[0]


def says(assessment: Assessment, item: Switches) -> dict[str, Any]:
    """What the program tells of a case in a setting."""
    found = opened(live(assessment), item)
    phrasing = Phrasing(found.glossary, item.view)
    board = lanes_shown(found.lanes, found.assessment, found.conflict, found.locked)
    start = statusquo(found.assessment, concepts=found.concepts[:1])
    rungs = [rung for row in ladders(found.assessment, verdicts=()).actors for rung in row.rungs]
    words = {rung.id: worded(phrasing, rung.id) for rung in rungs}
    return {
        "title": board.title,
        "moved": start_text(start, phrasing),
        "more": board.more,
        "lanes": [
            {name: getattr(lane, name) for name in SAID} | {"sliders": [own.told for own in lane.sliders]}
            for lane in board.lanes
        ],
        "wants": {rung.id: [*astuple(words[rung.id]), None if rung.dropped else rung.met] for rung in rungs},
    }


def test_the_script_tells_what_the_program_tells() -> None:
    cases = [
        loads(written(seed), file=f"{written.__name__}{seed}.yaml")
        for written in FILES
        for seed in range(FILES[written])
    ]
    pages = [(case, switches_of(case, SETTINGS, seed)) for seed, case in enumerate(cases)]
    pushes = [len(item.steps) + len(item.drivers) for _, settings in pages for item in settings]
    assert max(pushes) == 6
    for (case, settings), found in zip(pages, told(pages), strict=True):
        for item, own in zip(settings, found, strict=True):
            assert own == says(case, item), f"{case.name}, {item.query()}"
