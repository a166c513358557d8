"""Documents as files: the same text whatever its format, and one message for what cannot be read."""

from __future__ import annotations

import hashlib
import html
import os
import subprocess
import sys
from pathlib import Path

import pytest

from countermove.plugins.evidence.documents.outcome import Refused, refusal
from countermove.plugins.evidence.documents.reader import document_in
from countermove.processes import worker
from countermove.sources.texts import text_in
from gmcr.base.errors import AssessmentError, MissingExtra
from tests.conftest import ROOT
from tests.plugins.evidence.documents.making import PARAGRAPHS, pdf_of, typeset

pytest.importorskip("trafilatura")
pytest.importorskip("pypdf")

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
STYLE = '#set page(height: 12cm, width: 11cm, numbering: "1")\n#set par(justify: true, spacing: 1.4em)\n#set text(lang: "en")'


def page_of(paragraphs: tuple[str, ...], *, head: str = '<meta charset="utf-8">') -> str:
    own = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)
    return (
        f"<!DOCTYPE html><html><head>{head}<title>A page</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article>{own}</article><footer>All rights reserved</footer></body></html>"
    )


@pytest.mark.level("all")
def test_a_text_is_the_same_as_text_html_and_pdf(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text("\n".join(PARAGRAPHS))
    (tmp_path / "essay.html").write_text(page_of(PARAGRAPHS))
    (tmp_path / "essay.pdf").write_bytes(typeset(PARAGRAPHS, STYLE))
    for name, kind in (("essay.txt", "text"), ("essay.html", "html"), ("essay.pdf", "pdf")):
        read = document_in(tmp_path / name)
        assert (read.kind, read.text.paragraphs, read.script) == (kind, PARAGRAPHS, "latin")
        assert read.sha256 == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        assert read.text.source == "essay"


def test_what_is_written_of_a_document_is_read_again_as_the_same_text(tmp_path: Path) -> None:
    (tmp_path / "essay.pdf").write_bytes(typeset(PARAGRAPHS, STYLE, times=3))
    read = document_in(tmp_path / "essay.pdf")
    assert len(read.text.pages) > 3
    (tmp_path / "essay.txt").write_text(read.written)
    again = text_in(tmp_path, "essay")
    assert again is not None
    assert (again.paragraphs, again.pages, again.chapters) == (
        read.text.paragraphs,
        read.text.pages,
        read.text.chapters,
    )


def refused(path: Path) -> str:
    with pytest.raises(AssessmentError) as error:
        document_in(path)
    (problem,) = error.value.problems
    assert "\n" not in problem.message
    assert "error [" not in problem.message, "no message within a message"
    return problem.message


@pytest.mark.level("all", but=8)
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"PK", "Documents end in .txt, .md, .html"),
        ("a.txt", b"caf\xe9 society", "Byte 0xe9 is not UTF-8"),
        ("a.txt", b"one\0two", "U+0000"),
        ("a.txt", "two".encode("utf-16"), "UTF-16"),
        ("a.txt", b"   \n", "no text"),
        ("a.txt", b"%PDF-1.7 and so on", "let its name end in .pdf"),
        ("a.pdf", b"<html><p>text</p></html>", "not a PDF"),
        ("a.pdf", b"", "not a PDF"),
        ("a.html", b"just words", "no HTML"),
        ("a.html", b"", "no HTML"),
        ("a.html", b"<html><p>caf\xe9 society</p></html>", "Byte 0xe9 is not UTF-8"),
        ("a.html", b"<meta charset=shift_jis><p>\x81\x00\xff\xff</p>", "not text in shift_jis"),
        ("a.html", b"<meta charset=no-such><p>caf\xe9</p>", "not text in no-such"),
        ("a.html", b"<html><p>one\0two</p></html>", "U+0000"),
        ("a.html", b"<html><body><script>let text</script></body></html>", "No text was found"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_message(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert message in refused(tmp_path / name)


def test_what_is_damaged_is_told_with_the_reason_where_there_is_one() -> None:
    rest = "Open it elsewhere, and save or print it again."
    assert refusal(Refused("damaged")) == f"It is damaged and cannot be read. {rest}"
    assert refusal(Refused("damaged", why="no page tree")) == f"It is damaged and cannot be read: no page tree. {rest}"


@pytest.mark.level("all")
def test_of_pages_without_text_one_is_a_picture_and_several_are_pictures(tmp_path: Path) -> None:
    for pages, message in (
        (1, "Its only page has no text: it is a picture"),
        (2, "None of its two pages has any text: they"),
    ):
        (tmp_path / "a.pdf").write_bytes(pdf_of([[]] * pages))
        assert message in refused(tmp_path / "a.pdf")


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    for name in ("a.html", "a.pdf"):
        with open(tmp_path / name, "wb") as stream:
            stream.truncate(50_000_000)
        assert "over 49 MB" in refused(tmp_path / name)


def test_what_takes_too_long_ends(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([[(72.0, 700.0, 11.0, "Text.")]]))
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        used = iter(range(1, 1000, 40))
        patch.setattr(worker, "used_by", lambda _: float(next(used)))
        patch.setattr(worker, "_LOOK", 0.01)
        told.append(refused(tmp_path / "a.pdf"))
    assert "Reading it takes 80 of at most 60 s of processor time: allow more with COUNTERMOVE_SECONDS=160" in told[0]
    assert told[0].endswith("in the environment, or copy the text into a .txt file.")
    assert document_in(tmp_path / "a.pdf").text.paragraphs == ("Text.",)


def test_what_a_document_unpacks_to_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([[(72.0, 700.0, 11.0, "Text.")]] * 3, packed=True))
    monkeypatch.setenv("COUNTERMOVE_UNPACKED", "0.0001")
    assert "MB unpacked: allow more with COUNTERMOVE_UNPACKED=" in refused(tmp_path / "a.pdf")
    monkeypatch.setenv("COUNTERMOVE_UNPACKED", "1")
    assert len(document_in(tmp_path / "a.pdf").text.paragraphs) == 3


def test_paragraphs_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("One.\n\nTwo.\n\nThree.\n")
    monkeypatch.setenv("COUNTERMOVE_ITEMS", "2")
    assert "takes 3 of at most 2 items: allow more with COUNTERMOVE_ITEMS=6 in the environment." in refused(
        tmp_path / "a.txt"
    )
    monkeypatch.setenv("COUNTERMOVE_ITEMS", "3")
    assert len(document_in(tmp_path / "a.txt").text.paragraphs) == 3


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("The councils met. Nichts wurde entschieden.", "latin"),
        ("המועצות נפגשו ארבע פעמים באביב", "right-to-left"),
        ("اجتمعت المجالس أربع مرات في الربيع", "right-to-left"),
        ("两个议会在春天开了四次会。", "without spaces"),
        ("Советы собирались четыре раза весной", "other"),
    ],
)
def test_the_script_is_told_where_tables_of_words_do_not_fit(tmp_path: Path, text: str, script: str) -> None:
    (tmp_path / "a.md").write_text(text)
    read = document_in(tmp_path / "a.md")
    assert read.script == script
    assert bool(read.notes) == (script != "latin")


