"""The premises: actors with their options and wants, rules, drivers, open questions."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Discriminator, Field, GetJsonSchemaHandler, PlainValidator, Tag, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from countermove.assessment.schema.drifts import DriftLine
from countermove.assessment.schema.kinds import (
    Certainty,
    Condition,
    ExactNumber,
    Flag,
    Identifier,
    Label,
    Levels,
    OneWay,
    TermText,
    Text,
    Timeless,
    Truth,
    WrittenAs,
    complain,
    exact,
    one_of,
)
from countermove.assessment.schema.overlay import Reading, Strength, degree_of
from countermove.assessment.schema.record import Entry, Founded, Locator, Sketched
from gmcr.logic import Degrees

__all__ = ["Actor", "Deed", "Driver", "Never", "Option", "Question", "Term", "Want"]


class Deed(Entry):
    """What an act is, in words that read on from the actor's name. A text alone is its first form."""

    third: Text = Field(description="After the actor's name: takes its army home.")
    base: Text | None = Field(
        None, description='After "to" and "not": take its army home. Absent: told from `third` where that is sure.'
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        if isinstance(data, (dict, Deed)):
            return data
        if not isinstance(data, str):
            raise complain(
                "kind",
                "An act is told by a text, or by {third: …, base: …}; one in degrees level by level.",
            )
        return {"third": data}

    def at(self, level: str) -> Deed:
        """Its form at one of its levels."""
        base = None if self.base is None else f"{self.base} at level {level}"
        return self.model_copy(update={"third": f"{self.third} at level {level}", "base": base})

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema["type"] = ["string", "object"]
        return schema


def _form_of(data: Any) -> str:
    """Whether an act is described once, or level by level."""
    return "levels" if isinstance(data, dict) and data and not _FORMS & data.keys() else "once"


class _ByLevel:
    """States in JSON Schema that a mapping with the forms of a deed is one deed, not one by level."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core_schema), "propertyNames": {"not": {"enum": sorted(_FORMS)}}}


_FORMS = {"third", "base"}
Does = Annotated[
    Annotated[Deed, Tag("once")] | Annotated[dict[str, Deed], Tag("levels"), _ByLevel()], Discriminator(_form_of)
]
"""What an act is: told once, or for each level."""


class Option(Entry):
    """An act in an actor's control: yes or no, or in degrees."""

    does: Does | None = Field(
        None,
        description="What the act is, in words that go on from the actor's name; by level for one in degrees.",
    )
    levels: Levels = Field(
        (),
        description="For an act in degrees its levels, lowest first. The bare name means any above the lowest, and formulas "
        "compare it with a level.",
    )
    one_way: OneWay = Field(
        "", description="`forward` (or true): can be switched on only; `back`: off only; false: both ways."
    )
    needs: Timeless | None = Field(
        None,
        description="What has to hold in the state from which it is switched on, judged before the move. Overlays and checks "
        "that switch it on do not ask.",
    )
    kind: Annotated[str, one_of(("tactical", "strategic"), "kind"), WrittenAs({"enum": ["tactical", "strategic"]})] = (
        Field(
            "tactical",
            description="`tactical`, or `strategic` for what an actor hardly ever changes its mind about: an edit of a want that "
            "names it costs 3 rather than 1. No effect on any verdict.",
        )
    )
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")

    def deeds(self, name: str) -> dict[str, Deed | None]:
        """Its deeds by act: the option under its full *name*, or each of its levels above the lowest."""
        if not self.levels:
            return {name: self.does if isinstance(self.does, Deed) else None}
        if isinstance(self.does, dict):
            return {Degrees(name, self.levels).at(level): self.does.get(level) for level in self.levels[1:]}
        return {Degrees(name, self.levels).at(level): self.does and self.does.at(level) for level in self.levels[1:]}

    def words(self, name: str) -> dict[str, str]:
        """Its deeds as text, to read on from the actor's name; "" where there are none."""
        return {act: deed.third if deed else "" for act, deed in self.deeds(name).items()}


class Want(Founded):
    """One line of an actor's ordered preferences: an earlier want outweighs all later ones."""

    id: Label = Field(description="Its name, unique in the file.")
    want: Truth = Field(description="What is wanted: the want is met in the states where this is true.")
    while_: Condition | None = Field(
        None, alias="while", description="When it counts, judged in each state; absent: always."
    )
    otherwise: Truth | None = Field(
        None, description="What counts where `while` does not hold; absent: the want is met there."
    )
    could_be: Truth | None = Field(None, description="The change of mind that is taken seriously.")
    says: Text | None = Field(
        None, description="The reason for `want` in a few words, shown wherever that explains something."
    )
    otherwise_says: Text | None = Field(
        None, description="The reason for `otherwise` in a few words, shown wherever that explains something."
    )
    certainty: Certainty | None = Field(
        None,
        description="How sure it is that it belongs to the calculus: a number, a likelihood word, or one of `scale`.",
    )
    strength: Strength = Field(
        "mild",
        description="How much it is preferred where this want decides between two states: `mild` or `great`. `solve`, `why`, "
        "`paper` and the check `stable` can ask for sanctions that are greatly worse; all else goes by the order alone.",
    )
    unknown: Flag = Field(
        False,
        description="Whether it is unknown which of two states is preferred where this want decides between them. `solve`, "
        "`why`, `paper` and the check `stable` read that; all else goes by the order as it is written.",
    )

    @property
    def degree(self) -> int | None:
        """By how much a state is preferred where this want decides; None where it is unknown."""
        return degree_of(self.strength, self.unknown)


class Actor(Sketched):
    """A decision maker."""

    name: Text | None = Field(None, description="Its name in words.")
    article: Text | None = Field(None, description="What goes before the name inside a sentence, such as `the`.")
    plural: Flag = Field(False, description="True where the name is a plural: they want, they move.")
    aka: tuple[Text, ...] = Field((), description="What else it is called; messages know it by these names.")
    options: dict[Identifier, Option] = Field(
        {}, description="What it can do, by name; the order is that of the state codes."
    )
    wants: tuple[Want, ...] = Field((), description="What it wants, most important first.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")


class Term(Entry):
    """A named formula or number. A text alone is its formula."""

    bare: ClassVar[str] = "is"

    is_: TermText = Field(alias="is", description="The formula or number that it stands for.")
    says: Text | None = Field(None, description="What it says in words, as a clause: talks begin.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return data if isinstance(data, (dict, Term)) else {Term.bare: data}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema["type"] = ["string", "boolean", "number", "object"]
        return schema


class Never(Founded):
    """A combination of options that cannot be."""

    never: Timeless = Field(description="States in which this is true are infeasible.")
    why: Text | None = Field(None, description="Why it cannot be.")


def _range(value: object) -> object:
    if not isinstance(value, list) or len(value) != 2:
        raise complain("kind", "A range is a pair [low, high].")
    low, high = exact(value[0]), exact(value[1])
    if low > high:
        raise complain("range", f"The lower bound {value[0]} is above the upper bound {value[1]}.")
    return low, high


Range = Annotated[
    tuple[ExactNumber, ExactNumber],
    PlainValidator(_range),
    WrittenAs({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
]


class Driver(Founded):
    """A number that switches wants on and off."""

    now: ExactNumber = Field(description="Its value today.")
    range: Range | None = Field(None, description="The closed interval that it lies in; [0, 1] where absent.")
    means: Text | None = Field(None, description="What it measures.")
    drifts: tuple[DriftLine, ...] = Field(
        (), description="How it drifts if nobody does anything; in a state the first line counts that is true there."
    )


def _some(readings: dict[str, Reading]) -> dict[str, Reading]:
    if not readings:
        raise complain("missing", "An open question needs at least one reading.")
    if all(reading.weight == 0 for reading in readings.values()):
        raise complain("range", "The weights of all answers are 0: give one that counts.")
    return readings


class Question(Sketched):
    """What the source leaves unsaid. The first reading is the base reading."""

    asks: Text | None = Field(None, description="The question.")
    readings: Annotated[dict[Label, Reading], AfterValidator(_some)] = Field(
        description="Its answers, by name; each an overlay, the first usually empty."
    )
    at: tuple[Locator, ...] = Field((), description="Where the source leaves it open.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")
