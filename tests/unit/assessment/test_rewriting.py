"""Pushes in the text of a file: what is written reads as what was pushed, and nothing else is touched."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
import yaml

from countermove.assessment import Assessment, cases, load, loads
from countermove.assessment.rewrite import Step, pushed, rewritten, step_from
from gmcr.base.errors import AssessmentError, CountermoveError, ModelError, UnknownName
from gmcr.logic import to_text
from tests.conftest import EXAMPLES, in_one_test
from tests.judge.answers.generate import random_file
from tests.unit.assessment.layouts import laid_out

__all__: list[str] = []

CASES = tuple(case.name for case in cases())
HEAD = """\
countermove: 1   # one
drivers: {d: {now: 0.30}}
actors:
  a:
    options: {x: {}, y: {}}
"""


def wants(text: str) -> str:
    return HEAD + text


def steps(*words: str) -> list[Step]:
    return [step_from(word) for word in words]


def written(text: str, *words: str, **drivers: str) -> str:
    return rewritten(text, steps(*words), drivers=drivers).removeprefix(HEAD)


# -- worked by hand ------------------------------------------------------------------------------------------------------

BLOCK = """\
    wants:                 # most important first
      # about w1
      - id: w1             # behind w1
        want: a.x   # its words
        could_be: "a.y"

      # apart

      - id: w2
        want: not a.y
        while: d > 0.5  # when
        # about what else
        otherwise: a.y
        # about what it could be
        could_be:\ta.x
        # deeper: the end of w2
      # about w3, line one
      # line two
      -
        # inside
        id: w3
        want: >
          a.x and
          a.y
# further left
"""


@in_one_test(
    ("words", "expected"),
    [
        (
            ["lower:w1"],
            """\
    wants:                 # most important first
      - id: w2
        want: not a.y
        while: d > 0.5  # when
        # about what else
        otherwise: a.y
        # about what it could be
        could_be:\ta.x
        # deeper: the end of w2

      # apart

      # about w1
      - id: w1             # behind w1
        want: a.x   # its words
        could_be: "a.y"
      # about w3, line one
      # line two
      -
        # inside
        id: w3
        want: >
          a.x and
          a.y
# further left
""",
        ),
        (
            ["drop:w1", "drop:w3"],
            """\
    wants:                 # most important first
      # apart

      - id: w2
        want: not a.y
        while: d > 0.5  # when
        # about what else
        otherwise: a.y
        # about what it could be
        could_be:\ta.x
        # deeper: the end of w2
# further left
""",
        ),
        (
            ["turn:w2", "turn:w1", "drop:w3"],
            """\
    wants:                 # most important first
      # about w1
      - id: w1             # behind w1
        want: "a.y"   # its words
        could_be: a.x

      # apart

      - id: w2
        want: a.x
        # about what it could be
        could_be:\t(d > 0.5 implies not a.y) and (not d > 0.5 implies a.y)
        # deeper: the end of w2
# further left
""",
        ),
        (
            ["turn:w3", "drop:w2", "drop:w1"],
            """\
    wants:                 # most important first
      # apart

      # about w3, line one
      # line two
      -
        # inside
        id: w3
        want: not (a.x and a.y)
# further left
""",
        ),
        (
            ["drop:w1", "drop:w2", "drop:w3"],
            "    wants: []                 # most important first\n      # apart\n\n# further left\n",
        ),
    ],
)
@in_one_test("end", ["\n", "\r\n", "\r"])
def test_a_list_with_dashes(words: Sequence[str], expected: str, end: str) -> None:
    text = rewritten(wants(BLOCK).replace("\n", end), steps(*words))
    assert text == wants(expected).replace("\n", end)


FLOW = """\
    wants: [{id: w1, want: a.x, could_be: 'a.y'}, {id: w2, want: "not a.y", while: d > 0.5, otherwise: a.y},
      {says: three, id: w3, want: a.x and a.y}]   # behind
