"""Answers of questions as plain data, and what the data means: read off the records of ``questions``."""

from __future__ import annotations

from collections.abc import Container
from importlib import import_module
from typing import Any

from countermove.case.answer import Answer, answering
from countermove.telling.data import plain, schema_of
from countermove.telling.describing import STATE, Schema, list_of

__all__ = ["answer_data", "answer_schema"]


def answer_data(given: Answer) -> dict[str, Any]:
    """The data of an answer: its record, and every state that this mentions."""
    found: dict[str, Any] = plain(given.found)
    if hasattr(given.found, "labels"):
        found[_states(found)] = [{"code": code, "on": list(on)} for code, on in given.on.items()]
    return found


def answer_schema(question: str) -> Schema:
    """The schema of that data, by the name of the question."""
    answer = answering(question)
    kind = getattr(import_module(answer.work.__module__), answer.result)
    schema = schema_of(kind)
    if "labels" in kind.__annotations__:
        key = _states(schema["properties"])
        schema["properties"][key] = list_of("Every state mentioned.", STATE)
        schema["required"].append(key)
    return schema


def _states(told: Container[str]) -> str:
    """What the states that are mentioned are told as: where the record has ``states`` of its own, by another name."""
    return "mentioned" if "states" in told else "states"
