"""What the documentation shows is what happens: every Python and console block of README and docs is run.

Sybil finds the blocks: it knows Markdown's fences (a bare doctest glob takes a closing fence for expected
output), keeps the line numbers, shares one namespace for each page, and takes parsers of our own for
``console`` blocks and for edits. ``$ make``, ``$ pip``, ``$ uvx`` and their like install and are not run; ``...`` in
expected output stands for anything. ``<!-- edit: FILE: OLD -> NEW -->`` does to a file what the sentence before it asks
the reader to do; ``<!-- file: FILE -->`` before a YAML block writes the block as that file, and ``<!-- end of: FILE -->``
adds it to the end of that file.

Each page has a folder of its own that looks like the root of the repository: the small files that the pages use lie in
``docs/examples``, and what a page writes is gone afterwards. Any other YAML block is an excerpt of a file that is read
elsewhere in the tests.
"""

from __future__ import annotations

import difflib
import doctest
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from countermove.cli import app
from countermove.context.answer import function_of
from gmcr.base.tasks import Task
from tests.conftest import ROOT, require_module, require_program

if TYPE_CHECKING:
    from sybil import Document, Example, Region

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("answered_once")

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FIRST = [ROOT / name for name in ("README.md", "docs/format-by-example.md", "docs/concepts/answers.md")]
"""Pages whose examples are run at every level."""

BUILT = ROOT / "docs" / "notebooks"
"""Pages that the build of the documentation runs, which is a part of what has to hold before a change lands."""

NOT_RUN = ("make", "pip", "pipx", "python3", "uv", "uvx", ".")
"""What installs, and is not run."""

PLAIN = {"COLUMNS": "100", "NO_COLOR": "1"}

EDIT = re.compile(r"^<!-- edit: (\S+): (.+?) -> (.+?) -->$", re.MULTILINE)
WRITTEN = re.compile(r"^<!-- (file|end of): (\S+) -->\n\n?```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Once:
    """A question that several pages put to the same case in the same way is answered once."""

    def __init__(self, name: str) -> None:
        self.question, self.known = function_of(name), dict[object, object]()

    def work(self, *of: object, **given: object) -> Task[object]:
        key = (of, tuple((name, tuple(item) if isinstance(item, list) else item) for name, item in given.items()))
        if key not in self.known:
            self.known[key] = yield from self.question.work(*of, **given)
        return self.known[key]


@pytest.fixture(scope="module")
def once() -> Callable[[str], Once]:
    return cache(Once)


@pytest.fixture
def answered_once(solved_once: None, once: Callable[[str], Once], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.context.answer.function_of", once)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a page is run."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def parse(page: Path) -> Document:
    """The page with its executable blocks."""
    require_module("sybil", "it runs the examples of the documentation")
    from sybil.document import Document
    from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

    return Document.parse(
        str(page),
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser(language="console", evaluator=run_console),
        edits,
        files,
    )


def edits(document: Document) -> Iterator[Region]:
    """The edits that a page asks for."""
    from sybil import Region

    for found in EDIT.finditer(document.text):
        yield Region(found.start(), found.end(), found.groups(), make_edit)


def make_edit(example: Example) -> None:
    """Replace a text that the file has exactly once."""
    name, old, new = example.parsed
    text = Path(name).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{example.path}:{example.line}: {name} has {old!r} {text.count(old)} times"
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


def files(document: Document) -> Iterator[Region]:
    """The files, or ends of files, that a page shows and that nobody else has."""
    from sybil import Region

    for found in WRITTEN.finditer(document.text):
        yield Region(found.start(), found.end(), found.groups(), write_file)


def write_file(example: Example) -> None:
    """Write what a block shows, to a new file or to the end of one."""
    what, name, text = example.parsed
    with Path(name).open("a" if what == "end of" else "x", encoding="utf-8") as file:
        file.write(text)


def run_console(example: Example) -> None:
    """Run each ``$ countermove`` line of a block and compare what is printed."""
    for command, expected in sessions(example.parsed):
        if command[0] in NOT_RUN:
            continue
        assert command[0] == "countermove", f"{example.path}:{example.line}: show only countermove and {NOT_RUN}"
        bundled = command[1:2] == ["assess"] and not Path(command[2]).exists()
        start = run_process if example.path == str(PAGES[0]) else assessed if bundled else run
        code, told = start(tuple(command))
        printed = tidy(told)
        if tidy(expected) == "...":
            assert code == 0, f"{example.path}:{example.line}: {shlex.join(command)}\n{printed}"
        if not matches(tidy(expected), printed):
            lines = difflib.unified_diff(
                tidy(expected).splitlines(), printed.splitlines(), "documented", "printed", lineterm=""
            )
            pytest.fail(f"{example.path}:{example.line}: {shlex.join(command)}\n" + "\n".join(lines), pytrace=False)


@cache
def assessed(command: tuple[str, ...]) -> tuple[int, str]:
    """As ``run``: the assessment of a bundled case, which several pages show and which is the same on each."""
    return run(command)


def run(command: Sequence[str]) -> tuple[int, str]:
    """The exit code of a command line of ours, and what it prints; in this process, which has all imported."""
    result = CliRunner(env=PLAIN).invoke(app, list(command[1:]), prog_name=command[0])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout + result.stderr


def run_process(command: Sequence[str]) -> tuple[int, str]:
    """The same by the program that is installed; what README shows is run as whoever reads it does."""
    done = subprocess.run(
        [require_program("countermove", "the documentation shows what it prints"), *command[1:]],
        env={**os.environ, **PLAIN},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


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


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=() if page in FIRST else pytest.mark.level("judge" if page.parent == BUILT else "all"))
        for page in PAGES
    ],
    ids=lambda page: str(page.relative_to(ROOT)),
)
@pytest.mark.usefixtures("place")
def test_the_examples_of_a_page_do_what_it_shows(page: Path) -> None:
    for example in parse(page).examples():
        example.evaluate()


