"""Why an actor gains or loses between two states: in words, as data, and what the data means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from countermove.analysis.reasons import Reason
from countermove.telling.describing import CODE, Schema, list_of, one_of, or_null, record, text
from countermove.telling.phrases import Teller
from countermove.telling.words import listed

__all__ = [
    "PATH",
    "REASON",
    "also_text",
    "because_text",
    "path_data",
    "reason_data",
]

_SIGNS = {1: "gains", 0: "neither", -1: "loses"}


def because_text(found: Reason, teller: Teller) -> str:
    """The want that decides, read on from a colon, with its id; "" where the actor ranks states directly."""
    return "" if found.want is None else teller.because(found.want, found.part)


def also_text(found: Reason) -> str:
    """The other wants that are gained and lost, by id; "" where there are none."""
    gained = [want for want in found.gained if want != found.want]
    lost = [want for want in found.lost if want != found.want]
    told = [f"also meets {listed(gained)}"] if gained else []
    told += [f"gives up {listed(lost)}"] if lost else []
    return listed(told)


def reason_data(found: Reason) -> dict[str, Any]:
    """A reason as plain data."""
    return {
        "actor": found.actor,
        "from": found.before,
        "to": found.after,
        "result": _SIGNS[found.sign],
        "gained": list(found.gained),
        "lost": list(found.lost),
        "decides": found.want,
    }


def path_data(path: Sequence[tuple[str, int]] | None) -> list[dict[str, Any]] | None:
    """Moves as plain data."""
    return None if path is None else [{"actor": actor, "to": code} for actor, code in path]


REASON = record(
    "What an actor makes of one state against another.",
    actor=text("The actor."),
    from_=CODE,
    to=CODE,
    result=one_of("Whether it gains, loses, or neither.", *_SIGNS.values()),
    gained=list_of("Wants met in the second state only, most important first.", {"type": "string"}),
    lost=list_of("Wants met in the first state only, most important first.", {"type": "string"}),
    decides=or_null(text("The want that decides; null where none does, or the actor ranks states directly.")),
)

PATH: Schema = list_of("Moves, one after another.", record("A move.", actor=text("Who moves."), to=CODE))
