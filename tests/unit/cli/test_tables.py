"""Tables on a terminal: no word is broken and nothing is left out, however narrow it is."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest

from countermove.cli.output import show
from countermove.cli.tables import row_by_row, widths_of
from countermove.media import Column, Page, Share, Table

__all__: list[str] = []

COLUMNS = (Column("Who"), Column("Because"), Column("Want", fixed=True), Column("How often", right=True))
ROWS = (
    ("China", "it hoards its leverage, since pressing a partner has a cost", "c3", Share(Fraction(5, 8))),
    ("", "without that it does not punish good behaviour", "c4", Share(Fraction(1, 8))),
)


def shown(table: Table, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    show(Page((table,)))
    return out.getvalue()


def test_columns_are_as_wide_as_they_would_be_or_the_widest_is_narrowed() -> None:
    table = Table(COLUMNS[:3], tuple(row[:3] for row in ROWS))
    assert widths_of(table, 100) == [5, 59, 4]
    assert widths_of(table, 50) == [5, 37, 4]
    assert widths_of(table, 22) == [5, 9, 4]
    assert widths_of(table, 21) is None
    assert widths_of(Table(table.columns, table.rows, by_row=True), 32) is None, "a text needs some room"


@pytest.mark.parametrize("width", [120, 80, 50, 40])
def test_every_word_is_there_whole(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    written = shown(Table(COLUMNS, ROWS), width, monkeypatch)
    assert all(len(line) <= width for line in written.splitlines())
    words = written.split()
    for row in ROWS:
        for cell in row[:3]:
            assert set(str(cell).split()) <= {word.rstrip(";") for word in words}
    assert "." not in written


def test_a_row_without_a_first_cell_goes_on_with_the_one_above() -> None:
    told = list(row_by_row(Table(COLUMNS, ROWS)))
    assert [first for first, _ in told] == ["China", "China"]
    assert told[1][1] == "Because: without that it does not punish good behaviour; Want: c4; How often: 1/8"
