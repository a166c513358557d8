"""PDF: paragraphs, pages, and what is refused. Texts are made here; each test says what of the file matters."""

from __future__ import annotations

import io
from collections.abc import Callable
from zlib import compress

import pytest

from countermove.plugins.evidence.documents.boxes import Word, in_order
from countermove.plugins.evidence.documents.outcome import Refused, TooMuchUnpacked, UnpackedCount
from countermove.plugins.evidence.documents.pdf import text_of_pdf
from countermove.plugins.evidence.documents.unpacking import pdfminer_counted
from countermove.sources.texts import SourceText, text_of
from tests.plugins.evidence.documents.making import PARAGRAPHS, file_of, pdf_of, stream_of, typeset

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
    "apart and indented": WIDE + COLUMNS + "#set par(spacing: 1.2em, first-line-indent: 1.2em)",
    "heads": WIDE + HEADS + APART,
}


def read(content: bytes) -> SourceText:
    return text_of(text_of_pdf(content).text, "s", "s.pdf", "")


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_paragraphs_are_those_that_were_set(style: str) -> None:
    assert read(typeset(PARAGRAPHS, style)).paragraphs == PARAGRAPHS


def test_paragraphs_whose_first_lines_hang_are_told_apart() -> None:
    long = [paragraph for paragraph in PARAGRAPHS if len(paragraph) > 100]
    style = WIDE + SMALL + "#set par(spacing: 0.65em, hanging-indent: 1.5em)"
    assert read(typeset(long, style)).paragraphs == tuple(long)


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


def test_heads_that_differ_are_left_out_where_they_stand_apart_and_first_lines_of_the_text_are_not() -> None:
    words = PARAGRAPHS[2].split()
    body = [
        [(72.0, 700.0 - 14 * row, 11.0, " ".join(words[page + 3 * row : page + 3 * row + 9])) for row in range(9)]
        for page in range(4)
    ]
    heads = ["The Northern Sound", "Of Tolls", "The Northern Sound", "Of Grain"]
    numbers = ["1", "2", "3", "4"]
    pages = [
        [(72.0, 790.0, 9.0, head), *lines, (290.0, 40.0, 9.0, number)]
        for head, lines, number in zip(heads, body, numbers, strict=True)
    ]
    found = text_of_pdf(pdf_of(pages))
    assert dict(found.heads) == {"The Northern Sound": 2, "Of Tolls": 1, "Of Grain": 1, "1": 4}
    assert found.text.startswith(" ".join(words[:9]))
    kept = text_of_pdf(pdf_of(body))
    assert kept.heads == ()
    assert kept.text == found.text


@pytest.mark.parametrize(("between", "kept"), [(2, False), (1, True)])
def test_lines_that_stand_apart_are_heads_where_a_page_has_four_at_least(between: int, kept: bool) -> None:
    words = PARAGRAPHS[2].split()
    pages = [
        [
            (72.0, 790.0, 9.0, head),
            *((72.0, 700.0 - 14 * row, 11.0, " ".join(words[9 * page + row :][:9])) for row in range(between)),
            (290.0, 40.0, 9.0, "abcd"[page]),
        ]
        for page, head in enumerate(["Of Tolls", "Of Grain", "Of Storms"])
    ]
    heads = text_of_pdf(pdf_of(pages)).heads
    assert (heads == ()) == kept


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


def test_a_line_that_ends_where_the_columns_part_is_of_its_own_column() -> None:
    """The strip between them is at 300 points; one line goes up to there, in another the second column begins early."""
    reach = {3: (300.0, 310.0), 7: (290.0, 303.0)}
    words: list[Word] = []
    for row in range(12):
        end, begin = reach.get(row, (288.0, 312.0))
        words += [(60.0, end, 14.0 * row, 10.0, f"left {row}"), (begin, 540.0, 14.0 * row, 10.0, f"right {row}")]
    assert [line.text for line in in_order(words)] == [
        f"{side} {row}" for side in ("left", "right") for row in range(12)
    ]


