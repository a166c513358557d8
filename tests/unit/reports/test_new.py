"""A new file, read as an editor reads it: by the schema that its first line names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from countermove.assessment.parser import parse
from countermove.assessment.problems import Report
from countermove.assessment.schema import Document
from countermove.assessment.schema.structure import without_extensions
from countermove.reports.new import MODELINE, SCHEMA_FILE, new_file, new_page
from tests.conftest import require_module

__all__: list[str] = []

Place = tuple[str | int, ...]


def schema_of(file: Path) -> dict[str, Any]:
    """The schema that an editor finds: a path beside the file, in its first line."""
    first = file.read_text(encoding="utf-8").split("\n", 1)[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert named != first
    schema: dict[str, Any] = json.loads((file.parent / named).read_text(encoding="utf-8"))
    return schema


def errors(data: Any, schema: dict[str, Any]) -> list[str]:
    jsonschema = require_module("jsonschema", "a new file is checked with its schema")
    return [error.json_path for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]


def data_in(file: Path) -> Any:
    return parse(file.read_text(encoding="utf-8"), Report(file.name)).data


@pytest.fixture(scope="module", params=[False, True], ids=["small", "full"])
def new(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("new") / "mine.yaml"
    new_file(str(file), full=request.param)
    return file


def test_the_schema_that_a_new_file_names_accepts_it(new: Path) -> None:
    assert errors(data_in(new), schema_of(new)) == []


def mappings(value: Any, place: Place = ()) -> Iterator[Place]:
    """Where mappings are in plain data."""
    if isinstance(value, dict):
        yield place
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from mappings(inner, (*place, key))


@pytest.mark.level("all")
def test_it_refuses_an_unknown_key_wherever_keys_are_fixed(new: Path) -> None:
    """The program says where they are: what it refuses there the schema refuses."""
    jsonschema = require_module("jsonschema", "a new file is checked with its schema")
    read, data, refused = jsonschema.Draft202012Validator(schema_of(new)), data_in(new), 0
    for place in mappings(data):
        wrong = deepcopy(data)
        holder = wrong
        for part in place:
            holder = holder[part]
        holder["no_key"] = {}
        if forbidden(wrong):
            refused += 1
            assert not read.is_valid(wrong), f"an unknown key is accepted at {'.'.join(map(str, place))}"
    assert refused > 10


def forbidden(data: Any) -> bool:
    """Whether the program says of some key that it is none."""
    try:
        Document.model_validate(without_extensions(data))
    except ValidationError as caught:
        return any(error["type"] == "extra_forbidden" for error in caught.errors(include_url=False))
    return False


def keys(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a schema knows, and what it says of it."""
    if isinstance(node, dict):
        yield from node.get("properties", {}).items()
        for inner in node.values():
            yield from keys(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from keys(inner)


def test_it_explains_every_key_and_offers_the_words_of_those_that_take_few(new: Path) -> None:
    known = list(keys(schema_of(new)))
    assert len(known) > 150
    assert [key for key, said in known if not said.get("description")] == []
    written = dict(known)
    assert written["expect"]["enum"] == ["follows", "contradicted", "not determined", "vacuous"]
    assert written["kind"]["enum"] == ["tactical", "strategic"]
    assert written["grade"]["pattern"] == "^[A-F][1-6]$"
    assert written["concepts"]["anyOf"][0]["items"]["enum"] == ["nash", "gmr", "smr", "seq", "symseq"]
    assert {"pattern", "format"} <= written["as_of"].keys()


def test_a_schema_that_is_there_stays_unless_it_is_to_be_overwritten(tmp_path: Path) -> None:
    file, place = tmp_path / "mine.yaml", tmp_path / SCHEMA_FILE
    assert new_file(str(file)).schema == "written"
    assert new_file(str(tmp_path / "yours.yaml")).schema == "there"
    place.write_text("{}", encoding="utf-8")
    left = new_file(str(tmp_path / "theirs.yaml"))
    assert (left.schema, place.read_text(encoding="utf-8")) == ("another", "{}")
    assert "it was left" in new_page(left).blocks[1].text  # type: ignore[union-attr]
    assert new_file(str(file), force=True).schema == "written"
    assert schema_of(file)["title"] == "Countermove assessment"


def test_a_copy_has_the_bytes_of_its_case_and_no_schema(tmp_path: Path) -> None:
    copy = tmp_path / "korea.yaml"
    assert new_file(str(copy), source="korea-2021").schema is None
    assert not copy.read_text(encoding="utf-8").startswith(MODELINE)
    assert not (tmp_path / SCHEMA_FILE).exists()