"""
LINES = """\
    wants: [
      # about w1
      {id: w1, want: a.x}, # behind w1

      {id: w2, want: not a.y},
      {id: w3, want: a.y}  # behind w3
      ]  # behind all
"""

SPREAD = """\
    wants:
    - {id: w1, says: one, # why
       want: true, while: d > 0.1, # when
       # what it could be
       could_be: a.y}
"""


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            FLOW,
            ["above:w3:w1", "turn:w2"],
            """\
    wants: [{says: three, id: w3, want: a.x and a.y}, {id: w1, want: a.x, could_be: 'a.y'},
      {id: w2, want: "not ((d > 0.5 implies not a.y) and (not d > 0.5 implies a.y))"}]   # behind
""",
        ),
        (
            FLOW,
            ["drop:w2", "turn:w1", "turn:w3"],
            """\
    wants: [{id: w1, want: 'a.y', could_be: a.x}, {id: w3, want: not (a.x and a.y)}]   # behind
""",
        ),
        (FLOW, ["drop:w3", "drop:w2"], "    wants: [{id: w1, want: a.x, could_be: 'a.y'}]   # behind\n"),
        (FLOW, ["drop:w1", "drop:w3", "drop:w2"], "    wants: []   # behind\n"),
        (
            LINES,
            ["below:w1:w3", "lower:w2"],
            """\
    wants: [
      {id: w3, want: a.y},  # behind w3

      {id: w2, want: not a.y},
      # about w1
      {id: w1, want: a.x} # behind w1
      ]  # behind all
""",
        ),
        (
            LINES.replace("\n      ]", "]").replace("  # behind w3", ""),
            ["lower:w1", "lower:w1", "drop:w2"],
            """\
    wants: [
      {id: w3, want: a.y},

      # about w1
      {id: w1, want: a.x} # behind w1
      ]  # behind all
""",
        ),
        (
            "    wants:\n    - {id: w1, want: a.x} # one\n    - {id: w2, want: a.y}",
            ["lower:w1"],
            "    wants:\n    - {id: w2, want: a.y}\n    - {id: w1, want: a.x} # one",
        ),
        (
            SPREAD,
            ["turn:w1"],
            """\
    wants:
    - {id: w1, want: a.y, # what it could be
       could_be: d > 0.1 implies true}
