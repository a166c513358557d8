"""How a record declares its data: by types, docstrings below its fields, and the annotations here.

A *record* is a frozen dataclass. Every field that is data has a docstring right below it, which is its description
wherever one is needed; the first sentence of the class's docstring describes the record. ``presentation.data`` reads
both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["BY_NAME", "DIGITS", "INTERNAL", "NULL_IF_EMPTY", "Among", "Each", "Key", "derived"]


@dataclass(frozen=True, slots=True)
class Key:
    """``Annotated[int, Key("from")]``: the name of a field in data that is not a valid name in Python."""

    name: str


@dataclass(frozen=True, slots=True)
class Among:
    """``Annotated[NDArray, Among(1, 0)]``: the only numbers in an array; truth values are written as 1 and 0."""

    numbers: tuple[int, ...]

    def __init__(self, *numbers: int) -> None:
        object.__setattr__(self, "numbers", numbers)


@dataclass(frozen=True, slots=True)
class Each:
    """``Annotated[Mapping[str, Answer], Each(("levers", "roads"))]``: answers, each written as a field with the name
    of its question, or null if there is none."""

    questions: tuple[str, ...]


INTERNAL: Final = Key("")
"""``Annotated[int, INTERNAL]``: the field is for the program alone."""


BY_NAME: Final = object()
"""``Annotated[tuple[tuple[str, str], ...], BY_NAME]``: pairs, which have to be hashable, are written as a mapping."""


DIGITS: Final = object()
"""``Annotated[int, DIGITS]``: a whole number is written as text, since it may be larger than readers of JSON represent
exactly; text stays as it is."""


NULL_IF_EMPTY: Final = object()
"""``Annotated[str, NULL_IF_EMPTY]``: "" or 0 means that there is none and is written as null."""


class derived(property):
    """A property that is data, like a field."""
