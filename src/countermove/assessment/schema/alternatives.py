"""Alternatives: what another coder might have written, each a coding of the whole file.

A coding is an overlay that may also change structure. It is applied to the file before everything else, and its names
are those of the file that comes of it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from countermove.assessment.schema.checks import CheckOf
from countermove.assessment.schema.drifts import Drifts
from countermove.assessment.schema.key_questions import Answering
from countermove.assessment.schema.kinds import (
    ActName,
    ActorName,
    ClaimName,
    DriverName,
    ExactNumber,
    Identifier,
    Label,
    OneWay,
    OptionName,
    QuestionName,
    Ref,
    ScenarioName,
    Text,
    Timeless,
    Truth,
    ViewName,
    WantName,
    WrittenAs,
    complain,
    one_of,
)
from countermove.assessment.schema.overlay import Overlay, Place, Rewrite
from countermove.assessment.schema.premises import Does, Never, Option, Term, Want
from countermove.assessment.schema.record import Entry, Locator, Sketched

__all__ = ["AS_IS", "Alternative", "Coding", "Join", "Restated", "Split"]

AS_IS = "as_is"
"""The choice of the file as it stands."""


def _several(value: tuple[str, ...]) -> tuple[str, ...]:
    if len(value) < 2:
        raise complain("value", "Name at least two options.")
    if len(set(value)) < len(value):
        raise complain("duplicate", "Each option is named once.")
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_LISTED = WrittenAs({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
Options = Annotated[tuple[OptionName, ...], BeforeValidator(_listed), _LISTED]
Actors = Annotated[tuple[ActorName, ...], BeforeValidator(_listed), _LISTED]
OptionFullName = Annotated[str, Ref("new option")]


class Split(Entry):
    """Several options in place of one."""

    into: Annotated[tuple[Identifier, ...], AfterValidator(_several)] = Field(
        description="The new options of the same actor, by bare name, in its place."
    )
    is_: Truth | None = Field(
        None,
        alias="is",
        description="What every formula that names the old option means now, over the new ones; all of them where absent. "
        "If it is anything else, acts that switch the old one on are to be restated.",
    )


class Join(Entry):
    """One option in place of several. A list alone is `of`."""

    of_: Annotated[tuple[OptionName, ...], AfterValidator(_several)] = Field(
        alias="of", description="The options of one actor that become one, in the place of the first."
    )
    on: tuple[OptionName, ...] | None = Field(
        None, description="Which of them hold where the new one is on; all where absent."
    )
    off: tuple[OptionName, ...] = Field((), description="Which of them hold where it is off; none where absent.")
    mixed: (
        Annotated[Literal["on", "off"], one_of(("on", "off"), "mixed"), WrittenAs({"enum": ["on", "off"]})] | None
    ) = Field(
        None, description="What a start, or a list of acts, becomes that is neither; to be restated where absent."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, data: Any) -> Any:
        return {"of": data} if isinstance(data, list) else data


class AddedWant(Want):
    """A want that the file has not, with its place."""

    before: WantName | None = Field(None, description="The want that it stands right before.")
    after: WantName | None = Field(None, description="The want that it stands right after.")
    of_: ActorName | None = Field(None, alias="of", description="The actor whose last want it is, instead.")

    @model_validator(mode="after")
    def _one_place(self) -> AddedWant:
        if sum(place is not None for place in (self.before, self.after, self.of_)) != 1:
            raise complain("move", "An added want says where: one of before, after and of (an actor).")
        return self


class Added(Entry):
    """What the file has not."""

    options: dict[OptionFullName, Option] = Field({}, description="New options by full name: us.pay.")
    wants: tuple[AddedWant, ...] = Field((), description="New wants, each with its place.")


class RestatedClaim(Entry):
    """A claim in the coding's names."""

    says: Text | None = Field(None, description="Its words, where they are others.")
    with_: Overlay | None = Field(None, alias="with", description="Its changes to the model.")
    check: CheckOf | None = Field(None, description="What has to be true.")


