"""Paragraphs from lines: a page is written down line by line, where each begins and ends as far as that matters."""

from __future__ import annotations

import pytest

from countermove.plugins.evidence.documents.layout import FEED, Line, blocks_of

__all__: list[str] = []

LEFT, FULL, SIZE = 60.0, 400.0, 10.0


def page(*rows: str, step: float = 12, right: float = 0, down: float = 0) -> list[Line]:
    """A column from rows: ``>`` for each em that a row is set in, ``^`` before small and ``#`` before large letters, at the end
    ``|`` and how much room it leaves; an empty row leaves room. *step* from line to line; *right*, *down*: where it stands."""
    found = []
    for place, row in enumerate(rows):
        text, _, room = row.lstrip(">^#").partition("|")
        size = SIZE * {"^": 0.8, "#": 1.5}.get(row[:1], 1)
        x = LEFT + SIZE * (len(row) - len(row.lstrip(">")))
        if text:
            found.append(Line(right + x, right + FULL - float(room or 0), down + step * place, size, text))
    return found


def read(*pages: list[Line]) -> list[str]:
    blocks, known = blocks_of(pages)
    return [block.text(known).replace(FEED, "/") for block in blocks]


FILL = ("The first of them", "goes on to here", "and here too", "as it always did", "and ever will")
"""Lines that tell how far lines stand from one another, and how wide a column is."""
WHOLE = " ".join(FILL)


@pytest.mark.parametrize(
    ("rows", "paragraphs"),
    [
        pytest.param([*FILL, "", "Another one"], [WHOLE, "Another one"], id="room above"),
        pytest.param(["#A heading", *FILL], ["A heading", WHOLE], id="large letters"),
        pytest.param([*FILL, ">In by one", "goes on"], [WHOLE, "In by one goes on"], id="first line set in"),
        pytest.param([*FILL, ">Alone", ">Set in", "goes on"], [WHOLE, "Alone", "Set in goes on"], id="a line of its own"),
        pytest.param([*FILL, "", ">A block", ">goes on", ">and on"], [WHOLE, "A block goes on and on"], id="block set in"),
        pytest.param([*FILL, "• One", ">of them", ">or more", "• Two"], [WHOLE, "• One of them or more", "• Two"], id="list"),
        pytest.param(["• One", ">of them", "Text again", *FILL], ["• One of them", f"Text again {WHOLE}"], id="after a list"),
        pytest.param(["• One", "of them", "goes on", *FILL], [f"• One of them goes on {WHOLE}"], id="list that does not hang"),
        pytest.param([*FILL, "ends.|50", "An end"], [f"{WHOLE} ends.", "An end"], id="room for a word, after an end"),
        pytest.param([*FILL, "ends|50", "An end"], [f"{WHOLE} ends An end"], id="room for a word, and no end"),
        pytest.param([*FILL, "i.e.|50", "an end"], [f"{WHOLE} i.e. an end"], id="room for a word, and a small letter"),
        pytest.param([*FILL, "ends|90", "an end"], [f"{WHOLE} ends", "an end"], id="much room"),
        pytest.param([*FILL, "ends.|50", "Anticipation"], [f"{WHOLE} ends. Anticipation"], id="no room for a long word"),
        pytest.param([*FILL, "sticks out|-90", "ends here"], [f"{WHOLE} sticks out ends here"], id="one line that sticks out"),
        pytest.param([*FILL, "انتهى|90", "العمل"], [f"{WHOLE} انتهى العمل"], id="from right to left"),
        pytest.param(["The one|200", "and the other|200"], ["The one and the other"], id="a narrow column"),
    ],
)  # fmt: skip
def test_where_a_paragraph_begins_within_a_column(rows: list[str], paragraphs: list[str]) -> None:
    assert read(page(*rows)) == paragraphs
    assert read(page(*rows, step=15.6)) == paragraphs, "far lines are near where most are as far"


def test_paragraphs_of_one_line_do_not_make_the_room_between_them_the_usual_one() -> None:
    rows = [*(line for number in range(8) for line in (f"The line {number}", "")), *FILL]
    assert read(page(*rows)) == [*(f"The line {number}" for number in range(8)), WHOLE]


