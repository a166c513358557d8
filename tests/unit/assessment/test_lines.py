"""Line ends: LF, CR LF and CR are some, whatever else is none, in every place that counts them."""

from __future__ import annotations

import pytest
import yaml

import countermove as cm
from countermove.assessment.parser import parse
from countermove.assessment.problems import Lines, Position, Report
from tests.unit.assessment.files import BASE, problems_of

ENDS = ["\n", "\r\n", "\r"]
NO_ENDS = ["\u2028", "\u2029"]


@pytest.fixture(params=["libyaml", "PyYAML alone"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers of events."""
    if request.param != "libyaml":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.mark.parametrize("end", ENDS)
def test_places_follow_the_line_ends(end: str) -> None:
    text = f"one{end}{end}three\u2028still{end}"
    lines = Lines(text)
    assert lines.count == 3
    assert lines.place(0) == Position(1, 1)
    assert lines.place(text.index("three")) == Position(3, 1)
    assert lines.place(text.index("still")) == Position(3, 7)
    assert lines.place(len(text)) == Position(4, 1)
    assert Lines("").count == 0
    assert Lines("x").count == 1


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("end", ENDS)
def test_every_place_of_a_file_is_the_same_whatever_ends_its_lines(end: str) -> None:
    wrong = BASE.replace("title:", "titel:").replace("countermove: 1", "countermove: 1 # «\u2028»", 1) + "\nclaims: 7\n"
    expected = {(p.line, p.column, p.code) for p in problems_of(wrong)}
    assert len(expected) > 1
    assert {(p.line, p.column, p.code) for p in problems_of(wrong.replace("\n", end))} == expected
    lines = wrong.split("\n")
    [titel] = [p for p in problems_of(wrong) if "'titel'" in p.message]
    assert lines[titel.line - 1][titel.column - 1 :].startswith("titel")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("mark", NO_ENDS)
def test_what_ends_no_line_ends_none(mark: str) -> None:
    """In a comment it hides nothing that a parser would see, and in text it stays where it is."""
    text = BASE.replace("title:", f"# a comment{mark}x-hidden: 1\ntitle:", 1)
    report = Report("f.yaml")
    data = parse(text, report).data
    assert "x-hidden" not in data
    plain = parse(BASE, Report("f.yaml")).positions
    assert report.positions.keys["actors",].line == plain.keys["actors",].line + 1
    written = parse(f'a{mark}b: "x{mark}y"\nc: x{mark}y\nd: |\n  x{mark}y\n  z\n', report).data
    assert written == {f"a{mark}b": f"x{mark}y", "c": f"x{mark}y", "d": f"x{mark}y\nz\n"}
    assert report.positions.texts["c",] == Position(2, 4)


@pytest.mark.usefixtures("parser")
def test_what_stands_in_for_them_is_nothing_that_is_written() -> None:
    """Neither as it is nor as an escape is a character taken that the text holds."""
    text = 'a: "\U000f0000 \\U000F0001 \u2028 \u2029"\n'
    assert parse(text, Report("f.yaml")).data == {"a": "\U000f0000 \U000f0001 \u2028 \u2029"}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("end", ENDS)
def test_what_cannot_be_read_is_told_at_its_line(end: str) -> None:
    for text, line in (
        (f"# \u2028 one{end}two: [", 2),
        (f"one: 1 # \u2028{end}{end}two: &x 1", 3),
        (f"one: 1{end}two: \x00", 2),
    ):
        with pytest.raises(cm.AssessmentError) as caught:
            cm.loads(text)
        assert {problem.line for problem in caught.value.problems} <= {line, line + 1}
    with pytest.raises(cm.AssessmentError) as caught:
        cm.loads(f"one: 1{end}two: \xff".encode("latin-1"))
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (2, 6)
