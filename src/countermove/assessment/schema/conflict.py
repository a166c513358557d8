"""The format of a bare conflict: actors, states, moves and preferences, with what was published about it.

A *state* is written as a number or as text. Numbers are *ordered* (from 1 over the feasible states by ascending code,
as the literature prints them) or codes, as ``numbering`` says; text is a state's label in graph form, and otherwise
the options that are on, between commas.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    TypeAdapter,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from countermove.assessment.schema.kinds import (
    Flag,
    Identifier,
    Text,
    Texts,
    Timeless,
    WholeNumber,
    WrittenAs,
    complain,
    one_of,
)
from countermove.assessment.schema.overlay import Strength, degree_of
from countermove.assessment.schema.premises import Option
from countermove.assessment.schema.record import Entry
from countermove.assessment.schema.source import Citation

__all__ = [
    "CONFLICT_VERSION",
    "ConflictDocument",
    "Difference",
    "Improvement",
    "InverseCount",
    "Player",
    "Published",
    "StateText",
    "Statement",
    "citations",
    "conflict_json_schema",
]

CONFLICT_VERSION = 1
"""The version of the format that this program reads."""

_STATE: dict[str, Any] = {"type": ["integer", "string"]}


def _state(value: Any) -> int | str:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise complain("kind", "A state is a number, a label, or the options that are on, between commas.")
    return value


def _tier(value: Any) -> tuple[int | str, ...]:
    return tuple(map(_state, value)) if isinstance(value, (list, tuple)) else (_state(value),)


def _start(value: Any) -> int | str | tuple[str, ...]:
    if isinstance(value, (list, tuple)):
        if not all(isinstance(item, str) for item in value):
            raise complain("kind", "The start is a state, or a list of the options that are on.")
        return tuple(value)
    return _state(value)


def _move(value: Any) -> tuple[str, str]:
    if not isinstance(value, (list, tuple)) or len(value) != 2 or not all(isinstance(item, str) for item in value):
        raise complain("kind", "A move is a pair of labels: [from, to].")
    return value[0], value[1]


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, (str, dict)) else value


StateText = Annotated[int | str, PlainValidator(_state), WrittenAs(_STATE)]
Tier = Annotated[
    tuple[int | str, ...],
    PlainValidator(_tier),
    WrittenAs({"anyOf": [_STATE, {"type": "array", "items": _STATE}]}),
]
Start = Annotated[
    int | str | tuple[str, ...],
    PlainValidator(_start),
    WrittenAs({"anyOf": [_STATE, {"type": "array", "items": {"type": "string"}}]}),
]
Move = Annotated[
    tuple[str, str],
    PlainValidator(_move),
    WrittenAs({"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}),
]
Citations = Annotated[tuple[Citation, ...], BeforeValidator(_several)]
Number = Annotated[int | str, PlainValidator(_state), WrittenAs(_STATE)]


class Statement(Entry):
    """What an actor wants. A text alone is its formula."""

    bare: ClassVar[str] = "want"

    want: Timeless = Field(description="The formula.")
    strength: Strength = Field(
        "mild",
        description="How much is preferred what it decides: `mild` or `great`; read by `solve`, `why` and `paper`.",
    )
    unknown: Flag = Field(
        False,
        description="Whether it is unknown what is preferred where it decides; read by `solve`, `why` and `paper`.",
    )

    @property
    def degree(self) -> int | None:
        """By how much a state is preferred where it decides; None where that is unknown."""
        return degree_of(self.strength, self.unknown)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return data if isinstance(data, (dict, Statement)) else {Statement.bare: data}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema["type"] = ["string", "object"]
        return schema


class Player(Entry):
    """A decision maker: in option form with options, in graph form with moves."""

    name: Text | None = Field(None, description="Its name in words.")
    options: dict[Identifier, Option] = Field(
        {}, description="What it can do, by name; the order is that of the state codes."
    )
    moves: tuple[Move, ...] = Field((), description="Graph form: its moves, as pairs of labels.")
    wants: tuple[Statement, ...] | None = Field(
        None, description="What it wants, most important first: formulas over options. Instead of a ranking."
    )
    ranking: tuple[Tier, ...] | None = Field(
        None, description="Every feasible state once, best first; a list inside the list is a tie. Instead of wants."
    )
    note: Text | None = Field(None, description="A remark.")


class Improvement(Entry):
    """A published (coalition) improvement: those who move together all prefer where it leads."""

    by: Texts = Field(min_length=1, description="The actors who move together; one name for a single actor.")
    from_: StateText = Field(alias="from", description="Where they begin.")
    to: StateText = Field(description="Where they get to.")


class InverseCount(Entry):
    """How many strict rankings make a state an equilibrium."""

    state: StateText = Field(description="The state that is desired.")
    vary: Texts = Field(min_length=1, description="The actors whose strict rankings are all tried.")
    concept: Text = Field(description="The stability concept.")
    profiles: WholeNumber = Field(ge=0, description="How many combinations of rankings make it an equilibrium.")


class Published(Entry):
    """What the source prints. Every cell of it follows from the definitions, or ``differs`` names it as an erratum."""

    equilibria: dict[Text, tuple[StateText, ...]] = Field(
        {}, description="Concept to its equilibria; also `sim` and `seq_or_sim` (simultaneous sanctioning)."
    )
    stable: dict[Identifier, dict[Text, tuple[StateText, ...]]] = Field(
        {}, description="Actor to concept to the states that are stable for it; all others are printed as unstable."
    )
    counts: dict[Text, WholeNumber] = Field({}, description="Concept to the number of its equilibria.")
    improvements: tuple[Improvement, ...] = Field((), description="Improvements that the source points out.")
    inverse: tuple[InverseCount, ...] = Field((), description="Counts of inverse analysis.")


class Difference(Entry):
    """Where print and definition differ: one number, whose computed value is the one in ``published``; or cells of
    ``published``, named by concept and states, and by the actor where it is not about equilibria."""

    what: Text = Field(description="What it is about.")
    printed: Number = Field(description="What a source prints.")
    computed: Number = Field(description="What follows from the definition.")
    why: Text | None = Field(None, description="Why they differ, as far as it is known.")
    concept: Text | None = Field(None, description="For cells of a table: its concept.")
    actor: Text | None = Field(None, description="For cells of a table of stable states: whose.")
    states: tuple[StateText, ...] = Field((), description="For cells of a table: the states printed wrongly.")


class ConflictDocument(Entry):
    """A conflict. Order is significant."""

    conflict: Annotated[int, WrittenAs({"const": CONFLICT_VERSION})] = Field(
        description="The version of the format: 1."
    )
    title: Text | None = Field(None, description="What the conflict is about.")
    citation: Citations = Field(
        (), description="Where it was published: a text, or what is known of it; one or several."
    )
    numbering: Annotated[str, one_of(("ordered", "codes"), "numbering"), WrittenAs({"enum": ["ordered", "codes"]})] = (
        Field("ordered", description="What numbers of states are: `ordered` (from 1 by ascending code) or `codes`.")
    )
    states: tuple[Text, ...] = Field((), description="Graph form: the labels of all states.")
    actors: dict[Identifier, Player] = Field(min_length=1, description="Who decides, by name.")
    never: tuple[Timeless, ...] = Field((), description="States in which one of these is true are infeasible.")
    start: Start | None = Field(None, description="The status quo; the first feasible state where absent.")
    published: Published | None = Field(None, description="Published results, confirmed.")
    differs: tuple[Difference, ...] = Field((), description="Where print and definition differ.")
    read: Texts = Field((), description="Where the numbers were read, if not in the source itself.")
    notes: Texts = Field((), description="Remarks.")


def citations(data: Any) -> tuple[Citation, ...]:
    """What a file says under ``citation``. Raises ValidationError."""
    return TypeAdapter(Citations).validate_python(data)


def conflict_json_schema() -> dict[str, Any]:
    """The format as JSON Schema (Draft 2020-12). Keys that begin with ``x-`` are allowed by the program, not here."""
    schema = ConflictDocument.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Countermove conflict"}
