"""The description for programs says what the catalogue says."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from countermove.catalogue import QUESTIONS
from countermove.plugins.serve.serving.openapi import openapi
from countermove.plugins.serve.serving.parameters import offered, offered_questions
from tests.plugins.serve.serving.serving import client

__all__: list[str] = []


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return dict(json.loads(openapi()))


def test_every_question_has_its_path_parameters_and_record(described: dict[str, Any]) -> None:
    assert set(offered_questions()) == {name for name, item in QUESTIONS.items() if item.of != "gmcr"}
    for name, question in offered_questions().items():
        told = described["paths"][f"/api/ask/{name}"]["get"]
        assert told["summary"] == question.asks
        named = {item["name"]: item for item in told["parameters"]}
        for option_name, option in offered(question):
            assert named[option_name]["description"].startswith(option.help)
            assert named[option_name]["required"] is option.needed
        assert not {"workers", "dask", "every"} & set(named) or name == "solve"
        assert told["responses"]["200"]["content"]["application/json"]["schema"] == {
            "$ref": f"#/components/schemas/{name}"
        }


@pytest.mark.level("all")
def test_references_lead_somewhere_and_schemas_are_schemas(described: dict[str, Any]) -> None:
    text = json.dumps(described)
    for _, _, after in [part.partition("#/components/") for part in text.split('"$ref": ')[1:]]:
        kind, name = after.partition('"')[0].split("/")
        assert name in described["components"][kind]
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_it_is_served(described: dict[str, Any]) -> None:
    ask = client("korea-2021")
    found = ask.get("/openapi.json")
    assert found.json() == described
    assert ask.get("/openapi.json", headers={"if-none-match": found.headers["etag"]}).status_code == 304
