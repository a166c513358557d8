"""Standard streams that are closed, full or read by nobody, and words that are no text: an exit code, never a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from countermove.assessment import loads, scaffold
from countermove.cli.output import show_json
from countermove.reports.new import MODELINE
from gmcr.base.errors import CountermoveError
from tests.conftest import ROOT, require_module
from tests.unit.cli.conftest import Process, Run

__all__: list[str] = []

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")


def shell(folder: Path, line: str) -> tuple[int, str, str]:
    """What a line of the shell ends with, prints and says; ``countermove`` is the program. The program's own exit code."""
    program = f"{sys.executable} -m countermove"
    done = subprocess.run(
        ["bash", "-c", f"{line.replace('countermove', program)}; exit ${{PIPESTATUS[0]}}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("encoding", "written"), [("utf-8", '{"who": "Ærø"}\n'), ("ascii", '{"who": "\\u00c6r\\u00f8"}\n')]
)
def test_data_has_its_letters_where_the_stream_has_them(
    monkeypatch: pytest.MonkeyPatch, encoding: str, written: str
) -> None:
    stream = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stream, encoding=encoding))
    show_json({"who": "Ærø"}, indent=False)
    assert stream.getvalue().decode(encoding) == written


COMMANDS = ["cases", "cases --json", "--version", "--help", "cases --help", "schema", "check korea-2021 --claim C01"]


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@posix
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("where", "why"),
    [(">&-", "Bad file descriptor"), pytest.param("> /dev/full", "No space left on device", marks=full)],
)
def test_an_output_that_cannot_be_written_is_told(tmp_path: Path, command: str, where: str, why: str) -> None:
    code, printed, said = shell(tmp_path, f"countermove {command} {where}")
    assert (code, printed) == (2, "")
    assert said == f"The standard output cannot be written: {why}.\n" or (
        "--help" in command and said == f"{why}.\n"  # written by Typer, which does not say where
    )


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all")
@posix
@pytest.mark.parametrize("json_too", ["", " --json"])
@pytest.mark.parametrize(
    "where", [">&-", pytest.param("> /dev/full", marks=full), "2>&-", pytest.param("2> /dev/full", marks=full)]
)
def test_bad_input_is_bad_input_whatever_can_be_written(tmp_path: Path, where: str, json_too: str) -> None:
    code, printed, said = shell(tmp_path, f"countermove assess nofile{json_too} {where}")
    assert code == 2
    if where.startswith("2"):
        assert said == ""
        assert bool(printed) == bool(json_too)
    else:
        assert said.startswith("nofile: error [file] There is no such file")
        assert said.count("\n") == 1


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@posix
@pytest.mark.parametrize("where", ["2>&-", pytest.param("2> /dev/full", marks=full)])
def test_who_has_nothing_to_say_needs_no_error_stream(run: Run, tmp_path: Path, where: str) -> None:
    code, printed, _ = shell(tmp_path, f"countermove solve chicken {where}")
    assert (code, printed) == (0, run("solve", "chicken").stdout)


@pytest.mark.level("all")
@posix
def test_nothing_is_open_and_a_file_is_written_all_the_same(tmp_path: Path) -> None:
    assert shell(tmp_path, "countermove cases <&- >&- 2>&-") == (2, "", "")
    assert shell(tmp_path, "countermove new a.yaml <&- >&- 2>&-") == (2, "", "")
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == MODELINE + scaffold()


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@posix
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("cases", 141, ""),
        ("--help", 141, ""),
        ("schema", 141, ""),
        ("solve korea-2021 --full --json", 141, ""),
        ("assess nofile --json", 2, "nofile: error [file] There is no such file"),
    ],
)
def test_a_reader_who_leaves_is_no_error(tmp_path: Path, command: str, code: int, said: str) -> None:
    ended, _, told = shell(tmp_path, f"countermove {command} | true")
    assert (ended, told[: len(said) or None]) == (code, said)
    assert told.count("\n") == (code == 2)


# -- words that are no text ----------------------------------------------------------------------------------------------


@pytest.mark.level("judge", but=1)
@posix
@pytest.mark.parametrize(
    "arguments",
    [
        [b"new", b"a.yaml", b"--title", b"caf\xe9"],
        [b"new", b"caf\xe9.yaml"],
        [b"solve", b"chicken", b"--concept", b"\xff"],
        [b"solve", b"korea-2021", b"--set", b"reward=\xe9"],
        [b"convert", b"chicken", b"\xe9.yaml"],
        [b"why", b"korea-2021", b"\xe9"],
        [b"schema", b"--record", b"\xe9"],
    ],
)
def test_bytes_that_are_no_text_are_refused(process: Process, tmp_path: Path, arguments: list[bytes]) -> None:
    jsonschema = require_module("jsonschema", "it checks records against their schemas")
    from countermove.media import record_schema

    done = process(*arguments, b"--json")
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert "is not text" in line
    assert "\\xe9" in line or "\\xff" in line
    data = json.loads(done.stdout)
    jsonschema.Draft202012Validator(record_schema("errors")).validate(data)
    assert (data["record"], data["version"]) == ("errors", 1)
    assert list(tmp_path.iterdir()) == []
    if b"chicken" in arguments:  # words are read before any command: without data it is the same line for each
        plain = process(*arguments)
        assert (plain.returncode, plain.stdout, plain.stderr) == (2, b"", done.stderr)


@pytest.mark.parametrize(
    "title", ["a\x1b[31mb", "\x00", "a\x7f", "a\x85b", "a\u2028b", "a\ud800b", "a\uffffb", "a\x9bb"]
)
def test_a_title_that_is_no_text_is_refused(run: Run, tmp_path: Path, title: str) -> None:
    for full_too in (False, True):
        with pytest.raises(CountermoveError, match=r"^The title has the character U\+[0-9A-F]{4}, which"):
            scaffold(title, full=full_too)
    if "\ud800" not in title:
        done = run("new", str(tmp_path / "a.yaml"), "--title", title)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("The title has the character U+")
    assert not (tmp_path / "a.yaml").exists()


@pytest.mark.level("judge")
def test_every_title_that_is_taken_can_be_read_again() -> None:
    taken = 0
    for first in range(0x20, 0x10000, 64):
        signs = [chr(code) for code in range(first, first + 64)]
        title = "".join(sign for sign in signs if unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp"))
        title = f"x{title}x".replace("\ufffe", "").replace("\uffff", "")
        assert loads(scaffold(title)).document.title == title
        taken += len(title) - 2
    assert taken > 60_000
    assert loads(scaffold('a\r\nb\t"c" \\ d')).document.title == 'a b "c" \\ d'
