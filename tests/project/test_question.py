"""A question is said once: a folder and a declaration give its command, JSON, schema, notebook, completion and reference."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

import countermove.questions
from countermove.catalogue import QUESTIONS, Declaration, Parameter
from countermove.cli.application import application
from countermove.context.answer import ask, open_case
from countermove.media import envelope, page_of, record_schema
from countermove.media.notebook import html_of_record
from gmcr.base.errors import CountermoveError
from tests.conftest import ROOT

__all__: list[str] = []

sys.path.insert(0, str(ROOT / "docs" / "_ext"))
from commands import commands_markdown

COMPUTE = '''"""census: how many wants each actor has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from gmcr.base.record import Record
from gmcr.base.record import INTERNAL, derived
from gmcr.base.tasks import Progress, Task, task


@dataclass(frozen=True, slots=True)
class Census(Record):
    """How many wants each actor has."""

    wants: Mapping[str, int]
    """Actor: how many."""
    whole: Annotated[int, INTERNAL]
    """Of how many actors."""

    @derived
    def complete(self) -> bool:
        """Whether everybody was counted."""
        return len(self.wants) == self.whole

    @derived
    def most(self) -> Fraction:
        """The greatest share of all wants."""
        return Fraction(max(self.wants.values()), sum(self.wants.values()))


@task
def census(of, *, reading=None, scenario=None, view=None, drivers=None, actors=()) -> Task[Census]:
    conflict = of.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)
    names = [name for name in conflict.actors if not actors or name in actors]
    found: dict[str, int] = {}

    def known() -> Census:
        return Census(dict(found), len(names))

    for name in names:
        yield Progress(len(found), len(names), known if found else None)
        found[name] = len(conflict.preferences[name])
    return known()
'''
TEXT = '''"""census in words."""

from __future__ import annotations

from fractions import Fraction

from countermove.presentation.blocks import Column, Sentence, Share, Table, AnswerText


def census_text(answer, *, every=False):
    found = answer.record
    whole = sum(found.wants.values())
    rows = tuple((answer.glossary.actors[name], count, Share(Fraction(count, whole)))
                 for name, count in found.wants.items())
    table = Table((Column("Actor"), Column("Wants", right=True), Column("Share", right=True)), rows)
    note = (Sentence("Everything is told.", "note"),) if every else ()
    return AnswerText("how many wants there are", (Sentence(f"{whole} wants.", "answer"),), (table, *note))
'''
CENSUS = Declaration(
    "census",
    "Count the wants.",
    "Of every actor, or of some. Ctrl-C ends it with those that are counted.",
    work="Counting the wants of {}",
    options=(
        Parameter("actors", "actors", "Only this actor; repeatable.", form="NAME", flag="actor"),
        Parameter("every", "flag", "Leave nothing out.", flag="all", default=False, shown=True),
    ),
)


@pytest.fixture
def declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Declaration]:
    """A question more: its folder in a place of its own, and its declaration."""
    folder = tmp_path / "census"
    folder.mkdir()
    for name, text in (("__init__", ""), ("compute", COMPUTE), ("text", TEXT)):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(countermove.questions, "__path__", [*countermove.questions.__path__, str(tmp_path)])
    monkeypatch.setitem(QUESTIONS, "census", CENSUS)  # type: ignore[arg-type]
    yield CENSUS
    for name in [name for name in sys.modules if name.startswith("countermove.questions.census")]:
        del sys.modules[name]


def test_the_use_case_and_the_data_with_its_schema(declared: Declaration) -> None:
    answer = ask("census", open_case("korea-2021"), actors=["China", "us"])
    assert set(answer.record.wants) == {"us", "china"}
    data = json.loads(json.dumps(envelope(answer)))
    assert data["record"] == "census"
    assert data["data"] == {"wants": dict(answer.record.wants), "complete": True, "most": str(answer.record.most)}
    schema = record_schema("census")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    told = schema["properties"]["data"]["properties"]
    assert told["wants"]["description"] == "Actor: how many."
    assert "whole" not in told
    with pytest.raises(CountermoveError, match="not an actor"):
        ask("census", open_case("korea-2021"), actors=["France"])


def test_the_command_its_help_and_its_options(declared: Declaration) -> None:
    run = CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke
    program = application()
    plain = run(program, ["census", "korea-2021"])
    assert plain.exit_code == 0, plain.output
    assert plain.output.splitlines()[0] == "korea-2021: how many wants there are"
    assert "#" in plain.output  # shares are drawn as bars
    assert "Everything is told." not in plain.output
    assert "Everything is told." in run(program, ["census", "korea-2021", "--full"]).output
    as_json = run(program, ["census", "korea-2021", "--actor", "us", "--scenario", "crisis", "--json"])
    data = json.loads(as_json.stdout)
    assert list(data["data"]["wants"]) == ["us"]
    assert data["assumptions"]["scenario"] == "crisis"
    shown = run(program, ["census", "--help"]).output
    assert "Count the wants." in shown
    assert "Only this actor; repeatable." in shown
    assert run(program, ["census", "korea-2021", "--actor", "France"]).exit_code == 2
    alone = run(program, ["census", "chicken"])
    assert alone.exit_code == 2
    assert "This is a bare conflict. Census needs an assessment." in " ".join(alone.stderr.split())


def test_an_interrupt_tells_what_is_known(declared: Declaration) -> None:
    def stop(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    answer = ask("census", open_case("korea-2021"), progress=stop)
    assert not answer.complete
    assert len(answer.record.wants) == 2

    def at_once(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask("census", open_case("korea-2021"), progress=at_once)


def test_page_notebook_completion_and_reference(declared: Declaration) -> None:
    answer = ask("census", open_case("korea-2021"))
    assert page_of(answer).blocks[0].text == "korea-2021: how many wants there are"  # type: ignore[union-attr]
    assert "<meter" in html_of_record(answer)
    program = application()
    command = typer.main.get_command(program).commands["census"]  # type: ignore[attr-defined]
    actors = next(parameter for parameter in command.params if parameter.name == "actors")
    context = command.make_context("census", ["korea-2021"], resilient_parsing=True)
    assert [item.value for item in actors.shell_complete(context, "ch")] == ["china"]
    reference = commands_markdown(program)
    assert "## countermove census" in reference
    assert "Count the wants." in reference