""",
        ),
    ],
)
def test_lists_in_brackets_and_short_ones(text: str, words: Sequence[str], expected: str) -> None:
    assert written(wants(text), *words) == expected


def test_a_driver_is_set_in_place() -> None:
    text = wants(BLOCK)
    found = rewritten(text, drivers={"d": "0.125"})
    assert found == text.replace("now: 0.30", "now: 0.125")
    assert rewritten(text, drivers={"d": 0.3}) == text
    assert rewritten(text) == text


def test_a_byte_order_mark_and_what_the_format_does_not_know_stay() -> None:
    text = "\ufeff" + wants("    x-own: [b, a]\n" + BLOCK + "x-more: {z: 1, a: '2'}\n")
    found = rewritten(text, steps("lower:w1"))
    assert found != text
    assert rewritten(found, steps("above:w1:w2")) == text


def test_a_surrogate_pair_of_json_stays() -> None:
    text = (
        '{"countermove": 1, "title": "\\ud83d\\ude00", "actors": {"a": {"options": {"x": {}}, "wants": '
        '[{"id": "w1", "want": "a.x", "says": "\\ud83d\\ude00"}, {"id": "w2", "want": "not a.x"}]}}}'
    )
    found = rewritten(text, steps("lower:w1", "turn:w2"))
    assert found == text.replace('"not a.x"', '"a.x"').replace(
        '{"id": "w1", "want": "a.x", "says": "\\ud83d\\ude00"}, {"id": "w2", "want": "a.x"}',
        '{"id": "w2", "want": "a.x"}, {"id": "w1", "want": "a.x", "says": "\\ud83d\\ude00"}',
    )


# -- what cannot be written ----------------------------------------------------------------------------------------------

REFERRED = wants(BLOCK) + "scenarios:\n  s: {rewrite: {w2: {want: a.x}}}\nviews:\n  v: {move: {w1: {after: w3}}}\n"


def test_a_dropped_want_that_is_referred_to_is_refused_with_what_refers_to_it() -> None:
    with pytest.raises(AssessmentError) as raised:
        rewritten(REFERRED, steps("drop:w2", "drop:w3"), file="my.yaml")
    lines = str(raised.value).splitlines()
    assert [line.split(": ", 1)[0].split(" ")[0] for line in lines] == ["my.yaml:32:17", "my.yaml:34:26"]
    assert "w2 cannot be dropped while scenarios.s.rewrite refers to it" in lines[0]
    assert "w3 cannot be dropped while views.v.move.w1.after refers to it" in lines[1]


@pytest.mark.parametrize(
    ("text", "words", "kind", "message"),
    [
        (wants(BLOCK), ["drop:w9"], UnknownName, "'w9' is not a want"),
        (wants(BLOCK), ["lower:w3"], ModelError, "w3 is the last"),
        ("countermove: 1\nactors: [", [], AssessmentError, "syntax"),
        ("", [], AssessmentError, "empty"),
        ("conflict: {}", [], AssessmentError, "conflict"),
        (wants("    wants: [&w {id: w1, want: a.x}]\n"), [], AssessmentError, "anchor"),
        (
            wants("    ? wants\n    : - {id: w1, want: a.x}\n      - {id: w2, want: a.y}\n"),
            ["lower:w1"],
            ModelError,
            "the first want does not begin a line",
        ),
        (
            wants("    wants: [{id: w1, want: a.x} # one\n      , {id: w2, want: a.y}]\n"),
            ["lower:w1"],
            ModelError,
            "a comment stands between a want and its comma",
        ),
        (
            wants("    wants:\n    - ? says\n      : one\n      id: w1\n      want: a.x\n"),
            ["turn:w1"],
            ModelError,
            "cannot be written into the text as it is laid out",
        ),
    ],
)
def test_what_cannot_be_written_is_one_error(
    text: str, words: Sequence[str], kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=re.escape(message)):
        rewritten(text, steps(*words))


@pytest.mark.parametrize("drivers", [{"e": "1"}, {"d": "2"}, {"d": "x"}, {"d": "1/3"}, {"d": None}, 7])
def test_drivers_that_cannot_be_set_are_one_error(drivers: object) -> None:
    with pytest.raises(CountermoveError):
        rewritten(wants(BLOCK), drivers=drivers)  # type: ignore[arg-type]


# -- at random -----------------------------------------------------------------------------------------------------------


def drawn(assessment: Assessment, rng: random.Random, kinds: Sequence[str]) -> list[Step]:
    """Some steps that can be taken one after another."""
    found: list[Step] = []
    while len(found) < rng.randint(1, 6):
        lines = pushed(assessment, found).own_calculus
        own = lines.wants(
            rng.choice([actor for actor in assessment.actors if lines.lines[actor]] or [assessment.actors[0]])
        )
        if not own:
            break
        kind, want, anchor = rng.choice(kinds), rng.choice(own).id, rng.choice(own).id
        word = f"{kind}:{want}" if kind in ("drop", "turn", "lower") else f"{kind}:{want}:{anchor}"
        try:
            pushed(assessment, [*found, step_from(word)])
        except ModelError:
            assert kind not in ("drop", "turn"), word
            if len(own) == 1:
                break
            continue
        found.append(step_from(word))
    return found


def alike(one: Assessment, other: Assessment) -> None:
    """The same wants of every actor, with the same worth of every state, in every reading, scenario and view."""
    for reading in one.readings[:8]:
        for scenario, view in [
            (None, None),
            *((name, None) for name in one.scenarios),
            *((None, name) for name in one.views),
        ]:
            try:
                first = one.conflict(reading=reading, scenario=scenario, view=view)
            except ModelError as error:
                with pytest.raises(ModelError, match=re.escape(str(error))):
                    other.conflict(reading=reading, scenario=scenario, view=view)
                continue
            second = other.conflict(reading=reading, scenario=scenario, view=view)
            assert (first.start, first.drivers) == (second.start, second.drivers)
            for actor in one.actors:
                mine, others = first.preferences[actor], second.preferences[actor]
                assert [told(want) for want in mine] == [told(want) for want in others]  # type: ignore[union-attr]
                if one.structure.listed:
                    assert np.array_equal(first.ranks(actor), second.ranks(actor))


def told(want: object) -> list[str | None]:
    parts = (getattr(want, name) for name in ("formula", "condition", "otherwise", "could_be"))
    return [want.id, *(None if part is None else to_text(part) for part in parts)]  # type: ignore[attr-defined]


def pushed_and_written(text: str, rng: random.Random, kinds: Sequence[str]) -> tuple[str, str]:
    """The text before and after random steps and drivers, checked; the same twice where a dropped want is referred to."""
    assessment = loads(text)
    taken = drawn(assessment, rng, kinds)
    ranges = assessment.ranges
    values = {
        name: low + (high - low) * rng.randint(0, 10) / 10 for name, (low, high) in ranges.items() if rng.random() < 0.3
    }
    expected = pushed(assessment.at(values), taken)
    try:
        found = rewritten(text, taken, drivers=values)
    except AssessmentError as error:
        if "cannot be dropped while" not in str(error):
            raise
        return text, text
    alike(expected, loads(found))
    return text, found


def generated(seed: int, rng: random.Random) -> str:
    """A file in some layout; one whose own starts are all feasible."""
    while True:
        try:
            return laid_out(loads(random_file(seed, claims=1)).data, rng)
        except AssessmentError:
            seed += 1000


def comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"#[^\r\n]*", text))


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all")
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("seed", range(4))
def test_bundled_cases(name: str, seed: int) -> None:
    text = load(name).text
    pushed_and_written(text, random.Random(seed), ("drop", "turn", "lower", "above", "below"))
    _, moved = pushed_and_written(text, random.Random(seed + 100), ("lower", "above", "below"))
    changed = Counter(moved.splitlines()) - Counter(text.splitlines())
    assert all(line.strip().startswith("now:") for line in changed.elements())
    assert len(moved.splitlines()) == len(text.splitlines())


@pytest.mark.level("judge", but=8)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", range(EXAMPLES // 2))
def test_generated_files_in_many_layouts(seed: int) -> None:
    rng = random.Random(f"rewriting {seed}")
    text = generated(seed, rng)
    _, found = pushed_and_written(text, rng, ("lower", "above", "below"))
    assert comments(found) == comments(text)
    pushed_and_written(text, rng, ("drop", "turn", "turn", "lower", "above", "below"))


@pytest.mark.level("judge", but=4)
@pytest.mark.parametrize("seed", range(EXAMPLES // 4))
def test_a_move_and_its_undoing_give_the_same_bytes(seed: int) -> None:
    rng = random.Random(f"undone {seed}")
    text = generated(seed, rng)
    for actor, lines in loads(text).own_calculus.lines.items():
        ids = [line.want.id for line in lines]
        for above, below in pairwise(ids):
            moved = rewritten(text, steps(f"lower:{above}"))
            assert moved != text
            assert rewritten(moved, steps(f"lower:{below}")) == text, actor
            assert rewritten(moved, steps(f"above:{above}:{below}")) == text


def test_without_libyaml_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = load("korea-2021").text
    words = steps("turn:d3", "lower:d1", "drop:d7")
    found = rewritten(text, words)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert rewritten(text, words) == found
