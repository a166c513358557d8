"""The kinds of single values, and what their text refers to.

Each kind is a Python type with validators that give plain messages. Where a text is a formula or the name of something
else in the file, its annotation carries a `FormulaMark` or a `Ref`: validation walks the document by them, so that no
reference is missed. Numbers are exact (`Fraction`), made from the digits in the file.

The notation of a kind of value, as JSON Schema, where its Python type does not show it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetJsonSchemaHandler,
    PlainValidator,
    StrictBool,
    StrictInt,
    StrictStr,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from countermove.likelihood import ACCEPTED, span_of
from gmcr.base.errors import nearest, quoted
from gmcr.base.record import Record
from gmcr.logic import KEYWORDS

__all__ = [
    "RESERVED",
    "ActName",
    "ActorName",
    "Certainty",
    "Chance",
    "ClaimName",
    "Condition",
    "DateText",
    "DrawnFrom",
    "DriverName",
    "ExactNumber",
    "Flag",
    "ForecastName",
    "FormulaMark",
    "FreeCondition",
    "Grade",
    "Identifier",
    "IndicatorName",
    "Label",
    "Levels",
    "OneWay",
    "OptionName",
    "PartyName",
    "QuestionName",
    "Ref",
    "ScenarioName",
    "SourceName",
    "TermText",
    "Text",
    "Texts",
    "Timeless",
    "Trend",
    "Truth",
    "ViewName",
    "WantName",
    "WholeNumber",
    "WrittenAs",
    "complain",
    "exact",
    "one_of",
]


class WrittenAs(WithJsonSchema):
    """The JSON Schema of a value. Early pydantic 2 passes one dictionary to every field of the kind, and each field
    writes its description and default into it."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return deepcopy(super().__get_pydantic_json_schema__(core_schema, handler))


RESERVED = frozenset(KEYWORDS)
"""Words of the formula language, which cannot be used as names."""

_IDENTIFIER = re.compile(r"[^\W\d]\w*\Z")
_LABEL = re.compile(r"\w[\w-]*\Z")


@dataclass(frozen=True, slots=True)
class Ref(Record):
    """Marks text that names something: ``kind`` is a namespace of `countermove.assessment.names`."""

    kind: str


@dataclass(frozen=True, slots=True)
class FormulaMark(Record):
    """Marks text that is a formula. ``kind``: truth, number or any; ``options`` whether it may mention options,
    ``drivers`` whether it may mention drivers.
    """

    kind: str = "truth"
    options: bool = True
    drivers: bool = True


def complain(code: str, message: str, suggestion: str | None = None) -> PydanticCustomError:
    """An error with one of our codes. ``message`` is final text: braces in it are literal."""
    return PydanticCustomError(code, message, {"suggestion": suggestion} if suggestion else {})


def one_of(words: Mapping[Any, str] | tuple[str, ...], what: str) -> BeforeValidator:
    """Accept only these values, and suggest the nearest for any other."""
    allowed = tuple(words)

    def check(value: Any) -> Any:
        if any(value == word and type(value) is type(word) for word in allowed):
            return value
        listed = ", ".join(str(word).lower() if isinstance(word, bool) else str(word) for word in allowed)
        raise complain("value", f"{what} is one of {listed}.", nearest(str(value), [str(word) for word in allowed]))

    return BeforeValidator(check)


def exact(value: Any) -> Fraction:
    """A number of the file, exactly. Raises PydanticCustomError for anything else, truth values included."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, Fraction)):
        raise complain("kind", "This should be a decimal number of at most 40 characters, such as 0.4, without quotes.")
    return Fraction(value)


def _probability(value: Any) -> Fraction:
    number = exact(value)
    if not 0 <= number <= 1:
        hint = f": {value} per cent is {float(number / 100):g}" if 1 < number <= 100 else ""
        raise complain("range", f"A probability lies between 0 and 1; this is {value}{hint}.")
    return number


def _word_or_probability(value: Any) -> str | Fraction:
    return value if isinstance(value, str) else _probability(value)


def _chance(value: Any) -> str | Fraction | tuple[Fraction, Fraction]:
    if isinstance(value, dict):
        raise complain("kind", "A chance is a number, a word, or a pair: [low, high], without names.")
    if not isinstance(value, list):
        return _word_or_probability(value)
    if len(value) == 2 and all(isinstance(end, str) and end in ACCEPTED for end in value):
        low, high = min(span_of(end) for end in value)[0], max(span_of(end)[1] for end in value)
        written = f"[{float(low):g}, {float(high):g}]"
        raise complain(
            "kind", f"A pair has two numbers. From {value[0]} to {value[1]} is {written} in ICD 203.", written
        )
    if len(value) != 2 or any(isinstance(end, str) for end in value):
        raise complain("kind", "A chance is a number, a word, or a pair of numbers such as [0.55, 0.8].")
    low, high = _probability(value[0]), _probability(value[1])
    if low > high:
        raise complain("range", f"The lower bound {value[0]} is above the upper bound {value[1]}.")
    return low, high


def _formula_text(value: Any) -> Any:
    """YAML reads ``true`` and ``0.5`` as values; as formulas they are text again."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Decimal)):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    return value


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        early = isinstance(value, str) and value.startswith("-")
        raise complain(
            "date",
            'A date is written "2021-08-15" (year-month-day) and must exist in the calendar'
            + (", from the year 1 on: what is older is dated by `when`, in words." if early else "."),
        ) from None


