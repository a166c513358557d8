"""Translates errors of the YAML parser into words for the author of the file."""

from __future__ import annotations

import yaml

from countermove.assessment.lines import Lines
from countermove.assessment.problems import refuse
from gmcr.base.errors import AssessmentError

__all__ = ["syntax_error"]

# Messages of libyaml, and those of its Python twin where they differ.
_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "A colon inside text, or a line indented too far: put the text in quotes or indent it as its neighbours.",
    ),
    (
        "could not find expected ':'",
        "A line without a colon: write `key: value`, or put text over several lines in quotes.",
    ),
    (
        "cannot start any token",
        "A tab, or a character that cannot begin a value (` @ % `): indent with spaces, put the text in quotes.",
    ),
    ("found a tab", "A tab in the indentation: use spaces."),
    *dict.fromkeys(
        ("did not find expected key", "expected <block end>"),
        "This line is not indented as its neighbours, or a quote or bracket before it is not closed.",
    ).items(),
    ("did not find expected '-' indicator", "This line is not indented as the other entries of its list."),
    ("expected ',' or", "A bracket that is not closed, or a comma missing before this."),
    ("unexpected end of stream", "The file ends inside a quoted text: it may be cut off."),
    ("<document start>", "This does not continue the document: is it indented as its neighbours?"),
    ("alphabetic or numeric character", "A value that begins with * or & must be in quotes."),
)


def syntax_error(error: yaml.YAMLError, file: str, lines: Lines) -> AssessmentError:
    """A YAML error in plain words, at its place."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = lines.place(mark.index if mark else 0)
    for fragment, words in _PLAIN_WORDS:
        if fragment in problem:
            return refuse(file, "syntax", words, place)
    return refuse(file, "syntax", f"This is not valid YAML: {problem}.", place)
