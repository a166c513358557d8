"""The generators of the references, on small inputs; and nothing of the program is left without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import pytest
import typer

from tests.conftest import ROOT

__all__: list[str] = []


pytestmark = pytest.mark.usefixtures("extensions")


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


def test_what_is_said_for_a_likelihood_stands_in_the_format_with_its_steps() -> None:
    from countermove.likelihood import SAID, step_word

    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "format-by-example.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    told = {said: (row[1], row[2]) for row in rows if len(row) == 3 for said in row[0].split(", ") if said in SAID}
    assert told == {said: (step_word(said), step_word(said, "phia")) for said in SAID}
