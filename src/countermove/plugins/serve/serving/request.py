"""Parses a program's request for a question from texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from countermove.catalogue import Declaration, Parameter
from countermove.context.selection import Selection, pairs, select
from countermove.plugins.serve.serving.parameters import CASES, SELECTING, offered, repeatable
from gmcr.base.errors import CountermoveError, UnknownName, quoted

__all__ = ["options_of", "selection_of"]

_WORDS: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}


def options_of(question: Declaration, texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The options of a question, from texts. Raises UnknownName for an unknown one, CountermoveError for a wrong
    value."""
    options = dict(offered(question))
    known = (*options, *CASES[question.cases], *(SELECTING[part] for part in question.selects))
    for name in texts:
        if name not in known:
            raise UnknownName("parameter", name, known)
    # A single process, so that it can be ended.
    result: dict[str, Any] = {option.name: 1 for option in question.options if option.name == "workers"}
    for name, option in options.items():
        values = list(texts.get(name, ()))
        if not values:
            if option.needed:
                raise CountermoveError(f"{name} is needed: {option.help}")
            result[option.name] = option.unsaid
        elif option.kind == "pairs":
            result[option.name] = pairs(values, name, option.form)
        elif repeatable(option):
            result[option.name] = values
        elif len(values) > 1:
            raise CountermoveError(f"{name} is given {len(values)} times: once is enough.")
        else:
            result[option.name] = _value(name, option, values[0])
    return result


def selection_of(question: Declaration, texts: Mapping[str, Sequence[str]]) -> Selection:
    """The selected game. Raises CountermoveError."""
    values = {part: list(texts.get(name, ())) for part, name in SELECTING.items() if part in question.selects}
    for part in ("scenario", "view"):
        if len(values.get(part, ())) > 1:
            raise CountermoveError(f"{part} is given {len(values[part])} times: once is enough.")
    return select(
        codings=values.get("coding", ()),
        readings=values.get("reading", ()),
        scenario=next(iter(values.get("scenario", ())), None),
        view=next(iter(values.get("view", ())), None),
        settings=values.get("drivers", ()),
    )


def _value(name: str, option: Parameter, text: str) -> Any:
    if option.kind == "flag":
        if text.casefold() not in _WORDS:
            raise CountermoveError(f"{name} is true or false, not {quoted(text)}.")
        return _WORDS[text.casefold()]
    if option.kind == "whole":
        return _whole(name, option, text)
    if option.kind == "real":
        try:
            return float(text)
        except ValueError:
            raise CountermoveError(f"{name} is a number, not {quoted(text)}.") from None
    return text


def _whole(name: str, option: Parameter, text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise CountermoveError(f"{name} is a whole number, not {quoted(text)}.")
    number = int(text)
    low, high = option.least, option.most
    if (low is not None and number < low) or (high is not None and number > high):
        within = f"at least {low:,}" if high is None else f"{low or 0:,} to {high:,}"
        raise CountermoveError(f"{name} is {within}, not {number}.")
    return number
