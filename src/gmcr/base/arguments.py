"""Checks of arguments that people pass from Python: a lone text where a list is meant is one item, and an unusable
value gets one sentence: what was given, what is expected.

Exact numbers from what people and programs write: a float is its shortest decimal, a text a decimal or a
fraction.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from numbers import Integral
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from gmcr.base.errors import CountermoveError, ModelError, UnknownName

__all__ = [
    "RNG",
    "GivenNumber",
    "as_bool",
    "as_instance",
    "as_integer",
    "as_items",
    "as_mapping",
    "as_names",
    "as_path",
    "as_seed",
    "as_state",
    "as_text",
    "exactly",
    "known_concept",
    "known_name",
    "shown",
]


GivenNumber = int | float | str | Decimal | Fraction

_LONGEST = 40
"""The number of characters in a text, at most."""

_LARGEST = 100
"""The number of decimal places before or after the point, at most: the exponent of a short text could demand more
memory than there is."""


def exactly(value: GivenNumber) -> Fraction:
    """Return the exact number. Raises ValueError if *value* is not a number (a truth value, NaN, infinity) or has no
    reasonable size."""
    if isinstance(value, bool) or not isinstance(value, GivenNumber):
        raise ValueError(f"{value!r} is not a number")
    number = repr(value) if isinstance(value, float) else value
    if isinstance(number, str):
        if len(number) > _LONGEST:
            raise ValueError("too long for a number")
        if "/" in number:
            return _fraction(number)
        try:
            number = Decimal(number.strip())
        except InvalidOperation:
            raise ValueError(f"{value!r} is not a number") from None
    if isinstance(number, Decimal) and (not number.is_finite() or abs(number.adjusted()) > _LARGEST):
        raise ValueError(f"{value!r} is not finite, or too large or small")
    return Fraction(number)


def _fraction(text: str) -> Fraction:
    try:
        return Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r} is not a number") from None


T = TypeVar("T")

"""The number of characters of a value that a message repeats, at most."""


def shown(given: object) -> str:
    """Return a value for a message: as it is written if that is short, otherwise by its type."""
    kind = type(given).__name__
    if given is None or isinstance(given, (bool, int, float, str, list, tuple, dict)):
        written = repr(given) if not isinstance(given, int) or abs(given) < 1 << 64 else "a huge number"
        if len(written) <= _LONGEST and "\n" not in written:
            return written
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"


def as_items(given: object, what: str, of: str = "a list") -> tuple[Any, ...]:
    """Return the items of a list; a lone text or number is one item. Raises ModelError for anything else."""
    if isinstance(given, (str, Integral)) and not isinstance(given, bool):
        return (given,)
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise ModelError(f"{what}: this should be {of}, not {shown(given)}.")
    try:
        return tuple(given)
    except TypeError:  # an array without a dimension
        raise ModelError(f"{what}: this should be {of}, not {shown(given)}.") from None


def as_names(given: object, what: str) -> tuple[str, ...]:
    """Return names, each once, in the order given; a lone text is one. Raises ModelError if an item is not a text."""
    items = as_items(given, what, "a name, or a list of names")
    for item in items:
        as_text(item, what, "a name")
    return tuple(dict.fromkeys(items))


def as_text(given: object, what: str, of: str = "a text") -> str:
    """Return a text. Raises ModelError for anything else."""
    if not isinstance(given, str):
        raise ModelError(f"{what}: this should be {of}, not {shown(given)}.")
    return given


def as_path(given: object, what: str) -> Path:
    """Return the path of a file. Raises ModelError if *given* is not one."""
    written = os.fspath(given) if isinstance(given, (str, os.PathLike)) else None
    if not isinstance(written, str):
        raise ModelError(f"{what}: this should be a path, as a text or a Path, not {shown(given)}.")
    return Path(written)


def as_integer(given: object, what: str, *, least: int | None = None) -> int:
    """Return a whole number, NumPy's too, but no truth value. Raises ModelError for anything else, or if it is below
    *least*."""
    if isinstance(given, bool) or not isinstance(given, Integral) or (least is not None and given < least):
        bound = "" if least is None else f" of {least} or more"
        raise ModelError(f"{what}: this should be a whole number{bound}, not {shown(given)}.")
    return int(given)


RNG = int | Sequence[int] | np.random.SeedSequence | np.random.BitGenerator | np.random.Generator | None
"""What random numbers come from: a seed, or whatever else NumPy makes a generator of; None for another seed each time."""

_DRAWN = 1 << 53
"""The number of seeds that are drawn: as many as every reader of JSON keeps exactly."""


def as_seed(rng: object) -> int:
    """Return the seed of a call's random numbers: the one given, or one drawn from what is given, so that a result can name
    the seed that gives it again. Raises ModelError for what is no source of random numbers, CountermoveError for a whole
    number that is no seed."""
    if isinstance(rng, Integral) and not isinstance(rng, bool):
        if not 0 <= (seed := int(rng)) < 1 << 64:
            raise CountermoveError(f"The seed is a whole number from 0 to 2^64 - 1, not {shown(seed)}.", argument="rng")
        return seed
    try:
        if not isinstance(rng, (bool, str, bytes)):  # NumPy reads a text as a number
            return int(np.random.default_rng(rng).integers(_DRAWN))  # type: ignore[arg-type]  # what it is not is refused
    except (TypeError, ValueError):
        pass
    what = "a seed, a Generator, a SeedSequence or None"
    raise ModelError(f"rng: this should be {what}, not {shown(rng)}.", argument="rng")


def as_state(given: object) -> str:
    """Return a state as a person writes it: its code, or the options that are on. Raises ModelError for anything
    else."""
    whole = isinstance(given, Integral) and not isinstance(given, bool)
    return str(as_integer(given, "A state")) if whole else as_text(given, "A state", "its code, or what is on")


def as_bool(given: object, what: str) -> bool:
    """Return a truth value. Raises ModelError for anything else."""
    if not isinstance(given, (bool, np.bool_)):
        raise ModelError(f"{what}: this should be True or False, not {shown(given)}.")
    return bool(given)


def as_mapping(given: object, what: str, of: str) -> dict[str, Any]:
    """Return a mapping by name, also of a Series of pandas. *of* says what it should be, as in "actor → wants". Raises
    ModelError for anything else."""
    if is_series(given):
        given = dict(given.items())  # type: ignore[attr-defined]
    if not isinstance(given, Mapping):
        raise ModelError(f"{what}: this should be a mapping, {of}, not {shown(given)}.")
    for name in given:
        as_text(name, what, f"a mapping, {of}, of which every name is a text")
    return dict(given)


def is_series(given: object) -> bool:
    """Return whether a value is a Series of pandas, by what it offers."""
    return all(hasattr(given, name) for name in ("items", "index", "tolist")) and not hasattr(given, "columns")


def is_frame(given: object) -> bool:
    """Return whether a value is a DataFrame of pandas, by what it offers."""
    return all(hasattr(given, name) for name in ("columns", "index", "itertuples"))


def as_instance(given: object, kind: type[T], what: str, of: str) -> T:
    """Return a value of a type. *of* says what it should be. Raises ModelError for anything else."""
    if not isinstance(given, kind):
        raise ModelError(f"{what}: this should be {of}, not {shown(given)}.")
    return given


def known_name(kind: str, name: object, valid: Sequence[str] | Mapping[str, object]) -> str:
    """Return a name that is one of *valid*. Raises UnknownName."""
    if not isinstance(name, str) or name not in valid:
        raise UnknownName(kind, name if isinstance(name, str) else shown(name), valid)
    return name


def known_concept(kind: str, name: object, valid: Sequence[str] | Mapping[str, object]) -> str:
    """Return the name of a concept that is one of *valid*, which may be written in any case: "Nash" is "nash". Raises
    UnknownName."""
    return name.lower() if isinstance(name, str) and name.lower() in valid else known_name(kind, name, valid)
