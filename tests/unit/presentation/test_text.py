"""Tables: how much room their columns need to be read."""

from __future__ import annotations

import pytest

from countermove.media.html import html_of
from countermove.presentation.blocks import Column, Table
from countermove.reports.report.blocks import Chapter, Dossier, Section

__all__: list[str] = []

TEXTS = ("it accepts a lower release", "it does so in drought years")


def test_a_column_needs_its_longest_word_and_some_of_its_longest_text() -> None:
    table = Table((Column("Edits", right=True), Column("Whose mind"), Column("Change")), (("1", "Egypt", TEXTS[0]),))
    assert table.least(12) == (5, 5, 12)
    assert table.least(20) == (5, 5, 20)
    assert table.least(4) == (5, 5, 7), "no word is broken"


def test_a_fixed_column_needs_all_of_its_longest_line() -> None:
    table = Table((Column("What", fixed=True),), (("one line\nand a longer one",),))
    assert table.least(3) == (16,)
    assert Table((Column("A heading"),), ()).least(10) == (7,)


@pytest.mark.parametrize(
    ("row", "cards"),
    [
        (("1", "6", "Egypt alone", TEXTS[0]), False),
        (("0.50", "0.25", "0.75", "1", "0"), False),
        ((TEXTS[0], TEXTS[1], TEXTS[0], TEXTS[1]), True),
        (("unexceptionally", "notwithstanding", "internationally"), True),
        (TEXTS, False),
    ],
)
def test_a_table_unfolds_on_telephones_only_where_its_columns_do_not_fit(row: tuple[str, ...], cards: bool) -> None:
    table = Table(tuple(Column(title) for title in "ABCDE"[: len(row)]), (row,) * 4)
    page = html_of(Dossier("t", "t", "", (), (), (Chapter("c", "C", (Section("a", "A", (table,)),)),), ()))
    assert ('class="cards"' in page) is cards


@pytest.mark.parametrize(
    ("row", "cards"),
    [
        ((*TEXTS, "1", "2"), False),
        ((*TEXTS, TEXTS[0], "2"), True),
        ((TEXTS[0], "unexceptionally", "1", "2"), False),
        ((*TEXTS, "1", "2", "unexceptionally notwithstanding"), True),
    ],
)
def test_a_wide_table_stays_one_where_most_of_its_columns_are_short(row: tuple[str, ...], cards: bool) -> None:
    """The first column, which names what the row is about, does not count."""
    table = Table(tuple(Column(title * 12) for title in "ABCDE"[: len(row)]), (row,) * 4)
    page = html_of(Dossier("t", "t", "", (), (), (Chapter("c", "C", (Section("a", "A", (table,)),)),), ()))
    assert ('class="cards"' in page) is cards