# -- files from anybody ------------------------------------------------------------------------------------------------

KEPT = "The councils met four times in the spring, and nothing was decided by them."
CAFE = "Le café de la société est fermé depuis longtemps, et personne ne sait pourquoi."
ENTITIES = "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.level("all")
@pytest.mark.parametrize(
    ("content", "text"),
    [
        (page_of((KEPT,), head="<script>" + "x" * 3_000_000 + "</script>").encode(), KEPT),
        (
            page_of((KEPT,))
            .replace("<article>", f"<img src='data:image/png;base64,{'A' * 3_000_000}'><article>")
            .encode(),
            KEPT,
        ),
        (page_of((KEPT,)).replace("<article>", f"<article>{'<!-- <p>no</p> -->' * 20_000}").encode(), KEPT),
        (page_of((CAFE,), head="<meta charset=iso-8859-1>").encode("cp1252"), CAFE),
        (page_of((CAFE,), head="").encode("utf-16"), CAFE),
        (page_of((CAFE,), head="<meta charset=iso-8859-1>").encode(), CAFE),  # what it is, whatever it says
        (
            page_of((f"{KEPT} &a;",))
            .replace("<!DOCTYPE html>", f"<!DOCTYPE html [<!ENTITY a 'lol'>{ENTITIES}]>")
            .encode(),
            KEPT,
        ),
    ],
    ids=["script", "picture", "comments", "latin-1", "utf-16", "utf-8", "entities"],
)
def test_pages_are_read_whatever_is_around_their_text(tmp_path: Path, content: bytes, text: str) -> None:
    (tmp_path / "a.html").write_bytes(content)
    read = document_in(tmp_path / "a.html")
    assert any(paragraph.startswith(text) for paragraph in read.text.paragraphs)
    assert len(read.written) < 1_000


def test_older_codes_of_letters_are_what_browsers_show(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page_of((f"{KEPT} It&#146;s so &#150; or not.&#x9d;",)).replace("&amp;#", "&#"))
    assert document_in(tmp_path / "a.html").text.paragraphs[0] == f"{KEPT} It’s so – or not."


def test_nothing_beside_a_page_is_opened(tmp_path: Path) -> None:
    (tmp_path / "beside.txt").write_text("a secret of this machine")
    link = (tmp_path / "beside.txt").as_uri()
    page = (
        f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM '{link}'>]><html><head><base href='{link}'/>"
        f"<link rel='stylesheet' href='{link}'/></head><body><p>{KEPT} &x;</p><iframe src='{link}'></iframe>"
        f"<object data='{link}'></object></body></html>"
    )
    (tmp_path / "a.xhtml").write_text(page)
    assert "secret" not in document_in(tmp_path / "a.xhtml").written


CONFINED = """
import os, socket, subprocess, sys
from countermove.plugins.evidence.documents.apart import _confine
_confine()
refused = 0
for attempt in (
    lambda: socket.create_connection(("127.0.0.1", 9)), lambda: socket.getaddrinfo("localhost", 80),
    lambda: subprocess.run([sys.executable, "-c", ""]), lambda: os.system("true"), lambda: os.execv("/bin/true", ["true"]),
):
    try:
        attempt()
    except PermissionError:
        refused += 1
print(refused)
"""


def test_the_process_that_reads_has_no_network_and_no_other_program() -> None:
    done = subprocess.run([sys.executable, "-c", CONFINED], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert done.stdout == "5\n"


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdf"), ("a.html", "trafilatura")])
def test_without_the_libraries_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    (tmp_path / f"{module}.py").write_text("raise ImportError")
    (tmp_path / "a.pdf").write_bytes(pdf_of([[(72.0, 700.0, 11.0, "Text.")]]))
    (tmp_path / "a.html").write_text(page_of((KEPT,)))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(MissingExtra, match="documents") as missing:
        document_in(tmp_path / name)
    assert missing.value.extra == "documents"


def test_a_process_that_is_killed_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pypdf.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    (tmp_path / "a.pdf").write_bytes(pdf_of([[(72.0, 700.0, 11.0, "Text.")]]))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "damaged" in refused(tmp_path / "a.pdf")
