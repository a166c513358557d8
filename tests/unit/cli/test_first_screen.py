"""The first screen of ``assess``: nothing is cut, no line is wider than the terminal, every answer stands there whole with its
reason, and where all has no room in 30 lines acts and conclusions are left out and counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from countermove.assessment import load, loads
from countermove.context.glossary import glossary_of
from countermove.presentation.escape import cleaned
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sketches import cut, folded, width_of, within
from countermove.questions.answers.text import key_answer_text
from countermove.reports.assessing.screen import LINES
from countermove.verdicts.answers.compute import Answers, answers
from gmcr.base.errors import AssessmentError
from tests.conftest import FULL
from tests.judge.answers.generate import random_file
from tests.unit.cli.conftest import Run
from tests.unit.questions.assessments import text_of, written
from tests.unit.reports.samples import FERRY, QUIET

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")

WIDTHS = (50, 80, 120)
READABLE = 100

TURNS = """\
countermove: 1
title: Will the harbour open?
target: harbour.open
actors:
  harbour:
    name: Harbour
    options: {open: {does: opens the quay}}
    wants: [{id: h1, want: harbour.open, says: lives on its dues}]
  guild:
    name: Guild
    options: {strike: {does: strikes}}
    wants: [{id: g1, want: not guild.strike, says: has wages to lose}]
start: []
open:
  Q:
    asks: Does the harbour live on its dues?
    readings:
      dues: {}
      rent: {rewrite: {h1: {want: not harbour.open, says: lives on its rent}}}
"""
"""Opens in one reading, not in the other."""

EITHER = """\
countermove: 1
title: Who moves first?
target: one.act and not other.act
actors:
  one: {options: {act: {}}, wants: [{id: o, want: one.act iff not other.act}]}
  other: {options: {act: {}}, wants: [{id: p, want: other.act iff not one.act}]}
