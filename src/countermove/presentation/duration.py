"""How long work takes, as a notice before it begins, and what to ask for instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter

from countermove.catalogue import Declaration, Parameter, Through
from countermove.context.effort import Effort
from countermove.presentation.numbers import duration_text
from countermove.presentation.words import count, listed

__all__ = ["LONG", "less_text", "stopped_text", "takes_text", "waiting_text"]

LONG = 60.0
"""Seconds from which on the duration is worth a notice."""

_FEW = 3
"""The most claims that are named."""

_LARGE = 1 << 12
"""The size of a game, in states, from which on fewer states are worth advising."""

_LESS: Mapping[Through, tuple[str, str]] = {
    "claims": ("claims", "fewer claims"),
    "draws": ("draws", "fewer draws"),
    "sets": ("bound", "fewer edits at a time"),
    "cells": ("vary", "one driver"),
    "coalitions": ("largest", "smaller coalitions"),
    "codings": ("only", "fewer alternatives"),
}
"""What a question iterates over → the option that reduces it, and what to ask for instead."""


def waiting_text(effort: Effort, question: Declaration) -> str | None:
    """How long an answer takes, for what, and how to ask for less; None if that is not worth a notice."""
    if effort.seconds < LONG:
        return None
    return " ".join(
        text for text in (takes_text(effort), less_text(effort, question, _typed), "Ctrl-C ends it.") if text
    )


def takes_text(effort: Effort) -> str:
    """How long an answer takes, and for what, however short."""
    return f"about {duration_text(effort.seconds)} for {_games(effort)}."


def stopped_text(effort: Effort, question: Declaration, after: float) -> str:
    """The notice that work was stopped, at what, and how to ask for less."""
    stop = f"Stopped after {duration_text(after)} of processor time: {_games(effort)}."
    return " ".join(text for text in (stop, less_text(effort, question, None)) if text)


def _games(effort: Effort) -> str:
    if effort.states is None:
        return f"{count(effort.looks, 'proof')}"
    games = f"{count(effort.games, 'game')} of {count(effort.states, 'state')}"
    return f"{games}, more than half of it for {listed(effort.most)}" if 0 < len(effort.most) <= _FEW else games


def less_text(
    effort: Effort, question: Declaration, named: Callable[[Parameter], str] | None = attrgetter("name")
) -> str:
    """What to ask for instead, "" if nothing reduces it; *named* gives the name of an option there, None leaves options
    unnamed."""
    less = list(_less(effort, question, named))
    return f"Less: {listed(less, 'or')}." if less else ""


def _typed(option: Parameter) -> str:
    return f"--{option.flag or option.name}"


def _less(effort: Effort, question: Declaration, named: Callable[[Parameter], str] | None) -> Iterator[str]:
    """Requests that would take less."""
    options = {option.name: option for option in question.options}
    over = dict(effort.over)
    for thing, (name, what) in _LESS.items():
        if thing in over and (option := options.get(name)) is not None:
            yield what if option.place or named is None else f"{what} ({named(option)})"
    if "concepts" in options:
        yield "one concept" if named is None else f"one concept ({named(options['concepts'])})"
    if "readings" in over and question.swept:
        yield f"some of the open questions closed ({over['readings']:,} readings)"
    if effort.states is not None and effort.states > _LARGE:
        yield "states excluded by `never` rules"