def _identifier(value: str) -> str:
    if value in RESERVED:
        raise complain("name", f"{quoted(value)} is a word of the formula language: choose another name.")
    if not _IDENTIFIER.match(value):
        raise complain("name", f"{quoted(value)} is not a name: use letters, digits and _, beginning with a letter.")
    return value


def _levels(value: tuple[str, ...]) -> tuple[str, ...]:
    if 0 < len(set(value)) < len(value):
        twice = next(level for level in value if value.count(level) > 1)
        raise complain("duplicate", f"The level {quoted(twice)} is listed twice.")
    if len(value) == 1:
        raise complain("value", "An option in degrees has two levels or more, lowest first.")
    return value


def _label(value: str) -> str:
    if not _LABEL.match(value):
        raise complain("name", f"{quoted(value)} is not a name: use letters, digits, _ and -, without spaces.")
    return value


_NUMBER = WrittenAs({"type": "number"})
_PROBABILITY: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
_FORMULA = WrittenAs({"type": ["string", "boolean"], "description": "A formula that is true or false."})

Text = StrictStr
Texts = Annotated[
    tuple[StrictStr, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    WrittenAs({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Flag = StrictBool
WholeNumber = StrictInt
ExactNumber = Annotated[Fraction, PlainValidator(exact), _NUMBER]
DateText = Annotated[
    date,
    PlainValidator(_date),
    WrittenAs({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
Certainty = Annotated[
    str | Fraction, PlainValidator(_word_or_probability), WrittenAs({"anyOf": [{"type": "string"}, _PROBABILITY]})
]
Chance = Annotated[
    str | Fraction | tuple[Fraction, Fraction],
    PlainValidator(_chance),
    WrittenAs(
        {
            "anyOf": [
                {"enum": list(ACCEPTED)},
                _PROBABILITY,
                {"type": "array", "items": _PROBABILITY, "minItems": 2, "maxItems": 2},
            ]
        }
    ),
]

Identifier = Annotated[StrictStr, AfterValidator(_identifier)]
Label = Annotated[StrictStr, AfterValidator(_label)]

Truth = Annotated[StrictStr, BeforeValidator(_formula_text), _FORMULA, FormulaMark()]
Condition = Truth
FreeCondition = Annotated[
    StrictStr,
    BeforeValidator(_formula_text),
    WrittenAs({"type": ["string", "boolean"], "description": "A formula over drivers, free of options."}),
    FormulaMark(options=False),
]
Timeless = Annotated[
    StrictStr,
    BeforeValidator(_formula_text),
    WrittenAs({"type": ["string", "boolean"], "description": "A formula over options, free of drivers."}),
    FormulaMark(drivers=False),
]
TermText = Annotated[
    StrictStr,
    BeforeValidator(_formula_text),
    WrittenAs({"type": ["string", "boolean", "number"], "description": "A formula or a number."}),
    FormulaMark(kind="any"),
]

ActorName = Annotated[StrictStr, Ref("actor")]
PartyName = Annotated[StrictStr, Ref("actor or source")]
SourceName = Annotated[StrictStr, Ref("source")]
OptionName = Annotated[StrictStr, Ref("option")]
ActName = Annotated[
    StrictStr,
    Ref("act"),
    WrittenAs({"type": "string", "description": "An option, `not option`, or `option = level`."}),
]
Levels = Annotated[
    tuple[Identifier, ...],
    AfterValidator(_levels),
    WrittenAs({"type": "array", "items": {"type": "string"}, "minItems": 2, "uniqueItems": True}),
]
DriverName = Annotated[StrictStr, Ref("driver")]
WantName = Annotated[StrictStr, Ref("want")]
ScenarioName = Annotated[StrictStr, Ref("scenario")]
ViewName = Annotated[StrictStr, Ref("view")]
QuestionName = Annotated[StrictStr, Ref("question")]
ClaimName = Annotated[StrictStr, Ref("claim")]
DrawnFrom = Annotated[StrictStr, Ref("claim or drift")]
ForecastName = Annotated[StrictStr, Ref("forecast")]
IndicatorName = Annotated[StrictStr, Ref("indicator")]

_ONE_WAY = {True: "", False: "", "forward": "", "back": ""}


def _direction(value: Any) -> str:
    return {True: "forward", False: ""}[value] if isinstance(value, bool) else str(value)


OneWay = Annotated[
    str,
    BeforeValidator(_direction),
    one_of(_ONE_WAY, "one_way"),
    WrittenAs({"enum": [True, False, "forward", "back"]}),
]


def _grade(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[A-F][1-6]", value):
        return value
    raise complain(
        "value", "An Admiralty grade is a letter A to F (reliability) and a digit 1 to 6 (credibility), such as B2."
    )


Grade = Annotated[str, PlainValidator(_grade), WrittenAs({"type": "string", "pattern": "^[A-F][1-6]$"})]

Trend = Literal["up", "flat", "down"]
