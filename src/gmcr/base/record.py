"""How a record says what of it is told as data: with types, docstrings below its fields, and these words.

A *record* is a frozen dataclass. Every field that is told has a docstring right below it, which is its description wherever one
is needed; the first sentence of the class's docstring describes the record. ``presentation.data`` reads both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["BY_NAME", "DIGITS", "INTERNAL", "NULL_IF_EMPTY", "Among", "Each", "Key", "derived"]


@dataclass(frozen=True, slots=True)
class Key:
    """``Annotated[int, Key("from")]``: the name of a field in data, where that is no name in Python."""

    name: str


@dataclass(frozen=True, slots=True)
class Among:
    """``Annotated[NDArray, Among(1, 0)]``: no other numbers are in an array; truth values are told as 1 and 0."""

    numbers: tuple[int, ...]

    def __init__(self, *numbers: int) -> None:
        object.__setattr__(self, "numbers", numbers)


@dataclass(frozen=True, slots=True)
class Each:
    """``Annotated[Mapping[str, Answer], Each(("levers", "roads"))]``: answers, each told as a field by the name of its question;
    null where there is none."""

    questions: tuple[str, ...]


INTERNAL: Final = Key("")
"""``Annotated[int, UNTOLD]``: the field is for the program alone."""


BY_NAME: Final = object()
"""``Annotated[tuple[tuple[str, str], ...], BY_NAME]``: pairs, which have to be hashable, are told as a mapping."""


DIGITS: Final = object()
"""``Annotated[int, DIGITS]``: a whole number is told as text, since it outgrows those that readers of JSON keep exactly;
text stays what it is."""


NULL_IF_EMPTY: Final = object()
"""``Annotated[str, NULL_IF_EMPTY]``: "" or 0 says that there is none, which is told as null."""


class derived(property):
    """A property that is told like a field."""
