"""longrun: where one game ends, how long that takes, and what stays as noise vanishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from countermove.brief import Brief
from countermove.case.frame import Frame
from countermove.case.game import Game, on_in
from countermove.case.glossary import Glossary
from countermove.case.selection import actor_named
from countermove.errors import CountermoveError, quoted
from countermove.questions.longrun.found import LongRun, longrun
from countermove.stability import CONCEPTS

__all__ = ["LongRunRecord", "longrun_case"]


@dataclass(frozen=True, slots=True)
class LongRunRecord(Brief):
    """``on``: code → the options that are on (in graph form the label), for every state mentioned."""

    frame: Frame
    glossary: Glossary
    found: LongRun
    on: Mapping[int, tuple[str, ...]]


def longrun_case(
    game: Game,
    *,
    concepts: Sequence[str] = CONCEPTS,
    choice: str = "uniform",
    weights: Iterable[str] = (),
    noise: str | None = None,
    precision: float = 1.0,
    method: str = "auto",
    runs: int = 2000,
    horizon: int = 1000,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> LongRunRecord:
    """The long run of one game. ``weights`` as ``ACTOR=NUMBER``, ``noise`` an exact decimal as text. Raises UnknownName,
    ModelError, CountermoveError."""
    game.need_start()
    asked: dict[str, Any] = {
        "concepts": concepts,
        "choice": choice,
        "weights": _weights(weights, game.glossary.actors),
        "noise": None if noise is None else _number("noise", noise),
        "precision": precision,
        "method": method,
        "runs": runs,
        "horizon": horizon,
        "seed": seed,
        "progress": progress,
    }
    found = longrun(game.asked, **game.chosen, **asked)
    frame = game.frame(tuple(item.concept for item in found.concepts if item.concept is not None))
    if any(item.method == "simulated" for item in found.concepts):
        frame = replace(frame, assumptions=replace(frame.assumptions, seed=seed))
    return LongRunRecord(frame=frame, glossary=game.glossary, found=found, on=on_in(game.conflict, found.labels))


def _weights(texts: Iterable[str], actors: Mapping[str, str]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise CountermoveError(
                f"A weight is written ACTOR=NUMBER; {quoted(text)} is not of that form.", argument="weight"
            )
        name = actor_named(actors, name)
        if name in found:
            raise CountermoveError(f"The weight of {name} is given twice.", argument="weight")
        found[name] = _number("weight", value)
    return found


def _number(what: str, text: str) -> Fraction:
    try:
        number = Decimal(text) if len(text) <= 40 else Decimal("nan")
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or abs(number.adjusted()) > 100:
        raise CountermoveError(f"The {what} {quoted(text)} is not a number.", argument=what)
    return Fraction(number)
