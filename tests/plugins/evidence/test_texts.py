"""How places in a text are counted, and which texts are refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from countermove.sources.texts import LARGEST, folder_of, read_text, text_in, text_of
from gmcr.base.errors import AssessmentError, CountermoveError

__all__: list[str] = []


def of(text: str) -> tuple[str, ...]:
    return text_of(text, "s", "s.txt", "").paragraphs


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("one\ntwo\nthree\n", ("one", "two", "three")),
        ("\n\none\ntwo\n\n\n", ("one", "two")),
        ("one\ntwo\n\nthree\n", ("one\ntwo", "three")),
        ("one\r\ntwo\r\n \t\r\nthree", ("one\ntwo", "three")),
        ("one\rtwo", ("one", "two")),
        ("one\n\n\n\n\ntwo", ("one", "two")),
        ("one\ntwo\n\fthree\nfour\n\f", ("one", "two", "three", "four")),
        ("only", ("only",)),
    ],
)
def test_paragraphs_are_blocks_or_else_lines(text: str, paragraphs: tuple[str, ...]) -> None:
    assert of(text) == paragraphs


def test_controls_but_tabs_and_ends_of_lines_and_pages_are_refused() -> None:
    ends = ("\t", "\n", "\v", "\f", "\r", "\x85")
    for code in (*range(0x20), *range(0x7F, 0xA0)):
        if chr(code) in ends:
            assert of(f"a{chr(code)}b")[0].startswith("a")
            continue
        with pytest.raises(AssessmentError, match=f"U\\+{code:04X} does not belong in text"):
            of(f"a{chr(code)}b")


def test_pages_end_at_form_feeds() -> None:
    text = text_of("a\n\nb\n\fc\n\n\fd\n", "s", "s.txt", "")
    assert [text.place("page", str(number)) for number in (1, 2, 3, 4)] == [(0, 2), (2, 3), (3, 4), None]
    assert not text_of("a\n\nb", "s", "s.txt", "").looks_for("page", "1")


def test_a_paragraph_goes_on_over_a_form_feed_between_a_space_and_a_letter() -> None:
    text = text_of("a\n\nb one \ftwo\n\nc\n\n\fd \f\fe\n", "s", "s.txt", "")
    assert text.paragraphs == ("a", "b one two", "c", "d e")
    assert [text.place("page", str(number)) for number in range(1, 6)] == [(0, 2), (1, 3), (3, 4), (3, 4), (3, 4)]
    assert of("one\n\n\ftwo\n\nthree \f\n\nfour\f") == ("one", "two", "three", "four")


@pytest.mark.parametrize("head", ["Chapter {}", "CHAPTER {}.", "{}. And then", "[{}] And then", "## {} The envoys"])
def test_chapters_begin_with_their_number(head: str) -> None:
    text = text_of("\n\n".join(["Before", head.format(84), "more", head.format(85), "end"]), "s", "s.txt", "")
    assert (text.place("chapter", "84"), text.place("chapter", "85")) == ((1, 3), (3, 5))
    assert text.place("chapter", "83") is None
    assert not text_of("In 84 days\n\nit ends", "s", "s.txt", "").looks_for("chapter", "84")


def test_chapters_may_be_roman() -> None:
    text = text_of("Chapter IX\n\na\n\nChapter XLII\n\nb", "s", "s.txt", "")
    assert (text.place("chapter", "9"), text.place("chapter", "42")) == ((0, 2), (2, 4))


@pytest.mark.parametrize(
    "stamps", [("[0:05]", "[1:02:30]"), ("1\n00:00:05,000 --> 00:00:09,000\n", "2\n01:02:30,500 -->\n")]
)
def test_a_time_is_in_what_begins_last_before_it(stamps: tuple[str, str]) -> None:
    text = text_of(f"Intro\n\n{stamps[0]} hello\n\nmore\n\n{stamps[1]} bye", "s", "s.txt", "")
    assert text.place("time", "0:07") == text.place("time", "0:05") == (1, 3)
    assert text.place("time", "1:02:30") == text.place("time", "2:00:00") == (3, 4)
    assert text.place("time", "0:01") is None
    assert not text.looks_for("time", "near the end")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    return made


def refused(folder: Path, source: str = "essay") -> tuple[str, str]:
    with pytest.raises(AssessmentError) as caught:
        text_in(folder, source)
    (problem,) = caught.value.problems
    assert str(folder / source) in str(problem)
    return problem.code, str(problem)


def test_bad_texts_are_one_error_each(folder: Path) -> None:
    path = folder / "essay.txt"
    path.write_bytes(b"one\ntwo\x00\n")
    assert refused(folder)[0] == "binary"
    assert "essay.txt:2:4 " in refused(folder)[1]
    path.write_bytes(b"one\ntw\xf6\n")
    assert refused(folder)[0] == "encoding"
    assert "essay.txt:2:3 " in refused(folder)[1]
    path.write_bytes("one".encode("utf-16"))
    assert refused(folder)[0] == "encoding"
    path.write_bytes(b" \n\f\n \n")
    assert refused(folder)[0] == "empty"
    path.unlink()
    path.mkdir()
    assert refused(folder)[0] == "file"


def test_a_line_of_a_gigabyte_is_not_read(folder: Path) -> None:
    path = folder / "essay.txt"
    with open(path, "wb") as stream:
        stream.truncate(1 << 30)  # a hole: nothing is written
    assert refused(folder) == ("large", f"{path}:1:1 error [large] The file is over 5 MB: split it.")
    path.write_bytes(b"a" * LARGEST)
    assert of("a" * LARGEST) == text_in(folder, "essay").paragraphs  # type: ignore[union-attr]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs")
def test_what_is_no_file_is_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "essay.txt")
    assert "not a regular file" in refused(folder)[1]
    os.symlink("loop.md", folder / "loop.md")
    assert refused(folder, "loop")[0] == "file"


def test_links_lead_nowhere_else(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "own.txt").write_text("own", encoding="utf-8")
    os.symlink("../secret.txt", folder / "essay.txt")
    os.symlink("own.txt", folder / "other.txt")
    assert "leads out of the folder" in refused(folder)[1]
    assert text_in(folder, "other") is not None
    with pytest.raises(AssessmentError, match="leads out"):
        read_text(folder / ".." / "secret.txt", "essay", within=folder)


def test_md_is_read_where_there_is_no_txt(folder: Path) -> None:
    assert text_in(folder, "essay") is None
    (folder / "essay.md").write_text("# A\n\nb", encoding="utf-8")
    assert text_in(folder, "essay").paragraphs == ("# A", "b")  # type: ignore[union-attr]


def test_folders_of_texts_have_to_be_there(folder: Path) -> None:
    os.symlink("round", folder / "round")
    (folder / "file.txt").write_text("a", encoding="utf-8")
    for name in ("none", "round", "file.txt", "a\x00b"):
        with pytest.raises(CountermoveError, match="The folder of texts"):
            folder_of(folder / name, "texts")
    assert folder_of(folder, "texts") == folder.resolve()
