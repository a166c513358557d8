"""What is printed: every surface of the program, for a file and a selection. The only module here that knows the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from inspect import signature
from pathlib import Path
from typing import Any
from unittest.mock import patch

from typer.testing import CliRunner

from countermove import reports
from countermove.cli import app
from countermove.plugins.serve.switches import parse
from countermove.plugins.serve.view import page
from countermove.presentation.blocks import Sentence
from countermove.questions.multiverse.text import multiverse_text
from gmcr.base.errors import SizeError
from gmcr.model import OptionStructure
from gmcr.model.space import Space
from tests.judge.sentences.arguing import address
from tests.judge.sentences.selected import Selection

__all__ = [
    "Crashed",
    "Refused",
    "brief",
    "check",
    "explorable",
    "first_of_report",
    "first_screen",
    "multiverse",
    "page_fragments",
    "unlisted",
]


class Refused(Exception):
    """The program refuses a file or a selection."""


class Crashed(Exception):
    """The program ends with an error of its own."""


def _run(arguments: Sequence[str], columns: int) -> str:
    # Click before 8.2 mixes the two streams unless told not to.
    apart: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    runner = CliRunner(env={"COLUMNS": str(columns), "NO_COLOR": None, "FORCE_COLOR": None}, **apart)
    result = runner.invoke(app, list(arguments), prog_name="countermove")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise Crashed(f"{' '.join(arguments[:1])}: {result.exception!r}") from result.exception
    if result.exit_code not in (0, 1):
        raise Refused(result.stderr)
    return result.stdout


def _options(selection: Selection) -> list[str]:
    """A selection as it is typed."""
    found: list[str] = []
    for name, answer in selection.reading.items():
        found += ["--reading", f"{name}={answer}"]
    for option, value in (("--scenario", selection.scenario), ("--view", selection.view), ("--as-of", selection.as_of)):
        found += [option, value] if value is not None else []
    for name, number in selection.drivers.items():
        found += ["--set", f"{name}={float(number)}"]
    for concept in selection.concepts:
        found += ["--concept", concept]
    return found


def first_screen(file: Path, selection: Selection, width: int, kept: dict[str, Any] | None = None) -> str:
    """What ``assess`` prints. ``kept``: what was computed for a screen of another width of the same file, to save time."""
    whole = reports.assess.work

    def work(assessment: Any, chosen: Any, **asked: Any) -> Any:
        key = repr((chosen, asked))
        if key not in found:
            found[key] = yield from whole(assessment, chosen, **asked)
        return found[key]

    found = {} if kept is None else kept
    with patch.object(reports.assess, "work", work):
        return _run(["assess", str(file), *_options(selection)], width)


@contextmanager
def unlisted() -> Iterator[None]:
    """As if the states of every option form were too many to be listed, so that all is decided by proof."""

    def refuse(structure: OptionStructure) -> Space:
        structure._too_many = "The states are too many."
        raise SizeError(structure._too_many)

    with patch.object(OptionStructure, "space", property(refuse)):
        yield


def check(file: Path, selection: Selection, width: int) -> str:
    """All that ``check`` prints."""
    return _run(["check", str(file), "--full", *_options(selection)], width)


def multiverse(file: Path) -> list[str]:
    """The sentences of the page of ``multiverse``."""
    told = multiverse_text(reports.ask("multiverse", reports.open_case(str(file), "multiverse")), every=True)
    return [block.text for block in (*told.answer, *told.body) if isinstance(block, Sentence)]


def brief(file: Path, selection: Selection) -> str:
    """The brief as Markdown."""
    out = file.with_suffix(".brief.md")
    _run(["report", str(file), "--brief", "--force", "-o", str(out), *_options(selection)], 80)
    return out.read_text(encoding="utf-8")


def page_fragments(text: str, selection: Selection, steps: Sequence[str] = ()) -> Mapping[str, str]:
    """The fragments of the page under its switches, which have one concept at most."""
    view = page(text, parse(address(selection, steps)))
    if view.problems:
        raise Refused("; ".join(problem.message for problem in view.problems))
    return view.fragments


def first_of_report(file: Path) -> str:
    """A whole report as Markdown, of which its first page is read."""
    out = file.with_suffix(".report.md")
    _run(["report", str(file), "--force", "-o", str(out)], 80)
    return out.read_text(encoding="utf-8")


def explorable(file: Path) -> Path:
    """A report that argues back, as a file."""
    out = file.with_suffix(".html")
    _run(["report", str(file), "--force", "--explorable", "-o", str(out)], 80)
    return out
