"""What the documentation shows is what happens: every Python and console block of README and docs is run.

Sybil finds the blocks: it knows Markdown's fences (a bare doctest glob takes a closing fence for expected
output), keeps the line numbers, shares one namespace for each page, and takes a parser of our own for
``console`` blocks. Lines that begin with ``$ make`` or ``$ pip`` install and are not run; ``...`` in expected
output stands for anything.
"""

from __future__ import annotations

import difflib
import doctest
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, require_module, require_program

if TYPE_CHECKING:
    from sybil import Document, Example

__all__: list[str] = []

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TOUR = ROOT / "docs"
"""Where the examples are run: the small files that they use lie in ``docs/examples``."""


def parse(page: Path) -> Document:
    """The page with its executable blocks."""
    require_module("sybil", "it runs the examples of the documentation")
    from sybil.document import Document
    from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

    return Document.parse(
        str(page),
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser(language="console", evaluator=run_console),
    )


def run_console(example: Example) -> None:
    """Run each ``$ countermove`` line of a block and compare what is printed."""
    program = require_program("countermove", "the documentation shows what it prints")
    for command, expected in sessions(example.parsed):
        if command[0] in ("make", "pip"):
            continue
        assert command[0] == "countermove", f"{example.path}:{example.line}: show only countermove, make and pip"
        done = subprocess.run(
            [program, *command[1:]],
            cwd=TOUR,
            env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        printed = tidy(done.stdout + done.stderr)
        if tidy(expected) == "...":
            assert done.returncode == 0, f"{example.path}:{example.line}: {shlex.join(command)}\n{printed}"
        if not matches(tidy(expected), printed):
            lines = difflib.unified_diff(
                tidy(expected).splitlines(), printed.splitlines(), "documented", "printed", lineterm=""
            )
            pytest.fail(f"{example.path}:{example.line}: {shlex.join(command)}\n" + "\n".join(lines), pytrace=False)


def sessions(block: str) -> list[tuple[list[str], str]]:
    """The commands of a console block, each with the output that is shown below it."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert not parts[0].strip(), "a console block begins with a command"
    return [(shlex.split(head, comments=True), tail) for head, _, tail in (p.partition("\n") for p in parts[1:])]


def tidy(text: str) -> str:
    """Without trailing blanks, which nobody sees."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def matches(expected: str, printed: str) -> bool:
    """Equality, ``...`` standing for any text, across lines too."""
    pattern = ".*".join(re.escape(part) for part in expected.split("..."))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_do_what_it_shows(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOUR)
    for example in parse(page).examples():
        example.evaluate()


def test_a_wrong_example_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\n>>> 1 + 1\n3\n\n```\n", encoding="utf-8")
    (example,) = parse(page).examples()
    with pytest.raises(AssertionError, match="Expected"):
        example.evaluate()


def test_a_console_block_is_cut_into_commands() -> None:
    assert sessions("$ countermove cases\na\nb\n$ countermove lint 'a b'\n") == [
        (["countermove", "cases"], "a\nb\n"),
        (["countermove", "lint", "a b"], ""),
    ]


@pytest.mark.parametrize(
    ("expected", "printed", "equal"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("a", "a b", False),
        ("a ... d", "a b\nc d", True),
        ("...", "", True),
        ("a.c", "abc", False),
    ],
)
def test_an_ellipsis_stands_for_anything(expected: str, printed: str, equal: bool) -> None:
    assert matches(expected, printed) is equal
