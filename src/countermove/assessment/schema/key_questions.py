"""What the reader wants to know: questions answered by checks, and how far actors look."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from countermove.assessment.schema.checks import CheckOf
from countermove.assessment.schema.kinds import ClaimName, ScenarioName, Text, ViewName, WrittenAs, complain
from countermove.assessment.schema.overlay import Overlay
from countermove.assessment.schema.record import Entry, Locator, Sketched
from gmcr import CONCEPTS
from gmcr.base.errors import nearest, quoted

__all__ = ["Answering", "Concepts", "KeyQuestion", "LeftOut"]


class Answering(Entry):
    """What has to be true for an answer: a check of its own, or a claim of the file."""

    check: CheckOf | None = Field(None, description="What has to be true in the game.")
    claim: ClaimName | None = Field(None, description="The claim that says it, judged where that is judged.")
    under: ViewName | None = Field(
        None, description="The view in which this side is judged; that of the question where absent."
    )
    with_: Overlay | None = Field(
        None, alias="with", description="Changes to the model for this side; those of the question where absent."
    )

    @model_validator(mode="after")
    def _one(self) -> Answering:
        if (self.check is None) == (self.claim is None):
            raise complain("kind", "An answer is read off {check: …} or off {claim: …}, one of the two.")
        return self


class KeyQuestion(Sketched):
    """A question of the reader's. Cell by cell it is answered yes, no, either way, or not at all."""

    asks: Text = Field(description="The question in words.")
    answer_yes: Answering = Field(description="Where this is true, the answer is yes.")
    answer_no: Answering | None = Field(
        None, description="Where this is true, the answer is no; absent: where `answer_yes` is false."
    )
    across: tuple[ScenarioName, ...] | None = Field(
        None, description="The scenarios that are answered beside the base, each by itself; absent: all; []: none."
    )
    under: ViewName | None = Field(None, description="The view in which it is judged; the author's model where absent.")
    with_: Overlay | None = Field(None, alias="with", description="Changes to the model for this question only.")
    at: tuple[Locator, ...] = Field((), description="Where the source asks it.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")


def _concept(name: Any) -> str:
    if not isinstance(name, str) or name not in CONCEPTS:
        near = nearest(name, CONCEPTS) if isinstance(name, str) else None
        subject = quoted(name) if isinstance(name, str) else "This"
        raise complain(
            "value", f"{subject} is not a concept that a file can name; those are {', '.join(CONCEPTS)}.", near
        )
    return name


def _reasons(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise complain("kind", "This should be a mapping of concepts to the reasons.")
    for name, reason in value.items():
        _concept(name)
        if not isinstance(reason, str):
            raise complain("kind", f"{name}: the reason should be text.")
    return dict(value)


def _concepts(value: Any) -> dict[str, str]:
    if isinstance(value, list):
        listed = [_concept(name) for name in value]
        for place, name in enumerate(listed):
            if name in listed[:place]:
                raise complain("duplicate", f"{name} is listed twice.")
        value = dict.fromkeys(listed, "")
    if isinstance(value, dict) and value:
        return _reasons(value)
    raise complain("kind", "concepts is a list such as [nash, seq], or a mapping of concepts to the reasons.")


_NAMES: dict[str, Any] = {"enum": list(CONCEPTS)}
_REASONS: dict[str, Any] = {"type": "object", "propertyNames": _NAMES, "additionalProperties": {"type": "string"}}

Concepts = Annotated[
    dict[str, str],
    PlainValidator(_concepts),
    WrittenAs(
        {
            "anyOf": [
                {"type": "array", "items": _NAMES, "minItems": 1, "uniqueItems": True},
                {**_REASONS, "minProperties": 1},
            ]
        }
    ),
]
"""Concepts and the reasons for them ("" for none), in the order of the file: the first is the lead concept."""

LeftOut = Annotated[dict[str, str], BeforeValidator(_reasons), WrittenAs(_REASONS)]
"""Concepts that are not used, and why."""
