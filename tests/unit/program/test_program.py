"""Programs as bytes: written and read, and refused in one message where they are damaged or over a limit."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

import countermove as cm
from countermove.assessment.overlays import Selection
from countermove.inquiry.checks import StableStart
from countermove.program import Asked, compiled
from gmcr import edits_of
from gmcr.base.core import WASM
from gmcr.base.errors import ProgramError
from gmcr.evaluator import Evaluator, Program
from gmcr.evaluator.machines import WebAssembly
from tests.browser.pier import PIER
from tests.conftest import ROOT, in_one_test, models, require_core, require_module
from tests.unit.program.literal import twin_of

__all__: list[str] = []

require_core()

MEMORY = 1 << 26

KINDS = [kind for kind in Program.Operation if kind.name in ("DROP", "COULD_BE", "SWAP", "TURN", "NEGATE")]


@pytest.fixture(scope="module")
def program() -> Program:
    return twin_of(cm.loads(PIER)).compiled.program


def test_answers_come_in_the_order_of_the_questions() -> None:
    case = cm.loads(PIER)
    one, other = (
        compiled(case.selected(Selection(reading)), [Asked(StableStart())]).program.to_bytes()
        for reading in ({"O1": "bears", "O2": "gain"}, {"O2": "gain", "O1": "bears"})
    )
    assert one == other


def test_what_is_written_is_read(program: Program) -> None:
    again = Program.from_bytes(program.to_bytes())
    assert again.numbers.tolist() == program.numbers.tolist()
    assert (
        Program.of_sections({name: program.items(name) for name in Program.SECTIONS}).to_bytes() == program.to_bytes()
    )
    requests = [Evaluator.Request(number) for number in range(len(program.items("checks")))]
    assert (Evaluator(again).values(requests) == Evaluator(program).values(requests)).all()


def test_equal_assessments_are_equal_programs(program: Program) -> None:
    assert twin_of(cm.loads(PIER)).compiled.program.to_bytes() == program.to_bytes()


@in_one_test(
    "place, value, told",
    [
        (0, 1, "This is no compiled assessment"),
        (1, 2, "another version"),
        (2, 5, "cut off"),
        (3, 1 << 40, "damaged"),
        (4, -1, "damaged"),
    ],
)
def test_a_damaged_head_is_one_message(program: Program, place: int, value: int, told: str) -> None:
    numbers = program.numbers.copy()
    numbers[place] = value
    with pytest.raises(ProgramError, match=told):
        Evaluator(Program(numbers))


def test_what_is_cut_is_one_message(program: Program) -> None:
    content = program.to_bytes()
    with pytest.raises(ProgramError, match="cut off"):
        Evaluator(Program.from_bytes(content[:-8]))
    for own in (content[:-3], b"", b"%PDF-1.7" * 10):
        with pytest.raises(ProgramError, match="no compiled assessment"):
            Program.from_bytes(own)
    with pytest.raises(ProgramError, match="too little memory"):
        Evaluator(program, memory=10_000)


@pytest.mark.parametrize("seed", models(range(400), (0, 1)))
def test_a_changed_program_is_refused_or_runs(program: Program, seed: int) -> None:
    """Whatever a stranger writes into one: every number is checked as it is loaded, and none is trusted after that."""
    rng, ends = random.Random(seed), set()
    extremes = (-1, 0, 1, 2, 3, 7, 63, 64, 65, 1 << 20, 1 << 31, (1 << 53) - 1, 1 << 53, (1 << 63) - 1, -(1 << 63))
    for _ in range(200):
        numbers = program.numbers.copy()
        for _ in range(rng.choice((1, 1, 1, 2, 5))):
            beside = int(numbers[rng.randrange(numbers.size)]) + rng.choice((-1, 1))
            own = min(max(beside, -(1 << 63)), (1 << 63) - 1) if rng.random() < 0.3 else rng.choice(extremes)
            numbers[rng.randrange(3, numbers.size)] = own
        try:
            evaluator = Evaluator(Program(numbers), memory=MEMORY)
        except ProgramError:
            ends.add("refused")
            continue
        checks = len(Program(numbers).items("checks"))
        evaluator.values([Evaluator.Request(number) for number in range(checks)])
        with suppress(ProgramError):  # its start is no longer feasible, or numbers are beyond the evaluator
            evaluator.game(0)
            evaluator.ways(0, 0, rng.randrange(5), terms=[0])
            evaluator.deals(0, 0, rng.randrange(5))
            target = np.frombuffer(rng.randbytes(Program(numbers).items("sizes")[0][0]), dtype=np.uint8) % 2 == 1
            kinds = rng.sample(KINDS, rng.randint(0, len(KINDS)))
            start = rng.choice(Program(numbers).items("codes")[0])
            evaluator.changes(
                0, 0, rng.randrange(5), target=target, start=start, bound=2, kinds=kinds, passing=rng.random() < 0.5
            )
        ends.add("run")
    assert ends == {"refused", "run"}


def test_edits_and_requests_name_what_is_there(program: Program) -> None:
    evaluator = Evaluator(program)
    wants, drivers = len(program.items("order")), program.items("sizes")[0][3]
    for edits in (
        (Program.Operation.DROP, wants),
        (Program.Operation.DROP, -1),
        (Program.Operation.DROP,),
        (99, 0),
        (Program.Operation.MOVE, 0, 1, 0),
        (Program.Operation.SET, drivers, 0),
        (Program.Operation.HAPPEN, 1 << 40, 0),
        (Program.Operation.REWRITE, 0, 1 << 14, -1),
    ):
        with pytest.raises(ProgramError, match="name what is not in the program"):
            evaluator.push(edits)
        with pytest.raises(ProgramError, match="name what is not in the program"):
            evaluator.values([Evaluator.Request(0, 0, edits)])
    for request in (
        Evaluator.Request(-1),
        Evaluator.Request(1 << 20),
        Evaluator.Request(0, -1),
        Evaluator.Request(0, 1 << 20),
    ):
        with pytest.raises(ProgramError, match="name what is not in the program"):
            evaluator.values([request])


def test_a_push_changes_the_authors_model(program: Program) -> None:
    assessment = cm.loads(PIER)
    twin = twin_of(assessment)
    evaluator, edits = Evaluator(twin.compiled.program), edits_of(assessment.conflict())
    requests = [Evaluator.Request(number) for number in range(len(twin.settings))]
    before, moved = evaluator.values(requests), 0
    for edit in edits:
        evaluator.push(twin.compiled.edits((edit,)))
        after = evaluator.values(requests)
        changed = Evaluator(twin_of(assessment.changed(edits=(edit,))).compiled.program)
        assert (after == changed.values(requests)).all(), str(edit)
        moved += int((after != before).any())
    assert moved
    evaluator.push()
    assert (evaluator.values(requests) == before).all()


def test_numbers_that_have_no_room_are_noticed() -> None:
    """A form of large numbers is beyond the evaluator, and not some other number."""
    text = PIER.replace("while: hope >= 0.3", "while: 9000000000000000 * hope >= 2700000000000000")
    assert text != PIER
    twin = twin_of(cm.loads(text))
    values = Evaluator(twin.compiled.program).values(
        [Evaluator.Request(number) for number in range(len(twin.settings))]
    )
    assert set(np.unique(values).tolist()) & {-5}


def test_what_is_over_a_limit_is_refused() -> None:
    with pytest.raises(ProgramError, match="six decimals"):
        twin_of(cm.loads(PIER.replace("hope: {now: 0.2,", "hope: {now: 0.2000001,")))
    with pytest.raises(ProgramError, match="at most 4,096 states"):
        twin_of(cm.load("velm-strait"))
    many = "".join(f"      o{number}: {{}}\n" for number in range(Program.LIMITS["options of an actor"] + 1))
    wide = f'countermove: 1\nas_of: "2024-01-01"\nactors:\n  a:\n    options:\n{many}'
    with pytest.raises(ProgramError, match="at most 10 options of an actor, not 11"):
        twin_of(cm.loads(wide))


def test_the_page_names_every_section_and_limit() -> None:
    page = (ROOT / "docs" / "reference" / "program.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in page for name in Program.SECTIONS)
    assert all(f"| {name} | {most:,} |" in page for name, most in Program.LIMITS.items())
    assert all(f"`{item.name}" in page for item in Program.Operation)


def test_what_is_wrong_is_told_alike_in_webassembly(program: Program) -> None:
    require_module("wasmtime", "the evaluator runs there as WebAssembly")
    numbers = program.numbers.copy()
    numbers[3] = 1 << 40
    with pytest.raises(ProgramError, match="damaged"):
        Evaluator(Program(numbers), on=WebAssembly)
    with pytest.raises(ProgramError, match="too little memory"):
        Evaluator(program, memory=10_000, on=WebAssembly)
    evaluator = Evaluator(program, on=WebAssembly)
    with pytest.raises(ProgramError, match="name what is not in the program"):
        evaluator.push((Program.Operation.DROP, -1))
    with pytest.raises(ProgramError, match="name what is not in the program"):
        evaluator.values([Evaluator.Request(-1)])
    requests = [Evaluator.Request(number) for number in range(len(program.items("checks")))]
    compiled = Evaluator(program)
    for edits in ((), (Program.Operation.DROP, 0)):
        evaluator.push(edits)
        compiled.push(edits)
        assert (evaluator.values(requests) == compiled.values(requests)).all()
    evaluator.forget()
    assert evaluator.forgotten == 2


def test_the_committed_webassembly_is_made_of_these_sources(tmp_path: Path) -> None:
    require_module("ziglang", "it compiles the evaluator into WebAssembly")
    done = subprocess.run(
        [sys.executable, "hatch_build.py", "wasm", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "evaluator.wasm").read_bytes() == WASM.read_bytes(), "make wasm"
