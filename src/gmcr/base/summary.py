"""How records show themselves in a shell: at most 200 characters that say what it is, of which case, and the main result.

A dataclass that has ``Record`` as its base is shown by its fields, shortened; where a field does not say what matters, the
record has a ``gist``. Fields that only put words to others are left out. That is for whoever works in a shell, and the one
place where something is cut: what people read is told whole, or by whole items with their count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

__all__ = ["LONGEST", "Record", "cut", "fields_of"]

LONGEST = 200
"""Characters of what a record shows of itself."""

_FIELD = 48
"""Characters of one field."""

_WORDS = ("frame", "frames", "glossary", "glossaries", "labels", "on", "titles")


class Record:
    """Base of records. A subclass that writes ``__repr__`` itself keeps its own."""

    __slots__ = ()

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        if "__repr__" not in cls.__dict__:  # dataclass writes none over one that is there
            setattr(cls, "__repr__", _shown)  # noqa: B010  # a method is not assigned to, for mypy

    def gist(self) -> str:
        """What matters, in a few words; "" where the fields say it."""
        found = getattr(self, "found", None)
        return found.gist() if isinstance(found, Record) else ""


def cut(text: str, most: int = LONGEST) -> str:
    """A text of at most so many characters, on one line."""
    line = " ".join(text.split()) if "\n" in text or "\r" in text else text
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _shown(record: Record) -> str:
    name, gist, case = type(record).__name__, record.gist(), _case(record)
    if gist or case:
        told = gist or ", ".join(_fields(record))
        return cut(f"<{name}{f' of {case}' if case else ''}: {told}>")
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
    """The fields of a record, each with its value in short; without those that only put words to others."""
    names = [item.name for item in fields(record) if item.repr and item.name not in _WORDS]  # type: ignore[arg-type]
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
    """All items where they fit, otherwise how many there are."""
    told = f"{opens}{', '.join(items)}{closes}"
    return told if len(items) == count and len(told) <= _FIELD else f"{opens}{count} items{closes[-1]}"