start: []
"""

PENNIES = f"concepts: [nash]\n{EITHER.replace('want: other.act iff not one.act', 'want: other.act iff one.act')}"
"""Whatever is so, one of the two changes it."""


def asking(count: int, *, words: str = "Does nothing move, the {}th time that it is asked") -> str:
    """So many key questions."""
    keys = "".join(
        f"  K{k}: {{asks: '{words.format(k)}?', answer_yes: {{check: {{stable: start}}}}, across: []}}\n"
        for k in range(1, count + 1)
    )
    return f"key_questions:\n{keys}"


def seeing(formula: str) -> str:
    return f"observations:\n  B1: {{date: 2024-05-01, ended: {formula}}}\n"


LONG = "the quay that the ferrymen of both banks have built together"
WIDE = FERRY.replace("name: Town", "name: 北京市政府与渡轮公司").replace(
    "does: pays for the ferry", "does: 支付渡轮的全部费用并继续谈判"
)

BY_HAND: Mapping[str, str] = {
    "yes": FERRY + asking(1),
    "no": FERRY,
    "it depends": TURNS,
    "either way": f"concepts: [nash]\n{EITHER}",
    "either way or no": EITHER,
    "it does not settle": PENNIES,
    "nothing to say": PENNIES
    + "drivers: {d: {now: 0.5, assumed: true}}\n"
    + "key_questions: {K1: {asks: q, answer_yes: {check: {everywhere: one.act, where: d > 2, vary: [d]}}}}\n",
    "base out": TURNS + seeing("not harbour.open"),
    "no reading left": TURNS + seeing("guild.strike"),
    "no target, question, claim or title": QUIET,
    "four": FERRY + asking(4),
    "eight": FERRY + asking(8),
    "twelve": FERRY + asking(12),
    "wide": WIDE.replace("Will the ferry run?", "渡轮会开吗" * 40)
    + asking(3, words="第{}个问题、城市会为渡轮付钱吗" + "、会吗" * 30),
    "right to left": FERRY.replace("name: Town", "name: ועידת השלום").replace(
        "Will the ferry run?", "האם המעבורת תפעל?"
    ),
    "hidden": FERRY.replace("Will the ferry run?", r'"Will \u202ethe\u202c ferry run?"'),
    "long": FERRY.replace(
        "Will the ferry run?", f"Will the ferry run from {LONG}, and to {LONG}, and on to {LONG}, on {LONG}?"
    )
    + asking(4, words=f"Does nothing move at {LONG}, or at {LONG}, for the {{}}th time"),
    "one long word": FERRY.replace("Will the ferry run?", "Ferry" * 80) + asking(2, words="Donau" * 60 + "{}"),
}


@cache
def text_of_case(name: str) -> str:
    """A case by hand, one that either generator writes, or nothing for one that comes along."""
    if name in BY_HAND or name == "korea-2021":
        return BY_HAND.get(name, "")
    seed = int(name[1:])
    return text_of(written(seed)) if name[0] == "a" else random_file(seed, claims=2)


def reads(name: str) -> bool:
    """Whether a file that is written is one; of the few that are chosen all are."""
    try:
        loads(text_of_case(name))
    except AssessmentError:
        return False
    return True


WRITTEN = [f"{kind}{seed}" for seed in range(300, 325 if FULL else 306) for kind in "ab"]
CASES = [*BY_HAND, *(name for name in WRITTEN if not FULL or reads(name)), "korea-2021"]


@cache
def answered(name: str) -> Answers:
    return answers(loads(text_of_case(name)) if text_of_case(name) else load(name))


def shown(run: Run, folder: Path, name: str, width: int) -> list[str]:
    """The lines that are printed, without the isolates around what is written from right to left."""
    path = folder / "case.yaml"
    path.write_text(text_of_case(name), encoding="utf-8")
    done = run("assess", str(path) if text_of_case(name) else name, columns=width)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.translate({0x2068: None, 0x2069: None}).splitlines()


def flowing(lines: list[str]) -> str:
    """All of it as one line, however it was folded."""
    return " ".join(" ".join(lines).split())


@pytest.mark.level("judge", but=8)
@pytest.mark.level("all")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", CASES)
def test_every_answer_is_whole_with_its_reason(run: Run, tmp_path: Path, name: str, width: int) -> None:
    lines = shown(run, tmp_path, name, width)
    assert max(map(width_of, lines)) <= min(width, READABLE), "\n".join(lines)
    case = loads(text_of_case(name)) if text_of_case(name) else load(name)
    found, phrasing = answered(name), Phrasing(glossary_of(case))
    text, at = "".join(flowing(lines).split()), 0
    for item in found.questions:
        told = key_answer_text(item, found, phrasing)
        for part in (told.question, told.verdict, told.now, told.otherwise, told.because, told.change):
            plain = "".join(cleaned(part).split())
            assert plain in text[at:], (part, "\n".join(lines))
            at += text[at:].index(plain)
    assert " .." not in flowing(lines)
    assert "…" not in flowing(lines) or "…" in text_of_case(name)
    assert "Next: countermove " in flowing(lines)


@pytest.mark.level("all")
@pytest.mark.parametrize("width", WIDTHS)
def test_what_has_no_room_is_counted_with_the_command_that_tells_it(run: Run, width: int) -> None:
    lines = run("assess", "korea-2021", columns=width).stdout.splitlines()
    assert LINES < len(lines) <= 60 * max(width, 80) // width  # five questions with all that they turn and rest on
    text = flowing(lines)
    assert "Why nobody moves: eight acts, and what stops each" in text
    assert re.search(
        r"and (five|six|seven) more acts: countermove assess korea-2021 --full|stops each \(--full\)", text
    )
    assert re.search(r"and \w+ more: countermove check korea-2021|one is contradicted \(--full\)", text)


def test_a_small_case_has_room_for_everything(run: Run, tmp_path: Path) -> None:
    lines = shown(run, tmp_path, "yes", 80)
    assert len(lines) <= LINES
    assert " more" not in flowing(lines)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("yes", "Yes, in every reading."),
        ("no", "No, in every reading."),
        ("it depends", "Yes, unless Q = rent."),
        ("either way", "It depends on who moves first: it can go either way."),
        (
            "either way or no",
            (
                "It depends: no with everybody fearing any answer (GMR); it can go either way with everybody "
                "looking one step ahead "
                "(Nash), fearing any answer with a reply of their own (SMR), reckoning with answers that pay (SEQ) or the same "
                "with a reply of their own (symmetric SEQ)."
            ),
        ),
        ("it does not settle", "It does not settle: "),
        ("nothing to say", "Nothing to say: there is no case to look at."),
        ("base out", "Since then: no."),
    ],
)
def test_each_kind_of_answer_has_its_words(run: Run, tmp_path: Path, name: str, said: str) -> None:
    assert said in flowing(shown(run, tmp_path, name, 80))


def test_twelve_questions_keep_their_reasons(run: Run, tmp_path: Path) -> None:
    lines = shown(run, tmp_path, "twelve", 80)
    asked = [place for place, line in enumerate(lines) if line.startswith("Does nothing move, the ")]
    assert len(asked) == 12
    assert all(lines[place + 1].startswith("  Yes, in every reading.") for place in asked)


def test_a_base_reading_that_is_out_is_said_before_any_answer(run: Run, tmp_path: Path) -> None:
    for name, said in (
        ("base out", "The text's own reading does not allow what happened"),
        (
            "no reading left",
            "In no reading of this model does what happened come about",
        ),
    ):
        lines = shown(run, tmp_path, name, 80)
        place = next(place for place, line in enumerate(lines) if line.startswith("Does it come to"))
        assert said in flowing(lines[:place])


def test_why_nobody_moves_has_each_act_beside_what_stops_it(run: Run, tmp_path: Path) -> None:
    lines = shown(run, tmp_path, "yes", 120)
    place = lines.index("Why nobody moves: three acts, and what stops each")
    assert lines[place + 1 : place + 5] == [
        "Town pays for the ferry        wants not to pay for the ferry (t2)",
        "Line runs the ferry            wants to run the ferry only if Town pays for the ferry (l1); without",
        "                               that, it would gain by it",
        'Line chooses "public protest"  wants not to choose "public protest" (l3)',
    ]


def test_on_narrow_screens_reasons_stand_below_their_acts(run: Run) -> None:
    lines = run("assess", "melos-416bc", columns=50).stdout.splitlines()
    place = lines.index("Athens besieges the city")
    assert lines[place + 1 : place + 5] == [
        "  pays: dares not let an island defy it (a2); “how",
        "  much Athens fears that its subjects rise if an",
        "  island is seen to defy it” (fear) 0.80, tips at",
        "  0.20",
    ]
    assert max(map(width_of, lines)) <= 50


def test_text_is_folded_and_cut_at_words() -> None:
    assert cut("eleven two a seven", 12, 1) == "eleven .."
    assert folded("one two three", 7) == ["one two", "three"]
    assert folded("", 7) == [""]
    assert folded("abcdefgh ij", 4) == ["abcd", "efgh", "ij"]
    assert folded("渡轮会开", 4) == ["渡轮", "会开"]
    assert within("one two three", 13) == "one two three"
    assert within("one two three", 12) == "one two .."
    assert cut("one two three four five", 9, 2) == "one two three .."
    assert within("渡轮会开渡轮会开", 9) == "渡轮会.."
    assert within("one two three", 2) == ".."
    for text in ("a bb ccc dddd eeeee ffffff", "渡轮 会开吗 渡轮会开 吗", "abcdefghijklmnop qrs"):
        for width in range(5, 30):
            for lines in (1, 2, 3):
                assert len(folded(cut(text, width, lines), width)) <= lines
                assert max(map(width_of, folded(cut(text, width, lines), width))) <= width


def test_a_case_in_which_nobody_can_do_anything_has_its_screen(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("countermove: 1\nactors: {a: {}}\n", encoding="utf-8")
    shown = run("assess", str(path))
    assert shown.exit_code == 0
    assert "Does the status quo hold?\n  Yes, however far the actors look." in shown.output


def test_one_word_of_half_a_file_is_folded_at_once() -> None:
    assert folded("x" * 500_001, 80)[-1] == "x"
    assert folded("語" * 50_000, 80) == ["語" * 40] * 1250
