"""What a document says of itself: found where it stands, with where that is, and never concluded."""

from __future__ import annotations

from pathlib import Path

import pytest

from countermove.plugins.evidence.documents.front import Front, days_in, front_of, said_by_html
from countermove.plugins.evidence.documents.reader import document_in
from tests.conftest import in_one_test

__all__: list[str] = []

BODY = ("Arvia closed the bridge in March.", "On 4 May 2024 it reopened, and that was that.")


def title(*paragraphs: str, given: str = "") -> str:
    return front_of((*paragraphs, *BODY), "essay.txt", title=given).title


@in_one_test(
    ("first", "found"),
    [
        ("The closed bridge", "The closed bridge"),
        ("# The closed bridge.", "The closed bridge."),
        ("**The closed bridge**", "The closed bridge"),
        ("Will it reopen?", "Will it reopen?"),
        ("It is closed.", ""),
        ("closed again", ""),
        ("Bridges", ""),
        ("Stay informed about our latest news,", ""),
        ("QUESTION: Good morning", ""),
        ("The bridge\nat Orla", ""),
        ("See https://example.org/bridge", ""),
        (" ".join(["Word"] * 21), ""),
    ],
)
def test_a_first_paragraph_is_a_title_where_it_stands_as_one(first: str, found: str) -> None:
    assert title(first) == found


def test_the_one_paragraph_of_a_text_is_none() -> None:
    assert front_of(("The closed bridge",), "essay.txt").title == ""


def test_what_the_document_calls_itself_comes_first_unless_a_program_called_it_so() -> None:
    assert title("The closed bridge", given="Bridges of Orla") == "Bridges of Orla"
    assert title("The closed bridge", given="Microsoft Word - draft3.docx") == "The closed bridge"
    assert title("It is closed.", given="untitled") == ""


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3 March 2022", ["2022-03-03"]),
        ("the 3rd of March, 2022", ["2022-03-03"]),
        ("March 3, 2022", ["2022-03-03"]),
        ("Sept. 1st 2021", ["2021-09-01"]),
        ("2022-03-03", ["2022-03-03"]),
        ("2022-03-03T10:00:00Z", ["2022-03-03"]),
        ("03/08/2022", []),
        ("March 2022", []),
        ("30 February 2022", []),
        ("2022-13-01", []),
        ("1 May 2021 to 2 June 2021", ["2021-05-01", "2021-06-02"]),
    ],
)
def test_days_are_whole_and_in_the_calendar(text: str, days: list[str]) -> None:
    assert list(days_in(text)) == days


def day(*paragraphs: str, file: str = "essay.txt", **given: str) -> tuple[str, str]:
    front = front_of((*paragraphs, *BODY), file, **given)
    return front.day, front.day_from


def test_a_day_is_taken_from_where_documents_have_theirs_the_surest_first() -> None:
    assert day("Orla, 3 March 2022") == ("2022-03-03", "¶ 1 has it in a line of its own")
    assert day("Press briefing of 17 May 2022", dated="2022-05-18") == (
        "2022-05-18",
        "the page says that it was published then",
    )
    assert day("Press briefing of 17 May 2022") == ("2022-05-17", "its title has it")
    assert day(file="2022-03-03_bridge.txt") == ("2022-03-03", "the name of the file has it")
    assert day(file="bridge-20220303.pdf", made="2022-04-04")[0] == "2022-03-03"
    assert day(made="2022-04-04") == ("2022-04-04", "the file was made then")
    assert front_of(("It closed.", *["It rains."] * 20, "3 March 2022"), "a.txt").day == "2022-03-03"


def test_a_day_that_the_text_tells_of_is_not_its_own() -> None:
    assert day() == ("", "")
    assert day("It closed on 3 March 2022.") == ("", "")
    assert front_of(BODY, "essay.txt") == Front()


PAGE = """<html><head><title>The closed bridge | Gazette</title>%s</head><body><article><h1>The closed bridge</h1>
<p>In March Arvia closed the bridge at Orla, because smugglers used it, and it will not reopen.</p>
<p>Another paragraph says more about the bridge that is in question here, and about the farmers.</p></article>
<footer>Copyright 2019 Gazette. 1 January 2018.</footer></body></html>"""


@pytest.mark.parametrize(
    ("head", "dated"),
    [
        ("<meta property='article:published_time' content='2021-08-15T10:00:00Z'>", "2021-08-15"),
        ("<meta name='DC.Date' content='2021-08-15'>", "2021-08-15"),
        ('<script type=\'application/ld+json\'>{"@graph": [{"datePublished": "2021-08-15"}]}</script>', "2021-08-15"),
        ("<script type='application/ld+json'>[[[</script>", ""),
        ("<script type='application/ld+json'>{\"@graph\": 4}</script>", ""),
        ("<meta name='date' content='soon'>", ""),
        ("", ""),
    ],
)
def test_a_page_says_when_it_was_published_or_not(head: str, dated: str) -> None:
    assert said_by_html(PAGE % head) == ("The closed bridge", dated)


@pytest.mark.level("all")
def test_pages_and_their_front_are_read_together(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    page = tmp_path / "page.html"
    page.write_text(PAGE % "<meta property='article:published_time' content='2021-08-15'>", encoding="utf-8")
    front = document_in(page).front
    assert (front.title, front.day) == ("The closed bridge", "2021-08-15")
    page.write_text(PAGE % "", encoding="utf-8")
    assert document_in(page).front.day == ""


@pytest.mark.level("all")
def test_the_properties_of_a_pdf_are_read(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    from tests.plugins.evidence.documents.making import pdf_of

    plain = tmp_path / "plain.pdf"
    plain.write_bytes(pdf_of([[(72, 700, 11, "Arvia closed the bridge in March."), (72, 600, 11, "It will reopen.")]]))
    assert document_in(plain).front == Front()
    writer = pypdf.PdfWriter(clone_from=plain)
    writer.add_metadata({"/Title": "Bridges of Orla", "/CreationDate": "D:20220303101010Z"})
    named = tmp_path / "named.pdf"
    writer.write(named)
    front = document_in(named).front
    assert (front.title, front.day, front.day_from) == ("Bridges of Orla", "2022-03-03", "the file was made then")
    writer.add_metadata({"/CreationDate": "D:2022"})
    writer.write(named)
    assert document_in(named).front.title == "Bridges of Orla"
