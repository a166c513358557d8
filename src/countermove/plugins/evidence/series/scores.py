"""A Goldstein table of the reader's: the score of each event code.

Several such tables are in circulation, and they differ. The project ships none; reports name the one that was used.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path

from countermove.assessment.parser import decode, read_bytes
from countermove.assessment.problems import Position, refuse
from countermove.plugins.evidence.series.rows import number_of
from gmcr.base.summary import Record

__all__ = ["Scores", "scores_in"]

_ENDS = 10
"""The largest absolute score."""


@dataclass(frozen=True, slots=True)
class Scores(Record):
    """A table of scores. ``name``: of the table, ``of``: code → score."""

    name: str
    of: Mapping[str, Decimal]


def scores_in(path: Path, name: str, code: str, value: str) -> Scores:
    """The table in a CSV file with two columns of these headers. Raises AssessmentError."""
    rows = csv.DictReader(StringIO(decode(read_bytes(path), str(path)), newline=""), strict=True)
    by_code: dict[str, Decimal] = {}
    try:
        for column in (code, value):
            if column not in (rows.fieldnames or ()):
                raise refuse(str(path), "key", f"The header has no column {column!r}.")
        for row in rows:
            key, text = (row[code] or "").strip(), (row[value] or "").strip()
            score = number_of(text)
            if (
                not key
                or score is None
                or abs(score) > _ENDS
                or by_code.setdefault(key, Decimal(text)) != Decimal(text)
            ):
                message = f"This gives {key[:20]!r} no one score from -10 to 10."
                raise refuse(str(path), "value", message, Position(rows.line_num, 1))
    except csv.Error as error:
        raise refuse(str(path), "syntax", f"{str(error).capitalize()}.", Position(rows.line_num + 1, 1)) from None
    return Scores(f"{name}, {value}", by_code)
