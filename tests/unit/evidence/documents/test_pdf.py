"""PDF: paragraphs, pages, and what is refused. Texts are made here; each test says what of the file matters."""

from __future__ import annotations

import pytest

from countermove.evidence.documents.outcome import Refused
from countermove.evidence.documents.pdf import text_of_pdf
from countermove.evidence.sources.texts import SourceText, text_of
from tests.unit.evidence.documents.making import PARAGRAPHS, file_of, pdf_of, stream_of, typeset

pytest.importorskip("pypdf")

DIVIDED = """The councils met four times before the har-
vest. Nothing was decided, since no one of them
had a mandate for more than talk."""
LINES = DIVIDED.split("\n")
WIDE = '#set text(lang: "en", hyphenate: true)\n#set par(justify: true)\n'
SMALL = "#set page(height: 12cm, width: 11cm)\n"
COLUMNS = '#set page(paper: "a5", columns: 2)\n#set text(size: 9pt)\n'
APART = "#set par(spacing: 1.4em)"
INDENTED = "#set par(spacing: 0.65em, first-line-indent: (amount: 1.2em, all: true))"
HEADS = '#set page(height: 10cm, width: 11cm, header: [_The Sound_ #h(1fr) Ledger 1912], numbering: "1 / 1")\n'
STYLES = {
    "apart": WIDE + SMALL + APART,
    "indented": WIDE + SMALL + INDENTED,
    "ragged": SMALL + APART,
    "two columns": WIDE + COLUMNS + APART,
    "two columns, indented": WIDE + COLUMNS + INDENTED,
    "heads": WIDE + HEADS + APART,
}


def read(content: bytes) -> SourceText:
    return text_of(text_of_pdf(content).text, "s", "s.pdf", "")


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_paragraphs_are_those_that_were_set(style: str) -> None:
    assert read(typeset(PARAGRAPHS, style)).paragraphs == PARAGRAPHS


def test_lines_of_a_paragraph_are_joined_and_divided_words_whole() -> None:
    lines = [(72.0, 700.0 - 14 * place, 11.0, text) for place, text in enumerate(LINES)]
    assert read(pdf_of([lines])).paragraphs == (DIVIDED.replace("-\n", "").replace("\n", " "),)


def test_a_paragraph_over_two_pages_is_one_and_on_both() -> None:
    first = [(72.0, 700.0 - 14 * place, 11.0, text) for place, text in enumerate(("A heading", "", *LINES[:2])) if text]
    second = [(72.0, 700.0, 11.0, LINES[2]), (72.0, 660.0, 11.0, "Another paragraph.")]
    text = read(pdf_of([first, second]))
    assert len(text.paragraphs) == 3
    assert text.paragraphs[1].endswith("no one of them had a mandate for more than talk.")
    assert text.pages == ((0, 2), (1, 3))
    assert text.place("page", "2") == (1, 3)


def test_heads_and_numbers_of_pages_are_left_out_and_told() -> None:
    found = text_of_pdf(typeset(PARAGRAPHS, STYLES["heads"]))
    assert found.pages >= 2
    assert dict(found.heads).keys() == {"The Sound Ledger 1912", f"1 / {found.pages}"}
    assert set(dict(found.heads).values()) == {found.pages}


def test_pages_without_text_are_told_and_a_document_without_any_is_refused() -> None:
    line = [(72.0, 700.0, 11.0, "Only here is text.")]
    found = text_of_pdf(pdf_of([line, [], line, []]))
    assert (found.pages, found.without_text) == (4, (2, 4))
    with pytest.raises(Refused) as refused:
        text_of_pdf(pdf_of([[], []]))
    assert (refused.value.reason, refused.value.pages) == ("no text", 2)


def test_truncated_files_are_refused_wherever_they_end() -> None:
    whole = typeset(PARAGRAPHS, STYLES["heads"])
    for share in (0.05, 0.3, 0.6, 0.9, 0.99):
        with pytest.raises(Refused) as refused:
            text_of_pdf(whole[: int(share * len(whole))])
        assert refused.value.reason == "truncated"


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        text_of_pdf(b"PK\x03\x04 a document of another kind")
    assert refused.value.reason == "not PDF"


def test_lines_of_two_columns_in_turn_are_read_column_by_column() -> None:
    left = [f"left line {place} of the one column, here" for place in range(12)]
    right = [f"right line {place} of the other column" for place in range(12)]
    shown = [
        item
        for place in range(12)
        for item in ((72.0, 700.0 - 14 * place, 11.0, left[place]), (312.0, 700.0 - 14 * place, 11.0, right[place]))
    ]
    text = " ".join(read(pdf_of([shown])).paragraphs)
    assert text == " ".join((*left, *right))


def test_a_circle_in_the_tree_of_pages_ends() -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>"
    shown = stream_of(b"BT /F1 11 Tf 72 700 Td (Text.) Tj ET")
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    with pytest.raises(Refused):
        text_of_pdf(file_of([catalog, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>", font, page, shown]))
