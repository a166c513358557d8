"""The painter of tables of marks, by where things stand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from countermove.presentation.blocks import Column, Number, Share, ShareBar, Table, TableCell, Words, csv_of
from countermove.presentation.canvas import Canvas
from countermove.presentation.cellmarks import Range, Sign, Signs
from countermove.presentation.table_figure import Head, Row, draw_table
from countermove.presentation.theme import ActorStyle, theme_named

__all__: list[str] = []


def marked(now: str, label: str) -> TableCell:
    zero, one = Fraction(0), Fraction(1)
    return TableCell((Range((zero, one), ((Fraction(1, 2), one),), (Fraction(1, 2),), Fraction(now), 200.0, label),))


def drawn(width: float) -> dict[str, float]:
    """The height at which each text and mark stands."""
    canvas = Canvas("test", width, theme_named("light"))
    long = "a meaning that needs several lines in its column, however few it needs in a card of its own"
    rows = [
        Row(
            (
                TableCell((Words("first", "strong"), Words(long, "small"))),
                marked("0.2", "a"),
                TableCell((Words("one"),)),
            ),
            "row",
        ),
        Row((TableCell(()), marked("0.4", "b"), TableCell((Words("two"),))), "row", continues=True),
        Row((TableCell((Words("last"),)), marked("0.6", "c"), TableCell((Words("three"),))), "row"),
    ]
    heads = [Head("name", width=150), Head(width=150, ends=("0", "1")), Head("told")]
    draw_table(canvas, 20, heads, rows, {})
    return {box.label: box.y for box in canvas.boxes}


def test_a_row_goes_on_below_its_own_cells_alone() -> None:
    at = drawn(600)
    assert at["one"] < at["two"] < at["three"]
    assert (
        at["two"]
        < max(y for label, y in at.items() if label.startswith(("a meaning", "however", "column")))
        < at["last"]
    )
    for mark, told in (("a", "one"), ("b", "two"), ("c", "three")):
        assert at[mark] == pytest.approx(at[told], abs=6), "a mark stands on the line of what is told of it"
    assert at["0"] == at["1"] == pytest.approx(at["name"], abs=1)


def test_in_cards_it_goes_on_below_all_of_them() -> None:
    at = drawn(300)
    order = ["first", "a", "one", "b", "two", "last", "c", "three"]
    assert sorted(order, key=at.__getitem__) == order


def test_a_bar_is_as_long_as_its_share_and_nothing_is_no_bar() -> None:
    canvas = Canvas("test", 400, theme_named("light"))
    ann = ActorStyle("ann", "Ann", "A", "#000000", "")
    shares = [Fraction(0), Fraction(1, 4), Fraction(1)]
    rows = [Row((TableCell((ShareBar("ann", share),)), TableCell((Words("told"),))), "row") for share in shares]
    draw_table(canvas, 20, [Head("share"), Head("told")], rows, {"ann": ann})
    quarter, whole = [box for box in canvas.boxes if box.kind == "mark"]
    assert quarter.width == pytest.approx(whole.width / 4)
    assert quarter.x == whole.x
    assert quarter.y < whole.y


def test_what_follows_signs_begins_below_them() -> None:
    canvas = Canvas("test", 400, theme_named("light"))
    end = Signs((Sign("full"), Sign("open"), Sign("half"))).draw(canvas, 10, 50, 100)
    assert len(canvas.boxes) == 3
    assert 0 < end - max(box.y + box.height for box in canvas.boxes) < 20


def test_a_cell_is_told_by_its_value_and_a_spreadsheet_gets_numbers_with_their_errors() -> None:
    drawn = TableCell((Words("to wait", "strong"),), ring="ann", plain="Ann wants to wait (a1)")
    columns = Column("Premise"), Column("Share", right=True), Column("If true", measured=True)
    rows = (
        (drawn, TableCell((), plain=Share(Fraction(1, 3))), Number(0.5, "50.0 ± 1.5%", 0.015)),
        (TableCell((Words("nobody"),)), "", "undefined"),
    )
    table = Table(columns, rows)
    assert table.texts == (("Ann wants to wait (a1)", "1/3", "50.0 ± 1.5%"), ("nobody", "", "undefined"))
    assert table.shown().rows[0][1] == Share(Fraction(1, 3)), "a medium with bars draws one"
    assert csv_of(table).splitlines() == [
        'Premise,Share,If true,"If true, standard error"',
        "Ann wants to wait (a1),0.3333333333,0.5,0.015",
        "nobody,,undefined,",
    ]
