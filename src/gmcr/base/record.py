"""How a record declares its data: by types, docstrings below its fields, and the annotations here.

A *record* is a frozen dataclass. Every field that is data has a docstring right below it, which is its description
wherever one is needed; the first sentence of the class's docstring describes the record. ``presentation.data`` reads
both.

How records appear in a shell: in one line of at most 120 characters, what it is, of which case, and the main result.

A dataclass with ``Record`` as its base shows its fields, shortened; if the fields do not say what matters, the record
has a ``gist``. Fields that only label others are left out. This is for work in a shell, and the only place where
something is cut: texts for readers are complete, or have whole items with their count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = [
    "BY_NAME",
    "DIGITS",
    "INTERNAL",
    "LONGEST",
    "NULL_IF_EMPTY",
    "WORDS",
    "Among",
    "Each",
    "Key",
    "Record",
    "cut",
    "derived",
    "fields_of",
]


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


LONGEST = 120
"""The number of characters that a record shows, at most."""

_FIELD = 48
"""The number of characters that a field shows, at most."""

WORDS: Final = ("frame", "frames", "glossary", "glossaries", "labels", "on", "titles")
"""Fields that only label others."""


class Record:
    """Base of records. A subclass that defines ``__repr__`` keeps its own."""

    __slots__ = ()

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        if "__repr__" not in cls.__dict__:  # dataclass does not replace an existing one
            setattr(cls, "__repr__", _shown)  # noqa: B010  # a method is not assigned to, for mypy

    def gist(self) -> str:
        """Return the main result in a few words, or "" if the fields say it."""
        inner = getattr(self, "record", None)
        return inner.gist() if isinstance(inner, Record) else ""

    def to_frame(self, table: str = "") -> pandas.DataFrame:
        """Return a table of the record as a pandas DataFrame.

        Parameters
        ----------
        table : str, optional
            The field that is a table: many records of one kind. By default the first one, or if there is none the record
            itself, as one row.

        Returns
        -------
        pandas.DataFrame
            A row for each record in the field, in order, and a column for each of its fields, named as in the data that the
            command line prints; a field that is a record itself has a column for each of its own fields, ``field.part``. Where
            the field has records by name, or in groups, the first column has the name or the number of the group.

        Raises
        ------
        MissingExtra
            If the extra ``data`` is not installed.
        UnknownName
            If the record has no such table.
        """
        frames = import_module("gmcr.base.frames")  # which knows records, as all that makes tables of them does
        made: pandas.DataFrame = frames.frame_of_record(self, table)
        return made


def cut(text: str, most: int = LONGEST) -> str:
    """Return a text on one line of at most *most* characters."""
    line = " ".join(text.split()) if "\n" in text or "\r" in text else text
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _shown(record: Record) -> str:
    name, gist, case = type(record).__name__, record.gist(), _case(record)
    if gist or case:
        content = gist or ", ".join(_fields(record))
        return cut(f"<{name}{f' of {case}' if case else ''}: {content}>")
    parts: list[str] = []
    room = LONGEST - len(name) - 6
    for part in _fields(record):
        room -= len(part) + 2
        if room < 0:
            return cut(f"{name}({', '.join([*parts, '…'])})")
        parts.append(part)
    return f"{name}({', '.join(parts)})"


def _case(record: Record) -> str:
    frames: Any = getattr(record, "frames", None) or (getattr(record, "frame", None),)
    return " and ".join(frame.case for frame in frames if hasattr(frame, "case"))


def fields_of(record: Record) -> tuple[tuple[str, str], ...]:
    """Return the fields of a record, each with its value in short, without those that only label others."""
    names = [item.name for item in fields(record) if item.repr and item.name not in WORDS]  # type: ignore[arg-type]
    return tuple((name, _value(getattr(record, name))) for name in names)


def _fields(record: Record) -> list[str]:
    return [f"{name}={value}" for name, value in fields_of(record)]


def _value(value: object) -> str:
    """A value in short."""
    if isinstance(value, Record):
        gist = value.gist()
        return cut(f"<{gist}>" if gist else f"{type(value).__name__}(…)", _FIELD)
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        return f"{value.dtype} {value.shape}"
    if isinstance(value, Mapping):
        return _several([f"{name!r}: {_value(item)}" for name, item in _first(value.items())], len(value), "{", "}")
    if isinstance(value, (tuple, list, set, frozenset)):
        items = [_value(item) for item in _first(value)]
        return _several(items, len(value), "(", ",)" if len(value) == 1 else ")")
    return cut(repr(value) if not isinstance(value, str) or len(value) <= _FIELD else repr(value[:_FIELD]), _FIELD)


def _first(items: Any) -> list[Any]:
    """The first items, as many as may fit."""
    return [item for _, item in zip(range(_FIELD // 3), items, strict=False)]


def _several(items: list[str], count: int, opens: str, closes: str) -> str:
    """All items if they fit, otherwise how many there are."""
    listing = f"{opens}{', '.join(items)}{closes}"
    return listing if len(items) == count and len(listing) <= _FIELD else f"{opens}{count} items{closes[-1]}"