def test_what_either_reader_unpacks_is_counted() -> None:
    sides = [
        (x, 700.0 - 14 * row, 11.0, f"a line of one of the columns, {row}") for row in range(12) for x in (72.0, 312.0)
    ]
    once, twice = UnpackedCount(0), UnpackedCount(0)
    text_of_pdf(pdf_of([sides[::2]], packed=True), once)
    content = pdf_of([sides], packed=True)
    text_of_pdf(content, twice)
    shown = sum(len(f"BT /F1 11 Tf 1 0 0 1 {x:g} {y:g} Tm ({text}) Tj ET\n") for x, y, _, text in sides) - 1
    assert twice.bytes == 2 * shown, "pdfplumber reads the page again, since its columns alternate"
    assert once.bytes < shown
    with pytest.raises(TooMuchUnpacked):
        text_of_pdf(content, UnpackedCount(2 * shown - 1))
    text_of_pdf(content, UnpackedCount(2 * shown))


@pytest.mark.parametrize("damaged", [False, True])
def test_pdfminer_gets_no_more_of_a_stream_than_may_be_unpacked(damaged: bool) -> None:
    from pdfminer.pdftypes import PDFStream
    from pdfminer.psparser import LIT

    packed = compress(b"0" * 50_000_000)
    count = UnpackedCount(3_000_000)
    with pytest.raises(TooMuchUnpacked), pdfminer_counted(count):
        PDFStream({"Filter": LIT("FlateDecode")}, packed[:-1] + b"x" if damaged else packed).get_data()
    assert count.bytes <= 4_000_000


def test_half_a_character_stands_for_nothing_and_older_controls_are_left_out() -> None:
    """A font may say so of its letters, and of anything."""
    table = stream_of(b"begincmap 3 beginbfchar <54> <D800> <78> <009B> <74> <001B> endbfchar endcmap")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    found = text_of_pdf(file_of([CATALOG, ONE, font, PAGE % b"", SHOWN, table]))
    assert (found.text, found.strange) == ("\ufffde is here.", (1,))
    found.text.encode()


@pytest.mark.parametrize("turned", ["1 0 0 1 72 700", "0 1 -1 0 72 500", "-1 0 0 -1 500 72", "0 -1 1 0 72 500"])
def test_text_is_read_line_by_line_whichever_way_it_runs(turned: str) -> None:
    lines = [f"Line {place} of the table that stands on its side" for place in range(3)]
    shown = "\n".join(f"({line}) Tj 0 -14 Td" for line in lines)
    found = text_of_pdf(one_page(stream_of(f"BT /F1 11 Tf {turned} Tm {shown} ET".encode())))
    assert " ".join(found.text.split()) == " ".join(lines)


def test_a_line_that_is_a_little_askew_keeps_its_place() -> None:
    askew = f"1 0.0087 -0.0087 1 72 700 Tm ({LINES[1]}) Tj"
    shown = f"{askew} 1 0 0 1 72 686 Tm ({LINES[2]}) Tj 0 -40 Td (Another paragraph, which is longer than the line.) Tj"
    found = read(one_page(stream_of(f"BT /F1 11 Tf {shown} ET".encode())))
    assert found.paragraphs == (f"{LINES[1]} {LINES[2]}", "Another paragraph, which is longer than the line.")


# -- files from anybody ------------------------------------------------------------------------------------------------

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> %s >> /Contents 5 0 R >>"
SHOWN = stream_of(b"BT /F1 11 Tf 72 700 Td (Text is here.) Tj ET")


def one_page(
    content: bytes, *more: bytes, pages: bytes = ONE, resources: bytes = b"", catalog: bytes = CATALOG
) -> bytes:
    return file_of([catalog, pages, FONT, PAGE % resources, content, *more])


