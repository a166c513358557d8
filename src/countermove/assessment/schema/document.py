"""The whole file.

The schema as JSON Schema (Draft 2020-12), for editors and for programs in other languages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from countermove.assessment.schema.alternatives import Alternative
from countermove.assessment.schema.conclusions import Claim, Facts, Forecast, Indicator, Observation, Resolution
from countermove.assessment.schema.key_questions import Concepts, KeyQuestion, LeftOut
from countermove.assessment.schema.kinds import (
    ActName,
    DateText,
    ForecastName,
    Identifier,
    Label,
    Text,
    Truth,
    WrittenAs,
    complain,
    exact,
)
from countermove.assessment.schema.overlay import Overlay, Scenario, View
from countermove.assessment.schema.premises import Actor, Driver, Never, Question, Term
from countermove.assessment.schema.record import Entry
from countermove.assessment.schema.source import Source
from countermove.likelihood import SCALES
from gmcr.base.errors import nearest

__all__ = ["VERSION", "Document", "json_schema", "overlays_of", "schema_text"]


VERSION = 1
"""The version of the format that this program reads."""


def _scale(value: Any) -> Any:
    if isinstance(value, str):
        if value in SCALES:
            return value
        raise complain("value", f"A named scale is one of {', '.join(SCALES)}.", nearest(value, SCALES))
    if not isinstance(value, dict) or not value:
        raise complain("kind", "A scale is a mapping of words to probabilities, or the name of a likelihood scale.")
    scale = {}
    for word, number in value.items():
        probability = exact(number)
        if not 0 <= probability <= 1:
            raise complain("range", f"{word}: a probability lies between 0 and 1; this is {number}.")
        scale[word] = probability
    return scale


Scale = Annotated[
    Any,
    PlainValidator(_scale),
    WrittenAs(
        {
            "anyOf": [
                {"enum": list(SCALES)},
                {"type": "object", "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1}},
            ]
        }
    ),
]


class Document(Entry):
    """An assessment: what it rests on, and what its author concludes. Order is significant."""

    countermove: Annotated[int, WrittenAs({"const": VERSION})] = Field(description="The version of the format: 1.")
    title: Text | None = Field(None, description="The question that the assessment answers.")
    author: Text | None = Field(None, description="Who wrote the assessment; no effect on any verdict.")
    as_of: DateText | None = Field(
        None, description="The day of the knowledge that it rests on; no effect on any verdict."
    )
    when: Text | None = Field(
        None,
        description="The time that it is about, in words, where no day says it: summer of 416 BC. No effect on any verdict.",
    )
    horizon: DateText | None = Field(None, description="The day up to which it looks; no effect on any verdict.")
    target: Truth | None = Field(None, description="What changes of calculus and responsibility are about.")
    scale: Scale | None = Field(
        None,
        description="The words of `certainty`; high 0.9, moderate 0.8, low 0.55 where absent. Or icd203, phia.",
    )
    concepts: Concepts | None = Field(
        None,
        description="How far the actors look: stability concepts, or a mapping of these to the reasons. The first leads: roads, "
        "changes and responsibility use it. All five, Nash first, where absent.",
    )
    left_out: LeftOut = Field(
        {}, description="Concepts that `concepts` does not name, and why; no effect on any verdict."
    )
    key_questions: dict[Label, KeyQuestion] = Field(
        {}, description="What the reader wants to know, in the order of the answers, by name."
    )
    sources: dict[Label, Source] = Field({}, description="What premises and claims are taken from, by name.")
    actors: dict[Identifier, Actor] = Field(min_length=1, description="Who decides, by name.")
    never: dict[Label, Never] = Field({}, description="What cannot be, by name.")
    start: tuple[ActName, ...] = Field(
        (), description="The status quo: the options that are on, those in degrees as `option = level`."
    )
    terms: dict[Identifier, Term] = Field({}, description="Named formulas and numbers, with their words.")
    drivers: dict[Identifier, Driver] = Field({}, description="Numbers that switch wants on and off, by name.")
    open: dict[Label, Question] = Field({}, description="What the source leaves unsaid, by name.")
    scenarios: dict[Label, Scenario] = Field({}, description="What may come, by name.")
    views: dict[Label, View] = Field({}, description="What somebody believes, by name.")
    alternatives: dict[Label, Alternative] = Field(
        {}, description="Choices of whoever wrote the file that another coder could have made otherwise, by name."
    )
    defended: dict[Text, Text] = Field(
        {},
        description="Mechanical variants of the file that are not to be asked, such as `swap k1 k2`, and why.",
    )
    claims: dict[Label, Claim] = Field({}, description="The conclusions, by name.")
    indicators: dict[Label, Indicator] = Field({}, description="What to watch, by name.")
    forecasts: dict[Label, Forecast] = Field({}, description="Dated probabilities, by name.")
    resolutions: dict[ForecastName, Resolution] = Field({}, description="How forecasts came out, by their names.")
    observations: dict[Label, Observation] = Field({}, description="What happened since, by name.")
    facts: Facts | None = Field(None, description="How it ended, without a date, to narrow the readings.")
    omitted: tuple[Text, ...] = Field((), description="Who and what could have entered and is not modelled.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")

    @property
    def formulas(self) -> dict[str, str]:
        """The text of each term, by name."""
        return {name: term.is_ for name, term in self.terms.items()}


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema. Stricter than the program in one thing: a key without a value is invalid there."""
    schema = Document.model_json_schema(by_alias=True, mode="validation")
    _tidy(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Countermove assessment",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_text() -> str:
    """The text of the published file, generated anew."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


_LAST = ("at", "assumed", "unsaid", "todo", "note")  # common to all premises, after their own keys


def _tidy(node: Any) -> None:
    """Turn pydantic's schema into one of the file.

    Every record may have keys that begin with ``x-``; a key is omitted rather than null; repeated titles go.
    """
    if isinstance(node, list):
        for item in node:
            _tidy(item)
    if not isinstance(node, dict):
        return
    if "object" in node.get("type", ()) and "additionalProperties" in node:
        node["patternProperties"] = {"^x-": True}
    if isinstance(node.get("title"), str):
        del node["title"]
    if node.get("default", "") is None:
        del node["default"]
    if len(node.get("allOf", ())) == 1:  # pydantic before 2.9: a reference with a description beside it
        [only] = node.pop("allOf")
        rest = dict(node)
        node.clear()
        node.update({**only, **rest})
    kinds = [kind for kind in node.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        del node["anyOf"]
        node.update({**kinds[0], **node})
    elif kinds:
        node["anyOf"] = kinds
    for key, value in node.items():
        if key == "properties":
            for name in [name for name in _LAST if name in value]:
                value[name] = value.pop(name)
            for inner in value.values():
                _tidy(inner)
        elif key not in ("enum", "const", "default"):
            _tidy(value)


def overlays_of(document: Document) -> Iterator[tuple[tuple[str | int, ...], Overlay]]:
    """Every overlay with its path: readings, scenarios, views, and the `with` of claims and key questions."""
    for question, record in document.open.items():
        for answer, reading in record.readings.items():
            yield ("open", question, "readings", answer), reading
    yield from ((("scenarios", name), scenario) for name, scenario in document.scenarios.items())
    yield from ((("views", name), view) for name, view in document.views.items())
    for name, claim in document.claims.items():
        if claim.with_ is not None:
            yield ("claims", name, "with"), claim.with_
    for name, key_question in document.key_questions.items():
        for where, holder in (
            ((), key_question),
            (("answer_yes",), key_question.answer_yes),
            (("answer_no",), key_question.answer_no),
        ):
            if holder is not None and holder.with_ is not None:
                yield ("key_questions", name, *where, "with"), holder.with_
