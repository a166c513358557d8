"""Whatever is done to a file, an AssessmentError with a place, or a usable assessment, comes out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermove.assessment import lint, load, loads
from gmcr.base.errors import AssessmentError, Problem
from tests.conftest import EXAMPLES
from tests.unit.assessment.files import BASE

__all__: list[str] = []

KOREA = load("korea-2021").text.encode()
SNIPPETS = (
    *b"{ } [ ] : # \" ' & * ! | > - ? null ~ true 1e9 -1 % @ , . x: [[]] {} 0.5 us <<: x-a: \t \xff \x00".split(b" "),
    b"{a: b}",
    b"[1, 2]",
)


def usable_or_refused(content: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        assessment = loads(content)
    except AssessmentError as error:
        problems = error.problems
    else:
        lint(assessment)
        assessment.conflict()
        return
    assert any(problem.severity == "error" for problem in problems)
    lines = content.count(b"\n") + content.count(b"\r") + 2
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.message


@st.composite
def mutations(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with some lines or bytes deleted, doubled, swapped, indented or replaced."""
    lines = content.split(b"\n")
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        split = draw(st.integers(0, len(line)))
        match draw(st.integers(0, 7)):
            case 0:
                lines[place : place + draw(st.integers(1, 4))] = [b""]
            case 1:
                lines.insert(place, lines[draw(st.integers(0, len(lines) - 1))])
            case 2:
                lines[place] = line[:split] + line[split + 1 :]
            case 3:
                lines[place] = line[:split] + draw(st.sampled_from(SNIPPETS)) + line[split:]
            case 4:
                lines[place] = b"  " + line
            case 5:
                lines[place] = line[2:]
            case 6:
                other = draw(st.integers(0, len(lines) - 1))
                lines[place], lines[other] = lines[other], lines[place]
            case _:
                lines[place] = line.partition(b":")[0] + b": " + draw(st.sampled_from(SNIPPETS))
    return b"\n".join(lines)


@pytest.mark.level("all")
@settings(max_examples=EXAMPLES)
@given(mutations(KOREA))
def test_the_flagship_mutated(content: bytes) -> None:
    usable_or_refused(content)


@settings(max_examples=200)
@given(mutations(BASE.encode()))
def test_the_small_assessment_mutated(content: bytes) -> None:
    usable_or_refused(content)


@given(st.integers(0, len(KOREA)))
def test_the_flagship_cut_short(length: int) -> None:
    usable_or_refused(KOREA[:length])


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    usable_or_refused(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


SECTIONS = st.sampled_from(["actors", "terms", "drivers", "claims", "open", "scenarios", "start", "x-a"])


@given(st.dictionaries(SECTIONS, JSON))
def test_any_plain_data(data: dict[str, object]) -> None:
    usable_or_refused(json.dumps({"countermove": 1, **data}, ensure_ascii=False).encode(errors="replace"))