class RestatedQuestion(Entry):
    """A key question in the coding's names."""

    asks: Text | None = Field(None, description="Its words, where they are others.")
    answer_yes: Answering | None = Field(None, description="Where this is true, the answer is yes.")
    answer_no: Answering | None = Field(None, description="Where this is true, the answer is no.")
    with_: Overlay | None = Field(None, alias="with", description="Its changes to the model.")


class RestatedSight(Entry):
    """An observation in the coding's names."""

    saw: Truth | None = Field(None, description="What was seen.")
    ended: Truth | None = Field(None, description="How it ended.")


class Restated(Entry):
    """What parts of the file say in the coding's names: each key that is given replaces that of the file, rewrites, moves
    and values of overlays one by one."""

    readings: dict[QuestionName, dict[Label, Overlay]] = Field({}, description="Answers to open questions.")
    scenarios: dict[ScenarioName, Overlay] = Field({}, description="Scenarios.")
    views: dict[ViewName, Overlay] = Field({}, description="Views.")
    claims: dict[ClaimName, RestatedClaim] = Field({}, description="Claims.")
    key_questions: dict[Annotated[str, Ref("key question")], RestatedQuestion] = Field({}, description="Key questions.")
    observations: dict[Label, RestatedSight] = Field({}, description="Observations.")


class Coding(Entry):
    """The file as another coder would have written it. Applied in the order of its keys, whatever the order in the file."""

    means: Text | None = Field(None, description="The choice in words.")
    split: dict[OptionName, Split] = Field({}, description="Options that become several.")
    join: dict[OptionFullName, Join] = Field({}, description="New options, by full name, of several that there are.")
    without_option: Options = Field(
        (), description="Options that are none: they stay as at the start, and what is concluded of them is not asked."
    )
    without_actor: Actors = Field((), description="Actors that are none: their options stay as at the start.")
    add: Added | None = Field(None, description="Options and wants that the file has not.")
    terms: dict[Identifier, Term] = Field(
        {}, description="Terms that say something else; their words stay unless given."
    )
    rules: dict[Label, Never] = Field(
        {},
        description="Rules that say something else, or new ones; what is not given stays, and `never: false` lifts a rule.",
    )
    rewrite: dict[WantName, Rewrite] = Field({}, description="Wants in new words, as in an overlay.")
    move: dict[WantName, Place] = Field({}, description="Wants that stand elsewhere in their actor's order.")
    drop: tuple[WantName, ...] = Field((), description="Wants that are left out.")
    set: dict[DriverName, ExactNumber] = Field({}, description="Drivers and their values `now`.")
    drifts: Drifts = Field({}, description="Drivers and how they drift.")
    one_way: dict[OptionName, OneWay] = Field({}, description="Options and the direction in which they switch.")
    needs: dict[OptionName, Timeless] = Field({}, description="Options and what they need.")
    does: dict[OptionName, Does] = Field({}, description="Options and what the act is.")
    restated: Restated | None = Field(
        None,
        description="What parts of the file that name what has changed say in this coding: overlays that rewrite the same "
        "want, levers, acts of an option that was split.",
    )
    start: tuple[ActName, ...] = Field(
        (),
        description="What of the options that the coding makes is on; of those that it loses, what is not as at the start.",
    )
    at: tuple[Locator, ...] = Field((), description="What in the source speaks for it.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")


def _others(value: dict[str, Coding]) -> dict[str, Coding]:
    if not value:
        raise complain("missing", "An alternative needs at least one other coding.")
    if AS_IS in value:
        raise complain("name", f"{AS_IS} is the file as it stands: call this coding something else.")
    return value


class Alternative(Sketched):
    """A choice of whoever wrote the file, which another coder could have made otherwise."""

    asks: Text = Field(description="The choice as a question.")
    as_is: Text | None = Field(None, description="What the file does, in words.")
    other: Annotated[dict[Label, Coding], AfterValidator(_others)] = Field(
        description="The other codings, by name; the file as it stands is the first."
    )
    at: tuple[Locator, ...] = Field((), description="What in the source it is about.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")
