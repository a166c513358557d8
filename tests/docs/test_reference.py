"""The generators of the references, on small inputs; and nothing of the program is left without a word."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import pytest
import typer

from tests.conftest import ROOT, require_module

__all__: list[str] = []


@pytest.fixture(autouse=True)
def generators(monkeypatch: pytest.MonkeyPatch) -> None:
    """The documentation's extensions, importable as Sphinx imports them."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "docs" / "_ext"), *sys.path])


def small_app() -> typer.Typer:
    app = typer.Typer()

    @app.command()
    def solve(
        case: Annotated[str, typer.Argument(help="A path, or a bundled case.")],
        bound: Annotated[int, typer.Option(help="Edits at most.")] = 3,
        secret: Annotated[bool, typer.Option(hidden=True)] = False,
    ) -> None:
        """Show the stability table.

        \b
        countermove solve river
          --bound 2
        """

    @app.command(hidden=True)
    def inner() -> None:
        """Not for people."""

    return app


def test_a_command_is_shown_with_its_usage_text_arguments_and_options() -> None:
    from commands import commands_markdown

    text = commands_markdown(small_app())
    assert text.startswith("(countermove-solve)=\n## countermove solve\n")
    assert "Show the stability table." in text
    assert "```text\ncountermove solve river\n  --bound 2\n```" in text
    assert ": A path, or a bundled case." in text
    assert "`--bound" in text
    assert "default: 3" in text
    assert "secret" not in text
    assert "inner" not in text
    assert text.count("<details>") == text.count("</details>") == 1
    assert text.index("Show the") < text.index("<details>") < text.index("`--bound") < text.index("</details>")


SMALL_SCHEMA = {
    "title": "Assessment",
    "description": "A whole file.",
    "type": "object",
    "required": ["actors"],
    "properties": {
        "actors": {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/Actor"},
            "description": "Who.",
        },
        "start": {"type": "array", "items": {"type": "string"}, "description": "What is on."},
    },
    "$defs": {
        "Actor": {
            "type": "object",
            "description": "A decision maker.",
            "properties": {
                "kind": {
                    "enum": ["tactical", "strategic"],
                    "default": "tactical",
                    "description": "How deep.",
                },
                "weight": {
                    "anyOf": [{"type": "number"}, {"type": "null"}],
                    "minimum": 0,
                    "description": "How much.",
                },
            },
        },
        "Formula": {"type": "string", "description": "A formula."},
    },
}


@pytest.mark.parametrize(
    "line",
    [
        "## The file",
        "`actors`\n: *mapping of names to [Actor](#format-actor), required*. Who.",
        "`start`\n: *list of text*. What is on.",
        "(format-actor)=\n## Actor\n\nA decision maker.",
        "`kind`\n: *`tactical` or `strategic`, default `tactical`*. How deep.",
        "`weight`\n: *number or nothing, at least 0*. How much.",
        "Written as text.",
    ],
)
def test_every_key_is_shown_with_its_type_and_meaning(line: str) -> None:
    from formats import format_markdown

    assert line in format_markdown(SMALL_SCHEMA)


def undescribed(schema: Mapping[str, Any], name: str) -> Iterator[str]:
    for key, part in schema.get("properties", {}).items():
        if not part.get("description"):
            yield f"{name}.{key}"


def test_every_key_of_the_file_has_a_description() -> None:
    from countermove.assessment.schema import json_schema

    schema = json_schema()
    missing = list(undescribed(schema, "file"))
    for name, part in schema.get("$defs", {}).items():
        missing += undescribed(part, name)
    assert not missing, f"describe these keys in the schema: {', '.join(missing)}"


def test_every_command_argument_and_option_has_help() -> None:
    from commands import commands_of

    from countermove.cli import app

    missing = []
    for name, command in commands_of(app):
        if not command.help:
            missing.append(name)
        context = command.context_class(command, info_name=name)
        for parameter in command.params:
            if parameter.get_help_record(context) and not parameter.help:
                missing.append(f"{name} {parameter.name}")
    assert not missing, f"say what these do: {', '.join(missing)}"


def test_a_notebook_is_executed_and_differences_have_their_line() -> None:
    require_module("sphinx", "the extension reports through it")
    from executed import differences

    page = "# A\n\n```python\n>>> a = 1\n\n```\n\nText.\n\n```python\n>>> a + 1\n3\n>>> a\n1\n\n```\n\n```text\n>>> no\n```\n"
    ((line, told),) = differences(page, "a")
    assert line == page.splitlines().index(">>> a + 1") + 1
    assert "Expected:\n    3\nGot:\n    2" in told
    assert list(differences(page.replace("\n3\n", "\n2\n"), "a")) == []


def test_every_published_conflict_has_its_section() -> None:
    require_module("sphinx", "the generators are its extensions")
    from generated import GENERATORS

    from countermove.assessment import conflict_cases

    text = GENERATORS["cases"]()
    for case in conflict_cases():
        assert f"(case-{case.name})=\n## {case.title}\n" in text
        assert all(f"* {line.rstrip('.')}." in text for line in case.citation)
    assert "| equilibria under `gmr` | 1, 6 | 1, 6 |" in text
    assert "| improvements of Ministry of the Environment, Uniroyal from 5 | 8 | 8 |" in text
    assert "printed 420, computed 384" in text


def test_every_pattern_of_the_tables_of_cues_is_published() -> None:
    require_module("sphinx", "the generators are its extensions")
    from generated import GENERATORS

    from countermove.evidence.documents.cues import KINDS, LADDER, NOT, TABLES

    text = GENERATORS["cues"]()
    assert all(f"### {kind.capitalize()}\n" in text for kind in KINDS)
    assert all(
        f"`{line}`" in text for kind in KINDS for line in (*TABLES[kind], *NOT.get(kind, ())) if line not in LADDER
    )
    assert "| most likely | very likely | 80 to 95 % |" in text


def test_the_page_about_speed_is_made_of_what_was_measured() -> None:
    require_module("sphinx", "the generators are its extensions")
    import json

    from generated import GENERATORS
    from speeds import RECORD, speed_figure

    figures = json.loads(RECORD.read_text(encoding="utf-8"))["figures"]
    text = GENERATORS["speed"]()
    assert text.count("<svg") == 2
    assert all(f"| {item['name']} |" in text for item in figures if item["group"] == "touch")
    for width in (760.0, 344.0):
        figure = speed_figure(figures, width)
        texts = [box for box in figure.boxes if box.kind == "text"]
        assert len(figure.table.rows) == sum(item["group"] == "growth" and bool(item["size"]) for item in figures)
        assert all(box.x >= 0 and box.x + box.width <= width for box in texts)
        assert not any(one.overlaps(other, slack=-0.5) for k, one in enumerate(texts) for other in texts[:k])


def test_what_is_said_for_a_likelihood_stands_in_the_format_with_its_steps() -> None:
    from countermove.likelihood import SAID, step_word

    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "format-by-example.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    told = {said: (row[1], row[2]) for row in rows if len(row) == 3 for said in row[0].split(", ") if said in SAID}
    assert told == {said: (step_word(said), step_word(said, "phia")) for said in SAID}