def test_where_first_lines_hang_those_at_the_margin_begin_paragraphs() -> None:
    rows = [
        "The first",
        ">goes on|150",
        "The second",
        ">goes on|150",
        "The third",
        ">goes on",
        ">and on|150",
        "The fourth",
        ">also",
    ]
    assert read(page(*rows)) == [
        "The first goes on",
        "The second goes on",
        "The third goes on and on",
        "The fourth also",
    ]
    assert read(page(*rows), page("The fifth", ">too"))[3:] == ["The fourth also /The fifth too"]
    assert read(page(*rows), page(">and more", "The fifth"))[3:] == ["The fourth also /and more", "The fifth"]


ENDED = (*FILL, "at last.")


@pytest.mark.parametrize(
    ("first", "second", "on"),
    [
        pytest.param(FILL, ["goes on"], True, id="small letter"),
        pytest.param(FILL, [">goes on"], True, id="small letter, set in"),
        pytest.param(ENDED, ["goes on"], True, id="small letter after an end"),
        pytest.param(ENDED, ["A word", "", "more"], False, id="great letter of a word by itself"),
        pytest.param(FILL, ["Berlin too"], True, id="great letter after no end"),
        pytest.param(FILL, [">Berlin too", "and so on"], False, id="set in"),
        pytest.param(ENDED, ["Then it", "went on."], True, id="a sentence goes on in lines that are near"),
        pytest.param(ENDED, ["Then more."], True, id="a sentence"),
        pytest.param(ENDED, ["A heading", "", "of something"], False, id="heading"),
        pytest.param(ENDED, ["A heading"], False, id="heading alone"),
        pytest.param(["It was here", "and there."], ["Then it", "went on."], False, id="too few lines to know"),
        pytest.param((*FILL[:3], "at last."), ["Then it", "went on."], False, id="four are too few"),
        pytest.param((*FILL, "at last|90"), ["Then it", "went on."], False, id="short line"),
        pytest.param(FILL, ["• Then it", "went on."], False, id="list"),
        pytest.param(FILL, ["#Then it", "went on."], False, id="large letters"),
        pytest.param((*FILL, "انتهى"), ["العمل هنا"], True, id="from right to left"),
        pytest.param((*FILL, "انتهى."), ["العمل هنا"], False, id="from right to left after an end"),
    ],
)
def test_whether_a_paragraph_goes_on_over_the_end_of_a_page_or_column(
    first: list[str], second: list[str], on: bool
) -> None:
    before, last = read(page(*first)), " ".join(filter(None, first)).replace("|90", "")
    assert before == [last]
    pages = read(page(*first), page(*second))
    columns = read([*page(*first), *page(*second, right=400)])
    begins = second[0].lstrip(">#")
    assert (pages[0].startswith(f"{last} /{begins}"), columns[0].startswith(f"{last} {begins}")) == (on, on)
    assert on or pages[0] == columns[0] == last


def test_few_lines_are_as_wide_as_the_column_before() -> None:
    few = ["Then it ended.|90", "Another began.|90"]
    assert read(page(*ENDED), page(*few)) == [f"{' '.join(ENDED)} /Then it ended.", "Another began."]
    assert read([*page(*ENDED), *page(*few, right=400)]) == [f"{' '.join(ENDED)} Then it ended. Another began."]


def test_a_word_divided_by_the_end_of_a_page_is_whole_before_it() -> None:
    for sign in ("-", "\u2010"):
        assert read(page(*FILL, f"and the har{sign}"), page("vest came")) == [f"{WHOLE} and the harvest /came"]
    assert read(page(*FILL), [], page("and more")) == [f"{WHOLE} //and more"]


def test_notes_stand_before_the_paragraph_that_goes_on_over_them() -> None:
    notes = ["", "^1. A note", "^goes on", "^2. Another"]
    assert read(page(*FILL, *notes), page("and on")) == ["1. A note goes on", "2. Another", f"{WHOLE} /and on"]
    pages = page(*FILL), page("and on", *notes), page("and further")
    assert read(*pages) == [f"{WHOLE} /and on", "1. A note goes on", "2. Another", "and further"]
    assert read(page("^All is small", "^on this page"), page(*FILL)) == ["All is small on this page", WHOLE]
