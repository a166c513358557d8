"""Why an actor gains or loses between two states: in words, as data, and what the data means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from countermove.analysis.reasons import Reason
from countermove.telling.describing import CODE, Schema, list_of, one_of, or_null, record, text
from countermove.telling.phrases import Teller
from countermove.telling.words import listed

__all__ = [
    "PATH",
    "REASON",
    "On",
    "also_text",
    "because_text",
    "move_text",
    "named_text",
    "path_data",
    "reason_data",
    "whole_text",
]

On = Mapping[int, Sequence[str]]

_SIGNS = {1: "gains", 0: "neither", -1: "loses"}


def named_text(code: int, on: On, teller: Teller) -> str:
    """A state by its number; in graph form by its label."""
    return f"state {code}" if teller.glossary.options else on[code][0]


def key_text(code: int, on: On, teller: Teller) -> str:
    """What a state is called in tables: its number; in graph form its label."""
    return str(code) if teller.glossary.options else on[code][0]


def whole_text(code: int, on: On, teller: Teller) -> str:
    """A state in words and by its number; in graph form its label."""
    return f"{teller.state(on[code])} (state {code})" if teller.glossary.options else on[code][0]


def move_text(actor: str, before: int, after: int, on: On, teller: Teller) -> str:
    """A move in words, with its subject, and where it leads."""
    if teller.glossary.options:
        return f"{teller.move(actor, on[before], on[after])} (state {after})"
    return f"{teller.the(actor)} {teller.agree(actor, 'moves', 'move')} to {on[after][0]}"


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
