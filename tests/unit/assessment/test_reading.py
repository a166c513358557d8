"""YAML 1.2, exactly and safely."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from countermove.assessment import load, parser
from countermove.assessment.parser import LIMITS, Parsed, decode, parse, read_bytes
from countermove.assessment.problems import Lines, Position, Report, syntax_error
from gmcr.base.errors import AssessmentError, Problem
from tests.conftest import in_one_test
from tests.counting import calls_in, grows_evenly

__all__: list[str] = []


def parsed(text: str) -> Parsed:
    report = Report("file.yaml")
    result = parse(text, report)
    assert not report.problems
    return result


def refusal(text: str | bytes) -> Problem:
    """The one problem of a text that cannot be read."""
    with pytest.raises(AssessmentError) as caught:
        parse(decode(text, "file.yaml") if isinstance(text, bytes) else text, Report("file.yaml"))
    (problem,) = caught.value.problems
    assert problem.severity == "error"
    return problem


@in_one_test(
    ("written", "meant"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("2021-08-15", "2021-08-15"),
        ("2021-08-15T10:00:00Z", "2021-08-15T10:00:00Z"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0o14", "0o14"),
        ("0x1F", "0x1F"),
        ("0b11", "0b11"),
        ("010", 10),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("=", "="),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("null", None),
        ("~", None),
        ("", None),
        ("nUll", "nUll"),
        ("-7", -7),
        ("+7", 7),
        ("0.1", Decimal("0.1")),
        (".5", Decimal("0.5")),
        ("5.", Decimal(5)),
        ("1.", Decimal(1)),
        ("-1.50", Decimal("-1.50")),
        ("1e-3", Decimal("0.001")),
        ("1e31", "1e31"),
        ("1e999999999", "1e999999999"),
        ("٣", "٣"),
        ("'true'", "true"),
        ('"0.1"', "0.1"),
        ('""', ""),
    ],
)
def test_scalars_follow_the_core_schema(written: str, meant: Any) -> None:
    value = parsed(f"a: {written}\n").data["a"]
    assert value == meant
    assert type(value) is type(meant)


def test_numbers_keep_their_digits() -> None:
    value = parsed("a: 0.1000000000000000055511151231257827\n").data["a"]
    assert str(value) == "0.1000000000000000055511151231257827"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1000, max_value=1000))
def test_every_decimal_comes_back(number: Decimal) -> None:
    assert parsed(f"a: {number:f}\n").data["a"] == number


def test_keys_are_text() -> None:
    assert parsed("1: a\ntrue: b\nNO: c\n2021-01-01: d\n").data == {"1": "a", "true": "b", "NO": "c", "2021-01-01": "d"}


def test_a_merge_key_is_an_ordinary_key() -> None:
    assert parsed("<<: {a: 1}\n").data == {"<<": {"a": 1}}


def test_positions_of_keys_values_and_text() -> None:
    text = "a:\n  - b: us.x\n    c: 'it is'\n  - {d: [1, é]}\ne: >\n  folded\n"
    positions = parsed(text).positions
    assert positions.key(("a",)) == Position(1, 1)
    assert positions.value(("a", 0, "b")) == Position(2, 8)
    assert positions.key(("a", 0, "c")) == Position(3, 5)
    assert positions.inside(("a", 0, "b"), 4) == Position(2, 11)
    assert positions.inside(("a", 0, "c"), 4) == Position(3, 12)
    assert positions.value(("a", 1, "d", 1)) == Position(4, 13)
    assert positions.inside(("e",), 3) == positions.value(("e",)) == Position(5, 4)
    assert positions.value(("a", 0, "missing", "deeper")) == Position(2, 5)
    assert positions.value(("nowhere",)) == Position(1, 1)


def test_columns_inside_text_with_escapes_are_not_guessed() -> None:
    positions = parsed("a: \"b\\tc\"\nb: 'it''s'\n").positions
    assert positions.inside(("a",), 3) == Position(1, 4)
    assert positions.inside(("b",), 3) == Position(2, 4)


def test_duplicate_keys_are_all_reported_with_both_places() -> None:
    report = Report("file.yaml")
    result = parse("a: 1\nb:\n  c: 1\n  c: {d: 1, d: 2}\na: 2\n", report)
    assert result.data == {"a": 1, "b": {"c": 1}}
    found = [(problem.code, problem.line, problem.column) for problem in report.problems]
    assert found == [("duplicate", 4, 3), ("duplicate", 4, 13), ("duplicate", 5, 1)]
    assert "line 3, column 3" in report.problems[0].message
    assert "line 1, column 1" in report.problems[2].message


def test_nulls_and_swallowed_text_are_noted() -> None:
    text = (
        "a:\nb: ~\nc: {d, e: 1}\nf: issue #1 of 3\ng: text # remark\nh: text    # remark\n"
        "i: 'x' # y\nj: 0.5 # k\nl: [m #n\n  ]\n"
    )
    result = parsed(text)
    assert result.nulls == (("a",), ("b",), ("c", "d"))
    assert result.commented == (("f",), ("g",), ("l", 0))


@in_one_test(
    ("text", "code", "line", "column"),
    [
        ("", "empty", 1, 1),
        ("# only a comment\n", "empty", 1, 1),
        ("~\n", "empty", 1, 1),
        ("- a\n", "kind", 1, 1),
        ("word\n", "kind", 1, 1),
        ("a: 1\n---\nb: 2\n", "syntax", 2, 1),
        ("a: b: c\n", "syntax", 1, 5),
        ("a: [1, 2\n", "syntax", 2, 1),
        ("a: 'b\n", "syntax", 2, 1),
        ("a:\n\tb: 1\n", "syntax", 2, 1),
        ("a: 1\n b: 2\n", "syntax", 2, 3),
        ("? [a]\n: b\n", "syntax", 1, 3),
        ("{a: 1}: b\n", "syntax", 1, 1),
        ("a: &x 1\n", "anchor", 1, 4),
        ("a: *x\n", "anchor", 1, 4),
        ("&x a: 1\n", "anchor", 1, 1),
        ("a: !!python/object/apply:os.system ['echo']\n", "tag", 1, 4),
        ("a: !!str 1\n", "tag", 1, 4),
        ("a: ! b\n", "tag", 1, 4),
        ("a: b\x00c\n", "binary", 1, 5),
        ("a: 1\nb: \x1b[0m\n", "binary", 2, 4),
        ("a: 1\nb: c\x7f\n", "binary", 2, 5),
        ("a: 1\n# \x85b: 2\n", "binary", 2, 3),
        ("[" * 60, "deep", 1, 51),
        ("- " * 60, "deep", 1, 101),
        ("{a: " * 60, "deep", 1, 201),
    ],
)
def test_what_cannot_be_read_ends_in_one_problem_at_its_place(text: str, code: str, line: int, column: int) -> None:
    problem = refusal(text)
    assert (problem.code, problem.line, problem.column) == (code, line, column)


COLON = "A colon inside text, or a line indented too far: put the text in quotes or indent it as its neighbours."
NO_COLON = "A line without a colon: write `key: value`, or put text over several lines in quotes."
CHARACTER = "A tab, or a character that cannot begin a value (` @ % `): indent with spaces, put the text in quotes."
INDENTED = "This line is not indented as its neighbours, or a quote or bracket before it is not closed."
BRACKET = "A bracket that is not closed, or a comma missing before this."
CUT_OFF = "The file ends inside a quoted text: it may be cut off."
GOES_ON = "This does not continue the document: is it indented as its neighbours?"
SIGN = "A value that begins with * or & must be in quotes."


@in_one_test("parser", ["CSafeLoader", "SafeLoader"])
@in_one_test(
    ("text", "words"),
    [
        ("a: b: c\n", COLON),
        ("a: 1\n b: 2\n", COLON),
        ("a: 1\nword\n", NO_COLON),
        ("a: @b\n", CHARACTER),
        ("a:\n\tb: 1\n", CHARACTER),
        ("a: 1\n\tb: 1\n", {"CSafeLoader": "A tab in the indentation: use spaces.", "SafeLoader": CHARACTER}),
        ("a: 'b' c\n", INDENTED),
        ("x:\n  - a\n - b\n", INDENTED),
        (
            "- a\nb: c\n",
            {
                "CSafeLoader": "This line is not indented as the other entries of its list.",
                "SafeLoader": INDENTED,
            },
        ),
        ("a: [1, 2\n", BRACKET),
        ("a: [1\n2\nb: c\n", BRACKET),
        ("a: 'b\n", CUT_OFF),
        ("{a: 1}\nb: 2\n", GOES_ON),
        ("a: * b\n", SIGN),
        ("a: &\n", SIGN),
    ],
)
def test_what_is_no_yaml_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, text: str, words: str | dict[str, str], parser: str
) -> None:
    monkeypatch.setattr(yaml, "CSafeLoader", getattr(yaml, parser), raising=False)
    problem = refusal(text)
    assert problem.code == "syntax"
    assert problem.message == (words if isinstance(words, str) else words[parser])


def test_another_complaint_is_passed_on() -> None:
    assert refusal('a: "\\q"\n').message == "This is not valid YAML: found unknown escape character."


def test_a_complaint_that_names_no_place_is_told_at_the_beginning() -> None:
    [problem] = syntax_error(yaml.YAMLError("something is odd"), "file.yaml", Lines("a: 1\nb: 2\n")).problems
    assert (problem.message, problem.line, problem.column) == ("This is not valid YAML: something is odd.", 1, 1)


def test_fifty_levels_are_read() -> None:
    assert parsed("a: " + "[" * 49 + "]" * 49).data
    assert refusal("a: " + "[" * 50 + "]" * 50).code == "deep"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a: 1".encode("utf-16"), "encoding"),
        ("a: 1".encode("utf-16-be"), "binary"),
        ("a: 1".encode("utf-32"), "encoding"),
        (b"a: caf\xe9\n", "encoding"),
        (b"\x7fELF\x02\x01\x01\x00", "binary"),
        (b"\x89PNG\r\n\x1a\n", "encoding"),
        (bytes(range(256)), "encoding"),
    ],
)
def test_bytes_that_are_no_utf8_text(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_the_place_of_a_broken_byte() -> None:
    problem = refusal(b"a: 1\nb: caf\xe9\n")
    assert (problem.line, problem.column) == (2, 7)


def test_a_byte_order_mark_of_utf8_is_dropped() -> None:
    assert parsed(decode(b"\xef\xbb\xbfa: 1\n", "file.yaml")).positions.key(("a",)) == Position(1, 1)


def test_windows_line_ends_do_not_move_places() -> None:
    positions = parsed("a: 1\r\nb: us.x\r\n").positions
    assert positions.inside(("b",), 4) == Position(2, 7)


def test_an_alias_bomb_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 10)}]" for k in range(1, 12)]
    assert calls_in(lambda: refusal("\n".join(lines))) < 1000, "nothing is put in its place"
    assert refusal("\n".join(lines)).code == "anchor"


@pytest.mark.level("all")
def test_too_many_values_are_refused() -> None:
    assert refusal("a: [" + "1, " * LIMITS.values + "]").code == "large"


def test_text_over_a_megabyte_is_refused(tmp_path: Path) -> None:
    content = b"# " + b"x" * 1_000_000
    assert refusal(content).code == "large"
    path = tmp_path / "large.yaml"
    path.write_bytes(content)
    with pytest.raises(AssessmentError, match="over 1 MB"):
        read_bytes(path)
    path.write_bytes(b"a: 1 #" + b"x" * 999_000)
    assert len(read_bytes(path)) < 1_000_000


def one_problem(path: Path) -> Problem:
    with pytest.raises(AssessmentError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return problem


def test_what_is_no_regular_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "folder" in one_problem(tmp_path).message
    assert "no such file" in one_problem(tmp_path / "missing.yaml").message
    assert one_problem(tmp_path / ("x" * 5000)).code == "file"
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    # Whoever opened it would wait until somebody writes into it.
    monkeypatch.setattr(parser, "open", lambda *_: pytest.fail("it is opened"), raising=False)
    assert "not a regular file" in one_problem(fifo).message


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("countermove: 1")
    path.chmod(0)
    assert one_problem(path).code == "file"


def test_the_slower_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, {b: 'c'}]\nd: >\n  e\n  f\ng: us.x # h\n"
    fast = parsed(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert parsed(text) == fast


@pytest.mark.parametrize("escape", ["\\e", "\\x1b", "\\u009b", "\\x7f", "\\0", "\\b", "\\r", "\\N", "\\U00000007"])
def test_a_control_written_as_an_escape_is_found_once_yaml_has_resolved_it(escape: str) -> None:
    text = f'a: 1\nb: [x, "y{escape}"]\n"k{escape}": 2\nc: 1\nc: "{escape}"\n'
    report = Report("file.yaml")
    parse(text, report)
    assert report.failed
    found = [(problem.code, problem.line, problem.column) for problem in report.problems]
    assert found == [("control", 2, 8), ("control", 3, 1), ("duplicate", 5, 1), ("control", 5, 4)]


def test_what_looks_like_an_escape_and_is_none_is_fine() -> None:
    assert parsed("a: '\\e'\nb: \\e\nc: \"\\\\e \\t\\n\"\n").data == {"a": "\\e", "b": "\\e", "c": "\\e \t\n"}


def test_hidden_characters_are_warned_of_once_a_line() -> None:
    report = Report("file.yaml")
    parse('a: x\u202e\u202e\r\n# \u2066 \u2069\r\nb: "\\u200b"\r\n', report)
    assert [(problem.line, problem.column) for problem in report.problems] == [(1, 5), (2, 3), (3, 4)]
    assert {(problem.code, problem.severity) for problem in report.problems} == {("hidden", "warning")}


def test_many_hidden_characters_are_gone_through_once() -> None:
    assert grows_evenly(lambda many: parse("a: " + "\u202e" * many + "\n", Report("file.yaml")), 2000)
    lines = "\n".join(f"a{k}: \u202e" for k in range(2000)).splitlines(keepends=True)
    assert grows_evenly(lambda many: parse("".join(lines[:many]), Report("file.yaml")), 1000)


def test_json_may_write_one_character_as_a_pair_of_escapes() -> None:
    assert parsed(r'{"a": "\ud83d\ude00"}').data == {"a": "😀"}
    assert parsed(r'{"a": "\\\ud83d\ude00", "b": "\\ud83d"}').data == {"a": "\\😀", "b": r"\ud83d"}