@pytest.mark.level("all")
@pytest.mark.usefixtures("place")
def test_the_commands_of_the_table_in_readme_run_one_after_another() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    commands = [shlex.split(text) for _, cell in rows for text in re.findall(r"`(countermove .+?)`", cell)]
    assert len(commands) > 12
    for command in commands:
        code, printed = run(command)
        assert code == 0, f"{shlex.join(command)}\n{printed}"


@pytest.mark.level("all")
def test_a_yaml_block_is_an_excerpt_of_a_file_that_is_read() -> None:
    from countermove.assessment import load, scaffold

    examples = ROOT / "docs" / "examples"
    small = {file.stem: file.read_text(encoding="utf-8") for file in examples.rglob("*.yaml")}
    full = scaffold(full=True)
    blocks = {page.stem: FENCE.findall(WRITTEN.sub("", page.read_text(encoding="utf-8"))) for page in PAGES}
    for name, found in blocks.items():
        for block in found:
            assert any(block in text for text in (*small.values(), full, load("korea-2021").text)), f"{name}: {block}"
    assert small["river"] in blocks["tutorial"], "the tutorial shows its whole file"
    assert "\n".join(blocks["from-essay-to-file"]) == small["bridge"], "the blocks are the file"
    assert "\n".join(blocks["format-by-example"]) == full, "the blocks are the file that `new --full` writes"


RUNGS = {
    "2-reasons": {"key_questions", "sources", "concepts", "claims", "says", "at"},
    "3-open": {"open"},
    "4-days": {"as_of", "forecasts", "observations", "gazette"},
}
"""The keys in which each rung of the ladder says its new idea."""


def test_each_rung_of_the_ladder_adds_its_idea_and_nothing_else() -> None:
    from countermove.assessment import load

    ladder = ROOT / "docs" / "examples" / "ladder"
    below = load(ladder / "1-one-way.yaml").data
    for name, keys in RUNGS.items():
        data = load(ladder / f"{name}.yaml").data
        assert without(data, keys) == without(below, set()) != without(data, set())
        below = data


def without(data: object, keys: set[str]) -> object:
    """A file's data without these keys, wherever they stand."""
    if isinstance(data, Mapping):
        return {key: without(value, keys) for key, value in data.items() if key not in keys}
    return [without(item, keys) for item in data] if isinstance(data, list | tuple) else data


def test_the_likelihood_words_are_those_of_the_scales() -> None:
    from countermove.likelihood import SCALES, scale

    page = (ROOT / "docs" / "format-by-example.md").read_text(encoding="utf-8")
    for name in SCALES:
        for step in scale(name).steps:
            row = f"| {', '.join(step.words)} | {100 * step.low} to {100 * step.high}% |"
            assert row in page, f"{name}: {row}"


def test_every_verdict_and_concept_is_in_the_glossary() -> None:
    from countermove.presentation.words import concept_name
    from countermove.questions.check.verdicts import VERDICTS
    from gmcr import CONCEPTS

    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = {term.lower() for line in re.findall(r"^(.+)\n: ", page, re.MULTILINE) for term in line.split(", ")}
    assert {*VERDICTS, *(concept_name(name).lower() for name in CONCEPTS)} <= terms


@pytest.mark.usefixtures("place")
def test_an_edit_is_made_where_its_text_stands_once(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- edit: a.yaml: now: 1 -> now: 2 -->\n", encoding="utf-8")
    Path("a.yaml").write_text("now: 1\n", encoding="utf-8")
    (example,) = parse(page).examples()
    example.evaluate()
    assert Path("a.yaml").read_text(encoding="utf-8") == "now: 2\n"
    with pytest.raises(AssertionError, match="0 times"):
        example.evaluate()


@pytest.mark.usefixtures("place")
def test_a_file_that_a_page_shows_is_written(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    blocks = (
        f"<!-- {what}: a.yaml -->\n```yaml\n{line}\n```\n" for what, line in (("file", "a: 1"), ("end of", "b: 2"))
    )
    page.write_text("\n".join(blocks), encoding="utf-8")
    for example in parse(page).examples():
        example.evaluate()
    assert Path("a.yaml").read_text(encoding="utf-8") == "a: 1\nb: 2\n"


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
