"""What people hand in at the Python door: a lone text where a list is meant is one item, and what fits nowhere is told in
one sentence: what was given, what is expected."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from gmcr.base.errors import ModelError, UnknownName

__all__ = [
    "instance_given",
    "items_given",
    "known_name",
    "names_given",
    "path_given",
    "shown",
    "state_given",
    "table_given",
    "text_given",
    "whole_given",
    "yes_given",
]

T = TypeVar("T")

_LONGEST = 40
"""Characters of a value that a message repeats."""


def shown(given: object) -> str:
    """A value in a message: as it is written where that is short, by its type where it is not."""
    kind = type(given).__name__
    if given is None or isinstance(given, (bool, int, float, str, list, tuple, dict)):
        written = repr(given) if not isinstance(given, int) or abs(given) < 1 << 64 else "a huge number"
        if len(written) <= _LONGEST and "\n" not in written:
            return written
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"


def items_given(given: object, what: str, of: str = "a list") -> tuple[Any, ...]:
    """The items of a list; a lone text or number is one. Raises ModelError where it is nothing of the kind."""
    if isinstance(given, (str, Integral)) and not isinstance(given, bool):
        return (given,)
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise ModelError(f"{what}: this should be {of}, not {shown(given)}.")
    try:
        return tuple(given)
    except TypeError:  # an array without a dimension
        raise ModelError(f"{what}: this should be {of}, not {shown(given)}.") from None


def names_given(given: object, what: str) -> tuple[str, ...]:
    """Names, each once, in the order given; a lone text is one. Raises ModelError for what are no texts."""
    items = items_given(given, what, "a name, or a list of names")
    for item in items:
        text_given(item, what, "a name")
    return tuple(dict.fromkeys(items))


def text_given(given: object, what: str, of: str = "a text") -> str:
    """A text. Raises ModelError for what is none."""
    if not isinstance(given, str):
        raise ModelError(f"{what}: this should be {of}, not {shown(given)}.")
    return given


def path_given(given: object, what: str) -> Path:
    """The place of a file. Raises ModelError for what is none."""
    written = os.fspath(given) if isinstance(given, (str, os.PathLike)) else None
    if not isinstance(written, str):
        raise ModelError(f"{what}: this should be a path, as a text or a Path, not {shown(given)}.")
    return Path(written)


def whole_given(given: object, what: str, *, least: int | None = None) -> int:
    """A whole number, NumPy's too, but no truth value. Raises ModelError for what is none, or is below *least*."""
    if isinstance(given, bool) or not isinstance(given, Integral) or (least is not None and given < least):
        bound = "" if least is None else f" of {least} or more"
        raise ModelError(f"{what}: this should be a whole number{bound}, not {shown(given)}.")
    return int(given)


def state_given(given: object) -> str:
    """A state as a person writes it: its code, or what is on. Raises ModelError for what is none."""
    whole = isinstance(given, Integral) and not isinstance(given, bool)
    return str(whole_given(given, "A state")) if whole else text_given(given, "A state", "its code, or what is on")


def yes_given(given: object, what: str) -> bool:
    """Whether something is so. Raises ModelError for what is no truth value."""
    if not isinstance(given, (bool, np.bool_)):
        raise ModelError(f"{what}: this should be True or False, not {shown(given)}.")
    return bool(given)


def table_given(given: object, what: str, of: str) -> dict[str, Any]:
    """A mapping by name. *of*: what it should be, as in "actor → wants". Raises ModelError for what is none."""
    if not isinstance(given, Mapping):
        raise ModelError(f"{what}: this should be a mapping, {of}, not {shown(given)}.")
    for name in given:
        text_given(name, what, f"a mapping, {of}, of which every name is a text")
    return dict(given)


def instance_given(given: object, kind: type[T], what: str, of: str) -> T:
    """A value of a type. *of*: what it should be. Raises ModelError for what is none."""
    if not isinstance(given, kind):
        raise ModelError(f"{what}: this should be {of}, not {shown(given)}.")
    return given


def known_name(kind: str, name: object, valid: Sequence[str] | Mapping[str, object]) -> str:
    """A name that is one of *valid*. Raises UnknownName."""
    if not isinstance(name, str) or name not in valid:
        raise UnknownName(kind, name if isinstance(name, str) else shown(name), valid)
    return name
