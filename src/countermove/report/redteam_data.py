"""redteam as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.questions.redteam.asked import RedTeamRecord
from countermove.questions.redteam.found import KINDS, Attack, Attacked
from countermove.telling.data import plain
from countermove.telling.describing import CONCEPTS, EDIT, by_name, list_of, one_of, or_null, record, text, whole, yes

__all__ = ["REDTEAM", "redteam_data"]


def redteam_data(given: RedTeamRecord) -> dict[str, Any]:
    """The data of a redteam record."""
    found = given.found
    return {
        "bound": found.bound,
        "prices": {name: str(price) for name, price in found.prices.items()},
        "complete": found.complete,
        "claims": [_attacked(item) for item in found.claims],
    }


def _attacked(item: Attacked) -> dict[str, Any]:
    return {
        "id": item.claim,
        "values": list(item.values),
        "stands": item.stands,
        "attacks": [_attack(attack) for attack in item.attacks],
        "searched": item.searched,
        "mixed": item.mixed,
        "settled": item.settled,
        "drivers": item.drivers,
    }


def _attack(attack: Attack) -> dict[str, Any]:
    return {
        "kind": attack.kind,
        "kinds": list(attack.kinds),
        "cost": str(attack.cost),
        "concepts": list(attack.concepts),
        "edits": [plain(edit) for edit in attack.edits],
        "moves": [
            {"driver": move.driver, "now": str(move.now), "to": str(move.goal), "past": _PAST[move.beyond]}
            for move in attack.moves
        ],
        "answers": dict(attack.answers),
    }


_PAST = {-1: "below", 0: "", 1: "above"}


REDTEAM = record(
    "How claims could be overturned.",
    bound=whole("Edits made together, and parts of a mixed attack, at most."),
    prices=by_name("What was paid, by name; exact fractions as text.", {"type": "string"}),
    complete=yes("Whether the search ended by itself."),
    claims=list_of(
        "The claims, in file order.",
        record(
            "A claim under attack.",
            id=text("Its name."),
            values=list_of("In the base reading, one a concept: 1, 0, -1 undefined.", {"enum": [1, 0, -1]}),
            stands=or_null(yes("Its value there; null where it is undefined under every concept.")),
            attacks=list_of(
                "Cheapest first.",
                record(
                    "An attack.",
                    kind=one_of("What it consists of.", *KINDS, "mixed"),
                    kinds=list_of("The kinds of its parts.", one_of("A kind.", *KINDS)),
                    cost=text("An exact fraction as text."),
                    concepts=CONCEPTS,
                    edits=list_of("Edits made together.", record("An edit.", **EDIT)),
                    moves=list_of(
                        "Drivers moved.",
                        record(
                            "A move.",
                            driver=text("The driver."),
                            now=text("From this value."),
                            to=text("To this one, or past it."),
                            past=one_of(
                                "The side of that value to which it has to move; nothing: to it.", "", "below", "above"
                            ),
                        ),
                    ),
                    answers=by_name("Question: the other answer.", {"type": "string"}),
                ),
            ),
            searched=whole("Sets of up to so many edits were all looked at."),
            mixed=whole("Mixed attacks of up to so many parts were all looked at, as far as they could be cheapest."),
            settled=yes(
                "Whether no larger set of edits, and no mixed attack that was not looked at, can be cheaper than the cheapest."
            ),
            drivers=text('Why moves of several drivers at once are undecided; "" where they are not.'),
        ),
    ),
)
