"""Premises that point at a text: how a premise is displayed, and all its words, to search for."""

from __future__ import annotations

from countermove.assessment.schema import Document
from countermove.context.glossary import Glossary
from countermove.presentation.phrases import Phrasing
from countermove.presentation.wants import want_clause
from countermove.presentation.words import capital

__all__ = ["premise_text", "premise_words"]

_FIELDS = {
    "claim": "claims",
    "driver": "drivers",
    "forecast": "forecasts",
    "indicator": "indicators",
    "key question": "key_questions",
    "observation": "observations",
    "open question": "open",
    "resolution": "resolutions",
    "rule": "never",
    "scenario": "scenarios",
    "view": "views",
}

_WORDS = ("says", "asks", "means", "watch", "why", "about", "when")
"""Fields in which a record describes itself; the first that it has counts."""


def premise_text(glossary: Glossary, document: Document, kind: str, name: str) -> str:
    """A premise in words, with its name."""
    if kind == "want":
        return capital(want_clause(Phrasing(glossary), name))
    said = next(iter(_texts(document, kind, name)), "")
    return f"{capital(said)} ({name})" if said else f"{capital(kind)} {name}"


def premise_words(glossary: Glossary, document: Document, kind: str, name: str) -> str:
    """Everything that the document says of a premise, as one text."""
    said = premise_text(glossary, document, kind, name).removesuffix(f"({name})")
    return " ".join([said, *_texts(document, kind, name), _note(_record(document, kind, name))])


def _texts(document: Document, kind: str, name: str) -> list[str]:
    record = _record(document, kind, name)
    return [text for key in _WORDS if isinstance(text := getattr(record, key, None), str)]


def _note(record: object) -> str:
    return getattr(record, "note", None) or ""


def _record(document: Document, kind: str, name: str) -> object:
    """The record of a premise in its document; None for a kind that has no words."""
    if kind == "want":
        wants = (want for actor in document.actors.values() for want in actor.wants)
        return next((want for want in wants if want.id == name), None)
    if kind == "reading":
        question, _, answer = name.partition(".")
        return document.open[question].readings.get(answer) if question in document.open else None
    records = getattr(document, _FIELDS.get(kind, ""), None)
    return records.get(name) if isinstance(records, dict) else None