TANGLED: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "a circle of pages": (lambda: one_page(SHOWN, pages=b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"), "damaged"),
    "its own parent": (lambda: one_page(SHOWN, pages=b"<< /Type /Pages /Parent 2 0 R /Kids [4 0 R] /Count 1 >>"), None),
    "a number of pages that is not so": (
        lambda: one_page(SHOWN, pages=b"<< /Type /Pages /Kids [4 0 R] /Count 2000000000 >>"),
        None,
    ),
    "one page, many times": (
        lambda: one_page(SHOWN, pages=b"<< /Type /Pages /Kids [" + b"4 0 R " * 3_000 + b"] /Count 3000 >>"),
        "pages",
    ),
    "forms that show themselves": (
        lambda: one_page(
            stream_of(b"/X Do BT /F1 11 Tf 72 700 Td (Text is here.) Tj ET"),
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R /Y 6 0 R >> >> /Length 11 >>\n"
            b"stream\n/X Do /Y Do\nendstream",
            resources=b"/XObject << /X 6 0 R >>",
        ),
        None,
    ),
    "a stream of 200 MB": (lambda: one_page(stream_of(b"(a) Tj " * 30_000_000, packed=True)), "damaged"),
    "packed twice": (
        lambda: one_page(
            b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n"
            % len(twice := compress(compress(b"0" * 10**8, 1)))
            + twice
            + b"\nendstream"
        ),
        "damaged",
    ),
    "lists in lists": (lambda: one_page(stream_of(b"BT " + b"[" * 200_000)), "damaged"),
    "nothing": (lambda: b"%PDF-1.7\n%%EOF", "damaged"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 100 + b"%%EOF", "damaged"),
}
"""What is made, where it is tried, and why it is refused."""


@pytest.mark.parametrize(("made", "reason"), TANGLED.values(), ids=TANGLED)
def test_files_that_are_made_to_tangle_end_soon(made: Callable[[], bytes], reason: str | None) -> None:
    content = made()
    if reason is None:
        assert read(content).paragraphs == ("Text is here.",)
        return
    with pytest.raises(Refused) as refused:
        text_of_pdf(content)
    assert refused.value.reason == reason


@pytest.mark.level("all")
def test_mappings_within_mappings_are_read_or_refused() -> None:
    """Which of the two, pypdf decides: 7.1.0 takes the file for damaged, 7.1.1 finds its page."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R /X " + b"<< /A " * 50_000 + b">>" * 50_000 + b">>"
    try:
        found = read(one_page(SHOWN, catalog=catalog)).paragraphs
    except Refused as refused:
        found = (refused.reason,)
    assert found in (("Text is here.",), ("damaged",))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_is_asked_of_nobody_and_none_is_needed_where_anybody_may_read(algorithm: str) -> None:
    from pypdf import PdfWriter

    whole = pdf_of([[(72.0, 700.0, 11.0, "Text is here.")]])
    for password in ("secret", ""):
        writer = PdfWriter(clone_from=io.BytesIO(whole))
        writer.encrypt(password, owner_password="another", algorithm=algorithm)
        written = io.BytesIO()
        writer.write(written)
        if password:
            with pytest.raises(Refused) as refused:
                text_of_pdf(written.getvalue())
            assert refused.value.reason == "encrypted"
        else:
            assert read(written.getvalue()).paragraphs == ("Text is here.",)


def test_a_page_whose_content_is_damaged_is_told_and_the_others_are_read() -> None:
    good, bad = [(72.0, 700.0, 11.0, "Text is here.")], [(72.0, 700.0, 11.0, "Text was here.")]
    whole = pdf_of([good, bad, good], packed=True)
    start = whole.index(b"stream\n", whole.index(b"7 0 obj\n")) + 7
    found = text_of_pdf(whole[:start] + b"\0" * 20 + whole[start + 20 :])
    assert (found.pages, found.without_text) == (3, (2,))
    assert text_of(found.text, "s", "s.pdf", "").paragraphs == ("Text is here.", "Text is here.")
