"""A long page in short: what is shown is of the page, what is not is counted, and it fits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from countermove.presentation.blocks import Block, Column, Page, Sentence, Table
from countermove.presentation.excerpt import ROOM, ROWS, excerpt

__all__: list[str] = []


def lines(blocks: Sequence[Block]) -> int:
    """A sentence takes a line, a table one for each row, one for its head, and what its cells say they take more."""
    return sum(2 + sum(int(str(row[1])) for row in item.rows) if isinstance(item, Table) else 1 for item in blocks)


@st.composite
def tables(draw: st.DrawFn, name: str) -> Table:
    """A table of entries of one or several rows, each of one or several lines."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=20))
    rows = tuple(
        (f"{name}{place}" if first else "", str(draw(st.integers(1, 5))))
        for place, size in enumerate(sizes)
        for first in [True] + [False] * (size - 1)
    )
    return Table(
        (Column("a"), Column("b")),
        rows,
        draw(st.sampled_from(["", f"caption {name}"])),
        lead=draw(st.sampled_from([1, 2])),
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    blocks: list[Block] = [Sentence("title", "heading"), Sentence("finding", "answer")]
    for name in "abcd"[: draw(st.integers(1, 4))]:
        if draw(st.booleans()):
            blocks.append(Sentence(f"heading {name}", "heading"))
        blocks.append(draw(tables(name)))
        blocks += (Sentence(f"item {name}{k}", "item") for k in range(draw(st.integers(0, 16))))
        blocks.append(Sentence(f"note {name}", "note"))
    return Page(tuple(blocks))


def rows_of(page: Page) -> list[tuple[object, ...]]:
    return [row for block in page.blocks if isinstance(block, Table) for row in block.rows if row[0]]


def items_of(page: Page) -> list[str]:
    return [item.text for item in page.blocks if isinstance(item, Sentence) and item.text.startswith("item ")]


@given(pages())
def test_a_page_in_short_fits_and_every_row_of_it_is_shown_or_counted(page: Page) -> None:
    short = excerpt(page, lines)
    if lines(page.blocks) <= ROOM:
        assert short == page
        return
    assert short.blocks[:2] == page.blocks[:2]
    if page.blocks[2].caption if isinstance(page.blocks[2], Table) else True:
        assert lines(short.blocks) <= ROOM  # else the head has a table of its own, which never goes
    every, shown = rows_of(page), rows_of(short)
    assert [row for row in every if row in shown] == shown
    for block in short.blocks:
        if isinstance(block, Table):
            assert len([row for row in block.rows if row[0]]) <= ROWS
    missing = [
        block for block in short.blocks if isinstance(block, Sentence) and block.text.startswith("Left out here")
    ]
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    said = [re.match(r"And (\w+) more", item.text) for item in short.blocks if isinstance(item, Sentence)]
    counted = sum(words.index(m[1]) if m[1] in words else int(m[1]) for m in said if m)
    if not missing:
        assert len(every) - len(shown) + len(items_of(page)) - len(items_of(short)) == counted
        assert {b.text for b in page.blocks if isinstance(b, Sentence) and b.tone != "item"} <= {
            b.text for b in short.blocks if isinstance(b, Sentence)
        }
    else:
        assert missing == [short.blocks[-1]]


def test_what_is_cut_says_how_to_ask_for_the_rest() -> None:
    rows = tuple((f"r{k}", "1") for k in range(70))
    page = Page((Sentence("title", "heading"), Table((Column("a"), Column("b")), rows)))
    *_, last = excerpt(page, lines).blocks
    assert last == Sentence("And 58 more.", "note", "(--full)")
    several = tuple((name, "1") for k in range(20) for name in (f"r{k}", "", "", ""))
    *_, table, last = excerpt(
        Page((Sentence("t", "heading"), Table((Column("a"), Column("b")), several))), lines
    ).blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 48  # twelve things, each with all that stands below it
    tall = tuple((name, "2") for k in range(20) for name in (f"r{k}", "", "", ""))
    *_, table, last = excerpt(Page((Sentence("t", "heading"), Table((Column("a"), Column("b")), tall))), lines).blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 12
    assert last == Sentence("And eight more, and more on each.", "note", "(--full)")
