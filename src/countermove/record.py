"""How a record says what of it is told as data: with types, docstrings below its fields, and these words.

A *record* is a frozen dataclass. Every field that is told has a docstring right below it, which is its description wherever one
is needed; the first sentence of the class's docstring describes the record. ``telling.data`` reads both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["BY_NAME", "DIGITS", "UNTOLD", "Among", "Key", "told"]


@dataclass(frozen=True, slots=True)
class Key:
    """``Annotated[int, Key("from")]``: the name of a field in data, where that is no name in Python."""

    name: str


@dataclass(frozen=True, slots=True)
class Among:
    """``Annotated[NDArray, Among(1, 0)]``: no other numbers are in an array."""

    numbers: tuple[int, ...]

    def __init__(self, *numbers: int) -> None:
        object.__setattr__(self, "numbers", numbers)


UNTOLD: Final = Key("")
"""``Annotated[int, UNTOLD]``: the field is for the program alone."""


BY_NAME: Final = object()
"""``Annotated[tuple[tuple[str, str], ...], BY_NAME]``: pairs, which have to be hashable, are told as a mapping."""


DIGITS: Final = object()
"""``Annotated[int, DIGITS]``: a whole number is told as text, since it outgrows those that readers of JSON keep exactly."""


class told(property):
    """A property that is told like a field."""
