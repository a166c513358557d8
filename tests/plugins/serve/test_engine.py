"""The engine of a page without a server, run as the page runs it: whatever a reader selects, sets and changes, it gives what
the meaning of the checks gives."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import countermove as cm
from countermove.assessment.rewrite import Step
from countermove.plugins.serve.explorable.program import PageProgram, page_program
from gmcr.base.core import WASM
from gmcr.evaluator import Evaluator, Program
from tests.conftest import FULL, ROOT, require_bundler, require_core
from tests.plugins.serve.pushing import PENNIES, Asked, again, asked_of, ways_in

NODE, BUNDLER = require_bundler()
require_core()

SETTINGS = {"pennies": (80, 1000), "melos-416bc": (6, 4500), "ukraine-2022": (6, 4000), "korea-2021": (1, 500)}
"""How many are compared of each case, and how many at full size: 10,000."""

TERMS = (0, 1, 2)


def run(cases: Sequence[tuple[PageProgram, Sequence[Asked]]], wasm: Path = WASM, *, counts: bool = False) -> Any:
    """What the engine says of settings of some cases, or how it counts each claim there."""
    job = {
        "rolldown": str(BUNDLER),
        "frontend": str(ROOT / "frontend"),
        "wasm": str(wasm),
        "cases": [
            {
                "numbers": [str(number) for number in page.program.numbers.tolist()],  # more than scripts hold
                "layout": page.layout,
                "settings": [own.plain | {"counts": counts} for own in asked],
                "terms": TERMS,
            }
            for page, asked in cases
        ],
    }
    script = Path(__file__).with_name("engine.mjs")
    done = subprocess.run([NODE, script], input=json.dumps(job), capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


def test_it_gives_what_the_meaning_of_the_checks_gives() -> None:
    cases = []
    for seed, (name, count) in enumerate(SETTINGS.items()):
        case, rng = cm.loads(PENNIES) if name == "pennies" else cm.load(name), random.Random(seed)
        some = [asked_of(case, rng) for _ in range((count[FULL] + 1) // 2)]
        asked = [own for each in some for own in (each, again(each, rng))][: count[FULL]]
        cases.append((page_program(case), asked))
    pennies = cases[0][1]
    for want in ("e1", "e2"):
        pennies += (Asked(pennies[0].case, (0, 0), steps=(Step("turn", want),) * times) for times in (2, 3))
    pushes = [len(own.steps) + len(own.numbers) for _, asked in cases for own in asked]
    assert max(pushes) == 6
    refused = 0
    for (page, asked), found in zip(cases, run(cases), strict=True):
        layout: Any = page.layout
        evaluator = Evaluator(page.program)
        assert found["first"]["ways"] == ways_in(
            evaluator, layout["plain"], layout["concepts"][0], layout["wants"], TERMS
        )
        for own, told in zip(asked, found["settled"], strict=True):
            expected = own.follows
            refused += "says" in expected
            if "says" not in expected:
                expected |= own.begins
            assert told == expected, own.plain
    assert refused < len(pushes) / 4


def test_a_claim_of_responsibility_is_counted_reading_by_reading() -> None:
    case = cm.loads(PENNIES)
    settings = {str(own.plain): own for own in (asked_of(case, random.Random(seed), most=2) for seed in range(8))}
    asked = [own for own in settings.values() if "says" not in own.follows]
    page = page_program(case)
    counted, told = (run([(page, asked)], counts=counts)[0]["settled"] for counts in (True, False))
    assert len(asked) > 3
    for own, steps, here in zip(asked, counted, told, strict=True):
        expected = [[True, 0, True, 0]] * len(case.claims)
        expected[list(case.claims).index("P6")] = [False, len(own.rows), True, 0]
        assert steps == expected
        assert here["claims"] == own.follows["claims"]


def test_what_cannot_be_done_is_refused_with_its_reason() -> None:
    case = cm.load("melos-416bc")
    steps = [
        (Step("drop", "a1"), Step("turn", "a1")),
        (Step("lower", "l1"),),
        (Step("drop", "a7"), Step("lower", "a6")),
        (Step("above", "a1", "m1"),),
        (Step("below", "a1", "a1"),),
    ]
    nothing = (0, 0, 0, 0)
    asked = [Asked(case, nothing, steps=own) for own in steps]
    asked += [Asked(case, nothing, numbers=((0, text),)) for text in ("2", "-0.1", "1e9", "x", "0x1", "")]
    (found,) = run([(page_program(case), asked)])
    assert found["settled"] == [own.follows for own in asked]


def test_numbers_are_exact_or_refused() -> None:
    case = cm.load("melos-416bc")
    said = ("0.1", ".1", "1e-1", "+0.10000000", "1000000e-7", "0.1000001", "1e-7", "0.0000000", "0e99", "1.000000")
    asked = [Asked(case, (0, 0, 0, 0), numbers=((0, text),)) for text in said]
    (found,) = run([(page_program(case), asked)])
    drivers = [own["game"]["drivers"][0] if "game" in own else own["says"] for own in found["settled"]]
    more = "fear: {} has more than six decimals, and this page computes with six."
    assert drivers == [0.1] * 5 + [more.format(text) for text in said[5:7]] + [0, 0, 1]


def test_what_cannot_be_run_is_refused_in_one_sentence(tmp_path: Path) -> None:
    page = page_program(cm.load("melos-416bc"))
    cut, other, far = (page.program.numbers.copy() for _ in range(3))
    other[1], far[-1] = 2, 99
    damaged = [PageProgram(Program(numbers), page.layout) for numbers in (cut[:-1], other, far)]
    assert [own["says"] for own in run([(own, []) for own in damaged])] == [
        "The compiled assessment of this page is cut off: write it again.",
        "This page was written by another version of the program: write it again.",
        "The compiled assessment of this page is damaged: write it again.",
    ]
    none = tmp_path / "evaluator.wasm"
    none.write_bytes(WASM.read_bytes()[:-1])
    assert run([(page, [])], none) == [{"says": "This browser does not run WebAssembly on this page."}]
